"""Lines through sessions that are off by what they are off, some of them wildly: a robust regression with priors.

    y_i = sum_j x_ij b_j + e_i,    b_j ~ Normal(centre_j, 1 / precision_j),    e_i ~ Normal(0, phi v_i) for most i

`phi` is learnt. Sessions beyond 2.2 standard errors count less, those beyond five not at all (Hampel's three-part
function), so that a typo or a light day moves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SCALE_COUNT = 1.0
_BEND, _END = 2.2, 5.0
_CALM = 0.956
"""Mean of the weighed squares of a standard normal under the three-part function, over the mean of the weights."""

_TURNS, _ROUGH_TURNS, _STILL = 14, 3, 1e-3
_MEDIAN_OF_SQUARES = 0.455


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """A regression: columns, precisions around means known beforehand, and relative variances.

    Args:
        y: What was seen (row,).
        columns: Columns (row, coefficient).
        precision: Precision of each coefficient beforehand; zero where it is free.
        centre: Its mean beforehand.
        variance: Relative variance of each row.
    """

    y: Floats
    columns: Floats
    precision: Floats
    centre: Floats
    variance: Floats

    def broken(self, at: int) -> Lines:
        """Return the same with a free step before row `at`."""
        step = (np.arange(len(self.y)) >= at).astype(np.float64)
        return Lines(
            self.y, np.column_stack([self.columns, step]), np.r_[self.precision, 0.0], np.r_[self.centre, 0.0],
            self.variance,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What a regression says.

    Args:
        mean: Mean of each coefficient.
        cov: Their covariance.
        variance: Variance of each row.
        weight: Weight of each row, from zero to one.
        freedom: Rows beyond the coefficients that they paid for: how well the noise is known.
        along: How each coefficient moves with each row (coefficient, row).
    """

    mean: Floats
    cov: Floats
    variance: Floats
    weight: Floats
    freedom: float
    along: Floats


def solve(lines: Lines) -> Fit:
    """Return the coefficients of a regression, rows far off left aside."""
    weight, scale = np.ones(len(lines.y)), 1.0
    mean, cov = _solved(lines, weight, scale)
    for turn in range(_TURNS):
        gap = (lines.y - lines.columns @ mean) / np.sqrt(lines.variance)
        squared = gap * gap
        if turn < _ROUGH_TURNS:
            scale = max(float(np.median(squared)) / _MEDIAN_OF_SQUARES, 1e-3)
            weight = 1.0 / (1.0 + squared / (4.0 * scale))
        else:
            weight = _three_part(np.abs(gap) / np.sqrt(scale))
            told = float((weight * squared).sum()) / _CALM
            scale = (told + _SCALE_COUNT) / (_freedom(lines, cov, weight, scale) + _SCALE_COUNT)
        before = mean
        mean, cov = _solved(lines, weight, scale)
        if turn > _ROUGH_TURNS and (np.abs(mean - before) < _STILL * np.sqrt(np.diag(cov))).all():
            break
    variance = scale * lines.variance
    along = cov @ (lines.columns * (weight / variance)[:, None]).T
    return Fit(mean, cov, variance, weight, _freedom(lines, cov, weight, scale), along)


def _freedom(lines: Lines, cov: Floats, weight: Floats, scale: float) -> float:
    """Return the rows beyond the coefficients: those known beforehand cost less than a row each."""
    told = (lines.columns * (weight / (scale * lines.variance))[:, None]).T @ lines.columns
    return max(float(weight.sum()) - float(np.trace(cov @ told)), 1.0)


def _solved(lines: Lines, weight: Floats, scale: float) -> tuple[Floats, Floats]:
    """Return mean and covariance of the coefficients under some weights."""
    told = (lines.columns * (weight / (scale * lines.variance))[:, None]).T
    total = told @ lines.columns + np.diag(lines.precision) + 1e-9 * np.eye(len(lines.precision))
    cov = np.asarray(np.linalg.inv(total), dtype=np.float64)
    return cov @ (told @ lines.y + lines.precision * lines.centre), cov


def _three_part(distance: Floats) -> Floats:
    """Return the weight of sessions so many standard errors from the line."""
    bent = _BEND / np.maximum(distance, _BEND)
    return np.where(distance >= _END, 0.0, bent * np.clip((_END - distance) / (_END - _BEND), 0.0, 1.0))
