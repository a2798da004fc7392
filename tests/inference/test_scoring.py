from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from momentary.inference.scoring import (
    QUANTILE_LEVELS,
    crps,
    figures_of,
    mean_figures,
    mean_log_probability,
    point_quantiles,
)

LEVELS = len(QUANTILE_LEVELS)
TABLES = st.integers(1, 8).flatmap(
    lambda count: st.tuples(
        arrays(np.float64, (count, LEVELS), elements=st.floats(0, 60)),
        arrays(np.float64, count, elements=st.integers(1, 40).map(float)),
    )
)


def naive(quantiles: np.ndarray, actual: np.ndarray) -> dict[str, float]:
    """The judge's figures, one set and one quantile at a time."""
    rows = [sorted([8.0] * LEVELS if np.isnan(row).any() else row.tolist()) for row in quantiles]
    losses, misses, inside, widths = [], [], [], []
    for row, done in zip(rows, actual.tolist(), strict=True):
        pinball = [
            level * (done - one) if done >= one else (1 - level) * (one - done)
            for level, one in zip(QUANTILE_LEVELS, row, strict=True)
        ]
        losses.append(2 * sum(pinball) / LEVELS)
        misses.append(abs(round(row[9]) - done))
        low, high = round(row[1]), round(row[17])
        inside.append(low <= done <= high)
        widths.append(high - low)
    return {
        "crps": float(np.mean(losses)),
        "mae": float(np.mean(misses)),
        "bias": float(np.mean([row[9] for row in rows] - actual)),
        "within1": float(np.mean([miss <= 1 for miss in misses])),
        "cover80": float(np.mean(inside)),
        "width80": float(np.mean(widths)),
    }


@given(TABLES)
def test_the_figures_are_those_of_the_judge(table: tuple[np.ndarray, np.ndarray]) -> None:
    found = figures_of(*table)
    for name, value in naive(*table).items():
        assert getattr(found, name) == pytest.approx(value, abs=1e-9), name


@given(arrays(np.float64, st.integers(1, 8), elements=st.floats(0, 60)), st.integers(1, 40))
def test_of_a_forecast_of_one_number_the_crps_is_the_miss(points: np.ndarray, done: int) -> None:
    actual = np.full(len(points), float(done))
    assert crps(point_quantiles(points), actual) == pytest.approx(np.abs(points - done), abs=1e-9)


@given(TABLES)
def test_a_wider_interval_never_covers_less(table: tuple[np.ndarray, np.ndarray]) -> None:
    found = figures_of(*table)
    assert found.cover50 <= found.cover80 <= found.cover90
    assert found.width50 <= found.width80 <= found.width90


def test_a_set_without_forecast_counts_as_one_of_eight_repetitions() -> None:
    missing = figures_of(np.full((1, LEVELS), np.nan), np.array([11.0]))
    assert (missing.targets, missing.missing, missing.mae) == (1, 1, 3.0)
    assert missing.crps == pytest.approx(3.0)


def test_crps_of_the_true_spread_is_lower_than_that_of_a_narrower_or_a_wider_one() -> None:
    random = np.random.default_rng(1)
    actual = random.normal(10.0, 2.0, size=4000)
    normal = np.quantile(random.normal(size=400_000), QUANTILE_LEVELS)
    by_sd = {sd: float(crps(np.tile(10.0 + sd * normal, (4000, 1)), actual).mean()) for sd in (1.0, 2.0, 4.0)}
    assert min(by_sd, key=lambda sd: by_sd[sd]) == 2.0


def test_a_lifter_with_many_sets_counts_no_more_than_one_with_few() -> None:
    many = figures_of(point_quantiles(np.full(90, 8.0)), np.full(90, 8.0))
    few = figures_of(point_quantiles(np.full(10, 8.0)), np.full(10, 12.0))
    both = mean_figures([many, few])
    assert (both.targets, both.mae, both.bias) == (100, 2.0, -2.0)


def test_the_probability_of_what_happened_is_judged_by_its_logarithm() -> None:
    pmf = np.array([[0.5, 0.5], [1.0, 0.0]])
    assert mean_log_probability(pmf, np.array([2, 2])) == pytest.approx((np.log(0.5) + np.log(1e-6)) / 2)


@pytest.mark.parametrize("shape", [(2, LEVELS), (1, 3), (0, LEVELS)])
def test_quantiles_that_do_not_fit_the_sets_are_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="one row a set"):
        figures_of(np.zeros(shape), np.zeros(1 if shape[0] else 0))
