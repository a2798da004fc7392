"""What lifters have in common in their fatigue: how much a dose costs, by how well first sets are then forecast.

The published courses say what a session costs in a laboratory. In a log some of that is hidden: lifters choose their
rest, and the usual fatigue is in the level already. Each part's median gain takes the value of a short list, as a factor
of the published one, with which the forecasts of first sets, each made with what the lifter's own log had taught by
then, are best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CueWeights, FatiguePrior, Part, Prior, cumulative_cued, weigh_cues
from momentary.inference.fatigue import FatigueEvidence, Opening, learn, shift_of
from momentary.inference.fitting import filter_all
from momentary.inference.recalling import model_steps, recall
from momentary.inference.tiring import opening_rows, tire
from momentary.population.lifters import Lifter

Floats = NDArray[np.float64]

FATIGUE_SEARCHED: dict[Part, tuple[float, ...]] = {
    Part.RESIDUAL: (1.0, 0.5, 2.0),
    Part.ADAPTATION: (1.0, 0.3, 2.0),
    Part.DAMAGE: (1.0, 0.3),
    Part.NEURAL_RESIDUAL: (1.0, 0.3),
    Part.NEURAL_ACCUMULATED: (1.0, 0.3),
}
"""Factors of the published gains that are tried, part after part; parts of minutes do not show in first sets."""

_ENOUGH = 0.0005
_MOST = 45
_EDGES = np.arange(_MOST, dtype=np.float64) + 0.5


@dataclass(frozen=True, slots=True, eq=False)
class FirstSets:
    """The first sets of a lifter's exercises, with what is needed to try other gains on them.

    Args:
        felt: What each channel did beyond the usual (set, channel).
        openings: Their forecasts as if fatigue were as usual, and what was possible.
        mean: Means of these forecasts (set,) [rep].
        sd: Their spreads (set,) [rep].
        done: Repetitions done (set,) [rep].
        is_target: Which are judged (set,).
    """

    felt: Floats
    openings: tuple[Opening, ...]
    mean: Floats
    sd: Floats
    done: Floats
    is_target: NDArray[np.bool_]


def first_sets(lifter: Lifter, prior: Prior) -> FirstSets:
    """Return the first sets of a lifter's exercises under a prior."""
    records = lifter.records
    steps = model_steps(records, filter_all(records, prior=prior))
    rows = opening_rows(records, steps)
    weighed = weigh_cues(recall(records, steps, rows)[0], weights=prior.cues)
    tired, _ = tire(records, steps, rows, weighed, prior=prior.fatigue)
    openings = tuple(tired.opening(place) for place in range(len(rows)))
    done = records.repetitions[rows].astype(np.float64)
    return FirstSets(tired.felt, openings, tired.mean, tired.sd, done, np.isin(rows, lifter.targets))


def shifts_under(sets: FirstSets, prior: FatiguePrior) -> Floats:
    """Return how fatigue would have moved the forecasts, each from earlier sets alone (set,) [rep]."""
    evidence, shift = FatigueEvidence.none(prior), np.zeros(len(sets.felt))
    for place, felt in enumerate(sets.felt):
        if felt.any():
            shift[place] = shift_of(float(felt @ evidence.mean))
            learn(evidence, felt, sets.openings[place])
    return shift


def crps_of_first_sets(sets: FirstSets, shift: Floats, weights: CueWeights) -> Floats:
    """Return the CRPS of forecasts moved by `shift`, one a target [rep]."""
    at = sets.is_target
    below = cumulative_cued(_EDGES, (sets.mean + shift)[at], sets.sd[at], weights=weights)
    return np.asarray(((below - (sets.done[at][:, None] < _EDGES)) ** 2).sum(axis=1))


def best_fatigue(lifters: Sequence[Lifter], prior: Prior, start: FatiguePrior) -> FatiguePrior:
    """Return what is believed of fatigue with the gains that forecast the lifters' first sets best.

    Args:
        lifters: The lifters.
        prior: The population's figures, all else learnt.
        start: What is believed of fatigue before learning.
    """
    every = [first_sets(one, replace(prior, fatigue=start)) for one in lifters]
    every = [one for one in every if one.is_target.any()]
    if not every:
        return start
    best, lowest = start, _mean_crps(every, start, prior.cues)
    for part, factors in FATIGUE_SEARCHED.items():
        before = start.of(part)
        for factor in factors[1:]:
            tried = replace(best, **{part.name.lower(): replace(before, gain=factor * before.gain)})  # type: ignore[arg-type]
            found = _mean_crps(every, tried, prior.cues)
            if found < lowest - _ENOUGH:
                best, lowest = tried, found
    return best


def _mean_crps(every: Sequence[FirstSets], prior: FatiguePrior, weights: CueWeights) -> float:
    """Return the mean CRPS of first sets, a lifter counting as the root of their targets [rep]."""
    values = [float(crps_of_first_sets(one, shifts_under(one, prior), weights).mean()) for one in every]
    return float(np.average(values, weights=[np.sqrt(one.is_target.sum()) for one in every]))
