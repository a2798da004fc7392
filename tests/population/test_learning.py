"""What is learnt from lifters: found again on invented ones, from the others alone, and the same every time."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from momentary.athlete import Cues, demo_log, weigh_cues
from momentary.inference import observations
from momentary.inference.backtest import StepForecasts, at_least_one
from momentary.inference.forecasting import cued_pmf
from momentary.inference.targets import failure_targets
from momentary.parameters import Origin, level_prior, population_from_toml, population_to_toml, shipped_population
from momentary.population import Lifter
from momentary.population.learning import (
    HELD,
    SEARCHED,
    Learner,
    TooFewLiftersError,
    fit_weights,
    join_examples,
    learn,
    with_held_intervals,
)


@cache
def lifter(seed: int) -> Lifter:
    """An invented lifter with a year of training."""
    log = demo_log(seed)
    records = observations(log)
    return Lifter(f"lifter {seed}", records, failure_targets(log, records)[::6], pl.DataFrame())


TRUE = replace(
    level_prior().cues, offset=0.3, miss=(0.2, 0.4, 0.3), strength=(0.5, 0.8, -1.0, 1.0), fade=(0.2, 0.5, 0.3, 1.0)
)


def invented(count: int, *, rng: np.random.Generator) -> tuple[Cues, NDArray[np.float64]]:
    """Cues, and sets that follow known weights."""
    value = rng.uniform(4.0, 14.0, (count, 4))
    value[rng.random((count, 4)) < 0.3] = np.nan
    cues = Cues(
        rng.uniform(4.0, 14.0, count), np.ones(count), rng.normal(0.0, 1.0, (count, 3)), rng.uniform(0.7, 2.0, count),
        value, rng.uniform(0.0, 2.0, (count, 4)), np.zeros((count, 4)),
    )  # fmt: skip
    truth = weigh_cues(cues, weights=TRUE)
    drawn = np.where(rng.random(count) < TRUE.odd_share, TRUE.odd_factor, 1.0) * rng.standard_normal(count)
    return cues, np.maximum(np.round(truth.mean + truth.sd * drawn), 1.0)


def test_weights_are_found_again_where_sets_follow_them() -> None:
    rng = np.random.default_rng(5)
    examples = join_examples([invented(2500, rng=rng) for _ in range(2)])
    start = replace(
        TRUE, offset=0.0, miss=(0.0,) * 3, strength=(0.0,) * 4, fade=(0.0,) * 4, spread=(0.5, 0.0, 0.0, 0.0, 0.0)
    )
    found = weigh_cues(examples.cues, weights=fit_weights(examples, start=start))
    truth, begun = (weigh_cues(examples.cues, weights=one) for one in (TRUE, start))
    error, before = (np.abs(one.mean - truth.mean).mean() for one in (found, begun))
    assert error < 0.2 * before
    assert np.abs(np.log(found.sd / truth.sd)).mean() < 0.1


def test_intervals_hold_in_whole_repetitions_what_they_are_to_hold() -> None:
    examples = join_examples([invented(2500, rng=np.random.default_rng(7))])
    for factor in (0.6, 1.0, 1.7):
        start = replace(TRUE, spread=(TRUE.spread[0] + float(np.log(factor)), *TRUE.spread[1:]))
        weights = with_held_intervals(start, examples)
        at = weigh_cues(examples.cues, weights=weights)
        pmf = at_least_one(cued_pmf(at, weights=weights, most=100))
        low, high = np.round(StepForecasts(np.arange(2500), pmf).quantiles((0.1, 0.9))).T
        assert ((examples.done >= low) & (examples.done <= high)).mean() == pytest.approx(HELD, abs=0.01)
        assert weights.strength == start.strength


def test_weights_that_are_not_learnt_stay() -> None:
    examples = join_examples([invented(300, rng=np.random.default_rng(1))])
    start = TRUE
    is_learnt = np.arange(len(start.vector())) < 3
    found = fit_weights(examples, start=start, is_learnt=is_learnt).vector()
    assert np.all(found[3:] == start.vector()[3:])
    assert np.all(found[:3] != start.vector()[:3])


def test_what_is_learnt_is_written_and_read_again() -> None:
    told: list[str] = []
    found = learn([lifter(1), lifter(2)], progress=told.append)
    assert 0 < len(told) <= Learner.steps(2)
    assert found.fitted_on.lifters == 2
    assert found.fitted_on.targets == len(lifter(1).targets) + len(lifter(2).targets)
    assert found.prior.cues != level_prior().cues
    again = population_from_toml(population_to_toml(found), name="again")
    assert again.prior == found.prior
    assert again.figures == found.figures
    for name, values in SEARCHED.items():
        assert getattr(found.prior, name) in values
    differing = [name for name in found.figures if getattr(found.prior, name) != getattr(level_prior(), name)]
    assert all(found.figures[name].origin is Origin.FITTED for name in differing)


@pytest.mark.slow
def test_the_same_lifters_teach_the_same_however_often_they_are_asked() -> None:
    learner = Learner()
    first = learner.learn([lifter(1), lifter(2)])
    learner.learn([lifter(2), lifter(3)])
    assert learner.learn([lifter(1), lifter(2)]).prior == first.prior


@pytest.mark.slow
def test_what_was_chosen_on_other_lifters_is_not_carried_over() -> None:
    start = shipped_population()
    other = {name: values[-1] for name, values in SEARCHED.items()}
    changed = replace(start, prior=replace(start.prior, cues=TRUE, **other))  # type: ignore[arg-type]
    lifters = [lifter(1), lifter(2)]
    assert learn(lifters, start=changed).prior == learn(lifters).prior


def test_one_lifter_is_too_few() -> None:
    with pytest.raises(TooFewLiftersError, match="1 of the lifters"):
        learn([lifter(1)])
