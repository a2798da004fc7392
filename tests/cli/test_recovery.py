"""`momentary recovery`: costs, reasons, frequency and plans."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from momentary.athlete import Part
from tests.cli.conftest import Run, asked
from tests.cli.tired import write_tired

told = partial(asked, "recovery")
BENCH = ("--exercise", "Bench Press (Barbell)", "--load", "20kg")


@pytest.mark.parametrize("width", [80, 40])
def test_the_terminal_answers_in_lines_that_fit(
    run: Run, log: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = run("recovery", log, *BENCH)
    assert result.exit_code == 0, result.stderr
    assert max(len(line) for line in result.stdout.splitlines()) <= width
    text = " ".join(result.stdout.split())
    for said in (
        "A set of ten to failure leaves its muscles weaker by about",
        "Why your last sets to failure gave less",
        "How often your muscles went to failure",
        "What the planned sets would leave an hour after them",
        "no medical advice",
    ):
        assert said in text
    assert not re.search(r"\d\d\.\d %|7\.0|nan|inf\b", text)


def paths(value: Any) -> set[str]:
    """Every key of a record, wherever it stands."""
    if isinstance(value, dict):
        return set(value).union(*(paths(one) for one in value.values()))
    return set().union(*(paths(one) for one in value)) if isinstance(value, list) else set()


def test_the_record_has_the_keys_that_the_documentation_names(run: Run, log: Path, checkout: Path) -> None:
    record = told(run, log, *BENCH)
    assert record["format"] == "momentary-recovery/1"
    page = (checkout / "docs" / "formats.md").read_text(encoding="utf-8")
    section = page.partition("(`momentary-recovery/1`)")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(\w+)`", section))
    assert paths(record) <= named


def test_the_record_holds_ordered_intervals_and_every_part(run: Run, log: Path) -> None:
    record = told(run, log)
    assert [one["part"] for one in record["parts"]] == [part.name.lower() for part in Part]
    for one in record["parts"]:
        for name in ("cost", "half_life_h"):
            assert 0.0 <= one[f"{name}_low"] <= one[name] <= one[f"{name}_high"]
    assert record["plan"] is None
    for one in record["failures"]:
        assert one["neural"] + one["muscular"] + one["cannot_tell"] == pytest.approx(1.0, abs=2e-4)
        assert one["low"] <= one["shortfall"] <= one["high"]
    for one in record["frequency"]:
        assert 0.0 < one["bears_low"] <= one["bears"] <= one["bears_high"] <= 7.0


def test_a_plan_costs_its_muscles_and_more_sets_cost_more(run: Run, log: Path) -> None:
    few, many = (told(run, log, *BENCH, "--sets", count)["plan"] for count in (1, 6))
    assert few["at"] < many["at"]

    def lost(plan: dict[str, Any], state: str) -> float:
        rows = [{one["state"]: one["level"] for one in plan[name]["muscles"]} for name in ("without", "with")]
        return float(rows[0][state] - rows[1][state])

    assert lost(many, "chest") > lost(few, "chest") > 0.0
    assert lost(many, "quadriceps") == pytest.approx(0.0, abs=1e-4)
    spared = told(run, log, *BENCH, "--sets", 6, "--reserve", 3)["plan"]
    assert lost(spared, "chest") < lost(many, "chest")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--exercise", "Bench Press (Barbell)"), 2, "needs both --exercise and --load"),
        (("--load", "60kg"), 2, "needs both"),
        (("--exercise", "Bench Press (Barbell)", "--load", "60"), 2, "not a load with its unit"),
        (("--exercise", "Skydiving", "--load", "60kg"), 1, "tells nothing of how many repetitions 'Skydiving'"),
        (("--exercise", "Bench Press (Barbell)", "--load", "300kg"), 1, "plan a lighter load"),
        ((*BENCH, "--sets", "0"), 2, "--sets"),
        ((*BENCH, "--at", "2020-01-01"), 1, "before the last session"),
        ((*BENCH, "--at", "9999-12-31"), 1, "end of the calendar"),
    ],
)
def test_what_cannot_be_answered_is_said(
    run: Run, log: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    result = run("recovery", log, *arguments)
    assert result.exit_code == status
    assert said in " ".join(result.stderr.split())


def test_a_plan_within_the_last_session_is_refused_and_does_not_break(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    log = write_tired(file, sessions=3)
    start = log.sessions[-1].start.wall
    result = run("recovery", file, *BENCH, "--at", start.isoformat())
    assert result.exit_code == 1
    assert "before the last one of the log" in result.stderr


def test_a_log_without_failures_is_told_what_would_help(run: Run, tmp_path: Path) -> None:
    rows = ["Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"]
    rows += [f"2024-01-0{day} 18:30:00,A,58m,Squat (Barbell),1,80,8,0,0,,," for day in (1, 3, 5)]
    file = tmp_path / "silent.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    text = " ".join(run("recovery", file).stdout.split())
    assert "Your log marks no set as a failure" in text
    assert "cannot tell yet" in text
    assert "typical of lifters" in text
    record = told(run, file)
    assert (record["failures"], record["frequency"], record["supported"]) == ([], [], None)


def test_a_log_without_sets_has_nothing_to_learn_from(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "empty.json"
    file.write_text('{"format": "momentary-log/1", "sessions": []}', encoding="utf-8")
    result = run("recovery", file)
    assert result.exit_code == 1
    assert "has a header but no rows" in result.stderr


def test_a_slip_of_the_finger_leaves_every_answer_a_number(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    write_tired(file)
    record = json.loads(file.read_text(encoding="utf-8"))
    segment = record["sessions"][-2]["sets"][0]["segments"][0]
    segment["repetitions"] = 4205
    file.write_text(json.dumps(record), encoding="utf-8")
    told_now = told(run, file)
    assert all(one["gain"] is not None and abs(one["gain"]) < 10.0 for one in told_now["compared"])
    assert "cannot tell yet which account" not in told_now["sentence"] or told_now["compared"][0]["sessions"] < 20
