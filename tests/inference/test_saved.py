"""A saved posterior brought up to date is the one that a fresh start would have given."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from momentary.athlete import demo_log
from momentary.inference.saved import SavedPosterior, posterior_to_save, updated
from momentary.inference.summary import UnusableSummaryError
from momentary.parameters import level_prior
from momentary.quantities import Log
from tests.inference.logs import Row, log_of, stopped, warm_up
from tests.inference.test_no_look_ahead import SETS, TRAITS, cut, logs
from tests.inference.test_summary import assert_same, calls_before_failures

PRIOR = level_prior()
MANY = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def assert_fresh(found: SavedPosterior, log: Log) -> None:
    """A saved posterior is what the log gives from nothing."""
    fresh = posterior_to_save(log, traits=TRAITS)
    assert_same(found.summary, fresh.summary)
    np.testing.assert_allclose(found.before, fresh.before, rtol=0, atol=1e-8)


def amended(data: st.DataObject, log: Log) -> Log:
    """The log after one set was added, changed or voided somewhere, or a session was."""
    sessions = list(log.sessions)
    where = data.draw(st.integers(0, len(sessions) - 1))
    session, sort = sessions[where], data.draw(st.sampled_from(["add", "change", "void", "mass", "remove"]))
    sets = list(session.sets)
    place = data.draw(st.integers(0, len(sets) - 1))
    if sort == "add":
        sets.insert(place, data.draw(SETS))
    elif sort == "change":
        sets[place] = data.draw(SETS)
    elif sort == "void":
        del sets[place]
    if sort == "remove" or not sets:
        return Log.of(sessions[:where] + sessions[where + 1 :])
    mass = None if sort == "mass" else session.body_mass
    sessions[where] = replace(session, sets=tuple(sets), body_mass=mass)
    return Log.of(sessions)


@given(logs(), st.data())
@example(calls_before_failures(), None)
@MANY
def test_an_update_after_any_change_is_a_fresh_start(log: Log, data: st.DataObject | None) -> None:
    saved = posterior_to_save(log, traits=TRAITS)
    changed = cut(log, log.count_sets() - 1) if data is None else amended(data, log)
    once = updated(saved, changed, traits=TRAITS)
    assert_fresh(once.saved, changed)
    assert_fresh(updated(once.saved, log, traits=TRAITS).saved, log)


@given(logs(), st.integers(0, 40))
@MANY
def test_sets_at_the_end_are_stepped_through(log: Log, sets: int) -> None:
    begun = cut(log, sets)
    result = updated(posterior_to_save(begun, traits=TRAITS), log, traits=TRAITS)
    assert result.filtered == ()
    assert result.added == log.count_segments() - begun.count_segments()
    assert_fresh(result.saved, log)


def two_exercises() -> list[Row]:
    """Some sessions of two exercises to failure."""
    return [
        Row(4.0 * number, load, reps, exercise=name)
        for number in range(6)
        for name, load in (("Bench", 80.0), ("Squat", 100.0))
        for reps in (8, 7)
    ]


def test_only_the_exercise_with_the_changed_set_is_filtered_again() -> None:
    rows = two_exercises()
    saved = posterior_to_save(log_of(rows))
    rows[0] = replace(rows[0], reps=9)
    result = updated(saved, log_of(rows))
    assert result.filtered == ("Bench",)
    assert "1 of 2 exercises" in result.reason
    assert_fresh(result.saved, log_of(rows))


def test_the_log_of_somebody_else_shares_nothing() -> None:
    saved = posterior_to_save(log_of(two_exercises()))
    other = log_of([stopped(1, 60, 10), warm_up(2, 40, 8), Row(2, 70, 6), Row(2, 90, 6, exercise="Squat")])
    result = updated(saved, other)
    assert set(result.filtered) == {"Bench", "Squat"}
    assert "another log" in result.reason
    assert_fresh(result.saved, other)


def test_an_unchanged_log_costs_nothing() -> None:
    saved = posterior_to_save(log_of(two_exercises()))
    result = updated(saved, log_of(two_exercises()))
    assert result.saved is saved
    assert (result.added, result.filtered) == (0, ())


def test_other_figures_or_another_model_make_everything_again_and_say_why() -> None:
    log = log_of(two_exercises())
    saved = posterior_to_save(log)
    other = replace(PRIOR, day_sd=0.5 * PRIOR.day_sd)
    result = updated(saved, log, prior=other)
    assert set(result.filtered) == {"Bench", "Squat"}
    assert "other population figures" in result.reason
    older = replace(saved, summary=replace(saved.summary, model="level 0"))
    assert "of the model 'level 0'" in updated(older, log).reason


@given(logs())
@MANY
def test_bytes_keep_every_digit(log: Log) -> None:
    saved = posterior_to_save(log, traits=TRAITS)
    again = SavedPosterior.from_bytes(saved.to_bytes())
    assert_same(saved.summary, again.summary)
    np.testing.assert_array_equal(saved.before, again.before)
    assert again.to_bytes() == saved.to_bytes()


HARMS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut short": (lambda data: data[:-20], "no JSON"),
    "not UTF-8": (lambda data: b"\xff" + data, "no JSON"),
    "no object": (lambda _: b"[1]", "format is None"),
    "another version": (lambda data: data.replace(b"-posterior/2", b"-posterior/9"), "momentary-posterior/9"),
    "a letter changed": (lambda data: data.replace(b"Bench", b"Bank"), "checksum"),
    "no checksum": (lambda data: json.dumps({**json.loads(data), "sha256": ""}).encode(), "checksum"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_damaged_bytes_are_refused_with_what_to_do(harm: str) -> None:
    change, said = HARMS[harm]
    data = posterior_to_save(log_of(two_exercises())).to_bytes()
    with pytest.raises(UnusableSummaryError, match=said) as error:
        SavedPosterior.from_bytes(change(data))
    assert "Make it again from the log." in str(error.value)


def test_a_long_log_brought_up_to_date_is_a_fresh_start() -> None:
    log = demo_log(seed=3)
    sessions = list(log.sessions)
    middle = len(sessions) // 2
    sessions[middle] = replace(sessions[middle], sets=sessions[middle].sets[:-1])
    result = updated(posterior_to_save(log, traits=TRAITS), Log.of(sessions), traits=TRAITS)
    assert_fresh(result.saved, Log.of(sessions))
