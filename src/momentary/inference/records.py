"""A log as arrays: one row per segment, in the order of the log."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Observed
from momentary.inference.posterior import LogPosition
from momentary.inference.ramps import earlier_in_visit, is_on_the_way_up
from momentary.quantities import EndingKind, Log, Place, Role, Segment, Technique

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_REPETITIONS = 10_000
"""More repetitions than this are counted as this many: no set has them [rep]."""

RULE_OF_THUMB = 0.0266
"""Curve by which sets are compared before anything is learnt: Nuzzo 2024, the median between persons [1/rep]."""

MOST_SHOWN = 20.0
"""Repetitions beyond which a set shows no more strength: the curve is loose there [rep]."""

EPOCH = datetime(1970, 1, 1)
_DAY_S = 86400.0
_CUT_SHORT = frozenset({EndingKind.PAIN, EndingKind.TIME})
_NOT_WORKING = frozenset({Role.WARM_UP, Role.COOL_DOWN})
_OBSERVED_TECHNIQUES = frozenset({Technique.STRAIGHT, Technique.DROP, Technique.REST_PAUSE, Technique.CLUSTER})


@dataclass(frozen=True, slots=True)
class ExerciseTraits:
    """What the model must know of an exercise, from a catalogue or from the lifter.

    Args:
        key: Its key: names with the same key are one exercise.
        moved_share: Share of the body mass that it moves; 0 for a bar, a stack or dumbbells.
        is_assisted: Whether the typed load is the help of an assistance machine.
        curve: Kind of load-repetitions curve, where a source gives one: `bench_press` or `leg_press`.
        is_modelled: Whether repetitions to failure make sense for it: not for holds, stretches and runs.
    """

    key: str
    moved_share: float = 0.0
    is_assisted: bool = False
    curve: str | None = None
    is_modelled: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class SetRecords:
    """The segments of a log as parallel columns, in the log's order.

    Args:
        exercise: Index into `traits`.
        session: Session in the log, from zero.
        day: Start of the session [days since 1970, wall clock].
        added_kg: Load on the bar or stack, of one dumbbell, or added to the body; help counts negative;
            zero where an exercise of the body had no load [kg].
        body_kg: Moved share of the known body mass; zero without a share, NaN where the mass is unknown [kg].
        repetitions: Full repetitions; -1 where none were counted.
        reserve: Reported RIR; NaN where none was reported [rep].
        observed: How the segment speaks about capacity (`Observed`).
        is_failure: Whether it ended in failure.
        is_working: Whether it is not a warm-up or cool-down.
        sets_before: Working segments of the exercise earlier in the session.
        traits: The exercises.
        moves_body: Whether each exercise moves the body.
        names: Typed names of each exercise.
        position: Which log this is.
    """

    exercise: Integers
    session: Integers
    day: Floats
    added_kg: Floats
    body_kg: Floats
    repetitions: Integers
    reserve: Floats
    observed: Integers
    is_failure: Flags
    is_working: Flags
    sets_before: Integers
    traits: tuple[ExerciseTraits, ...]
    moves_body: Flags
    names: tuple[tuple[str, ...], ...]
    position: LogPosition

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.exercise)


def days_of(moment: datetime) -> float:
    """Return a wall-clock time as days since 1970."""
    return (moment - EPOCH).total_seconds() / _DAY_S


def observations(log: Log, traits: Mapping[str, ExerciseTraits] | None = None) -> SetRecords:
    """Return a log as arrays.

    Without traits an exercise is its own, with the load as typed; if its first counted set has no load it is
    taken to move the whole body. Where body mass is logged at times, the last known mass holds; before any is known it
    stays unknown, since what a log says later must change nothing of what was forecast before.

    Args:
        log: The log.
        traits: Typed name to traits.
    """
    masses = _body_masses(log)
    book = _ExerciseBook(dict(traits or {}))
    done: dict[tuple[int, int], int] = {}
    rows: list[tuple[float, ...]] = []
    digest = hashlib.sha256()
    link, previous = 0, None
    for place in log.places():
        segment = place.segment
        link = link + 1 if place.set is previous else 0
        previous = place.set
        index = book.index_of(segment)
        is_working = place.set.role not in _NOT_WORKING
        moves = book.moves_body(index)
        added = _added_kg(segment, book.traits[index])
        observed = _observed(place, link=link, is_working=is_working)
        if added is None or not (moves or added > 0.0) or not book.traits[index].is_modelled:
            observed = Observed.NOTHING
        before = done.get((place.session_index, index), 0)
        row = (
            index, place.session_index, days_of(place.session.start.wall), added or 0.0,
            masses[place.session_index] * book.share(index) if moves else 0.0,
            -1 if segment.repetitions is None else min(segment.repetitions, MOST_REPETITIONS),
            _reserve(segment), observed, segment.is_failure, is_working, before,
        )  # fmt: skip
        rows.append(row)
        digest.update(f"{segment.exercise}|{row}".encode())
        if is_working and segment.repetitions is not None and segment.repetitions > 0:
            done[place.session_index, index] = before + 1
    return _columns(rows, book, LogPosition(len(rows), digest.hexdigest()))


class _ExerciseBook:
    """Exercises in the order in which a log names them, merged by key."""

    def __init__(self, known: Mapping[str, ExerciseTraits]) -> None:
        """Start empty, with traits of typed names."""
        self.known = known
        self.traits: list[ExerciseTraits] = []
        self.names: list[dict[str, None]] = []
        self._moves: list[bool | None] = []
        self._by_name: dict[str, int] = {}
        self._by_key: dict[str, int] = {}

    def index_of(self, segment: Segment) -> int:
        """Return the exercise of a segment, new or known."""
        index = self._by_name.get(segment.exercise)
        if index is None:
            index = self._add(segment.exercise)
        if self._moves[index] is None and segment.repetitions is not None:
            self._moves[index] = segment.load is None or segment.load.value == 0.0
        return index

    def _add(self, name: str) -> int:
        """Return the index of a name seen for the first time."""
        trait = self.known.get(name) or ExerciseTraits(name)
        index = self._by_key.setdefault(trait.key, len(self.traits))
        if index == len(self.traits):
            self.traits.append(trait)
            self.names.append({})
            self._moves.append(True if trait.moved_share > 0.0 or trait.is_assisted else None)
        self.names[index][name] = None
        self._by_name[name] = index
        return index

    def moves_body(self, index: int) -> bool:
        """Whether the exercise moves the body."""
        return bool(self._moves[index])

    def share(self, index: int) -> float:
        """Return the moved share of body mass; the whole where none is known."""
        return self.traits[index].moved_share or 1.0


def _body_masses(log: Log) -> list[float]:
    """Return the body mass of each session: the last known, or NaN before any is known [kg]."""
    masses: list[float] = []
    last = float("nan")
    for session in log.sessions:
        last = last if session.body_mass is None else session.body_mass.kg
        masses.append(last)
    return masses


def _added_kg(segment: Segment, trait: ExerciseTraits) -> float | None:
    """Return the load on the bar or added to the body, help negative; None where it cannot be known [kg].

    A pair of dumbbells counts as typed, one of them, unless it is added to the body.
    """
    load = segment.load.kg if segment.load is not None else 0.0
    if trait.moved_share > 0.0:
        load *= segment.implements or 1
    if trait.is_assisted and segment.assistance is None:
        return -load
    if segment.assistance is not None:
        return load - segment.assistance.kg if trait.moved_share > 0.0 or trait.is_assisted else None
    return load


def _reserve(segment: Segment) -> float:
    """Return the reported RIR, or NaN; a technical failure without a report counts as none left [rep]."""
    if segment.effort is not None:
        return segment.effort.rir
    technical = segment.ending is not None and segment.ending.kind is EndingKind.TECHNICAL_FAILURE
    return 0.0 if technical else float("nan")


def _observed(place: Place, *, link: int, is_working: bool) -> Observed:
    """Return how a segment speaks about capacity; later links of a chain say nothing yet."""
    segment = place.segment
    kind = segment.ending.kind if segment.ending is not None else None
    if link or segment.repetitions is None or segment.technique not in _OBSERVED_TECHNIQUES:
        return Observed.NOTHING
    if kind is EndingKind.ECCENTRIC_FAILURE:
        return Observed.NOTHING
    if segment.repetitions == 0:
        return Observed.AT_MOST if is_working else Observed.NOTHING
    if kind is EndingKind.TECHNICAL_FAILURE:
        return Observed.REPORT
    if segment.is_failure:
        return Observed.FAILURE
    if not is_working or kind in _CUT_SHORT:
        return Observed.AT_LEAST
    return Observed.REPORT if segment.effort is not None else Observed.STOPPED


def _columns(rows: list[tuple[float, ...]], book: _ExerciseBook, position: LogPosition) -> SetRecords:
    """Return the rows as columns."""
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 11)
    whole = table.astype(np.int64, copy=False) if not len(rows) else np.nan_to_num(table).astype(np.int64)
    observed, is_working = whole[:, 7], table[:, 9] > 0.0
    moved, beyond_one = table[:, 3] + np.nan_to_num(table[:, 4]), np.clip(table[:, 5] - 1.0, 0.0, MOST_SHOWN)
    is_ramp = (observed == Observed.STOPPED) & is_on_the_way_up(
        exercise=whole[:, 0],
        session=whole[:, 1],
        is_working=is_working,
        shown=moved * np.exp(RULE_OF_THUMB * beyond_one),
        is_told=observed != Observed.NOTHING,
    )
    observed[is_ramp] = Observed.AT_LEAST
    # A ramp tires no more than warm-ups do: it is not among the sets before.
    sets_before = whole[:, 10] - earlier_in_visit(is_ramp, exercise=whole[:, 0], session=whole[:, 1])
    return SetRecords(
        exercise=whole[:, 0],
        session=whole[:, 1],
        day=table[:, 2],
        added_kg=table[:, 3],
        body_kg=table[:, 4],
        repetitions=whole[:, 5],
        reserve=table[:, 6],
        observed=observed,
        is_failure=table[:, 8] > 0.0,
        is_working=is_working,
        sets_before=sets_before,
        traits=tuple(book.traits),
        moves_body=np.array([book.moves_body(i) for i in range(len(book.traits))], dtype=np.bool_),
        names=tuple(tuple(one) for one in book.names),
        position=position,
    )
