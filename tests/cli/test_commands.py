from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from momentary.exchange import read
from tests.cli.conftest import Run


def test_a_report_prints_a_summary_and_writes_the_page(run: Run, export: Path, tmp_path: Path) -> None:
    page = tmp_path / "new folder" / "report.html"
    result = run("report", export, "--html", page)
    assert result.exit_code == 0, result.stderr
    assert "Bench Press" in result.stdout
    assert "no medical advice" in " ".join(result.stdout.split())
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_report_says_what_was_decided_and_why(run: Run, export: Path) -> None:
    talk = run("report", export).stderr
    assert "Strong (CSV)" in talk
    assert "unit of loads: kg" in talk


def test_a_report_as_json_is_data_on_stdout_alone(run: Run, export: Path) -> None:
    result = run("report", export, "--json")
    record = json.loads(result.stdout)
    assert record["format"] == "momentary-report/1"
    assert {one["label"] for one in record["exercises"]} >= {"Bench Press (Barbell)"}


def test_the_demo_needs_no_file(run: Run) -> None:
    result = run("report", "--demo")
    assert result.exit_code == 0
    assert "demo lifter" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("log.csv", "--demo")])
def test_a_report_is_of_a_log_or_of_the_demo(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("report", *arguments).exit_code == 2


def test_a_row_that_cannot_be_read_is_told_and_the_rest_reported(run: Run, export: Path) -> None:
    lines = export.read_text(encoding="utf-8").splitlines()
    lines[5] = lines[5].replace("Squat (Barbell),", "Squat (Barbell),x").replace(",kg", "")
    lines[7] = lines[7].replace("2024-01-08", "2024-13-08")
    export.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run("report", export)
    assert result.exit_code == 0
    assert 'line 8, column "Date"' in result.stderr


def test_an_export_without_sets_is_no_report(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "strong.csv"
    file.write_text(
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds\n"
        "2024-01-08 18:30:00,A,Squat (Barbell),1,0,0,0,0\n",
        encoding="utf-8",
    )
    result = run("report", file)
    assert result.exit_code == 1
    assert "no set" in result.stderr


def test_converting_there_and_back_keeps_every_set(run: Run, export: Path, tmp_path: Path) -> None:
    ours, back = tmp_path / "log.json", tmp_path / "back.csv"
    assert run("convert", export, ours).exit_code == 0
    assert run("convert", ours, back, "--to", "strong").exit_code == 0

    def seen(file: Path) -> list[tuple[object, ...]]:
        places = read(file).log.places()
        return [
            (p.session.start, p.segment.exercise, p.segment.load, p.segment.repetitions, p.segment.effort, p.set.role)
            for p in places
        ]

    assert seen(back) == seen(export)


def test_two_exports_of_one_log_add_nothing_twice(run: Run, export: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.json", tmp_path / "twice.json"
    run("convert", export, once)
    result = run("convert", export, once, twice)
    assert result.exit_code == 0, result.stderr
    assert read(twice).log.count_segments() == read(once).log.count_segments()


def test_nothing_is_written_while_rows_are_lost_unless_one_says_so(run: Run, export: Path, tmp_path: Path) -> None:
    text = export.read_text(encoding="utf-8")
    export.write_text(text.replace("2024-01-08 18:30:00", "2024-13-08 18:30:00", 1), encoding="utf-8")
    out = tmp_path / "log.json"
    refused = run("convert", export, out)
    assert refused.exit_code == 1
    assert "--skip-bad-rows" in refused.stderr
    assert not out.exists()
    assert run("convert", export, out, "--skip-bad-rows").exit_code == 0
    assert out.exists()


def test_an_ending_that_says_no_format_is_refused(run: Run, export: Path, tmp_path: Path) -> None:
    result = run("convert", export, tmp_path / "log.docx")
    assert result.exit_code == 1
    assert "--to" in result.stderr


def test_a_forecast_has_an_interval_for_every_set(run: Run, export: Path) -> None:
    result = run("forecast", export, "--exercise", "Bench Press (Barbell)", "--load", "70kg", "--json")
    record = json.loads(result.stdout)
    assert [one["set"] for one in record["sets"]] == [1, 2, 3]
    for one in record["sets"]:
        assert one["low"] <= one["median"] <= one["high"]
        assert sum(one["pmf"]) == pytest.approx(1, abs=1e-3)
    assert datetime.fromisoformat(record["at"]) > datetime(2024, 1, 8)


def test_a_forecast_finds_an_exercise_by_any_apps_name(run: Run, export: Path) -> None:
    for name in ("Bench Press (Barbell)", "Barbell Bench Press", "barbell-bench-press"):
        assert run("forecast", export, "--exercise", name, "--load", "70 kg").exit_code == 0, name


def test_a_forecast_in_pounds_is_that_of_the_same_load_in_kilograms(run: Run, export: Path) -> None:
    answers = [
        json.loads(run("forecast", export, "--exercise", "Squat (Barbell)", "--load", load, "--json").stdout)["sets"]
        for load in ("100kg", "220.462262185lb")
    ]
    assert answers[0] == answers[1]


def test_an_exercise_that_the_log_lacks_is_named_with_what_it_has(run: Run, export: Path) -> None:
    result = run("forecast", export, "--exercise", "Leg Press", "--load", "100kg")
    assert result.exit_code == 1
    assert "Leg Press" in result.stderr


@pytest.mark.parametrize("load", ["80", "80 stone", "-5kg", "kg"])
def test_a_load_needs_a_number_and_a_unit(run: Run, export: Path, load: str) -> None:
    result = run("forecast", export, "--exercise", "Squat (Barbell)", f"--load={load}")
    assert result.exit_code == 2
    assert "80kg" in result.stderr


def test_a_forecast_cannot_be_made_for_the_past(run: Run, export: Path) -> None:
    result = run("forecast", export, "--exercise", "Squat (Barbell)", "--load", "80kg", "--at", "2020-01-01")
    assert result.exit_code == 1
    assert "before the last session" in result.stderr


def test_the_catalogue_is_listed_with_muscles(run: Run) -> None:
    result = run("exercises")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) >= 350


@pytest.mark.parametrize("name", ["Squat (Barbell)", "Kniebeuge (Langhantel)", "barbell-back-squat"])
def test_an_exercise_is_found_under_any_of_its_names(run: Run, name: str) -> None:
    record = json.loads(run("exercises", name, "--json").stdout)
    assert record["slug"] == "barbell-back-squat"
    assert record["muscles"]["quadriceps"] == 1


def test_a_name_that_means_no_exercise_gets_near_ones(run: Run) -> None:
    result = run("exercises", "bak skwot 9000")
    assert result.exit_code == 1
    assert "Did you mean" in result.stderr or "lists them all" in result.stderr


def test_a_bare_bar_without_load_is_refused_in_one_line(run: Run, export: Path) -> None:
    result = run("forecast", export, "--exercise", "Bench Press (Barbell)", "--load", "0kg")
    assert result.exit_code == 1
    assert "The load is 0 kg" in result.stderr


def test_a_missing_folder_is_named_and_not_the_file_within(run: Run, export: Path, tmp_path: Path) -> None:
    result = run("convert", export, tmp_path / "nowhere" / "log.json")
    assert result.exit_code == 1
    assert f"{tmp_path / 'nowhere'}: There is no such folder" in result.stderr


def test_a_wrong_ending_is_told_before_the_log_is_read(run: Run, tmp_path: Path) -> None:
    result = run("convert", tmp_path / "missing.csv", tmp_path / "log.docx")
    assert "does not say the format" in result.stderr


def test_a_pipe_is_not_called_missing(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    result = run("convert", pipe, tmp_path / "log.json")
    assert result.exit_code == 1
    assert "pipe" in result.stderr
    assert "no such file" not in result.stderr


def test_an_exercise_that_the_log_lacks_is_met_with_the_lifters_own_names(run: Run, export: Path) -> None:
    result = run("forecast", export, "--exercise", "Leg Press", "--load", "100kg")
    assert "'Bench Press (Barbell)'" in result.stderr
