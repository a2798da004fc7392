"""How a lifter was when a session began: readiness, and what to take back; worked out once, kept in the process."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from momentary.catalogue import Exercise
from momentary.inference import Summary
from momentary.inference.fatigue import FatigueMemory
from momentary.inference.readiness import Readiness
from momentary.prescription.deload.plan import Deload, deload_of
from momentary.web.insights.feeling import felt_at
from momentary.web.insights.models import Page
from momentary.web.insights.next_context import NAME, Context, Contexts, from_json
from momentary.web.training.models import Athlete

_MOST = 256
_MINUTE = timedelta(minutes=1)
_Stamp = tuple[object, ...] | None
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(slots=True, eq=False)
class Opening:
    """What was known when a session began.

    Args:
        at: When it began, by the wall.
        context: What the worker had found by then; None where nobody knows.
        readiness: How recovered the lifter was; None where nobody knows.
    """

    at: datetime
    context: Context | None
    readiness: Readiness | None
    _deloads: dict[str, Deload] = field(default_factory=dict)

    def deload(self, name: str, exercise: Exercise) -> Deload | None:
        """Return what is to be taken back of an exercise; None where nobody knows."""
        if self.context is None:
            return None
        found = self._deloads.get(name)
        if found is None:
            found = self._deloads[name] = deload_of(
                {name: exercise},
                at=self.at,
                readiness=self.readiness,
                arrivals=self.context.arrivals,
                frequencies=self.context.frequencies,
                neural_warning=self.context.neural_warning,
                readings=self.context.readings,
            )
        return found


_contexts: OrderedDict[UUID, tuple[_Stamp, Contexts | None]] = OrderedDict()
_openings: OrderedDict[tuple[UUID, datetime], tuple[_Stamp, Opening]] = OrderedDict()


def opening_of(athlete: Athlete, at: datetime, fresh: Summary | None) -> Opening:
    """Return what was known when a session began.

    Args:
        athlete: Whose session it is.
        at: When it began or begins, by the wall.
        fresh: What is known now, where the session has no set yet; None where it has.
    """
    # To the minute: readiness does not change within one, and asking again costs nothing.
    at = at.replace(second=0, microsecond=0)
    kept = _openings.get((athlete.pk, at))
    if kept is not None and fresh is None and kept[1].readiness is not None:
        return kept[1]
    stamp, contexts = _contexts_of(athlete)
    if kept is not None and kept[0] == stamp:
        return kept[1]
    context = None if contexts is None else contexts.at_start(at)
    memory = context.fatigue if context is not None else None if fresh is None else fresh.fatigue
    found = Opening(at, context, None if memory is None else _readiness(athlete, memory, at))
    _put(_openings, (athlete.pk, at), (stamp, found))
    return found


def _contexts_of(athlete: Athlete) -> tuple[_Stamp, Contexts | None]:
    mine = Page.objects.filter(athlete=athlete, name=NAME)
    stamp: _Stamp = mine.values_list("pk", "position", "made_at").first()
    if stamp is None:
        return None, None
    kept = _contexts.get(athlete.pk)
    if kept is not None and kept[0] == stamp:
        return kept
    text = mine.values_list("html", flat=True).first()
    found = (stamp, from_json(json.loads(text)) if text else None)
    _put(_contexts, athlete.pk, found)
    return found


def _readiness(athlete: Athlete, memory: FatigueMemory, at: datetime) -> Readiness | None:
    """Return how recovered somebody was; None where no set tells, or the log ends much later."""
    try:
        felt = felt_at(athlete, memory, at, until=at + _MINUTE)
    except (ValueError, OverflowError):
        return None
    return None if felt is None else felt.readiness


def _put(rows: OrderedDict[_Key, _Value], key: _Key, value: _Value) -> None:
    rows[key] = value
    while len(rows) > _MOST:
        rows.popitem(last=False)
