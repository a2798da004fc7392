from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from momentary.exchange import write
from tests.cli.conftest import Run
from tests.prescription.lifters import LIFT, log_of_line


def written(folder: Path, *, gain: float, weeks: int = 24) -> Path:
    file = folder / "log.json"
    write(log_of_line(np.random.default_rng(1), weeks=weeks, gain=gain, session_sd=0.03), file)
    return file


def test_a_lifter_who_gains_nothing_is_told_of_a_plateau(run: Run, tmp_path: Path) -> None:
    result = run("plateau", written(tmp_path, gain=0.0))
    assert result.exit_code == 0, result.stderr
    assert LIFT in result.stdout
    assert "plateau (" in result.stdout
    assert "at most 1 of 20" in result.stdout
    assert "if good and bad days come by chance" in result.stdout
    assert "no medical advice" in " ".join(result.stdout.split())


def test_a_lifter_who_gains_much_is_told_so(run: Run, tmp_path: Path) -> None:
    result = run("plateau", written(tmp_path, gain=0.012), "--exercise", LIFT)
    assert "still rising (99% sure)" in result.stdout
    assert "a single session is off by" in result.stdout


def test_as_json_everything_is_told_and_the_rate_of_false_alarms(run: Run, tmp_path: Path) -> None:
    result = run("plateau", written(tmp_path, gain=0.0), "--json", "--weeks", 12)
    record = json.loads(result.stdout)
    assert record["format"] == "momentary-plateau/1"
    assert record["weeks"] == 12.0
    provided = record["false_alarms"].pop("provided")
    assert "by chance" in provided
    assert "same place in the session" in provided
    assert record["false_alarms"] == {"at_gain": 0.005, "at_most": 0.05, "in_weeks": 12.0}
    (one,) = record["exercises"]
    assert one["is_plateau"] is True
    assert one["verdict"] == "plateau"
    assert one["low"] < one["gain_per_week"] < one["high"]
    assert one["surprise"] >= one["limit"]
    assert 0.6 <= one["probability"] <= 1.0


def test_a_young_log_is_told_that_nothing_can_be_told(run: Run, tmp_path: Path) -> None:
    result = run("plateau", written(tmp_path, gain=0.0, weeks=2))
    assert result.exit_code == 0
    assert "Too few sessions to ask" in result.stdout
    assert "1 of 1 exercises" in result.stdout
    one = run("plateau", written(tmp_path, gain=0.0, weeks=2), "--exercise", LIFT)
    assert "cannot tell yet" in one.stdout
    assert "six sessions" in one.stdout


@pytest.mark.parametrize("arguments", [("--exercise", "Squat"), ()])
def test_what_the_log_does_not_have_is_said(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = written(tmp_path, gain=0.0, weeks=2)
    if not arguments:
        file.write_text("Date,Exercise Name\n", encoding="utf-8")
    result = run("plateau", file, *arguments)
    assert result.exit_code == 1
    assert result.stderr
