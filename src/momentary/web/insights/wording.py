"""Sessions and sets as a page says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from momentary.language import amount, decimals_of
from momentary.prescription.session.in_short import minutes_in_short
from momentary.quantities import Role, Segment, Set, Technique
from momentary.web.training.folding import SessionState
from momentary.web.training.models import FoldedSession

TECHNIQUES: Mapping[Technique, str | Promise] = {
    Technique.STRAIGHT: _("straight"),
    Technique.DROP: _("drop"),
    Technique.REST_PAUSE: _("rest-pause"),
    Technique.CLUSTER: _("cluster"),
    Technique.PARTIAL: _("partial repetitions"),
    Technique.CHEAT: _("cheat repetitions"),
    Technique.NEGATIVE: _("negatives"),
    Technique.ASSISTED: _("assisted"),
    Technique.ISOMETRIC: _("held"),
}


@dataclass(frozen=True, slots=True)
class SetLine:
    """A set in a line: `80 kg × 8`, and whether it ended in failure."""

    text: str
    is_failure: bool
    is_warm_up: bool
    note: str


@dataclass(frozen=True, slots=True)
class ExerciseLines:
    """The sets of an exercise that follow each other."""

    name: str
    sets: tuple[SetLine, ...]


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session as Today lists it."""

    uuid: UUID
    title: str
    start: datetime
    has_time: bool
    is_finished: bool
    exercises: tuple[ExerciseLines, ...]
    sets: int
    failures: int
    note: str

    @classmethod
    def of(cls, row: FoldedSession) -> SessionCard:
        """Return the card of a folded session."""
        state = SessionState.of(row.state)
        session = state.session()
        sets = () if session is None else session.sets
        start = state.value["start"]
        return cls(
            uuid=row.uuid,
            title=state.value.get("title") or "",
            start=datetime.fromisoformat(start["wall"]),
            has_time=start["clock"] != "date_only",
            is_finished=state.is_finished,
            exercises=tuple(_grouped(sets)),
            sets=len(sets),
            failures=sum(one.is_failure for one in sets),
            note=state.value.get("note") or "",
        )


def _grouped(sets: tuple[Set, ...]) -> Iterator[ExerciseLines]:
    for name, group in groupby(sets, key=lambda one: one.exercise):
        yield ExerciseLines(name, tuple(set_line(one) for one in group))


def set_line(one: Set) -> SetLine:
    """Return a set in a line."""
    text = " → ".join(segment_text(segment) for segment in one.segments)
    return SetLine(text, one.is_failure, one.role is Role.WARM_UP, one.note or "")


def segment_text(segment: Segment) -> str:
    """Return a segment in a few characters: load, repetitions, technique, reserve. Zero is said, absence is not."""
    parts = []
    if segment.load is not None:
        parts.append(segment.load.written)
    if segment.assistance is not None:
        parts.append(f"− {segment.assistance.written}")
    if segment.repetitions is not None:
        parts.append(f"× {segment.repetitions}")
    if segment.partial_repetitions is not None:
        parts.append(gettext("+ %(n)s partial") % {"n": segment.partial_repetitions})
    if segment.distance is not None:
        parts.append(amount(segment.distance.value, segment.distance.unit or "").strip())
    if segment.duration_s is not None:
        parts.append(f"{minutes_in_short(segment.duration_s)} min")
    if segment.technique is not Technique.STRAIGHT:
        parts.append(str(TECHNIQUES[segment.technique]))
    told = [" ".join(parts)]
    if segment.effort is not None:
        told.append(f"{segment.effort.scale.upper()} {decimals_of(f'{segment.effort.value:g}')}")
    return ", ".join(one for one in told if one) or gettext("done")
