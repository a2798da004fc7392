"""Probabilities of whole repetitions: the short way against the general one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.inference.forecasting import chance_of_none, cumulative_repetitions
from momentary.parameters import level_prior


@given(st.floats(-30.0, 100.0), st.floats(0.05, 30.0))
def test_the_chance_of_none_is_the_probability_below_a_half(mean: float, sd: float) -> None:
    prior = level_prior()
    meant = cumulative_repetitions(
        np.array([0.5]), mean=np.array([mean]), sd=np.array([sd]), shares=np.ones(1), prior=prior
    )
    assert chance_of_none(mean, sd, prior) == pytest.approx(float(meant[0]), abs=1e-8)
