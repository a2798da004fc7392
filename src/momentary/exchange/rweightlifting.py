"""The wide log of the R package rweightlifting: a row an exercise, up to twelve sets side by side.

A row gives exercise, equipment and variant apart; together they make the exercise's name. Only the date is known,
and the unit is not told.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial

from momentary.exchange.cells import moment
from momentary.exchange.entries import Entry, LogBuilder, is_nothing
from momentary.exchange.format import Format, Probe
from momentary.exchange.reading import Ledger
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import Cells, Table, decide_day_first, read_table
from momentary.exchange.unit_guess import UnitGuess, UnitSurvey, guess_unit
from momentary.exchange.wide import find_sets, read_sets
from momentary.quantities import Log

WORDS: dict[str, tuple[str, ...]] = {
    "date": ("date",),
    "exercise": ("exercise",),
    "equipment": ("equipment",),
    "variant": ("variant",),
}


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of rweightlifting's, or None."""
    if all(columns.find(*names) is not None for names in WORDS.values()) and find_sets(columns):
        return 'its columns include "equipment", "variant" and sets side by side'
    return None


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a table of rweightlifting."""
    return read_table(source, ledger, options, reader=_Reader)


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._names = table.columns.names
        self._cells = cells = Cells(table.columns, WORDS)
        date = cells.require("date", source=table.source)
        cells.require("exercise", source=table.source)
        self._sets = find_sets(table.columns)
        self._moment = partial(moment, day_first=decide_day_first(table, ledger, options, date))
        self._unit = self._decide_unit(table, ledger, options)

    def _decide_unit(self, table: Table, ledger: Ledger, options: ReadOptions) -> UnitGuess:
        if options.unit is not None:
            ledger.decide("unit of loads", str(options.unit), "you said so")
            return UnitGuess(options.unit, "said")
        survey = UnitSurvey()
        for row in table.rows(Ledger(ledger.file)):
            if len(row.cells) == len(table.columns):
                for one in self._sets:
                    if one.load is not None and row.cells[one.load].strip():
                        survey.see(self._name(row), row.cells[one.load].strip())
        return guess_unit(survey, ledger)

    def _name(self, row: Row) -> str:
        cells = self._cells
        return _named(cells.text(row, "exercise"), cells.text(row, "equipment"), cells.text(row, "variant"))

    def row(self, row: Row) -> None:
        """Read one row: an exercise with all its sets."""
        cells = self._cells
        cells.needed(row, "exercise")
        start = cells.read_needed(row, "date", self._moment)
        name = self._name(row)
        first = Entry(line=row.line, session=start.date, start=start, exercise=name, row=row.text)
        first.unread = tuple(
            (self._names[place], cells.text(row, word))
            for word in ("equipment", "variant")
            if (place := cells.positions[word]) is not None and cells.text(row, word)
        )
        sets = [
            replace(first, load=one.load, assistance=one.assistance, repetitions=one.repetitions)
            for one in read_sets(row, self._sets, self._names, unit=lambda: self._unit.of(name))
        ]
        self.builder.add_all([one for one in sets if not is_nothing(one)])


@lru_cache(maxsize=4096)
def _named(exercise: str, equipment: str, variant: str) -> str:
    """Return the name that the parts make: bench press (barbell, incline)."""
    parts = ", ".join(part for part in (equipment, variant) if part and part.casefold() not in {"na", "none"})
    return f"{exercise} ({parts})" if parts else exercise


def _recognise(probe: Probe) -> str | None:
    return None if probe.columns is None else recognise(probe.columns)


FORMAT = Format(
    name="rweightlifting",
    title="rweightlifting (CSV)",
    suffix=".rweightlifting.csv",
    recognise=_recognise,
    read=read,
)
