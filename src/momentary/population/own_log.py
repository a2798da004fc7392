"""One lifter's own log put to the test: what was forecast of each failure, and where that was wrong."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from momentary.catalogue import match_log
from momentary.inference import catalogue_traits, observations
from momentary.inference.baselines import epley_last_session, same_as_last_time
from momentary.inference.scoring import QUANTILE_LEVELS, figures_of, point_quantiles
from momentary.inference.targets import failure_targets
from momentary.language import mark
from momentary.population.backtests import Backtest
from momentary.population.lifters import Lifter
from momentary.quantities import Log, Place

Floats = NDArray[np.float64]

LEAST_SETS = 5
"""Fewer sets say nothing about how well the model forecasts a lifter."""

LEAST_SETS_OF_AN_EXERCISE = 3
"""Fewer sets of an exercise say nothing about that exercise."""

_WORST_SETS = 3
_SHOWN_LEVELS = (0.1, 0.5, 0.9)
_DISCLAIMER = mark("This judges forecasts, not you. It is not medical advice.")


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
    """Return what the back-test of a log found, ready for JSON.

    Figures and worst sets are told from LEAST_SETS sets on. A rule is judged on the sets for which it has a forecast.

    Args:
        log: The log.
        tested: The back-test of `lifter_of` that log.
    """
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
        "figures": {name: _figures(table, quantiles, actual) for name, table in tables.items()} if is_enough else None,
        "exercises": _exercises(sets) if is_enough else [],
        "worst_sets": sorted(sets, key=_miss, reverse=True)[:_WORST_SETS] if is_enough else [],
        "sets": sets,
        "disclaimer": _DISCLAIMER,
    }


def _figures(quantiles: Floats, model: Floats, actual: Floats) -> dict[str, Any] | None:
    """Return the figures on the sets that have a forecast, and the model's MAE on the same; None where none has."""
    held = ~np.isnan(quantiles[:, 0])
    if not held.any():
        return None
    same = figures_of(model[held], actual[held])
    return {**asdict(figures_of(quantiles[held], actual[held])), "model_mae": same.mae}


def _set(place: Place, quantiles: Floats, rules: dict[str, float]) -> dict[str, Any]:
    """Return one set: what was forecast, by the model and by the rules, and what was done."""
    low, median, high = (round(float(quantiles[QUANTILE_LEVELS.index(level)])) for level in _SHOWN_LEVELS)
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
