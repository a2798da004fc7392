from __future__ import annotations

import json
from pathlib import Path

import pytest

from momentary.evidence import entries
from momentary.exchange import FORMATS
from momentary.quantities import Log
from tests.cli.conftest import Run
from tests.prescription.methods.people import BENCH, EXTENSION, PUSHDOWN, trained_log

LATER = ("--at", "2024-02-06T18:00")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripted lifter's log as a file."""
    return write(tmp_path_factory.mktemp("log") / "log.json", trained_log(drops=True))


@pytest.fixture
def gym(run: Run, tmp_path: Path) -> Path:
    """A gym with a partner and pins."""
    file = tmp_path / "gym.toml"
    assert run("gym", "--usual", "--partner", "--pins", "--file", file).exit_code == 0
    return file


@pytest.fixture(autouse=True)
def _no_gym(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody has said what is in the gym, whoever runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("MOMENTARY_GYM", raising=False)


def write(file: Path, log: Log) -> Path:
    own = next(one for one in FORMATS if one.name == "momentary")
    assert own.write is not None
    with file.open("wb") as stream:
        own.write(log, stream)
    return file


def sentences(answer: object) -> list[dict[str, object]]:
    """Return every piece of advice in an answer, however deep."""
    if isinstance(answer, dict):
        own = [answer] if {"text", "claims"} <= set(answer) else []
        return own + [one for value in answer.values() for one in sentences(value)]
    return [one for value in answer for one in sentences(value)] if isinstance(answer, list) else []


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("words", [("next", "--exercise", EXTENSION), ("today", *LATER), ("today", *LATER, "--why")])
def test_no_line_is_wider_than_the_terminal_and_every_page_says_it_is_no_medical_advice(
    run: Run, log: Path, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    said = run(words[0], log, *words[1:])
    assert said.exit_code == 0
    assert max(len(line) for line in said.stdout.splitlines()) <= min(width, 100)
    flat = " ".join(said.stdout.split())
    assert "no medical advice" in flat
    assert "Pain ends a set" in flat


@pytest.mark.parametrize(
    "words", [("next", "--exercise", BENCH, *LATER), ("next", "--exercise", PUSHDOWN), ("today", *LATER)]
)
def test_json_names_a_claim_of_the_ledger_with_every_sentence(run: Run, log: Path, words: tuple[str, ...]) -> None:
    answer = json.loads(run(words[0], log, *words[1:], "--json").stdout)
    told = sentences(answer)
    assert told
    assert all(one["text"] and one["claims"] and set(one["claims"]) <= set(entries()) for one in told)  # type: ignore[call-overload]
    assert answer["disclaimer"]


def test_a_session_that_goes_on_counts_the_sets_done_and_a_new_one_begins_at_one(run: Run, log: Path) -> None:
    going_on = json.loads(run("next", log, "--exercise", EXTENSION, "--sets", 3, "--json").stdout)
    anew = json.loads(run("next", log, "--exercise", EXTENSION, "--sets", 3, *LATER, "--json").stdout)
    assert (going_on["set"], anew["set"]) == (2, 1)
    assert going_on["rest_s"] > 0
    assert anew["rest_s"] is None
    assert going_on["possible"]["low"] <= going_on["possible"]["median"] <= going_on["possible"]["high"]


def test_usual_sets_that_are_done_end_the_exercise(run: Run, log: Path) -> None:
    answer = json.loads(run("next", log, "--exercise", EXTENSION, "--json").stdout)
    assert answer["decision"] == "stop"
    assert answer["load"] is None


def test_alone_under_the_bar_nothing_is_overruled(run: Run, log: Path) -> None:
    said = run("next", log, "--exercise", BENCH, *LATER, "--overrule", "I want to", "--json")
    answer = json.loads(said.stdout)
    assert answer["decision"] == "lift"
    assert answer["failure"]["overruling"] is None
    assert not answer["failure"]["may_be_overruled"]


def test_an_overruling_is_in_the_answer_with_its_reason(run: Run, log: Path, gym: Path) -> None:
    words = ("next", log, "--exercise", BENCH, *LATER, "--gym", gym, "--overrule", "a test before the meet")
    answer = json.loads(run(*words, "--json").stdout)
    assert answer["decision"] == "to failure"
    assert answer["failure"]["overruling"]["because"] == "a test before the meet"
    assert answer["failure"]["overruling"]["against"]
    assert "a test before the meet" in run(*words).stdout


def test_at_failure_it_goes_on_by_the_method_that_is_named(run: Run, log: Path, gym: Path) -> None:
    words = ("next", log, "--exercise", EXTENSION, *LATER, "--sets", 1, "--last-exercise", "--gym", gym)
    answer = json.loads(run(*words, "--method", "drop-set", "--json").stdout)
    assert answer["decision"] == "to failure"
    assert [one["technique"] for one in answer["method"]["segments"]] == ["straight", "drop"]
    assert "drop set" in run(*words, "--method", "drop-set").stdout


def test_a_saved_posterior_answers_as_the_log_does(run: Run, log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    assert run("readiness", log, "--save", kept).exit_code == 0
    words = ("--exercise", EXTENSION, "--sets", 2, *LATER, "--json")
    quick, slow = (json.loads(run("next", one, *words).stdout) for one in (kept, log))
    assert all(quick[key] == slow[key] for key in ("load", "repetitions", "possible", "rest_s"))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--exercise", "Yoga"), 1),
        (("--exercise", EXTENSION, "--at", "2020-01-01"), 1),
        (("--exercise", EXTENSION, "--not-to-failure", "--overrule", "x"), 2),
        (("--exercise", EXTENSION, "--gym", "nowhere.toml"), 1),
        ((), 2),
    ],
)
def test_what_cannot_be_answered_is_refused(run: Run, log: Path, words: tuple[str, ...], status: int) -> None:
    assert run("next", log, *words).exit_code == status


def test_today_has_the_usual_exercises_in_order_and_fails_only_where_nothing_follows(run: Run, log: Path) -> None:
    answer = json.loads(run("today", log, *LATER, "--json").stdout)
    assert answer["session"]["alike"] == 12
    assert [one["exercise"] for one in answer["exercises"]] == list(trained_log().exercises())
    for one in answer["exercises"]:
        guard = one["failure_on_last_set"]
        assert guard["is_allowed"] == (guard["verdict"] == "fits")
        assert guard["for"] if guard["is_allowed"] else guard["against"] or guard["hindrances"]
    assert answer["readiness"]["neural"]["level"] <= 1.0


def test_right_after_a_session_nothing_of_it_fits_failure(run: Run, log: Path) -> None:
    answer = json.loads(run("today", log, "--at", "2024-02-03T19:30", "--json").stdout)
    rested = json.loads(run("today", log, *LATER, "--json").stdout)
    fits = [
        sum(one["failure_on_last_set"]["verdict"] == "fits" for one in some["exercises"]) for some in (answer, rested)
    ]
    assert fits[0] <= fits[1]
    assert fits[1] > 0


def test_a_saved_posterior_has_no_rotation(run: Run, log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    run("readiness", log, "--save", kept)
    said = run("today", kept, *LATER)
    assert said.exit_code == 1
    assert "give the log" in said.stderr
