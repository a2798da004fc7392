"""What coaches are told of a lifter's body: the one place where what is learnt meets who may see it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from momentary.quantities import Muscle
from momentary.web.coaching.knowing import Known, MuscleLevel, tell_from
from momentary.web.insights.models import Knowledge, Page
from momentary.web.training.models import Athlete, FoldedSession

_STUCK, _FALLING = "plateau", "falling"


def register() -> None:
    """Let `coaching` ask what the layers above it know."""
    tell_from(known=known_of, card=card_of)


def card_of(session: FoldedSession) -> Any:
    """Return a session as the pages of its lifter show it."""
    from momentary.web.insights.wording import SessionCard  # noqa: PLC0415 (not in every process's start)

    return SessionCard.of(session)


def known_of(athletes: Sequence[Athlete]) -> Mapping[UUID, Known]:
    """Return what the worker has learnt of athletes; who is not in it is not known yet."""
    ends = {one.pk: one.position for one in athletes}
    rows = Knowledge.objects.filter(athlete__in=ends, today__isnull=False)
    readings = _readings(list(ends))
    found = {}
    for athlete, made_at, told, today in rows.values_list("athlete_id", "made_at", "told", "today"):
        verdicts = readings.get(athlete, {})
        found[athlete] = Known(
            as_of=made_at,
            is_behind=ends[athlete] > told,
            readiness=_levels(today or {}),
            stuck=_named(verdicts, _STUCK),
            falling=_named(verdicts, _FALLING),
        )
    return found


def _levels(today: Mapping[str, Any]) -> tuple[MuscleLevel, ...]:
    told = [
        MuscleLevel(Muscle(one["muscle"]).label, one["level"], one["low"], one["high"])
        for one in today.get("readiness", ())
    ]
    return tuple(sorted(told, key=lambda one: one.level))


def _readings(athletes: list[UUID]) -> dict[UUID, dict[str, str]]:
    """Return the verdict on each exercise that was trained lately, as the worker keeps it for the next set."""
    from momentary.web.insights.next_context import NAME  # noqa: PLC0415 (numpy with it, half a second)

    pages = Page.objects.filter(athlete__in=athletes, name=NAME).values_list("athlete_id", "html")
    found = {}
    for athlete, text in pages:
        told = json.loads(text).get("now", {}).get("readings", {})
        found[athlete] = {name: str(one.get("verdict")) for name, one in told.items()}
    return found


def _named(verdicts: Mapping[str, str], verdict: str) -> tuple[str, ...]:
    return tuple(sorted(name for name, one in verdicts.items() if one == verdict))
