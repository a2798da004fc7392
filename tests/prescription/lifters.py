"""Sessions of lifters who never lived, as tests and logs need them."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from momentary.inference.clock import days_of
from momentary.inference.strengths import SessionStrengths
from momentary.quantities import Effort, EffortScale, Ending, EndingKind, Load, Log, Moment, Role, Segment, Session, Set

Floats = NDArray[np.float64]

START = datetime(2024, 1, 1, 18)
CURVE = 0.0266
LIFT = "Bench Press (Barbell)"


def days(weeks: int, *, weekdays: tuple[int, ...] = (0, 2, 4)) -> Floats:
    """Days of sessions since 1970, from START."""
    week = 7.0 * np.arange(weeks, dtype=np.float64)[:, None]
    return np.asarray(days_of(START) + (week + np.array(weekdays, dtype=np.float64)).ravel())


def sessions(day: Floats, log_one_rm: Floats) -> SessionStrengths:
    """Sessions that show these strengths, nothing in common being doubtful."""
    count = len(day)
    return SessionStrengths(
        np.arange(count),
        day,
        log_one_rm,
        np.full(count, 1e-6),
        log_one_rm,
        np.zeros((count, 4)),
        np.zeros(4),
        CURVE,
        CURVE,
    )


def noisy_line(
    rng: Generator, *, weeks: int, gain: float, noise: float = 0.04, weekdays: tuple[int, ...] = (0, 2, 4)
) -> SessionStrengths:
    """Sessions around a line."""
    day = days(weeks, weekdays=weekdays)
    at = (day - day[0]) / 7.0
    return sessions(day, 4.6 + gain * at + noise * rng.standard_normal(len(day)))


def log_of_line(
    rng: Generator,
    *,
    weeks: int,
    gain: float,
    session_sd: float,
    called: bool = False,
    sets: int = 3,
) -> Log:
    """A log of sets in whole repetitions, to failure or with a called reserve, at a load that follows strength."""
    done, load = [], 80.0
    for day in days(weeks).tolist():
        at = day - days_of(START)
        today = np.log(100.0) + gain * at / 7.0 + session_sd * rng.standard_normal()
        rows = []
        counts = [max(round(1.0 + (today - 0.025 * one - np.log(load)) / CURVE), 1) for one in range(sets)]
        for count in counts:
            left = int(rng.integers(1, 4)) if called else 0
            segment = Segment(LIFT, Load(load), max(count - left, 1), ending=None if called else FAILED)
            if called:
                effort = Effort(10.0 - left, EffortScale.RPE)
                segment = Segment(LIFT, Load(load), max(count - left, 1), effort=effort)
            rows.append(Set((segment,), role=Role.WORKING))
        done.append(Session(Moment.of(START + timedelta(days=at)), tuple(rows)))
        load += 2.5 * ((counts[0] >= 12) - (counts[0] <= 5))
    return Log.of(done)


FAILED = Ending(EndingKind.FAILURE)
