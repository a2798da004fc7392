"""LiftLog: its plain-text export (CSV), as the app's own manual shows it.

Each set has its own time, newest first; a session begins with its first set. The app counts the body in the load of
body-weight exercises where the lifter asked for it: the load is kept as exported.
"""

from __future__ import annotations

from functools import partial

from momentary.exchange.cells import moment, rpe, whole
from momentary.exchange.entries import Entry, LogBuilder
from momentary.exchange.format import Format, Probe
from momentary.exchange.load_column import LoadColumn
from momentary.exchange.reading import Ledger
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import Cells, Table, decide_day_first, read_table
from momentary.quantities import Log

WORDS: dict[str, tuple[str, ...]] = {
    "session": ("SessionId",),
    "date": ("Timestamp", "Date"),
    "exercise": ("Exercise",),
    "load": ("Weight",),
    "load_unit": ("WeightUnit",),
    "repetitions": ("Reps",),
    "rpe": ("RPE",),
    "note": ("Notes",),
}


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of LiftLog's, or None."""
    if all(columns.find(*WORDS[word]) is not None for word in ("session", "date", "exercise", "load_unit")):
        return 'its columns include "SessionId" and "WeightUnit"'
    return None


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a LiftLog export."""
    return read_table(source, ledger, options, reader=_Reader)


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger, by_clock=True)
        self._cells = cells = Cells(table.columns, WORDS)
        date = cells.require("date", source=table.source)
        for word in ("session", "exercise", "repetitions"):
            cells.require(word, source=table.source)
        self._moment = partial(moment, day_first=decide_day_first(table, ledger, options, date))
        self._loads = LoadColumn(cells, table, ledger, options)

    def row(self, row: Row) -> None:
        """Read one row."""
        cells, read = self._cells, self._cells.read
        exercise = cells.needed(row, "exercise")
        start = cells.read_needed(row, "date", self._moment)
        entry = Entry(
            line=row.line,
            session=cells.needed(row, "session"),
            start=start,
            exercise=exercise,
            repetitions=read(row, "repetitions", whole),
            effort=read(row, "rpe", rpe),
            at=None if start.is_date_only else start.wall,
            note=cells.text(row, "note") or None,
            row=row.text,
            unread=cells.unread(row),
        )
        entry.load, entry.assistance = self._loads.read(row, exercise)
        self.builder.add_if_done(entry)


def _recognise(probe: Probe) -> str | None:
    return None if probe.columns is None else recognise(probe.columns)


FORMAT = Format(name="liftlog", title="LiftLog (CSV)", suffix=".liftlog.csv", recognise=_recognise, read=read)
