"""Closed-form steps on normal beliefs, for many exercises and nodes at once.

A belief about a state (a, d, l) has mean x (row, node, 3) and covariance p (row, node, 3, 3). A set observes the
projection h = a + d - l g. The likelihood of h is a sum of normals or a bound; the posterior of h is known in closed
form, and the state follows by regression on h (moment matching, assumed-density filtering). Several hypotheses about
the prior variance (level kept, level jumped) are carried side by side and merged by their probability; what
remains is the share of "this row means nothing", which leaves the belief as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete.normal import cumulative, inverse_mills

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_ROOT = 1.0 / np.sqrt(2.0 * np.pi)


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """The forecast of h before a row.

    Args:
        mean: Its mean (row, node).
        var: Its variance.
        along: Covariance of the state with h (row, node, 3).
    """

    mean: Floats
    var: Floats
    along: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """What a row says of h under each hypothesis (hypothesis, row, node), and its probability.

    Args:
        share: Probability of the hypothesis.
        shift: Share times the mean of h less its forecast.
        square: Share times the second moment of h about its forecast.
        prior_var: Variance of h before the row.
        evidence: Probability of the row (row, node).
    """

    share: Floats
    shift: Floats
    square: Floats
    prior_var: Floats
    evidence: Floats


def project(x: Floats, p: Floats, steps: Floats) -> Projection:
    """Return the forecast of h = a + d - l g, with `steps` the g of each row."""
    g = steps[:, None]
    along = p[..., 0] + p[..., 1] - g[..., None] * p[..., 2]
    mean = x[..., 0] + x[..., 1] - g * x[..., 2]
    return Projection(mean, along[..., 0] + along[..., 1] - g * along[..., 2], along)


def weigh_sum(
    forecast: Projection,
    *,
    target: Floats,
    error: Floats,
    mass: Floats,
    extra_var: Floats,
    chance: Floats,
    floor: Floats,
) -> Moments:
    """Return what a sum of normals says of h.

    Args:
        forecast: The forecast of h.
        target: Centres in h (row, node, component).
        error: Variances in h.
        mass: Masses, as probabilities of the logged whole number.
        extra_var: Variance that each hypothesis adds to the forecast (hypothesis,).
        chance: Prior probability of each hypothesis (hypothesis, row).
        floor: Probability of the row if it means nothing (row, node).
    """
    prior_var = forecast.var + extra_var[:, None, None]
    gap = target - forecast.mean[..., None]
    inverse = 1.0 / (prior_var[..., None] + error)
    fit = np.exp(-0.5 * gap * gap * inverse) * np.sqrt(inverse) * (_ROOT * mass)
    fit *= chance[..., None, None]
    pull = prior_var[..., None] * inverse
    moved = pull * gap
    share = fit.sum(axis=-1)
    shift = (fit * moved).sum(axis=-1)
    square = (fit * (pull * error + moved * moved)).sum(axis=-1)
    evidence = share.sum(axis=0) + floor
    return Moments(share / evidence, shift / evidence, square / evidence, prior_var, evidence)


def weigh_bound(forecast: Projection, *, edge: Floats, error: Floats, is_above: Floats, floor: Floats) -> Moments:
    """Return what a bound says of h: it lies above (or below) `edge`, known within a variance `error`.

    Args:
        forecast: The forecast of h.
        edge: The bound (row, node).
        error: Its variance.
        is_above: 1 where h lies above the bound, -1 where below (row, 1).
        floor: Share of rows that mean nothing (row, 1).
    """
    total = np.sqrt(forecast.var + error)
    z = is_above * (forecast.mean - edge) / total
    holds = (1.0 - floor) * cumulative(z)
    ratio = inverse_mills(z)
    moved = is_above * forecast.var / total * ratio
    left = np.maximum(forecast.var - (forecast.var / total) ** 2 * ratio * (z + ratio), 0.0)
    evidence = holds + floor
    share = (holds / evidence)[None]
    return Moments(share, share * moved, share * (left + moved * moved), forecast.var[None], evidence)


def move(x: Floats, p: Floats, forecast: Projection, moments: Moments) -> None:
    """Move the state in place by regression on h, and merge the hypotheses."""
    grown = moments.square - moments.share * moments.prior_var
    gain = forecast.along / moments.prior_var[0][..., None]
    if len(moments.share) == 1:
        shift = moments.shift[0]
        p += ((grown[0] - shift * shift)[..., None] * gain)[..., None] * gain[..., None, :]
        x += gain * shift[..., None]
        return
    jumped = forecast.along.copy()
    extra = moments.prior_var[1] - forecast.var
    jumped[..., 0] += extra
    jumped /= moments.prior_var[1][..., None]
    change = gain * moments.shift[0][..., None] + jumped * moments.shift[1][..., None]
    p[..., 0, 0] += moments.share[1] * extra
    p += (grown[0][..., None] * gain)[..., None] * gain[..., None, :]
    p += (grown[1][..., None] * jumped)[..., None] * jumped[..., None, :]
    p -= change[..., None] * change[..., None, :]
    x += change
