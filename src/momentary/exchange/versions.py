"""Two versions of one session: which segments are the same ones, and what the two say together."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import Any

from momentary.quantities import (
    Clock,
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    Load,
    Moment,
    Segment,
    Session,
    Set,
    Technique,
)

SAME_LOAD_KG = 0.05
"""Loads that differ by no more are one: exports round pounds to hundredths of a kilogram [kg]."""
_SAME_DURATION_S = 60.0


@dataclass(frozen=True, slots=True)
class Pairs:
    """The segments of two versions, by their place (set, segment).

    Args:
        partners: Place in the new version to place in the old one.
        only_old: Segments that the new version lacks.
        only_new: Segments that the old version lacks.
    """

    partners: dict[tuple[int, int], tuple[int, int]]
    only_old: tuple[Segment, ...]
    only_new: tuple[Segment, ...]

    @property
    def count(self) -> int:
        """The number of segments that both have."""
        return len(self.partners)


_Place = tuple[int, int]


def _places(session: Session) -> list[tuple[_Place, Segment]]:
    return [((i, j), segment) for i, one in enumerate(session.sets) for j, segment in enumerate(one.segments)]


def _signed_kg(segment: Segment) -> float:
    """Return the load, help counted below zero; no load is zero, as apps write it."""
    if segment.load is not None:
        return segment.load.kg
    return -segment.assistance.kg if segment.assistance is not None else 0.0


def _core(segment: Segment) -> tuple[Any, ...]:
    """Return what two exports of a segment share whatever their format, its load aside."""
    key = (segment.exercise.strip().casefold(), segment.repetitions or 0)
    if segment.repetitions:
        return key
    metres = segment.distance.metres if segment.distance is not None else None
    return (*key, round(segment.duration_s or 0), None if metres is None else round(metres))


def pair_up(old: Session, new: Session) -> Pairs:
    """Return which segments of two versions are the same: equal ones first, then those equal but for details."""
    old_places, new_places = _places(old), _places(new)
    partners: dict[_Place, _Place] = {}
    taken: set[_Place] = set()
    for is_exact in (True, False):
        waiting: defaultdict[Any, deque[tuple[_Place, float]]] = defaultdict(deque)
        for place, segment in old_places:
            if place not in taken:
                waiting[_bin(segment, is_exact=is_exact)].append((place, _signed_kg(segment)))
        for place, segment in new_places:
            if place not in partners:
                found = _take(waiting, segment, is_exact=is_exact)
                if found is not None:
                    partners[place] = found
                    taken.add(found)
    return Pairs(
        partners,
        tuple(segment for place, segment in old_places if place not in taken),
        tuple(segment for place, segment in new_places if place not in partners),
    )


def _bin(segment: Segment, *, is_exact: bool) -> Any:
    if is_exact:
        return replace(segment, source=None)
    return (_core(segment), round(_signed_kg(segment) / SAME_LOAD_KG))


def _take(waiting: dict[Any, deque[tuple[_Place, float]]], segment: Segment, *, is_exact: bool) -> _Place | None:
    if is_exact:
        alike = waiting.get(_bin(segment, is_exact=True))
        return alike.popleft()[0] if alike else None
    kg = _signed_kg(segment)
    core, middle = _bin(segment, is_exact=False)
    for near in (middle, middle - 1, middle + 1):
        alike = waiting.get((core, near))
        # A bin is as wide as the tolerance: its first may lie just beyond it, and then the next is tried.
        for index, (place, other_kg) in enumerate(alike or ()):
            if abs(other_kg - kg) <= SAME_LOAD_KG + 1e-9:
                assert alike is not None
                del alike[index]
                return place
    return None


def joined(old: Session, new: Session, pairs: Pairs) -> tuple[Session, list[str]]:
    """Return one session of two versions, and in words what they contradict each other in.

    The version with more sets gives the sets, else the later; what it does not tell is filled in from the other.
    """
    differences: list[str] = []
    base, other, partners = new, old, pairs.partners
    if (pairs.only_old and not pairs.only_new) or _is_finer(old, new, pairs):
        base, other = old, new
        partners = {there: here for here, there in pairs.partners.items()}
    is_later_base = base is new
    sets = tuple(
        _filled_set(base, other, i, partners, differences, is_later=is_later_base) for i in range(len(base.sets))
    )
    session = replace(
        base,
        start=_finer_start(old.start, new.start),
        sets=sets,
        title=_chosen(old.title, new.title, "the title", differences),
        duration_s=_duration(old.duration_s, new.duration_s, differences),
        body_mass=_chosen(old.body_mass, new.body_mass, "the body mass", differences),
        note=_chosen(old.note, new.note, "the note", differences),
    )
    return session, differences


def _is_finer(old: Session, new: Session, pairs: Pairs) -> bool:
    """Whether the old version of equal segments chains them into fewer sets."""
    return not pairs.only_old and not pairs.only_new and len(old.sets) < len(new.sets)


def _filled_set(
    base: Session, other: Session, i: int, partners: dict[_Place, _Place], differences: list[str], *, is_later: bool
) -> Set:
    one = base.sets[i]
    segments = []
    for j, segment in enumerate(one.segments):
        there = partners.get((i, j))
        if there is None:
            segments.append(segment)
        else:
            twin = other.sets[there[0]].segments[there[1]]
            old, new = (twin, segment) if is_later else (segment, twin)
            segments.append(_joined_segment(old, new, differences))
    there = partners.get((i, 0))
    filled = replace(one, segments=tuple(segments))
    if there is None:
        return filled
    twin_set = other.sets[there[0]]
    old_set, new_set = (twin_set, one) if is_later else (one, twin_set)
    where = f"of {said(one.segments[0])}"
    return replace(
        filled,
        role=_chosen(old_set.role, new_set.role, f"the role {where}", differences),
        side=_chosen(old_set.side, new_set.side, f"the side {where}", differences),
        superset=one.superset if one.superset is not None else twin_set.superset,
        rest_timer_s=_chosen(old_set.rest_timer_s, new_set.rest_timer_s, f"the rest timer {where}", differences),
        note=_chosen(old_set.note, new_set.note, f"the note {where}", differences),
    )


def _joined_segment(old: Segment, new: Segment, differences: list[str]) -> Segment:
    where = f"of {said(new)}"
    values: dict[str, Any] = {}
    for name, what in (
        ("repetitions", "the repetitions"), ("partial_repetitions", "the partial repetitions"),
        ("implements", "the implements"), ("tempo", "the tempo"), ("rest_before_s", "the rest"), ("at", "the time"),
        ("distance", "the distance"), ("duration_s", "the duration"),
    ):  # fmt: skip
        values[name] = _chosen(getattr(old, name), getattr(new, name), f"{what} {where}", differences)
    values["load"] = _rounder(old.load, new.load)
    values["assistance"] = _rounder(old.assistance, new.assistance)
    values["effort"] = _effort(old.effort, new.effort, where, differences)
    values["ending"] = _ending(old.ending, new.ending, where, differences)
    values["technique"] = _technique(old.technique, new.technique, where, differences)
    values["source"] = new.source if new.source is not None else old.source
    return replace(new, **values)


def _chosen(old: Any, new: Any, what: str, differences: list[str]) -> Any:
    """Return the one that is told; the later where both are, noted where they differ."""
    if old is None or new is None or old == new:
        return old if new is None else new
    differences.append(f"{what} was {_short(old)} and is {_short(new)}")
    return new


def _short(value: Any) -> str:
    text = str(value)
    return f'"{text[:40]}..."' if len(text) > 40 else f'"{text}"'


def _rounder(old: Load | None, new: Load | None) -> Load | None:
    """Return the load as it was typed: of two units, the one in which the number is rounder."""
    if old is None or new is None:
        return old if new is None else new
    return min((new, old), key=lambda load: (_decimals(load.value), load.unit, load.value))


def _decimals(value: float) -> int:
    return len(repr(float(value)).partition(".")[2].rstrip("0"))


def _effort(old: Effort | None, new: Effort | None, where: str, differences: list[str]) -> Effort | None:
    if old is not None and new is not None and old.scale is not new.scale and abs(old.rpe - new.rpe) < 1e-9:
        # Tables of apps know RPE only: the RIR is what was typed.
        return old if old.scale is EffortScale.RIR else new
    chosen: Effort | None = _chosen(old, new, f"the effort {where}", differences)
    return chosen


def _ending(old: Ending | None, new: Ending | None, where: str, differences: list[str]) -> Ending | None:
    if old is not None and new is not None and old != new and old.is_failure and new.is_failure:
        told = [one for one in (new, old) if one.kind is not EndingKind.FAILURE or one.judge is not None]
        if len(told) == 1:
            return told[0]
    chosen: Ending | None = _chosen(old, new, f"the ending {where}", differences)
    return chosen


def _technique(old: Technique, new: Technique, where: str, differences: list[str]) -> Technique:
    known = [None if one is Technique.STRAIGHT else one for one in (old, new)]
    return _chosen(known[0], known[1], f"the technique {where}", differences) or Technique.STRAIGHT


def _duration(old: float | None, new: float | None, differences: list[str]) -> float | None:
    if old is not None and new is not None and old != new and abs(old - new) < _SAME_DURATION_S:
        # One of them was cut to minutes.
        return min((new, old), key=lambda seconds: (seconds % 60 == 0, seconds))
    chosen: float | None = _chosen(old, new, "the duration", differences)
    return chosen


_CLOCKS = (Clock.DATE_ONLY, Clock.LOCAL, Clock.INSTANT)


def _finer_start(old: Moment, new: Moment) -> Moment:
    """Return the start that tells more: an offset before a local time before a date, seconds before minutes."""

    def told(start: Moment) -> tuple[int, bool, bool]:
        return (_CLOCKS.index(start.clock), start.zone is not None, bool(start.wall.second or start.wall.microsecond))

    return old if told(old) > told(new) else new


def said(segment: Segment) -> str:
    """Return a segment in a few words: `Squat 100 kg x 5`."""
    parts = [segment.exercise]
    if segment.load is not None:
        parts.append(str(segment.load))
    if segment.repetitions is not None:
        parts.append(f"x {segment.repetitions}")
    if segment.duration_s is not None:
        parts.append(f"{segment.duration_s:g} s")
    return " ".join(parts)
