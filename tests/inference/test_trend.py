from __future__ import annotations

import numpy as np
import pytest

from momentary.inference import fit
from momentary.inference.strengths import SessionStrengths
from momentary.inference.trend import LEAST_SESSIONS, Trend, plausible_curves, trend_of
from tests.inference.logs import Row, log_of, stopped
from tests.prescription.lifters import CURVE, days, noisy_line, sessions


def trend(strengths: SessionStrengths, weeks: float = 8.0) -> Trend:
    found = trend_of(strengths, weeks=weeks)
    assert found is not None
    return found


@pytest.mark.parametrize("gain", [-0.01, 0.0, 0.005])
def test_stated_errors_of_gains_hold(gain: float) -> None:
    found = [trend(noisy_line(np.random.default_rng(one), weeks=24, gain=gain)) for one in range(120)]
    off = np.array([(one.gain - gain) / one.sd for one in found])
    assert abs(off.mean()) < 0.3
    assert 0.8 < off.std() < 1.25


def test_what_came_before_a_span_tells_where_it_began() -> None:
    rng = np.random.default_rng(1)
    whole = noisy_line(rng, weeks=24, gain=0.005)
    alone = whole.day >= whole.day[-1] - 56.0
    short = sessions(whole.day[alone], whole.log_one_rm[alone])
    assert trend(whole).sd < 0.8 * trend(short).sd
    assert trend(whole).earlier > 0
    assert trend(short).earlier == 0


def test_sessions_from_long_ago_say_nothing() -> None:
    near = noisy_line(np.random.default_rng(2), weeks=40, gain=0.005)
    changed = near.log_one_rm.copy()
    changed[near.day < near.day[-1] - 200.0] += 0.5
    assert trend(sessions(near.day, changed)) == trend(near)


@pytest.mark.parametrize("factor", [0.1, 2.2, 10.0])
def test_a_wrong_unit_or_a_typo_moves_no_trend(factor: float) -> None:
    plain = noisy_line(np.random.default_rng(3), weeks=16, gain=0.005, noise=0.03)
    typed = plain.log_one_rm.copy()
    typed[-5] += np.log(factor)
    found, sound = trend(sessions(plain.day, typed)), trend(plain)
    assert found.left_out == 1
    assert abs(found.gain - sound.gain) < sound.sd


@pytest.mark.parametrize("factor", [0.75, 1.3])
def test_another_machine_is_a_step_and_no_trend(factor: float) -> None:
    plain = noisy_line(np.random.default_rng(4), weeks=16, gain=0.005, noise=0.03)
    changed = plain.log_one_rm + np.log(factor) * (plain.day >= plain.day[-1] - 28.0)
    found = trend(sessions(plain.day, changed))
    assert found.steps == 1
    assert abs(found.gain - 0.005) < 2.5 * found.sd
    assert found.sd > trend(plain).sd


def test_steps_are_not_found_where_there_are_none() -> None:
    found = [trend(noisy_line(np.random.default_rng(one), weeks=24, gain=0.005)).steps for one in range(100)]
    assert np.mean(np.array(found) > 0) <= 0.02


def test_a_long_break_begins_a_new_level() -> None:
    plain = noisy_line(np.random.default_rng(5), weeks=20, gain=0.005, noise=0.02)
    away = (plain.day < plain.day[-1] - 70.0) | (plain.day > plain.day[-1] - 35.0)
    lost = plain.log_one_rm - 0.1 * (plain.day > plain.day[-1] - 40.0)
    found = trend(sessions(plain.day[away], lost[away]), weeks=12)
    assert found.steps == 1
    assert abs(found.gain - 0.005) < 2.5 * found.sd


def test_light_weeks_are_no_spells() -> None:
    wider = []
    for one in range(60):
        plain = noisy_line(np.random.default_rng([8, one]), weeks=24, gain=0.0)
        week = np.floor((plain.day - plain.day[0]) / 7.0)
        lasting = trend(sessions(plain.day, plain.log_one_rm + np.log(0.85) * (week % 6.0 == 5.0))).lasting
        wider.append((1.0 + lasting) / (1.0 - lasting))
    assert np.mean(wider) < 1.5


def test_missed_weeks_make_a_trend_less_sure() -> None:
    plain = noisy_line(np.random.default_rng(6), weeks=8, gain=0.0)
    at = (plain.day - plain.day[0]) / 7.0
    kept = (at < 2.0) | ((at > 4.0) & (at < 5.0)) | (at > 7.0)
    assert trend(sessions(plain.day[kept], plain.log_one_rm[kept])).sd > trend(plain).sd


def test_a_doubtful_curve_makes_gains_in_repetitions_doubtful() -> None:
    day = days(8)
    counts = 8.0 + np.round((day - day[0]) / 14.0)
    y = np.log(80.0) + 0.0266 * (counts - 1.0)
    common = np.column_stack([counts - 1.0, np.zeros((len(day), 3))])
    load = np.full(len(day), np.log(80.0))
    unsure = SessionStrengths(
        np.arange(len(day)), day, y, np.full(len(day), 1e-6), load, common, np.array([0.008, 0, 0, 0]), 0.0266, 0.0266
    )
    found, sure = trend(unsure), trend(sessions(day, y))
    assert found.sd**2 == pytest.approx(sure.sd**2 + (found.gain * 0.008 / 0.0266) ** 2, rel=1e-3)
    assert found.by_load == pytest.approx(0.0, abs=1e-9)
    assert sure.by_load == pytest.approx(sure.gain)


def test_too_few_sessions_have_no_trend() -> None:
    few = noisy_line(np.random.default_rng(7), weeks=LEAST_SESSIONS - 1, gain=0.0, weekdays=(0,))
    assert trend_of(few, weeks=8.0) is None
    sparse = noisy_line(np.random.default_rng(7), weeks=40, gain=0.0, weekdays=(0,))
    assert trend_of(sparse, weeks=4.0) is None


def test_silent_sets_of_a_plan_that_is_carried_out_hardly_speak_of_strength() -> None:
    kept = fit(log_of([stopped(2.0 * at, 80.0, 8) for at in range(40)])).session_strengths("Bench")
    failed = fit(log_of([Row(2.0 * at, 80.0, 8) for at in range(40)])).session_strengths("Bench")
    planned, tested = trend(kept), trend(failed)
    assert planned.planned > 0.9
    assert tested.planned == 0.0
    assert planned.sd > 0.9 * kept.curve / 8.0
    assert tested.sd < 0.5 * planned.sd


def test_silent_sets_that_scatter_like_failures_are_taken_for_such() -> None:
    rng = np.random.default_rng(2)
    rows = [stopped(2.0 * at, 80.0, int(count)) for at, count in enumerate(rng.integers(6, 12, 40))]
    assert trend(fit(log_of(rows)).session_strengths("Bench")).planned < 0.2


@pytest.mark.parametrize("curve", [0.018, 0.036])
def test_where_a_plan_sets_the_loads_the_curve_is_that_of_repetitions_on_loads(curve: float) -> None:
    rng = np.random.default_rng(5)
    rows = []
    for at in range(90):
        load = (65.0, 75.0, 85.0)[at % 3]
        today = np.log(100.0) + 0.001 * at + 0.02 * rng.standard_normal()
        rows.append(Row(2.0 * at, load, round(1.0 + (today - np.log(load)) / curve)))
    found = plausible_curves(fit(log_of(rows)).session_strengths("Bench"))
    assert found[2] == pytest.approx(curve, rel=0.15)


def test_where_no_curve_is_in_play_there_is_only_one() -> None:
    assert plausible_curves(noisy_line(np.random.default_rng(1), weeks=16, gain=0.0)) == (CURVE,)


def test_another_curve_moves_sessions_by_their_repetitions() -> None:
    shown = fit(log_of([Row(0, 80.0, 9), Row(4, 90.0, 5)])).session_strengths("Bench")
    steeper = shown.at_curve(0.04)
    assert steeper.log_one_rm == pytest.approx(np.log([80.0, 90.0]) + 0.04 * np.array([8.0, 4.0]))
    assert steeper.at_curve(shown.curve).log_one_rm == pytest.approx(shown.log_one_rm)
