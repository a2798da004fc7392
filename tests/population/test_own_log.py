from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from momentary.parameters import level_prior
from momentary.population.backtests import backtest
from momentary.population.own_log import LEAST_SETS, lifter_of, record_of
from momentary.quantities import Ending, EndingKind, Load, LoadUnit, Log, Moment, Segment, Session, Set

ENGLISH, GERMAN = "Bench Press (Barbell)", "Bankdrücken (Langhantel)"


def session(number: int, *exercises: str, reps: int = 8) -> Session:
    failed = Ending(EndingKind.FAILURE)
    sets = [Set((Segment(name, Load(150, LoadUnit.LB), reps, ending=failed),)) for name in exercises for _ in range(2)]
    return Session(Moment.of(datetime(2024, 1, 1, 18) + timedelta(days=4 * number)), tuple(sets))


def log_of(*sessions: Session) -> Log:
    return Log.of(sessions)


def test_names_that_turn_out_to_be_one_exercise_change_no_forecast_made_before() -> None:
    # The second name follows the first, until the first comes back: only then it shows that they are two stations.
    whole = log_of(
        *(session(n, ENGLISH) for n in range(4)), *(session(n, GERMAN) for n in (4, 5, 6)), session(7, ENGLISH)
    )
    part = Log.of(whole.sessions[:6])
    told = backtest(lifter_of(whole, name="x"), prior=level_prior())
    asked = backtest(lifter_of(part, name="x"), prior=level_prior())
    np.testing.assert_allclose(told.quantiles[: len(asked.quantiles)], asked.quantiles, rtol=0, atol=1e-12)


def test_every_set_is_told_as_it_was_typed() -> None:
    log = log_of(session(0, ENGLISH), session(1, ENGLISH, reps=7))
    record = record_of(log, backtest(lifter_of(log, name="x"), prior=level_prior()))
    assert [(one["at"], one["exercise"], one["load"], one["done"], one["last_time"]) for one in record["sets"]] == [
        ("2024-01-05T18:00:00", ENGLISH, {"value": 150, "unit": "lb"}, 7, 8.0)
    ] * 2


@pytest.mark.parametrize("sessions", [1, 2, 3, 4])
def test_figures_are_told_from_five_sets_on(sessions: int) -> None:
    log = log_of(*(session(number, ENGLISH) for number in range(sessions)))
    record = record_of(log, backtest(lifter_of(log, name="x"), prior=level_prior()))
    assert record["forecast"] == 2 * (sessions - 1)
    assert (record["figures"] is not None) == (record["forecast"] >= LEAST_SETS)


def test_the_exercises_that_were_furthest_off_come_first() -> None:
    steady = [session(number, ENGLISH) for number in range(8)]
    wild = [
        session(number, "Squat (Barbell)", reps=reps)
        for number, reps in zip(range(8, 16), (5, 20, 5, 20) * 2, strict=True)
    ]
    log = log_of(*steady, *wild)
    found = record_of(log, backtest(lifter_of(log, name="x"), prior=level_prior()))
    assert [one["exercise"] for one in found["exercises"]] == ["Squat (Barbell)", ENGLISH]
    assert {one["exercise"] for one in found["worst_sets"]} == {"Squat (Barbell)"}
