"""Synthetic lifters that `plateau_curves.py` asks about: what they gain, how sessions are off, what else happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import erfc, sqrt

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from momentary.inference.strengths import SessionStrengths
from momentary.prescription.plateau import RISING
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Role, Segment, Session, Set

Floats = NDArray[np.float64]
Disturbance = Callable[[Floats, Generator], Floats]
"""What else happens: takes days since the first look, adds to each log strength; NaN where a session is missed."""

START = datetime(2024, 1, 1, 18)
LIFT = "Bench Press"
WEEKDAYS = {2: (0, 3), 3: (0, 2, 4), 5: (0, 1, 2, 3, 4)}
USUAL_CURVE, FLAT_CURVE, STEEP_CURVE = 0.0266, 0.018, 0.036
LOSS, REPETITIONS, STEP_KG = 0.025, 8, 2.5
BEFORE = 24
GAINS, NO_GAIN, STALLS = "gains 0.5 % a week", "no gain, all along", "no gain from now on"


def nothing(day: Floats, rng: Generator) -> Floats:
    """Nothing else happens."""
    del rng
    return np.zeros(len(day))


@dataclass(frozen=True)
class Lifter:
    """A kind of synthetic lifter.

    Args:
        title: What they are called in the figure.
        gain: Gain over the weeks that are looked at [1/week].
        before: Weeks of log before the first look.
        gain_before: Gain over those [1/week].
        per_week: Sessions a week.
        session_sd: What a whole session is off.
        set_sd: What each set is off, besides.
        sets: Sets a session.
        curve: Log-load that a repetition costs, in whole logs [1/rep].
        also: What else happens.
    """

    title: str
    gain: float
    before: int = 0
    gain_before: float = 0.0
    per_week: int = 3
    session_sd: float = 0.04
    set_sd: float = 0.0
    sets: int = 3
    curve: float = USUAL_CURVE
    also: Disturbance = nothing


def in_figure() -> dict[str, tuple[Lifter, ...]]:
    """Return the lifters of the figure, panel by panel."""
    known, new = f"an exercise with {BEFORE} weeks of log", "a new exercise"
    return {
        f"{known}: a session is off by 4 %": _known(),
        f"{known}: each of three sets is off by 4 %": _known(session_sd=0.0, set_sd=0.04),
        f"{new}: a session is off by 4 %": _new(),
        f"{new}: each of three sets is off by 4 %": _new(session_sd=0.0, set_sd=0.04),
    }


def of_more_sets() -> dict[str, tuple[Lifter, ...]]:
    """Return lifters who do more sets a session, each off by itself."""
    return {"a new exercise: each of five sets is off by 4 %": _new(session_sd=0.0, set_sd=0.04, sets=5)}


def of_logs() -> dict[str, tuple[Lifter, ...]]:
    """Return lifters whose whole logs are drawn."""
    curves = {"": USUAL_CURVE, ", a flat curve": FLAT_CURVE, ", a steep curve": STEEP_CURVE}
    known: dict[str, tuple[Lifter, ...]] = {}
    for name, curve in curves.items():
        known[f"{BEFORE} weeks before{name}: a session is off by 4 %"] = (
            _steady(curve=curve) if name else _known(curve=curve)
        )
        each = _steady(session_sd=0.0, set_sd=0.04, curve=curve)
        known[f"{BEFORE} weeks before{name}: each of three sets is off by 4 %"] = each
    new = {panel: lifters for panel, lifters in (in_figure() | of_more_sets()).items() if panel.startswith("a new")}
    return new | known


def upset() -> dict[str, tuple[Lifter, ...]]:
    """Return lifters to whom something else happens."""
    return {
        "nothing else": _steady(),
        "3 % of sessions typed wrong by a factor of 2 to 10": _steady(also=typed_wrong(0.03)),
        "another machine, 25 % lighter or 20 % heavier": _steady(also=another_machine((0.75, 1.2))),
        "one week in five missed": _steady(also=missed_weeks(0.2)),
        "every sixth week 15 % lighter": _steady(also=light_weeks(every=6, lighter=0.15)),
        "gains that slow down": _steady(also=slowing_gains(0.15, weeks=12.0)),
        "strength wanders, sessions off by 3 %": _steady(session_sd=0.03, also=wandering(0.003)),
        "spells for a third of the error, a correlation of 0.7": _steady(
            session_sd=0.032, also=spells(0.024, lag_one=0.7)
        ),
        "spells: a correlation of 0.3 with the session before": _steady(session_sd=0.0, also=spells(0.04, lag_one=0.3)),
        "spells: 0.5": _steady(session_sd=0.0, also=spells(0.04, lag_one=0.5)),
        "spells: 0.8": _steady(session_sd=0.0, also=spells(0.04, lag_one=0.8)),
        "moved to later, 3 % lost, in the first week": _steady(also=moved_to_later(0.03)),
        "moved to later, 5 % lost, in the first week": _steady(also=moved_to_later(0.05)),
        "moved to later, 5 % lost, six weeks before": _steady(also=moved_to_later(0.05, weeks_ago=6.0)),
    }


def _steady(
    *, session_sd: float = 0.04, set_sd: float = 0.0, curve: float = USUAL_CURVE, also: Disturbance = nothing
) -> tuple[Lifter, ...]:
    """Return lifters who gain alike, or nothing, all along, in an exercise that they have logged for long."""
    return tuple(
        Lifter(title, gain, BEFORE, gain, session_sd=session_sd, set_sd=set_sd, curve=curve, also=also)
        for title, gain in ((GAINS, RISING), (NO_GAIN, 0.0))
    )


def _known(*, session_sd: float = 0.04, set_sd: float = 0.0, curve: float = USUAL_CURVE) -> tuple[Lifter, ...]:
    """Return the same lifters, and those whose gains end with the first look."""
    stalls = Lifter(STALLS, 0.0, BEFORE, RISING, session_sd=session_sd, set_sd=set_sd, curve=curve)
    return *_steady(session_sd=session_sd, set_sd=set_sd, curve=curve), stalls


def _new(*, session_sd: float = 0.04, set_sd: float = 0.0, sets: int = 3) -> tuple[Lifter, Lifter]:
    """Return lifters in a new exercise."""
    return (
        Lifter(GAINS, RISING, session_sd=session_sd, set_sd=set_sd, sets=sets),
        Lifter(NO_GAIN, 0.0, session_sd=session_sd, set_sd=set_sd, sets=sets),
    )


def typed_wrong(share: float) -> Disturbance:
    """A share of the sessions is typed wrong by a factor of 2 to 10, up or down."""

    def added(day: Floats, rng: Generator) -> Floats:
        factor = rng.uniform(np.log(2.0), np.log(10.0), len(day)) * rng.choice([-1.0, 1.0], len(day))
        return np.where(rng.random(len(day)) < share, factor, 0.0)

    return added


def another_machine(factors: tuple[float, ...]) -> Disturbance:
    """From some day on, between eight weeks before the first look and seven after, the loads differ by a factor."""

    def added(day: Floats, rng: Generator) -> Floats:
        return np.where(day >= 7.0 * rng.uniform(-8.0, 7.0), rng.choice(np.log(factors)), 0.0)

    return added


def missed_weeks(share: float) -> Disturbance:
    """A share of the weeks is missed, each with all its sessions."""

    def added(day: Floats, rng: Generator) -> Floats:
        week = np.floor(day / 7.0).astype(int)
        weeks, place = np.unique(week, return_inverse=True)
        return np.where((rng.random(len(weeks)) < share)[place], np.nan, 0.0)

    return added


def light_weeks(*, every: int, lighter: float) -> Disturbance:
    """Every so many weeks all sessions show less, as if it were strength."""

    def added(day: Floats, rng: Generator) -> Floats:
        del rng
        return np.where(np.floor(day / 7.0) % every == every - 1, np.log1p(-lighter), 0.0)

    return added


def slowing_gains(gained: float, *, weeks: float) -> Disturbance:
    """Besides, so much is gained in the end, since the log began, ever slower."""

    def added(day: Floats, rng: Generator) -> Floats:
        del rng
        return np.asarray(gained * -np.expm1(-(day - day[0]) / (7.0 * weeks)))

    return added


def wandering(sd_of_a_day: float) -> Disturbance:
    """Strength wanders like a random walk."""

    def added(day: Floats, rng: Generator) -> Floats:
        step = sd_of_a_day * np.sqrt(np.diff(day, prepend=day[0]))
        return np.cumsum(step * rng.standard_normal(len(day)))

    return added


def spells(sd: float, *, lag_one: float) -> Disturbance:
    """Good and bad spells: what a session is off resembles the session before."""

    def added(day: Floats, rng: Generator) -> Floats:
        off = rng.standard_normal(len(day))
        for at in range(1, len(day)):
            off[at] = lag_one * off[at - 1] + sqrt(1.0 - lag_one**2) * off[at]
        return sd * off

    return added


def moved_to_later(lost: float, *, weeks_ago: float = 0.0) -> Disturbance:
    """The exercise comes later in the session from some weeks before the first look on, and shows less."""

    def added(day: Floats, rng: Generator) -> Floats:
        del rng
        return np.where(day >= -7.0 * weeks_ago, -lost, 0.0)

    return added


def planned_days(lifter: Lifter, weeks: int) -> Floats:
    """Return the days that a lifter means to train on, from the first look."""
    week = 7.0 * np.arange(-lifter.before, weeks)[:, None]
    return np.asarray(week + np.array(WEEKDAYS[lifter.per_week], dtype=np.float64)).ravel()


def _levels(lifter: Lifter, weeks: int, rng: Generator, *, sd: float) -> tuple[Floats, Floats]:
    """Return the days of a lifter's sessions, from the first look, and the log strength of each, off by so much."""
    day = planned_days(lifter, weeks)
    gained = lifter.gain_before * np.minimum(day, 0.0) + lifter.gain * np.maximum(day, 0.0)
    level = gained / 7.0 + sd * rng.standard_normal(len(day)) + lifter.also(day, rng)
    came = ~np.isnan(level)
    return day[came], level[came]


def drawn_sessions(lifter: Lifter, weeks: int, rng: Generator) -> SessionStrengths:
    """Return what a lifter's sessions say; days count from the first look."""
    own, curve = lifter.set_sd**2 / lifter.sets, USUAL_CURVE
    day, y = _levels(lifter, weeks, rng, sd=sqrt(lifter.session_sd**2 + own))
    count = len(day)
    variance = np.full(count, max(own, 1e-6))
    return SessionStrengths(np.arange(count), day, y, variance, y, np.zeros((count, 4)), np.zeros(4), curve, curve)


def drawn_log(lifter: Lifter, weeks: int, rng: Generator) -> tuple[Floats, Log]:
    """Return a log of sets to failure at a load that is raised when it has become light, and its sessions' days."""
    sessions, load = [], STEP_KG * round(100.0 * np.exp(-lifter.curve * (REPETITIONS - 1)) / STEP_KG)
    days, levels = _levels(lifter, weeks, rng, sd=lifter.session_sd)
    start = np.log(100.0) + lifter.gain_before * lifter.before
    for at, level in zip(days.tolist(), levels.tolist(), strict=True):
        counts = []
        for number in range(lifter.sets):
            capacity = start + level - LOSS * number + lifter.set_sd * rng.standard_normal()
            counts.append(max(round(1.0 + (capacity - np.log(load)) / lifter.curve), 0))
        sets = tuple(
            Set((Segment(LIFT, Load(load), count, ending=Ending(EndingKind.FAILURE)),), role=Role.WORKING)
            for count in counts
        )
        sessions.append(Session(Moment.of(START + timedelta(days=at + 7.0 * lifter.before)), sets))
        load += STEP_KG * ((counts[0] >= REPETITIONS + 3) - (counts[0] <= REPETITIONS - 4))
    return days, Log.of(sessions)


def error_of_gain(lifter: Lifter) -> float:
    """Return the error of a gain that is read from eight weeks alone, the level at their start unknown [1/week]."""
    week = planned_days(lifter, 8)[lifter.before * lifter.per_week :] / 7.0
    return sqrt((lifter.session_sd**2 + lifter.set_sd**2 / lifter.sets) / float(((week - week.mean()) ** 2).sum()))


def most_possible(lifter: Lifter) -> float:
    """Return how often any test of eight weeks alone could find no gain with one look at their end."""
    return 0.5 * erfc((1.6449 - RISING / error_of_gain(lifter)) / sqrt(2.0))
