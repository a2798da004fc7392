from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl
import pytest

from momentary.cli.backtest_words import text_of
from momentary.exchange import read
from momentary.inference.scoring import QUANTILE_LEVELS
from momentary.parameters import level_prior
from momentary.population import LifterTable
from momentary.population.backtests import FORECAST_COLUMNS, backtest
from tests.cli.conftest import Run
from tests.population.tables import write_table


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three lifters: two have enough sets for figures of their own."""
    return write_table(tmp_path / "logs.parquet", ("Ann", 8), ("Bob", 3), ("Cid", 9))


def test_a_table_of_lifters_gets_figures_a_lifter_and_their_mean_beside_simple_rules(run: Run, table: Path) -> None:
    result = run("backtest", table)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines[:6]] == ["lifter", "Ann", "Cid", "mean", "Epley", "last"]
    assert "51 sets to failure of 3 lifters" in result.stdout
    assert all(len(line) <= 80 for line in lines)


def test_the_json_of_a_table_holds_the_figures_of_every_lifter(run: Run, table: Path) -> None:
    record = json.loads(run("backtest", table, "--json").stdout)
    assert (record["format"], record["of"]) == ("momentary-backtest/1", "lifters")
    assert {name: one["is_scored"] for name, one in record["lifters"].items()} == {
        "Ann": True,
        "Bob": False,
        "Cid": True,
    }
    for rule in ("model", "epley", "last_time"):
        mine = [record["lifters"][name][rule]["crps"] for name in ("Ann", "Cid")]
        assert record["mean"][rule]["crps"] == pytest.approx(sum(mine) / 2)


def test_the_forecasts_are_written_a_row_a_target(run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "forecasts.parquet"
    result = run("backtest", table, "--out", out)
    assert result.exit_code == 0, result.stderr
    written = pl.read_parquet(out)
    expected = pl.concat(backtest(one, prior=level_prior()).table() for one in LifterTable(table).lifters())
    assert written.equals(expected)
    assert "51 forecasts written" in result.stderr


def test_nothing_is_forecast_for_a_folder_that_is_not_there(run: Run, table: Path, tmp_path: Path) -> None:
    result = run("backtest", table, "--out", tmp_path / "nowhere" / "forecasts.parquet")
    assert result.exit_code == 1
    assert f"{tmp_path / 'nowhere'}: There is no such folder" in result.stderr


def test_one_lifter_of_a_table_is_told_in_words(run: Run, table: Path) -> None:
    result = run("backtest", table, "--lifter", "Ann")
    assert result.exit_code == 0, result.stderr
    assert "Your log has 21 sets to failure" in result.stdout


def test_an_own_log_is_told_in_words_of_eighty_columns(run: Run, export: Path) -> None:
    result = run("backtest", export)
    assert result.exit_code == 0, result.stderr
    for words in ("the model", "Epley's formula", '"same as last time"', "60 days", "furthest off", "most wrong"):
        assert words in result.stdout.replace("\n", " "), words
    assert "not medical advice" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    assert len(re.findall(r"20\d\d, .*: forecast \d+( to \d+)?", result.stdout.replace("\n    ", " "))) == 3


def test_the_json_of_an_own_log_holds_every_set(run: Run, export: Path) -> None:
    record = json.loads(run("backtest", export, "--json").stdout)
    assert record["of"] == "own log"
    assert len(record["sets"]) == record["forecast"] == record["figures"]["model"]["targets"]
    misses = [abs(one["median"] - one["done"]) for one in record["sets"]]
    assert record["figures"]["model"]["mae"] == pytest.approx(sum(misses) / len(misses))
    worst = [abs(one["median"] - one["done"]) for one in record["worst_sets"]]
    assert worst == sorted(misses, reverse=True)[:3]
    assert all(one["low"] <= one["median"] <= one["high"] for one in record["sets"])
    assert sum(one["sets"] for one in record["exercises"]) == record["forecast"]


def test_an_own_log_can_be_written_for_the_judge_too(run: Run, export: Path, tmp_path: Path) -> None:
    out = tmp_path / "forecasts.parquet"
    run("backtest", export, "--out", out)
    written = pl.read_parquet(out)
    assert written.columns == ["lifter", "session", "set_in_session", *FORECAST_COLUMNS]
    done = {(place.session_index + 1, place.set_in_session): place.segment for place in read(export).log.places()}
    efforts = [done[key].effort for key in written.select("session", "set_in_session").iter_rows()]
    assert all(effort is None or effort.rpe >= 9.5 for effort in efforts)
    assert len(QUANTILE_LEVELS) == 19


def test_of_too_few_failures_nothing_is_said_but_what_to_log(run: Run, export: Path) -> None:
    lines = export.read_text(encoding="utf-8").splitlines()
    export.write_text("\n".join(lines[:25]) + "\n", encoding="utf-8")
    result = run("backtest", export)
    assert result.exit_code == 0, result.stderr
    said = result.stdout.replace("\n", " ")
    assert "Nothing can be said yet" in said
    assert "mark a set that you took to failure as failure" in said
    record = json.loads(run("backtest", export, "--json").stdout)
    assert record["figures"] is None
    assert record["worst_sets"] == []


def record_of(model: float, epley: float | None, last: float, *, on_same: float | None = None) -> dict[str, object]:
    same = model if on_same is None else on_same
    figures = {
        name: None
        if mae is None
        else {
            "mae": mae,
            "model_mae": same,
            "within1": 0.5,
            "targets": 30,
            "cover80": 0.8,
            "width80": 4.0,
            "bias": 0.9,
        }
        for name, mae in (("model", model), ("epley", epley), ("last_time", last))
    }
    wild = {
        "exercise": "Squat\x1b[31m" + "x" * 90,
        "load": None,
        "at": "2024-02-03T10:00:00",
        "low": 5,
        "high": 5,
        "done": 9,
    }
    return {
        "targets": 31, "forecast": 30, "least_sets": 5, "figures": figures, "disclaimer": "Not medical advice.",
        "exercises": [{"exercise": "Squat", "sets": 1, "mae": 2.0, "bias": -2.0}], "worst_sets": [wild],
    }  # fmt: skip


def test_the_words_own_up_where_a_simple_rule_was_closer() -> None:
    assert "closer than Epley's formula, further off than" in text_of(record_of(2.0, 3.0, 1.0)).replace("\n", " ")
    assert "as close as Epley's formula" in text_of(record_of(2.0, 2.01, 2.5)).replace("\n", " ")
    assert "no forecast" in text_of(record_of(2.0, None, 2.5))


def test_a_rule_and_the_model_are_compared_on_the_sets_that_the_rule_could_forecast() -> None:
    assert "closer than Epley's formula" in text_of(record_of(2.0, 1.0, 3.0, on_same=0.5)).replace("\n", " ")


def test_what_a_file_calls_an_exercise_does_not_steer_the_terminal() -> None:
    said = text_of(record_of(2.0, 3.0, 1.0))
    assert "\x1b" not in said
    assert max(len(line) for line in said.splitlines()) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--folds", "2", "--prior", "prior.toml"), "choose one"),
        (("--folds", "1"), "--folds"),
        (("--folds", "9"), "there can be 2 to 3"),
    ],
)
def test_options_that_contradict_each_other_or_the_table_are_refused(
    run: Run, table: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run("backtest", table, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_in_folds_every_lifter_is_forecast_and_the_prior_is_not_the_shipped_one(run: Run, table: Path) -> None:
    shipped = json.loads(run("backtest", table, "--json").stdout)
    result = run("backtest", table, "--folds", "3", "--json")
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    assert record["folds"] == 3
    assert set(record["lifters"]) == set(shipped["lifters"])
    assert record["mean"]["epley"] == shipped["mean"]["epley"]
    assert record["mean"]["model"] != shipped["mean"]["model"]


def test_folds_are_for_tables_of_lifters(run: Run, export: Path, table: Path) -> None:
    assert run("backtest", export, "--folds", "2").exit_code == 2
    assert "one table of lifters at a time" in run("backtest", table, table).stderr


@pytest.mark.parametrize("option", [("--unit", "lb"), ("--day-first",), ("--column", "load=x"), ("--format", "strong")])
def test_a_table_of_lifters_is_not_read_as_an_export(run: Run, table: Path, option: tuple[str, ...]) -> None:
    result = run("backtest", table, *option)
    assert result.exit_code == 2
    assert f"{option[0]} " in result.stderr


def test_a_table_without_a_target_says_what_one_is(run: Run, tmp_path: Path) -> None:
    result = run("backtest", write_table(tmp_path / "logs.parquet", ("Ann", 1)))
    assert result.exit_code == 1
    assert "marked as failure" in result.stderr


def test_what_is_wrong_with_a_table_is_told_in_one_line(run: Run, table: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    pl.read_parquet(table).drop("reps").write_parquet(broken)
    result = run("backtest", broken)
    assert result.exit_code == 1
    assert 'no column "reps"' in result.stderr


def test_a_prior_that_is_no_prior_is_named(run: Run, table: Path, tmp_path: Path) -> None:
    prior = tmp_path / "prior.toml"
    prior.write_text("= 3", encoding="utf-8")
    assert str(prior) in run("backtest", table, "--prior", prior).stderr
    prior.write_bytes(b"\xff\xfe\x00")
    result = run("backtest", table, "--prior", prior)
    assert result.exit_code == 1
    assert str(prior) in result.stderr
    assert run("backtest", table, "--prior", tmp_path / "none.toml").exit_code == 1


def test_an_export_without_sets_has_nothing_to_forecast(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "strong.csv"
    file.write_text(
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds\n"
        "2024-01-08 18:30:00,A,Squat (Barbell),1,0,0,0,0\n",
        encoding="utf-8",
    )
    result = run("backtest", file)
    assert result.exit_code == 1
    assert "no set" in result.stderr
