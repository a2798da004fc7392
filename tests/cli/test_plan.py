from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from momentary.evidence import entries
from tests.cli.conftest import Run
from tests.cli.test_next import sentences, write
from tests.prescription.methods.people import BENCH, CURL, EXTENSION, PUSHDOWN, trained_log

WEEK = ("--days", "tue,thu,sat", "--minutes", "50", "--at", "2024-02-05")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripted lifter's log as a file."""
    return write(tmp_path_factory.mktemp("log") / "log.json", trained_log())


@pytest.fixture(autouse=True)
def _no_gym(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody has said what is in the gym, whoever runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("MOMENTARY_GYM", raising=False)


def answer(run: Run, log: Path, *words: object) -> Any:
    said = run("plan", log, *words, "--json")
    assert said.exit_code == 0, said.output
    return json.loads(said.stdout)


@pytest.mark.parametrize("width", [40, 44, 100])
def test_no_line_is_wider_than_the_terminal_and_every_page_says_it_is_no_medical_advice(
    run: Run, log: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    said = run("plan", log, *WEEK, "--why")
    assert said.exit_code == 0, said.output
    assert max(len(line) for line in said.stdout.splitlines()) <= width
    flat = " ".join(said.stdout.split())
    assert "no medical advice" in flat
    assert "Pain ends a set" in flat
    assert "What the gym has is assumed" in flat


def test_the_json_names_evidence_with_every_sentence_and_keeps_days_and_minutes(run: Run, log: Path) -> None:
    found = answer(run, log, *WEEK)
    assert found["format"] == "momentary-plan/1"
    assert found["disclaimer"]
    assert [one["at"][:10] for one in found["sessions"]] == ["2024-02-06", "2024-02-08", "2024-02-10"]
    assert all(one["minutes"] <= one["budget_minutes"] == 50.0 for one in found["sessions"])
    told = sentences(found)
    assert told
    assert all(one["text"] and one["claims"] and set(one["claims"]) <= set(entries()) for one in told)  # type: ignore[call-overload]
    for exercise in (one for session in found["sessions"] for one in session["exercises"]):
        assert exercise["reasons"]
        assert all(one["possible"]["low"] <= one["possible"]["median"] for one in exercise["sets"])


def test_a_number_of_days_takes_those_on_which_the_lifter_trains_most(run: Run, log: Path) -> None:
    found = answer(run, log, "--days", 2, "--minutes", 50, "--at", "2024-02-05")
    assert len(found["sessions"]) == 2


def test_only_with_and_without_are_obeyed(run: Run, log: Path) -> None:
    def names(*words: object) -> set[str]:
        found = answer(run, log, *WEEK, *words)
        return {one["exercise"] for session in found["sessions"] for one in session["exercises"]}

    assert names("--only", CURL, "--only", PUSHDOWN) == {CURL, PUSHDOWN}
    assert CURL not in names("--without", CURL)
    assert EXTENSION in names("--minutes", 20, "--with", EXTENSION)


def test_a_wish_for_failure_waits_for_the_partner_and_is_on_record(run: Run, log: Path) -> None:
    found = answer(run, log, *WEEK, "--partner", "thu", "--to-failure", BENCH)
    assert [one["partner"] for one in found["sessions"]] == [False, True, False]
    failing = [
        (session["partner"], one["failure_on_last_set"]["overruling"])
        for session in found["sessions"]
        for one in session["exercises"]
        if one["exercise"] == BENCH and one["sets"][-1]["to_failure"]
    ]
    assert len(failing) == 1
    assert failing[0][0]
    assert failing[0][1]["because"]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("--days", "noday", "--minutes", "60"), 2, "'noday' is no day"),
        (("--days", "monkey", "--minutes", "60"), 2, "'monkey' is no day"),
        (("--days", "mon", "--minutes", "60", "--at", "9999-12-30"), 2, "end of the calendar"),
        (("--days", "0", "--minutes", "60"), 2, "1 to 7 days"),
        (("--days", "8", "--minutes", "60"), 2, "1 to 7 days"),
        (("--days", "mon", "--minutes", "0"), 2, "0 is not in the range"),
        (("--days", "mon"), 2, "--minutes"),
        (("--days", "mon", "--minutes", "60", "--partner", "tue", "--at", "2024-02-05"), 2, "but you train on mon"),
        (("--days", "mon", "--minutes", "60", "--partner", "2", "--at", "2024-02-05"), 2, "names days"),
        (("--days", "mon", "--minutes", "60", "--at", "2020-01-01"), 1, "lies before the last session"),
        ((*WEEK, "--only", "Yoga"), 1, "has no 'Yoga' to plan"),
        ((*WEEK, "--with", CURL, "--without", CURL), 2, "leave out one of the two"),
        ((*WEEK, "--to-failure", BENCH), 1, "No pins and nobody there"),
        (("--days", "tue", "--minutes", "2", "--at", "2024-02-05"), 1, "the shortest takes"),
        ((*WEEK, "--gym", "nowhere.toml"), 1, "there is no such file"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_words(
    run: Run, log: Path, words: tuple[str, ...], status: int, says: str
) -> None:
    said = run("plan", log, *words)
    assert said.exit_code == status
    assert says in " ".join(said.stderr.split())


def test_a_saved_posterior_is_not_enough(run: Run, log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    assert run("readiness", log, "--save", kept).exit_code == 0
    said = run("plan", kept, *WEEK)
    assert said.exit_code == 1
    assert "give the log" in said.stderr


def test_the_solver_is_loaded_only_for_a_plan() -> None:
    code = (
        "import sys, momentary, momentary.cli.main, momentary.prescription; "
        "from click.testing import CliRunner; CliRunner().invoke(momentary.cli.main.main, ['plan', '--help']); "
        "sys.exit('ortools' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_days_may_be_written_out_and_as_a_range(run: Run, log: Path) -> None:
    plans = [
        answer(run, log, "--days", days, "--minutes", 30, "--at", "2024-02-05")["sessions"]
        for days in ("sat-mon", "Saturday, sunday mon")
    ]
    assert len(plans[0]) == 3
    assert plans[0] == plans[1]
