"""A log walked through once more, in time, over all exercises: what the lifter's recent sets said before each set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import YARDSTICK, Cues, Observed, repetitions_to_failure
from momentary.inference.forecasting import shares_of
from momentary.inference.recollection import MOST_BEFORE, Done, Recollection
from momentary.inference.records import LogRow, SetRecords, calls_and_failures
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

TOLD = (Observed.FAILURE, Observed.REPORT, Observed.STOPPED)
"""Rows that are remembered: working sets that say how they ended."""


@dataclass(frozen=True, slots=True, eq=False)
class ModelSteps:
    """What the level model forecast just before each row of a log, its nodes merged; NaN where it had no forecast.

    Args:
        mean: Repetitions to failure at the chosen load (row,) [rep].
        sd: Uncertainty of that mean, the error of a set aside (row,) [rep].
        log_moved: Logarithm of the moved load (row,).
    """

    mean: Floats
    sd: Floats
    log_moved: Floats


def model_steps(records: SetRecords, tracks: tuple[Track, ...]) -> ModelSteps:
    """Return the model's forecasts of all rows from its tracks."""
    mean, sd, log_moved = np.full((3, len(records)), np.nan)
    for track in tracks:
        rows = track.rows
        mean[rows], sd[rows], log_moved[rows] = over_nodes(
            log_shares_before(track, np.arange(len(rows)), load_is_chosen=True), track.curve[track.owner],
            mean=track.forecast_mean, var=track.forecast_var, log_moved=track.log_moved,
        )  # fmt: skip
    return ModelSteps(mean, sd, log_moved)


def over_nodes(
    log_shares: Floats, curve: Floats, *, mean: Floats, var: Floats, log_moved: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return mean and SD of the repetitions to failure, and the log-load, over the nodes.

    Args:
        log_shares: Log-probability of each node, up to a constant (row, node).
        curve: c [1/rep].
        mean: Forecast of the log-capacity.
        var: Its variance.
        log_moved: Logarithm of the moved load.
    """
    shares = shares_of(log_shares)
    expected = repetitions_to_failure(log_moved, mean, curve=curve)
    middle = (shares * expected).sum(axis=1)
    spread = var / curve**2 + (expected - middle[:, None]) ** 2
    return middle, np.sqrt((shares * spread).sum(axis=1)), (shares * log_moved).sum(axis=1)


def log_shares_before(track: Track, at: Integers, *, load_is_chosen: bool) -> Floats:
    """Return the log-probability of each node just before some rows of a track, up to a constant (row, node)."""
    total = np.cumsum(track.log_evidence, axis=0)
    first = np.searchsorted(track.owner, track.owner[at])
    before = total[at] - track.log_evidence[at] - (total[first] - track.log_evidence[first])
    before = before + track.earlier[track.owner[at]]
    if load_is_chosen:
        before = before + track.log_choice[at]
    return np.asarray(before + track.nodes.log_prior)


def recall(records: SetRecords, steps: ModelSteps, wanted: Integers) -> tuple[Cues, Recollection]:
    """Return the cues before each of some rows, each from earlier rows alone, and what is remembered at the end.

    Args:
        records: The log as arrays.
        steps: The model's forecasts of its rows.
        wanted: Rows that the model has a forecast for, ascending.
    """
    memory = Recollection()
    table = np.full((len(wanted), _WIDTH), np.nan)
    place = dict(zip(wanted.tolist(), range(len(wanted)), strict=True))
    is_told = np.isin(records.observed, TOLD) & ~np.isnan(steps.mean)
    rows = np.union1d(np.flatnonzero(is_told), wanted)
    walk = zip(rows.tolist(), is_told[rows].tolist(), _done(records, steps, rows), strict=True)
    for row, remembered, (exercise, done, forecast) in walk:
        position = place.get(row)
        if position is not None:
            table[position] = cells_before(memory, exercise, done)
        if remembered:
            memory.take(exercise, done, forecast=forecast)
    return cues_of(steps.mean[wanted], steps.sd[wanted], table), memory


def cues_of(mean: Floats, sd: Floats, table: Floats) -> Cues:
    """Return cues from rows of cells as `recall` and `cells_before` make them."""
    return Cues(mean, sd, table[:, 0:3], table[:, 3], table[:, 4:8], table[:, 8:12], table[:, 12:16])


_WIDTH = 16


def cells_before(memory: Recollection, exercise: int, done: Done) -> list[float]:
    """Return the cues of a set to come in one row of cells: misses, usual miss, values, distances, ages."""
    value, distance, age, misses, usual = memory.cues(exercise, done)
    return [*misses, usual, *value, *distance, *age]


def done_set(row: LogRow, log_moved: float) -> Done:
    """Return a single set as it is remembered."""
    is_failure = row.observed == Observed.FAILURE or (row.observed == Observed.REPORT and row.reserve <= YARDSTICK)
    return Done(
        row.session, row.day, round(100.0 * row.added_kg) / 100.0, log_moved, min(row.sets_before, MOST_BEFORE),
        float(row.repetitions), is_failure,
    )  # fmt: skip


def _done(records: SetRecords, steps: ModelSteps, rows: Integers) -> Iterator[tuple[int, Done, float]]:
    """Return the exercise of each row, the set that was done, and the model's forecast of it."""
    _, failed = calls_and_failures(records)
    columns = (
        records.session[rows], records.day[rows], np.round(records.added_kg[rows], 2), steps.log_moved[rows],
        np.minimum(records.sets_before[rows], MOST_BEFORE), records.repetitions[rows].astype(np.float64), failed[rows],
    )  # fmt: skip
    done = map(Done, *(column.tolist() for column in columns))
    return zip(records.exercise[rows].tolist(), done, steps.mean[rows].tolist(), strict=True)
