"""The habit of choosing loads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.athlete import unknown_habit
from momentary.athlete.choice import MOST_CHOSEN
from momentary.parameters import level_prior

PRIOR = level_prior()


@given(st.lists(st.floats(1.0, 30.0), min_size=1, max_size=12))
def test_the_habit_is_the_exponentially_weighted_mean_and_variance(counts: list[float]) -> None:
    habit = unknown_habit((1,), prior=PRIOR)
    shares, values, n = [1.0], [PRIOR.choice_mean], PRIOR.choice_count
    for count in counts:
        habit = habit.after(np.array([count]), prior=PRIOR)
        rate = 1.0 / min(n + 1.0, PRIOR.choice_memory)
        shares = [share * (1.0 - rate) for share in shares] + [rate]
        values.append(count)
        n += 1.0
    mean = sum(share * value for share, value in zip(shares, values, strict=True))
    variance = sum(share * (value - mean) ** 2 for share, value in zip(shares, values, strict=True))
    variance += shares[0] * PRIOR.choice_sd**2
    assert habit.mean[0] == pytest.approx(mean)
    assert habit.variance[0] == pytest.approx(variance)


def test_a_lifter_of_one_repetition_range_becomes_predictable() -> None:
    habit = unknown_habit((1,), prior=PRIOR)
    before = habit.sd(prior=PRIOR)[0]
    for _ in range(40):
        habit = habit.after(np.array([8.0]), prior=PRIOR)
    assert habit.mean[0] == pytest.approx(8.0, abs=0.05)
    assert habit.sd(prior=PRIOR)[0] < 0.5 * before


def test_an_absurd_count_moves_the_habit_no_further_than_a_long_set() -> None:
    habit = unknown_habit((1,), prior=PRIOR)
    assert habit.after(np.array([877777.0]), prior=PRIOR).mean == habit.after(np.array([MOST_CHOSEN]), prior=PRIOR).mean
