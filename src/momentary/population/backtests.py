"""Forecasts put to the test: what was forecast, what was done, and what simple rules would have said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from momentary.athlete import Prior
from momentary.inference import forecast_steps
from momentary.inference.baselines import epley_last_session, same_as_last_time
from momentary.inference.scoring import QUANTILE_LEVELS, Figures, figures_of, point_quantiles
from momentary.inference.targets import LEAST_TARGETS
from momentary.population.lifters import Lifter

Floats = NDArray[np.float64]
Learn = Callable[[Sequence[Lifter]], Prior]

LEAST_TAUGHT = 2
"""Lifters with targets that a population is learnt from, at least."""

FORECAST_COLUMNS = tuple(f"q{round(100 * level):02d}" for level in QUANTILE_LEVELS)
"""Columns of a table of forecasts: the quantiles at 5 %, 10 %, ... 95 %."""


@dataclass(frozen=True, eq=False)
class Backtest:
    """The forecasts of one lifter's targets, each made from what was logged before the set and the load on the bar.

    Args:
        lifter: The lifter.
        quantiles: Forecasts at QUANTILE_LEVELS (target, level); NaN where the model has none [rep].
    """

    lifter: Lifter
    quantiles: Floats

    @property
    def actual(self) -> Floats:
        """What was done (target,) [rep]."""
        return self.lifter.records.repetitions[self.lifter.targets].astype(np.float64)

    @property
    def has_forecast(self) -> NDArray[np.bool_]:
        """Which targets the model has a forecast for."""
        return np.asarray(~np.isnan(self.quantiles[:, 0]))

    @property
    def is_scored(self) -> bool:
        """Whether the lifter has enough targets for figures of their own."""
        return len(self.lifter.targets) >= LEAST_TARGETS

    @cached_property
    def figures(self) -> Mapping[str, Figures]:
        """Figures of the model and of the simple rules on the same targets, by `model`, `epley` and `last_time`."""
        records, targets = self.lifter.records, self.lifter.targets
        points = {"epley": epley_last_session(records, targets), "last_time": same_as_last_time(records, targets)}
        tables = {"model": self.quantiles} | {name: point_quantiles(one) for name, one in points.items()}
        return {name: figures_of(table, self.actual) for name, table in tables.items()}

    def table(self) -> pl.DataFrame:
        """Return the forecasts as a table: lifter, session, set_in_session and the quantiles, a row a forecast."""
        held = self.has_forecast
        keys: pl.DataFrame = self.lifter.keys[self.lifter.targets[held].tolist()]
        columns = dict(zip(FORECAST_COLUMNS, self.quantiles[held].T, strict=True))
        return keys.select(pl.lit(self.lifter.name).alias("lifter"), pl.all()).with_columns(**columns)


def backtest(lifter: Lifter, *, prior: Prior) -> Backtest:
    """Return the forecasts of a lifter's targets under a prior."""
    quantiles = np.full((len(lifter.targets), len(QUANTILE_LEVELS)), np.nan)
    if len(lifter.targets):
        steps = forecast_steps(lifter.records, lifter.targets, prior=prior)
        quantiles[np.searchsorted(lifter.targets, steps.rows)] = steps.quantiles(QUANTILE_LEVELS)
    return Backtest(lifter, quantiles)


def write_forecasts(tables: Sequence[pl.DataFrame], file: Path) -> int:
    """Write tables of forecasts below each other as Parquet, and return the number of forecasts."""
    together = pl.concat(tables)
    together.write_parquet(file)
    return together.height


def folds_of(lifters: Sequence[Lifter], *, folds: int) -> tuple[tuple[str, ...], ...]:
    """Return the names of the lifters in each fold.

    Lifters are put in order of their names, those with enough targets to be scored first; fold k is every n-th of them,
    from the k-th on. So every fold has as many scored lifters as any other, give or take one.

    Args:
        lifters: The lifters.
        folds: How many folds.

    Raises:
        ValueError: There are fewer than two folds, or more folds than lifters with targets.
    """
    ordered = sorted(lifters, key=lambda one: (len(one.targets) < LEAST_TARGETS, one.name))
    most = sum(len(one.targets) > 0 for one in lifters)
    if not 2 <= folds <= most:
        raise ValueError(f"{folds} folds are asked for: with {most} lifters to forecast there can be 2 to {most}.")
    parts = [ordered[k::folds] for k in range(folds)]
    least = most - max(sum(len(one.targets) > 0 for one in part) for part in parts)
    if least < LEAST_TAUGHT:
        raise ValueError(
            f"With {folds} folds only {least} of the {most} lifters with a set to forecast would be left to learn from:"
            f" {LEAST_TAUGHT} are needed. Ask for more folds, or give the logs of more lifters."
        )
    return tuple(tuple(one.name for one in part) for part in parts)


def backtest_in_folds(lifters: Sequence[Lifter], *, folds: int, learn: Learn) -> Iterator[Backtest]:
    """Yield the backtest of every lifter, under a prior that was learnt from the lifters of the other folds.

    Args:
        lifters: The lifters.
        folds: How many folds.
        learn: Learns a prior from lifters.

    Raises:
        ValueError: The number of folds does not fit.
    """
    by_name = {one.name: one for one in lifters}
    for fold in folds_of(lifters, folds=folds):
        held_out = set(fold)
        prior = learn([one for one in lifters if one.name not in held_out])
        for name in fold:
            yield backtest(by_name[name], prior=prior)
