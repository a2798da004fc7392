"""What a change of bar velocity at a fixed load says of strength, through an equation of load and velocity.

An equation gives the share of the 1RM that a load is from the mean propulsive velocity of its fastest repetition,

    100 w / C = a v^2 + b v + c            (w load, C strength of that moment as a 1RM, v velocity in m/s).

It holds rested and tired alike as far as tiredness is a smaller 1RM. Then the same load is a larger share of what is
left: the rested load s0 = w / C0 has the velocity v0, a change by x gives v0 (1 + x), which belongs to the share s1,
and strength has changed by C1 / C0 - 1 = s0 / s1 - 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from momentary.evidence import Sourced

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LoadVelocity:
    """An equation of load and velocity of one exercise.

    Args:
        exercise: Name of the exercise in the catalogue.
        square: Coefficient of the squared velocity [%·s²/m²].
        slope: Coefficient of the velocity [%·s/m].
        standstill: Percentage at velocity zero [%].
        error: Standard error of the estimate [% of the 1RM]; None where it is not told.
    """

    exercise: str
    square: Sourced
    slope: Sourced
    standstill: Sourced
    error: Sourced | None = None

    def share(self, velocity: ArrayLike) -> Floats:
        """Return the share of the 1RM that is moved at `velocity` [m/s]; NaN where the equation no longer falls."""
        v = np.asarray(velocity, dtype=np.float64)
        percent = self.square.value * v**2 + self.slope.value * v + self.standstill.value
        falls = 2.0 * self.square.value * v + self.slope.value < 0.0
        return np.where((v >= 0.0) & falls & (percent > 0.0), percent / 100.0, np.nan)

    def velocity(self, share: ArrayLike) -> Floats:
        """Return the velocity [m/s] at a share of the 1RM; 0 where the load stands still, NaN where there is none."""
        s = np.asarray(share, dtype=np.float64)
        a, b, c = self.square.value, self.slope.value, self.standstill.value - 100.0 * s
        # The falling branch, in the form without cancellation: the root that starts at zero for the standstill.
        under_root = b * b - 4.0 * a * c
        moving = np.maximum(2.0 * c / (np.sqrt(np.maximum(under_root, 0.0)) - b), 0.0)
        return np.where((s > 0.0) & (under_root >= 0.0), moving, np.nan)

    def capacity_change(self, velocity_change: ArrayLike, *, share: float) -> Floats:
        """Return the change of strength that a change of velocity at a fixed load means.

        Args:
            velocity_change: Change against rested, -0.25 for a quarter slower. Any shape.
            share: The load as a share of the rested 1RM.

        Returns:
            Change of strength as a share of rested strength, of the same shape. NaN where the velocity is impossible.
        """
        slowed = self.velocity(share) * (1.0 + np.asarray(velocity_change, dtype=np.float64))
        return share / self.share(slowed) - 1.0

    def velocity_change(self, capacity_change: ArrayLike, *, share: float) -> Floats:
        """Return the change of velocity at a fixed load that a change of strength causes.

        Args:
            capacity_change: Change against rested strength, -0.1 for a tenth less. Any shape.
            share: The load as a share of the rested 1RM.

        Returns:
            Change of velocity as a share of the rested one, of the same shape; -1 where the load stands still.
        """
        left = 1.0 + np.asarray(capacity_change, dtype=np.float64)
        tired = np.where(left > 0.0, self.velocity(share / np.where(left > 0.0, left, 1.0)), 0.0)
        return tired / self.velocity(share) - 1.0
