"""The belief about one exercise at a moment, by node, and what can be read from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete.normal import quantiles_of_normal
from momentary.inference.distribution import mixture_quantiles
from momentary.inference.filter_rows import log_moved
from momentary.inference.posterior import LEVELS

Floats = NDArray[np.float64]

POINTS = quantiles_of_normal(25)
"""Points that stand for a standard normal."""


@dataclass(frozen=True, slots=True, eq=False)
class ExerciseBelief:
    """The belief about one exercise at a moment, by node.

    Args:
        level: Mean and variance of a, the log 1RM.
        capacity: Mean and variance of h on a day not yet known, after the earlier sets of the session.
        loss: Mean and variance of l.
        curve: c [1/rep].
        body: Moved share of the body mass; zero without [kg].
        shares: Probability of each node.
        sign: -1 where the typed load is help, else 1.
    """

    level: tuple[Floats, Floats]
    capacity: tuple[Floats, Floats]
    loss: tuple[Floats, Floats]
    curve: Floats
    body: Floats
    shares: Floats
    sign: float

    def log_moved(self, load_kg: float) -> Floats:
        """Return the logarithm of the moved load at each node."""
        return log_moved(self.sign * load_kg, self.body)

    def mixture(self, means: Floats, variances: Floats) -> tuple[Floats, Floats]:
        """Return points of a normal at every node, and their masses."""
        points = means[:, None] + np.sqrt(variances)[:, None] * POINTS
        return points, np.repeat(self.shares[:, None] / len(POINTS), len(POINTS), axis=1)

    def as_typed(self, moved: Floats) -> Floats:
        """Return moved loads as the lifter would type them, nodes along the first axis [kg]."""
        return self.sign * (moved - self.body[:, None])


def belief_quantiles(belief: ExerciseBelief, mean: Floats, sd: Floats) -> Floats:
    """Return the quantiles of a normal at every node, mixed."""
    values = (mean[:, None] + sd[:, None] * POINTS)[None]
    return np.asarray(mixture_quantiles(values, belief.shares, LEVELS)[0])


def possible_load(load_kg: float, belief: ExerciseBelief) -> float:
    """Return a load, or say why there can be none."""
    # Help counts as a negative load where the body is moved.
    if not np.isfinite(load_kg) or (load_kg < 0.0 and not (belief.body.any() and belief.sign > 0.0)):
        raise ValueError(f"The load is {load_kg!r} kg: it must be a finite number, zero or more.")
    if load_kg == 0.0 and not belief.body.any():
        raise ValueError("The load is 0 kg, but the exercise does not move the body: give the load on bar or stack.")
    return load_kg
