"""From entries (a row of any app, normalised) to sessions, sets and segments."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from momentary.exchange.cells import shown
from momentary.exchange.reading import CellError, Ledger, RowKind
from momentary.quantities import (
    Distance,
    Effort,
    Ending,
    EndingKind,
    Load,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Side,
    SourceRow,
    Technique,
    Tempo,
)


class SetType(StrEnum):
    """What an app calls a set. UNKNOWN where the app, or its older export, names no types."""

    NORMAL = "normal"
    WARMUP = "warmup"
    DROP = "drop"
    FAILURE = "failure"
    COOLDOWN = "cooldown"
    UNKNOWN = "unknown"


ROLES = {
    SetType.NORMAL: Role.WORKING,
    SetType.WARMUP: Role.WARM_UP,
    SetType.DROP: Role.WORKING,
    SetType.FAILURE: Role.WORKING,
    SetType.COOLDOWN: Role.COOL_DOWN,
    SetType.UNKNOWN: None,
}
_FAILED = Ending(EndingKind.FAILURE)
_MOST_EDITED = 0.2
"""Share of the sessions that come again, up to which their differences are edits and not another order of rows."""
MOST_PLAUSIBLE_LOAD_KG = 700.0
MOST_PLAUSIBLE_REPETITIONS = 300
FEWEST_DOUBLED_SETS = 6
LONGEST_SESSION = timedelta(hours=8)


@dataclass(slots=True)
class Entry:
    """One row of a foreign log, its cells turned to quantities: what every reader yields.

    `session` is what rows of one session share and rows of others do not; `start` and the rest of
    the session are taken from the session's first row.
    """

    line: int
    session: Hashable
    start: Moment
    exercise: str
    set_type: SetType = SetType.UNKNOWN
    load: Load | None = None
    repetitions: int | None = None
    partial_repetitions: int | None = None
    technique: Technique | None = None
    ending: Ending | None = None
    effort: Effort | None = None
    assistance: Load | None = None
    implements: int | None = None
    tempo: Tempo | None = None
    duration_s: float | None = None
    distance: Distance | None = None
    rest_before_s: float | None = None
    rest_timer_s: float | None = None
    at: datetime | None = None
    side: Side | None = None
    superset: str | None = None
    note: str | None = None
    title: str | None = None
    session_duration_s: float | None = None
    session_note: str | None = None
    body_mass: Load | None = None
    row: str = ""
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _OpenSession:
    """A session while its rows come in; `blocks` are where an unbroken run of its rows begins."""

    first: Entry
    sets: list[Set]
    notes: dict[str, str]
    blocks: list[int]


class LogBuilder:
    """Puts entries together into a log, in the order in which they come.

    A file that holds the same session twice (two exports pasted together) adds it once: a session whose
    rows come again after others, all the same, is counted as repeated.

    Args:
        ledger: Where every row is counted.
        by_clock: Whether the sets of a session are put in order of their own times, where all of them have one.
    """

    def __init__(self, ledger: Ledger, *, by_clock: bool = False) -> None:
        """Begin with no session."""
        self._ledger = ledger
        self._by_clock = by_clock
        self._sessions: dict[Hashable, _OpenSession] = {}
        self._last: Hashable = None

    def add(self, entry: Entry) -> None:
        """Add a set's row: a new set, or for a drop a further segment of the set before it.

        Raises:
            ImpossibleValueError: The row has a value that cannot be.
        """
        self._place(entry, self._segment(entry))
        self._ledger.rows[RowKind.SEGMENT] += 1

    def add_if_done(self, entry: Entry) -> None:
        """Add a set's row, or count it as not done where it says that nothing was done.

        Raises:
            ImpossibleValueError: The row has a value that cannot be.
        """
        if is_nothing(entry):
            self._ledger.rows[RowKind.NOT_DONE] += 1
        else:
            self.add(entry)

    def add_all(self, entries: Sequence[Entry]) -> None:
        """Add the sets that one row holds, all or none, and count the row once; without sets it is not done.

        Raises:
            ImpossibleValueError: One of the sets has a value that cannot be.
        """
        segments = [self._segment(entry) for entry in entries]
        for entry, segment in zip(entries, segments, strict=True):
            self._place(entry, segment)
        self._ledger.rows[RowKind.SEGMENT if entries else RowKind.NOT_DONE] += 1

    def _place(self, entry: Entry, segment: Segment) -> None:
        open_session = self._open(entry)
        sets = open_session.sets
        note = entry.note
        if open_session.notes and entry.exercise in open_session.notes:
            waiting = open_session.notes.pop(entry.exercise)
            note = waiting if note is None else _joined(waiting, note)
        begins_block = open_session.blocks[-1] == len(sets)
        if entry.set_type is SetType.DROP and not begins_block and _takes_drops(sets[-1], segment):
            before = sets[-1]
            timer = entry.rest_timer_s if entry.rest_timer_s is not None else before.rest_timer_s
            note = before.note if note is None or note == before.note else _joined(before.note, note)
            sets[-1] = replace(before, segments=(*before.segments, segment), rest_timer_s=timer, note=note)
        else:
            sets.append(
                Set(
                    (segment,),
                    role=ROLES[entry.set_type],
                    side=entry.side,
                    superset=entry.superset,
                    rest_timer_s=entry.rest_timer_s,
                    note=note,
                )
            )
        self._doubt(entry)

    def add_rest_timer(self, entry: Entry) -> None:
        """Give the rest timer of a timer row to the set before it.

        Raises:
            CellError: No set stands before the timer.
        """
        session = self._sessions.get(entry.session)
        if session is None or not session.sets:
            raise CellError(
                "A rest timer stands before the first set of its session.", "Nothing is lost but the timer."
            )
        session.sets[-1] = replace(session.sets[-1], rest_timer_s=entry.rest_timer_s)
        self._ledger.rows[RowKind.REST_TIMER] += 1

    def add_note(self, entry: Entry) -> None:
        """Give the text of a note row to the set of its exercise before it, or else to the next one."""
        self._ledger.rows[RowKind.NOTE] += 1
        if not entry.note:
            return
        session = self._open(entry)
        if session.sets and session.sets[-1].exercise == entry.exercise:
            before = session.sets[-1]
            session.sets[-1] = replace(before, note=_joined(before.note, entry.note))
        else:
            session.notes[entry.exercise] = _joined(session.notes.get(entry.exercise), entry.note)

    def log(self) -> Log:
        """Return the log of all that was added, what the file repeats left out once more."""
        self._leave_out_repeated()
        self._doubt_doubled()
        if self._by_clock:
            self._put_in_order()
        return Log.of(_closed(session) for session in self._sessions.values() if session.sets)

    def _put_in_order(self) -> None:
        moved = 0
        for session in self._sessions.values():
            ordered = _by_clock(session)
            if ordered is not None and ordered != session.sets:
                session.sets = ordered
                moved += 1
            begun = ordered[0].segments[0].at if ordered else None
            start = session.first.start
            if begun is not None and not start.is_date_only and begun < start.wall:
                session.first = replace(session.first, start=replace(start, wall=begun))
        if moved:
            choice = f"by the sets' own times in {moved} sessions"
            self._ledger.decide("order of sets", choice, "the file lists them otherwise, and every set has its time")

    def _open(self, entry: Entry) -> _OpenSession:
        session = self._sessions.get(entry.session)
        if session is None:
            session = self._sessions[entry.session] = _OpenSession(entry, [], {}, [0])
        elif entry.session != self._last:
            session.blocks.append(len(session.sets))
        self._last = entry.session
        return session

    def _leave_out_repeated(self) -> None:
        """Count sessions that come again once: the longest run of rows where the others only begin as it does."""
        again = [session for session in self._sessions.values() if len(session.blocks) > 1]
        whole = {id(session): _whole_run(session) for session in again}
        edited = sum(run is None for run in whole.values())
        # A table that is not in order of sessions brings them again with other sets: then nothing repeats.
        if not again or edited > _MOST_EDITED * len(again):
            return
        for session in again:
            runs = _runs(session)
            kept = whole[id(session)]
            if kept is None:
                kept = len(runs) - 1
                fact = f"The file holds the session of {session.first.start} twice, with different sets."
                self._ledger.suspect(session.first.line, None, fact, "The later ones are kept; check them in the app.")
            left_out = [one for index, run in enumerate(runs) if index != kept for one in run]
            repeated = len({_line(segment) for one in left_out for segment in one.segments})
            session.sets = runs[kept]
            self._ledger.rows[RowKind.SEGMENT] -= repeated
            self._ledger.rows[RowKind.REPEATED] += repeated
        self._ledger.decide("repeated sessions", f"{len(again)} counted once", "the file holds them twice")

    def _doubt_doubled(self) -> None:
        """Report sessions whose second half says what the first one said: an app may have written them twice."""
        for session in self._sessions.values():
            half = len(session.sets) // 2
            if half < FEWEST_DOUBLED_SETS or len(session.sets) % 2 or not _is_doubled(session.sets):
                continue
            fact = f"The session of {session.first.start} holds the same {half} sets twice."
            line = _line(session.sets[half].segments[0])
            self._ledger.suspect(line, None, fact, "All are kept; if the app wrote them twice, delete half of them.")

    def _segment(self, entry: Entry) -> Segment:
        technique = entry.technique
        if technique is None:
            technique = Technique.DROP if entry.set_type is SetType.DROP else Technique.STRAIGHT
        ending = entry.ending
        if ending is None and entry.set_type is SetType.FAILURE:
            ending = _FAILED
        repetitions = entry.repetitions
        # Beside a time or a distance apps write zero for a count that nobody made: it is no failed attempt.
        if repetitions == 0 and (entry.duration_s is not None or entry.distance is not None):
            repetitions = None
        return Segment(
            exercise=entry.exercise,
            load=entry.load,
            repetitions=repetitions,
            partial_repetitions=entry.partial_repetitions,
            technique=technique,
            effort=entry.effort,
            ending=ending,
            assistance=entry.assistance,
            implements=entry.implements,
            tempo=entry.tempo,
            rest_before_s=entry.rest_before_s,
            duration_s=entry.duration_s,
            distance=entry.distance,
            at=entry.at,
            source=SourceRow(self._ledger.file, entry.line, entry.row, entry.unread),
        )

    def _doubt(self, entry: Entry) -> None:
        """Report what was read but no lifter has done: a unit or a decimal mark may be wrong."""
        if entry.repetitions is not None and entry.repetitions > MOST_PLAUSIBLE_REPETITIONS:
            fact = f"{entry.repetitions} repetitions of {shown(entry.exercise)} look like a slip of the finger."
            self._ledger.suspect(entry.line, None, fact, "The set is kept; fix it in the app.")
        if entry.load is not None and entry.load.kg > MOST_PLAUSIBLE_LOAD_KG:
            fact = f"{entry.load} for {shown(entry.exercise)} looks like a slip of the finger."
            self._ledger.suspect(entry.line, None, fact, "The set is kept; fix it in the app.")


def is_nothing(entry: Entry) -> bool:
    """Whether a row says that nothing was done: no repetitions, load, help, time or distance, or zeros for them."""
    return (
        not entry.repetitions
        and (entry.load is None or entry.load.value == 0)
        and entry.assistance is None
        and entry.partial_repetitions is None
        and entry.duration_s is None
        and entry.distance is None
    )


def _is_doubled(sets: Sequence[Set]) -> bool:
    half = len(sets) // 2
    if any(one.exercise != other.exercise for one, other in zip(sets[:half], sets[half:], strict=True)):
        return False
    if len({one.exercise for one in sets}) < 2:
        return False
    return all(bare(one) == bare(other) for one, other in zip(sets[:half], sets[half:], strict=True))


def _line(segment: Segment) -> int:
    return segment.source.line if segment.source is not None else 0


def _runs(session: _OpenSession) -> list[list[Set]]:
    """Return the sets of each unbroken run of the session's rows."""
    ends = (*session.blocks[1:], len(session.sets))
    return [session.sets[begin:end] for begin, end in zip(session.blocks, ends, strict=True)]


def _whole_run(session: _OpenSession) -> int | None:
    """Return the longest run where every other one says what it begins with; None where they say other things."""
    runs = [[bare(one) for one in run] for run in _runs(session)]
    longest = max(range(len(runs)), key=lambda index: len(runs[index]))
    return longest if all(run == runs[longest][: len(run)] for run in runs) else None


def bare(one: Set) -> Set:
    """Return a set without where it was read: what two exports of the same set share."""
    return replace(one, segments=tuple(replace(segment, source=None) for segment in one.segments))


def _by_clock(session: _OpenSession) -> list[Set] | None:
    """Return the sets in order of their times; None where one has none, or one that was written later."""
    times = [one.segments[0].at for one in session.sets]
    known = [time for time in times if time is not None]
    start = session.first.start.wall
    if len(known) < len(times) or any(abs(time - start) > LONGEST_SESSION for time in known):
        return None
    ranked = sorted(zip(known, range(len(known)), session.sets, strict=True), key=lambda one: one[:2])
    return [one for _, _, one in ranked]


def _takes_drops(before: Set, segment: Segment) -> bool:
    return before.exercise == segment.exercise and not before.is_warm_up


def _joined(first: str | None, second: str) -> str:
    return second if first is None else f"{first}\n{second}"


def _closed(session: _OpenSession) -> Session:
    first = session.first
    note = first.session_note
    for exercise, text in session.notes.items():
        note = _joined(note, f"{exercise}: {text}")
    return Session(
        start=first.start,
        sets=tuple(session.sets),
        title=first.title,
        duration_s=first.session_duration_s,
        body_mass=first.body_mass,
        note=note,
    )
