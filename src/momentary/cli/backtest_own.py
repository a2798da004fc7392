"""The back-test of one lifter's own log, in plain words."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
import polars as pl
from numpy.typing import NDArray

from momentary.athlete import Prior
from momentary.catalogue import match_log
from momentary.cli.backtest_words import text_of
from momentary.cli.logs import Logs, progress_bar
from momentary.exchange.files import written_whole
from momentary.inference import catalogue_traits, observations
from momentary.inference.baselines import epley_last_session, same_as_last_time
from momentary.inference.scoring import QUANTILE_LEVELS, figures_of, point_quantiles
from momentary.inference.targets import failure_targets
from momentary.population import Lifter
from momentary.population.backtests import Backtest, backtest
from momentary.quantities import Log, Place

Floats = NDArray[np.float64]

LEAST_SETS = 5
"""Fewer sets say nothing about how well the model forecasts a lifter."""

LEAST_SETS_OF_AN_EXERCISE = 3
"""Fewer sets of an exercise say nothing about that exercise."""

_WORST_SETS = 3
_INTERVAL = (0.1, 0.9)
_DISCLAIMER = "This judges forecasts, not you. It is not medical advice."


def backtest_own(logs: Logs, *, out: Path | None, prior: Prior, as_json: bool) -> None:
    """Forecast the failures of a log from what came before each, and say how well that went."""
    if not logs.log.sessions:
        raise click.ClickException("The log holds no set: there is nothing to forecast. Name another export.")
    with progress_bar() as bar:
        bar.add_task("forecasting every failure from what came before it", total=None)
        tested = backtest(lifter_of(logs.log, name=_name(logs)), prior=prior)
    if out is not None:
        table = tested.table()
        with written_whole(out) as temporary:
            table.write_parquet(temporary)
        click.echo(f"{out}: {table.height:,} forecasts written", err=True)
    record = record_of(logs.log, tested)
    click.echo(json.dumps(record, indent=2, ensure_ascii=False) if as_json else text_of(record))


def _name(logs: Logs) -> str:
    """Return a name for the lifter of a log: the first file's, without its ending."""
    return Path(logs.readings[0].file).stem if logs.readings else "lifter"


def lifter_of(log: Log, *, name: str) -> Lifter:
    """Return a log as that of a lifter of a table.

    Names of exercises stay apart as typed: which names are one exercise shows only in how they are used later on, and
    a forecast may know nothing of that.
    """
    traits = {typed: replace(one, key=typed) for typed, one in catalogue_traits(match_log(log)).items()}
    records = observations(log, traits)
    keys = pl.DataFrame(
        [(place.session_index + 1, place.set_in_session) for place in log.places()],
        schema={"session": pl.Int64, "set_in_session": pl.Int64},
        orient="row",
    )
    return Lifter(name, records, failure_targets(log, records), keys)


def record_of(log: Log, tested: Backtest) -> dict[str, Any]:
    """Return what the back-test of a log found, as JSON."""
    held = tested.has_forecast
    records, rows = tested.lifter.records, tested.lifter.targets[held]
    quantiles, actual = tested.quantiles[held], tested.actual[held]
    rules = {"epley": epley_last_session(records, rows), "last_time": same_as_last_time(records, rows)}
    tables = {"model": quantiles} | {name: point_quantiles(one) for name, one in rules.items()}
    places = list(log.places())
    sets = [
        _set(places[row], quantiles[index], {name: float(one[index]) for name, one in rules.items()})
        for index, row in enumerate(rows.tolist())
    ]
    is_enough = len(rows) >= LEAST_SETS
    return {
        "format": "momentary-backtest/1",
        "of": "own log",
        "targets": len(held),
        "forecast": len(rows),
        "least_sets": LEAST_SETS,
        "figures": {name: _figures(table, actual) for name, table in tables.items()} if is_enough else None,
        "exercises": _exercises(sets) if is_enough else [],
        "worst_sets": sorted(sets, key=_miss, reverse=True)[:_WORST_SETS] if is_enough else [],
        "sets": sets,
        "disclaimer": _DISCLAIMER,
    }


def _figures(quantiles: Floats, actual: Floats) -> dict[str, Any] | None:
    """Return the figures on the sets that have a forecast; None where none has."""
    held = ~np.isnan(quantiles[:, 0])
    return asdict(figures_of(quantiles[held], actual[held])) if held.any() else None


def _set(place: Place, quantiles: Floats, rules: dict[str, float]) -> dict[str, Any]:
    """Return one set: what was forecast, by the model and by the rules, and what was done."""
    low, median, high = (
        round(float(quantiles[QUANTILE_LEVELS.index(level)])) for level in (_INTERVAL[0], 0.5, _INTERVAL[1])
    )
    segment = place.segment
    load = segment.load
    return {
        "at": place.session.start.wall.isoformat(),
        "exercise": segment.exercise,
        "set_index": place.set_index,
        "load": None if load is None else {"value": load.value, "unit": str(load.unit)},
        "low": low,
        "median": median,
        "high": high,
        "done": segment.repetitions,
        **{name: None if np.isnan(value) else round(value, 1) for name, value in rules.items()},
    }


def _miss(one: dict[str, Any]) -> int:
    return abs(int(one["median"]) - int(one["done"]))


def _exercises(sets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return how far off the forecasts of each exercise were, the worst first; those with few sets are left out."""
    gaps: dict[str, list[int]] = {}
    for one in sets:
        gaps.setdefault(one["exercise"], []).append(one["median"] - one["done"])
    found = [
        {
            "exercise": name,
            "sets": len(mine),
            "mae": round(float(np.abs(mine).mean()), 2),
            "bias": round(float(np.mean(mine)), 2),
        }
        for name, mine in gaps.items()
        if len(mine) >= LEAST_SETS_OF_AN_EXERCISE
    ]
    return sorted(found, key=lambda one: (-one["mae"], one["exercise"]))
