"""What a set of ten to failure costs a lifter, part by part of fatigue, and how long that takes to come back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from momentary.athlete import Part
from momentary.inference.persons import Persons

_ENDS = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class PartCost:
    """What one part of fatigue takes after a set of ten to failure, and how fast it fades. Intervals are 80 %.

    Args:
        part: The part. Of adaptation, `cost` is what such a set brings.
        cost: Share of strength that the set costs, median [1].
        cost_low: Lower end of its interval [1].
        cost_high: Upper end [1].
        half_life_h: Hours until half of it is gone, median [h].
        half_life_h_low: Lower end of its interval [h].
        half_life_h_high: Upper end [h].
        learnt: How much of the prior's doubt the log has taken away, from 0 (nothing) to 1.
    """

    part: Part
    cost: float
    cost_low: float
    cost_high: float
    half_life_h: float
    half_life_h_low: float
    half_life_h_high: float
    learnt: float


def part_costs(persons: Persons) -> tuple[PartCost, ...]:
    """Return what a set costs, for every part, from the persons that a lifter may be."""
    found = []
    for part in Part:
        gain = np.quantile(persons.gain(part), _ENDS)
        low, cost, high = (np.expm1(gain) if part is Part.ADAPTATION else -np.expm1(-gain)).tolist()
        soon, middle, late = (24.0 * np.quantile(persons.half_life(part), _ENDS)).tolist()
        found.append(PartCost(part, cost, low, high, middle, soon, late, persons.learnt(part)))
    return tuple(found)
