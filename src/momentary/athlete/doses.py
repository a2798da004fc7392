"""What a set puts into the fatigue states: its dose for muscles and for the nervous system.

The unit is a set of ten repetitions to failure, for a muscle with a share of one. The last repetitions count most:

    muscular dose = v p n / 10 + (1 - v) (1 - exp(-n / s)) exp(-R / s)
    neural dose   = mass p^q (the same)

with n the repetitions, R those left at the end, p the load as a share of the 1RM, mass the muscle mass at work beside
that of a squat, v, s and q from the prior. More repetitions, and fewer left, never give less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from momentary.quantities import Muscle

Floats = NDArray[np.float64]

MUSCLES = tuple(Muscle)
"""The order of muscles in every array."""

_PLACE = {muscle: place for place, muscle in enumerate(MUSCLES)}
_TEN = 10.0
_MOST_COUNTED = 37.0

SIZES: Mapping[Muscle, float] = {
    Muscle.QUADRICEPS: 1.0, Muscle.GLUTES: 0.8, Muscle.HAMSTRINGS: 0.5, Muscle.ADDUCTORS: 0.5, Muscle.CALVES: 0.4,
    Muscle.LATS: 0.4, Muscle.CHEST: 0.4, Muscle.SPINAL_ERECTORS: 0.4, Muscle.UPPER_BACK: 0.4, Muscle.UPPER_TRAPS: 0.3,
    Muscle.ABDOMINALS: 0.3, Muscle.OBLIQUES: 0.2, Muscle.HIP_FLEXORS: 0.3, Muscle.ABDUCTORS: 0.3, Muscle.TRICEPS: 0.3,
    Muscle.BICEPS: 0.2, Muscle.FOREARMS: 0.2, Muscle.FRONT_DELTOID: 0.2, Muscle.SIDE_DELTOID: 0.2,
    Muscle.REAR_DELTOID: 0.15, Muscle.ROTATOR_CUFF: 0.1, Muscle.NECK: 0.1, Muscle.SHINS: 0.1,
}  # fmt: skip
"""Muscle mass beside that of the quadriceps: a coarse judgement, not measured (unconfirmed) [1]."""

_SQUAT_MASS = 2.75
"""Mass at work in a squat by these sizes and the catalogue's shares: the yardstick of neural doses."""


@dataclass(frozen=True, slots=True, eq=False)
class Involvement:
    """Which muscles an exercise works, and how much mass that is.

    Args:
        shares: Share of a set's credit of each muscle (muscle,) [1].
        mass: Muscle mass at work beside that of a squat [1].
        pull: How much the state of each muscle counts in the exercise (muscle,): a set of it to failure, remembered in
            full, counts one.
    """

    shares: Floats
    mass: float
    pull: Floats

    @classmethod
    def of(cls, shares: Mapping[Muscle, float]) -> Involvement:
        """Return the involvement of an exercise from its muscles' shares; without any, no muscle is worked."""
        values = np.zeros(len(MUSCLES))
        for muscle, share in shares.items():
            values[_PLACE[muscle]] = share
        square = float(values @ values)
        mass = sum(SIZES[muscle] * share for muscle, share in shares.items()) / _SQUAT_MASS
        return cls(values, min(mass, 1.0), values / square if square > 0.0 else values)


@dataclass(frozen=True, slots=True)
class DoseLaw:
    """How doses follow from a set. Starting points; the personal gains learn what they leave.

    Args:
        volume_share: Part of the dose that only counts repetitions, v.
        closeness_rep: Repetitions over which closeness to failure fades, s [rep].
        heavy_power: Power of the load's share of the 1RM in neural doses, q.
        lowering_factor: How many times the damage of an emphasised lowering (negatives).
        protection_dose: Doses of the last weeks that leave 1/e of the damage, the repeated-bout effect.
        protection_half_life: How long they protect [day].
        overload_from: Neural load of the last days over the usual one from which more accumulates.
    """

    volume_share: float
    closeness_rep: float
    heavy_power: float
    lowering_factor: float
    protection_dose: float
    protection_half_life: float
    overload_from: float


def effort_dose(repetitions: float, left: float, load_share: float, *, law: DoseLaw) -> float:
    """Return the muscular dose of a set for a muscle with a share of one; zero without repetitions.

    Args:
        repetitions: Repetitions done [rep].
        left: Repetitions left at the end; zero at failure [rep].
        load_share: Load as a share of the 1RM [1].
        law: The law's figures.
    """
    done = min(max(repetitions, 0.0), _MOST_COUNTED)
    near = (1.0 - exp(-done / law.closeness_rep)) * exp(-max(left, 0.0) / law.closeness_rep)
    return law.volume_share * load_share * done / _TEN + (1.0 - law.volume_share) * near


def neural_dose(effort: float, load_share: float, mass: float, *, law: DoseLaw) -> float:
    """Return the neural dose of a set.

    Args:
        effort: Its muscular dose, as `effort_dose` gives it.
        load_share: Load as a share of the 1RM [1].
        mass: Muscle mass at work beside that of a squat [1].
        law: The law's figures.
    """
    return effort * mass * float(min(max(load_share, 0.0), 1.0) ** law.heavy_power)
