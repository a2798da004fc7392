"""The loads of a table, whichever way it tells their unit: in the column's name, in a column beside it, or not."""

from __future__ import annotations

from functools import partial

from momentary.exchange.cells import load_or_help, load_unit
from momentary.exchange.reading import Ledger
from momentary.exchange.source import ReadOptions
from momentary.exchange.table import Row
from momentary.exchange.tabular import Cells, Table
from momentary.exchange.unit_guess import UnitGuess, UnitSurvey, guess_unit
from momentary.quantities import Load, LoadUnit

_WORDS = {"load_kg": LoadUnit.KG, "load_lb": LoadUnit.LB}
_NOTHING = (None, None)


class LoadColumn:
    """Reads the load of each row, and the help where the load is below zero.

    The reader's words for columns are `load_kg`, `load_lb`, `load` and `load_unit`; `exercise` where the
    unit has to be guessed.

    Args:
        cells: The columns.
        table: The table, read once more where the unit has to be guessed.
        ledger: Where the decision is noted.
        options: What the lifter says.
    """

    def __init__(self, cells: Cells, table: Table, ledger: Ledger, options: ReadOptions) -> None:
        """Decide the unit."""
        self._cells = cells
        self._named = [word for word in _WORDS if word in cells.positions and cells.has(word)]
        self._has_plain = "load" in cells.positions and cells.has("load")
        self._has_unit = "load_unit" in cells.positions and cells.has("load_unit")
        self._guess = self._decide(table, ledger, options)
        self._readers = {unit: partial(load_or_help, unit=unit) for unit in LoadUnit}

    def unit_of(self, exercise: str) -> LoadUnit:
        """Return the unit of loads of an exercise, in rows that name none."""
        return _WORDS[self._named[0]] if self._named else self._guess.of(exercise)

    def _decide(self, table: Table, ledger: Ledger, options: ReadOptions) -> UnitGuess:
        for word in self._named:
            name = self._cells.name(word)
            ledger.decide("unit of loads", str(_WORDS[word]), f'the column is called "{name}"')
        if not self._has_plain:
            return UnitGuess(LoadUnit.KG, "no column of loads")
        if options.unit is not None:
            ledger.decide("unit of loads", str(options.unit), "you said so")
            return UnitGuess(options.unit, "said")
        if self._has_unit:
            name = self._cells.name("load_unit")
            ledger.decide("unit of loads", "row by row", f'the column "{name}" says it')
            stated = self._stated(table, ledger)
            if stated is not None:
                return stated
        return guess_unit(self._survey(table, ledger), ledger)

    def _stated(self, table: Table, ledger: Ledger) -> UnitGuess | None:
        """Return the unit for rows that leave theirs empty: the one of the first row that has one."""
        for row in table.rows(Ledger(ledger.file)):
            try:
                unit = load_unit(self._cells.text(row, "load_unit"))
            except (ValueError, IndexError):
                continue
            if unit is not None:
                return UnitGuess(unit, "stated")
        return None

    def _survey(self, table: Table, ledger: Ledger) -> UnitSurvey:
        survey = UnitSurvey()
        exercise, load = self._cells.positions["exercise"], self._cells.positions["load"]
        assert exercise is not None
        assert load is not None
        width = len(table.columns)
        for row in table.rows(Ledger(ledger.file)):
            if len(row.cells) == width and row.cells[load]:
                survey.see(row.cells[exercise].strip(), row.cells[load].strip())
        return survey

    def read(self, row: Row, exercise: str) -> tuple[Load | None, Load | None]:
        """Return the load and the help in a row; None where there is none.

        Raises:
            CellError: The cell is no load, or its unit is not known.
        """
        cells = self._cells
        for word in self._named:
            found = cells.read(row, word, self._readers[_WORDS[word]]) or _NOTHING
            if found != _NOTHING:
                return found
        if not self._has_plain:
            return _NOTHING
        unit = cells.read(row, "load_unit", load_unit) if self._has_unit else None
        return cells.read(row, "load", self._readers[unit or self._guess.of(exercise)]) or _NOTHING
