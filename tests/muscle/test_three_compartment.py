"""The three-compartment model equals its closed form, keeps its compartments whole, and recovers faster at rest."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from momentary.muscle import (
    JOINTS,
    MUSCLES,
    FiniteDrive,
    ImmediateDrive,
    ThreeCompartments,
    UnknownJointError,
    closed_form_endurance_s,
    follow,
    holding_times_s,
    joint,
    muscle_of,
    resting_joint,
)
from momentary.muscle.three_compartment import Drive

LOADS = np.linspace(0.05, 1.0, 39)
DRIVES: list[Drive] = [ImmediateDrive(), FiniteDrive(), FiniteDrive(rests_above_target=True)]
courses = st.lists(st.sampled_from([0.0, 1.0]) | st.floats(0.0, 1.5), min_size=20, max_size=20)
rates = st.floats(1e-4, 0.05)


def closed(muscle: ThreeCompartments, loads: NDArray[np.float64], **finite: float) -> NDArray[np.float64]:
    return closed_form_endurance_s(
        loads, fatigue_per_s=float(muscle.fatigue_per_s), recovery_per_s=float(muscle.recovery_per_s), **finite
    )


def euler(
    muscle: ThreeCompartments, targets: NDArray[np.float64], *, dt_s: float, rests_above_target: bool
) -> NDArray[np.float64]:
    """The published equations in small steps, all three compartments on their own (step, compartment)."""
    rate, seen = 10.0, []
    active, resting, fatigued = 0.0, 1.0, 0.0
    parts = 2000
    for target in targets:
        for _ in range(parts):
            if active < target:
                moved = rate * (target - active) if resting > target - active else rate * resting
            else:
                moved = rate * (target - active)
            at_rest = target == 0.0 or (rests_above_target and active >= target)
            back = float(muscle.recovery_per_s) * (float(muscle.rest_multiplier) if at_rest else 1.0) * fatigued
            tired = float(muscle.fatigue_per_s) * active
            step = dt_s / parts
            active, resting, fatigued = (
                active + step * (moved - tired),
                resting + step * (back - moved),
                fatigued + step * (tired - back),
            )
        seen.append((active, resting, fatigued))
    return np.array(seen)


@pytest.mark.parametrize("name", JOINTS)
def test_endurance_equals_the_closed_form_at_every_joint(name: str) -> None:
    assert holding_times_s(joint(name), LOADS) == pytest.approx(closed(joint(name), LOADS), rel=1e-9)
    assert holding_times_s(resting_joint(name), LOADS) == pytest.approx(closed(joint(name), LOADS), rel=1e-9)


@pytest.mark.parametrize("name", MUSCLES)
def test_endurance_equals_the_closed_form_for_every_muscle(name: str) -> None:
    assert holding_times_s(muscle_of(name), LOADS) == pytest.approx(closed(muscle_of(name), LOADS), rel=1e-9)


@pytest.mark.parametrize("name", JOINTS)
def test_with_the_published_drive_too(name: str) -> None:
    loads = np.arange(0.2, 0.95, 0.1)
    found = holding_times_s(joint(name, drive=FiniteDrive()), loads, dt_s=0.5)
    assert found == pytest.approx(closed(joint(name), loads, development_per_s=10.0), rel=1e-5)


@given(st.floats(0.02, 0.999), rates, rates)
def test_the_step_length_does_not_matter(load: float, fatigue: float, recovery: float) -> None:
    muscle = ThreeCompartments(
        fatigue_per_s=fatigue, recovery_per_s=recovery, rest_multiplier=1.0, drive=ImmediateDrive()
    )
    expected = closed(muscle, np.array([load]))[0]
    if expected < 3600.0:
        for dt_s in (0.3, 7.0):
            assert float(holding_times_s(muscle, load, dt_s=dt_s, longest_s=7200.0)) == pytest.approx(
                expected, rel=1e-6
            )


def test_the_closed_form_gives_the_times_of_the_table(shared: Path) -> None:
    with (shared / "science" / "3cc_params.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert {row["joint"] for row in rows} == set(JOINTS)
    for row in rows:
        muscle = resting_joint(row["joint"])
        numbers = (float(muscle.fatigue_per_s), float(muscle.recovery_per_s), float(muscle.rest_multiplier))
        assert numbers == tuple(float(row[column]) for column in ("F_per_s", "R_per_s", "r_rest_multiplier"))
        times = closed(muscle, np.array([0.2, 0.5, 0.8]))
        assert times == pytest.approx([float(row[f"ET{load}_s"]) for load in (20, 50, 80)], abs=0.06)


def test_the_muscles_are_those_of_the_table(shared: Path) -> None:
    with (shared / "science" / "rakshit2021_3ccr_params.csv").open(encoding="utf-8") as table:
        rows = {
            row["muscle_group"].lower().rstrip(")").replace("-", "_").replace("(", "_"): row
            for row in csv.DictReader(table)
        }
    assert set(rows) == set(MUSCLES)
    for name, row in rows.items():
        muscle = muscle_of(name)
        assert float(muscle.fatigue_per_s) == float(row["F_per_s"])
        assert float(muscle.recovery_per_s) == float(row["R_per_s"])
        assert float(muscle.rest_multiplier) == float(row["r"] or 1.0)


def test_a_load_up_to_the_balance_of_the_rates_is_held_for_good() -> None:
    muscle = joint("elbow")
    balance = float(muscle.recovery_per_s) / (float(muscle.fatigue_per_s) + float(muscle.recovery_per_s))
    for times in (closed(muscle, np.array([0.0, 0.99 * balance])), holding_times_s(muscle, [0.0, 0.99 * balance])):
        assert np.all(np.isinf(times))
    assert np.all(np.isfinite(closed(muscle, np.array([1.01 * balance]))))
    assert closed(muscle, np.array([1.0, 1.5])).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("drive", DRIVES, ids=["immediate", "finite", "finite, resting above target"])
@given(course=courses, fatigue=rates, recovery=rates, multiplier=st.floats(1.0, 30.0))
def test_compartments_sum_to_one_and_none_is_negative_for_any_course(
    drive: Drive, course: list[float], fatigue: float, recovery: float, multiplier: float
) -> None:
    muscle = ThreeCompartments(fatigue_per_s=fatigue, recovery_per_s=recovery, rest_multiplier=multiplier, drive=drive)
    found = follow(muscle, course, dt_s=2.0)
    parts = np.array([found.active, found.resting, found.fatigued])
    assert np.all(np.abs(parts.sum(axis=0) - 1.0) <= 1e-9)
    assert parts.min() >= -1e-12
    assert np.all(found.active <= np.maximum.accumulate(np.array(course)) + 1e-9)


@pytest.mark.parametrize("rests_above_target", [False, True])
@pytest.mark.parametrize("name", ["shoulder", "hand_grip"])
def test_the_published_equations_in_small_steps_agree(name: str, *, rests_above_target: bool) -> None:
    targets = np.array([0.6, 0.9, 0.3, 0.0, 1.0, 1.0, 0.1, 0.5])
    muscle = resting_joint(name, drive=FiniteDrive(rests_above_target=rests_above_target))
    found = follow(muscle, targets, dt_s=8.0)
    expected = euler(muscle, targets, dt_s=8.0, rests_above_target=rests_above_target)
    assert np.stack([found.active, found.resting, found.fatigued], axis=1) == pytest.approx(expected, abs=2e-4)


def test_fast_rates_lead_to_the_immediate_drive() -> None:
    targets = np.array([0.5] * 20 + [0.0] * 10 + [0.9] * 10 + [0.2] * 10)
    at_once = follow(resting_joint("knee"), targets, dt_s=3.0)
    errors = []
    for rate in (10.0, 100.0):
        fast = FiniteDrive(development_per_s=rate, relaxation_per_s=rate, longest_step_s=0.002)
        errors.append(
            np.abs(follow(resting_joint("knee", drive=fast), targets, dt_s=3.0).fatigued - at_once.fatigued).max()
        )
    assert errors[1] < 0.2 * errors[0] < 0.01


def test_rest_brings_muscle_back_faster_than_a_light_load_and_never_costs() -> None:
    muscle = resting_joint("elbow")
    tired = follow(muscle, [0.8] * 20, dt_s=1.0)
    begin = (float(tired.active[-1]), float(tired.fatigued[-1]))
    rested, plain = (follow(one, [0.0] * 60, dt_s=1.0, start=begin) for one in (muscle, joint("elbow")))
    assert np.all(np.diff(rested.fatigued) < 0.0)
    assert rested.fatigued[-1] == pytest.approx(begin[1] * np.exp(-15.0 * 0.00094 * 60.0), rel=1e-9)
    assert plain.fatigued[-1] == pytest.approx(begin[1] * np.exp(-0.00094 * 60.0), rel=1e-9)


def test_failure_is_marked_where_too_much_is_fatigued() -> None:
    muscle = joint("elbow")
    end = float(closed(muscle, np.array([0.5]))[0])
    for one in (muscle, joint("elbow", drive=FiniteDrive())):
        course = follow(one, [0.5] * 200, dt_s=1.0)
        assert abs(int(course.failed.argmax()) - int(end)) <= 1
        assert course.failed[int(course.failed.argmax()) :].all()


def test_an_unknown_joint_names_those_that_there_are() -> None:
    with pytest.raises(UnknownJointError, match=r"'elbo'.*elbow"):
        joint("elbo")


@pytest.mark.parametrize("course", [[0.5, -0.1], [float("nan")], [[0.5]]])
def test_a_course_that_is_none_is_refused(course: list[float]) -> None:
    with pytest.raises(ValueError, match="course of loads"):
        follow(joint("knee"), course, dt_s=1.0)


def test_a_start_that_does_not_fit_into_one_muscle_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        follow(joint("knee"), [0.5], dt_s=1.0, start=(0.6, 0.6))
