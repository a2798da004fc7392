"""Exercises of the catalogue as the model needs them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from momentary.catalogue import match_log
from momentary.inference import catalogue_traits, fit
from tests.inference.logs import Row, log_of, steady

ENGLISH, GERMAN = "Bench Press (Barbell)", "Bankdrücken (Langhantel)"


def named(name: str, *, from_day: float = 0.0, load_kg: float = 80.0) -> list[Row]:
    """Three sessions of one exercise."""
    return [replace(row, day=row.day + from_day, exercise=name, load_kg=load_kg) for row in steady(3)]


def test_a_name_that_follows_another_of_the_same_exercise_goes_on_with_it() -> None:
    log = log_of([*named(ENGLISH), *named(GERMAN, from_day=20.0)])
    traits = catalogue_traits(match_log(log), log=log)
    assert {trait.key for trait in traits.values()} == {"barbell-bench-press"}
    assert len(fit(log, traits=traits).one_rm_history(GERMAN).at) == 6


def test_two_names_used_over_the_same_time_are_two_stations() -> None:
    log = log_of([*named(ENGLISH), *named(GERMAN, from_day=4.0, load_kg=30.0)])
    posterior = fit(log, traits=catalogue_traits(match_log(log), log=log))
    assert posterior.exercises == ("barbell-bench-press", f"barbell-bench-press: {GERMAN}")
    assert posterior.one_rm(GERMAN).median < 0.6 * posterior.one_rm(ENGLISH).median


def test_without_a_log_all_names_of_an_exercise_are_one() -> None:
    log = log_of([*named(ENGLISH), *named(GERMAN)])
    assert {trait.key for trait in catalogue_traits(match_log(log)).values()} == {"barbell-bench-press"}


def test_traits_come_from_the_catalogue() -> None:
    rows = [Row(0, 20.0, 8, exercise=name) for name in (ENGLISH, "Pull Up (Assisted)", "Plank", "My own thing")]
    log = log_of(rows)
    traits = catalogue_traits(match_log(log), log=log)
    assert traits[ENGLISH].curve == "bench_press"
    assert traits["Pull Up (Assisted)"].is_assisted
    assert traits["Pull Up (Assisted)"].moved_share == pytest.approx(1.0)
    assert not traits["Plank"].is_modelled
    assert traits["My own thing"].is_modelled
    assert traits["My own thing"].moved_share == 0.0
