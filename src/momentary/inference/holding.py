"""What the level filter holds of an exercise between two rows: put into a filter, it goes on as if it had never stopped."""

from __future__ import annotations

from dataclasses import dataclass

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
        log_evidence: Log-probability of all rows and choices so far, up to a constant (node,).
        first_habit: For how many repetitions the first load of a session is chosen (habit,).
        later_habit: The same of later loads.
        session: Session of the last row.
        day: When it began [days since 1970].
        log_load: Logarithm of the last load in that session that was chosen to be lifted; NaN where there is none.
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
        """Return one state with the nodes and habits of both, these first."""
        return self._with_parts(
            lambda one, two, axis: np.concatenate([one, two], axis=axis), other, self.first_habit, self.later_habit
        )


def joined(one: Held, other: Held) -> Held:
    """Return a state with the nodes and habits of both."""
    raise NotImplementedError
