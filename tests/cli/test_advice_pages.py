"""Every page that advises says on what it rests, and carries the note on safety; so does every answer in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from momentary.cli.main import main
from momentary.evidence import SAFETY, entries
from momentary.exchange import write
from momentary.prescription.methods import Advice
from tests.cli.conftest import Run
from tests.cli.tired import write_tired
from tests.docs.sample import write_export
from tests.figures.pages import parsed
from tests.prescription.methods.people import trained_log

BENCH = "Bench Press (Barbell)"
LIFTERS = {"tired": "2023-03-12T18:00", "scripted": "2024-02-06T18:00", "called": "2024-03-20T18:30"}
"""Lifters, and when their next session begins: one who tires, one by script, one who calls reserves."""

PAGES: dict[str, tuple[str, ...]] = {
    "today": ("today", "LOG", "--at", "WHEN", "--why"),
    "next": ("next", "LOG", "--exercise", BENCH, "--at", "WHEN"),
    "next, failure wished": ("next", "LOG", "--exercise", BENCH, "--at", "WHEN", "--to-failure"),
    "next, overruled": ("next", "LOG", "--exercise", BENCH, "--at", "WHEN", "--overrule", "a test"),
    "methods, one": ("methods", "rest-pause"),
    "methods, own numbers": ("methods", "drop-set", "LOG", "--exercise", BENCH, "--at", "WHEN", "--anyway"),
    "plateau": ("plateau", "LOG"),
    "plateau, one": ("plateau", "LOG", "--exercise", BENCH),
    "readiness": ("readiness", "LOG", "--at", "WHEN"),
    "recovery": ("recovery", "LOG"),
    "recovery, planned": ("recovery", "LOG", "--exercise", BENCH, "--load", "20kg"),
    "forecast": ("forecast", "LOG", "--exercise", BENCH, "--load", "20kg"),
    "experiment plan": (
        "experiment", "plan", "--by", "week", "--exercise", BENCH, "--start", "2024-01-08", "--seed", "1",
        "--out", "NEW",
    ),
    "experiment read": ("experiment", "read", "PLAN", "LOG"),
    "plan": ("plan", "LOG", "--days", "mon,wed,fri", "--minutes", "60", "--at", "WHEN"),
}  # fmt: skip
"""Pages that advise, by what they are asked."""

WITHOUT = {
    "report": "tested below: a page of its own kind",
    "methods": "in PAGES; the bare list tells what there is",
    "experiment": "in PAGES, by its subcommands",
    "gym": "tells what there is to load",
    "backtest": "judges forecasts, not training; says that it is no medical advice",
    "population": "figures of many lifters, for a program",
    "simulate": "shows a model of a muscle; says that it is no medical advice",
    "convert": "writes a file",
    "serve": "runs the server, whose pages carry the note",
    "backup": "writes a file",
    "restore": "puts a server's data back",
    "exercises": "the catalogue",
    "evidence": "tests/cli/test_evidence.py",
}
"""Commands of which no page is in PAGES, and why."""


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("lifters")
    files = {"tired": folder / "tired.json", "scripted": folder / "scripted.json", "called": folder / "called.csv"}
    write_tired(files["tired"])
    write(trained_log(drops=True), files["scripted"])
    write_export(files["called"])
    return files


@pytest.fixture(scope="module", autouse=True)
def _no_gym(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        gym = tmp_path_factory.mktemp("gym") / "gym.toml"
        patched.setenv("MOMENTARY_GYM", str(gym))
        main(["gym", "--file", str(gym), "--usual", "--pins"], standalone_mode=False)
        yield


def asked(name: str, lifter: str, logs: dict[str, Path], folder: Path, run: Run) -> list[str]:
    """Return the words of a page for a lifter."""
    put = {"LOG": str(logs[lifter]), "WHEN": LIFTERS[lifter], "NEW": str(folder / "new.json")}
    if "PLAN" in PAGES[name]:
        put["PLAN"] = str(folder / "plan.json")
        plan = ("experiment", "plan", "--by", "week", "--exercise", BENCH, "--seed", "1", "--weeks", "12")
        start = {"tired": "2023-01-09", "scripted": "2024-01-01", "called": "2024-01-08"}[lifter]
        run(*plan, "--start", start, "--out", put["PLAN"])
    return [put.get(word, word) for word in PAGES[name]]


def flat(text: str) -> str:
    return " ".join(text.split())


def told(value: Any) -> Iterator[tuple[str | None, list[str]]]:
    """Yield every sentence of advice in an answer with its evidence, and every other list of evidence."""
    if isinstance(value, dict):
        if "claims" in value:
            yield value.get("text"), value["claims"]
        for inner in value.values():
            yield from told(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from told(inner)


def test_every_command_is_known_to_advise_or_not() -> None:
    commands = set(main.list_commands(click.Context(main)))
    advising = {words[0] for words in PAGES.values()}
    assert commands <= advising | WITHOUT.keys()


@pytest.mark.parametrize("lifter", LIFTERS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_its_evidence_and_carries_the_note(
    name: str, lifter: str, logs: dict[str, Path], tmp_path: Path, run: Run
) -> None:
    result = run(*asked(name, lifter, logs, tmp_path, run))
    assert result.exit_code == 0, result.stderr
    text = flat(result.stdout)
    assert SAFETY in text
    evidence = re.findall(r"Evidence \(`momentary evidence NAME`\): ((?:[a-z-]+, )*[a-z-]+)", text)
    assert evidence, "the page does not say on what it rests"
    assert set(evidence[0].split(", ")) <= entries().keys()


@pytest.mark.parametrize("lifter", LIFTERS)
@pytest.mark.parametrize("name", PAGES)
def test_an_answer_in_json_names_the_evidence_of_every_sentence_and_carries_the_note(
    name: str, lifter: str, logs: dict[str, Path], tmp_path: Path, run: Run
) -> None:
    result = run(*asked(name, lifter, logs, tmp_path, run), "--json")
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert SAFETY in answer["disclaimer"]
    found = list(told(answer))
    assert found
    assert [one for one in found if not one[1] or not set(one[1]) <= entries().keys()] == []
    assert [text for text, _ in found if text is not None and not text.strip()] == []


@pytest.mark.parametrize("lifter", LIFTERS)
def test_the_report_advises_with_evidence_as_page_as_text_and_as_json(
    lifter: str, logs: dict[str, Path], tmp_path: Path, run: Run
) -> None:
    page = tmp_path / "report.html"
    summary = run("report", logs[lifter], "--html", page)
    assert SAFETY in flat(summary.stdout)
    tree = parsed(page.read_text(encoding="utf-8"))
    assert SAFETY in tree.all("footer")[0].text
    due = next(one for one in tree.all("section") if one.attributes["id"] == "due")
    assert SAFETY in due.text
    ids = {one.attributes["id"] for one in tree.walk() if "id" in one.attributes}
    assert {(one.attributes["href"] or "").removeprefix("#") for one in tree.all("a")} <= ids
    answer = json.loads(run("report", logs[lifter], "--json").stdout)
    assert answer["disclaimer"] == SAFETY
    found = list(told(answer["coming"])) + list(told(answer["warnings"]))
    assert found
    assert all(keys and set(keys) <= entries().keys() for _, keys in found)


def test_the_next_session_of_the_report_is_that_of_today(logs: dict[str, Path], run: Run) -> None:
    coming = json.loads(run("report", logs["called"], "--json").stdout)["coming"]
    today = json.loads(run("today", logs["called"], "--at", coming["at"], "--json").stdout)
    assert coming["exercises"] == today["exercises"]
    assert coming["session"] == today["session"]
    assert coming["advice"] == today["advice"]


def test_whatever_is_made_as_advice_on_the_way_rests_on_entries(
    logs: dict[str, Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Advice] = []
    checked = Advice.__post_init__

    def noted(one: Advice) -> None:
        made.append(one)
        checked(one)

    monkeypatch.setattr(Advice, "__post_init__", noted)
    for lifter, when in LIFTERS.items():
        run("today", logs[lifter], "--at", when)
        run("next", logs[lifter], "--exercise", BENCH, "--at", when, "--to-failure")
        run("plateau", logs[lifter])
    assert len(made) > 100
    assert [one for one in made if not set(one.claims) <= entries().keys() or not one.text.endswith((".", "?"))] == []


def test_advice_that_rests_on_nothing_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="rests on nothing"):
        Advice("Do ten more.", ())
