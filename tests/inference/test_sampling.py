"""The oracle against brute force, and the fast posterior against the oracle."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from types import ModuleType

import numpy as np
import pytest

from momentary.athlete import Observed
from momentary.inference import observations, sampling
from momentary.inference.agreement import compare, fast_posterior
from momentary.inference.layout import lay_out
from momentary.inference.sampling import OracleMissingError, sample, split_r_hat
from momentary.parameters import level_prior
from tests.inference.logs import Row, log_of, stopped, warm_up
from tests.inference.test_oracle import LOGS, SIMPLE, grid_posterior

PRIOR = level_prior()
MIXED = [
    warm_up(0, 60.0, 8), Row(0, 80.0, 8, None, rir=2.0), stopped(0, 80.0, 8), Row(0, 70.0, 10),
    warm_up(4, 60.0, 8), Row(4, 82.5, 8, None, rir=1.0), stopped(4, 82.5, 7), Row(4, 70.0, 11),
]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "a warm-up first",
        *(pytest.param(name, marks=pytest.mark.slow) for name in LOGS if name != "a warm-up first"),
    ],
)
def test_the_oracle_agrees_with_brute_force(name: str) -> None:
    mean, sd = grid_posterior(LOGS[name], SIMPLE)
    # One curve, as the brute force has it: the prior of ln c is as good as a point.
    prior = replace(SIMPLE, curve_log_sd=1e-6)
    drawn = sample(
        observations(log_of(LOGS[name])), 0, prior=prior, seed=3, draws=400, warm_up=250, chains=2,
        with_correlations=False,
    )  # fmt: skip
    assert split_r_hat(drawn.level, chains=2) < 1.05
    # Four standard errors of the mean of some 500 independent draws.
    assert abs(drawn.level.mean() - mean) < 0.18 * sd
    assert drawn.level.std() == pytest.approx(sd, rel=0.12)


@pytest.mark.slow
def test_the_fast_posterior_agrees_with_the_oracle_on_a_log_with_all_endings() -> None:
    records = observations(log_of(MIXED))
    drawn = sample(records, 0, prior=PRIOR, seed=5, draws=1000, warm_up=700)
    for one in compare(records, draws=drawn, fast=fast_posterior(records, 0, prior=PRIOR), prior=PRIOR):
        assert abs(one.shift) < 0.2, one
        assert one.stretch == pytest.approx(1.0, abs=0.2), one


@pytest.mark.slow
def test_the_same_seed_draws_the_same() -> None:
    records = observations(log_of(LOGS["one failure"]))
    first, second = (sample(records, 0, prior=PRIOR, seed=1, draws=50, warm_up=50, chains=1) for _ in range(2))
    assert (first.level == second.level).all()


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ModuleType:
        if name == "jax":
            raise ModuleNotFoundError("No module named 'jax'", name="jax")
        return import_module(name)

    monkeypatch.setattr(sampling, "import_module", missing)
    with pytest.raises(OracleMissingError, match=r"jax is not installed.*momentary\[oracle\]"):
        sample(observations(log_of(MIXED)), 0, prior=PRIOR, seed=1)


def test_an_exercise_that_tells_nothing_cannot_be_sampled() -> None:
    records = observations(log_of([Row(0, 80.0, None)]))
    with pytest.raises(ValueError, match="'Bench' tells anything"):
        lay_out(records, 0, prior=PRIOR)


def test_the_layout_of_the_oracle_and_the_filter_see_the_same_choices() -> None:
    records = observations(log_of(MIXED))
    layout = lay_out(records, 0, prior=PRIOR)
    track = fast_posterior(records, 0, prior=PRIOR).track
    assert (layout.rows == track.rows).all()
    assert (layout.visit == track.visit).all()
    assert (layout.is_wandering == (track.wander > 0.0)).all()
    assert (np.flatnonzero(layout.is_choice & ~layout.is_wandering) == track.chosen_at).all()
    assert (layout.is_bound == (records.observed[layout.rows] == Observed.AT_LEAST)).all()
    assert (layout.is_early == layout.is_bound).all()


def test_chains_that_disagree_are_told_from_those_that_agree() -> None:
    rng = np.random.default_rng(1)
    together = rng.standard_normal(4000)
    apart = together + np.repeat([0.0, 1.0, 0.0, 1.0], 1000)
    assert split_r_hat(together, chains=4) < 1.01
    assert split_r_hat(apart, chains=4) > 1.1
