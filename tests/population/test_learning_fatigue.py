"""How much of fatigue is added to forecasts is learnt from how well these are then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from momentary.athlete import Part, Prior
from momentary.athlete.tired_lifter import EXERCISES, tired_lifter
from momentary.inference import ExerciseTraits, observations
from momentary.inference.targets import failure_targets
from momentary.parameters import level_prior
from momentary.population import Lifter
from momentary.population.learning_fatigue import (
    FATIGUE_SEARCHED,
    best_fatigue,
    crps_with_fatigue,
    forecast_openings,
)

PRIOR = level_prior()
TRAITS = {name: ExerciseTraits(name, shares=tuple(muscles.items())) for name, muscles in EXERCISES.items()}


def lifters(prior: Prior, count: int = 2) -> list[Lifter]:
    """Synthetic lifters who tire as a prior says."""
    found = []
    for seed in range(count):
        log = tired_lifter(np.random.default_rng(seed), prior=prior.fatigue, sessions=60).log
        records = observations(log, TRAITS)
        keys = pl.DataFrame({"session": records.session, "set_in_session": np.arange(len(records))})
        found.append(Lifter(f"T{seed}", records, failure_targets(log, records), keys))
    return found


def tiring(factor: float) -> Prior:
    """The shipped prior with muscles that tire so many times as much, and hardly any spread between persons."""
    fatigue = PRIOR.fatigue
    residual = replace(fatigue.residual, gain=factor * fatigue.residual.gain, gain_log_sd=0.1)
    return replace(PRIOR, fatigue=replace(fatigue, residual=residual))


def test_fatigue_that_shows_is_added_to_forecasts() -> None:
    prior = tiring(2.5)
    best = best_fatigue(lifters(prior), prior, prior.fatigue)
    assert best.residual.shown >= 0.5
    sets = forecast_openings(lifters(prior, 1)[0], prior)
    none = replace(best, **{part.name.lower(): replace(best.of(part), shown=0.0) for part in Part})  # type: ignore[arg-type]
    with_it, without = (crps_with_fatigue(sets, one, prior.cues).mean() for one in (best, none))
    assert with_it < 0.97 * without


def test_less_is_added_of_fatigue_that_is_not_there() -> None:
    prior = tiring(1e-3)
    others = lifters(prior)
    start = replace(PRIOR.fatigue, residual=replace(PRIOR.fatigue.residual, gain=0.03, gain_log_sd=0.05))
    best = best_fatigue(others, prior, start)
    assert best.residual.shown < FATIGUE_SEARCHED[Part.RESIDUAL][0]


def test_gains_and_half_lives_are_left_as_published() -> None:
    prior = tiring(1.0)
    best = best_fatigue(lifters(prior, 1), prior, prior.fatigue)
    for part in Part:
        assert replace(best.of(part), shown=0.0) == replace(prior.fatigue.of(part), shown=0.0)


def test_lifters_without_targets_change_nothing_but_the_start() -> None:
    one = lifters(PRIOR, 1)[0]
    empty = Lifter(one.name, one.records, one.targets[:0], one.keys)
    best = best_fatigue([empty], PRIOR, PRIOR.fatigue)
    for part, values in FATIGUE_SEARCHED.items():
        assert best.of(part).shown == pytest.approx(values[0])
