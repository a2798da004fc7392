"""A log walked through in time once more, over all exercises: what each set added to fatigue, and what fatigue cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, isnan

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    MUSCLES,
    YARDSTICK,
    CueWeights,
    FatiguePrior,
    Involvement,
    Observed,
    Prior,
    Weighed,
    Work,
    effort_dose,
    neural_dose,
    weigh_cues,
)
from momentary.inference.fatigue import FatigueMemory, Opening, shift_of
from momentary.inference.recalling import TOLD, ModelSteps, recall
from momentary.inference.recollection import Recollection, possible_repetitions
from momentary.inference.records import RULE_OF_THUMB, ExerciseTraits, LogRow, SetRecords, calls_and_failures

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_UNTOLD_LEFT = 1.0
_UNTOLD_SHARE = 0.6
_PRIMARY = 0.99
# In spreads of an odd set: one set of thousands of repetitions would outweigh all others.
_SLIP = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Tiredness:
    """What the first sets of a log's exercises felt of fatigue; one row an opening set, in the log's order.

    Args:
        rows: Rows of the records that open an exercise in a session.
        beyond: What each channel did to it beyond the usual, with its sign (opening, channel).
        gains: Gains of the channels as they were believed before it (opening, channel).
        shift: By how much fatigue, as far as it was known by then, moves the forecast (opening,) [rep].
        felt: What each channel did beyond what the exercise's level holds, with its sign (opening, channel).
        miss: Innovation of the log-capacity that it showed; NaN where it taught nothing (opening,).
        sd: Spread of that (opening,).
        mean: Its forecast by model and cues, fatigue as usual (opening,) [rep].
        mean_sd: The spread of that (opening,) [rep].
        possible: Repetitions that were possible, at least or exactly (opening,) [rep].
        is_known: Whether exactly, and not by a called reserve (opening,).
    """

    rows: Integers
    beyond: Floats
    gains: Floats
    shift: Floats
    felt: Floats
    miss: Floats
    sd: Floats
    mean: Floats
    mean_sd: Floats
    possible: Floats
    is_known: NDArray[np.bool_]

    def is_slip(self, weights: CueWeights) -> NDArray[np.bool_]:
        """Return which sets are so far off their forecasts that a slip of the finger is likelier (opening,)."""
        return np.abs(self.possible - self.mean) > _SLIP * weights.odd_factor * self.mean_sd


@lru_cache(maxsize=4096)
def involvement_of(traits: ExerciseTraits) -> Involvement:
    """Return the muscles of an exercise."""
    return Involvement.of(dict(traits.shares))


def work_of(row: LogRow, forecast: float) -> Work | None:
    """Return a row as fatigue sees it; None where nothing was done.

    Args:
        row: The row.
        forecast: Repetitions to failure that the model expected; NaN where it had no forecast [rep].
    """
    if row.repetitions <= 0:
        return None
    done = float(row.repetitions)
    if row.is_failure or row.observed == Observed.FAILURE:
        possible = done
    elif row.observed == Observed.REPORT:
        possible = done + max(row.reserve, 0.0)
    elif isnan(forecast):
        possible = done + _UNTOLD_LEFT
    else:
        possible = possible_repetitions(done, forecast)
    # By the forecast, not by what was done: a good day must not make the load look light, nor a drop look heavy.
    load_share = _UNTOLD_SHARE if isnan(forecast) else exp(-RULE_OF_THUMB * max(forecast - 1.0, 0.0))
    return Work(row.time, row.session, done, possible - done, load_share, row.lowering)


def opening_of(row: LogRow, log_moved: float) -> Opening:
    """Return how the first set of an exercise in a session went."""
    is_call = row.observed == Observed.REPORT
    possible = float(row.repetitions) + (row.reserve if is_call else 0.0)
    is_known = is_call or row.observed == Observed.FAILURE
    return Opening(log_moved, possible, is_known, is_call and row.reserve > YARDSTICK)


def opening_rows(records: SetRecords, steps: ModelSteps) -> Integers:
    """Return the rows that open an exercise in a session: the first that tells how it ended."""
    told = np.flatnonzero(np.isin(records.observed, TOLD) & ~np.isnan(steps.mean))
    key = records.exercise[told] * (records.session.max(initial=0) + 1) + records.session[told]
    _, first = np.unique(key, return_index=True)
    return np.sort(told[first])


def recall_and_tire(
    records: SetRecords, steps: ModelSteps, *, prior: Prior
) -> tuple[Recollection, FatigueMemory, Tiredness]:
    """Return what is remembered of a log at its end, what was done lately and fatigue, and what first sets felt."""
    rows = opening_rows(records, steps)
    cues, memory = recall(records, steps, rows)
    weighed = weigh_cues(cues, weights=prior.cues)
    tired, fatigue = tire(records, steps, rows, weighed, prior=prior)
    return memory, fatigue, tired


def tire(
    records: SetRecords, steps: ModelSteps, rows: Integers, weighed: Weighed, *, prior: Prior
) -> tuple[Tiredness, FatigueMemory]:
    """Walk through a log and return what its first sets felt, and the fatigue at its end.

    Args:
        records: The log as arrays.
        steps: The level model's forecasts of its rows.
        rows: The rows that open an exercise in a session (`opening_rows`).
        weighed: The forecasts of these rows by the model and the cues.
        prior: The population's figures.
    """
    memory = FatigueMemory.rested(prior)
    place = dict(zip(rows.tolist(), range(len(rows)), strict=True))
    beyond, gains, felt = np.zeros((3, len(rows), len(memory.channels)))
    shift, possible = np.zeros((2, len(rows)))
    miss, sd = np.full((2, len(rows)), np.nan)
    is_known = np.zeros(len(rows), dtype=np.bool_)
    involved = [involvement_of(one) for one in records.traits]
    walk = zip(rows_of(records), steps.mean.tolist(), steps.log_moved.tolist(), strict=True)
    for number, (row, forecast, log_moved) in enumerate(walk):
        position = place.get(number)
        opening = None if position is None else opening_of(row, log_moved)
        believed = memory.evidence.mean
        told = memory.take(row.exercise, involved[row.exercise], work_of(row, forecast), opening)
        if position is None or opening is None:
            continue
        possible[position], is_known[position] = opening.possible, opening.is_known and not opening.is_called
        if told is not None:
            beyond[position], felt[position], miss[position], sd[position] = told[:4]
            gains[position] = believed
            shift[position] = shift_of(told.beyond, believed, channels=memory.channels)
    tired = Tiredness(
        rows, beyond, gains, shift, felt, miss, sd, weighed.mean, weighed.sd, possible, is_known
    )  # fmt: skip
    return tired, memory


@dataclass(frozen=True, slots=True, eq=False)
class SessionDoses:
    """What the sessions of a log put into each muscle.

    Args:
        day: Start of each session [days since 1970] (session,).
        dose: Its doses (session, muscle).
        failures: Sets to failure of which each muscle was a primary one (session, muscle).
        neural: Its neural doses (session,).
    """

    day: Floats
    dose: Floats
    failures: Integers
    neural: Floats


def session_doses(records: SetRecords, steps: ModelSteps, *, prior: FatiguePrior) -> SessionDoses:
    """Return what the sessions of a log put into each muscle."""
    count = int(records.session.max(initial=-1)) + 1
    dose, failures = np.zeros((count, len(MUSCLES))), np.zeros((count, len(MUSCLES)), dtype=np.int64)
    day, neural = np.full(count, np.nan), np.zeros(count)
    failed = calls_and_failures(records)[1] & records.is_working
    involved = [involvement_of(one) for one in records.traits]
    for number, (row, forecast) in enumerate(zip(rows_of(records), steps.mean.tolist(), strict=True)):
        day[row.session] = row.day
        work, muscles = work_of(row, forecast), involved[row.exercise]
        if work is None:
            continue
        effort = effort_dose(work.repetitions, work.left, work.load_share, law=prior.doses)
        dose[row.session] += muscles.shares * effort
        neural[row.session] += neural_dose(effort, work.load_share, muscles.mass, law=prior.doses)
        if failed[number]:
            failures[row.session] += muscles.shares >= _PRIMARY
    return SessionDoses(day, dose, failures, neural)


def rows_of(records: SetRecords) -> list[LogRow]:
    """Return records as the rows that they were made of."""
    columns = [getattr(records, name).tolist() for name in LogRow._fields]
    return [LogRow(*values) for values in zip(*columns, strict=True)]
