"""RepCount: its CSV. Rows that share start and name are one session; loads below zero are help from a machine.

The columns were seen in a real export; the units of loads, of body mass and of distances are not told by it.
"""

from __future__ import annotations

from functools import partial

from momentary.exchange.cells import distance, duration_s, load, moment, whole
from momentary.exchange.entries import Entry, LogBuilder
from momentary.exchange.format import Format, Probe
from momentary.exchange.load_column import LoadColumn
from momentary.exchange.reading import CellError, Ledger
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import Cells, Table, decide_day_first, read_table
from momentary.quantities import Load, Log, Moment

WORDS: dict[str, tuple[str, ...]] = {
    "start": ("Workout Start",),
    "end": ("Workout End",),
    "exercise": ("Exercise",),
    "load": ("Weight",),
    "repetitions": ("Reps",),
    "note": ("Notes",),
    "distance": ("Distance",),
    "duration": ("Duration",),
    "title": ("Name",),
    "body_mass": ("Bodyweight",),
}


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of RepCount's, or None."""
    if all(columns.find(*WORDS[word]) is not None for word in ("start", "end", "exercise", "load", "repetitions")):
        return 'its columns include "Workout Start" and "Workout End"'
    return None


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a RepCount export."""
    return read_table(source, ledger, options, reader=_Reader)


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._cells = cells = Cells(table.columns, WORDS)
        start = cells.require("start", source=table.source)
        cells.require("exercise", source=table.source)
        self._moment = partial(moment, day_first=decide_day_first(table, ledger, options, start))
        self._loads = LoadColumn(cells, table, ledger, options)
        self._distance = partial(distance, unit=None)

    def row(self, row: Row) -> None:
        """Read one row."""
        cells, read = self._cells, self._cells.read
        exercise = cells.needed(row, "exercise")
        start = cells.read_needed(row, "start", self._moment)
        title = cells.text(row, "title")
        entry = Entry(
            line=row.line,
            session=(start, title),
            start=start,
            exercise=exercise,
            repetitions=read(row, "repetitions", whole),
            duration_s=read(row, "duration", duration_s),
            distance=read(row, "distance", self._distance),
            note=cells.text(row, "note") or None,
            title=title or None,
            session_duration_s=self._seconds_until(cells.text(row, "end"), start),
            body_mass=self._body_mass(row, exercise),
            row=row.text,
            unread=cells.unread(row),
        )
        entry.load, entry.assistance = self._loads.read(row, exercise)
        self.builder.add_if_done(entry)

    def _seconds_until(self, text: str, start: Moment) -> float | None:
        try:
            end = self._moment(text) if text else None
        except CellError:
            return None
        if end is None or end.clock is not start.clock or end.utc_offset != start.utc_offset:
            return None
        seconds = (end.wall - start.wall).total_seconds()
        return seconds if seconds > 0 else None

    def _body_mass(self, row: Row, exercise: str) -> Load | None:
        mass = self._cells.read(row, "body_mass", partial(load, unit=self._loads.unit_of(exercise)))
        return mass if mass is not None and mass.value > 0 else None


def _recognise(probe: Probe) -> str | None:
    return None if probe.columns is None else recognise(probe.columns)


FORMAT = Format(name="repcount", title="RepCount (CSV)", suffix=".repcount.csv", recognise=_recognise, read=read)
