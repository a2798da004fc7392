"""What lifters have in common, learnt from many logs: the weights of the cues, and a few figures of the level model.

The weights are those with the lowest CRPS of one-step forecasts, found by quasi-Newton steps. The figures of the level
model take values of short lists, one after the other, and keep a value that lowers it further. A lifter with n
forecast sets counts as the root of n, so that one with thousands does not speak for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from momentary.athlete import (
    Cues,
    CueWeights,
    Prior,
    cumulative_cued,
    repetitions_to_failure,
    weigh_cues,
)
from momentary.inference import SetRecords
from momentary.inference.fitting import filter_all
from momentary.inference.forecasting import cumulative_repetitions, shares_of
from momentary.inference.recalling import log_shares_before, model_steps, recall
from momentary.inference.rir import LearntCalls, learn_calls
from momentary.parameters import FittedOn, Population, shipped_population, with_prior
from momentary.population.backtests import LEAST_TAUGHT
from momentary.population.learning_fatigue import best_fatigue
from momentary.population.lifters import Lifter

Floats = NDArray[np.float64]
Progress = Callable[[str], None]

SEARCHED: dict[str, tuple[object, ...]] = {
    "choice_memory": (20.0, 5.0, 3.0),
    "shift_share": (0.03, 0.1),
    "day_sd": (0.02, 0.035, 0.05),
    "choice_share": (1.0, 0.8),
    "odd_share": (0.1, 0.05),
    "wander_sd": (0.15, 0.3),
    "curve_log_sd": (0.3, 0.4),
    "noise_rep": (0.6, 0.9),
    "shift_sd": (0.7, 1.0),
    "choice_error_sd": (0.5, 1.0),
    "loss_mean": (0.025, 0.05),
    "loss_drift_sd": (0.001, 0.002),
    "choice_mean": (12.0, 10.0),
    "habits": ((0.2, 1.0, 3.0), (0.1, 0.6, 2.0)),
}
"""Figures of the level model that are learnt, with the values that are tried, the one before learning first."""

FIRST_WEIGHTS = CueWeights(
    offset=0.0,
    miss=(0.25, 0.5, 0.2),
    strength=(0.0, 0.0, 0.0, 0.0),
    fade=(0.5, 0.5, 0.5, 0.5),
    spread=(0.2, 0.4, 0.3, 0.3, -0.3),
    odd_share=0.1,
    odd_factor=3.5,
)
"""Weights of the cues before learning: every cue counts like the model."""

HELD = 0.84
"""Share of sets that 80 % intervals, in whole repetitions, are to hold; exact forecasts would hold about 87 %."""

HOW = (
    "The weights of the cues have the lowest CRPS of one-step forecasts, a lifter with n of them counting as the root"
    " of n. The figures marked as fitted took, one after the other, the value of a short list with which the level"
    " model alone forecasts best."
    " How much of each part of fatigue is added to forecasts is, part after part, the value of a short list with which"
    " first sets are forecast best. The spread is that at which 80 % intervals, in whole repetitions, hold 84 % of the"
    " sets learnt from."
)

_MOST_ROUNDS = 100
_MOST_REPETITIONS = 45
_STEP = 1e-4
_HOLD = 1e-3
_EDGES = np.arange(_MOST_REPETITIONS, dtype=np.float64) + 0.5
_FACTORS = (0.5, 2.0)
_HALVINGS = 24
_ENOUGH = 0.0005


class TooFewLiftersError(ValueError):
    """The lifters are too few to learn from: the message says how many there are and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
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
        self._crps: dict[tuple[str, Prior], float] = {}
        self._cues: dict[tuple[str, Prior], tuple[Cues, Floats]] = {}
        self._calls: dict[str, LearntCalls] = {}

    @staticmethod
    def steps(lifters: int) -> int:
        """Return how many times `learn` tells of its progress with that many lifters, at most."""
        return lifters * (1 + sum(len(values) - 1 for values in SEARCHED.values())) + 2

    def learn(self, lifters: Sequence[Lifter]) -> Population:
        """Return what the lifters have in common.

        Args:
            lifters: The lifters; those without targets teach nothing.

        Raises:
            TooFewLiftersError: Fewer than two lifters have a target.
        """
        taught = [one for one in lifters if len(one.targets)]
        if len(taught) < LEAST_TAUGHT:
            raise TooFewLiftersError(
                f"{len(taught)} of the lifters has a set to failure that could be forecast: two or more are needed."
                " Give the logs of more lifters."
            )
        prior = self._best_level(taught)
        self._tell("weighing the cues")
        examples = self._examples(taught, prior)
        prior = replace(prior, cues=with_held_intervals(fit_weights(examples, start=FIRST_WEIGHTS), examples))
        self._tell("learning what tires")
        prior = replace(prior, fatigue=best_fatigue(taught, prior, self._start.prior.fatigue))
        segments, targets = sum(len(one.records) for one in taught), sum(len(one.targets) for one in taught)
        start = {name: values[0] for name, values in SEARCHED.items()}
        fitted_on = FittedOn(len(taught), segments, targets, HOW)
        return with_prior(self._start, prior, started_from=start, fitted_on=fitted_on)

    def _best_level(self, lifters: Sequence[Lifter]) -> Prior:
        """Return the prior whose level model, alone, forecasts best: one figure after the other takes its values."""
        best = self._first()
        lowest = self._level_crps(lifters, best)
        for name, values in SEARCHED.items():
            for value in values[1:]:
                tried = replace(best, **{name: value})  # type: ignore[arg-type]
                found = self._level_crps(lifters, tried)
                if found < lowest - _ENOUGH:
                    best, lowest = tried, found
        return best

    def _first(self) -> Prior:
        """Return the prior with every figure that is learnt at its value before learning."""
        first = {name: values[0] for name, values in SEARCHED.items()}
        return replace(self._start.prior, cues=FIRST_WEIGHTS, **first)  # type: ignore[arg-type]

    def _level_crps(self, lifters: Sequence[Lifter], prior: Prior) -> float:
        """Return the CRPS of the level model alone, a lifter counting as the root of their targets [rep]."""
        values = []
        for number, lifter in enumerate(lifters):
            key = lifter.name, prior
            if key not in self._crps:
                self._tell(f"learning from {lifter.name} ({number + 1} of {len(lifters)})")
                if lifter.name not in self._calls:
                    self._calls[lifter.name] = learn_calls(lifter.records, prior=self._first())
                self._crps[key] = _level_crps(lifter, prior, self._calls[lifter.name])
            values.append(self._crps[key])
        return float(np.average(values, weights=[np.sqrt(len(one.targets)) for one in lifters]))

    def _examples(self, lifters: Sequence[Lifter], prior: Prior) -> Examples:
        """Return the lifters' targets with what was known before each."""
        parts = []
        for lifter in lifters:
            key = lifter.name, prior
            if key not in self._cues:
                self._cues[key] = cues_before_targets(lifter, prior)
            parts.append(self._cues[key])
        return join_examples(parts)


def join_examples(parts: Sequence[tuple[Cues, Floats]]) -> Examples:
    """Return the sets of several lifters together; a lifter with n sets counts as the root of n.

    Args:
        parts: Of every lifter, the cues before some sets and the repetitions done.
    """
    worth = np.concatenate([np.full(len(done), 1.0 / np.sqrt(max(len(done), 1))) for _, done in parts])
    done = np.concatenate([done for _, done in parts])
    return Examples(_joined([cues for cues, _ in parts]), done, worth / worth.sum())


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


def _level_crps(lifter: Lifter, prior: Prior, calls: LearntCalls) -> float:
    """Return the CRPS of the level model alone, on the lifter's targets [rep]."""
    records, values = lifter.records, []
    wanted = np.unique(records.exercise[lifter.targets])
    for track in filter_all(records, prior=prior, calls=calls, exercises=wanted):
        at = np.flatnonzero(np.isin(track.rows, lifter.targets))
        curve = track.curve[track.owner[at]]
        below = cumulative_repetitions(
            _EDGES,
            mean=repetitions_to_failure(track.log_moved[at], track.forecast_mean[at], curve=curve),
            sd=np.sqrt(track.forecast_var[at]) / curve,
            shares=shares_of(log_shares_before(track, at, load_is_chosen=True)),
            prior=prior,
        )
        values.append(_crps_of(below, records.repetitions[track.rows[at]].astype(np.float64)))
    return float(np.concatenate(values).mean()) if any(len(one) for one in values) else 0.0


def cues_before_targets(lifter: Lifter, prior: Prior) -> tuple[Cues, Floats]:
    """Return the cues before a lifter's targets, and what was done."""
    records: SetRecords = lifter.records
    steps = model_steps(records, filter_all(records, prior=prior))
    rows = lifter.targets[~np.isnan(steps.mean[lifter.targets])]
    return recall(records, steps, rows)[0], records.repetitions[rows].astype(np.float64)


def _parts(cues: Cues) -> tuple[Floats, ...]:
    return (cues.model, cues.model_sd, cues.miss, cues.usual_miss, cues.value, cues.distance, cues.age)


def _joined(several: Iterable[Cues]) -> Cues:
    """Return cues below each other."""
    return Cues(*(np.concatenate(parts) for parts in zip(*map(_parts, several), strict=True)))


def fit_weights(examples: Examples, *, start: CueWeights, is_learnt: NDArray[np.bool_] | None = None) -> CueWeights:
    """Return the weights of the cues with the lowest mean CRPS.

    Args:
        examples: Sets to failure with the cues before them.
        start: Where to begin; weights that are not learnt stay.
        is_learnt: Which of `CueWeights.vector` are learnt; all if not given.
    """
    learnt = np.ones(len(start.vector()), dtype=np.bool_) if is_learnt is None else is_learnt

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
        return float(examples.worth @ value) + _HOLD * float(vector @ vector), np.where(learnt, slope, 0.0)

    found = minimize(loss, start.vector(), jac=True, method="L-BFGS-B", options={"maxiter": _MOST_ROUNDS})
    return start.with_vector(np.where(learnt, np.round(found.x, 4), start.vector()))


def with_held_intervals(weights: CueWeights, examples: Examples) -> CueWeights:
    """Return weights with the spread at which 80 % intervals, in whole repetitions, hold HELD of the examples.

    Rounded outwards to whole repetitions, 80 % intervals of exact forecasts hold about 87 %: wider than they say.
    """
    at = weigh_cues(examples.cues, weights=weights)
    low, high = _FACTORS
    for _ in range(_HALVINGS):
        factor = 0.5 * (low + high)
        held = examples.worth @ _is_held(at.mean, factor * at.sd, examples.done, weights=weights)
        low, high = (factor, high) if held < HELD else (low, factor)
    constant = round(weights.spread[0] + float(np.log(0.5 * (low + high))), 4)
    return replace(weights, spread=(constant, *weights.spread[1:]))


def crps_of_cues(cues: Cues, done: Floats, *, weights: CueWeights) -> Floats:
    """Return the CRPS of the forecasts that cues give, by whole repetitions, given at least one (row,) [rep]."""
    at = weigh_cues(cues, weights=weights)
    return _crps(at.mean, at.sd, done, weights=weights)


def _is_held(mean: Floats, sd: Floats, done: Floats, *, weights: CueWeights) -> NDArray[np.bool_]:
    """Return whether the 80 % interval of each forecast, in whole repetitions, holds what was done."""
    below = _given_one(cumulative_cued(_EDGES, mean, sd, weights=weights))
    row, count = np.arange(len(done)), done.astype(np.intp)
    return np.asarray((below[row, count] >= 0.1) & (below[row, count - 1] < 0.9))


def _crps(mean: Floats, sd: Floats, done: Floats, *, weights: CueWeights) -> Floats:
    """Return the CRPS of forecasts of whole repetitions, given that at least one was done (row,) [rep]."""
    return _crps_of(cumulative_cued(_EDGES, mean, sd, weights=weights), done)


def _crps_of(below: Floats, done: Floats) -> Floats:
    """Return the CRPS from the probabilities that fewer than 0.5, 1.5, ... repetitions are done (row,) [rep]."""
    reached = done[:, None] <= np.arange(1, _MOST_REPETITIONS)
    return np.asarray(((_given_one(below)[:, 1:] - reached) ** 2).sum(axis=1))


def _given_one(below: Floats) -> Floats:
    """Return the probabilities given that at least one repetition is done."""
    return np.asarray((below - below[:, :1]) / np.maximum(1.0 - below[:, :1], 1e-9))
