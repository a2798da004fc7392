"""Equations of load and velocity: they give what was published, and there and back is the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.parameters.gonzalezbadillo2010 import BENCH_PRESS
from momentary.parameters.load_velocity import LoadVelocity
from momentary.parameters.sanchezmedina2014 import BENCH_PULL
from momentary.parameters.sanchezmedina2017 import FULL_SQUAT

EQUATIONS = (BENCH_PRESS, FULL_SQUAT, BENCH_PULL)


@pytest.mark.parametrize(
    ("equation", "velocity", "percent"),
    [(BENCH_PRESS, 0.18, 99.4), (BENCH_PRESS, 0.47, 79.6), (FULL_SQUAT, 0.32, 100.2), (FULL_SQUAT, 1.0, 60.3),
     (BENCH_PULL, 0.52, 98.8)],
)  # fmt: skip
def test_equations_give_the_shares_that_the_table_checks_them_with(
    equation: LoadVelocity, velocity: float, percent: float
) -> None:
    assert float(equation.share(velocity)) == pytest.approx(percent / 100.0, abs=0.001)


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda one: one.exercise)
@given(share=st.floats(0.3, 1.0))
def test_a_share_and_its_velocity_belong_together(equation: LoadVelocity, share: float) -> None:
    assert float(equation.share(equation.velocity(share))) == pytest.approx(share, rel=1e-9)


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda one: one.exercise)
@given(share=st.floats(0.4, 0.95), lost=st.floats(-0.1, 0.0))
def test_a_change_of_strength_survives_the_way_through_velocity(
    equation: LoadVelocity, share: float, lost: float
) -> None:
    slower = equation.velocity_change(lost, share=share)
    assert float(equation.capacity_change(slower, share=share)) == pytest.approx(lost, abs=1e-9)


@pytest.mark.parametrize("equation", EQUATIONS, ids=lambda one: one.exercise)
@given(share=st.floats(0.4, 0.95), lost=st.floats(0.0, 0.3), more=st.floats(0.001, 0.2))
def test_less_strength_is_never_faster(equation: LoadVelocity, share: float, lost: float, more: float) -> None:
    little, much = equation.velocity_change(np.array([-lost, -lost - more]), share=share)
    assert much <= little <= 1e-12


def test_no_change_of_one_is_no_change_of_the_other() -> None:
    assert float(BENCH_PRESS.capacity_change(0.0, share=0.75)) == pytest.approx(0.0, abs=1e-12)
    assert float(BENCH_PRESS.velocity_change(0.0, share=0.75)) == pytest.approx(0.0, abs=1e-12)


def test_a_load_that_cannot_be_moved_any_more_stands_still() -> None:
    # 75 % of the rested 1RM is beyond the 112 % of standstill once a third of the strength is gone.
    changes = BENCH_PRESS.velocity_change(np.array([-0.30, -0.34, -1.0, -1.5]), share=0.75)
    assert changes[0] > -1.0
    np.testing.assert_array_equal(changes[1:], -1.0)


def test_a_velocity_that_the_equation_does_not_know_is_no_number() -> None:
    assert np.isnan(BENCH_PULL.share([-0.1, 2.81, 3.5])).all()
    assert np.isnan(BENCH_PULL.velocity([0.0, -0.2, 0.01])).all()
