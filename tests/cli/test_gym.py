from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Nobody's configuration is touched."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("MOMENTARY_GYM", raising=False)
    return tmp_path


def test_without_a_stored_gym_the_assumed_one_is_shown_and_nothing_is_written(run: Run, own_folder: Path) -> None:
    said = run("gym")
    assert "No gym is stored" in said.stdout
    assert not list(own_folder.rglob("*.toml"))


def test_what_is_said_is_kept_and_shown(run: Run) -> None:
    run("gym", "--plates", "20x8 10x4 2.5x2", "--dumbbells", "2-10/2 12,5", "--pins", "--partner")
    answer = json.loads(run("gym", "--json").stdout)
    assert answer["is_stored"]
    assert answer["pins"]
    assert answer["partner"]
    assert [(one["value"], one["count"]) for one in answer["plates"]] == [(20.0, 8), (10.0, 4), (2.5, 2)]
    assert [one["value"] for one in answer["dumbbells"]] == [2.0, 4.0, 6.0, 8.0, 10.0, 12.5]
    run("gym", "--alone", "--bar", "EZ bar=8kg")
    again = json.loads(run("gym", "--json").stdout)
    assert not again["partner"]
    assert again["pins"]
    assert again["bars"]["EZ bar"]["value"] == 8.0


def test_a_gym_of_pounds(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pounds.toml"
    said = run("gym", "--usual", "--unit", "lb", "--plates", "45x8 20kgx2", "--file", file)
    assert "8 x 45 lb" in said.stdout
    assert "2 x 20 kg" in said.stdout


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert max(len(line) for line in run("gym").stdout.splitlines()) <= width


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (("--plates", "20"), "is no plate"),
        (("--dumbbells", "two"), "is no load"),
        (("--bar", "broom=1kg"), "is no bar"),
        (("--stack", "5-1/1"), "there are none"),
        (("--bar", "dumbbell=1kg"), "no bar"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    run: Run, own_folder: Path, words: tuple[str, ...], fact: str
) -> None:
    said = run("gym", *words)
    assert said.exit_code == 2
    assert fact in said.stderr
    assert not list(own_folder.rglob("*.toml"))


def test_a_damaged_file_is_told_and_can_be_replaced(run: Run, own_folder: Path) -> None:
    file = own_folder / "momentary" / "gym.toml"
    file.parent.mkdir()
    file.write_text("unit = [", encoding="utf-8")
    said = run("gym")
    assert said.exit_code == 1
    assert "gym.toml: This is no TOML" in said.stderr
    assert run("gym", "--usual").exit_code == 0
    assert run("gym").exit_code == 0
