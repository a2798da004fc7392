from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from momentary.exchange import write
from momentary.quantities import Effort, EffortScale, Load, Log, Moment, Role, Segment, Session, Set, Side
from tests.cli.conftest import Run
from tests.prescription.lifters import CURVE, FAILED, START

LIFT = "Leg Extension (Machine)"


def planned(run: Run, folder: Path, *arguments: object, name: str = "plan.json") -> Path:
    file = folder / name
    result = run(
        "experiment", "plan", "--exercise", LIFT, "--start", START.date(), "--seed", 3, "--out", file, *arguments
    )
    assert result.exit_code == 0, result.stderr
    return file


def followed(plan: Path, folder: Path, *, difference: float, weeks: int = 20) -> Path:
    """The log of a lifter who did as planned."""
    rng = np.random.default_rng(4)
    sessions = []
    for week in np.arange(0.0, weeks, 0.5).tolist():
        sets = []
        for unit in json.loads(plan.read_text(encoding="utf-8"))["units"]:
            is_failure = unit["arms"][0] == "failure"
            capacity = np.log(60.0) + 0.002 * week + difference * week * is_failure + 0.02 * rng.standard_normal()
            count = max(round(1.0 + (capacity - np.log(45.0)) / CURVE), 3)
            segment = Segment(LIFT, Load(45.0), count - 2, effort=Effort(8.0, EffortScale.RPE))
            if is_failure:
                segment = Segment(LIFT, Load(45.0), count, ending=FAILED)
            sets.append(Set((segment,), role=Role.WORKING, side=Side(unit["side"])))
        sessions.append(Session(Moment.of(START + timedelta(days=round(7 * week))), tuple(sets)))
    file = folder / "log.json"
    write(Log.of(sessions), file)
    return file


def test_a_plan_says_who_does_what_and_what_it_can_tell(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    result = run("experiment", "plan", "--exercise", LIFT, "--start", "2024-01-01", "--seed", "3", "--out", file)
    assert f"{LIFT}, left: to failure" in result.stdout or f"{LIFT}, left: 2 in reserve" in result.stdout
    assert "after 24 weeks" in result.stdout
    assert "no medical advice" in " ".join(result.stdout.split())
    assert json.loads(file.read_text(encoding="utf-8"))["seed"] == 3


def test_a_plan_is_fixed_once(run: Run, tmp_path: Path) -> None:
    file = planned(run, tmp_path)
    before = file.read_bytes()
    result = run("experiment", "plan", "--exercise", LIFT, "--start", "2024-01-01", "--out", file)
    assert result.exit_code == 1
    assert "in advance" in result.stderr
    assert file.read_bytes() == before


def test_chance_is_drawn_anew_without_a_seed(run: Run, tmp_path: Path) -> None:
    seeds = set()
    for number in range(3):
        file = tmp_path / f"{number}.json"
        run("experiment", "plan", "--exercise", LIFT, "--start", "2024-01-01", "--out", file)
        seeds.add(json.loads(file.read_text(encoding="utf-8"))["seed"])
    assert len(seeds) == 3


@pytest.mark.parametrize(("difference", "better"), [(0.012, "failure gains more"), (-0.012, "stopping short gains")])
def test_a_difference_is_read_and_the_lifter_may_stop(run: Run, tmp_path: Path, difference: float, better: str) -> None:
    plan = planned(run, tmp_path)
    result = run("experiment", "read", plan, followed(plan, tmp_path, difference=difference))
    assert result.exit_code == 0, result.stderr
    assert f"You may stop: {better}" in result.stdout
    assert "40 sessions, 40 as planned" in result.stdout


def test_as_json_the_posterior_is_told(run: Run, tmp_path: Path) -> None:
    plan = planned(run, tmp_path)
    record = json.loads(run("experiment", "read", plan, followed(plan, tmp_path, difference=0.0), "--json").stdout)
    assert record["format"] == "momentary-experiment-reading/1"
    assert record["digest"] == json.loads(plan.read_text(encoding="utf-8"))["digest"]
    low, high = record["difference_per_week"]["interval_95"]
    assert low < 0.0 < high
    assert record["adherence"]["failure"] == {"kept": 40, "broken": 0, "unknown": 0}
    assert record["sessions"] == {"failure": 40, "reserve": 40}


def test_a_plan_that_was_changed_is_refused(run: Run, tmp_path: Path) -> None:
    plan = planned(run, tmp_path)
    log = followed(plan, tmp_path, difference=0.0)
    plan.write_text(plan.read_text(encoding="utf-8").replace('"weeks": 24', '"weeks": 8'), encoding="utf-8")
    result = run("experiment", "read", plan, log)
    assert result.exit_code == 1
    assert "changed after" in result.stderr


def test_what_is_no_plan_is_refused(run: Run, export: Path) -> None:
    result = run("experiment", "read", export, export)
    assert result.exit_code == 1
    assert "no plan" in result.stderr


def test_a_log_without_sides_is_told_what_is_missing(run: Run, tmp_path: Path, export: Path) -> None:
    file = tmp_path / "plan.json"
    run("experiment", "plan", "--exercise", "Squat (Barbell)", "--start", "2024-01-01", "--out", file)
    result = run("experiment", "read", file, export)
    assert result.exit_code == 1
    assert "which side" in result.stderr


def test_by_muscle_the_catalogue_says_which(run: Run, tmp_path: Path) -> None:
    plan = planned(run, tmp_path, "--exercise", "Bicep Curl (Dumbbell)", "--by", "muscle", "--weeks", "16")
    units = json.loads(plan.read_text(encoding="utf-8"))["units"]
    assert len({unit["group"] for unit in units}) == 2
    assert {unit["arms"][0] for unit in units} == {"failure", "reserve"}


def test_what_makes_no_experiment_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    result = run("experiment", "plan", "--exercise", LIFT, "--by", "muscle", "--start", "2024-01-01", "--out", file)
    assert result.exit_code == 1
    assert "two muscles" in result.stderr
    assert not file.exists()
