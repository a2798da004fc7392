"""What is known of a lifter's fatigue at a moment and over the days to come: each muscle and the neural state.

A level is the share of rested strength that a state leaves: 1 is fresh, 0 is spent. Every number comes with the ends of
its 80 % interval, and with how much of it the lifter's own log has taught.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from momentary.quantities import Muscle

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StateLevel:
    """One state at a moment.

    Args:
        muscle: The muscle; None for the neural state of the whole body.
        level: Share of rested strength that it leaves, median, from 0 (spent) to 1 (fresh).
        low: Lower end of the 80 % interval of the level.
        high: Upper end of it.
        recovered_at: When the level that was asked for is reached with the probability that was asked for; None where
            that lies beyond the days that were looked at.
        learnt: How much of the prior's doubt the log has taken away, from 0 (nothing) to 1.
        chance: Probability that the level that was asked for is reached now; None where nobody worked it out.
    """

    muscle: Muscle | None
    level: float
    low: float
    high: float
    recovered_at: datetime | None
    learnt: float
    chance: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """How one state goes over the coming days without any further training.

    Args:
        muscle: The muscle; None for the neural state.
        hours: Hours since the moment of the question (time,) [h].
        level: Median level (time,).
        low: Lower end of its 80 % interval (time,).
        high: Upper end of it (time,).
    """

    muscle: Muscle | None
    hours: Floats
    level: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Readiness:
    """All states at a moment.

    Args:
        at: The moment.
        wanted: The level that counts as recovered.
        probability: How sure it must be that the level is reached.
        neural: The neural state of the whole body.
        muscles: Every muscle that the log has trained, the most tired first.
        courses: The coming days of the neural state and of the same muscles, in the same order.
    """

    at: datetime
    wanted: float
    probability: float
    neural: StateLevel
    muscles: tuple[StateLevel, ...]
    courses: tuple[Course, ...]
