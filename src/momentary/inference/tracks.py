"""What a filter leaves behind: per row what was forecast, per visit what was learnt, and how lanes are merged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    ChoiceHabit,
    Nodes,
)
from momentary.inference.holding import Held

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """The filtered belief of some exercises: per row what was forecast, per visit what was learnt.

    A visit is an exercise within a session. Rows and visits are ordered by exercise, then time. States are (a, d, l).

    Args:
        exercises: Exercises of the track, in the order of `curve`.
        curve: c of each exercise and node [1/rep].
        nodes: The nodes.
        rows: Row in the records of each observed segment.
        owner: Position in `exercises` of each of these rows.
        visit: Visit of each row.
        log_moved: Logarithm of the moved load of each row and node.
        wander: Variance that the day gained just before each row.
        forecast_mean: Mean of h before each row, by node, the chosen load known.
        forecast_var: Variance of h before each row, by node.
        blind_mean: The same with the load imposed: what it says of the lifter's choice is left out.
        blind_var: Its variance.
        log_choice: Log-probability of the choice made before each row, by node; zero where none was made.
        log_evidence: Log-probability of each row and its choice, by node.
        lane_mean: State after each row, level kept or jumped (row, lane, node, 3).
        lane_cov: Its covariance (row, lane, node, 3, 3).
        lane_chance: Probability of each lane after each row (row, lane, node).
        visit_first: First row (position in `rows`) of each visit.
        visit_last: Last row of each visit.
        start_mean: (a, l) forecast at the start of each visit (visit, node, 2).
        start_cov: Its covariance (visit, node, 2, 2), the level kept.
        chosen_at: Row (position in `rows`) before which each visit's first load was chosen; -1 where none was.
        calm_mean: State just before that choice, hence before any jump (visit, node, 3).
        calm_cov: Its covariance (visit, node, 3, 3).
        jump_var: Variance of a jump.
        choice: For how many repetitions the first load of a session is chosen at the end, by exercise and habit.
        earlier: Log-probability of what was seen before the first row, by exercise and node; zero in a whole log.
        held: What the filter holds of each exercise after its last row; None where it has none.
    """

    exercises: Integers
    curve: Floats
    nodes: Nodes
    rows: Integers
    owner: Integers
    visit: Integers
    log_moved: Floats
    wander: Floats
    forecast_mean: Floats
    forecast_var: Floats
    blind_mean: Floats
    blind_var: Floats
    log_choice: Floats
    log_evidence: Floats
    lane_mean: Floats
    lane_cov: Floats
    lane_chance: Floats
    visit_first: Integers
    visit_last: Integers
    start_mean: Floats
    start_cov: Floats
    chosen_at: Integers
    calm_mean: Floats
    calm_cov: Floats
    jump_var: float
    choice: ChoiceHabit
    earlier: Floats
    held: tuple[Held | None, ...]

    def state_after(self, rows: Integers) -> tuple[Floats, Floats]:
        """Return mean and covariance of the state after some rows, lanes merged (row, node, 3), (row, node, 3, 3)."""
        return merge_lanes(self.lane_mean[rows], self.lane_cov[rows], self.lane_chance[rows])


def merge_lanes(mean: Floats, cov: Floats, chance: Floats) -> tuple[Floats, Floats]:
    """Return mean and covariance of mixtures of lanes.

    Args:
        mean: Means (row, lane, node, size).
        cov: Covariances (row, lane, node, size, size).
        chance: Probability of each lane (row, lane, node).
    """
    share = chance[..., None]
    middle = (share * mean).sum(axis=1)
    gap = mean - middle[:, None]
    spread = (share[..., None] * (cov + gap[..., :, None] * gap[..., None, :])).sum(axis=1)
    return middle, spread
