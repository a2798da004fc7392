"""The way up to the working load, in logs that mark no warm-ups.

A lifter who does 60 x 5, 75 x 3, 85 x 2 and then 90 x 5 stopped the first three long before failure. Read as working
sets that ended near failure, such ramps drag the level far below what the same session shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

RAMP_SHARE = 0.9
"""Sets that show less than this share of what the last sessions showed are on the way up."""

SESSIONS_BACK = 2
"""Sessions of the exercise whose best sets are the measure: after as many weaker ones, those are."""


@dataclass(slots=True)
class Climb:
    """How far up an exercise's sessions have gone: all that the next set is compared with. Changed in place by `take`.

    Args:
        past: Most that each of the last sessions before this one has shown, at most SESSIONS_BACK of them [kg].
        session: This session; None before the first.
        reached: Most that this session has shown so far [kg].
        is_marked: Whether the lifter has marked a warm-up or cool-down of the exercise.
    """

    past: tuple[float, ...] = ()
    session: int | None = None
    reached: float = 0.0
    is_marked: bool = False

    def copy(self) -> Climb:
        """Return the same, free to be changed."""
        return Climb(self.past, self.session, self.reached, self.is_marked)

    def take(self, shown: float, *, session: int, is_working: bool, is_told: bool) -> bool:
        """Take the exercise's next row and return whether it is on the way up: see `is_on_the_way_up`."""
        if not is_working:
            self.is_marked = True
            return False
        if not is_told:
            return False
        earlier = self.reached
        if session != self.session:
            if self.session is not None:
                self.past = (*self.past, self.reached)[-SESSIONS_BACK:]
            self.session, earlier, self.reached = session, float("-inf"), shown
        self.reached = max(self.reached, shown)
        if self.is_marked:
            return False
        if self.past:
            return self.reached < RAMP_SHARE * max(self.past)
        return shown > earlier


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
    climbs: dict[int, Climb] = {}
    columns = (exercise.tolist(), session.tolist(), is_working.tolist(), shown.tolist(), is_told.tolist())
    flags = [
        climbs.setdefault(one, Climb()).take(most, session=number, is_working=working, is_told=told)
        for one, number, working, most, told in zip(*columns, strict=True)
    ]
    return np.array(flags, dtype=np.bool_)
