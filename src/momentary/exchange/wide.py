"""Tables that hold the sets of a row side by side: `set1weight,set1reps,...` and `Set 1 (Reps),Set 1 (KG),...`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from momentary.exchange.cells import load_or_help, whole
from momentary.exchange.reading import CellError
from momentary.exchange.table import Columns, Row
from momentary.quantities import Load, LoadUnit

_T = TypeVar("_T")
_NAME = re.compile(r"set\s*(\d{1,3})\s*[_(.-]?\s*([a-z]+)\s*\)?\Z")
_REPETITIONS = frozenset({"reps", "rep", "repetitions"})
_LOADS: dict[str, LoadUnit | None] = {
    "weight": None, "load": None, "kg": LoadUnit.KG, "kgs": LoadUnit.KG, "lb": LoadUnit.LB, "lbs": LoadUnit.LB,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The columns of one set among those of a row.

    Args:
        repetitions: Position of the repetitions.
        load: Position of the load, or None.
        unit: The unit that the load's column names, or None.
    """

    repetitions: int
    load: int | None
    unit: LoadUnit | None


@dataclass(frozen=True, slots=True)
class WideSet:
    """One set of a row: what stands in its columns."""

    load: Load | None
    assistance: Load | None
    repetitions: int | None


def find_sets(columns: Columns) -> tuple[SideBySide, ...]:
    """Return the columns of the sets in their order; empty where the table is not wide."""
    repetitions: dict[int, int] = {}
    loads: dict[int, tuple[int, LoadUnit | None]] = {}
    for position, name in enumerate(columns.names):
        parts = _NAME.match(name.strip().casefold())
        if parts is None:
            continue
        number, word = int(parts[1]), parts[2]
        if word in _REPETITIONS:
            repetitions.setdefault(number, position)
        elif word in _LOADS:
            loads.setdefault(number, (position, _LOADS[word]))
    return tuple(
        SideBySide(position, *(loads.get(number) or (None, None))) for number, position in sorted(repetitions.items())
    )


def read_sets(
    row: Row, sets: Sequence[SideBySide], names: Sequence[str], *, unit: Callable[[], LoadUnit]
) -> list[WideSet]:
    """Return the sets of a row, empty ones left out.

    Args:
        row: The row.
        sets: The columns of its sets.
        names: The columns' names, for messages.
        unit: Called for the unit where the columns do not name it.

    Raises:
        CellError: A cell cannot be read; the error names its column.
    """
    found = []
    for one in sets:
        count = row.cells[one.repetitions].strip()
        weight = "" if one.load is None else row.cells[one.load].strip()
        if not count and not weight:
            continue
        repetitions = _converted(whole, count, names[one.repetitions])
        load: Load | None = None
        assistance: Load | None = None
        if weight and one.load is not None:
            load, assistance = _converted(partial(load_or_help, unit=one.unit or unit()), weight, names[one.load])
        found.append(WideSet(load, assistance, repetitions))
    return found


def _converted(convert: Callable[[str], _T], text: str, name: str) -> _T:
    try:
        return convert(text)
    except CellError as error:
        raise CellError(error.fact, error.remedy, column=name) from None
