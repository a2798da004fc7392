"""The lifter's habit of choosing loads: for how many repetitions, learnt as a running mean and spread.

A lifter who loads the bar knows something that the log does not: how strong they are today, and how many repetitions
they want. The load that they choose is therefore an observation of capacity, made before the set:

    r*(chosen load) = the repetitions that this lifter usually gets, within their usual spread.

At the first set of an exercise nothing else is known, and the choice is the whole belief. First sets of a session
and later ones are kept apart: tired lifters get fewer repetitions.

Without this the curve cannot be learnt: a stronger day means a heavier load and the same repetitions, which a
model that took loads as given would read as a steep curve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete.prior import Prior

Floats = NDArray[np.float64]

MOST_CHOSEN = 40.0
"""Sets of more repetitions to failure count as this many in the habit [rep]."""


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceHabit:
    """Repetitions to failure at chosen loads; arrays of one shape.

    Args:
        count: Sets that the habit rests on, the prior's worth included.
        mean: Mean repetitions [rep].
        variance: Their variance [rep^2].
    """

    count: Floats
    mean: Floats
    variance: Floats

    def sd(self, *, prior: Prior) -> Floats:
        """Return how far from the mean a choice may fall [rep]."""
        return np.sqrt(prior.choice_error_sd**2 + prior.choice_share**2 * self.variance)

    def after(self, repetitions: Floats, *, prior: Prior) -> ChoiceHabit:
        """Return the habit after one more set of each."""
        rate = 1.0 / np.minimum(self.count + 1.0, prior.choice_memory)
        gap = np.minimum(repetitions, MOST_CHOSEN) - self.mean
        return ChoiceHabit(self.count + 1.0, self.mean + rate * gap, (1.0 - rate) * (self.variance + rate * gap * gap))


def unknown_habit(shape: tuple[int, ...], *, prior: Prior) -> ChoiceHabit:
    """Return the habit of lifters of whom nothing is known."""
    return ChoiceHabit(
        np.full(shape, prior.choice_count), np.full(shape, prior.choice_mean), np.full(shape, prior.choice_sd**2)
    )
