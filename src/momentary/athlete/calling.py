"""What a called reserve (RIR, RPE) is worth: how many repetitions are left when a lifter says so many are.

With g the call,

    left(g) = g + B(g, L) + b u(g),     u(g) = sqrt(g) from a call of one, falling to zero at a half

B is the bias of the population, (report_bias + report_bias_growth g) times 1 + report_length_growth (L - report_length)
where the lifter's sets of the exercise usually allow L repetitions and that is many. b is how far this lifter departs
from it, at a call of one: normal with SD report_bias_sd before the log is read. Calls of a half or none are the
yardstick: they are taken at their word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete.prior import Prior

Floats = NDArray[np.float64]

YARDSTICK = 0.5
"""Calls up to this many repetitions in reserve are taken at their word [rep]."""

_MOST_EXTRA_LENGTH = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class CallBelief:
    """What is believed of a lifter's calls, by row; arrays of one shape, or one more axis of side-by-side values.

    Args:
        deviation: Expected departure b from the population's bias, at a call of one [rep].
        deviation_sd: Its uncertainty [rep].
        spread: Spread of the lifter's single calls, as a multiple of the population's.
        length: Repetitions that the lifter's sets of the exercise usually allow [rep].
    """

    deviation: Floats
    deviation_sd: Floats
    spread: Floats
    length: Floats

    def at(self, rows: NDArray[np.int64]) -> CallBelief:
        """Return the belief at some rows."""
        return CallBelief(self.deviation[rows], self.deviation_sd[rows], self.spread[rows], self.length[rows])


def unknown_caller(count: int, *, prior: Prior) -> CallBelief:
    """Return what is believed of the calls in `count` rows of lifters of whom nothing is known."""
    return CallBelief(
        np.zeros(count), np.full(count, prior.report_bias_sd), np.ones(count), np.full(count, prior.report_length)
    )


def call_root(reserve: Floats | float) -> Floats:
    """Return u(g): how a lifter's departure from the population's bias grows with the call."""
    call = np.asarray(reserve, dtype=np.float64)
    return np.asarray(np.sqrt(np.maximum(call, 0.0)) * _weight(call))


def population_bias(length: Floats | float, reserve: Floats | float, *, prior: Prior) -> Floats:
    """Return how many repetitions lifters have left beyond a call on average, in sets of known length [rep].

    Args:
        length: Repetitions to failure [rep].
        reserve: The call [rep].
        prior: The population's figures.
    """
    extra = np.clip(np.asarray(length, dtype=np.float64) - prior.report_length, 0.0, _MOST_EXTRA_LENGTH)
    call = np.asarray(reserve, dtype=np.float64)
    short = (prior.report_bias + prior.report_bias_growth * call) * _weight(call)
    return np.minimum(short * (1.0 + prior.report_length_growth * extra), prior.report_bias_most)


def report_bias(
    reserve: Floats | float, *, prior: Prior, deviation: Floats | float = 0.0, length: Floats | float | None = None
) -> Floats:
    """Return how many repetitions are left beyond a reported RIR [rep].

    Nobody has less than none left, nor less than a call of a half says.

    Args:
        reserve: The call [rep].
        prior: The population's figures.
        deviation: How far the lifter departs from the population at a call of one [rep].
        length: Repetitions that the lifter's sets of the exercise usually allow; no long ones if not given [rep].
    """
    call = np.asarray(reserve, dtype=np.float64)
    usual = population_bias(prior.report_length if length is None else length, call, prior=prior)
    return np.asarray(np.maximum(call + usual + deviation * call_root(call), np.minimum(call, YARDSTICK)) - call)


def report_sd(
    reserve: Floats | float, *, prior: Prior, spread: Floats | float = 1.0, deviation_sd: Floats | float | None = None
) -> Floats:
    """Return the error of a reported RIR [rep].

    Args:
        reserve: The call [rep].
        prior: The population's figures.
        spread: Spread of the lifter's single calls over the population's.
        deviation_sd: Uncertainty of the lifter's departure from the population; the population's if not given [rep].
    """
    unknown = prior.report_bias_sd if deviation_sd is None else deviation_sd
    return np.hypot(single_call_sd(reserve, prior=prior) * spread, unknown * call_root(reserve))


def single_call_sd(reserve: Floats | float, *, prior: Prior) -> Floats:
    """Return how far single calls scatter around a lifter's own mean [rep]."""
    return np.asarray(prior.report_sd + prior.report_sd_growth * np.asarray(reserve, dtype=np.float64))


def _weight(call: Floats) -> Floats:
    """Return zero up to a call of a half, one from a call of one."""
    return np.clip((call - YARDSTICK) / (1.0 - YARDSTICK), 0.0, 1.0)
