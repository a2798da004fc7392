"""`momentary population learn` on invented lifters."""

from __future__ import annotations

from pathlib import Path

from momentary.parameters import level_prior, population_from_toml
from tests.cli.conftest import Run
from tests.population.tables import write_table


def test_what_is_learnt_serves_the_backtest(run: Run, tmp_path: Path) -> None:
    table = write_table(tmp_path / "logs.parquet", ("Ann", 6), ("Bob", 6))
    out = tmp_path / "prior.toml"
    result = run("population", "learn", table, "--out", out)
    assert result.exit_code == 0, result.stderr
    assert "learnt from 2 lifters" in result.stderr
    population = population_from_toml(out.read_text(encoding="utf-8"), name="prior.toml")
    assert population.fitted_on.lifters == 2
    assert population.prior != level_prior()
    with_it, without = (run("backtest", table, "--json", *more) for more in (("--prior", out), ()))
    assert with_it.exit_code == without.exit_code == 0
    assert with_it.stdout != without.stdout


def test_too_few_lifters_are_refused_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    table = write_table(tmp_path / "logs.parquet", ("Ann", 6))
    result = run("population", "learn", table, "--out", tmp_path / "prior.toml")
    assert result.exit_code == 1
    assert "two or more are needed" in result.stderr
    assert not (tmp_path / "prior.toml").exists()


def test_a_folder_that_is_not_there_is_named_before_the_work_begins(run: Run, tmp_path: Path) -> None:
    table = write_table(tmp_path / "logs.parquet", ("Ann", 6), ("Bob", 6))
    result = run("population", "learn", table, "--out", tmp_path / "nowhere" / "prior.toml")
    assert result.exit_code == 1
    assert "There is no such folder" in result.stderr


def test_a_file_that_is_no_population_is_refused_with_its_name(run: Run, tmp_path: Path) -> None:
    table = write_table(tmp_path / "logs.parquet", ("Ann", 6))
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("a = 1", encoding="utf-8")
    result = run("backtest", table, "--prior", wrong)
    assert result.exit_code == 1
    assert "wrong.toml: The figures are for the model None" in result.stderr
