"""What a laboratory would measure on lifters drawn from the prior: to set the model beside published figures."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from momentary.athlete.calling import call_root, population_bias, single_call_sd
from momentary.athlete.capacity import repetitions_to_failure
from momentary.athlete.prior import Prior

Floats = NDArray[np.float64]


def laboratory_repetitions(
    prior: Prior, *, share: float, one_rm_cv: float, lifters: int, rng: Generator, kind: str | None = None,
    tests: int = 1,
) -> Floats:  # fmt: skip
    """Return whole repetitions to failure of drawn lifters at a share of the 1RM that was tested on another day.

    Example:
        >>> from momentary.parameters import level_prior
        >>> rng = np.random.default_rng(1)
        >>> tests = laboratory_repetitions(level_prior(), share=0.8, one_rm_cv=0.042, lifters=2000, rng=rng)
        >>> bool(9.0 < tests.mean() < 10.5)
        True

    Args:
        prior: The population's figures.
        share: Load over the tested 1RM.
        one_rm_cv: Variation of a tested 1RM between days.
        lifters: Number of lifters.
        rng: Source of randomness.
        kind: Kind of exercise with a curve of its own.
        tests: Tests of each lifter at that load, on different days.

    Returns:
        Repetitions, a row a lifter and a column a test [rep].
    """
    here = prior.in_laboratory()
    curve = here.curve_of(kind) * np.exp(here.curve_log_sd * rng.standard_normal((lifters, 1)))
    log_load = np.log(share) + one_rm_cv * rng.standard_normal((lifters, 1))
    day = here.day_sd * rng.standard_normal((lifters, tests))
    possible = repetitions_to_failure(log_load, day, curve=curve)
    return np.maximum(np.rint(possible + here.noise_sd(possible) * rng.standard_normal(possible.shape)), 0.0)


def left_beyond_calls(prior: Prior, *, call: float, length: Floats, rng: Generator) -> Floats:
    """Return the repetitions that drawn lifters have left beyond a call [rep].

    Args:
        prior: The population's figures.
        call: Repetitions in reserve that they say [rep].
        length: Repetitions to failure of each lifter's set [rep].
        rng: Source of randomness.
    """
    own = prior.report_bias_sd * rng.standard_normal(len(length)) * call_root(call)
    single = single_call_sd(call, prior=prior) * rng.standard_normal(len(length))
    return np.maximum(population_bias(length, call, prior=prior) + own + single, -call)
