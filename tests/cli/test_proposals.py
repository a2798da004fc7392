from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from momentary.evidence import SAFETY, entries
from momentary.exchange import write
from momentary.quantities import EndingKind, LoadUnit
from tests.cli.conftest import Run
from tests.prescription.lifters import LIFT, START
from tests.prescription.overdone import ROW, overdone_log
from tests.prescription.test_stimulus import ROW as FLAT_ROW
from tests.prescription.test_stimulus import flat_log

DAYS = 84
MORNING = (START + timedelta(days=DAYS - 1, hours=14)).isoformat(timespec="minutes")


def overdone(folder: Path, unit: LoadUnit = LoadUnit.KG) -> Path:
    file = folder / "overdone.json"
    write(overdone_log(days=DAYS, unit=unit), file)
    return file


def flat(folder: Path) -> Path:
    file = folder / "flat.json"
    write(flat_log(ending=EndingKind.FAILURE), file)
    return file


def sentences(record: Any) -> list[dict[str, Any]]:
    """Every sentence of advice in a record, wherever it stands."""
    if isinstance(record, list):
        return [one for part in record for one in sentences(part)]
    if not isinstance(record, dict):
        return []
    here = [record] if set(record) == {"text", "claims"} else []
    return here + [one for part in record.values() for one in sentences(part)]


def test_today_says_what_is_taken_back_and_why_and_how_long(run: Run, tmp_path: Path) -> None:
    result = run("today", overdone(tmp_path), "--at", MORNING)
    assert result.exit_code == 0, result.stderr
    flowing = " ".join(result.stdout.split())
    assert "only what is tired" in flowing
    assert f"{LIFT}: half the sets, a tenth lighter, no failure, until" in flowing
    assert "Strength falls" in flowing
    assert f"1. {LIFT}, 3 of 6 sets" in flowing
    assert "it worked if" in flowing
    assert "Failure fits nowhere" in flowing


def test_today_as_json_tells_shares_ends_and_looks(run: Run, tmp_path: Path) -> None:
    record = json.loads(run("today", overdone(tmp_path), "--at", MORNING, "--json").stdout)
    (one,) = (row for row in record["deload"]["exercises"] if row["exercise"] == LIFT)
    assert one["ease"] == "easy_week"
    assert one["sets_kept"] == 0.5
    assert one["load_kept"] == 0.9
    assert one["failure"] is False
    assert MORNING < one["until"] <= one["ends"]
    assert [look["at"] for look in one["looks"]] == sorted(look["at"] for look in one["looks"])
    due = next(row for row in record["exercises"] if row["exercise"] == LIFT)
    assert due["sets_kept"] == 3
    assert due["failure_on_last_set"]["verdict"] != "fits"
    assert all(key in entries() for sentence in sentences(record) for key in sentence["claims"])


def test_next_takes_back_what_today_says(run: Run, tmp_path: Path) -> None:
    file = overdone(tmp_path)
    today = json.loads(run("today", file, "--at", MORNING, "--json").stdout)
    due = next(row for row in today["exercises"] if row["exercise"] == LIFT)
    found = json.loads(run("next", file, "--exercise", LIFT, "--at", MORNING, "--json").stdout)
    assert found["planned"] == due["sets_kept"]
    assert found["load"] == due["first_set"]["load"]
    assert found["decision"] == "lift"
    assert found["failure"]["verdict"] == due["failure_on_last_set"]["verdict"] != "fits"
    assert any("easy stretch" in one["text"] for one in found["reasons"])


def test_today_tells_the_weightiest_and_on_request_all(run: Run, tmp_path: Path) -> None:
    short, whole = (
        " ".join(run("today", overdone(tmp_path), "--at", MORNING, *why).stdout.split()) for why in ((), ("--why",))
    )
    assert "Strength falls" in short
    assert "sessions to failure a week" not in short
    assert "sessions to failure a week" in whole
    assert "`momentary plateau`: it worked if" in whole


def test_today_says_it_where_nothing_is_tired(run: Run, tmp_path: Path) -> None:
    file = flat(tmp_path)
    at = (datetime.fromisoformat(MORNING) + timedelta(days=150)).isoformat()
    assert "Nothing is tired: nothing is deloaded." in run("today", file, "--at", at).stdout


def test_in_pounds_today_takes_back_the_same(run: Run, tmp_path: Path) -> None:
    told = []
    for unit in (LoadUnit.KG, LoadUnit.LB):
        record = json.loads(run("today", overdone(tmp_path, unit), "--at", MORNING, "--json").stdout)
        told.append([(row["ease"], row["sets_kept"], row["load_kept"]) for row in record["deload"]["exercises"]])
    assert told[0] == told[1]


def test_on_a_plateau_something_is_proposed_with_its_test_and_its_evidence(run: Run, tmp_path: Path) -> None:
    result = run("plateau", flat(tmp_path), "--exercise", FLAT_ROW)
    assert result.exit_code == 0, result.stderr
    flowing = " ".join(result.stdout.split())
    assert "What to try, one change at a time" in flowing
    assert "1. heavier: sets of 3 to 6" in flowing
    assert "for the later sets" in flowing
    assert re.search(r"Success: `momentary plateau --weeks \d+` says still rising", flowing)
    assert re.search(r"Look on \d\d \w+ \d{4}, not before", flowing)
    assert "Nobody has tested it" in flowing
    assert SAFETY in flowing


def test_the_list_of_exercises_names_the_first_proposals_of_each_plateau(run: Run, tmp_path: Path) -> None:
    flowing = " ".join(run("plateau", flat(tmp_path)).stdout.split())
    assert "What to try" in flowing
    assert "momentary plateau LOG --exercise NAME" in flowing


def test_proposals_as_json_have_figures_and_entries_of_the_ledger(run: Run, tmp_path: Path) -> None:
    record = json.loads(run("plateau", flat(tmp_path), "--exercise", FLAT_ROW, "--json").stdout)
    (row,) = record["exercises"]
    assert row["proposals"]
    for one in row["proposals"]:
        assert one["change"] in {"heavier loads", "variation", "failure", "method"}
        assert 0.0 <= one["trial"]["told_if_nothing_changes"] < one["trial"]["told_if_it_brings_half_a_percent"] <= 1.0
        assert one["success"]
    assert SAFETY in record["disclaimer"]
    assert all(key in entries() for sentence in sentences(record) for key in sentence["claims"])


def test_a_tired_lifter_on_a_plateau_is_told_to_ease_first(run: Run, tmp_path: Path) -> None:
    record = json.loads(run("plateau", overdone(tmp_path), "--exercise", LIFT, "--json").stdout)
    (row,) = record["exercises"]
    assert row["verdict"] == "falling"
    assert row["proposals"][0]["change"] == "deload"
    assert not {"failure", "method"} & {one["change"] for one in row["proposals"]}
    flowing = " ".join(run("plateau", overdone(tmp_path), "--exercise", LIFT).stdout.split())
    assert "Tiredness is the likelier reason" in flowing
    assert "not before" in flowing


def test_without_a_plateau_nothing_is_proposed(run: Run, tmp_path: Path) -> None:
    result = run("plateau", overdone(tmp_path), "--exercise", ROW)
    assert result.exit_code == 0
    assert "What to try" not in result.stdout


@pytest.mark.parametrize("partner", [True, False])
def test_the_gym_decides_what_is_proposed(run: Run, tmp_path: Path, *, partner: bool) -> None:
    gym = tmp_path / "gym.toml"
    run("gym", "--file", gym, "--usual", "--partner" if partner else "--alone")
    record = json.loads(run("plateau", flat(tmp_path), "--exercise", FLAT_ROW, "--gym", gym, "--json").stdout)
    methods = {one["method"] for one in record["exercises"][0]["proposals"]}
    assert ("assisted-repetitions" in methods) is partner


@pytest.mark.parametrize("width", ["44", "100"])
@pytest.mark.parametrize("command", [("plateau",), ("today", "--at", MORNING)])
def test_what_is_proposed_fits_the_terminal(
    run: Run, tmp_path: Path, command: tuple[str, ...], width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    name, *rest = command
    lines = run(name, overdone(tmp_path), *rest).stdout.splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith(("What to try", "Less of")))
    # The readout of `plateau` ends with its own disclaimer, which is not wrapped.
    assert max(len(line) for line in lines[begin:] if "it is not medical advice" not in line) <= int(width)
