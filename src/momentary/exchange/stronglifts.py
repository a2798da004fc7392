"""StrongLifts: its CSV, a row an exercise with the sets side by side, and the older one, a row a session.

Headers and values follow published samples of the export, not files of our own. In the column of sets and
repetitions, `5/0/-` is a set of five, an attempt that failed, and a set that was not done; the sets' own columns
write zero for the last two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from momentary.exchange.cells import duration_s, load, moment, number, whole
from momentary.exchange.entries import Entry, LogBuilder, is_nothing
from momentary.exchange.format import Format, Probe
from momentary.exchange.reading import CellError, Ledger
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row, header_key
from momentary.exchange.tabular import Cells, Table, decide_day_first, read_table
from momentary.exchange.wide import WideSet, find_sets, read_sets
from momentary.quantities import Load, LoadUnit, Log, Moment

WORDS: dict[str, tuple[str, ...]] = {
    "date": ("Date (yyyy/mm/dd)", "Date"),
    "number": ("Workout",),
    "title": ("Workout Name",),
    "program": ("Program Name",),
    "exercise": ("Exercise",),
    "mass_kg": ("Body Weight (KG)",),
    "mass_lb": ("Body Weight (LB)",),
    "sets": ("Sets×Reps", "SetsxReps"),
    "times": ("Sets×Time", "SetsxTime"),
    "hours": ("Duration (hours)",),
    "begin": ("Start Time (h:mm)",),
    "note": ("Notes", "Note"),
}
_UNITS = {"mass_kg": LoadUnit.KG, "mass_lb": LoadUnit.LB}
_BLOCK = re.compile(r"exercise \d+\Z")
_BLOCK_LOAD = re.compile(r"weight \((kg|lb)\)\Z")
_BLOCK_SET = re.compile(r"set \d+\Z")
_MANY = re.compile(r"(\d{1,2})\s*[×x]\s*(.+)\Z")
_NOT_DONE = "-"


@dataclass(frozen=True, slots=True)
class _Block:
    """The columns of one exercise in the older layout."""

    exercise: int
    loads: tuple[tuple[int, LoadUnit], ...]
    sets: tuple[int, ...]


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of StrongLifts', or None."""
    if columns.find(*WORDS["date"]) is None:
        return None
    has_mass = columns.find(*WORDS["mass_kg"], *WORDS["mass_lb"]) is not None
    if has_mass and columns.find(*WORDS["exercise"]) is not None and find_sets(columns):
        return 'its columns include "Body Weight" and "Set 1 (Reps)"'
    if has_mass and _blocks(columns):
        return 'its columns include "Body Weight", "Exercise 1" and "Set 1"'
    return None


def _blocks(columns: Columns) -> tuple[_Block, ...]:
    """Return the columns of each exercise in the older layout; empty for the newer one."""
    keys = [header_key(name) for name in columns.names]
    begins = [position for position, key in enumerate(keys) if _BLOCK.match(key)]
    ends = [*begins[1:], len(keys)] if begins else []
    blocks = []
    for begin, end in zip(begins, ends, strict=True):
        places = range(begin + 1, end)
        named = ((place, _BLOCK_LOAD.match(keys[place])) for place in places)
        loads = tuple((place, LoadUnit(match[1])) for place, match in named if match is not None)
        sets = tuple(place for place in places if _BLOCK_SET.match(keys[place]))
        if sets:
            blocks.append(_Block(begin, loads, sets))
    return tuple(blocks)


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a StrongLifts export."""
    return read_table(source, ledger, options, reader=_Reader)


class _Reader:
    """Reads the rows of one table, of either layout."""

    def __init__(self, table: Table, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._names = table.columns.names
        self._cells = cells = Cells(table.columns, WORDS)
        date = cells.require("date", source=table.source)
        self._blocks = _blocks(table.columns)
        self._sets = find_sets(table.columns)
        if not self._blocks:
            cells.require("exercise", source=table.source)
        self._day_first = decide_day_first(table, ledger, options, date)
        self._unit = options.unit or self._decide_unit(ledger)

    def _decide_unit(self, ledger: Ledger) -> LoadUnit:
        units = {one.unit for one in self._sets if one.unit is not None}
        units |= {unit for block in self._blocks for _, unit in block.loads}
        ledger.decide("unit of loads", " and ".join(sorted(units)) or "kg", "the columns of the sets say it")
        return next(iter(units), LoadUnit.KG)

    def row(self, row: Row) -> None:
        """Read one row: an exercise with its sets, or in the older layout a session."""
        first = self._first(row)
        entries = list(self._of_session(row, first) if self._blocks else self._of_exercise(row, first))
        self.builder.add_all([one for one in entries if one.repetitions == 0 or not is_nothing(one)])

    def _first(self, row: Row) -> Entry:
        """Return what all sets of a row share."""
        cells, read = self._cells, self._cells.read
        day = cells.read_needed(row, "date", partial(moment, day_first=self._day_first))
        start = _start(day, cells.text(row, "begin"))
        hours = read(row, "hours", number)
        note = cells.text(row, "note") or None
        program, count = cells.text(row, "program"), cells.text(row, "number")
        return Entry(
            line=row.line,
            session=(day.date, count) if count else (day.date, start),
            start=start,
            exercise="",
            title=cells.text(row, "title") or None,
            session_duration_s=hours * 3600.0 if hours is not None and hours > 0 else None,
            session_note=note,
            body_mass=self._body_mass(row),
            row=row.text,
            unread=((cells.name("program"), program),) if program else (),
        )

    def _body_mass(self, row: Row) -> Load | None:
        for word, unit in _UNITS.items():
            mass = self._cells.read(row, word, partial(load, unit=unit))
            if mass is not None and mass.value > 0:
                return mass
        return None

    def _of_exercise(self, row: Row, first: Entry) -> Iterator[Entry]:
        cells = self._cells
        first.exercise = cells.needed(row, "exercise")
        done = read_sets(row, self._sets, self._names, unit=lambda: self._unit)
        told = cells.text(row, "sets").split("/")
        tells = len(told) == len(done)
        times = cells.read(row, "times", _times) or ()
        if times and not any(one.repetitions for one in done):
            yield from self._held(first, times, done)
            return
        for place, one in enumerate(done):
            # Zero stands for a failed attempt only where the other column says so.
            if one.repetitions == 0 and (not tells or told[place].strip() == _NOT_DONE):
                continue
            yield replace(first, load=one.load, assistance=one.assistance, repetitions=one.repetitions)

    def _held(self, first: Entry, times: tuple[float, ...], done: list[WideSet]) -> Iterator[Entry]:
        for place, seconds in enumerate(times):
            held = done[place].load if place < len(done) else None
            yield replace(first, load=held, duration_s=seconds)

    def _of_session(self, row: Row, first: Entry) -> Iterator[Entry]:
        for block in self._blocks:
            exercise = row.cells[block.exercise].strip()
            if not exercise:
                continue
            lifted = self._load(row, block)
            for place in block.sets:
                repetitions = self._count(row, place)
                if repetitions is not None:
                    yield replace(first, exercise=exercise, load=lifted, repetitions=repetitions)

    def _count(self, row: Row, place: int) -> int | None:
        text = row.cells[place].strip()
        if text == _NOT_DONE:
            return None
        try:
            return whole(text)
        except CellError as error:
            raise CellError(error.fact, error.remedy, column=self._names[place]) from None

    def _load(self, row: Row, block: _Block) -> Load | None:
        """Return the load: of two columns that both hold it, the one with fewer decimals, in which it was typed."""
        found = []
        for place, unit in block.loads:
            text = row.cells[place].strip()
            try:
                one = load(text, unit)
            except CellError as error:
                raise CellError(error.fact, error.remedy, column=self._names[place]) from None
            if one is not None and one.value > 0:
                found.append((len(text.partition(".")[2].rstrip("0")), one))
        return min(found, key=lambda pair: pair[0])[1] if found else None


@lru_cache(maxsize=4096)
def _start(day: Moment, begin: str) -> Moment:
    """Return the start of a session on `day`; only the day where its time is missing or no time."""
    if not begin or not day.is_date_only:
        return day
    try:
        return moment(f"{day.date.isoformat()} {begin}")
    except CellError:
        return day


@lru_cache(maxsize=1024)
def _times(text: str) -> tuple[float, ...]:
    """Return the seconds of held sets: 3×60 or 60/45/30."""
    text = text.strip()
    if not text:
        return ()
    many = _MANY.match(text)
    if many is not None:
        return (duration_s(many[2]) or 0.0,) * int(many[1])
    return tuple(seconds for part in text.split("/") if part.strip() != _NOT_DONE if (seconds := duration_s(part)))


def _recognise(probe: Probe) -> str | None:
    return None if probe.columns is None else recognise(probe.columns)


FORMAT = Format(
    name="stronglifts", title="StrongLifts (CSV)", suffix=".stronglifts.csv", recognise=_recognise, read=read
)
