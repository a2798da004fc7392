"""The load-repetitions law: w = exp(h - c (r - 1)), exact at one repetition.

h is the log-capacity of the moment, c the fall of the log-load per repetition. Best one-parameter curve of
Nuzzo 2024 from 60 to 90 % of the 1RM; loose outside. The exponential with two parameters was also the best in
Mitter 2023.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def repetitions_to_failure(log_load: ArrayLike, log_capacity: ArrayLike, *, curve: ArrayLike) -> Floats:
    """Return how many repetitions fit before failure, not rounded; below one where the load exceeds the 1RM [rep].

    Args:
        log_load: Logarithm of the moved load.
        log_capacity: Logarithm of the 1RM of the moment.
        curve: c [1/rep].
    """
    return np.asarray(1.0 + (np.asarray(log_capacity) - np.asarray(log_load)) / np.asarray(curve))


def log_capacity_of(log_load: ArrayLike, repetitions: ArrayLike, *, curve: ArrayLike) -> Floats:
    """Return the log-capacity at which a load allows that many repetitions to failure."""
    return np.asarray(np.asarray(log_load) + np.asarray(curve) * (np.asarray(repetitions) - 1.0))


def log_load_of(repetitions: ArrayLike, log_capacity: ArrayLike, *, curve: ArrayLike) -> Floats:
    """Return the log-load that allows that many repetitions to failure."""
    return np.asarray(np.asarray(log_capacity) - np.asarray(curve) * (np.asarray(repetitions) - 1.0))
