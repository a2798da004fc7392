"""The coming week by the lifter's days, minutes, gym and recovery: solved here, kept as JSON for the page Plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from momentary.evidence import SAFETY
from momentary.figures.wording import capital
from momentary.language import say
from momentary.prescription.methods.advice import Advice
from momentary.prescription.session.in_short import later_segments_in_short, minutes_in_short, sets_in_short
from momentary.prescription.session.plan import PlannedExercise, PlannedSession
from momentary.prescription.training_habits import training_habits
from momentary.prescription.week.model import NoWeekFoundError
from momentary.prescription.week.of_log import UnplannableError, Wishes, week_of_log
from momentary.prescription.week.plan import ImpossibleWeekError, WeekPlan, plan_week
from momentary.prescription.week.question import WeekQuestion
from momentary.quantities import ImpossibleValueError
from momentary.web.insights.rendering import Known, renders
from momentary.web.insights.texts import json_text
from momentary.web.insights.week import PLAN, WEEK_DAYS, WeekWish, wish_of

_FORMAT = "momentary-web-plan/1"


@renders(PLAN)
def plan(known: Known) -> str:
    """Return the plan of the week that begins now, or why there is none, as JSON."""
    wish = wish_of(known.athlete, today=known.at.date())
    record: dict[str, Any] = {"format": _FORMAT, "asked": wish.asked, "begins": known.at.isoformat()}
    try:
        question = _question(known, wish)
        found = plan_week(question)
    except (UnplannableError, ImpossibleWeekError, NoWeekFoundError, ImpossibleValueError) as error:
        return json_text({**record, "problem": str(error), "days": list(wish.days), "sessions": []})
    return json_text({**record, "problem": None, **_record(found, question)})


def _question(known: Known, wish: WeekWish) -> WeekQuestion:
    days: tuple[int, ...] | int = wish.days or _usual_days(known)
    partner = tuple(day for day in wish.partner_days if isinstance(days, int) or day in days)
    return week_of_log(
        known.log, Wishes(days, float(wish.minutes), partner or None, wish.goal, without=wish.without),
        at=max(known.at, known.log.sessions[-1].start.wall), matches=known.matches,
        known=(known.posterior, known.summary), gym=known.gym, is_gym_told=known.is_gym_told,
    )  # fmt: skip


def _usual_days(known: Known) -> tuple[int, ...] | int:
    habits = training_habits(known.log, known.exercises)
    return 1 if habits is None else habits.usual_days(min(max(round(habits.sessions), 1), WEEK_DAYS))


def _record(found: WeekPlan, question: WeekQuestion) -> dict[str, Any]:
    return {
        "days": [one.at.weekday() for one in question.days],
        "goal": str(question.goal),
        "sessions": [_session(one) for one in found.sessions],
        "volume": [
            {"muscle": one.muscle.label, "usual": round(one.usual, 1), "planned": round(one.planned, 1),
             "failures": one.failures}
            for one in found.volume
        ],
        "left_out": [
            {"name": one.name, "planned": one.planned, "due": one.due, "why": one.why.text} for one in found.left_out
        ],
        "reasons": _said(found.reasons),
        "is_optimal": found.is_optimal,
        "is_gym_told": question.is_gym_told,
        "is_timed": question.habits.is_timed,
        "safety": say(SAFETY),
    }  # fmt: skip


def _session(one: PlannedSession) -> dict[str, Any]:
    return {
        "at": one.at.isoformat(),
        "minutes": round(one.seconds / 60.0),
        "budget": round(one.budget_s / 60.0),
        "partner": one.has_partner,
        "exercises": [_exercise(each) for each in one.exercises],
        "reasons": _said(one.reasons),
    }


def _exercise(one: PlannedExercise) -> dict[str, Any]:
    last = one.sets[-1]
    low, high = last.interval
    told = tuple(dict.fromkeys((*one.reasons, *one.placement.sentences())))
    return {
        "name": one.name,
        "warm_up": ", ".join(f"{each.load.written} × {each.repetitions}" for each in one.warm_up),
        "sets": sets_in_short(one.sets),
        "rest": None if one.rest_s is None else minutes_in_short(one.rest_s),
        "to_failure": {"about": last.repetitions, "low": low, "high": high} if one.goes_to_failure else None,
        "method": None if one.method is None else f"{capital(one.method.title)}: {later_segments_in_short(one.method)}",
        "why": _said(told),
    }


def _said(sentences: Sequence[Advice]) -> list[dict[str, Any]]:
    return [{"text": one.text, "claims": list(one.claims)} for one in sentences]
