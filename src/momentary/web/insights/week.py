"""The coming week: what is wished of it, and the plan that the worker last made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from momentary.web.insights.knowing import fragment_of
from momentary.web.training.models import Athlete, PlanWish
from momentary.web.training.preferences import preferences_of

PLAN = "plan"
"""Name of the fragment that holds the plan, as JSON."""

WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class WeekWish:
    """What is wished of the coming week.

    Args:
        days: Weekdays, Monday being 0; none where the lifter's usual ones are meant.
        partner_days: Those on which somebody helps.
        minutes: How long a session may take [min].
        goal: What they train for.
        without: Exercises that stay out, as typed.
        asked: Which change of the wish this is.
        is_for_week: Whether it was said for this week, and is not what they usually prefer.
    """

    days: tuple[int, ...]
    partner_days: tuple[int, ...]
    minutes: int
    goal: str
    without: tuple[str, ...] = ()
    asked: int = 0
    is_for_week: bool = False


def wish_of(athlete: Athlete, *, today: date) -> WeekWish:
    """Return what is wished of the week that begins today: as said for this week, or else as preferred."""
    preferred = preferences_of(athlete)
    row = PlanWish.objects.filter(athlete=athlete).first()
    asked = 0 if row is None else row.asked
    if row is None or row.until <= today:
        days, partner = tuple(preferred.days), tuple(preferred.partner_days)
        return WeekWish(days, partner, preferred.minutes, preferred.goal, asked=asked)
    days, partner = tuple(row.days), tuple(row.partner_days)
    return WeekWish(days, partner, row.minutes, preferred.goal, tuple(row.without), asked, is_for_week=True)


def plan_of(athlete: Athlete) -> dict[str, Any] | None:
    """Return the plan that the worker made last, for the page; None before there is one."""
    text = fragment_of(athlete, PLAN)
    return dict(json.loads(text)) if text else None


def asked_of(athlete: Athlete) -> int:
    """Return how often a lifter has changed what they wish: a plan says up to which change it answers."""
    return PlanWish.objects.filter(athlete=athlete).values_list("asked", flat=True).first() or 0
