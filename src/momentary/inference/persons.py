"""The persons that a lifter may be: gains and half-lives of fatigue, drawn so that they fit prior and log.

The prior is log-normal, what a log says is Gaussian in the gains of the channels (`inference.fatigue`): importance
sampling from the prior, sharpened in a few rounds where the log says much. Every draw is fixed beforehand: the same log
gives the same persons.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import FatiguePrior, Part
from momentary.inference.fatigue import FatigueEvidence, gains_of, standard_draws

Floats = NDArray[np.float64]

PERSONS = 256
"""How many persons are kept."""

_DRAWS = 4096
_ENOUGH = 600.0
_ROUNDS = 4
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
        effective: How many of the draws they stand for count: below a hundred they are coarse.
    """

    prior: FatiguePrior
    gain_steps: Floats
    half_life_steps: Floats
    gains: Floats
    effective: float

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
        return float(np.clip(1.0 - left, 0.0, 1.0))


def draw_persons(prior: FatiguePrior, evidence: FatigueEvidence) -> Persons:
    """Return the persons that a lifter may be."""
    gain_steps, half_life_steps = standard_draws(_DRAWS)
    steps = np.concatenate([gain_steps, half_life_steps], axis=1)
    base, log_weights = steps, _log_likelihood(prior, evidence, steps)
    for _ in range(_ROUNDS):
        weights = _weights(log_weights)
        if 1.0 / float(weights @ weights) >= _ENOUGH:
            break
        steps, log_weights = _sharpened(prior, evidence, steps, weights, base)
    weights = _weights(log_weights)
    # Systematic resampling: evenly spaced points through the cumulative weights.
    picks = np.searchsorted(np.cumsum(weights), (np.arange(PERSONS) + 0.5) / PERSONS).clip(max=len(weights) - 1)
    kept, parts = steps[picks], len(Part)
    gains = gains_of(prior, kept[:, :parts], kept[:, parts:])
    return Persons(prior, kept[:, :parts], kept[:, parts:], gains, 1.0 / float(weights @ weights))


def _log_likelihood(prior: FatiguePrior, evidence: FatigueEvidence, steps: Floats) -> Floats:
    """Return what the log says of persons, up to a constant (person,)."""
    parts = len(Part)
    gains = gains_of(prior, steps[:, :parts], steps[:, parts:])
    return np.asarray(gains @ evidence.pull - 0.5 * ((gains @ evidence.precision) * gains).sum(axis=1))


def _sharpened(
    prior: FatiguePrior, evidence: FatigueEvidence, steps: Floats, weights: Floats, base: Floats
) -> tuple[Floats, Floats]:
    """Return draws from a Gaussian around the likely ones, and some from the prior, with their log-weights."""
    mean = weights @ steps
    gap = steps - mean
    cov = _WIDER**2 * ((weights[:, None] * gap).T @ gap) + 1e-3 * np.eye(len(mean))
    root = np.linalg.cholesky(cov)
    count = int(_OF_PRIOR * len(base))
    drawn = np.concatenate([base[:count], mean + base[count:] @ root.T])
    scaled = np.linalg.solve(root, (drawn - mean).T)
    log_near = -0.5 * (scaled**2).sum(axis=0) - np.log(np.diag(root)).sum()
    log_prior = -0.5 * (drawn**2).sum(axis=1)
    log_drawn = np.logaddexp(np.log(_OF_PRIOR) + log_prior, np.log(1.0 - _OF_PRIOR) + log_near)
    return drawn, _log_likelihood(prior, evidence, drawn) + log_prior - log_drawn


def _weights(log_weights: Floats) -> Floats:
    """Return weights of sum one."""
    values = np.exp(log_weights - log_weights.max())
    return np.asarray(values / values.sum())
