from __future__ import annotations

import json
from pathlib import Path

import pytest

from momentary.exchange import FORMATS
from momentary.prescription.methods import METHODS
from tests.cli.conftest import Run
from tests.prescription.methods.people import CURL, EXTENSION, LEG_CURL, MACHINE_ROW, ROW, trained_log


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripted lifter's log as a file."""
    file = tmp_path_factory.mktemp("log") / "log.json"
    own = next(one for one in FORMATS if one.name == "momentary")
    assert own.write is not None
    with file.open("wb") as stream:
        own.write(trained_log(drops=True), stream)
    return file


@pytest.fixture
def gym(run: Run, tmp_path: Path) -> Path:
    """A gym with a partner and pins."""
    file = tmp_path / "gym.toml"
    assert run("gym", "--usual", "--partner", "--pins", "--file", file).exit_code == 0
    return file


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("words", [(), ("negatives",), ("double drop set",)])
def test_no_line_is_wider_than_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("methods", *words).stdout.splitlines()
    assert max(len(line) for line in lines) <= min(width, 100)
    assert "no medical advice" in " ".join(" ".join(lines).split())


def test_the_list_has_every_method(run: Run) -> None:
    said = run("methods").stdout
    assert all(one.protocol.name in said for one in METHODS)
    assert [one["name"] for one in json.loads(run("methods", "--json").stdout)["methods"]] == [
        one.protocol.name for one in METHODS
    ]


@pytest.mark.parametrize("width", [40, 80])
def test_a_double_drop_set_that_ends_on_the_machine_is_shown_with_the_lifters_numbers(
    run: Run, log: Path, gym: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    asked = ("methods", "double drop set", log, "--exercise", ROW, "--load", "75kg", "--then", "machine", "--gym", gym)
    said = run(*asked)
    assert said.exit_code == 0
    assert max(len(line) for line in said.stdout.splitlines()) <= width
    assert "75 kg" in said.stdout
    assert MACHINE_ROW in said.stdout
    assert "24 drops in your log" in " ".join(said.stdout.split())
    answer = json.loads(run(*asked, "--json").stdout)
    (chain,) = answer["proposal"]["sets"]
    assert [one["technique"] for one in chain] == ["straight", "drop", "drop", "drop"]
    assert [one["exercise"] for one in chain] == [ROW, ROW, ROW, MACHINE_ROW]
    assert all(one["low"] <= one["median"] <= one["high"] for one in chain)
    assert answer["disclaimer"]


@pytest.mark.parametrize(
    ("method", "exercise"),
    [("rest-pause", EXTENSION), ("myo reps", EXTENSION), ("partials", ROW), ("cheat", CURL), ("negatives", EXTENSION),
     ("forced reps", EXTENSION), ("superset", EXTENSION)],
)  # fmt: skip
def test_every_method_shows_numbers_without_a_load_given(
    run: Run, log: Path, gym: Path, method: str, exercise: str
) -> None:
    said = run("methods", method, log, "--exercise", exercise, "--gym", gym, "--json")
    answer = json.loads(said.stdout)
    assert answer["is_possible"]
    assert len([one for chain in answer["proposal"]["sets"] for one in chain]) >= 2


def test_a_superset_takes_the_exercise_that_is_named(run: Run, log: Path, gym: Path) -> None:
    said = run("methods", "superset", log, "--exercise", EXTENSION, "--with", LEG_CURL, "--gym", gym, "--json")
    assert json.loads(said.stdout)["proposal"]["sets"][1][0]["exercise"] == LEG_CURL


def test_what_is_unsafe_is_refused_and_can_be_overruled(run: Run, log: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone.toml"
    run("gym", "--usual", "--alone", "--no-pins", "--file", alone)
    asked = ("methods", "rest-pause", log, "--exercise", "Bench Press (Barbell)", "--gym", alone)
    said = run(*asked)
    assert said.exit_code == 0
    assert "Not here: Nobody is there" in said.stdout
    assert "Repetitions, and" not in said.stdout
    forced = run(*asked, "--anyway")
    assert "Not here: Nobody is there" in forced.stdout
    assert "Repetitions, and" in forced.stdout
    assert json.loads(run(*asked, "--anyway", "--json").stdout)["is_overruled"]


def test_wrong_words_are_told_apart(run: Run, log: Path) -> None:
    assert run("methods", "nonsense").exit_code == 1
    assert run("methods", "drop-set", "--exercise", ROW).exit_code == 2
    assert run("methods", "drop-set", log).exit_code == 2
    assert run("methods", "drop-set", log, "--exercise", "Yoga").exit_code == 1
    assert run("methods", "drop-set", log, "--exercise", ROW, "--gym", "nowhere.toml").exit_code == 1
