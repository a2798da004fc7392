"""Published values and the population: every figure says where it comes from."""

from __future__ import annotations

import importlib
import math
import pkgutil
from collections.abc import Iterator

import numpy as np
import pytest

from momentary import parameters
from momentary.athlete import repetitions_to_failure
from momentary.evidence import Sourced, citations
from momentary.parameters import Origin, level_prior, shipped_population
from momentary.parameters.mitter2022 import ERROR_AT_70, ERROR_AT_90
from momentary.parameters.nuzzo2024 import CURVE, CURVE_BENCH_PRESS, CURVE_LEG_PRESS, CURVE_MEDIAN, MEAN_REPETITIONS


def published() -> Iterator[tuple[str, Sourced]]:
    """Every sourced value of the layer, with the module that holds it."""
    for module in pkgutil.iter_modules(parameters.__path__):
        for value in vars(importlib.import_module(f"momentary.parameters.{module.name}")).values():
            for one in value.values() if isinstance(value, dict) else [value]:
                if isinstance(one, Sourced):
                    yield module.name, one


def test_every_published_value_names_a_known_source() -> None:
    values = list(published())
    assert len(values) >= 15
    for _, value in values:
        assert value.source in citations()


def test_a_module_named_after_a_paper_holds_only_that_paper() -> None:
    for module, value in published():
        assert module in (value.source, "population")


def test_every_population_figure_says_where_it_comes_from() -> None:
    for name, figure in shipped_population().figures.items():
        assert figure.unit, name
        assert (figure.start is not None) == (figure.origin is Origin.FITTED), name
        if figure.source is not None:
            assert figure.source in citations(), name
        if figure.origin is Origin.LITERATURE:
            assert figure.source is not None, name


def test_the_fitted_figures_say_on_how_many_lifters_they_rest() -> None:
    fitted_on = shipped_population().fitted_on
    assert fitted_on.lifters >= 17
    assert fitted_on.targets > 10_000
    assert fitted_on.segments > 100_000


def test_literature_figures_equal_the_published_values() -> None:
    prior = level_prior()
    assert prior.curve_median == CURVE_MEDIAN.value
    assert prior.curve_of("bench_press") == CURVE_BENCH_PRESS.value
    assert prior.curve_of("leg_press") == CURVE_LEG_PRESS.value
    assert prior.curve_of(None) == prior.curve_of("something else") == CURVE_MEDIAN.value
    assert prior.noise_growth == pytest.approx((ERROR_AT_70.value - ERROR_AT_90.value) / 10.0)


def test_the_curve_reproduces_the_published_means_within_half_a_repetition() -> None:
    errors = [
        float(repetitions_to_failure(math.log(share), math.log(100.0), curve=CURVE.value)) - mean.value
        for share, mean in MEAN_REPETITIONS.items()
    ]
    # The best one-parameter fit misses by 0.39 on average.
    assert math.sqrt(np.mean(np.square(errors))) == pytest.approx(0.39, abs=0.02)


def test_shares_of_the_population_are_shares() -> None:
    prior = level_prior()
    assert sum(prior.habit_shares) == pytest.approx(1.0)
    for share in (prior.odd_share, prior.shift_share, prior.typo_share, prior.doubt_share, prior.empty_share):
        assert 0.0 < share < 1.0
