"""The shipped prior of fatigue against published courses of recovery."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from momentary.athlete.trial import Trial, lose
from momentary.inference.fatigue import gains_of, standard_draws
from momentary.parameters import level_prior, refalo2023
from momentary.parameters.courses import Measure
from momentary.parameters.gonzalezbadillo2010 import BENCH_PRESS
from momentary.parameters.grgic2020 import ONE_RM_CV
from momentary.parameters.recovery import capacity_change

PRIOR = level_prior()
PERSONS = 400
TEST_NOISE = ONE_RM_CV.value
MINUTES_4 = 4.0 / 60.0
REFALO = {0: Trial(6, 0.75, rest_min=4.0), 1: Trial(6, 0.75, 1.0, rest_min=4.0), 3: Trial(6, 0.75, 3.0, rest_min=4.0)}


def persons() -> tuple[np.ndarray, np.ndarray]:
    """Gains and curves of persons of the prior."""
    gain_steps, half_life_steps = standard_draws(PERSONS)
    spread = np.random.default_rng(5).standard_normal(PERSONS)
    curve = PRIOR.curve_median * np.exp(PRIOR.curve_person_log_sd * spread)
    return gains_of(PRIOR.fatigue, gain_steps, half_life_steps), curve


def predictive(trial: Trial, hours: Sequence[float]) -> np.ndarray:
    """Losses that a study might measure: of persons of the prior, on an occasion, with the error of a test."""
    gains, curve = persons()
    after = lose(trial, prior=PRIOR.fatigue, gains=gains, curve=curve, hours=hours).after
    rng = np.random.default_rng(6)
    occasion = np.exp(PRIOR.fatigue.session_log_sd * rng.standard_normal(after.shape))
    return 1.0 - (1.0 - after) ** occasion * np.exp(TEST_NOISE * rng.standard_normal(after.shape))


def median_person(trial: Trial, hours: Sequence[float]) -> tuple[float, list[float]]:
    """Loss before the last set and later of the person in the middle of the prior."""
    gains = gains_of(PRIOR.fatigue, *np.zeros((2, 1, 7)))
    found = lose(trial, prior=PRIOR.fatigue, gains=gains, curve=np.array([PRIOR.curve_median]), hours=hours)
    return float(found.last_set[0]), found.after[0].tolist()


def velocity(loss: float) -> float:
    """Change of the bar's velocity at 75 % of the 1RM with a loss of capacity."""
    return float(BENCH_PRESS.velocity_change(-loss, share=0.75))


PUBLISHED = [
    ("refalo failure 4 min", REFALO[0], MINUTES_4, 0.106),
    ("refalo 1 RIR 4 min", REFALO[1], MINUTES_4, 0.057),
    ("refalo 3 RIR 4 min", REFALO[3], MINUTES_4, 0.036),
    ("refalo failure 24 h", REFALO[0], 24.0, 0.014),
    ("refalo 1 RIR 24 h", REFALO[1], 24.0, 0.014),
    ("refalo 3 RIR 24 h", REFALO[3], 24.0, -0.009),
    ("ahtiainen legs 0 h", Trial(8, 0.747, rest_min=2.0, mass=0.8), 0.02, 0.383),
    ("hakkinen 20 singles 0 h, men", Trial(20, 0.999, repetitions=1.0, mass=1.0), 0.02, 0.241),
    ("hakkinen 20 singles 0 h, women", Trial(20, 0.999, repetitions=1.0, mass=1.0), 0.02, 0.205),
    ("ferreira bench 0 h", Trial(8, 0.75, rest_min=2.0), 0.02, 0.17),
    ("soares curl 0 h", Trial(8, 0.787, rest_min=2.0, mass=0.1), 0.02, 0.268),
    ("soares curl 24 h", Trial(8, 0.787, rest_min=2.0, mass=0.1), 24.0, 0.084),
    ("belcher bench 0 h", Trial(4, 0.8), 0.05, 0.132),
    ("belcher squat 72 h", Trial(4, 0.8, mass=1.0), 72.0, 0.059),
    ("damage 24 h", Trial(10, 0.9, repetitions=6.0, lowering=True, guard=0.0), 24.0, 0.162),
    ("damage 48 h", Trial(10, 0.9, repetitions=6.0, lowering=True, guard=0.0), 48.0, 0.182),
    ("damage 72 h", Trial(10, 0.9, repetitions=6.0, lowering=True, guard=0.0), 72.0, 0.154),
    ("damage a week", Trial(10, 0.9, repetitions=6.0, lowering=True, guard=0.0), 130.0, 0.078),
]


@pytest.mark.parametrize(("trial", "hours", "loss"), [one[1:] for one in PUBLISHED], ids=[one[0] for one in PUBLISHED])
def test_the_prior_predictive_covers_a_published_loss(trial: Trial, hours: float, loss: float) -> None:
    low, high = np.quantile(predictive(trial, [hours])[:, 0], (0.025, 0.975))
    assert low <= loss <= high


def test_the_losses_of_refalo_are_those_of_the_published_table() -> None:
    found = {
        (one.protocol.rir, round(one.hours, 2)): capacity_change(one)
        for one in refalo2023.OBSERVATIONS
        if one.measure is Measure.VELOCITY and one.change is not None
    }
    for name, trial, hours, loss in PUBLISHED[:6]:
        assert found[trial.reserve, round(hours, 2)] == pytest.approx(-loss, abs=0.002), name


def test_failure_costs_more_than_one_in_reserve_and_that_more_than_three_at_four_minutes() -> None:
    losses = [predictive(trial, [MINUTES_4])[:, 0] for trial in REFALO.values()]
    assert np.median(losses[0]) > np.median(losses[1]) > np.median(losses[2]) > 0.0
    gains, curve = persons()
    each = [
        lose(trial, prior=PRIOR.fatigue, gains=gains, curve=curve, hours=[MINUTES_4]).after[:, 0]
        for trial in REFALO.values()
    ]
    assert (each[0] > each[1]).all()
    assert (each[1] > each[2]).all()


@pytest.mark.parametrize(("reserve", "published"), [(0, -0.22), (1, -0.09), (3, -0.06)])
def test_the_loss_from_first_to_last_set_is_near_the_measured_one(reserve: int, published: float) -> None:
    last, _ = median_person(REFALO[reserve], [48.0])
    assert velocity(last) == pytest.approx(published, abs=0.05)


def test_no_difference_between_failure_and_reserve_is_left_at_48_hours() -> None:
    losses = [median_person(trial, [48.0])[1][0] for trial in REFALO.values()]
    assert max(losses) - min(losses) < 0.01


def test_sets_of_half_the_effort_are_back_in_six_hours_and_failure_takes_a_day_or_two_longer() -> None:
    half, failure = Trial(6, 0.787, repetitions=5.0), Trial(3, 0.787)
    _, after_half = median_person(half, [6.0])
    _, after_failure = median_person(failure, [6.0, 30.0, 54.0, 72.0])
    assert after_half[0] < 0.006
    assert after_failure[0] > 2.5 * after_half[0]
    # Where failure stands after 30 to 54 h is where half the effort stood after six.
    assert after_failure[3] < after_half[0]
