"""A lifter who overdoes one exercise, by script: as often as told, every set to failure, strength as told."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from momentary.quantities import KG_PER_LB, Ending, EndingKind, Load, LoadUnit, Log, Moment, Role, Segment, Session, Set
from tests.prescription.lifters import CURVE, LIFT, START

ROW = "Seated Row (Machine)"


def overdone_log(
    *, days: int = 84, every: int = 1, sets: int = 6, gain: float = -0.012, unit: LoadUnit = LoadUnit.KG, seed: int = 3
) -> Log:
    """Bench press every so many days, all sets to failure; rows once a week, short of it.

    Args:
        days: How long.
        every: Days from one bench press to the next.
        sets: Sets of it.
        gain: Change of its strength [1/week].
        unit: Unit that loads are typed in, of the same loads.
        seed: Seed of good and bad days.
    """
    rng = np.random.default_rng(seed)
    done = []
    for day in range(days):
        rows = []
        if day % every == 0:
            today = np.log(100.0) + gain * day / 7.0 + 0.02 * rng.standard_normal()
            load = 2.5 * round(float(np.exp(today - CURVE * 7.0)) / 2.5)
            for one in range(sets):
                count = max(round(1.0 + float(today - 0.02 * one - np.log(load)) / CURVE), 1)
                rows.append(_set(LIFT, load, count, unit, EndingKind.FAILURE))
        if day % 7 == 0:
            rows += [_set(ROW, 60.0, 10, unit, EndingKind.STOPPED) for _ in range(3)]
        if rows:
            done.append(Session(Moment.of(START + timedelta(days=day)), tuple(rows)))
    return Log.of(done)


def _set(name: str, load_kg: float, count: int, unit: LoadUnit, ending: EndingKind) -> Set:
    load = Load(load_kg) if unit is LoadUnit.KG else Load(load_kg / KG_PER_LB, unit)
    return Set((Segment(name, load, count, ending=Ending(ending)),), role=Role.WORKING)
