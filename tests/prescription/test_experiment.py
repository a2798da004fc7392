from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.prescription import AlteredPlanError, Arm, By, Plan, draw_plan, plan_of, plan_record
from momentary.quantities import Side

MUSCLES = {"Curl": "biceps", "Extension": "quadriceps", "Row": "lats", "Press": "chest"}


def plan(by: By, *, seed: int = 1, weeks: int = 16, names: tuple[str, ...] = tuple(MUSCLES)) -> Plan:
    return draw_plan(names, by=by, start=date(2025, 1, 6), weeks=weeks, seed=seed, muscles=MUSCLES)


@given(seed=st.integers(0, 2**40), by=st.sampled_from(list(By)))
def test_a_plan_is_read_as_it_was_written_and_drawn_again_from_its_seed(seed: int, by: By) -> None:
    made = plan(by, seed=seed)
    assert plan_of(json.loads(json.dumps(plan_record(made)))) == made
    assert plan(by, seed=seed) == made


@given(seed=st.integers(0, 2**40))
def test_by_side_one_side_of_each_exercise_fails_all_the_while(seed: int) -> None:
    units = plan(By.SIDE, seed=seed).units
    for left, right in zip(units[::2], units[1::2], strict=True):
        assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)
        assert left.exercise == right.exercise
        assert {*left.arms, *right.arms} == {Arm.FAILURE, Arm.RESERVE}


@given(seed=st.integers(0, 2**40))
def test_by_week_every_two_blocks_hold_both_arms(seed: int) -> None:
    made = plan(By.WEEK, seed=seed)
    assert len({unit.arms for unit in made.units}) == 1
    arms = made.units[0].arms
    assert all({one, other} == set(Arm) for one, other in zip(arms[::2], arms[1::2], strict=True))


@given(seed=st.integers(0, 2**40))
def test_by_muscle_half_begin_with_failure_and_all_change_over(seed: int) -> None:
    made = plan(By.MUSCLE, seed=seed)
    assert sum(unit.arms[0] is Arm.FAILURE for unit in made.units) == 2
    assert all(one is other.other for unit in made.units for one, other in pairwise(unit.arms))


@pytest.mark.parametrize("by", list(By))
def test_chance_speaks_for_each_arm_as_often(by: By) -> None:
    first = [plan(by, seed=seed).units[0].arms[0] is Arm.FAILURE for seed in range(400)]
    assert 0.42 < np.mean(first) < 0.58


@pytest.mark.parametrize("by", [By.WEEK, By.MUSCLE])
def test_in_the_end_no_unit_is_ahead(by: By) -> None:
    made = plan(by)
    assert all(made.exposure(unit, np.array([0.0, 16.0])) == pytest.approx([0.0, 0.0]) for unit in made.units)


def test_exposure_counts_the_weeks_of_each_arm() -> None:
    made = plan(By.MUSCLE)
    unit = made.units[0]
    sign = unit.arms[0].sign
    assert made.exposure(unit, np.array([4.0, 8.0, 12.0])) == pytest.approx([4 * sign, 8 * sign, 4 * sign])
    assert [made.arm(unit, week) for week in (0.0, 7.9, 8.0)] == [unit.arms[0], unit.arms[0], unit.arms[1]]


@pytest.mark.parametrize(("key", "value"), [("weeks", 12), ("seed", 2), ("start", "2025-01-13"), ("reserve", 3)])
def test_a_plan_that_was_changed_is_noticed(key: str, value: object) -> None:
    with pytest.raises(AlteredPlanError, match="changed after"):
        plan_of(plan_record(plan(By.SIDE)) | {key: value})


def test_a_schedule_that_was_changed_is_noticed() -> None:
    record = plan_record(plan(By.SIDE))
    record["units"][0]["arms"], record["units"][1]["arms"] = record["units"][1]["arms"], record["units"][0]["arms"]
    with pytest.raises(AlteredPlanError, match="changed after"):
        plan_of(record)


def test_what_is_no_plan_is_refused() -> None:
    with pytest.raises(AlteredPlanError, match="no plan"):
        plan_of({"format": "something else"})


@pytest.mark.parametrize(
    ("names", "by", "weeks", "blocks", "fact"),
    [
        ((), By.SIDE, 8, None, "No exercise"),
        (("Curl",), By.SIDE, 8, 4, "whole time"),
        (("Curl",), By.WEEK, 9, None, "even number"),
        (("Curl",), By.MUSCLE, 8, None, "two muscles"),
        (("Curl", "Unheard of"), By.MUSCLE, 8, None, "not known"),
        (("Left |",), By.SIDE, 8, None, "one side only"),
    ],
)
def test_what_makes_no_experiment_is_refused(
    names: tuple[str, ...], by: By, weeks: int, blocks: int | None, fact: str
) -> None:
    with pytest.raises(ValueError, match=fact):
        draw_plan(names, by=by, start=date(2025, 1, 6), weeks=weeks, seed=1, block_weeks=blocks, muscles=MUSCLES)


def test_sides_may_have_names_of_their_own() -> None:
    left, right = plan(By.SIDE, names=("Curl L | Curl R",)).units
    assert (left.typed, right.typed) == ("Curl L", "Curl R")
    assert left.exercise == right.exercise
