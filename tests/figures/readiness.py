"""States of fatigue for the tests: a lifter after a leg day, and any lifter at all."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from hypothesis import strategies as st

from momentary.inference.readiness import Course, Readiness, StateLevel
from momentary.quantities import Muscle

AT = datetime(2026, 11, 22, 20, 24)
LEG_DAY = {
    Muscle.QUADRICEPS: 0.79,
    Muscle.GLUTES: 0.84,
    Muscle.HAMSTRINGS: 0.87,
    Muscle.SPINAL_ERECTORS: 0.895,
    Muscle.CALVES: 0.93,
    Muscle.CHEST: 0.99,
}


def state_of(
    muscle: Muscle | None, level: float, *, doubt: float = 0.05, after_h: float | None = 30.0, learnt: float = 0.3
) -> StateLevel:
    """Return a state at a level, recovered so many hours after the moment."""
    recovered = None if after_h is None else AT + timedelta(hours=after_h)
    return StateLevel(muscle, level, max(level - doubt, 0.0), min(level + doubt, 1.0), recovered, learnt)


def course_of(state: StateLevel, *, days: int = 14) -> Course:
    """Return a course that halves what is missing every day."""
    hours = np.arange(24.0 * days + 1)
    left = 0.5 ** (hours / 24.0)
    low, middle, high = (1.0 - (1.0 - end) * left for end in (state.low, state.level, state.high))
    return Course(state.muscle, hours, middle, low, high)


def readiness_of(*muscles: StateLevel, neural: StateLevel | None = None, days: int = 14) -> Readiness:
    """Return states with their courses; none where no days are wanted."""
    first = neural if neural is not None else state_of(None, 0.93, doubt=0.04, after_h=60.0)
    courses = tuple(course_of(one, days=days) for one in (first, *muscles)) if days else ()
    return Readiness(AT, 0.97, 0.8, first, tuple(sorted(muscles, key=lambda one: one.level)), courses)


def leg_day() -> Readiness:
    """Return a lifter after a leg day; the quadriceps is not recovered within the days looked at."""
    return readiness_of(
        *(
            state_of(muscle, level, after_h=None if muscle is Muscle.QUADRICEPS else 400.0 * (1.0 - level))
            for muscle, level in LEG_DAY.items()
        )
    )


@st.composite
def any_state(draw: st.DrawFn, muscle: Muscle | None) -> StateLevel:
    """Any state that the types allow."""
    low, level, high = sorted(draw(st.tuples(*[st.floats(0.0, 1.0)] * 3)))
    after = draw(st.none() | st.floats(-100.0, 2000.0))
    return StateLevel(
        muscle, level, low, high, None if after is None else AT + timedelta(hours=after), draw(st.floats(0.0, 1.0))
    )


@st.composite
def any_readiness(draw: st.DrawFn) -> Readiness:
    """Any states of any muscles, with or without courses."""
    found = draw(st.lists(st.sampled_from(Muscle), unique=True))
    neural = draw(any_state(None))
    return readiness_of(*(draw(any_state(muscle)) for muscle in found), neural=neural, days=draw(st.integers(0, 15)))
