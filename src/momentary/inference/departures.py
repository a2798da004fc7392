"""Departures of a lifter's calls from the population's bias: a few carried side by side, many to choose from."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Prior

Floats = NDArray[np.float64]

DEPARTURES = np.linspace(-4.0, 4.0, 9)
"""Departures that are carried side by side, at a call of one [rep]."""

FINE = np.linspace(-4.0, 4.0, 161)
"""Departures between which the likely one is found [rep]."""


def exercise_evidence(log_evidence: Floats, log_prior: Floats, *, prior: Prior) -> Floats:
    """Return what an exercise says of every fine departure (row, fine), from its nodes' log-evidence (row, node)."""
    share = log_prior.reshape(-1, len(DEPARTURES))
    told = np.logaddexp.reduce(log_evidence.reshape(len(log_evidence), *share.shape) + share, axis=1)
    told -= np.logaddexp.reduce(share, axis=0)
    return blurred(told @ _interpolation().T, prior.report_exercise_sd)


@cache
def _interpolation() -> Floats:
    """Return the matrix from values at the coarse departures to values at the fine ones: a natural cubic spline."""
    count, width = len(DEPARTURES), float(DEPARTURES[1] - DEPARTURES[0])
    bend = np.zeros((count, count))
    inner = np.arange(1, count - 1)
    system = np.eye(count)
    system[inner, inner - 1] = system[inner, inner + 1] = width / 6.0
    system[inner, inner] = 2.0 * width / 3.0
    bend[inner, inner - 1] = bend[inner, inner + 1] = 1.0 / width
    bend[inner, inner] = -2.0 / width
    second = np.linalg.solve(system, bend)
    place = np.clip((FINE - DEPARTURES[0]) / width, 0.0, count - 1 - 1e-9)
    left = place.astype(np.intp)
    b = place - left
    a = 1.0 - b
    unit = np.eye(count)
    curved = ((a**3 - a)[:, None] * second[left] + (b**3 - b)[:, None] * second[left + 1]) * width**2 / 6.0
    return np.asarray(a[:, None] * unit[left] + b[:, None] * unit[left + 1] + curved)


def blurred(log_values: Floats, sd: float) -> Floats:
    """Return log-likelihoods of a departure that is itself only near the one asked for, within `sd`."""
    if sd <= 0.0:
        return log_values
    near = _near(sd)
    top = log_values.max(axis=1, keepdims=True)
    return np.asarray(np.log(np.maximum(np.exp(log_values - top) @ near, 1e-300)) + top)


@cache
def _near(sd: float) -> Floats:
    """Return how much of each fine departure is taken for each other one."""
    near = normal_shape(FINE[:, None] - FINE, sd)
    return np.asarray(near / near.sum(axis=0))


def normal_shape(gap: Floats, sd: float | Floats) -> Floats:
    """Return a normal density up to a constant."""
    return np.asarray(np.exp(-0.5 * (gap / sd) ** 2))
