"""Liftosaur: its CSV of required and completed sets.

A set without completed repetitions was not done: what it required is no training. Starts are instants in UTC, and
each set has its own time. The app lists the exercises in the order of the program; the sets are put into the order
in which they were done where every set of a session has its time.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache, partial
from sys import intern

from momentary.exchange.cells import load_or_help, load_unit, moment, rpe, whole
from momentary.exchange.entries import Entry, LogBuilder, SetType
from momentary.exchange.format import Format, Probe
from momentary.exchange.reading import CellError, Ledger, RowKind
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import Cells, Table, note_table_decisions, open_table, read_rows
from momentary.quantities import Load, Log, Moment

WORDS: dict[str, tuple[str, ...]] = {
    "start": ("Workout DateTime",),
    "program": ("Program",),
    "day": ("Day Name",),
    "exercise": ("Exercise",),
    "warm_up": ("Is Warmup Set?",),
    "repetitions": ("Completed Reps",),
    "rpe": ("Completed RPE",),
    "load": ("Completed Weight Value",),
    "load_unit": ("Completed Weight Unit",),
    "at": ("Completed Reps Time",),
    "note": ("Notes",),
    "required_unit": ("Required Weight Unit",),
    "amrap": ("Is AMRAP?",),
    "log_rpe": ("Log RPE?",),
    "ask": ("Ask Weight?",),
}
_FLAGS = ("amrap", "log_rpe", "ask")


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of Liftosaur's, or None."""
    if all(columns.find(*WORDS[word]) is not None for word in ("start", "exercise", "repetitions", "load")):
        return 'its columns include "Workout DateTime" and "Completed Reps"'
    return None


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a Liftosaur export."""
    table = open_table(source)
    note_table_decisions(table, ledger)
    reader = _Reader(table, ledger)
    read_rows(table, ledger, reader.row, progress=options.progress)
    return reader.builder.log()


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, ledger: Ledger) -> None:
        self.builder = LogBuilder(ledger, by_clock=True)
        self._ledger = ledger
        self._cells = cells = Cells(table.columns, WORDS)
        for word in ("start", "exercise", "repetitions"):
            cells.require(word, source=table.source)
        ledger.decide("unit of loads", "row by row", f'the column "{cells.name("load_unit")}" says it')
        ledger.decide("sets done", "those with completed repetitions", "the others were only required")

    def row(self, row: Row) -> None:
        """Read one row."""
        cells, read = self._cells, self._cells.read
        exercise = cells.needed(row, "exercise")
        start = cells.read_needed(row, "start", moment)
        repetitions = read(row, "repetitions", whole)
        if repetitions is None:
            self._ledger.rows[RowKind.NOT_DONE] += 1
            return
        program, day = intern(cells.text(row, "program")), intern(cells.text(row, "day"))
        entry = Entry(
            line=row.line,
            session=(start, program, day),
            start=start,
            exercise=exercise,
            set_type=SetType.WARMUP if cells.text(row, "warm_up") in {"1", "true"} else SetType.NORMAL,
            repetitions=repetitions,
            effort=cells.read_or_doubt(row, "rpe", rpe, ledger=self._ledger, kept="set"),
            at=read(row, "at", partial(_clock, start=start)),
            note=cells.text(row, "note") or None,
            title=_title(program, day),
            row=row.text,
            unread=self._unread(row),
        )
        entry.load, entry.assistance = self._load(row)
        self.builder.add(entry)

    def _load(self, row: Row) -> tuple[Load | None, Load | None]:
        read = self._cells.read
        if not self._cells.text(row, "load"):
            return None, None
        unit = read(row, "load_unit", load_unit) or read(row, "required_unit", load_unit)
        if unit is None:
            raise CellError("The load has no unit.", "Write kg or lb.", column=self._cells.name("load_unit"))
        return read(row, "load", partial(load_or_help, unit=unit)) or (None, None)

    def _unread(self, row: Row) -> tuple[tuple[str, str], ...]:
        unread = self._cells.unread(row)
        for word in _FLAGS:
            text = self._cells.text(row, word)
            if text not in {"", "0"}:
                unread = (*unread, (self._cells.name(word), text))
        return unread


@lru_cache(maxsize=4096)
def _title(program: str, day: str) -> str | None:
    return " · ".join(part for part in (program, day) if part) or None


def _clock(text: str, start: Moment) -> datetime | None:
    """Return the time of a set on the clock of its session's start; None for an empty cell."""
    if not text.strip():
        return None
    at = moment(text)
    if at.utc_offset is not None and start.utc_offset is not None:
        return at.wall - at.utc_offset + start.utc_offset
    return at.wall


def _recognise(probe: Probe) -> str | None:
    return None if probe.columns is None else recognise(probe.columns)


FORMAT = Format(name="liftosaur", title="Liftosaur (CSV)", suffix=".liftosaur.csv", recognise=_recognise, read=read)
