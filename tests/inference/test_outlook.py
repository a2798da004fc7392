"""Forecasts at any load, from a load that is known well."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pytest

from momentary.athlete import demo_log
from momentary.inference import SOURCES, LevelPosterior, fit
from momentary.inference.outlook import AnchoredOutlook, ModelOutlook
from momentary.parameters import level_prior
from tests.inference.logs import Row, log_of, steady, warm_up

BENCH = "Bench Press (Barbell)"
EDGES = np.arange(0.0, 80.0) + 0.5


@cache
def demo() -> LevelPosterior:
    """The posterior of the demo lifter."""
    return fit(demo_log(seed=3))


def outlook(sd: float = 1.0) -> AnchoredOutlook:
    """Eight repetitions at 80 kg, of a lifter of whose curve two values are thinkable."""
    prior, curve, shares = level_prior(), np.array([0.02, 0.03]), np.array([0.5, 0.5])
    model = ModelOutlook(np.log(80.0) + 7.0 * curve, np.full(2, 1e-4), curve, shares, prior)
    return AnchoredOutlook(np.log(np.array([80.0, 80.0])), 8.0, sd, curve, shares, model, prior.cues, prior)


def test_at_the_known_load_the_curve_is_of_no_matter() -> None:
    below = outlook().below(np.array([8.0]), np.log(np.array([80.0, 80.0])))
    assert below[0] == pytest.approx(0.5, abs=1e-3)


def test_away_from_the_known_load_repetitions_follow_the_curve_and_doubt_grows() -> None:
    light = np.log(np.array([60.0, 60.0]))
    low = 8.0 + np.log(80.0 / 60.0) / 0.03
    high = 8.0 + np.log(80.0 / 60.0) / 0.02
    below = outlook(sd=0.01).below(np.array([low - 1.0, 0.5 * (low + high), high + 1.0]), light)
    assert below == pytest.approx([0.0, 0.5, 1.0], abs=1e-3)


def test_a_heavier_load_never_gives_more_repetitions() -> None:
    loads = np.linspace(30.0, 160.0, 40)
    below = [outlook().below(EDGES, np.log(np.array([load, load]))) for load in loads]
    assert np.all(np.diff(np.array(below), axis=0) >= -1e-9)


def test_the_forecast_at_the_last_sessions_load_is_the_mean_of_its_sources() -> None:
    posterior = demo()
    for after_sets in range(3):
        sources = posterior.sources(BENCH, after_sets=after_sets)
        assert sum(one.share for one in sources) == pytest.approx(1.0)
        assert {one.name for one in sources} <= set(SOURCES)
        mean = sum(one.share * one.repetitions for one in sources)
        forecast = posterior.repetitions_to_failure(BENCH, sources[0].load_kg, after_sets=after_sets)
        assert abs(forecast.median - mean) <= 1.0
        chosen = posterior.repetitions_at_chosen_load(BENCH, sources[0].load_kg, after_sets=after_sets)
        assert abs(chosen.median - forecast.median) <= 1.0


def test_the_load_for_some_repetitions_is_where_the_forecast_says_so() -> None:
    answer = demo().load_for(BENCH, 6, probability=0.8)
    assert answer.forecast.pmf[6:].sum() == pytest.approx(0.8, abs=0.01)


def test_an_exercise_without_a_working_set_rests_on_the_model_alone() -> None:
    posterior = fit(log_of([warm_up(3.0 * day, 40.0, 5) for day in range(4)]))
    assert posterior.sources("Bench") == ()
    belief = posterior._ahead.belief(0, at=None, after_sets=0)
    assert isinstance(posterior._ahead.outlook(belief, 0, at=None, after_sets=0), ModelOutlook)
    forecast = posterior.repetitions_to_failure("Bench", 40.0)
    assert np.isfinite(forecast.pmf).all()
    assert forecast.interval(0.8)[1] - forecast.interval(0.8)[0] >= 4


def test_what_was_done_lately_draws_the_forecast_to_itself() -> None:
    forecast = fit(log_of(steady(8, reps=(9, 8, 7)))).repetitions_to_failure("Bench", 80.0)
    assert forecast.interval(0.8)[0] <= 9 <= forecast.interval(0.8)[1]
    assert abs(forecast.median - 9) <= 1


def test_a_set_a_year_later_is_less_certain() -> None:
    posterior = demo()
    soon = posterior.repetitions_to_failure(BENCH, 80.0, at=posterior.last_session + timedelta(days=3))
    late = posterior.repetitions_to_failure(BENCH, 80.0, at=posterior.last_session + timedelta(days=400))
    width = [one.interval(0.8)[1] - one.interval(0.8)[0] for one in (soon, late)]
    assert width[1] > width[0]


def test_a_single_that_always_succeeded_will_more_likely_than_not() -> None:
    posterior = fit(log_of([Row(3.0 * day, 100.0, 1) for day in range(12)]))
    assert posterior.repetitions_to_failure("Bench", 100.0).pmf[0] < 0.4
    assert posterior.repetitions_to_failure("Bench", 150.0).pmf[0] > 0.95


def test_a_hundred_repetitions_are_forecast_as_such() -> None:
    posterior = fit(log_of([Row(3.0 * day, 20.0, 100) for day in range(12)]))
    low, high = posterior.repetitions_to_failure("Bench", 20.0).interval(0.8)
    assert low <= 100
    assert high >= 90


def test_one_typing_error_in_repetitions_does_not_spoil_other_exercises() -> None:
    rows = [
        Row(3.0 * day, 80.0, count, exercise=name)
        for day in range(14)
        for name, counts in (("Bench", (8, 7)), ("Squat", (6, 5)))
        for count in counts
    ]
    wrong = [replace(row, reps=800) if index == 20 else row for index, row in enumerate(rows)]
    for name in ("Bench", "Squat"):
        right, found = (
            fit(log_of(one)).repetitions_to_failure(name, 80.0, after_sets=1).median for one in (rows, wrong)
        )
        assert abs(found - right) <= 1
