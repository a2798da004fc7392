"""What the ending of a set tells about repetitions to failure: exact, biased, censored; and what a chosen load tells.

Each gives a sum of normals in r*, the repetitions to failure: component j says that r* lies at
`centre[j]` within `sd[j]` [rep] and has mass `mass[j]`. A level with a normal belief then has a closed-form posterior,
without quadrature. The error of rounding to whole repetitions is part of `sd`. Bounds (warm-ups, failed
attempts) are no sums of normals: the filter treats them by the normal integral.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from momentary.athlete.prior import Prior

Floats = NDArray[np.float64]

RESERVE_MULTIPLES = (0.2, 1.0, 2.5, 6.0)
"""A silent stop leaves these multiples of the lifter's habit: near failure now and then, far from it at times."""

RESERVE_MASSES = (0.3, 0.35, 0.25, 0.1)
"""How often each multiple."""

COMPONENTS = len(RESERVE_MULTIPLES)
"""Components of every sum of normals; the unused have no mass."""

_ROUNDING_VARIANCE = 1.0 / 12.0


class Observed(IntEnum):
    """How a segment speaks about capacity."""

    NOTHING = 0
    FAILURE = 1
    REPORT = 2
    STOPPED = 3
    AT_LEAST = 4
    AT_MOST = 5


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Sums of normals in repetitions to failure; shape (rows, habits or 1, COMPONENTS)."""

    centre: Floats
    sd: Floats
    mass: Floats


def exact_failure(repetitions: Floats, *, prior: Prior) -> Terms:
    """Return the terms of sets that ended in failure: r* is what was done, within the test-retest error."""
    return _narrow_and_odd(repetitions, prior.noise_sd(repetitions), prior=prior)


def biased_report(repetitions: Floats, reserve: Floats, *, prior: Prior) -> Terms:
    """Return the terms of sets with a reported RIR: done plus report plus bias, less sure the more is left."""
    sd = np.hypot(report_sd(reserve, prior=prior), prior.noise_sd(repetitions))
    return _narrow_and_odd(repetitions + reserve + report_bias(reserve, prior=prior), sd, prior=prior)


def report_bias(reserve: Floats, *, prior: Prior) -> Floats:
    """Return how many repetitions are left beyond a reported RIR [rep]."""
    return np.minimum(prior.report_bias * reserve, prior.report_bias_most)


def report_sd(reserve: Floats, *, prior: Prior) -> Floats:
    """Return the error of a reported RIR [rep]."""
    return prior.report_sd + prior.report_sd_growth * reserve


def censored_stop(repetitions: Floats, *, prior: Prior) -> Terms:
    """Return the terms of sets stopped without a word: r* is what was done and the lifter's hidden reserve.

    The reserve is spread over multiples of each habit, with a long tail: light sets tell little.
    """
    reserve = np.asarray(prior.habits, dtype=np.float64)[:, None] * np.asarray(RESERVE_MULTIPLES)
    noise = prior.noise_sd(repetitions)[:, None, None]
    sd = np.sqrt(noise**2 + (0.5 * reserve) ** 2 + _ROUNDING_VARIANCE)
    return Terms(repetitions[:, None, None] + reserve, sd, np.broadcast_to(RESERVE_MASSES, sd.shape))


def chosen_load(mean: Floats, sd: Floats, *, prior: Prior) -> Terms:
    """Return the terms of a load that the lifter chose: r* is near their usual repetitions; now and then far off."""
    sds = sd[..., None] * np.array([1.0, prior.odd_factor])
    mass = np.broadcast_to([1.0 - prior.odd_share, prior.odd_share], sds.shape)
    return Terms(np.broadcast_to(mean[..., None], sds.shape), sds, mass)


def _narrow_and_odd(centre: Floats, sd: Floats, *, prior: Prior) -> Terms:
    """Return two components at each centre: the usual error, and now and then one several times as large."""
    sds = np.stack([sd, prior.odd_factor * sd, sd, sd], axis=-1)[:, None, :]
    masses: ArrayLike = [1.0 - prior.odd_share, prior.odd_share, 0.0, 0.0]
    return Terms(
        np.broadcast_to(centre[:, None, None], sds.shape),
        np.sqrt(sds * sds + _ROUNDING_VARIANCE),
        np.broadcast_to(masses, sds.shape),
    )
