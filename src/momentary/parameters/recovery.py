"""All published recovery courses together, and the loss of strength that each observation means."""

from __future__ import annotations

from itertools import chain

import numpy as np

from momentary.parameters import (
    ahtiainen2003,
    bartolomei2017,
    belcher2019,
    coratella2025,
    damas2016,
    ferreira2017,
    froyd2013,
    gonzalezbadillo2010,
    goulart2021,
    hakkinen1993,
    helland2020,
    korak2015,
    marshall2018,
    morannavarro2017,
    newton2008,
    nuzzo2024,
    parejablanco2019,
    raastad2000,
    refalo2023,
    sanchezmedina2014,
    sanchezmedina2017,
    soares2015,
    thomas2018,
)
from momentary.parameters.courses import Measure, Observation
from momentary.parameters.load_velocity import LoadVelocity

_STUDIES = (
    ahtiainen2003, bartolomei2017, belcher2019, coratella2025, damas2016, ferreira2017, froyd2013, goulart2021,
    hakkinen1993, helland2020, korak2015, marshall2018, morannavarro2017, newton2008, parejablanco2019, raastad2000,
    refalo2023, soares2015, thomas2018,
)  # fmt: skip

LOAD_VELOCITY: dict[str, LoadVelocity] = {
    "barbell-bench-press": gonzalezbadillo2010.BENCH_PRESS,
    "smith-machine-bench-press": gonzalezbadillo2010.BENCH_PRESS,
    "barbell-back-squat": sanchezmedina2017.FULL_SQUAT,
    "smith-machine-squat": sanchezmedina2017.FULL_SQUAT,
    "seal-row": sanchezmedina2014.BENCH_PULL,
}
"""Equations by exercise; those of the Smith machine stand for the free bar too."""


def observations() -> tuple[Observation, ...]:
    """Return the observations of all studies."""
    return tuple(chain.from_iterable(study.OBSERVATIONS for study in _STUDIES))


def capacity_change(observation: Observation, *, test_share: float | None = None) -> float | None:
    """Return the change of strength that an observation means, as a share of rested strength.

    Force and torque are taken as they are. A change of velocity at a fixed load goes through the equation of the
    exercise, a change of repetitions through the curve of Nuzzo 2024, r repetitions less being a factor exp(-c r).

    Args:
        observation: What was seen.
        test_share: Load of the velocity test as a share of the rested 1RM; by default what the source tells, and
            where it tells nothing the load of the sets. A lighter load means a larger change for the same velocity.

    Returns:
        -0.1 for a tenth less strength; None where the measure does not tell it (jumps, work, drive, twitch, ratings),
        where there is no equation or no load for it, or where only a verdict is known.
    """
    change = observation.change
    if change is None:
        return None
    if observation.measure is Measure.STRENGTH:
        return change
    if observation.measure is Measure.REPETITIONS:
        return float(np.expm1(nuzzo2024.CURVE.value * change))
    if observation.measure in (Measure.VELOCITY, Measure.VELOCITY_OVER_SETS):
        return _of_velocity(observation, change, test_share)
    return None


def _of_velocity(observation: Observation, change: float, test_share: float | None) -> float | None:
    told = observation.protocol.share if observation.test_share is None else observation.test_share
    share = told if test_share is None else test_share
    exercises = observation.protocol.exercises
    if share is None or len(exercises) != 1 or exercises[0] not in LOAD_VELOCITY:
        return None
    return float(LOAD_VELOCITY[exercises[0]].capacity_change(change, share=share))
