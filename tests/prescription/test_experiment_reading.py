from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from numpy.random import Generator
from numpy.typing import NDArray

from momentary.inference.clock import days_of
from momentary.inference.strengths import SessionStrengths
from momentary.prescription import Arm, By, ExperimentReading, Plan, Stop, draw_plan, prospects, read_experiment
from momentary.prescription.experiment.reading import ALIKE, DIFFERENCE_SD
from tests.prescription.lifters import START, sessions

NAMES = {By.SIDE: ("A",), By.WEEK: ("A", "B"), By.MUSCLE: ("A", "B", "C", "D")}
MUSCLES = {"A": "a", "B": "b", "C": "c", "D": "d"}


def plan(by: By, *, seed: int, weeks: int = 16) -> Plan:
    return draw_plan(NAMES[by], by=by, start=START.date(), weeks=weeks, seed=seed, sessions=3, muscles=MUSCLES)


def drawn(
    made: Plan, difference: float, rng: Generator, *, noise: float = 0.035, shared: float = 0.0, lag_one: float = 0.0
) -> list[SessionStrengths]:
    """Sessions of a lifter for whom failure gains so much more a week; exercises may share the day, spells may last."""
    gains: dict[str, tuple[float, float]] = {}
    found = []
    common = spells(3 * made.weeks, rng, lag_one=lag_one)
    for unit in made.units:
        gain, side = gains.setdefault(unit.exercise, (rng.normal(0.0025, 0.003), rng.normal(0.0, 0.001)))
        week = np.arange(0.0, made.weeks, 1.0 / 3.0)
        ahead = {"left": 0.5, "right": -0.5}.get(unit.group, 0.0)
        truth = rng.normal(4.5, 0.3) + (gain + ahead * side) * week + difference * made.exposure(unit, week)
        day = days_of(START) + 7.0 * week
        off = np.sqrt(shared) * common + np.sqrt(1.0 - shared) * spells(len(week), rng, lag_one=lag_one)
        found.append(sessions(day, truth + noise * off))
    return found


def spells(count: int, rng: Generator, *, lag_one: float) -> NDArray[np.float64]:
    """Errors of variance one that resemble the one before."""
    off = rng.standard_normal(count)
    for at in range(1, count):
        off[at] = lag_one * off[at - 1] + np.sqrt(1.0 - lag_one**2) * off[at]
    return off


def stopped(made: Plan, strengths: list[SessionStrengths]) -> ExperimentReading:
    """The reading at which a lifter who looks every four weeks stops."""
    for week in range(4, made.weeks + 1, 4):
        told = read_experiment(made, strengths, week=float(week))
        if told.stop not in (Stop.GO_ON, Stop.TOO_EARLY):
            return told
    raise AssertionError("An experiment ends.")


@pytest.mark.parametrize("by", list(By))
def test_intervals_hold_what_they_say_also_where_the_data_say_when_to_stop(by: By) -> None:
    count = 60
    held_80, held_95 = 0, 0
    for one in range(count):
        rng = np.random.default_rng([one, 8])
        made = plan(by, seed=one)
        truth = DIFFERENCE_SD * rng.standard_normal()
        told = stopped(made, drawn(made, truth, rng))
        held_80 += told.interval_80[0] <= truth <= told.interval_80[1]
        held_95 += told.interval_95[0] <= truth <= told.interval_95[1]
    # Three standard errors of a share of 60 down; up there is no limit but one, spells being thought possible.
    assert 0.65 <= held_80 / count <= 0.95
    assert held_95 / count >= 0.87


@pytest.mark.parametrize(
    ("by", "shared", "lag_one"), [(By.WEEK, 0.7, 0.0), (By.WEEK, 0.7, 0.6), (By.SIDE, 0.0, 0.6), (By.MUSCLE, 0.0, 0.6)]
)
def test_intervals_hold_what_they_say_where_exercises_share_the_day_and_spells_last(
    by: By, shared: float, lag_one: float
) -> None:
    count, names = 50, ("A", "B", "C", "D")
    held_80, held_95 = 0, 0
    for one in range(count):
        rng = np.random.default_rng([one, 12])
        made = draw_plan(
            names[:1] if by is By.SIDE else names, by=by, start=START.date(), weeks=16, seed=one, sessions=3,
            muscles=MUSCLES,
        )  # fmt: skip
        truth = DIFFERENCE_SD * rng.standard_normal()
        told = read_experiment(made, drawn(made, truth, rng, shared=shared, lag_one=lag_one), week=16.0)
        held_80 += told.interval_80[0] <= truth <= told.interval_80[1]
        held_95 += told.interval_95[0] <= truth <= told.interval_95[1]
    # Errors taken for independent would hold 60 % and 80 % or less here; two and a half standard errors are left.
    assert held_80 / count >= 0.66
    assert held_95 / count >= 0.87


def test_what_both_sides_share_of_a_day_makes_the_difference_surer() -> None:
    made = plan(By.SIDE, seed=3)

    def width(shared: float) -> float:
        draws = [drawn(made, 0.0, np.random.default_rng([one, 6]), shared=shared) for one in range(12)]
        return float(np.mean([read_experiment(made, each, week=16.0).sd for each in draws]))

    assert width(0.8) < 0.9 * width(0.0)


def test_where_there_is_no_difference_few_ever_stop_for_one() -> None:
    found = []
    for one in range(60):
        made = plan(By.SIDE, seed=one)
        found.append(stopped(made, drawn(made, 0.0, np.random.default_rng([one, 9]))).stop is Stop.DIFFERENCE)
    assert np.mean(found) <= 0.08


def test_a_large_difference_is_found_and_its_direction_too() -> None:
    for sign in (-1.0, 1.0):
        made = plan(By.SIDE, seed=3, weeks=24)
        told = stopped(made, drawn(made, sign * 0.012, np.random.default_rng(4)))
        assert told.stop is Stop.DIFFERENCE
        assert np.sign(told.mean) == sign
        assert (told.failure_better if sign > 0.0 else 1.0 - told.failure_better) > 0.98


def test_sure_sessions_of_no_difference_stop_for_likeness() -> None:
    made = draw_plan(
        ("A", "B", "C", "D"), by=By.SIDE, start=START.date(), weeks=40, seed=1, sessions=3, muscles=MUSCLES
    )
    told = stopped(made, drawn(made, 0.0, np.random.default_rng(5), noise=0.02))
    assert told.stop is Stop.ALIKE
    assert max(abs(end) for end in told.interval_95) <= ALIKE


def test_nothing_is_said_before_four_weeks() -> None:
    made = plan(By.SIDE, seed=3)
    told = read_experiment(made, drawn(made, 0.05, np.random.default_rng(4)), week=3.0)
    assert told.stop is Stop.TOO_EARLY


def test_sessions_outside_of_the_plan_do_not_count() -> None:
    made = plan(By.SIDE, seed=3)
    strengths = drawn(made, 0.0, np.random.default_rng(4))
    moved = []
    for one in strengths:
        day = np.r_[one.day[0] - 30.0, one.day, one.day[-1] + 30.0]
        moved.append(sessions(day, np.r_[9.0, one.log_one_rm, 1.0]))
    told, plain = (read_experiment(made, each, week=99.0) for each in (moved, strengths))
    assert told.mean == pytest.approx(plain.mean)
    assert told.sessions == plain.sessions == {Arm.FAILURE: 48, Arm.RESERVE: 48}


def test_with_no_session_yet_the_prior_is_told() -> None:
    made = plan(By.SIDE, seed=3)
    told = read_experiment(made, [sessions(np.zeros(0), np.zeros(0))] * 2, week=5.0)
    assert (told.mean, told.sd) == (0.0, DIFFERENCE_SD)
    assert told.failure_better == 0.5
    assert told.odds == 1.0
    assert told.stop is Stop.TOO_EARLY


def test_the_prospect_is_the_error_that_a_reading_has() -> None:
    made = plan(By.SIDE, seed=3)
    ahead = prospects(made, noise=0.035)
    assert [one.weeks for one in ahead] == [4, 8, 12, 16]
    assert all(one.half_width > other.half_width for one, other in pairwise(ahead))
    sds = [read_experiment(made, drawn(made, 0.0, np.random.default_rng(one)), week=16.0).sd for one in range(20)]
    assert 1.96 * np.mean(sds) == pytest.approx(ahead[-1].half_width, rel=0.1)


def test_how_often_a_difference_is_found_is_what_the_prospect_says() -> None:
    made = plan(By.SIDE, seed=3, weeks=24)
    found = [
        read_experiment(made, drawn(made, 0.005, np.random.default_rng([one, 3])), week=24.0).odds >= 20.0
        for one in range(60)
    ]
    assert np.mean(found) == pytest.approx(prospects(made)[-1].found, abs=0.15)


def test_as_many_tables_as_units_are_needed() -> None:
    made = plan(By.SIDE, seed=3)
    with pytest.raises(ValueError, match="2 units"):
        read_experiment(made, [], week=5.0)
    assert made.start == date(2024, 1, 1)
