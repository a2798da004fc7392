"""What it costs to go on after failure, beside a straight set: by the model's doses, and as the lifter's log has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import exp
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Channels, Part, Prior, channels_of
from momentary.athlete.fatigue import ACCUSTOMED
from momentary.inference.fatigue import gains_of, standard_draws
from momentary.inference.segment_costs import CameBack
from momentary.parameters import level_prior

Floats = NDArray[np.float64]

LOG_SD = 0.7
"""Spread of the logarithm of what going on costs, beside what its dose says: a judgement, none was measured."""

ENOUGH = 0.1
"""From so much of the doubt taken away a cost counts as partly the lifter's own."""

_DRAWS = 2048
_ENDS = (0.5, 0.1, 0.9)
_DAY_H = 24.0
_STEP_H = 2.0
_HOURS = np.arange(0.0, 337.0, _STEP_H)
_TOMORROW = round(_DAY_H / _STEP_H)


class Continuation(StrEnum):
    """How a set goes on after failure, or which set is tied to it; each has costs of its own."""

    DROP = "drop"
    MACHINE = "machine"
    REST_PAUSE = "rest_pause"
    PARTIAL = "partial"
    CHEAT = "cheat"
    NEGATIVE = "negative"
    ASSISTED = "assisted"
    SUPERSET_OPPOSING = "superset_opposing"
    SUPERSET_SAME = "superset_same"


class Estimate(NamedTuple):
    """A number with the ends of its 80 % interval."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, draws: Floats) -> Estimate:
        """Return median and interval of draws."""
        return cls(*(float(one) for one in np.quantile(draws, _ENDS)))


@dataclass(frozen=True, slots=True)
class Addition:
    """A segment that was or will be added to a straight set.

    Args:
        continuation: How it goes on.
        dose: Its muscular dose, by the model.
        is_lowering: Whether the lowering is emphasised.
    """

    continuation: Continuation
    dose: float
    is_lowering: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class MethodCosts:
    """What a lifter's log has taught of the costs of going on after failure; equally likely draws.

    Args:
        factors: Times what the doses say, by continuation (draw,); those that the log never had keep the prior.
        learnt: How much of the prior's doubt about each the log has taken away, from 0 (nothing) to 1.
        came_back: How first sets came back after each.
        gains: Gains of the channels of fatigue of the person that goes with each draw (draw, channel).
        channels: The channels.
        prior: The population's figures.
    """

    factors: dict[Continuation, Floats]
    learnt: dict[Continuation, float]
    came_back: dict[Continuation, CameBack]
    gains: Floats
    channels: Channels
    prior: Prior

    @classmethod
    def typical(cls, prior: Prior | None = None) -> MethodCosts:
        """Return what is believed before any log.

        Args:
            prior: The population's figures; the shipped ones if not given.
        """
        return _typical(level_prior() if prior is None else prior)

    def learnt_of(self, continuation: Continuation) -> float:
        """Return how much of the prior's doubt the log has taken away, 0 to 1."""
        return self.learnt.get(continuation, 0.0)

    def factor(self, continuation: Continuation) -> Estimate:
        """Return how many times what its dose says a continuation costs over hours and days."""
        return Estimate.of(self._drawn(continuation))

    def ratio(self, straight: float, added: Sequence[Addition]) -> Estimate:
        """Return how many times a straight set to failure a set costs.

        Args:
            straight: Muscular dose of the straight set.
            added: What goes on after it.
        """
        return Estimate.of(1.0 + self._added(added) / straight)

    def later_h(self, straight: float, added: Sequence[Addition]) -> Estimate:
        """Return how many hours later a set leaves its muscles as fresh as they are a day after the straight set [h].

        Args:
            straight: Muscular dose of the straight set.
            added: What goes on after it, for the same muscles.
        """
        alone, whole = self._courses(straight, added)
        wanted, rows = alone[:, _TOMORROW], np.arange(len(whole))
        late = (whole[:, _TOMORROW:] > wanted[:, None] * (1.0 + 1e-12)).sum(axis=1)
        before, after = late + _TOMORROW - 1, np.minimum(late + _TOMORROW, len(_HOURS) - 1)
        fell = np.maximum(whole[rows, before] - whole[rows, after], 1e-15)
        share = np.clip((whole[rows, before] - wanted) / fell, 0.0, 1.0)
        hours = np.minimum(_STEP_H * (late - 1 + share), _HOURS[-1] - _DAY_H)
        return Estimate.of(np.where(late == 0, 0.0, hours))

    def day_after(self, straight: float, added: Sequence[Addition] = ()) -> Estimate:
        """Return the share of strength that is still gone a day after a set [1]."""
        _, whole = self._courses(straight, added)
        return Estimate.of(-np.expm1(-whole[:, _TOMORROW]))

    def _drawn(self, continuation: Continuation) -> Floats:
        """Return the draws of a factor."""
        found = self.factors.get(continuation)
        return _prior_factors(list(Continuation).index(continuation), len(self.gains)) if found is None else found

    def _added(self, added: Sequence[Addition]) -> Floats:
        """Return the dose that goes on (draw,)."""
        return sum((one.dose * self._drawn(one.continuation) for one in added), np.zeros(len(self.gains)))

    def _courses(self, straight: float, added: Sequence[Addition]) -> tuple[Floats, Floats]:
        """Return the log-capacity lost to the muscle by the straight set and by the whole, by hour (draw, hour)."""
        law, channels = self.prior.fatigue.doses, self.channels
        tame = exp(-ACCUSTOMED / law.protection_dose)
        lowered = self._added([one for one in added if one.is_lowering])
        total = straight + self._added(added)
        harm = tame * (total + (law.lowering_factor - 1.0) * lowered)
        kept = np.exp2(-_HOURS / _DAY_H / channels.half_life[:, None])
        residual, damage = (
            self.gains[:, channels.places(part)] @ kept[channels.places(part)] for part in (Part.RESIDUAL, Part.DAMAGE)
        )
        return straight * (residual + tame * damage), total[:, None] * residual + harm[:, None] * damage


@cache
def _typical(prior: Prior) -> MethodCosts:
    """Return what is believed before any log."""
    gains = gains_of(prior.fatigue, *standard_draws(_DRAWS))
    return MethodCosts({}, {}, {}, gains, channels_of(prior.fatigue), prior)


@cache
def _prior_factors(place: int, count: int) -> Floats:
    """Return even draws of a factor of which nothing is known, in an order of its own."""
    normal = NormalDist()
    points = np.array([normal.inv_cdf((at + 0.5) / count) for at in range(count)])
    return np.asarray(np.exp(LOG_SD * np.random.default_rng(47 + place).permutation(points)))
