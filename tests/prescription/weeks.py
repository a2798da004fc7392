"""Weeks to be planned, for a scripted lifter as tired as one likes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import numpy as np

from momentary.inference import LevelPosterior, Summary
from momentary.prescription.frequency import frequencies
from momentary.prescription.gym import Gym, usual_gym
from momentary.prescription.recovery_forecast import RecoveryForecast, recovery_forecast
from momentary.prescription.training_habits import TrainingHabits, training_habits
from momentary.prescription.week.plan import PlanDay, WeekQuestion
from momentary.quantities import LoadUnit
from tests.prescription.methods.people import known, trained_log
from tests.prescription.sessions import summary_of

BEGINS = datetime(2024, 2, 4, 18)
GYM = replace(usual_gym(), has_pins=True)


@cache
def lifter(unit: LoadUnit = LoadUnit.KG) -> tuple[Summary, LevelPosterior, TrainingHabits, RecoveryForecast]:
    """Return what is known of the scripted lifter, the day after their last session."""
    about = known(unit)
    habits = training_habits(trained_log(unit), about.exercises)
    assert habits is not None
    return summary_of(unit), about.posterior, habits, recovery_forecast(about.posterior.tiredness)


def tired(
    recovery: RecoveryForecast, times: float | Sequence[float], *, neural: float | None = None
) -> RecoveryForecast:
    """Return the same lifter with so many times the fatigue, of all muscles alike or of each (muscle,)."""
    memory = recovery.memory.copy()
    memory.state.muscular *= np.reshape(times, (-1, 1))
    memory.state.neural *= np.mean(times) if neural is None else neural
    return replace(recovery, memory=memory)


def days(
    ahead: Iterable[int] = (0, 2, 4), *, minutes: float = 60.0, partner: Iterable[int] = ()
) -> tuple[PlanDay, ...]:
    """Return days of the week, so many days from its beginning."""
    helped = set(partner)
    return tuple(PlanDay(BEGINS + timedelta(days=one), minutes, one in helped) for one in ahead)


def question(
    week: tuple[PlanDay, ...] | None = None, *, unit: LoadUnit = LoadUnit.KG, times: float = 1.0, gym: Gym = GYM,
    only: Iterable[str] | None = None, **more: Any,
) -> WeekQuestion:  # fmt: skip
    """Return what the scripted lifter asks of a week, so many times as tired as their log makes them."""
    summary, posterior, habits, recovery = lifter(unit)
    named = None if only is None else set(only)
    chosen = tuple(one for one in habits.exercises if named is None or one.name in named)
    return WeekQuestion(
        summary, posterior, habits, tired(recovery, times), gym, days() if week is None else week, chosen,
        frequencies=frequencies(posterior.tiredness), **more,
    )  # fmt: skip
