"""What endings tell: exact, biased, censored; and what a chosen load tells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.athlete import Terms, biased_report, censored_stop, chosen_load, exact_failure, nodes
from momentary.parameters import level_prior

PRIOR = level_prior()
counts = st.integers(1, 60).map(float)


def mean_of(terms: Terms) -> float:
    """The mean of r* that one row of terms stands for, at the first habit."""
    return float((terms.centre[0, 0] * terms.mass[0, 0]).sum())


@given(counts, st.floats(0.0, 8.0))
def test_masses_of_every_ending_sum_to_one(done: float, reserve: float) -> None:
    one = np.array([done])
    for terms in (
        exact_failure(one, prior=PRIOR),
        biased_report(one, np.array([reserve]), prior=PRIOR),
        censored_stop(one, prior=PRIOR),
        chosen_load(one, one, prior=PRIOR),
    ):
        assert terms.mass.sum(axis=-1) == pytest.approx(1.0)
        assert (terms.sd > 0.0).all()


@given(counts)
def test_a_failure_is_centred_on_what_was_done(done: float) -> None:
    assert mean_of(exact_failure(np.array([done]), prior=PRIOR)) == pytest.approx(done)


@given(counts, st.floats(0.0, 8.0))
def test_a_report_puts_capacity_at_or_above_done_plus_called(done: float, reserve: float) -> None:
    assert mean_of(biased_report(np.array([done]), np.array([reserve]), prior=PRIOR)) >= done + reserve - 1e-9


@given(counts, st.floats(0.0, 6.0), st.floats(0.5, 6.0))
def test_a_report_is_less_sure_the_more_is_left(done: float, reserve: float, more: float) -> None:
    one = np.array([done])
    near = biased_report(one, np.array([reserve]), prior=PRIOR)
    far = biased_report(one, np.array([reserve + more]), prior=PRIOR)
    assert (far.sd > near.sd).all()


@given(counts)
def test_a_report_of_none_left_is_less_sure_than_a_failure(done: float) -> None:
    one = np.array([done])
    assert (biased_report(one, np.zeros(1), prior=PRIOR).sd > exact_failure(one, prior=PRIOR).sd).all()


@given(counts)
def test_a_silent_stop_never_puts_capacity_below_what_was_done(done: float) -> None:
    terms = censored_stop(np.array([done]), prior=PRIOR)
    assert (terms.centre >= done).all()
    assert (np.diff(terms.centre[0, :, 1]) > 0.0).all()


def test_nodes_span_curve_and_habit_and_carry_the_whole_prior() -> None:
    plain = nodes(PRIOR, with_body_mass=False)
    assert len(plain) == PRIOR.curve_nodes * len(PRIOR.habits)
    assert np.exp(plain.log_prior).sum() == pytest.approx(1.0)
    # The values lie evenly; their prior shares make the spread of the prior, but for its tails.
    spread = float(np.sqrt(np.exp(plain.log_prior) @ np.log(plain.curve_ratio) ** 2))
    assert spread == pytest.approx(PRIOR.curve_log_sd, rel=0.1)
    heavy = nodes(PRIOR, with_body_mass=True)
    assert len(heavy) == len(plain) * PRIOR.body_mass_nodes
    assert np.exp(heavy.log_prior).sum() == pytest.approx(1.0)
