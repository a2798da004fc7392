"""How good forecasts were: figures of quantiles, and of probabilities, against the repetitions that were done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

QUANTILE_LEVELS = tuple(round(0.05 * step, 2) for step in range(1, 20))
"""Levels of the quantiles by which a forecast is judged: 5 %, 10 %, ... 95 %."""

FALLBACK_REPETITIONS = 8.0
"""A set without a forecast counts as a forecast of this many, without spread: leaving hard sets out does not pay."""

_MEDIAN = QUANTILE_LEVELS.index(0.5)
_INTERVALS = {"50": (0.25, 0.75), "80": (0.1, 0.9), "90": (0.05, 0.95)}
_COUNTS = ("targets", "missing")


@dataclass(frozen=True, slots=True)
class Figures:
    """How good forecasts of repetitions to failure were, on some sets.

    Args:
        targets: Number of sets.
        missing: How many of them had no forecast; each counts as one of 8 repetitions.
        crps: Continuous ranked probability score: the miss of the whole distribution; of one number, its miss [rep].
        mae: Mean miss of the median, rounded to whole repetitions [rep].
        bias: Mean of median less done: above zero where the forecast hopes for too much [rep].
        within1: Share of sets where the rounded median missed by one repetition or less.
        cover50: Share of sets within the 50 % interval, rounded to whole repetitions.
        cover80: The same for the 80 % interval.
        cover90: The same for the 90 % interval.
        width50: Mean width of the 50 % interval, rounded to whole repetitions [rep].
        width80: The same for the 80 % interval [rep].
        width90: The same for the 90 % interval [rep].
    """

    targets: int
    missing: int
    crps: float
    mae: float
    bias: float
    within1: float
    cover50: float
    cover80: float
    cover90: float
    width50: float
    width80: float
    width90: float


def crps(quantiles: Floats, actual: Floats) -> Floats:
    """Return the continuous ranked probability score of each forecast, from its quantiles [rep].

    Twice the mean pinball loss over the levels: an approximation by 19 quantiles of the integral over all of them.

    Args:
        quantiles: One row a set, one column a level of QUANTILE_LEVELS (set, level) [rep].
        actual: Repetitions done (set,) [rep].
    """
    levels = np.array(QUANTILE_LEVELS)
    gap = actual[:, None] - quantiles
    losses: Floats = np.maximum(levels * gap, (levels - 1.0) * gap)
    return np.asarray(2.0 * losses.mean(axis=1))


def figures_of(quantiles: Floats, actual: Floats) -> Figures:
    """Return how good forecasts were.

    Args:
        quantiles: One row a set, one column a level of QUANTILE_LEVELS; a row of NaN is a set without forecast [rep].
        actual: Repetitions done (set,) [rep].

    Raises:
        ValueError: There is no set, or the shapes do not fit.
    """
    if quantiles.shape != (len(actual), len(QUANTILE_LEVELS)) or not len(actual):
        raise ValueError(
            f"Quantiles of shape {quantiles.shape} do not fit {len(actual)} sets:"
            f" give one row a set, of {len(QUANTILE_LEVELS)} levels, and at least one set."
        )
    is_missing: NDArray[np.bool_] = np.asarray(np.isnan(quantiles).any(axis=1))
    table = np.sort(np.where(is_missing[:, None], FALLBACK_REPETITIONS, quantiles), axis=1)
    median = table[:, _MEDIAN]
    miss = np.abs(np.round(median) - actual)
    intervals: dict[str, Any] = {}
    for name, (low, high) in _INTERVALS.items():
        # Repetitions are whole numbers: an interval covers what it reaches once rounded to them.
        bottom, top = (np.round(table[:, QUANTILE_LEVELS.index(level)]) for level in (low, high))
        intervals["cover" + name] = float(((actual >= bottom) & (actual <= top)).mean())
        intervals["width" + name] = float((top - bottom).mean())
    return Figures(
        targets=len(actual),
        missing=int(is_missing.sum()),
        crps=float(crps(table, actual).mean()),
        mae=float(miss.mean()),
        bias=float((median - actual).mean()),
        within1=float((miss <= 1.0).mean()),
        **intervals,
    )


def mean_figures(each: Collection[Figures]) -> Figures:
    """Return the means over lifters, each counting the same; the counts of sets are summed.

    Raises:
        ValueError: There are no figures.
    """
    if not each:
        raise ValueError("No figures are given: a mean needs those of one lifter at least.")
    columns = {field.name: [getattr(one, field.name) for one in each] for field in fields(Figures)}
    found: dict[str, Any] = {name: sum(columns.pop(name)) for name in _COUNTS}
    found |= {name: float(np.mean(column)) for name, column in columns.items()}
    return Figures(**found)


def point_quantiles(repetitions: Floats) -> Floats:
    """Return forecasts of one number each as quantiles without spread; NaN stays NaN (set, level) [rep]."""
    return np.repeat(repetitions[:, None], len(QUANTILE_LEVELS), axis=1)


def mean_log_probability(pmf: Floats, actual: Integers) -> float:
    """Return the mean logarithm of the probability that was given to what happened; one in a million at least.

    Args:
        pmf: Probability of 1, 2, ... repetitions (set, repetitions - 1).
        actual: Repetitions done, one or more (set,) [rep].
    """
    column = np.minimum(actual, pmf.shape[1]) - 1
    hit = pmf[np.arange(len(actual)), column]
    return float(np.log(np.maximum(hit, 1e-6)).mean())
