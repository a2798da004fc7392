"""Vectors of what gyms allow: loads for every kind of equipment, and the loads next to some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from momentary.catalogue import Equipment, Exercise, LoadBasis, exercises
from momentary.prescription.gym import Gym, Plates, usual_gym
from momentary.prescription.record import load_record
from momentary.quantities import Load, LoadUnit

KG, LB = LoadUnit.KG, LoadUnit.LB
WANTED = (Load(3.0), Load(61.0), Load(135.0, LB), Load(900.0))


def gyms() -> Iterator[tuple[str, Gym]]:
    """Yield some gyms by name."""
    yield "usual, kg", usual_gym()
    yield "usual, lb", usual_gym(LB)
    yield (
        "a home with few plates, some in pounds",
        Gym(
            KG,
            bars=((Equipment.BARBELL, Load(15.0)), (Equipment.LANDMINE, Load(7.0))),
            plates=(Plates(Load(10.0), 3), Plates(Load(5.0, LB), 4), Plates(Load(1.25), 2), Plates(Load(10.0), 1)),
            dumbbells=(Load(12.5), Load(5.0), Load(11.023, LB)),
        ),
    )
    yield "nothing", Gym()


def gym_object(gym: Gym) -> dict[str, Any]:
    """A gym as the bundle has it."""
    return {
        "unit": gym.unit.value,
        "bars": {equipment.value: load_record(load) for equipment, load in gym.bars},
        "plates": [{"load": load_record(one.load), "count": one.count} for one in gym.plates],
        "dumbbells": [load_record(one) for one in gym.dumbbells],
        "kettlebells": [load_record(one) for one in gym.kettlebells],
        "stack": [load_record(one) for one in gym.stack],
    }


def kinds() -> list[Exercise]:
    """One exercise of every equipment and basis of the catalogue."""
    found: dict[tuple[Equipment, LoadBasis], Exercise] = {}
    for one in exercises():
        found.setdefault((one.equipment, one.load_basis), one)
    has_any = [one for one in found.values() if any(gym.has(one) for _, gym in gyms())]
    return [*has_any, next(one for one in found.values() if one not in has_any)]


def gym_cases() -> list[dict[str, Any]]:
    """The vectors."""
    cases = []
    for name, gym in gyms():
        asks = []
        for one in kinds():
            near = [
                {
                    "load": load_record(load),
                    "down": _told(gym.down(one, load.kg)),
                    "no_heavier": _told(gym.no_heavier(one, load.kg)),
                    "nearest": _told(gym.nearest(one, load.kg)),
                }
                for load in WANTED
            ]
            loads = list(gym.loads_kg(one))
            # Long rows are told by what they add up to: their middle follows from their ends and number.
            told = {"count": len(loads), "sum": sum(loads), "first": loads[:8], "last": loads[-3:]}
            about = {"equipment": one.equipment.value, "load_basis": one.load_basis.value}
            asks.append({"exercise": about, "loads_kg": told, "near": near})
        cases.append({"name": name, "gym": gym_object(gym), "asks": asks})
    return cases


def _told(load: Load | None) -> dict[str, Any] | None:
    return None if load is None else load_record(load)
