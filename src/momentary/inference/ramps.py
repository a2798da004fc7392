"""The way up to the working load, in logs that mark no warm-ups.

A lifter who does 60 x 5, 75 x 3, 85 x 2 and then 90 x 5 stopped the first three long before failure. Read as working
sets that ended near failure, such ramps drag the level far below what the same session shows.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

RAMP_SHARE = 0.9
"""Sets that show less than this share of what the last sessions showed are on the way up."""

SESSIONS_BACK = 2
"""Sessions of the exercise whose best sets are the measure: after as many weaker ones, those are."""


def is_on_the_way_up(
    *, exercise: Integers, session: Integers, is_working: Flags, shown: Floats, is_told: Flags
) -> Flags:
    """Return which rows came before their session had reached RAMP_SHARE of what the last sessions showed.

    Only the row and what came before it decide, so that forecasts stay forecasts. The first session of an exercise has
    no measure: there every set that shows more than all before it may still be on the way up, the first one included.
    Once the lifter has marked a warm-up of an exercise, none of its later sets is on the way up: the lifter says it.

    Args:
        exercise: Exercise of each row, in the order of the log.
        session: Session of each row.
        is_working: Whether the row is not marked as warm-up or cool-down.
        shown: 1RM that each row has shown at least, by any load-repetitions curve [kg].
        is_told: Whether the row says anything about capacity.
    """
    on_the_way = np.zeros(len(exercise), dtype=np.bool_)
    is_marked = _has_marks(exercise, is_working)
    best: dict[int, list[float]] = {}
    for one in _visits(np.flatnonzero(is_told & is_working), exercise, session):
        reached = np.maximum.accumulate(shown[one])
        past = best.setdefault(int(exercise[one[0]]), [])
        if past:
            on_the_way[one] = (reached < RAMP_SHARE * max(past[-SESSIONS_BACK:])) & ~is_marked[one]
        else:
            on_the_way[one] = np.r_[True, shown[one][1:] > reached[:-1]] & ~is_marked[one]
        past.append(float(reached[-1]))
    return on_the_way


def _has_marks(exercise: Integers, is_working: Flags) -> Flags:
    """Return at which rows the lifter has already marked a warm-up or cool-down of the exercise."""
    first = np.full(int(exercise.max(initial=-1)) + 1, len(exercise))
    np.minimum.at(first, exercise[~is_working], np.flatnonzero(~is_working))
    return np.asarray(np.arange(len(exercise)) > first[exercise])


def earlier_in_visit(flags: Flags, *, exercise: Integers, session: Integers) -> Integers:
    """Return how many of the flagged rows came before each row, of the same exercise in the same session."""
    before = np.zeros(len(flags), dtype=np.int64)
    for one in _visits(np.arange(len(flags)), exercise, session):
        before[one] = np.cumsum(flags[one]) - flags[one]
    return before


def _visits(rows: Integers, exercise: Integers, session: Integers) -> Iterator[Integers]:
    """Yield the rows of each exercise within each session, in the order of the log."""
    rows = rows[np.lexsort((rows, exercise[rows]))]
    changes = (np.diff(exercise[rows]) != 0) | (np.diff(session[rows]) != 0)
    yield from (part for part in np.split(rows, np.flatnonzero(changes) + 1) if len(part))
