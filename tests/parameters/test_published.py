"""The shipped prior, put into the laboratory, measures what the papers measured."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from momentary.athlete import laboratory_repetitions, left_beyond_calls
from momentary.parameters import halperin2022, level_prior, mitter2022, nuzzo2024, zourdos2021
from momentary.parameters.grgic2020 import ONE_RM_CV

PRIOR = level_prior()
LIFTERS = 40_000
STUDENT_24 = 2.064
"""0.975 quantile of Student's t with 24 degrees of freedom."""


def laboratory(percent: int, *, kind: str | None = None, tests: int = 1) -> NDArray[np.float64]:
    """Repetitions at a percentage of a 1RM that was tested with the published error."""
    rng = np.random.default_rng(percent)
    return laboratory_repetitions(
        PRIOR, share=percent / 100.0, one_rm_cv=ONE_RM_CV.value, lifters=LIFTERS, rng=rng, kind=kind, tests=tests
    )


@pytest.mark.parametrize("percent", nuzzo2024.MEAN_REPETITIONS)
def test_mean_repetitions_at_a_share_of_the_1rm_lie_in_the_published_interval(percent: int) -> None:
    mean = laboratory(percent).mean()
    assert nuzzo2024.MEAN_LOW[percent].value <= mean <= nuzzo2024.MEAN_HIGH[percent].value


@pytest.mark.parametrize("percent", nuzzo2024.BETWEEN_PERSON_SD)
def test_persons_differ_as_much_as_published(percent: int) -> None:
    sd = laboratory(percent).std()
    assert nuzzo2024.SD_LOW[percent].value <= sd <= nuzzo2024.SD_HIGH[percent].value


@pytest.mark.parametrize("percent", nuzzo2024.BENCH_PRESS)
def test_the_bench_press_allows_the_published_repetitions(percent: int) -> None:
    mean = laboratory(percent, kind="bench_press").mean()
    assert nuzzo2024.BENCH_PRESS_LOW[percent].value <= mean <= nuzzo2024.BENCH_PRESS_HIGH[percent].value


@pytest.mark.parametrize("percent", nuzzo2024.LEG_PRESS)
def test_the_leg_press_allows_the_published_repetitions(percent: int) -> None:
    mean = laboratory(percent, kind="leg_press").mean()
    assert nuzzo2024.LEG_PRESS_LOW[percent].value <= mean <= nuzzo2024.LEG_PRESS_HIGH[percent].value


@pytest.mark.parametrize("percent", mitter2022.ERROR_LOW)
def test_repetitions_repeat_on_another_day_as_well_as_published(percent: int) -> None:
    first, second = laboratory(percent, kind="bench_press", tests=2).T
    error = (first - second).std() / math.sqrt(2.0)
    assert mitter2022.ERROR_LOW[percent].value <= error <= mitter2022.ERROR_HIGH[percent].value


def called_in_long_squats(call: int) -> NDArray[np.float64]:
    """Repetitions left beyond a call in sets of the length of Zourdos 2021."""
    rng = np.random.default_rng(call)
    length = rng.normal(zourdos2021.REPETITIONS.value, zourdos2021.REPETITIONS_SD.value, LIFTERS)
    return left_beyond_calls(PRIOR, call=float(call), length=length, rng=rng)


@pytest.mark.parametrize("call", zourdos2021.BIAS_BY_CALL)
def test_calls_in_long_squat_sets_are_off_as_published(call: int) -> None:
    published = zourdos2021.BIAS_BY_CALL[call].value
    half = STUDENT_24 * zourdos2021.ERROR_BY_CALL[call].value / math.sqrt(zourdos2021.LIFTERS.value)
    assert published - half <= called_in_long_squats(call).mean() <= published + half


@pytest.mark.parametrize("call", zourdos2021.ERROR_BY_CALL)
def test_calls_in_long_squat_sets_scatter_as_published(call: int) -> None:
    # The 95 % interval of an SD from 25 lifters: times 0.78 to 1.39 (chi-square with 24 degrees of freedom).
    published = zourdos2021.ERROR_BY_CALL[call].value
    assert 0.78 * published <= called_in_long_squats(call).std() <= 1.39 * published


def test_calls_over_all_studies_are_off_as_published() -> None:
    # The meta-analysis pools calls and set lengths that its abstract does not list: here 1 to 3, and 6 to 14.
    rng = np.random.default_rng(0)
    errors = [
        left_beyond_calls(PRIOR, call=call, length=rng.uniform(6.0, 14.0, LIFTERS), rng=rng) for call in (1.0, 2.0, 3.0)
    ]
    assert halperin2022.BIAS_LOW.value <= np.mean(errors) <= halperin2022.BIAS_HIGH.value


def test_lifters_differ_in_their_calls_as_published() -> None:
    # Between participants, at a call of two in sets of ten, without the scatter of single calls.
    own = PRIOR.report_bias_sd * math.sqrt(2.0)
    assert own == pytest.approx(halperin2022.BETWEEN_PERSON_SD.value, abs=0.1)
