"""Distributions as readouts: a quantity on a line, and whole repetitions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Distribution:
    """What is believed about one quantity: weighted points that stand for a continuous distribution.

    Args:
        values: Points in rising order, in the unit that the readout names.
        masses: Mass of each point; they sum to one.
    """

    values: Floats
    masses: Floats

    @classmethod
    def of(cls, values: ArrayLike, masses: ArrayLike) -> Distribution:
        """Return the distribution of points in any order, with masses of any positive sum."""
        points = np.asarray(values, dtype=np.float64).ravel()
        shares = np.asarray(masses, dtype=np.float64).ravel()
        order = np.argsort(points, kind="stable")
        return cls(points[order], shares[order] / shares.sum())

    def quantile(self, level: float) -> float:
        """Return the value that the quantity stays below with probability `level`.

        Raises:
            ValueError: The level is not between 0 and 1.
        """
        if not 0.0 < level < 1.0:
            raise ValueError(f"A quantile level is {level!r}: it must lie between 0 and 1, both excluded.")
        middles = np.cumsum(self.masses) - 0.5 * self.masses
        return float(np.interp(level, middles, self.values))

    @property
    def median(self) -> float:
        """The value as likely exceeded as not."""
        return self.quantile(0.5)

    @property
    def mean(self) -> float:
        """The mean."""
        return float(self.values @ self.masses)

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return math.sqrt(max(float((self.values - self.mean) ** 2 @ self.masses), 0.0))

    def interval(self, level: float = 0.8) -> tuple[float, float]:
        """Return the central interval that holds the quantity with probability `level`."""
        return self.quantile(0.5 - level / 2.0), self.quantile(0.5 + level / 2.0)

    def probability_above(self, value: float) -> float:
        """Return the probability that the quantity exceeds `value`."""
        return float(self.masses[self.values > value].sum())


@dataclass(frozen=True, slots=True, eq=False)
class RepetitionForecast:
    """How many repetitions a set taken to failure would give: a probability for each whole number.

    Args:
        pmf: Probability of 0, 1, 2 ... repetitions; the last entry also holds everything above it.
    """

    pmf: Floats

    def probability_at_least(self, repetitions: int) -> float:
        """Return the probability of `repetitions` or more."""
        return 1.0 if repetitions <= 0 else float(min(self.pmf[repetitions:].sum(), 1.0))

    def quantile(self, level: float) -> int:
        """Return the smallest whole number that is not exceeded with at least probability `level`.

        Raises:
            ValueError: The level is not between 0 and 1.
        """
        if not 0.0 < level < 1.0:
            raise ValueError(f"A quantile level is {level!r}: it must lie between 0 and 1, both excluded.")
        reached = np.cumsum(self.pmf) >= level - 1e-12
        return int(np.argmax(reached)) if reached.any() else len(self.pmf) - 1

    @property
    def median(self) -> int:
        """The middle whole number of repetitions [rep]."""
        return self.quantile(0.5)

    @property
    def mean(self) -> float:
        """The mean number of repetitions, not whole [rep]."""
        return float(np.arange(len(self.pmf)) @ self.pmf)

    def interval(self, level: float = 0.8) -> tuple[int, int]:
        """Return a central interval of whole repetitions holding at least `level` (rounded outwards)."""
        return self.quantile(0.5 - level / 2.0), self.quantile(0.5 + level / 2.0)


def mixture_quantiles(values: Floats, shares: Floats, levels: tuple[float, ...]) -> Floats:
    """Return quantiles of many mixtures, each given by equally likely points at every node.

    Args:
        values: Points (row, node, point).
        shares: Probability of each node (node,).
        levels: Quantile levels.

    Returns:
        One row a mixture and one column a level.
    """
    rows, _, points = values.shape
    flat = values.reshape(rows, -1)
    mass = np.repeat(shares / points, points)
    order = np.argsort(flat, axis=1, kind="stable")
    rising = np.take_along_axis(flat, order, axis=1)
    weights = mass[order]
    middles = np.cumsum(weights, axis=1) - 0.5 * weights
    result = np.empty((rows, len(levels)))
    for column, level in enumerate(levels):
        above = np.clip((middles < level).sum(axis=1), 1, flat.shape[1] - 1)[:, None]
        low, high = (np.take_along_axis(middles, above - step, axis=1)[:, 0] for step in (1, 0))
        left, right = (np.take_along_axis(rising, above - step, axis=1)[:, 0] for step in (1, 0))
        part = np.clip((level - low) / np.maximum(high - low, 1e-300), 0.0, 1.0)
        result[:, column] = left + part * (right - left)
    return result
