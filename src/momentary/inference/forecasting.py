"""From a belief at every node to a probability of every whole number of repetitions."""

from __future__ import annotations

from math import erfc, hypot, sqrt

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CueWeights, Prior, Weighed, cumulative_cued
from momentary.athlete.normal import cumulative

Floats = NDArray[np.float64]


def cumulative_repetitions(edges: Floats, *, mean: Floats, sd: Floats, shares: Floats, prior: Prior) -> Floats:
    """Return the probability that fewer repetitions than each edge are completed, mixed over nodes.

    Args:
        edges: Points on the line of repetitions, one list for all (edge,) [rep].
        mean: Expected repetitions to failure (..., node) [rep].
        sd: Uncertainty of the expectation (..., node) [rep].
        shares: Probability of each node (..., node).
        prior: The error of a set around its expectation.
    """
    noise = prior.noise_sd(mean)
    usual = np.hypot(sd, noise)[..., None]
    odd = np.hypot(sd, prior.odd_factor * noise)[..., None]
    gap = edges - mean[..., None]
    below = (1.0 - prior.odd_share) * cumulative(gap / usual) + prior.odd_share * cumulative(gap / odd)
    return np.asarray(np.einsum("...k,...kr->...r", shares, below))


def chance_of_none(mean: float, sd: float, prior: Prior) -> float:
    """Return how likely the level model alone thinks it that no repetition is possible.

    `cumulative_repetitions` at a half for one forecast, by plain numbers: a step of a summary has no time for arrays.

    Args:
        mean: Expected repetitions to failure [rep].
        sd: Uncertainty of the expectation [rep].
        prior: The error of a set around it.
    """
    noise = prior.noise_rep + prior.noise_growth * min(max(mean - 1.0, 0.0), 60.0)
    usual, odd = (
        0.5 * erfc((mean - 0.5) / (sqrt(2.0) * hypot(sd, part))) for part in (noise, prior.odd_factor * noise)
    )
    return (1.0 - prior.odd_share) * usual + prior.odd_share * odd


def repetition_pmf(*, mean: Floats, sd: Floats, shares: Floats, prior: Prior, most: int) -> Floats:
    """Return the probability of 0, 1, ... `most` repetitions; the last holds everything above it as well."""
    edges = np.arange(most, dtype=np.float64) + 0.5
    below = cumulative_repetitions(edges, mean=mean, sd=sd, shares=shares, prior=prior)
    ones = np.ones((*below.shape[:-1], 1))
    return np.diff(np.concatenate([below, ones], axis=-1), axis=-1, prepend=0.0)


def cued_pmf(weighed: Weighed, *, weights: CueWeights, most: int) -> Floats:
    """Return the same of forecasts made from the model and the lifter's recent sets (row, repetitions)."""
    below = cumulative_cued(np.arange(most, dtype=np.float64) + 0.5, weighed.mean, weighed.sd, weights=weights)
    return np.diff(np.concatenate([below, np.ones((len(below), 1))], axis=1), axis=1, prepend=0.0)


def shares_of(log_values: Floats) -> Floats:
    """Return probabilities from their logarithms up to a constant, along the last axis."""
    values = np.exp(log_values - log_values.max(axis=-1, keepdims=True))
    return np.asarray(values / values.sum(axis=-1, keepdims=True))
