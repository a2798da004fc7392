"""The persons that a lifter may be: gains and half-lives of fatigue, drawn so that they fit prior and log.

The prior is log-normal, what a log says is Gaussian in the gains of the channels (`inference.fatigue`): importance
sampling from the prior; where the log says much in several rounds, each with more of its evidence; and where that is
not enough, a walk of all persons together. Chance is fixed beforehand: the same log gives the same persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import FatiguePrior, Part
from momentary.inference.fatigue import FatigueEvidence, gains_of, standard_draws

Floats = NDArray[np.float64]

PERSONS = 256
"""How many persons are kept."""

_DRAWS = 4096
_CHANCE = 0.1
_ENOUGH = 600.0
_ROUNDS = 8
_WALK = 600
_LEAP = 10
_JITTER = 1e-3
_HALVINGS = 12
_OF_PRIOR = 0.2
_WIDER = 1.3


@dataclass(frozen=True, slots=True, eq=False)
class Persons:
    """Equally likely persons.

    Args:
        prior: What was believed before the log.
        gain_steps: Logarithms of their gains [prior SD from the median] (person, part).
        half_life_steps: The same of their half-lives (person, part).
        gains: Gains of the channels (person, channel).
    """

    prior: FatiguePrior
    gain_steps: Floats
    half_life_steps: Floats
    gains: Floats

    def gain(self, part: Part) -> Floats:
        """Return the log-capacity that a dose costs each person (person,)."""
        one = self.prior.of(part)
        return np.asarray(one.gain * np.exp(one.gain_log_sd * self.gain_steps[:, part]))

    def half_life(self, part: Part) -> Floats:
        """Return each person's half-life of a part (person,) [day]."""
        one = self.prior.of(part)
        return np.asarray(one.half_life * np.exp(one.half_life_log_sd * self.half_life_steps[:, part]))

    def learnt(self, part: Part) -> float:
        """Return how much of the prior's doubt about the gain and half-life of a part the log took away, 0 to 1."""
        left = 0.5 * (self.gain_steps[:, part].var() + self.half_life_steps[:, part].var())
        return float(np.clip((1.0 - left - _CHANCE) / (1.0 - _CHANCE), 0.0, 1.0))


def draw_persons(prior: FatiguePrior, evidence: FatigueEvidence) -> Persons:
    """Return the persons that a lifter may be; the same for the same evidence, and kept for the next question."""
    return _drawn(prior, evidence.precision.tobytes(), evidence.pull.tobytes())


@lru_cache(maxsize=32)
def _drawn(prior: FatiguePrior, precision: bytes, pull: bytes) -> Persons:
    """Return the persons that fit a prior and some evidence."""
    vector = np.frombuffer(pull)
    told = _Evidence(prior, np.frombuffer(precision).reshape(len(vector), -1), vector)
    base = np.concatenate(standard_draws(_DRAWS), axis=1)
    steps, from_prior = base, np.zeros(len(base))
    share, kept = 0.0, base[:PERSONS]
    for _ in range(_ROUNDS):
        share, weights = borne(told.log_likelihood(steps), enough=_ENOUGH, so_far=from_prior)
        kept = steps[resampled(weights)]
        if share >= 1.0:
            break
        steps, from_prior = _sharpened(steps, weights, base)
    if share < 1.0:
        kept = _walked(kept, told)
    parts = len(Part)
    gains = gains_of(prior, kept[:, :parts], kept[:, parts:])
    return Persons(prior, kept[:, :parts], kept[:, parts:], gains)


def resampled(weights: Floats) -> NDArray[np.intp]:
    """Return as many draws as persons are kept, each as often as it weighs: even points through the weights."""
    points = (np.arange(PERSONS) + 0.5) / PERSONS
    return np.searchsorted(np.cumsum(weights), points).clip(max=len(weights) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Evidence:
    """What a log says of persons.

    Args:
        prior: What was believed before.
        precision: Matrix of the likelihood (channel, channel).
        pull: Its vector (channel,).
    """

    prior: FatiguePrior
    precision: Floats
    pull: Floats

    def log_likelihood(self, steps: Floats) -> Floats:
        """Return what the log says of persons, up to a constant (person,)."""
        parts = len(Part)
        gains = gains_of(self.prior, steps[:, :parts], steps[:, parts:])
        return np.asarray(gains @ self.pull - 0.5 * ((gains @ self.precision) * gains).sum(axis=1))


def _walked(steps: Floats, told: _Evidence) -> Floats:
    """Return persons after a walk under prior and all evidence: each steps by the difference of two others (DE-MC)."""
    rng, (count, size) = np.random.default_rng(11), steps.shape
    density = told.log_likelihood(steps) - 0.5 * (steps**2).sum(axis=1)
    for number in range(_WALK):
        one, other = rng.permutation(count), rng.permutation(count)
        length = 1.0 if number % _LEAP == 0 else 2.38 / np.sqrt(2.0 * size) * np.exp(0.5 * rng.standard_normal())
        tried = steps + length * (steps[one] - steps[other]) + _JITTER * rng.standard_normal(steps.shape)
        found = told.log_likelihood(tried) - 0.5 * (tried**2).sum(axis=1)
        is_taken = np.log(rng.random(count)) < found - density
        steps, density = np.where(is_taken[:, None], tried, steps), np.where(is_taken, found, density)
    return steps


def borne(told: Floats, *, enough: float, so_far: Floats | None = None) -> tuple[float, Floats]:
    """Return how much of some evidence draws bear, all of it if they can, and their weights under so much.

    Args:
        told: What the evidence says of each draw (draw,).
        enough: How many draws the weights must be worth.
        so_far: Log-weights before it (draw,).
    """
    before = np.zeros(len(told)) if so_far is None else so_far
    low, high = 0.0, 1.0
    weights = _weights(before + told)
    if 1.0 / float(weights @ weights) >= enough:
        return 1.0, weights
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        weights = _weights(before + middle * told)
        low, high = (middle, high) if 1.0 / float(weights @ weights) >= enough else (low, middle)
    return low, _weights(before + low * told)


def _sharpened(steps: Floats, weights: Floats, base: Floats) -> tuple[Floats, Floats]:
    """Return draws from a Gaussian around the likely ones, and some from the prior, with their log-weights by that."""
    mean = weights @ steps
    gap = steps - mean
    cov = _WIDER**2 * ((weights[:, None] * gap).T @ gap) + 1e-6 * np.eye(len(mean))
    root = np.linalg.cholesky(cov)
    count = int(_OF_PRIOR * len(base))
    drawn = np.concatenate([base[:count], mean + base[count:] @ root.T])
    scaled = np.linalg.solve(root, (drawn - mean).T)
    log_near = -0.5 * (scaled**2).sum(axis=0) - np.log(np.diag(root)).sum()
    log_prior = -0.5 * (drawn**2).sum(axis=1)
    log_drawn = np.logaddexp(np.log(_OF_PRIOR) + log_prior, np.log(1.0 - _OF_PRIOR) + log_near)
    return drawn, np.asarray(log_prior - log_drawn)


def _weights(log_weights: Floats) -> Floats:
    """Return weights of sum one."""
    values = np.exp(log_weights - log_weights.max())
    return np.asarray(values / values.sum())
