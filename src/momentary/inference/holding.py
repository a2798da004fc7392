"""What the level filter holds of an exercise between two rows: with it a filter goes on as if none had stopped."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import ChoiceHabit

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The state of the filter after an exercise's last row; states are (a, d, l).

    Args:
        mean: Mean of the state, level kept or jumped (lane, node, 3).
        cov: Its covariance (lane, node, 3, 3).
        chance: Probability of each lane (lane, node).
        log_evidence: Log-probability of all rows and choices so far (node,).
        first_habit: For how many repetitions the first load of a session is chosen (habit,).
        later_habit: The same of later loads.
        session: Session of the last row.
        day: When it began [days since 1970].
        log_load: Logarithm of the last load of that session in a set that was no mere bound; NaN where there is none.
        is_first_visit: Whether that session was the first with the exercise.
    """

    mean: Floats
    cov: Floats
    chance: Floats
    log_evidence: Floats
    first_habit: ChoiceHabit
    later_habit: ChoiceHabit
    session: int
    day: float
    log_load: float
    is_first_visit: bool

    def beside(self, other: Held) -> Held:
        """Return one state with the nodes and habits of both, these first: they have seen the same rows."""
        return replace(
            self,
            mean=np.concatenate([self.mean, other.mean], axis=1),
            cov=np.concatenate([self.cov, other.cov], axis=1),
            chance=np.concatenate([self.chance, other.chance], axis=1),
            log_evidence=np.concatenate([self.log_evidence, other.log_evidence]),
            first_habit=_side_by_side(self.first_habit, other.first_habit),
            later_habit=_side_by_side(self.later_habit, other.later_habit),
        )

    def at(self, nodes: Integers, habits: Integers) -> Held:
        """Return the state at some nodes and habits only; one that is named twice is there twice."""
        first, later = self.first_habit, self.later_habit
        return replace(
            self,
            mean=self.mean[:, nodes],
            cov=self.cov[:, nodes],
            chance=self.chance[:, nodes],
            log_evidence=self.log_evidence[nodes],
            first_habit=ChoiceHabit(first.count[habits], first.mean[habits], first.variance[habits]),
            later_habit=ChoiceHabit(later.count[habits], later.mean[habits], later.variance[habits]),
        )


def _side_by_side(one: ChoiceHabit, other: ChoiceHabit) -> ChoiceHabit:
    """Return the habits of both."""
    pairs = ((one.count, other.count), (one.mean, other.mean), (one.variance, other.variance))
    return ChoiceHabit(*(np.concatenate(pair) for pair in pairs))
