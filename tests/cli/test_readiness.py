"""`momentary readiness`, from a log and from a posterior that was kept."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from momentary.quantities import Muscle
from tests.cli.conftest import Run, asked

told = partial(asked, "readiness")
STATE_KEYS = {"state", "level", "low", "high", "recovered_at", "learnt"}
COURSE_KEYS = {"state", "hours", "level", "low", "high"}


def level_of(record: dict[str, Any], state: str) -> float:
    rows = [record["neural"], *record["muscles"]]
    return float(next(one["level"] for one in rows if one["state"] == state))


@pytest.mark.parametrize("width", [80, 40])
def test_the_terminal_shows_every_state_in_lines_that_fit(
    run: Run, log: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = run("readiness", log)
    assert result.exit_code == 0, result.stderr
    assert max(len(line) for line in result.stdout.splitlines()) <= width
    assert "Neural state" in result.stdout
    assert "Chest" in result.stdout
    assert "medical advice" in " ".join(result.stdout.split())


def test_the_record_has_the_keys_that_the_documentation_names(run: Run, log: Path, checkout: Path) -> None:
    record = told(run, log)
    assert record["format"] == "momentary-readiness/1"
    assert all(set(one) == STATE_KEYS for one in (record["neural"], *record["muscles"]))
    assert all(set(one) == COURSE_KEYS for one in record["courses"])
    page = (checkout / "docs" / "formats.md").read_text(encoding="utf-8")
    section = page.partition("(`momentary-readiness/1`)")[2].partition("\n## ")[0]
    for key in {*record, *STATE_KEYS, *COURSE_KEYS}:
        assert f"`{key}`" in section, key


def test_levels_are_ordered_shares_of_known_muscles(run: Run, log: Path) -> None:
    record = told(run, log)
    names = {muscle.value for muscle in Muscle}
    levels = [one["level"] for one in record["muscles"]]
    assert levels == sorted(levels)
    for one in record["muscles"]:
        assert one["state"] in names
        assert 0.0 <= one["low"] <= one["level"] <= one["high"] <= 1.0
        assert one["recovered_at"] is None or datetime.fromisoformat(one["recovered_at"]) >= datetime.fromisoformat(
            record["at"]
        )
    assert [one["state"] for one in record["courses"]] == ["neural", *(one["state"] for one in record["muscles"])]


def test_an_hour_after_the_last_set_is_asked_if_nothing_is(run: Run, log: Path) -> None:
    at = datetime.fromisoformat(told(run, log)["at"])
    same = told(run, log, "--at", at.isoformat())
    later = told(run, log, "--at", (at + timedelta(days=30)).isoformat())
    assert same == told(run, log)
    assert min(one["level"] for one in later["muscles"]) > 0.99
    assert all(one["recovered_at"] == later["at"] for one in later["muscles"])


def test_a_kept_posterior_answers_like_its_log(run: Run, log: Path, tmp_path: Path) -> None:
    kept = tmp_path / "me.posterior"
    first = run("readiness", log, "--save", kept, "--json")
    assert "the posterior, for the next time" in first.stderr
    again = told(run, kept)
    assert again == json.loads(first.stdout)


def test_what_the_lifter_says_moves_only_what_they_speak_of_much(run: Run, log: Path) -> None:
    plain = told(run, log)
    tired = plain["muscles"][0]["state"]
    fine, spent = (told(run, log, "--feels", f"{tired}={feeling}") for feeling in ("fine", "70"))
    assert level_of(fine, tired) > level_of(plain, tired) > level_of(spent, tired)
    nerves = told(run, log, "--feels", "neural=spent")
    assert level_of(nerves, "neural") < level_of(plain, "neural")
    label = Muscle(tired).label
    assert told(run, log, "--feels", f"{label} = Fine") == fine


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--feels", "chets=fine"), "no muscle that momentary knows.*chest"),
        (("--feels", "chest"), "tells no feeling.*fine, tired, spent"),
        (("--feels", "chest=great"), "tells no feeling"),
        (("--feels", "chest=0"), "tells no feeling"),
        (("--feels", "chest=101"), "tells no feeling"),
        (("--feels", "chest=²"), "tells no feeling"),
        (("--level", "100"), "--level"),
        (("--sure", "10"), "--sure"),
        (("--at", "tomorrow"), "is not a date"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_could(
    run: Run, log: Path, arguments: tuple[str, str], said: str
) -> None:
    result = run("readiness", log, *arguments)
    assert result.exit_code == 2
    assert re.search(said, " ".join(result.stderr.split()))


def test_the_past_is_not_asked(run: Run, log: Path) -> None:
    result = run("readiness", log, "--at", "2020-01-01")
    assert result.exit_code == 1
    assert "lies before the last set" in result.stderr


def test_a_log_without_sets_has_nothing_to_recover_from(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "empty.json"
    file.write_text('{"format": "momentary-log/1", "sessions": []}', encoding="utf-8")
    result = run("readiness", file)
    assert result.exit_code == 1
    assert "has a header but no rows" in result.stderr


@pytest.mark.parametrize("harm", ["cut", "changed", "older"])
def test_a_kept_posterior_that_cannot_be_used_is_refused(run: Run, log: Path, tmp_path: Path, harm: str) -> None:
    kept = tmp_path / "me.posterior"
    run("readiness", log, "--save", kept)
    text = kept.read_text(encoding="utf-8")
    half = len(text) // 2
    harmed = {
        "cut": text[:half],
        "changed": text[:half] + ("B" if text[half] == "A" else "A") + text[half + 1 :],
        "older": text.replace("momentary-posterior/2", "momentary-posterior/1", 1),
    }
    kept.write_text(harmed[harm], encoding="utf-8")
    result = run("readiness", kept)
    assert result.exit_code == 1
    assert "me.posterior" in result.stderr
    assert "again" in result.stderr


def test_a_place_that_cannot_be_written_is_named(run: Run, log: Path, tmp_path: Path) -> None:
    result = run("readiness", log, "--save", tmp_path / "nowhere" / "me.posterior")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


def test_check_ins_are_told_with_what_they_are_worth(run: Run, log: Path, tmp_path: Path) -> None:
    at = datetime.fromisoformat(told(run, log)["at"])
    file = tmp_path / "me.csv"
    rows = [f"{(at - timedelta(days=day)):%Y-%m-%dT07:00},sleep,,{7 + day % 3}" for day in range(1, 60)]
    file.write_text("\n".join(["time,kind,muscle,value", *rows]), encoding="utf-8")
    result = run("readiness", log, "--check-ins", file)
    assert re.search(r"Sleeping [\d.]+ h more than your usual goes with", result.stdout)
    record = told(run, log, "--check-ins", file)
    sleep, motivation, _ = record["check_ins"]
    assert sleep["kind"] == "sleep"
    assert sleep["sets"] > 0
    assert sleep["low"] < sleep["weight"] < sleep["high"]
    assert motivation["sets"] == 0


def test_the_report_tells_the_same_an_hour_after_the_last_set(run: Run, log: Path) -> None:
    reported = json.loads(run("report", log, "--json").stdout)["readiness"]
    asked = told(run, log)
    assert reported["at"] == asked["at"]
    for one, other in zip(reported["muscles"], asked["muscles"], strict=True):
        assert one["state"] == other["state"]
        assert one["level"] == pytest.approx(other["level"], abs=2e-4)
        assert one["recovered_at"] == other["recovered_at"]
