"""The nodes that are read against many more nodes that are carried."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.athlete import Prior, curve_steps
from momentary.inference import observations
from momentary.inference.agreement import fast_posterior
from momentary.inference.readout import MASSES, POINTS, blend
from momentary.parameters import level_prior
from tests.inference.logs import Row, log_of, steady

PRIOR = level_prior()
LOGS = {
    "one load": steady(6),
    "loads far apart": [Row(4.0 * n, load, reps) for n in range(6) for load, reps in ((100.0, 4), (75.0, 14))],
    "a steep lifter": [Row(4.0 * n, load, reps) for n in range(6) for load, reps in ((100.0, 2), (60.0, 9))],
}

number = st.floats(-3.0, 3.0)


@given(number, number, number, number, st.integers(3, 9))
def test_parabolas_are_interpolated_without_error(a: float, b: float, c: float, at: float, count: int) -> None:
    knots = curve_steps(count)
    matrix = blend(knots, np.array([at]))
    assert matrix @ (a + b * knots + c * knots**2) == pytest.approx(a + b * at + c * at * at, abs=1e-9)


@given(st.integers(3, 9), st.lists(number, min_size=9, max_size=9))
def test_at_a_knot_the_value_is_kept(count: int, values: list[float]) -> None:
    knots = curve_steps(count)
    assert blend(knots, knots) @ np.array(values[:count]) == pytest.approx(values[:count])


def test_the_points_stand_for_a_standard_normal() -> None:
    assert MASSES.sum() == pytest.approx(1.0)
    assert (MASSES * POINTS).sum() == pytest.approx(0.0, abs=1e-12)
    assert (MASSES * POINTS**2).sum() == pytest.approx(1.0)
    assert (MASSES * POINTS**4).sum() == pytest.approx(3.0, rel=0.12)


def read(rows: list[Row], prior: Prior) -> tuple[float, float, float, float]:
    """Mean and SD of the log 1RM and of ln c."""
    fast = fast_posterior(observations(log_of(rows)), 0, prior=prior)
    state, spread = (part[0] for part in fast.track.state_after(fast.track.visit_last[-1:]))
    level = fast.mixed(*fast.read(state[:, 0], spread[:, 0, 0]))
    readout = fast.readout
    shares, mean, sd = readout.group_shares[0], readout.log_curve_mean[0], readout.log_curve_sd[0]
    middle = float(shares @ mean)
    return *level, middle, float(np.sqrt(shares @ (sd**2 + (mean - middle) ** 2)))


@pytest.mark.parametrize("name", LOGS)
def test_few_nodes_tell_what_many_do(name: str) -> None:
    few, many = read(LOGS[name], PRIOR), read(LOGS[name], replace(PRIOR, curve_nodes=41))
    assert abs(few[0] - many[0]) < 0.1 * many[1]
    assert few[1] == pytest.approx(many[1], rel=0.1)
    assert abs(few[2] - many[2]) < 0.1 * many[3]
    assert few[3] == pytest.approx(many[3], rel=0.1)
