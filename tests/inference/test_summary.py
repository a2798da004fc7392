"""A summary moved on set by set is the summary of the longer log, and forecasts what the whole log would."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings

from momentary.athlete import Observed
from momentary.inference import UnknownExerciseError, forecast_steps, observations
from momentary.inference.backtest import at_least_one
from momentary.inference.clock import EPOCH
from momentary.inference.fitting import fit
from momentary.inference.online import forecast, step
from momentary.inference.summary import Summary, UnusableSummaryError, fit_and_summarise, summarise
from momentary.inference.summary_format import summary_to_json
from momentary.parameters import level_prior
from momentary.population.lifters import LifterTable
from momentary.population.lifters import _log as log_of_rows
from momentary.quantities import Log
from tests.inference.logs import Row, log_of, steady
from tests.inference.test_no_look_ahead import TRAITS, cut, logs, mass_comes_late, ramp_then_marks

PRIOR = level_prior()
MANY = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def calls_before_failures() -> Log:
    """A lifter who calls reserves in one exercise long before failing in it, and in another one in between."""
    rows = [Row(0, 80, reps, None, rir=left, exercise="A") for reps, left in ((8, 3), (8, 1), (7, 4), (7, 1), (4, 3))]
    rows += [Row(1, 50, 8, exercise="B"), *(Row(2, 50, 6, None, rir=2, exercise="B") for _ in range(3))]
    rows += [Row(3, 80, 12, exercise="A"), Row(3, 80, 9, None, rir=2, exercise="A")]
    rows += [Row(4, 50, 6, None, rir=2, exercise="B")]
    return log_of(rows)


def test_both_at_once_are_what_each_is_alone() -> None:
    log = calls_before_failures()
    posterior, summary = fit_and_summarise(log)
    alone = fit(log)
    assert summary_to_json(summary) == summary_to_json(summarise(log))
    for name, load in (("A", 80.0), ("B", 50.0)):
        one, other = (each.repetitions_to_failure(name, load) for each in (posterior, alone))
        assert np.array_equal(one.pmf, other.pmf)


def walked(log: Log, begun: int) -> tuple[Summary, dict[int, np.ndarray]]:
    """The summary of a log's first sets moved on through the others, and the forecasts of what ended a working set."""
    records = observations(log, TRAITS)
    summary = summarise(cut(log, begun), traits=TRAITS)
    found, sets, row = {}, 0, 0
    for number, session in enumerate(log.sessions):
        for done in session.sets:
            if sets >= begun:
                kind = records.observed[row]
                if kind != Observed.NOTHING:
                    index = records.exercise[row]
                    sign = -1.0 if records.traits[index].is_assisted else 1.0
                    mass = None if session.body_mass is None else session.body_mass.kg
                    name = done.segments[0].exercise
                    load = sign * float(records.added_kg[row])
                    if load >= 0.0:
                        told = kind in (Observed.FAILURE, Observed.REPORT, Observed.STOPPED)
                        found[row] = forecast(
                            summary, name, load, at=session.start.wall, number=number, body_mass_kg=mass,
                            is_chosen=told, traits={name: records.traits[index]},
                        ).pmf  # fmt: skip
                summary = step(summary, done, session=session, number=number, traits=TRAITS)
            sets, row = sets + 1, row + len(done.segments)
    return summary, found


def assert_same(one: Summary, other: Summary) -> None:
    """Every part of two summaries is the same to the last digits."""
    for name in ("model", "prior", "position", "session"):
        assert getattr(one, name) == getattr(other, name)
    assert [part.entry for part in one.exercises] == [part.entry for part in other.exercises]
    np.testing.assert_equal((one.day, one.body_kg), (other.day, other.body_kg))
    for left, right in zip(one.exercises, other.exercises, strict=True):
        assert left.is_body_unknown == right.is_body_unknown
        assert (left.held is None) == (right.held is None)
        if left.held is not None and right.held is not None:
            for name in ("mean", "cov", "chance", "log_evidence", "session", "day", "log_load", "is_first_visit"):
                np.testing.assert_allclose(
                    getattr(left.held, name), getattr(right.held, name), rtol=1e-9, atol=1e-9, err_msg=name
                )
        assert left.calls.has_call == right.calls.has_call
        assert left.calls.has_failure == right.calls.has_failure
        assert left.calls.count == right.calls.count
        assert left.calls.length == pytest.approx(right.calls.length)
        assert (left.calls.told is None) == (right.calls.told is None)
    np.testing.assert_allclose(one.told - one.told.max(), other.told - other.told.max(), rtol=0, atol=1e-8)
    assert one.repeats == other.repeats
    np.testing.assert_allclose(one.spread_told, other.spread_told, rtol=0, atol=1e-8)
    assert set(one.memory.exercises) == set(other.memory.exercises)


@given(logs())
@example(ramp_then_marks())
@example(mass_comes_late())
@example(calls_before_failures())
@MANY
def test_stepping_through_a_log_is_filtering_it_whole(log: Log) -> None:
    for begun in (0, log.count_sets() // 2):
        summary, found = walked(log, begun)
        assert_same(summary, summarise(log, traits=TRAITS))
        records = observations(log, TRAITS)
        steps = forecast_steps(records, np.arange(len(records)), prior=PRIOR)
        whole = dict(zip(steps.rows.tolist(), steps.pmf, strict=True))
        for row, pmf in found.items():
            np.testing.assert_allclose(at_least_one(pmf[None])[0], whole[row], rtol=0, atol=1e-9)


def real_log(table: LifterTable, name: str) -> Log:
    """The log of a real lifter."""
    rows = table._collect(table._table.filter(pl.col("lifter") == name).sort("session", "set_in_session"))
    return log_of_rows(rows)


def test_real_lifters_are_stepped_through_as_they_are_filtered(shared: Path) -> None:
    table = LifterTable(shared / "data" / "lifters.parquet")
    names = sorted(table.rows, key=lambda one: table.rows[one])[2:14:3]
    callers = [name for name in sorted(table.rows) if table.rows[name] < 2000 and has_calls(real_log(table, name))]
    for name in (*names, *callers[:2]):
        log = real_log(table, name)
        summary, found = walked(log, max(log.count_sets() - 60, 0))
        records = observations(log, TRAITS)
        steps = forecast_steps(records, np.array(sorted(found)), prior=PRIOR)
        assert len(found) > 20
        for row, pmf in zip(steps.rows.tolist(), steps.pmf, strict=True):
            np.testing.assert_allclose(at_least_one(found[row][None])[0], pmf, rtol=0, atol=1e-9)
        assert_same(summary, summarise(log, traits=TRAITS))


def has_calls(log: Log) -> bool:
    """Whether a log has reported reserves of more than a half."""
    return any(segment.effort is not None and segment.effort.rir > 1.0 for segment in log.segments())


def test_a_step_leaves_the_summary_before_it_as_it_was() -> None:
    log = log_of(steady(6))
    before = summarise(cut(log, 10))
    twin = summarise(cut(log, 10))
    walked_on = before
    for session in log.sessions[3:]:
        for done in session.sets:
            if session is not log.sessions[3] or done is session.sets[-1]:
                walked_on = step(walked_on, done, session=session)
    assert walked_on.position.segments > before.position.segments
    assert_same(before, twin)
    assert forecast(before, "Bench", 80.0).pmf.tolist() == forecast(twin, "Bench", 80.0).pmf.tolist()


def test_a_summary_only_goes_on() -> None:
    log = log_of(steady(3))
    summary = summarise(log)
    early = log.sessions[0]
    with pytest.raises(ValueError, match="before the log's last one"):
        step(summary, early.sets[0], session=early)
    with pytest.raises(ValueError, match="before the log's last one"):
        forecast(summary, "Bench", 80.0, at=early.start.wall)
    with pytest.raises(ValueError, match="must be that or the next"):
        forecast(summary, "Bench", 80.0, number=9)


def test_what_no_set_can_be_is_refused() -> None:
    summary = summarise(log_of(steady(2)))
    for load in (-1.0, float("nan"), float("inf"), 0.0):
        with pytest.raises(ValueError, match="load is"):
            forecast(summary, "Bench", load)
    with pytest.raises(UnknownExerciseError, match="Leg Day"):
        forecast(summary, "Leg Day", 50.0)
    with pytest.raises(UnusableSummaryError, match="other population figures"):
        forecast(summary, "Bench", 80.0, prior=replace(PRIOR, day_sd=0.2))
    last = log_of(steady(3)).sessions[2]
    with pytest.raises(UnusableSummaryError, match="level 0"):
        step(replace(summary, model="level 0"), last.sets[0], session=last)


def test_a_first_set_of_a_new_exercise_and_of_an_empty_log_can_be_forecast() -> None:
    empty = summarise(Log())
    said = forecast(empty, "Pull Up", 0.0, at=EPOCH + timedelta(days=19000), traits=TRAITS)
    assert said.pmf.sum() == pytest.approx(1.0)
    assert 1 <= said.median <= 40
