"""What a lifter did lately as evidence of what they will do next, weighed against the model: precision-weighted cues.

The model explains a set by strength, day, loss and reserve. A lifter's recent sets say things that it leaves out: a
friction that bends the scale of a stack, a plan of 5, 3 and as many as possible, a last set that is always pushed
further. Each such cue is a number of repetitions v_k with a precision p_k relative to the model's, which is one:

    p_k  = exp(strength_k - fade_k distance_k)
    mean = (m + sum p_k v_k) / (1 + sum p_k),    m = model + recent misses of the model, weighted

The spread follows from how far off forecasts lately were, how far the cues disagree, and how many there are. The
weights are the same for all lifters and learnt on other lifters; the values are the lifter's own. Each forecast is
therefore a weighted mean of a few numbers that can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from momentary.athlete.normal import cumulative

Floats = NDArray[np.float64]

MOST_CUED = 300.0
"""Forecasts and cues above this many repetitions count as this many [rep]."""

FRESH_DAYS = 60.0
"""What was done longer ago than this counts less, in proportion: hardly any forecast was learnt from it [day]."""

_LEAST_SPREAD = 0.05
_VAGUE_REP = 2.0


class Cue(IntEnum):
    """Where a cue comes from."""

    HABIT = 0
    """The lifter's usual repetitions at failure in the exercise; distance: how much these vary (logarithm)."""
    SAME_LOAD = 1
    """The last failure at this load after as many sets; distance: how long ago (logarithm of weeks)."""
    LAST_SESSION = 2
    """The same set of the exercise's last session; distance: how far the loads lie apart (5 %)."""
    SET_BEFORE = 3
    """The set before in this session with its usual change; distance: how far the loads lie apart (5 %)."""


@dataclass(frozen=True, slots=True)
class CueWeights:
    """How much each cue counts: population parameters.

    Args:
        offset: Shift of the model's forecast [rep].
        miss: Share of the lifter's recent misses that is taken over: of all, of first or of later sets, and of today's
            other exercises.
        strength: Log-precision of each cue at distance zero, relative to the model's.
        fade: Fall of the log-precision per unit of distance.
        spread: Logarithm of the spread: constant, and slopes on the logarithms of the lifter's usual miss, of the
            repetitions, of the disagreement of the cues, and of the total precision.
        odd_share: Share of sets whose error is several times larger.
        odd_factor: How many times.
    """

    offset: float
    miss: tuple[float, float, float]
    strength: tuple[float, float, float, float]
    fade: tuple[float, float, float, float]
    spread: tuple[float, float, float, float, float]
    odd_share: float
    odd_factor: float

    def vector(self) -> Floats:
        """Return the learnt weights in one row: all but the share and size of odd sets."""
        return np.concatenate([np.atleast_1d(getattr(self, name)) for name in _LEARNT])

    def with_vector(self, values: Floats) -> CueWeights:
        """Return weights with the learnt ones replaced by a row as `vector` gives it."""
        parts, start = {}, 0
        for name in _LEARNT:
            size = np.atleast_1d(getattr(self, name)).size
            part = tuple(float(value) for value in values[start : start + size])
            parts[name] = part if isinstance(getattr(self, name), tuple) else part[0]
            start += size
        kept = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in _LEARNT}
        return CueWeights(**parts, **kept)  # type: ignore[arg-type]


_LEARNT = ("offset", "miss", "strength", "fade", "spread")


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """What is known before some sets; one row a set.

    Args:
        model: The model's forecast [rep].
        model_sd: Its own uncertainty, the error of a set aside [rep].
        miss: Recent misses: of all failures, of first or of later sets, of today's other exercises (row, 3) [rep].
        usual_miss: How far off the model's forecasts of this lifter lately were [rep].
        value: The cues (row, cue); NaN where there is none [rep].
        distance: Their distances (row, cue).
        age: How long ago each was, the habit counted from its last failure (row, cue) [day].
    """

    model: Floats
    model_sd: Floats
    miss: Floats
    usual_miss: Floats
    value: Floats
    distance: Floats
    age: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A forecast from the model and the cues; one row a set.

    Args:
        mean: Its mean [rep].
        sd: The usual error of a set around it [rep].
        share: What the model and each cue contribute (row, 1 + cue); rows sum to one.
        corrected: The model's forecast with its recent misses taken over [rep].
    """

    mean: Floats
    sd: Floats
    share: Floats
    corrected: Floats

    def at(self, rows: NDArray[np.intp]) -> Weighed:
        """Return some of the forecasts."""
        return Weighed(self.mean[rows], self.sd[rows], self.share[rows], self.corrected[rows])

    def shifted(self, shift: Floats) -> Weighed:
        """Return forecasts moved by so much each [rep]."""
        return Weighed(self.mean + shift, self.sd, self.share, self.corrected)


def weigh_cues(cues: Cues, *, weights: CueWeights) -> Weighed:
    """Return the forecast that the model and the cues give together."""
    model = np.clip(cues.model, 0.0, MOST_CUED)
    corrected = model + weights.offset + cues.miss @ np.array(weights.miss)
    is_known = ~np.isnan(cues.value)
    value = np.where(is_known, np.clip(cues.value, 0.0, MOST_CUED), corrected[:, None])
    distance = np.where(is_known, cues.distance, 0.0)
    precision = np.where(is_known, np.exp(np.array(weights.strength) - np.array(weights.fade) * distance), 0.0)
    precision *= np.minimum(FRESH_DAYS / np.maximum(cues.age, 1.0), 1.0)
    total = 1.0 + precision.sum(axis=1)
    mean = (corrected + (precision * value).sum(axis=1)) / total
    apart = (corrected - mean) ** 2 + (precision * (value - mean[:, None]) ** 2).sum(axis=1)
    constant, by_miss, by_size, by_gap, by_precision = weights.spread
    log_sd = constant + by_miss * np.log(cues.usual_miss) + by_size * np.log(np.maximum(mean, 1.0))
    log_sd += 0.5 * by_gap * np.log(apart / total + _LEAST_SPREAD) + by_precision * np.log(total)
    # Where the model itself is vague, as in the first sets of an exercise, its share of the doubt adds up.
    vague = np.maximum(cues.model_sd**2 - _VAGUE_REP**2, 0.0) / total**2
    sd = np.sqrt(np.exp(2.0 * np.clip(log_sd, -2.0, 3.0)) + vague)
    share = np.concatenate([np.ones((len(total), 1)), precision], axis=1) / total[:, None]
    return Weighed(mean, sd, share, corrected)


def with_chance_of_none(below: Floats, *, at_none: Floats, by_model: Floats) -> Floats:
    """Return the same probabilities when a set may also give nothing at all.

    Weights are learnt from sets that were done: what they give holds for one repetition and more. Whether there is any
    is for the level model to say, where it doubts it less.

    Args:
        below: Probability that fewer repetitions than each edge are completed, the edges from a half on (..., edge).
        at_none: The same at a half (..., 1).
        by_model: What the level model gives for a half (..., 1).
    """
    none = np.minimum(at_none, by_model)
    some = (below - at_none) / np.maximum(1.0 - at_none, 1e-9)
    return np.where(at_none < 1.0 - 1e-9, none + (1.0 - none) * np.clip(some, 0.0, 1.0), 1.0)


def cumulative_cued(edges: Floats, mean: Floats, sd: Floats, *, weights: CueWeights) -> Floats:
    """Return the probability that fewer repetitions than each edge are completed, a row for each forecast (row, edge).

    Args:
        edges: Points on the line of repetitions (edge,) [rep].
        mean: Means of the forecasts (row,) [rep].
        sd: Their spreads (row,) [rep].
        weights: Share and size of odd sets.
    """
    gap = (edges - mean[:, None]) / sd[:, None]
    usual, odd = cumulative(np.stack([gap, gap / weights.odd_factor]))
    return np.asarray((1.0 - weights.odd_share) * usual + weights.odd_share * odd)
