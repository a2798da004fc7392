"""In which unit a column of loads was typed, where the file does not say: traces of conversion first, habit last.

Three kinds of evidence, strongest first:

1. *Rounding artefacts* (185.00000000000003): the app keeps kilograms and shows pounds.
2. *Conversions*: a load with many decimals that is a round number in the other unit (86.1826 is 190 lb, so the
   column shows kilograms). An app may keep a unit per exercise, so this is decided exercise by exercise.
3. *Habit*: plates and dumbbells come in 45, 135, 225 where pounds are used and in 20, 60, 100 or 22, 62.5
   where kilograms are; the loads of well-known lifts tell by their size.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from momentary.exchange.cells import is_rounding_artefact, number
from momentary.exchange.reading import CellError, Ledger
from momentary.quantities import KG_PER_LB, LoadUnit

_TYPICAL_LB = frozenset(
    {45.0, 95.0, 115.0, 135.0, 155.0, 165.0, 185.0, 205.0, 225.0, 245.0, 275.0, 315.0, 365.0, 405.0}
)
_TYPICAL_KG = frozenset(
    {
        6.0,
        8.0,
        12.0,
        14.0,
        16.0,
        18.0,
        22.0,
        24.0,
        26.0,
        28.0,
        32.0,
        34.0,
        36.0,
        42.5,
        47.5,
        52.5,
        57.5,
        62.5,
        67.5,
        72.5,
    }
    | {77.5, 82.5, 87.5, 92.5, 97.5, 102.5, 107.5, 112.5, 117.5, 122.5}
)
# Working loads of a middling lifter of these lifts [kg], wide: only to tell two readings 2.2 times apart.
_USUAL_KG = {
    "bench press": 65.0, "squat": 85.0, "deadlift": 105.0, "overhead press": 42.0, "shoulder press": 42.0,
    "row": 58.0, "lat pulldown": 55.0, "leg press": 130.0, "curl": 18.0, "lateral raise": 8.5,
    "leg extension": 50.0, "leg curl": 42.0, "pushdown": 28.0,
}  # fmt: skip
_DUMBBELL_SHARE = 0.4
_SPREAD = 0.45
_WORDS_OF_DUMBBELLS = ("dumbbell", "kurzhantel", "mancuern", "haltère", "manubri", "halter", "哑铃")


@dataclass(slots=True)
class UnitSurvey:
    """What the loads of a file say about their unit.

    Attributes:
        values: How often each text of a load occurs, by exercise.
    """

    values: dict[str, Counter[str]] = field(default_factory=dict)

    def see(self, exercise: str, text: str) -> None:
        """Count one load."""
        counter = self.values.get(exercise)
        if counter is None:
            counter = self.values[exercise] = Counter()
        counter[text] += 1


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """The unit of a column of loads.

    Args:
        unit: The unit of the column.
        why: The evidence, in words.
        exceptions: Exercises whose loads stand in the other unit.
    """

    unit: LoadUnit
    why: str
    exceptions: Mapping[str, LoadUnit] = field(default_factory=dict)

    def of(self, exercise: str) -> LoadUnit:
        """Return the unit of an exercise's loads."""
        return self.exceptions.get(exercise, self.unit)


def guess_unit(survey: UnitSurvey, ledger: Ledger) -> UnitGuess:
    """Return the unit that the loads of a file are in, and note the decision with its evidence."""
    numbers = {exercise: _numbers(counter) for exercise, counter in survey.values.items()}
    artefacts = sum(
        count
        for counter in survey.values.values()
        for text, count in counter.items()
        if len(text) > 11 and _is_artefact(text)
    )
    converted = {exercise: _converted(values) for exercise, values in numbers.items()}
    to_kg = sum(counts[LoadUnit.KG] for counts in converted.values())
    to_lb = sum(counts[LoadUnit.LB] for counts in converted.values())
    if artefacts:
        unit, why = LoadUnit.LB, f"{artefacts} loads show the rounding of kilograms shown as pounds"
    else:
        unit, why = _by_habit(numbers)
    exceptions = _exceptions(unit, converted, numbers)
    ledger.decide("unit of loads", str(unit), why)
    if exceptions:
        other = next(iter(exceptions.values()))
        named = ", ".join(sorted(exceptions)[:3]) + (" ..." if len(exceptions) > 3 else "")
        count = to_kg if other is LoadUnit.KG else to_lb
        ledger.decide(
            f"unit of loads of {named}", str(other), f"{count} loads are round numbers only in the other unit"
        )
    return UnitGuess(unit, why, exceptions)


def _numbers(counter: Counter[str]) -> dict[float, int]:
    values: dict[float, int] = {}
    for text, count in counter.items():
        try:
            value = number(text)
        except CellError:
            continue
        if value is not None and value > 0:
            values[value] = values.get(value, 0) + count
    return values


def _is_artefact(text: str) -> bool:
    try:
        return is_rounding_artefact(text)
    except CellError:
        return False


def _converted(values: Mapping[float, int]) -> dict[LoadUnit, int]:
    """Count loads that are round only in the other unit: under KG those of a column in kilograms typed as pounds."""
    counts = {LoadUnit.KG: 0, LoadUnit.LB: 0}
    for value, count in values.items():
        if abs(value * 8 - round(value * 8)) < 1e-6:
            continue
        # Three decimals or more: fewer cannot be told from a stack of odd steps.
        if abs(value * 100 - round(value * 100)) < 1e-4:
            continue
        if _is_round(value / KG_PER_LB, 0.5):
            counts[LoadUnit.KG] += count
        elif _is_round(value * KG_PER_LB, 0.25):
            counts[LoadUnit.LB] += count
    return counts


def _is_round(value: float, step: float) -> bool:
    return abs(value / step - round(value / step)) * step < 2e-3


def _exceptions(
    unit: LoadUnit,
    converted: Mapping[str, Mapping[LoadUnit, int]],
    numbers: Mapping[str, Mapping[float, int]],
) -> dict[str, LoadUnit]:
    other = LoadUnit.KG if unit is LoadUnit.LB else LoadUnit.LB
    return {
        exercise: other
        for exercise, counts in converted.items()
        if counts[other] > counts[unit] and counts[other] >= 0.05 * sum(numbers[exercise].values())
    }


def _by_habit(numbers: Mapping[str, Mapping[float, int]]) -> tuple[LoadUnit, str]:
    """Return the unit by typical plates and dumbbells and by the size of well-known lifts."""
    lb = kg = 0
    for values in numbers.values():
        for value, count in values.items():
            lb += count if value in _TYPICAL_LB else 0
            kg += count if value in _TYPICAL_KG else 0
    plates = math.log((lb + 2.0) / (kg + 2.0))
    size, lifts = _by_size(numbers)
    # Plates speak louder than size: a strong or a weak lifter is commoner than a gym with the other plates.
    odds = 1.6 * plates + max(-4.0, min(4.0, size))
    unit = LoadUnit.LB if odds > 0 else LoadUnit.KG
    why = f"{lb} loads are typical of pounds and {kg} of kilograms"
    if lifts:
        why += f", and the loads of {lifts} well-known lifts fit {'pounds' if size > 0 else 'kilograms'} better"
    sure = 1.0 / (1.0 + math.exp(-min(abs(odds), 20.0)))
    if sure < 0.9:
        why += "; not sure: say --unit kg or --unit lb if it is wrong"
    return unit, why


def _by_size(numbers: Mapping[str, Mapping[float, int]]) -> tuple[float, int]:
    """Return the log odds of pounds against kilograms by the size of loads, and how many lifts told it."""
    odds, lifts = 0.0, 0
    for exercise, values in numbers.items():
        name = exercise.casefold()
        usual = next((load for word, load in _USUAL_KG.items() if word in name), None)
        if usual is None or not values:
            continue
        if any(word in name for word in _WORDS_OF_DUMBBELLS) and usual > 20.0:
            usual *= _DUMBBELL_SHARE
        ordered = sorted(values)
        typical = ordered[len(ordered) // 2]
        as_kg = math.log(typical / usual)
        as_lb = math.log(typical * KG_PER_LB / usual)
        odds += (as_kg * as_kg - as_lb * as_lb) / (2 * _SPREAD * _SPREAD)
        lifts += 1
    # Lifters are strong or weak in all lifts at once: many lifts are not many witnesses.
    return (odds / math.sqrt(lifts) if lifts else 0.0), lifts
