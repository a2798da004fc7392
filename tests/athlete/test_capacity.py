"""The load-repetitions law."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.athlete import log_capacity_of, log_load_of, repetitions_to_failure

curves = st.floats(0.01, 0.08)
logs = st.floats(0.0, 6.0)


@given(logs, st.floats(1.0, 60.0), curves)
def test_the_law_and_its_two_inverses_agree(log_capacity: float, repetitions: float, curve: float) -> None:
    log_load = log_load_of(repetitions, log_capacity, curve=curve)
    assert float(repetitions_to_failure(log_load, log_capacity, curve=curve)) == pytest.approx(repetitions)
    assert float(log_capacity_of(log_load, repetitions, curve=curve)) == pytest.approx(log_capacity)


@given(logs, curves)
def test_the_1rm_allows_exactly_one_repetition(log_capacity: float, curve: float) -> None:
    assert float(repetitions_to_failure(log_capacity, log_capacity, curve=curve)) == 1.0


def test_eighty_per_cent_allows_nine_or_ten_repetitions_on_the_median_curve() -> None:
    # Nuzzo 2024, main model: 9.75 [9.32, 10.20].
    assert 9.32 <= float(repetitions_to_failure(math.log(80.0), math.log(100.0), curve=0.0266)) <= 10.20


def test_a_heavier_load_always_allows_fewer_repetitions() -> None:
    loads = np.log(np.linspace(20.0, 200.0, 50))
    assert (np.diff(repetitions_to_failure(loads, math.log(120.0), curve=0.03)) < 0.0).all()
