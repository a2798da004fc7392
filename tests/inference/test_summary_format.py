"""A summary written as JSON and read again forecasts the same; what is damaged is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from momentary.athlete import demo_log
from momentary.inference.clock import EPOCH
from momentary.inference.online import forecast, step
from momentary.inference.summary import Summary, UnusableSummaryError, summarise
from momentary.inference.summary_format import summary_to_json
from momentary.inference.summary_reading import summary_from_json
from momentary.parameters import level_prior
from momentary.population.lifters import LifterTable
from momentary.population.lifters import _log as log_of_rows
from momentary.quantities import Log
from tests.inference.test_no_look_ahead import TRAITS, cut, logs, mass_comes_late
from tests.inference.test_summary import assert_same, calls_before_failures

PRIOR = level_prior()
MANY = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
CLOSE = 2e-3
ABOUT_4_KB = 4096


def through_json(summary: Summary, *, is_exact: bool = False) -> Summary:
    """The summary written as strict JSON and read again."""
    return summary_from_json(json.loads(json.dumps(summary_to_json(summary, is_exact=is_exact), allow_nan=False)))


def largest_gap(one: Summary, other: Summary, *, days: float) -> float:
    """How far apart the forecasts of two summaries are at most, for the next set of every exercise."""
    gap = 0.0
    if not one.exercises or one.session < 0:
        return gap
    at = EPOCH + timedelta(days=one.day + days) if days else None
    for index, part in enumerate(one.exercises):
        memory = one.memory.exercises.get(index)
        if part.held is None or memory is None or not (memory.today or memory.last):
            continue
        load = abs((memory.today or memory.last)[-1].load)
        if load == 0.0 and not part.entry.moves:
            continue
        pair = [forecast(each, part.entry.traits.key, load, at=at).pmf for each in (one, other)]
        gap = max(gap, float(np.abs(pair[0] - pair[1]).max()))
    return gap


@given(logs(), st.integers(0, 40))
@example(mass_comes_late(), 3)
@example(calls_before_failures(), 9)
@MANY
def test_the_rounded_summary_forecasts_the_same_now_and_after_more_sets(log: Log, sets: int) -> None:
    begun = sets % (log.count_sets() + 1)
    exact = summarise(cut(log, begun), traits=TRAITS)
    rounded = through_json(exact)
    assert largest_gap(exact, rounded, days=0.0) < CLOSE
    assert largest_gap(exact, rounded, days=3.0) < CLOSE
    count = 0
    for number, session in enumerate(log.sessions):
        for done in session.sets:
            count += 1
            if count > begun:
                exact, rounded = (
                    step(one, done, session=session, number=number, traits=TRAITS) for one in (exact, rounded)
                )
    assert exact.position == rounded.position
    assert largest_gap(exact, rounded, days=3.0) < CLOSE


@given(logs())
@example(mass_comes_late())
@MANY
def test_the_exact_summary_keeps_every_digit(log: Log) -> None:
    summary = summarise(log, traits=TRAITS)
    assert_same(through_json(summary, is_exact=True), summary)


def test_an_exercise_takes_about_two_kilobytes() -> None:
    data = summary_to_json(summarise(demo_log(seed=2)))
    sizes = [len(json.dumps(one, separators=(",", ":"))) for one in data["exercises"]]
    assert np.median(sizes) < ABOUT_4_KB


def real_log(table: LifterTable, name: str) -> Log:
    """The log of a real lifter."""
    rows = table._collect(table._table.filter(pl.col("lifter") == name).sort("session", "set_in_session"))
    return log_of_rows(rows)


def test_real_lifters_summaries_are_small_and_forecast_the_same(shared: Path) -> None:
    table = LifterTable(shared / "data" / "lifters.parquet")
    sizes: list[int] = []
    for name in sorted(table.rows, key=lambda one: table.rows[one])[8:40:8]:
        exact = summarise(real_log(table, name))
        data = summary_to_json(exact)
        sizes += [len(json.dumps(one, separators=(",", ":"))) for one in data["exercises"]]
        assert largest_gap(exact, summary_from_json(data), days=2.0) < CLOSE
    assert np.median(sizes) < ABOUT_4_KB
    assert np.quantile(sizes, 0.9) < 1.5 * ABOUT_4_KB


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in an object of JSON."""
    keys = data.keys() if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        yield (*path, key)
        yield from places(data[key], (*path, key))


DATA = summary_to_json(summarise(cut(demo_log(seed=1), 60)))
PLACES = list(places(DATA))


@given(st.sampled_from(PLACES), st.sampled_from([float("nan"), float("inf"), "x", {}]))
@settings(max_examples=200)
def test_what_cannot_stand_somewhere_is_refused_by_name(path: tuple[Any, ...], value: Any) -> None:
    data = copy.deepcopy(DATA)
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    if isinstance(value, str) and isinstance(inner[path[-1]], str):
        return
    inner[path[-1]] = value
    with pytest.raises(UnusableSummaryError, match="from the log"):
        summary_from_json(data)


@pytest.mark.parametrize("field", sorted(DATA))
def test_a_missing_field_is_named(field: str) -> None:
    data = {name: value for name, value in DATA.items() if name != field}
    with pytest.raises(UnusableSummaryError, match=field):
        summary_from_json(data)


def test_a_summary_of_another_version_is_refused() -> None:
    with pytest.raises(UnusableSummaryError, match="momentary-summary/0"):
        summary_from_json({**DATA, "format": "momentary-summary/0"})
    with pytest.raises(UnusableSummaryError, match="level 0"):
        summary_from_json({**DATA, "model": "level 0"})
    with pytest.raises(UnusableSummaryError, match="other population figures"):
        summary_from_json(DATA, prior=replace(PRIOR, day_sd=0.1))
