"""What lifters have in common, learnt from many logs: the weights of the cues, and a few figures of the level model.

The weights are those with the lowest CRPS of one-step forecasts, found by quasi-Newton steps. The figures of the level model take
values of short lists, one after the other, and keep a value that lowers it further. A lifter with n forecast sets
counts as the root of n, so that one with thousands does not speak for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from momentary.athlete import Cues, CueWeights, Prior, cumulative_cued, weigh_cues
from momentary.inference import SetRecords
from momentary.inference.fitting import filter_all
from momentary.inference.recalling import model_steps, recall
from momentary.parameters import FittedOn, Population, shipped_population, with_prior
from momentary.population.lifters import Lifter

Floats = NDArray[np.float64]
Progress = Callable[[str], None]

SEARCHED: dict[str, tuple[object, ...]] = {
    "shift_share": (0.03, 0.1),
    "day_sd": (0.02, 0.05),
    "choice_memory": (20.0, 3.0),
}
"""Figures of the level model that are learnt, with the values that are tried, the one before learning first."""

HOW = (
    "The weights of the cues have the lowest CRPS of one-step forecasts, a lifter with n of them counting as the root of n. The"
    " figures marked as fitted took the better value of a short list by the same measure."
)

_MOST_PER_LIFTER = 300
_MOST_REPETITIONS = 45
_STEP = 1e-4
_HOLD = 1e-3
_SHARPER = 0.94
_ENOUGH = 0.0005


class TooFewLiftersError(ValueError):
    """The lifters are too few to learn from: the message says how many there are and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class _Examples:
    """Sets to failure with the cues before them, of some lifters.

    Args:
        cues: The cues; one row a set.
        done: Repetitions done [rep].
        worth: How much each set counts; of sum one.
    """

    cues: Cues
    done: Floats
    worth: Floats


class Learner:
    """Learns a population from lifters, and remembers what it worked out about each for the next time."""

    def __init__(self, *, start: Population | None = None, progress: Progress | None = None) -> None:
        """Begin from a population; the shipped one if none is given.

        Args:
            start: Figures that are not learnt are kept; the others start from their value before learning.
            progress: Is told, in a few words, what is being done.
        """
        self._start = shipped_population() if start is None else start
        self._tell: Progress = progress or (lambda _: None)
        self._seen: dict[tuple[str, Prior], tuple[Cues, Floats]] = {}

    def learn(self, lifters: Sequence[Lifter]) -> Population:
        """Return what the lifters have in common.

        Args:
            lifters: The lifters; those without targets teach nothing.

        Raises:
            TooFewLiftersError: Fewer than two lifters have a target.
        """
        taught = [one for one in lifters if len(one.targets)]
        if len(taught) < 2:
            raise TooFewLiftersError(
                f"{len(taught)} of the lifters has a set to failure that could be forecast: two or more are needed."
                " Give the logs of more lifters."
            )
        first = {name: values[0] for name, values in SEARCHED.items()}
        best = replace(self._start.prior, **first)  # type: ignore[arg-type]
        weights, lowest = self._fitted(taught, best, start=best.cues)
        for name, values in SEARCHED.items():
            for value in values[1:]:
                tried = replace(best, **{name: value})  # type: ignore[arg-type]
                found, loss = self._fitted(taught, tried, start=weights)
                if loss < lowest - _ENOUGH:
                    best, weights, lowest = tried, found, loss
        self._tell("weighing the cues")
        weights, _ = _fit(self._examples(taught, best, most=None), start=weights, rounds=100)
        spread = (weights.spread[0] + float(np.log(_SHARPER)), *weights.spread[1:])
        prior = replace(best, cues=replace(weights, spread=spread))
        segments, targets = sum(len(one.records) for one in taught), sum(len(one.targets) for one in taught)
        return with_prior(self._start, prior, fitted_on=FittedOn(len(taught), segments, targets, HOW))

    def _fitted(self, lifters: Sequence[Lifter], prior: Prior, *, start: CueWeights) -> tuple[CueWeights, float]:
        """Return the best weights of the cues under a prior, from a part of the sets, and the CRPS."""
        return _fit(self._examples(lifters, prior, most=_MOST_PER_LIFTER), start=start, rounds=40)

    def _examples(self, lifters: Sequence[Lifter], prior: Prior, *, most: int | None) -> _Examples:
        """Return the lifters' targets with what was known before each; of each lifter `most`, spread over the log."""
        key = replace(prior, cues=self._start.prior.cues)
        parts, worth = [], []
        for number, lifter in enumerate(lifters):
            if (lifter.name, key) not in self._seen:
                self._tell(f"reading lifter {number + 1} of {len(lifters)}")
                self._seen[lifter.name, key] = _cues_of(lifter, prior)
            cues, done = self._seen[lifter.name, key]
            step = 1 if most is None else max(-(-len(done) // most), 1)
            parts.append((_every(cues, step), done[::step]))
            worth.append(np.full(len(done[::step]), np.sqrt(len(done)) / max(len(done[::step]), 1)))
        together = np.concatenate(worth)
        return _Examples(
            _joined([cues for cues, _ in parts]), np.concatenate([done for _, done in parts]), together / together.sum()
        )


def learn(
    lifters: Sequence[Lifter], *, start: Population | None = None, progress: Progress | None = None
) -> Population:
    """Return what lifters have in common, learnt from their logs.

    Args:
        lifters: The lifters.
        start: Figures that are not learnt; the shipped ones if not given.
        progress: Is told, in a few words, what is being done.

    Raises:
        TooFewLiftersError: Fewer than two lifters have a target.
    """
    return Learner(start=start, progress=progress).learn(lifters)


def _cues_of(lifter: Lifter, prior: Prior) -> tuple[Cues, Floats]:
    """Return the cues before a lifter's targets, and what was done."""
    records: SetRecords = lifter.records
    steps = model_steps(records, filter_all(records, prior=prior))
    rows = lifter.targets[~np.isnan(steps.mean[lifter.targets])]
    return recall(records, steps, rows)[0], records.repetitions[rows].astype(np.float64)


def _parts(cues: Cues) -> tuple[Floats, ...]:
    return (cues.model, cues.model_sd, cues.miss, cues.usual_miss, cues.value, cues.distance)


def _every(cues: Cues, step: int) -> Cues:
    """Return every n-th row."""
    return Cues(*(part[::step] for part in _parts(cues)))


def _joined(several: Iterable[Cues]) -> Cues:
    """Return cues below each other."""
    return Cues(*(np.concatenate(parts) for parts in zip(*map(_parts, several), strict=True)))


def _fit(examples: _Examples, *, start: CueWeights, rounds: int) -> tuple[CueWeights, float]:
    """Return the weights of lowest mean CRPS, and that."""

    def loss(vector: Floats) -> tuple[float, Floats]:
        weights = start.with_vector(vector)
        at = weigh_cues(examples.cues, weights=weights)
        value = _crps(at.mean, at.sd, examples.done, weights=weights)
        by_mean = (_crps(at.mean + _STEP, at.sd, examples.done, weights=weights) - value) / _STEP
        by_spread = (_crps(at.mean, at.sd * np.exp(_STEP), examples.done, weights=weights) - value) / _STEP
        slope = 2.0 * _HOLD * vector
        for number in range(len(vector)):
            moved = vector.copy()
            moved[number] += _STEP
            near = weigh_cues(examples.cues, weights=start.with_vector(moved))
            change = by_mean * (near.mean - at.mean) + by_spread * (np.log(near.sd) - np.log(at.sd))
            slope[number] += float(examples.worth @ change) / _STEP
        return float(examples.worth @ value) + _HOLD * float(vector @ vector), slope

    found = minimize(loss, start.vector(), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return start.with_vector(np.asarray(found.x)), float(found.fun)


def _crps(mean: Floats, sd: Floats, done: Floats, *, weights: CueWeights) -> Floats:
    """Return the CRPS of forecasts of whole repetitions, given that at least one was done (row,) [rep]."""
    edges = np.arange(_MOST_REPETITIONS) + 0.5
    below = cumulative_cued(edges, mean, sd, weights=weights)
    below = (below - below[:, :1]) / np.maximum(1.0 - below[:, :1], 1e-9)
    reached = done[:, None] <= np.arange(1, _MOST_REPETITIONS)
    return np.asarray(((below[:, 1:] - reached) ** 2).sum(axis=1))
