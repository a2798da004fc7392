from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.inference.lines import Lines, solve


def straight(y: np.ndarray, week: np.ndarray) -> Lines:
    return Lines(y, np.column_stack([week, np.ones(len(y))]), np.zeros(2), np.zeros(2), np.full(len(y), 1e-3))


def test_sessions_that_all_lie_near_the_line_are_solved_by_least_squares() -> None:
    week = np.arange(20.0)
    rng = np.random.default_rng(3)
    y = 4.0 + 0.01 * week + 0.02 * np.clip(rng.standard_normal(20), -1.8, 1.8)
    slope, level = np.polyfit(week, y, 1)
    found = solve(straight(y, week))
    assert found.mean == pytest.approx([slope, level], abs=1e-7)
    assert found.freedom == pytest.approx(18.0)
    assert found.along @ y == pytest.approx(found.mean)


@settings(deadline=None, max_examples=40)
@given(at=st.integers(0, 23), size=st.floats(0.5, 50.0), sign=st.sampled_from([-1.0, 1.0]))
def test_a_session_that_is_wildly_off_moves_nothing(at: int, size: float, sign: float) -> None:
    week = np.arange(24.0) / 3.0
    rng = np.random.default_rng(7)
    y = 4.0 + 0.005 * week + 0.03 * rng.standard_normal(24)
    kept = np.arange(24) != at
    without = solve(straight(y[kept], week[kept]))
    y[at] += sign * size
    found = solve(straight(y, week))
    assert found.weight[at] == 0.0
    assert found.mean[0] == pytest.approx(without.mean[0], abs=0.1 * np.sqrt(without.cov[0, 0]))


def test_the_stated_error_of_a_slope_is_the_error_that_it_has() -> None:
    rng = np.random.default_rng(11)
    week = np.arange(24.0) / 3.0
    off = []
    for _ in range(300):
        found = solve(straight(0.04 * rng.standard_normal(24), week))
        off.append(found.mean[0] / np.sqrt(found.cov[0, 0]))
    assert np.std(off) == pytest.approx(np.sqrt(22.0 / 20.0), rel=0.1)


def test_what_is_known_beforehand_counts_like_a_session_more() -> None:
    known = Lines(np.array([1.0]), np.ones((1, 1)), np.array([1.0]), np.array([0.0]), np.array([1.0]))
    found = solve(known)
    assert 0.0 < found.mean[0] < 1.0
