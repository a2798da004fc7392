"""Lifters who never lived: what is true of them falls into the intervals as often as they promise.

First simulation-based calibration, with logs drawn from exactly the model that is fitted; then lifters as they might
be.
"""

from __future__ import annotations

import math
from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from momentary.athlete import DEMO_LIFTER, demo_log, draw_lifter, simulate
from momentary.inference import fit, forecast_steps, observations
from momentary.inference.calibration import Ranks, deviation_from_uniform, recovery
from momentary.inference.calibration import ranks as ranks_of_drawn
from momentary.inference.generating import DrawnExercise, Plan, draw_exercise
from momentary.parameters import level_prior

PRIOR = level_prior()
Floats = NDArray[np.float64]


ONE_IN_TEN_THOUSAND = 33.7
"""Chi-square of nine degrees of freedom that chance exceeds once in ten thousand."""


def drawn_exercises(count: int, *, seed: int, plan: Plan | None = None) -> list[DrawnExercise]:
    """Exercises drawn from the model."""
    rng = np.random.default_rng(seed)
    return [draw_exercise(PRIOR, rng=rng, plan=plan) for _ in range(count)]


@pytest.fixture(scope="module")
def drawn() -> list[DrawnExercise]:
    """Exercises with all endings."""
    return drawn_exercises(900, seed=2)


@pytest.fixture(scope="module")
def drawn_ranks(drawn: list[DrawnExercise]) -> Ranks:
    """Where their truths fall."""
    return ranks_of_drawn(drawn, prior=PRIOR, rng=np.random.default_rng(3))


@pytest.mark.parametrize("name", [field.name for field in fields(Ranks)])
def test_the_ranks_of_true_values_are_uniform(drawn_ranks: Ranks, name: str) -> None:
    found = getattr(drawn_ranks, name)
    assert deviation_from_uniform(found) < ONE_IN_TEN_THOUSAND
    for level in (0.5, 0.8, 0.95):
        inside = np.abs(found[~np.isnan(found)] - 0.5) <= level / 2.0
        assert inside.mean() == pytest.approx(level, abs=4.0 * math.sqrt(level * (1.0 - level) / len(inside)))


def test_ranks_of_a_posterior_that_is_too_narrow_are_not_uniform(drawn: list[DrawnExercise]) -> None:
    # The same logs, fitted by somebody who thinks that good and bad days hardly exist.
    certain = replace(PRIOR, day_sd=0.3 * PRIOR.day_sd, drift_sd=0.3 * PRIOR.drift_sd)
    found = ranks_of_drawn(drawn, prior=certain, rng=np.random.default_rng(3))
    assert deviation_from_uniform(found.day) > ONE_IN_TEN_THOUSAND


def test_known_values_are_recovered(drawn: list[DrawnExercise]) -> None:
    found = recovery(drawn, prior=PRIOR)
    for name, least in (("level_now", 0.97), ("loss", 0.6), ("log_curve", 0.6), ("day", 0.85)):
        truth, believed = getattr(found, name)
        assert np.corrcoef(truth, believed)[0, 1] > least, name
        # Means are shrunk towards the prior, never beyond the truth on average.
        assert 0.8 < np.polyfit(believed, truth, 1)[0] < 1.2, name


@pytest.mark.slow
@pytest.mark.parametrize(
    "plan",
    [
        Plan(failure_share=1.0, report_share=0.0),
        Plan(failure_share=0.0, report_share=0.0),
        Plan(sessions=2, sets=2),
        Plan(sessions=20, sets=4),
    ],
)
def test_ranks_are_uniform_however_somebody_trains(plan: Plan) -> None:
    many = drawn_exercises(2000, seed=4, plan=plan)
    found = ranks_of_drawn(many, prior=PRIOR, rng=np.random.default_rng(5))
    for field in fields(Ranks):
        if not np.isnan(getattr(found, field.name)).all():
            assert deviation_from_uniform(getattr(found, field.name)) < ONE_IN_TEN_THOUSAND, field.name


def test_what_is_drawn_obeys_its_own_equations(drawn: list[DrawnExercise]) -> None:
    for one in drawn[:20]:
        visit = np.cumsum(np.diff(one.records.session, prepend=one.records.session[0]) != 0)
        working = one.records.is_working
        level = one.levels[visit] + one.days - one.losses[visit] * one.records.sets_before
        assert one.capacity[working] == pytest.approx(level[working])
        assert (one.records.sets_before[working][:3] == [0, 1, 2]).all()


def ranks(lifters: int) -> tuple[Floats, Floats]:
    """Where the truth of drawn lifters falls in their posterior: uniform if that is calibrated.

    First the last 1RM, which is extrapolated; then the load for eight repetitions, which is what they train with.
    """
    one_rms, eights = [], []
    for seed in range(lifters):
        rng = np.random.default_rng(1000 + seed)
        lifter = draw_lifter(PRIOR, rng=rng)
        log, truth = simulate(lifter, rng=rng, weeks=int(rng.integers(3, 16)))
        posterior = fit(log)
        for exercise in lifter.exercises:
            at, one_rm = truth.one_rm_kg[exercise.name][-1]
            one_rms.append(1.0 - posterior.one_rm(exercise.name, at=at).probability_above(one_rm))
            eight = one_rm * math.exp(-7.0 * exercise.curve)
            eights.append(1.0 - posterior.load_for(exercise.name, 8, at=at).possible.probability_above(eight))
    return np.array(one_rms), np.array(eights)


def test_the_true_1rm_of_drawn_lifters_falls_into_its_intervals_as_often_as_promised() -> None:
    one_rm, load_of_eight = ranks(40)
    for found, least in ((one_rm, 0.1), (load_of_eight, 0.05)):
        for level in (0.5, 0.8, 0.95):
            inside = np.abs(found - 0.5) <= level / 2.0
            # Two standard errors of 120 exercises beyond what 900 exercises showed; rather too wide than too narrow.
            margin = 2.0 * math.sqrt(level * (1.0 - level) / len(found))
            assert level - margin - least <= inside.mean() <= min(level + margin + 0.2, 1.0)


@pytest.mark.slow
def test_the_true_1rm_is_calibrated_over_many_lifters() -> None:
    one_rm, load_of_eight = ranks(300)
    for found, least in ((one_rm, 0.1), (load_of_eight, 0.03)):
        for level in (0.5, 0.8, 0.95):
            inside = np.abs(found - 0.5) <= level / 2.0
            assert inside.mean() >= level - least


def test_the_reserve_of_stopped_sets_holds_what_was_truly_left() -> None:
    log, truth = simulate(DEMO_LIFTER, rng=np.random.default_rng(11), weeks=40)
    reserve = fit(log).reserve()
    stopped = reserve.is_working & ~reserve.is_observed
    left = np.array(truth.repetitions_to_failure)[reserve.segment] - reserve.repetitions
    inside = (left >= reserve.column(0.05) - 0.5) & (left <= reserve.column(0.95) + 0.5)
    assert inside[stopped].mean() > 0.85
    error = np.abs(reserve.column(0.5) - np.maximum(left, 0.0))[stopped]
    blind = np.abs(np.median(left[stopped]) - left[stopped])
    assert error.mean() < blind.mean()


def test_forecasts_of_the_demonstration_s_failures_hold_their_intervals() -> None:
    records = observations(demo_log(7))
    wanted = np.flatnonzero(records.is_failure & (records.repetitions > 0) & (records.session > 20))
    forecasts = forecast_steps(records, wanted, prior=PRIOR)
    actual = records.repetitions[forecasts.rows]
    low, high = np.round(forecasts.quantiles((0.1, 0.9))).T
    assert 0.75 <= ((actual >= low) & (actual <= high)).mean() <= 1.0
    assert np.abs(forecasts.quantiles((0.5,))[:, 0] - actual).mean() < 1.6


def test_the_loss_per_set_and_the_1rm_of_a_known_lifter_are_recovered() -> None:
    log, truth = simulate(DEMO_LIFTER, rng=np.random.default_rng(21))
    posterior = fit(log)
    for exercise in DEMO_LIFTER.exercises:
        at, one_rm = truth.one_rm_kg[exercise.name][-1]
        moved = posterior.one_rm(exercise.name, at=max(at, posterior.last_session))
        low, high = moved.interval(0.98)
        if exercise.body_kg == 0.0:
            assert low <= one_rm <= high, exercise.name
        lost = posterior.rep_loss(exercise.name, sets=3).lost[2]
        wanted = 2.0 * exercise.loss / exercise.curve
        assert lost[0] - 0.7 <= wanted <= lost[-1] + 0.7, exercise.name
