"""A log as arrays: one row per segment, in the order of the log."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import YARDSTICK, Observed
from momentary.inference.clock import days_of, ended
from momentary.inference.posterior import LogPosition
from momentary.inference.ramps import Climb
from momentary.quantities import EndingKind, Log, Muscle, Place, Role, Segment, Set, Technique

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_REPETITIONS = 10_000
"""More repetitions than this are counted as this many: no set has them [rep]."""

RULE_OF_THUMB = 0.0266
"""Curve by which sets are compared before anything is learnt: Nuzzo 2024, the median between persons [1/rep]."""

MOST_SHOWN = 20.0
"""Repetitions beyond which a set shows no more strength: the curve is loose there [rep]."""

_SHORT = 20
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
        shares: Share of a set's credit of each muscle; empty where they are not known, and it tires none.
    """

    key: str
    moved_share: float = 0.0
    is_assisted: bool = False
    curve: str | None = None
    is_modelled: bool = True
    shares: tuple[tuple[Muscle, float], ...] = ()


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
        time: When each segment ended, as logged or by a usual rest [days since 1970].
        lowering: Whether the lowering was emphasised.
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
    time: Floats
    lowering: Flags
    traits: tuple[ExerciseTraits, ...]
    moves_body: Flags
    names: tuple[tuple[str, ...], ...]
    position: LogPosition

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.exercise)


def calls_and_failures(records: SetRecords) -> tuple[Flags, Flags]:
    """Return which rows are calls of more than a half, and which failures, by their ending or by such a call."""
    is_report = records.observed == Observed.REPORT
    is_call = is_report & (records.reserve > YARDSTICK)
    return is_call, (records.observed == Observed.FAILURE) | (is_report & ~is_call)


def observations(log: Log, traits: Mapping[str, ExerciseTraits] | None = None) -> SetRecords:
    """Return a log as arrays.

    Without traits an exercise is its own, with the load as typed; if its first counted set has no load it is
    taken to move the whole body. Where body mass is logged at times, the last known mass holds; before any is known it
    stays unknown, since what a log says later must change nothing of what was forecast before.

    Args:
        log: The log.
        traits: Typed name to traits.
    """
    return read_log(log, traits)[0]


def read_log(log: Log, traits: Mapping[str, ExerciseTraits] | None = None) -> tuple[SetRecords, LogReader]:
    """Return a log as arrays, and the reader that may go on with its next segment."""
    reader = LogReader(traits)
    rows = [reader.read(place) for place in log.places()]
    return records_of(rows, reader.entries, reader.position), reader


class LogRow(NamedTuple):
    """A segment as the filter reads it: the columns of `SetRecords`, and its exercise's place among the reader's."""

    exercise: int
    session: int
    day: float
    added_kg: float
    body_kg: float
    repetitions: int
    reserve: float
    observed: int
    is_failure: bool
    is_working: bool
    sets_before: int
    time: float
    lowering: bool


@dataclass(slots=True)
class ExerciseEntry:
    """An exercise as a log has told of it so far: all that reading its next segment needs.

    Args:
        traits: What it is.
        names: The names under which it was typed.
        moves: Whether it moves the body; None before a counted set has told.
        session: Session of its last segment.
        done: Working segments with repetitions in that session.
        ramps: How many of them were on the way up.
        climb: How far up its sessions have gone.
        fingerprint: Of all its segments as the filter reads them, one after the other (hexadecimal).
    """

    traits: ExerciseTraits
    names: tuple[str, ...] = ()
    moves: bool | None = None
    session: int = -1
    done: int = 0
    ramps: int = 0
    climb: Climb = field(default_factory=Climb)
    fingerprint: str = ""

    def copy(self) -> ExerciseEntry:
        """Return the same, free to be changed."""
        return replace(self, climb=self.climb.copy())

    @property
    def sets_before(self) -> int:
        """Working segments of its last session, without those on the way up."""
        return self.done - self.ramps


class LogReader:
    """Reads a log segment by segment, in its order: what it holds is all that the next segment needs.

    Args:
        traits: Typed name to traits; a name without is an exercise of its own, the load as typed.
    """

    def __init__(self, traits: Mapping[str, ExerciseTraits] | None = None) -> None:
        """Begin before the first segment."""
        self.known = dict(traits or {})
        self.entries: list[ExerciseEntry] = []
        self.body_kg = float("nan")
        self.position = LogPosition(0, hashlib.sha256().hexdigest())
        self.session, self.time = -1, float("-inf")
        self._by_name: dict[str, int] = {}
        self._by_key: dict[str, int] = {}
        self._is_indexed = True
        self._own: set[int] = set()
        self._set: Set | None = None
        self._link = 0

    @classmethod
    def after(
        cls, entries: Sequence[ExerciseEntry], *, body_kg: float, position: LogPosition, session: int, time: float,
        traits: Mapping[str, ExerciseTraits] | None = None,
    ) -> LogReader:  # fmt: skip
        """Return a reader that goes on where another one stopped between two sets; the entries stay as they are."""
        reader = cls(traits)
        reader.session, reader.time = session, time
        reader.entries, reader.body_kg, reader.position = list(entries), body_kg, position
        reader._is_indexed = False
        return reader

    def read(self, place: Place) -> LogRow:
        """Return the row of the next segment."""
        segment, session = place.segment, place.session_index
        is_next = place.set is self._set and self._link + 1 < len(place.set.segments)
        self._link, self._set = self._link + 1 if is_next else 0, place.set
        if place.session.body_mass is not None:
            self.body_kg = place.session.body_mass.kg
        index = self.index_of(segment.exercise)
        entry = self._to_change(index)
        if entry.moves is None and segment.repetitions is not None:
            entry.moves = segment.load is None or segment.load.value == 0.0
        opens = entry.session != session
        if opens:
            entry.session, entry.done, entry.ramps = session, 0, 0
        is_working, moves = place.set.role not in _NOT_WORKING, bool(entry.moves)
        added = _added_kg(segment, entry.traits)
        observed = _observed(place, link=self._link, is_working=is_working)
        if added is None or not (moves or added > 0.0) or not entry.traits.is_modelled:
            observed = Observed.NOTHING
        before = self.time if session == self.session else None
        self.session, self.time = session, ended(place, before=before, is_link=self._link > 0)
        row = LogRow(
            index, session, days_of(place.session.start.wall), added or 0.0,
            self.body_kg * (entry.traits.moved_share or 1.0) if moves else 0.0,
            -1 if segment.repetitions is None else min(segment.repetitions, MOST_REPETITIONS),
            _reserve(segment), observed, segment.is_failure, is_working, entry.sets_before, self.time,
            segment.technique is Technique.NEGATIVE,
        )  # fmt: skip
        self._count(f"{segment.exercise}|{self.body_kg}|{tuple(row)}")
        row = _counted(row, entry)
        # When it was done within its session hangs on the sets of other exercises: the filter does not ask.
        told = f"{entry.fingerprint}|{opens}|{row[2:-2]}"
        entry.fingerprint = hashlib.sha256(told.encode()).hexdigest()[:_SHORT]
        return row

    @property
    def is_between_sets(self) -> bool:
        """Whether the last segment read was the last of its set."""
        return self._set is None or self._link + 1 == len(self._set.segments)

    def index_of(self, name: str) -> int:
        """Return the exercise of a typed name, new or known."""
        index = self._by_name.get(name)
        if index is None and not self._is_indexed:
            # A reader that goes on for a single set looks here once: an index of all names would cost more.
            index = next((place for place, one in enumerate(self.entries) if name in one.names), None)
        if index is None:
            self._build_index()
            trait = self.known.get(name) or ExerciseTraits(name)
            index = self._by_key.setdefault(trait.key, len(self.entries))
            if index == len(self.entries):
                moves = True if trait.moved_share > 0.0 or trait.is_assisted else None
                self.entries.append(ExerciseEntry(trait, moves=moves))
                self._own.add(index)
            entry = self._to_change(index)
            entry.names = (*entry.names, name)
            self._by_name[name] = index
        return index

    def _build_index(self) -> None:
        """Index all names, unless they are."""
        if not self._is_indexed:
            self._is_indexed = True
            for index, entry in enumerate(self.entries):
                self._by_key[entry.traits.key] = index
                self._by_name.update(dict.fromkeys(entry.names, index))

    def _to_change(self, index: int) -> ExerciseEntry:
        """Return an entry that no other reader holds."""
        if index not in self._own:
            self.entries[index] = self.entries[index].copy()
            self._own.add(index)
        return self.entries[index]

    def _count(self, told: str) -> None:
        """Move the position by one segment: each fingerprint is made of the one before and what was read."""
        chained = hashlib.sha256(f"{self.position.fingerprint}{told}".encode()).hexdigest()
        self.position = LogPosition(self.position.segments + 1, chained)


def _counted(row: LogRow, entry: ExerciseEntry) -> LogRow:
    """Count a row among the sets of its exercise; return it, a set on the way up as a mere bound."""
    beyond_one = min(max(row.repetitions - 1.0, 0.0), MOST_SHOWN)
    shown = (row.added_kg + (0.0 if math.isnan(row.body_kg) else row.body_kg)) * math.exp(RULE_OF_THUMB * beyond_one)
    is_told = row.observed != Observed.NOTHING
    climbs = entry.climb.take(shown, session=row.session, is_working=row.is_working, is_told=is_told)
    is_ramp = climbs and row.observed == Observed.STOPPED
    if row.is_working and row.repetitions > 0:
        entry.done += 1
    # A ramp tires no more than warm-ups do: it is not among the sets before.
    entry.ramps += is_ramp
    return row._replace(observed=Observed.AT_LEAST) if is_ramp else row


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


def records_of(rows: list[LogRow], entries: list[ExerciseEntry], position: LogPosition) -> SetRecords:
    """Return the rows as columns."""
    table = np.array(rows, dtype=np.float64).reshape(len(rows), len(LogRow._fields))
    whole = np.nan_to_num(table).astype(np.int64)
    return SetRecords(
        exercise=whole[:, 0],
        session=whole[:, 1],
        day=table[:, 2],
        added_kg=table[:, 3],
        body_kg=table[:, 4],
        repetitions=whole[:, 5],
        reserve=table[:, 6],
        observed=whole[:, 7],
        is_failure=table[:, 8] > 0.0,
        is_working=table[:, 9] > 0.0,
        sets_before=whole[:, 10],
        time=table[:, 11],
        lowering=table[:, 12] > 0.0,
        traits=tuple(entry.traits for entry in entries),
        moves_body=np.array([bool(entry.moves) for entry in entries], dtype=np.bool_),
        names=tuple(entry.names for entry in entries),
        position=position,
    )
