"""FitNotes: the CSV of the Android app and of FitNotes 2 on iOS.

A session is all of a day: the export keeps no times of day, and neither kinds of sets nor efforts. The
Android app does not quote commas in names of exercises: such a row has more cells than the header, and is
put together from both of its ends.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from sys import intern

from momentary.exchange.cells import distance, distance_unit, duration_s, load_unit, moment, number, whole
from momentary.exchange.entries import Entry, LogBuilder
from momentary.exchange.format import Format, Probe
from momentary.exchange.load_column import LoadColumn
from momentary.exchange.reading import CellError, Ledger
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import (
    Cells,
    Table,
    decide_day_first,
    fitted,
    note_table_decisions,
    open_table,
    read_rows,
)
from momentary.quantities import Distance, Log

WORDS: dict[str, tuple[str, ...]] = {
    "date": ("Date",),
    "exercise": ("Exercise",),
    "category": ("Category",),
    "load": ("Weight",),
    "load_kg": ("Weight (kg)", "Weight (kgs)"),
    "load_lb": ("Weight (lbs)", "Weight (lb)"),
    "load_unit": ("Weight Unit",),
    "repetitions": ("Reps",),
    "distance": ("Distance",),
    "distance_unit": ("Distance Unit",),
    "duration": ("Time",),
    "note": ("Comment", "Comments", "Notes"),
}
_MOST_COMMAS = 8
_CHECKS: dict[str, Callable[[str], object]] = {
    "load": number,
    "load_kg": number,
    "load_lb": number,
    "load_unit": load_unit,
    "repetitions": whole,
    "distance": number,
    "duration": duration_s,
}


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of FitNotes', or None."""
    found = {word: columns.find(*names) for word, names in WORDS.items()}
    needed = ("date", "exercise", "category", "repetitions", "distance", "distance_unit", "duration")
    if all(found[word] is not None for word in needed):
        return 'its columns include "Category", "Distance Unit" and "Time"'
    return None


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a FitNotes CSV."""
    table = open_table(source)
    note_table_decisions(table, ledger)
    reader = _Reader(table, ledger, options)
    read_rows(table, ledger, reader.row, progress=options.progress, fit=reader.fit)
    reader.finish()
    return reader.builder.log()


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._ledger = ledger
        self._cells = cells = Cells(table.columns, WORDS)
        date = cells.require("date", source=table.source)
        self._exercise = cells.require("exercise", source=table.source)
        self._moment = partial(moment, day_first=decide_day_first(table, ledger, options, date))
        self._loads = LoadColumn(cells, table, ledger, options)
        self._checks = [
            (position, check) for word, check in _CHECKS.items() if (position := cells.positions[word]) is not None
        ]
        self._categories: set[str] = set()
        self._put_together = 0

    def row(self, row: Row) -> None:
        """Read one row."""
        cells, read = self._cells, self._cells.read
        exercise = cells.needed(row, "exercise")
        start = cells.read_needed(row, "date", self._moment)
        category = intern(cells.text(row, "category"))
        self._categories.add(category)
        entry = Entry(
            line=row.line,
            session=start.date,
            start=start,
            exercise=exercise,
            repetitions=read(row, "repetitions", whole),
            duration_s=read(row, "duration", duration_s),
            distance=self._distance(row),
            note=cells.text(row, "note") or None,
            row=row.text,
            unread=(("Category", category), *cells.unread(row)) if category else cells.unread(row),
        )
        entry.load, entry.assistance = self._loads.read(row, exercise)
        self.builder.add_if_done(entry)

    def _distance(self, row: Row) -> Distance | None:
        read = self._cells.read
        try:
            unit = read(row, "distance_unit", distance_unit)
        except CellError as error:
            # The app lets a distance carry a unit of load: the number is kept, its unit is not known.
            unit = None
            self._ledger.suspect(row.line, error.column, error.fact, "The distance is kept without a unit.")
        return read(row, "distance", partial(distance, unit=unit))

    def fit(self, cells: list[str], width: int) -> list[str] | None:
        """Return the cells with the parts of a name put together; None where no way of it makes a row."""
        cut = fitted(cells, width)
        if cut is not None and self._is_row(cut):
            return cut
        extra = len(cells) - width
        if not 0 < extra <= _MOST_COMMAS:
            return None
        category = self._cells.positions["category"]
        ways = [_joined(cells, self._exercise, count, category, extra - count) for count in range(extra, -1, -1)]
        ways += [_joined(cells, self._exercise, count, width - 1, extra - count) for count in range(extra - 1, -1, -1)]
        possible = [way for way in ways if len(way) == width and self._is_row(way)]
        if not possible:
            return None
        known = [way for way in possible if category is not None and way[category].strip() in self._categories]
        self._put_together += 1
        return (known or possible)[0]

    def _is_row(self, cells: list[str]) -> bool:
        try:
            for position, check in self._checks:
                check(cells[position])
        except CellError:
            return False
        return True

    def finish(self) -> None:
        """Note what was put together."""
        if self._put_together:
            rows = f"{self._put_together} rows put together"
            self._ledger.decide("names with commas", rows, "the app does not quote them, so the rows have more cells")


def _joined(cells: list[str], first: int, more: int, second: int | None, more_second: int) -> list[str]:
    """Return the cells with `more` following ones joined to the first place, and `more_second` to the second one."""
    joined = [*cells[:first], ",".join(cells[first : first + more + 1]), *cells[first + more + 1 :]]
    if second is not None and more_second:
        end = second + more_second + 1
        joined = [*joined[:second], ",".join(joined[second:end]), *joined[end:]]
    return joined


def _recognise(probe: Probe) -> str | None:
    return None if probe.columns is None else recognise(probe.columns)


FORMAT = Format(name="fitnotes", title="FitNotes (CSV)", suffix=".fitnotes.csv", recognise=_recognise, read=read)
