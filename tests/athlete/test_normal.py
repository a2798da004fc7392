"""The normal distribution on arrays against the standard library's."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.athlete.normal import cumulative, density, inverse_mills, quantiles_of_normal

NORMAL = NormalDist()


@given(st.floats(-8.9, 8.9))
def test_the_cumulative_probability_agrees_with_erfc(z: float) -> None:
    assert float(cumulative(z)) == pytest.approx(0.5 * math.erfc(-z / math.sqrt(2.0)), abs=1e-9)


@given(st.floats(allow_nan=False))
def test_the_cumulative_probability_stays_between_zero_and_one(z: float) -> None:
    assert 0.0 <= float(cumulative(z)) <= 1.0


@given(st.floats(-37.0, 30.0))
def test_the_inverse_mills_ratio_agrees_with_its_definition(z: float) -> None:
    wanted = NORMAL.pdf(z) / (0.5 * math.erfc(-z / math.sqrt(2.0)))
    assert float(inverse_mills(z)) == pytest.approx(wanted, rel=3e-3)
    if z > -5.0:
        assert float(inverse_mills(z)) == pytest.approx(wanted, rel=1e-3)


def test_the_inverse_mills_ratio_has_no_step_where_the_series_takes_over() -> None:
    below, above = inverse_mills(np.array([-5.0000001, -4.9999999]))
    assert below == pytest.approx(above, rel=2e-3)


def test_points_that_stand_for_a_normal_have_mean_zero_and_sd_one() -> None:
    for count in (3, 5, 25):
        points = quantiles_of_normal(count)
        assert points.mean() == pytest.approx(0.0, abs=1e-12)
        assert points.std() == pytest.approx(1.0)
    assert quantiles_of_normal(1).tolist() == [0.0]


def test_the_density_is_the_slope_of_the_cumulative_probability() -> None:
    z = np.linspace(-4.0, 4.0, 41)
    slope = (cumulative(z + 1e-3) - cumulative(z - 1e-3)) / 2e-3
    assert slope == pytest.approx(density(z), abs=1e-5)
