"""The development lifters, and the figures of their forecasts: what the benchmarks share.

What a target is says `momentary.inference.targets`, by the rules of `../shared/benchmark/score.py`. Figures are means
over the lifters with at least 20 targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import polars as pl

from momentary.athlete import Prior
from momentary.inference import forecast_steps
from momentary.inference.scoring import QUANTILE_LEVELS, figures_of, mean_log_probability
from momentary.inference.targets import LEAST_TARGETS
from momentary.population import Lifter, LifterTable
from momentary.population.backtests import backtest

DATA = Path(__file__).resolve().parent.parent.parent / "shared"
FIGURES = ("crps", "mae", "bias", "within1", "cover50", "cover80", "cover90", "width80", "log_score")


def lifters(*, scored_only: bool = True) -> Iterator[Lifter]:
    """Yield the lifters, by default only those with enough targets to be scored."""
    for lifter in LifterTable(DATA / "data" / "lifters.parquet").lifters():
        if len(lifter.targets) >= LEAST_TARGETS or not scored_only:
            yield lifter


def figures(lifter: Lifter, *, prior: Prior, load_is_chosen: bool = True) -> dict[str, float]:
    """Return the figures of the one-step forecasts of a lifter's targets."""
    forecasts = forecast_steps(lifter.records, lifter.targets, prior=prior, load_is_chosen=load_is_chosen)
    table = np.full((len(lifter.targets), len(QUANTILE_LEVELS)), np.nan)
    table[np.searchsorted(lifter.targets, forecasts.rows)] = forecasts.quantiles(QUANTILE_LEVELS)
    done = lifter.records.repetitions
    found = asdict(figures_of(table, done[lifter.targets].astype(np.float64)))
    return found | {"log_score": mean_log_probability(forecasts.pmf, done[forecasts.rows])}


def forecast_table(lifter: Lifter, *, prior: Prior) -> pl.DataFrame:
    """Return the quantiles of a lifter's targets in the format of the judge."""
    return backtest(lifter, prior=prior).table()


def mean_figures(each: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return the means over lifters."""
    return {name: float(np.mean([one[name] for one in each.values()])) for name in FIGURES}
