"""The methods that a log shows: how often each was done, from which set, and what it gave.

A chain of segments is read as runs: two drops in a row are a double drop set, a drop on another exercise is the switch
to its machine, and each run is a method of its own. Two sets that share a superset are one for opposing or for the same
muscles; where neither is so, they are none of the methods.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from momentary.catalogue import Exercise
from momentary.parameters import level_prior
from momentary.parameters.later_segments import later_segment_prior
from momentary.prescription.learnt.later_segments import LaterSegment, Way, expected_repetitions
from momentary.prescription.learnt.method_costs import Continuation
from momentary.prescription.learnt.segment_reading import Ratios, exercise_of, later_segment, way_of
from momentary.prescription.muscle_pairs import opposes, overlap_of
from momentary.quantities import Log, Segment, Set, Technique

Floats = NDArray[np.float64]

STRAIGHT = "straight-failure"
"""How a set is called that ended in failure, and there it was left."""

DROPS = ("drop-set", "double-drop-set", "triple-drop-set", "quadruple-drop-set", "quintuple-drop-set")
"""Drop sets by the number of their drops; more than five count as five."""

_NAMES = {
    Continuation.MACHINE: "machine",
    Continuation.REST_PAUSE: "rest-pause",
    Continuation.PARTIAL: "partial-repetitions",
    Continuation.CHEAT: "cheat-repetitions",
    Continuation.NEGATIVE: "negatives",
    Continuation.ASSISTED: "assisted-repetitions",
    Continuation.SUPERSET_OPPOSING: "superset-opposing",
    Continuation.SUPERSET_SAME: "superset-same",
}
_SAME = 1.0


def continuation_of(method: str) -> Continuation | None:
    """Return how a method of a log goes on, by its name; None for a straight set, which does not.

    Raises:
        KeyError: No log shows a method of that name.
    """
    if method == STRAIGHT:
        return None
    if method in DROPS:
        return Continuation.DROP
    try:
        return next(one for one, name in _NAMES.items() if name == method)
    except StopIteration:
        raise KeyError(f"No log shows a method '{method}': name one of `momentary methods`.") from None


@dataclass(frozen=True, slots=True)
class DoneLink:
    """A segment that a method added to a set.

    Args:
        row: Its place among the segments of the log.
        done: Its repetitions; None where the log does not tell what was left [rep].
        expected: What is usual, the segment before it known [rep].
        is_lowering: Whether the lowering was emphasised.
        is_partial: Whether these are the partial repetitions of the row, beside its full ones.
    """

    row: int
    done: int | None
    expected: float = float("nan")
    is_lowering: bool = False
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class DoneMethod:
    """A method as it was done once.

    Args:
        method: Its name, as `momentary methods` lists it.
        continuation: How it went on; None for a straight set to failure.
        session: Number of the session in the log.
        head: Place of the set's first segment among those of the log.
        straight: Repetitions of that [rep].
        links: What the method added.
        expected: What is usual for all it added, only the set before it known [rep].
    """

    method: str
    continuation: Continuation | None
    session: int
    head: int
    straight: int
    links: tuple[DoneLink, ...] = ()
    expected: float = float("nan")

    @property
    def done(self) -> int | None:
        """Repetitions that it added; None where one of its segments does not tell."""
        counts = [one.done for one in self.links]
        return None if any(one is None for one in counts) else sum(one or 0 for one in counts)


def done_methods(
    log: Log, exercises: Mapping[str, Exercise], *, ratios: Ratios | None = None, forecasts: Floats | None = None
) -> Iterator[DoneMethod]:
    """Yield the methods that a log shows, oldest first.

    Args:
        log: The log.
        exercises: What the catalogue makes of every typed name.
        ratios: How loads of two exercises relate; alike if not given.
        forecasts: Repetitions to failure that were forecast for each segment just before it, as the second sets of
            supersets are compared with; unknown if not given [rep].
    """
    row, body_kg = 0, level_prior().body_mass_median
    for number, session in enumerate(log.sessions):
        body_kg = session.body_mass.kg if session.body_mass is not None else body_kg
        placed = []
        for one in session.sets:
            placed.append(_Placed(one, row))
            row += len(one.segments)
        pairs = dict(_pairs(placed))
        partners = {*pairs, *pairs.values()}
        for at, here in enumerate(placed):
            if here.set.is_warm_up:
                continue
            runs = list(_runs(here, number, exercises, body_kg, ratios or {}))
            yield from runs
            if at in pairs:
                yield from _superset(here, placed[pairs[at]], number, exercises, forecasts)
            head = here.set.segments[0]
            if not runs and at not in partners and head.is_failure and head.repetitions:
                yield DoneMethod(STRAIGHT, None, number, here.row, head.repetitions)


class _Placed(NamedTuple):
    """A set with the place of its first segment in the log."""

    set: Set
    row: int


class _Link(NamedTuple):
    """A later segment of a chain as it was read."""

    continuation: Continuation
    told: LaterSegment | None
    done: DoneLink


def _runs(
    here: _Placed, number: int, exercises: Mapping[str, Exercise], body_kg: float, ratios: Ratios
) -> Iterator[DoneMethod]:
    """Yield the methods by which one set went on."""
    first = here.set.segments[0].repetitions
    if not first:
        return
    links = list(_links(here, exercises, body_kg, ratios))
    for continuation, run in groupby(links, key=lambda one: one.continuation):
        chain = list(run)
        name = DROPS[min(len(chain), len(DROPS)) - 1] if continuation is Continuation.DROP else _NAMES[continuation]
        yield DoneMethod(
            name, continuation, number, here.row, first, tuple(one.done for one in chain),
            _expected([one.told for one in chain]),
        )  # fmt: skip


def _links(
    here: _Placed, exercises: Mapping[str, Exercise], body_kg: float, ratios: Ratios
) -> Iterator[_Link]:  # fmt: skip
    """Yield what each later segment of a set was, and what it gave."""
    segments = here.set.segments
    for place, segment in enumerate(segments):
        way = way_of(segment)
        if place and way is not None:
            told = later_segment(segments[place - 1], segment, place, exercises, body_kg, ratios)
            if way is Way.DROP and _is_elsewhere(segments[place - 1], segment, exercises):
                way = Way.MACHINE
            yield _link(way, told, segment, here.row + place, is_partial=_is_in_parts(segment))
        partials = segment.partial_repetitions
        if partials is not None and segment.repetitions and segment.technique is not Technique.PARTIAL:
            # Partial repetitions that follow the full ones of their own segment.
            slug = exercise_of(segment.exercise, exercises).slug
            told = LaterSegment(Way.PARTIAL, slug, segment.repetitions, link=place + 1)
            yield _link(Way.PARTIAL, told, segment, here.row + place, is_partial=True)


def _link(way: Way, told: LaterSegment | None, segment: Segment, row: int, *, is_partial: bool) -> _Link:
    """Return a later segment as it was read."""
    count = segment.partial_repetitions if is_partial else segment.repetitions
    expected = float("nan") if told is None else expected_repetitions(told, prior=later_segment_prior())
    is_lowering = segment.technique is Technique.NEGATIVE
    done = DoneLink(row, None if told is None else count, expected, is_lowering, is_partial)
    return _Link(Continuation(way.value), told, done)


def _is_in_parts(segment: Segment) -> bool:
    """Whether a later segment was counted in partial repetitions."""
    return segment.technique is Technique.PARTIAL and segment.partial_repetitions is not None


def _expected(chain: Sequence[LaterSegment | None]) -> float:
    """Return what is usual for a whole run, each segment after what is usual for the one before [rep]."""
    prior, total, before = later_segment_prior(), 0.0, float("nan")
    for place, told in enumerate(chain):
        if told is None:
            return float("nan")
        before = expected_repetitions(told if place == 0 else replace(told, before=before), prior=prior)
        total += before
    return total


def _is_elsewhere(before: Segment, segment: Segment, exercises: Mapping[str, Exercise]) -> bool:
    """Whether a segment is of another exercise than the one before it."""
    first, now = (exercise_of(one.exercise, exercises).slug for one in (before, segment))
    return first != now


def _pairs(placed: Sequence[_Placed]) -> Iterator[tuple[int, int]]:
    """Yield the places of two sets that share a superset and follow one another, of two exercises."""
    open_sets: dict[str, int] = {}
    for at, (one, _) in enumerate(placed):
        if one.superset is None or one.is_warm_up:
            continue
        first = open_sets.pop(one.superset, None)
        if first is not None and placed[first].set.exercise != one.exercise:
            yield first, at
        else:
            open_sets[one.superset] = at


def _superset(
    here: _Placed, other: _Placed, number: int, exercises: Mapping[str, Exercise], forecasts: Floats | None
) -> Iterator[DoneMethod]:
    """Yield a superset: the second set is what was added to the first."""
    first, second = here.set.segments[0], other.set.segments[0]
    mine, theirs = (exercise_of(one.exercise, exercises) for one in (first, second))
    shared = overlap_of(mine, theirs)
    if shared >= _SAME:
        continuation = Continuation.SUPERSET_SAME
    elif opposes(frozenset(mine.primary_muscles), frozenset(theirs.primary_muscles)):
        continuation = Continuation.SUPERSET_OPPOSING
    else:
        return
    if not first.repetitions:
        return
    fresh = float("nan") if forecasts is None else float(forecasts[other.row])
    tired = shared if continuation is Continuation.SUPERSET_SAME else 0.0
    expected = max(fresh, 0.0) * (1.0 - later_segment_prior().overlap_cost * tired)
    done = second.repetitions if second.is_failure and not np.isnan(fresh) else None
    link = DoneLink(other.row, done, expected)
    yield DoneMethod(_NAMES[continuation], continuation, number, here.row, first.repetitions, (link,), expected)
