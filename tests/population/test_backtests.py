from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from momentary.athlete import Prior
from momentary.inference.baselines import epley_last_session
from momentary.inference.scoring import QUANTILE_LEVELS, figures_of, point_quantiles
from momentary.parameters import level_prior
from momentary.population import Lifter, LifterTable
from momentary.population.backtests import FORECAST_COLUMNS, backtest, backtest_in_folds, folds_of
from tests.population.tables import rows_of, write_table


@pytest.fixture
def lifters(tmp_path: Path) -> list[Lifter]:
    """Seven lifters: four have the 20 targets that figures of their own need."""
    counts = {"Fay": 9, "Ann": 8, "Bob": 3, "Cid": 10, "Dan": 1, "Eve": 12, "Gus": 4}
    return list(LifterTable(write_table(tmp_path / "logs.parquet", *counts.items())).lifters())


def test_forecasts_are_a_row_a_target_with_rising_quantiles(lifters: list[Lifter]) -> None:
    table = backtest(lifters[0], prior=level_prior()).table()
    assert table.columns == ["lifter", "session", "set_in_session", *FORECAST_COLUMNS]
    assert FORECAST_COLUMNS[0] == "q05"
    assert FORECAST_COLUMNS[-1] == "q95"
    targets = lifters[0].keys[lifters[0].targets.tolist()]
    assert table.select("session", "set_in_session").rows() == targets.rows()
    assert (np.diff(table.select(FORECAST_COLUMNS).to_numpy(), axis=1) >= 0.0).all()


def test_a_target_that_the_model_cannot_forecast_has_no_row_and_counts_as_eight(tmp_path: Path) -> None:
    rows = pl.DataFrame(rows_of("Zoe", sessions=4), schema_overrides={"rpe": pl.Float64})
    # A barbell lift that has once had a load tells nothing of a set whose load nobody noted.
    is_blank = (pl.col("session") == 4) & (pl.col("exercise") == "Squat (Barbell)")
    rows.with_columns(weight_kg=pl.when(is_blank).then(None).otherwise("weight_kg")).write_parquet(
        tmp_path / "a.parquet"
    )
    tested = backtest(LifterTable(tmp_path / "a.parquet").lifter("Zoe"), prior=level_prior())
    assert tested.has_forecast.tolist().count(False) == 1
    assert tested.table().height == len(tested.actual) - 1
    assert tested.figures["model"].missing == 1
    filled = np.where(np.isnan(tested.quantiles), 8.0, tested.quantiles)
    assert tested.figures["model"].crps == pytest.approx(figures_of(filled, tested.actual).crps)


def test_the_simple_rules_are_judged_on_the_same_targets(lifters: list[Lifter]) -> None:
    tested = backtest(lifters[0], prior=level_prior())
    epley = point_quantiles(epley_last_session(lifters[0].records, lifters[0].targets))
    assert tested.figures["epley"] == figures_of(epley, tested.actual)
    assert {one.targets for one in tested.figures.values()} == {len(lifters[0].targets)}


def test_a_lifter_without_targets_has_no_forecasts(lifters: list[Lifter]) -> None:
    (dan,) = (one for one in lifters if one.name == "Dan")
    tested = backtest(dan, prior=level_prior())
    assert tested.quantiles.shape == (0, len(QUANTILE_LEVELS))
    assert tested.table().height == 0


def test_folds_deal_out_the_scored_lifters_first_and_then_the_others(lifters: list[Lifter]) -> None:
    assert folds_of(lifters, folds=2) == (("Ann", "Eve", "Bob", "Gus"), ("Cid", "Fay", "Dan"))


@pytest.mark.parametrize("folds", [2, 3, 6])
def test_no_lifter_is_forecast_by_what_was_learnt_from_them(lifters: list[Lifter], folds: int) -> None:
    taught: list[set[str]] = []

    def learn(others: Sequence[Lifter]) -> Prior:
        taught.append({one.name for one in others})
        return level_prior()

    everyone = {one.name for one in lifters}
    tested = []
    for one in backtest_in_folds(lifters, folds=folds, learn=learn):
        assert one.lifter.name not in taught[-1]
        tested.append(one.lifter.name)
    assert sorted(tested) == sorted(everyone)
    for fold, others in zip(folds_of(lifters, folds=folds), taught, strict=True):
        assert others == everyone - set(fold)


@pytest.mark.parametrize("folds", [1, 7])
def test_a_number_of_folds_that_cannot_be_is_refused(lifters: list[Lifter], folds: int) -> None:
    with pytest.raises(ValueError, match="there can be 2 to 6"):
        folds_of(lifters, folds=folds)
