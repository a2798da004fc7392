"""What a method gives: repetitions past the failure, learnt from the times that the lifter did it.

Each time the logarithm of (repetitions + 1) lies around what is usual after such a set, off by what is the lifter's own
and by chance. The lifter's own is a normal deviation, shrunk to none; the spread of chance is learnt beside it:

    ln(r + 1) = ln(m + 1) + u + noise,     u ~ Normal(0, s),     noise ~ Normal(0, sigma)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, hypot, isnan, log, sqrt

from momentary.parameters.later_segments import LaterSegmentPrior, later_segment_prior
from momentary.prescription.learnt.method_costs import Continuation, Estimate
from momentary.prescription.learnt.method_log import DoneMethod

_Z = 1.2816


@dataclass(frozen=True, slots=True)
class MethodYield:
    """What a method gave past the failure. Intervals are 80 %, of what is typical, not of a single time.

    Args:
        told: How many times told it.
        repetitions: Repetitions that it added to a set [rep].
        share: The same as a share of those of the straight set [1].
        links: Repetitions of its segments in order, those that were done twice or more [rep].
        beside_usual: Times what is usual after such a set, counted with one more on both sides [1].
    """

    told: int
    repetitions: Estimate
    share: Estimate
    links: tuple[Estimate, ...]
    beside_usual: Estimate


def yield_of(done: Sequence[DoneMethod], *, prior: LaterSegmentPrior | None = None) -> MethodYield | None:
    """Return what a method gave; None where no time told it.

    Args:
        done: The times that it was done, all of one method.
        prior: The population's figures; the shipped ones if not given.
    """
    figures = later_segment_prior() if prior is None else prior
    told = [(one, count) for one in done if (count := one.done) is not None and not isnan(one.expected)]
    if not told:
        return None
    spread = own_sd(told[0][0].continuation, prior=figures)
    straight = exp(_mean([log(one.straight) for one, _ in told]))
    whole = [(float(count), one.expected) for one, count in told]
    deviation = _deviation(whole, spread, prior=figures)
    repetitions = _typical(whole, deviation)
    links = []
    for place in range(max(len(one.links) for one, _ in told)):
        some = [one.links[place] for one, _ in told if len(one.links) > place]
        pairs = [(float(one.done or 0), one.expected) for one in some]
        if len(pairs) > 1 or place == 0:
            links.append(_typical(pairs, _deviation(pairs, spread, prior=figures)))
    middle, low, high = (exp(one) for one in deviation)
    share = Estimate(*(one / straight for one in repetitions))
    return MethodYield(len(told), repetitions, share, tuple(links), Estimate(middle, low, high))


def own_sd(continuation: Continuation | None, *, prior: LaterSegmentPrior) -> float:
    """Return how far lifters differ in ln(repetitions + 1) of a way to go on."""
    untried = 0.0 if continuation is Continuation.DROP else prior.untried_sd
    return hypot(prior.lifter_sd, prior.exercise_sd, untried)


def _deviation(pairs: Sequence[tuple[float, float]], spread: float, *, prior: LaterSegmentPrior) -> Estimate:
    """Return how far the lifter is from what is usual, from repetitions done and usual ones."""
    off = [log(done + 1.0) - log(usual + 1.0) for done, usual in pairs]
    count, mean = len(off), _mean(off)
    squares = sum((one - mean) ** 2 for one in off)
    free = prior.spread_count + count - 1
    noise = (prior.spread_count * prior.noise**2 + squares) / free
    precision = 1.0 / spread**2 + count / noise
    middle = mean * (count / noise) / precision
    # Cornish and Fisher's first term: the noise is not known exactly either.
    wide = (_Z + (_Z**3 + _Z) / (4.0 * free)) / sqrt(precision)
    return Estimate(middle, middle - wide, middle + wide)


def _typical(pairs: Sequence[tuple[float, float]], deviation: Estimate) -> Estimate:
    """Return the repetitions after a usual set of those done, with the lifter's deviation [rep]."""
    usual = _mean([log(one + 1.0) for _, one in pairs])
    return Estimate(*(max(exp(usual + one) - 1.0, 0.0) for one in deviation))


def _mean(values: Sequence[float]) -> float:
    """Return the mean."""
    return sum(values) / len(values)
