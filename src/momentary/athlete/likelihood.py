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

from momentary.athlete.calling import CallBelief, report_bias, report_sd, unknown_caller
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


def biased_report(repetitions: Floats, reserve: Floats, *, prior: Prior, caller: CallBelief | None = None) -> Terms:
    """Return the terms of sets with a reported RIR: done plus report plus bias, less sure the more is left.

    Args:
        repetitions: Repetitions done (row,) [rep].
        reserve: The call (row,) [rep].
        prior: The population's figures.
        caller: What is believed of the lifter's calls, by row, or by row and side-by-side values that stand in the
            place of the habits; the population's if not given.
    """
    belief = unknown_caller(len(reserve), prior=prior) if caller is None else caller
    if belief.deviation.ndim == 1:
        belief = CallBelief(
            belief.deviation[:, None], belief.deviation_sd[:, None], belief.spread[:, None], belief.length[:, None]
        )
    done, call = repetitions[:, None], reserve[:, None]
    sd = report_sd(call, prior=prior, spread=belief.spread, deviation_sd=belief.deviation_sd)
    left = call + report_bias(call, prior=prior, deviation=belief.deviation, length=belief.length)
    return _narrow_and_odd(done + left, np.hypot(sd, prior.noise_sd(done)), prior=prior)


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
    if centre.ndim == 1:
        centre, sd = centre[:, None], sd[:, None]
    sds = np.stack([sd, prior.odd_factor * sd, sd, sd], axis=-1)
    masses: ArrayLike = [1.0 - prior.odd_share, prior.odd_share, 0.0, 0.0]
    return Terms(
        np.broadcast_to(centre[..., None], sds.shape),
        np.sqrt(sds * sds + _ROUNDING_VARIANCE),
        np.broadcast_to(masses, sds.shape),
    )
