"""A gym's equipment as people type it: rows of loads, plates with their counts, bars; and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from momentary.prescription.gym import Plates, steps
from momentary.quantities import ImpossibleValueError, Load, LoadUnit

_PLATES = re.compile(r"(?P<load>\d+(?:[.,]\d+)?)\s*(?P<unit>kg|lb)?\s*x\s*(?P<count>\d+)\Z", re.IGNORECASE | re.ASCII)
_LOAD = re.compile(r"(?P<load>\d+(?:[.,]\d+)?)\s*(?P<unit>kg|lb)?\Z", re.IGNORECASE | re.ASCII)
_STEPS = re.compile(
    r"(?P<first>[\d.]+)-(?P<last>[\d.]+)/(?P<step>[\d.]+)\s*(?P<unit>kg|lb)?\Z", re.IGNORECASE | re.ASCII
)
_LEAST_ROW = 3


def load_of(text: str, unit: LoadUnit) -> Load | None:
    """Return the load that a word tells, `20`, `45lb`; None where it tells none."""
    found = _LOAD.match(text.strip())
    return None if found is None else Load(_number(found["load"]), _unit(found["unit"], unit))


def loads_of(text: str, unit: LoadUnit) -> tuple[Load, ...]:
    """Return the loads of a list, rising: `2-50/2`, or one by one.

    Raises:
        ImpossibleValueError: A word of it tells no load.
    """
    found: list[Load] = []
    for word in text.replace(", ", " ").split():
        if row := _STEPS.match(word):
            first, last, step = (_number(row[one]) for one in ("first", "last", "step"))
            found += steps(first, last, step, _unit(row["unit"], unit))
        elif (one := load_of(word, unit)) is not None:
            found.append(one)
        else:
            raise ImpossibleValueError(f"'{word}' is no load. Write 2-50/2 for 2 to 50 in steps of 2, or 5 7.5 10.")
    return tuple(sorted(found, key=lambda one: one.kg))


def plates_of(text: str, unit: LoadUnit) -> tuple[Plates, ...]:
    """Return the plates of a list, the heaviest first: `20x8 10x4`.

    Raises:
        ImpossibleValueError: A word of it tells no plates.
    """
    found = []
    for word in text.replace(", ", " ").split():
        one = _PLATES.match(word)
        if one is None:
            raise ImpossibleValueError(f"'{word}' is no plate. Write 20x8 for eight plates of 20, all of them counted.")
        found.append(Plates(Load(_number(one["load"]), _unit(one["unit"], unit)), int(one["count"])))
    return tuple(sorted(found, key=lambda one: -one.load.kg))


def loads_text(loads: Sequence[Load], unit: LoadUnit) -> str:
    """Return loads as one would type them: evenly spaced ones by their ends and step."""
    values = [one.value for one in loads]
    gaps = {round(after - before, 6) for before, after in pairwise(values)}
    if len(loads) > _LEAST_ROW and len(gaps) == 1 and {one.unit for one in loads} == {unit} and min(gaps) > 0.0:
        row = f"{values[0]:.10g}-{values[-1]:.10g}/{gaps.pop():.10g}"
        if [one.value for one in loads_of(row, unit)] == values:
            return row
    return " ".join(load_text(one, unit) for one in loads)


def plates_text(plates: Sequence[Plates], unit: LoadUnit) -> str:
    """Return plates as one would type them."""
    return " ".join(f"{load_text(one.load, unit)}x{one.count}" for one in plates)


def load_text(load: Load, unit: LoadUnit) -> str:
    """Return a load as one would type it where loads are told in a unit."""
    return f"{load.value:.10g}" if load.unit is unit else f"{load.value:.10g}{load.unit}"


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise ImpossibleValueError(f"'{text}' is no number.") from None


def _unit(text: str | None, unit: LoadUnit) -> LoadUnit:
    return LoadUnit(text.lower()) if text else unit
