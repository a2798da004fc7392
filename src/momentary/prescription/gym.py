"""What a gym has, and which loads can be put together there. A load that is not there is never advised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, repeat
from math import gcd, prod

from momentary.catalogue import Equipment, Exercise, LoadBasis
from momentary.quantities import KG_PER_LB, ImpossibleValueError, Load, LoadUnit, Log

# Judgements: more than any gym has, and no more sums than are looked through within a second.
_MOST_STEPS = 1000
_MOST_OF_A_KIND = 1000
_HEAVIEST_PLATE_KG = 500.0
_MOST_SUMS = 120_000
_MOST_ADDITIONS = 4_000_000
_GRAIN_KG = 1e-5
"""Loads closer than this are one: what remains of pounds written as kilograms [kg]."""

_BARS = (
    Equipment.BARBELL,
    Equipment.EZ_BAR,
    Equipment.TRAP_BAR,
    Equipment.SAFETY_BAR,
    Equipment.SMITH_MACHINE,
    Equipment.PLATE_MACHINE,
    Equipment.LANDMINE,
    Equipment.SLED,
)
_STACKS = (Equipment.STACK_MACHINE, Equipment.CABLE, Equipment.MACHINE)
_ONE_ENDED = (Equipment.LANDMINE,)


@dataclass(frozen=True, slots=True)
class Plates:
    """Plates of one kind: the load of one, and how many there are."""

    load: Load
    count: int

    def __post_init__(self) -> None:
        """Refuse plates that cannot be."""
        if self.load.value <= 0.0 or self.count < 0:
            raise ImpossibleValueError(f"There are {self.count} plates of {self.load}: give a load above zero.")
        if self.load.kg > _HEAVIEST_PLATE_KG or self.count > _MOST_OF_A_KIND:
            raise ImpossibleValueError(f"{self.count:,} plates of {self.load} are too many, or too heavy for a gym.")


@dataclass(frozen=True, slots=True)
class Gym:
    """The equipment of a gym.

    Args:
        unit: The unit in which loads are told.
        bars: What each bar or carriage weighs; what is missing is not there.
        plates: The plates, of one bar: they go on in pairs.
        dumbbells: The dumbbells of which there is a pair.
        kettlebells: The kettlebells.
        stack: The steps of the stacks of machines and cables.
        has_pins: Whether there is a rack with pins or safety arms.
        has_partner: Whether somebody is there to help.
    """

    unit: LoadUnit = LoadUnit.KG
    bars: tuple[tuple[Equipment, Load], ...] = ()
    plates: tuple[Plates, ...] = ()
    dumbbells: tuple[Load, ...] = ()
    kettlebells: tuple[Load, ...] = ()
    stack: tuple[Load, ...] = ()
    has_pins: bool = False
    has_partner: bool = False

    def __post_init__(self) -> None:
        """Refuse bars that cannot carry plates; plates of one kind stand together, so that they find their pair."""
        counts: dict[Load, int] = {}
        for one in self.plates:
            counts[one.load] = counts.get(one.load, 0) + one.count
        object.__setattr__(self, "plates", tuple(Plates(load, count) for load, count in counts.items()))
        _refuse_too_many(self.plates)
        for equipment, _ in self.bars:
            if equipment not in _BARS:
                raise ImpossibleValueError(f"A {equipment} is no bar: name one of {', '.join(_BARS)}.")

    def loads_kg(self, exercise: Exercise) -> tuple[float, ...]:
        """Return every load that can be put together for an exercise, as it is logged, rising [kg].

        Empty where the gym has not what the exercise needs.
        """
        return _found(self, exercise.equipment, exercise.load_basis)

    def down(self, exercise: Exercise, load_kg: float) -> Load | None:
        """Return the greatest load there that is not above the one wanted; None where all are heavier."""
        below = [one for one in self.loads_kg(exercise) if one <= load_kg + _GRAIN_KG]
        return self.told(below[-1]) if below else None

    def no_heavier(self, exercise: Exercise, load_kg: float) -> Load | None:
        """Return the load there that is next to the one wanted and no harder; of help that is as much or more."""
        if exercise.load_basis is not LoadBasis.ASSISTANCE:
            return self.down(exercise, load_kg)
        above = [one for one in self.loads_kg(exercise) if one >= load_kg - _GRAIN_KG]
        return self.told(above[0]) if above else None

    def nearest(self, exercise: Exercise, load_kg: float) -> Load | None:
        """Return the load there that is nearest to the one wanted, the lighter of two; None where there is none."""
        loads = self.loads_kg(exercise)
        return self.told(min(loads, key=lambda one: (abs(one - load_kg), one))) if loads else None

    def told(self, load_kg: float) -> Load:
        """Return a load in the gym's unit, without the dust of conversion."""
        value = load_kg if self.unit is LoadUnit.KG else load_kg / KG_PER_LB
        return Load(round(value, 3), self.unit)

    def has(self, exercise: Exercise) -> bool:
        """Whether the gym has what an exercise needs."""
        return bool(self.loads_kg(exercise))


@lru_cache(maxsize=256)
def _found(gym: Gym, equipment: Equipment, basis: LoadBasis) -> tuple[float, ...]:
    """Return the loads of one kind of equipment [kg]."""
    if basis is LoadBasis.ADDED:
        # Nothing, plates on a belt, or a dumbbell.
        return _distinct((0.0, *_sums(gym.plates, step=1), *_kg(gym.dumbbells)))
    if basis is LoadBasis.ASSISTANCE:
        return _distinct((0.0, *_kg(gym.stack)))
    if basis is LoadBasis.NONE:
        return (0.0,)
    bar = dict(gym.bars).get(equipment)
    if bar is not None:
        plates = _sums(gym.plates, step=1 if equipment in _ONE_ENDED else 2)
        return _distinct(bar.kg + one for one in plates if bar.kg + one > 0.0)
    if equipment in _STACKS:
        return _distinct(_kg(gym.stack))
    if equipment is Equipment.DUMBBELL:
        return _distinct(_kg(gym.dumbbells))
    if equipment is Equipment.KETTLEBELL:
        return _distinct(_kg(gym.kettlebells))
    if equipment is Equipment.PLATE:
        return _distinct(one.load.kg for one in gym.plates if one.count)
    return ()


def _kg(loads: Iterable[Load]) -> tuple[float, ...]:
    return tuple(one.kg for one in loads)


def _distinct(loads: Iterable[float]) -> tuple[float, ...]:
    """Return loads in order, each once."""
    rising: list[float] = []
    for one in sorted(loads):
        if not rising or one - rising[-1] > _GRAIN_KG:
            rising.append(one)
    return tuple(rising)


@lru_cache(maxsize=64)
def _sums(plates: tuple[Plates, ...], *, step: int) -> tuple[float, ...]:
    """Return every load that plates put on, `step` of a kind at a time, add up to [kg]."""
    grains = {0: 0.0}
    for kind in plates:
        of_kind = list(accumulate(repeat(kind.load.kg * step, kind.count // step), initial=0.0))
        # Whole grains as keys: sums that differ by the dust of floating point are one.
        grains = {round((one + more) / _GRAIN_KG): one + more for one in grains.values() for more in of_kind}
    return tuple(sorted(grains.values()))


def _refuse_too_many(plates: Sequence[Plates]) -> None:
    """Refuse plates that add up to more loads than can be looked through in a moment."""
    sums = dict.fromkeys(LoadUnit, 1)
    added = 0
    for unit in LoadUnit:
        step, heaviest = 0, 0
        for one in (one for one in plates if one.load.unit is unit):
            grains = max(1, round(one.load.value / _GRAIN_KG))
            step, heaviest = gcd(step, grains), heaviest + one.count * grains
            added += prod(sums.values()) * (one.count + 1)
            # No more sums than choices, and none but multiples of what all of these loads have in common.
            sums[unit] = min(sums[unit] * (one.count + 1), heaviest // step + 1)
    if prod(sums.values()) > _MOST_SUMS or added > _MOST_ADDITIONS:
        raise ImpossibleValueError("The plates add up to too many loads. Name fewer kinds, or fewer of each.")


def usual_gym(unit: LoadUnit = LoadUnit.KG) -> Gym:
    """Return the gym that is assumed where none was told: what many commercial gyms have, nobody to help, no pins."""
    in_kg = unit is LoadUnit.KG
    bars = (20.0, 10.0, 20.0, 20.0) if in_kg else (45.0, 20.0, 45.0, 45.0)
    carriers = (Equipment.BARBELL, Equipment.EZ_BAR, Equipment.TRAP_BAR, Equipment.SAFETY_BAR)
    empty = (Equipment.SMITH_MACHINE, Equipment.PLATE_MACHINE, Equipment.LANDMINE, Equipment.SLED)
    plates = (
        ((25.0, 4), (20.0, 8), (15.0, 2), (10.0, 4), (5.0, 4), (2.5, 4), (1.25, 2))
        if in_kg
        else ((45.0, 12), (35.0, 2), (25.0, 4), (10.0, 4), (5.0, 4), (2.5, 4))
    )
    return Gym(
        unit,
        bars=tuple((one, Load(value, unit)) for one, value in zip(carriers, bars, strict=True))
        + tuple((one, Load(0.0, unit)) for one in empty),
        plates=tuple(Plates(Load(value, unit), count) for value, count in plates),
        dumbbells=steps(2.0, 50.0, 2.0, unit) if in_kg else steps(5.0, 100.0, 5.0, unit),
        kettlebells=steps(8.0, 32.0, 4.0, unit) if in_kg else steps(15.0, 70.0, 5.0, unit),
        stack=steps(5.0, 150.0, 2.5, unit) if in_kg else steps(10.0, 300.0, 5.0, unit),
    )


def usual_unit(log: Log) -> LoadUnit:
    """Return the unit that the lifter types most: that of their plates, as long as nobody says otherwise."""
    counts = Counter(one.load.unit for one in log.segments() if one.load is not None)
    return max(counts, key=lambda unit: (counts[unit], unit is LoadUnit.KG)) if counts else LoadUnit.KG


def steps(first: float, last: float, step: float, unit: LoadUnit) -> tuple[Load, ...]:
    """Return evenly spaced loads, both ends included where the step meets them.

    Raises:
        ImpossibleValueError: The step is not above zero, the end lies below the beginning, or there are too many.
    """
    if step <= 0.0 or last < first:
        raise ImpossibleValueError(f"Loads from {first:g} to {last:g} in steps of {step:g}: there are none.")
    count = int((last - first) / step + 1e-9) + 1
    if count > _MOST_STEPS:
        raise ImpossibleValueError(f"Loads from {first:g} to {last:g} in steps of {step:g} are {count:,}: too many.")
    return tuple(Load(round(first + place * step, 4), unit) for place in range(count))
