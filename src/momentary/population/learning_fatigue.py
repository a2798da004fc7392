"""How much of fatigue is to be added to forecasts, learnt from how well first sets are then forecast.

What a dose costs is published, and learnt per lifter. But a forecast holds a part of it already: the usual fatigue is
in the level, and recent sets were done tired too. So each part has a share that is still to be added
(`PartPrior.shown`), and that is a matter of the forecasts, the same for all lifters: the value of a short list with
which first sets are forecast best, each with what the lifter's own log had taught by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CueWeights, FatiguePrior, Part, Prior, channels_of, cumulative_cued, weigh_cues
from momentary.inference.fatigue import LARGEST_SHIFT
from momentary.inference.fitting import filter_all
from momentary.inference.recalling import model_steps, recall
from momentary.inference.records import RULE_OF_THUMB
from momentary.inference.tiring import opening_rows, tire
from momentary.population.lifters import Lifter

Floats = NDArray[np.float64]

FATIGUE_SEARCHED: dict[Part, tuple[float, ...]] = {
    Part.ACUTE: (0.0, 0.25, 0.5),
    Part.RESIDUAL: (1.0, 0.5, 0.25),
    Part.ADAPTATION: (1.0, 0.5, 0.25, 0.0),
    Part.DAMAGE: (1.0, 0.5, 0.0),
    Part.NEURAL_RESIDUAL: (1.0, 0.5, 0.0),
    Part.NEURAL_ACCUMULATED: (1.0, 0.5, 0.0),
}
"""Shares that are tried, part after part, the one before learning first; that of neural minutes stays at none."""

_ENOUGH = 0.0005
_MOST = 45
_EDGES = np.arange(_MOST, dtype=np.float64) + 0.5


@dataclass(frozen=True, slots=True, eq=False)
class ForecastOpenings:
    """The first sets of a lifter's exercises by which forecasts are judged.

    Args:
        felt: What each channel did beyond the usual, by the gains believed before the set (set, channel).
        mean: Their forecasts as if fatigue were as usual (set,) [rep].
        sd: The spread of these (set,) [rep].
        done: Repetitions done (set,) [rep].
    """

    felt: Floats
    mean: Floats
    sd: Floats
    done: Floats


def forecast_openings(lifter: Lifter, prior: Prior) -> ForecastOpenings:
    """Return the first sets among a lifter's targets under a prior."""
    records = lifter.records
    steps = model_steps(records, filter_all(records, prior=prior))
    rows = opening_rows(records, steps)
    weighed = weigh_cues(recall(records, steps, rows)[0], weights=prior.cues)
    tired, _ = tire(records, steps, rows, weighed, prior=prior)
    at = np.isin(rows, lifter.targets)
    done = records.repetitions[rows[at]].astype(np.float64)
    return ForecastOpenings((tired.beyond * tired.gains)[at], tired.mean[at], tired.mean_sd[at], done)


def crps_with_fatigue(sets: ForecastOpenings, prior: FatiguePrior, weights: CueWeights) -> Floats:
    """Return the CRPS of forecasts to which fatigue is added (set,) [rep]."""
    shift = np.clip(sets.felt @ channels_of(prior).shown / RULE_OF_THUMB, -LARGEST_SHIFT, LARGEST_SHIFT)
    below = cumulative_cued(_EDGES, sets.mean + shift, sets.sd, weights=weights)
    return np.asarray(((below - (sets.done[:, None] < _EDGES)) ** 2).sum(axis=1))


def best_fatigue(lifters: Sequence[Lifter], prior: Prior, start: FatiguePrior) -> FatiguePrior:
    """Return what is believed of fatigue with the shares that forecast the lifters' first sets best.

    Args:
        lifters: The lifters.
        prior: The population's figures, all else learnt.
        start: What is believed of fatigue before learning.
    """
    found = [forecast_openings(one, replace(prior, fatigue=start)) for one in lifters]
    every = [one for one in found if len(one.done)]
    best = start
    for part, values in FATIGUE_SEARCHED.items():
        best = _with(best, part, values[0])
    if not every:
        return best
    lowest = _mean_crps(every, best, prior.cues)
    for part, values in FATIGUE_SEARCHED.items():
        for value in values[1:]:
            tried = _with(best, part, value)
            crps = _mean_crps(every, tried, prior.cues)
            if crps < lowest - _ENOUGH:
                best, lowest = tried, crps
    return best


def _with(prior: FatiguePrior, part: Part, shown: float) -> FatiguePrior:
    """Return the prior with another share of one part."""
    return replace(prior, **{part.name.lower(): replace(prior.of(part), shown=shown)})  # type: ignore[arg-type]


def _mean_crps(every: Sequence[ForecastOpenings], prior: FatiguePrior, weights: CueWeights) -> float:
    """Return the mean CRPS of first sets, a lifter counting as the root of their number [rep]."""
    values = [float(crps_with_fatigue(one, prior, weights).mean()) for one in every]
    return float(np.average(values, weights=[np.sqrt(len(one.done)) for one in every]))
