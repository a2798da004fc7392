"""How the repetitions to failure of an exercise depend on the load: by the model, or from a load that is known well.

Where the lifter did the exercise lately, the forecast at the load of that set is a weighted mean of the model and of
what was done (`athlete.cues`). From there other loads lie along the lifter's own curve: at every node

    r(w) = r(w_known) - (ln w - ln w_known) / c,

so the doubt about the curve grows with the distance from the load that is known.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CueWeights, Prior, cumulative_cued, repetitions_to_failure, with_chance_of_none
from momentary.inference.distribution import RepetitionForecast
from momentary.inference.forecasting import cumulative_repetitions

Floats = NDArray[np.float64]

_SHORTEST_PMF = 40
_LONGEST_PMF = 400
_NOISE_RANGE = (0.5, 3.0)
_NONE = np.array([0.5])


class Outlook(ABC):
    """What a set to failure would give at any load, at one moment."""

    @abstractmethod
    def below(self, edges: Floats, log_moved: Floats) -> Floats:
        """Return the probability that fewer repetitions than each edge are completed.

        Args:
            edges: Points on the line of repetitions (edge,) [rep].
            log_moved: Logarithm of the moved load at each node (node,).
        """

    @abstractmethod
    def reach(self, log_moved: Floats) -> float:
        """Return a number of repetitions that is hardly ever passed [rep]."""

    def forecast(self, log_moved: Floats) -> RepetitionForecast:
        """Return the probability of every whole number of repetitions at a load."""
        reach = self.reach(log_moved)
        most = int(np.clip(np.ceil(reach) if np.isfinite(reach) else _LONGEST_PMF, _SHORTEST_PMF, _LONGEST_PMF))
        below = np.append(self.below(np.arange(most, dtype=np.float64) + 0.5, log_moved), 1.0)
        return RepetitionForecast(np.diff(below, prepend=0.0))


@dataclass(frozen=True, slots=True, eq=False)
class ModelOutlook(Outlook):
    """The level model alone: of exercises of which no working set is remembered.

    Args:
        mean: Mean of the log-capacity (node,).
        var: Its variance.
        curve: c [1/rep].
        shares: Probability of each node.
        prior: The error of a set around its expectation.
    """

    mean: Floats
    var: Floats
    curve: Floats
    shares: Floats
    prior: Prior

    def below(self, edges: Floats, log_moved: Floats) -> Floats:
        """Return the probability that fewer repetitions than each edge are completed."""
        expected = repetitions_to_failure(log_moved, self.mean, curve=self.curve)
        sd = np.sqrt(self.var) / self.curve
        return cumulative_repetitions(edges, mean=expected, sd=sd, shares=self.shares, prior=self.prior)

    def reach(self, log_moved: Floats) -> float:
        """Return a number of repetitions that is hardly ever passed [rep]."""
        expected = repetitions_to_failure(log_moved, self.mean, curve=self.curve)
        sd = np.sqrt(self.var) / self.curve
        return float((expected + 4.0 * np.hypot(sd, self.prior.odd_factor)).max())


@dataclass(frozen=True, slots=True, eq=False)
class AnchoredOutlook(Outlook):
    """From a load that is known well along the lifter's own curve.

    Args:
        log_known: Logarithm of the moved load that is known (node,).
        mean: Expected repetitions there [rep].
        sd: The usual error of a set there [rep].
        curve: c [1/rep].
        shares: Probability of each node.
        model: The level model alone: how likely it is that no repetition is possible.
        weights: Share and size of odd sets.
        prior: How the error of a set grows with the repetitions.
    """

    log_known: Floats
    mean: float
    sd: float
    curve: Floats
    shares: Floats
    model: ModelOutlook
    weights: CueWeights
    prior: Prior

    def below(self, edges: Floats, log_moved: Floats) -> Floats:
        """Return the probability that fewer repetitions than each edge are completed."""
        mean, sd = self._at(log_moved)
        with_none = np.concatenate([_NONE, edges])
        found = self.shares @ cumulative_cued(with_none, mean, sd, weights=self.weights)
        return with_chance_of_none(found[1:], at_none=found[:1], by_model=self.model.below(_NONE, log_moved))

    def reach(self, log_moved: Floats) -> float:
        """Return a number of repetitions that is hardly ever passed [rep]."""
        mean, sd = self._at(log_moved)
        return float((mean + 4.0 * self.weights.odd_factor * sd).max())

    def _at(self, log_moved: Floats) -> tuple[Floats, Floats]:
        """Return mean and error of a set at a load, by node; long sets are less certain than short ones [rep]."""
        mean = self.mean - (log_moved - self.log_known) / self.curve
        noise = self.prior.noise_sd(mean) / self.prior.noise_sd(np.array(self.mean))
        return mean, self.sd * np.clip(noise, *_NOISE_RANGE)
