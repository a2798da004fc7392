"""A log walked through in time once more, over all exercises: what each set added to fatigue, and what fatigue cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, isnan

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    MUSCLES,
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
_PRIMARY = 0.99


@dataclass(frozen=True, slots=True, eq=False)
class Tiredness:
    """What the first sets of a log's exercises felt of fatigue; one row an opening set, in the log's order.

    Args:
        rows: Rows of the records that open an exercise in a session.
        felt: What each channel took beyond what is usual, with its sign (opening, channel).
        shift: By how much fatigue, as far as it was known by then, moves the forecast (opening,) [rep].
        mean: The forecast as if fatigue were as usual (opening,) [rep].
        sd: Its spread (opening,) [rep].
        possible: Repetitions that were possible, at least or exactly (opening,) [rep].
        is_known: Whether exactly (opening,).
        is_called: Whether by a called reserve (opening,).
    """

    rows: Integers
    felt: Floats
    shift: Floats
    mean: Floats
    sd: Floats
    possible: Floats
    is_known: NDArray[np.bool_]
    is_called: NDArray[np.bool_]

    def opening(self, place: int) -> Opening:
        """Return one of the first sets."""
        return Opening(
            float(self.mean[place]), float(self.sd[place]), float(self.possible[place]), bool(self.is_known[place]),
            bool(self.is_called[place]),
        )  # fmt: skip


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
    load_share = exp(-RULE_OF_THUMB * max(possible - 1.0, 0.0))
    return Work(row.time, row.session, done, possible - done, load_share, row.lowering)


def opening_of(row: LogRow, mean: float, sd: float) -> Opening:
    """Return the first set of an exercise in a session as it was forecast."""
    is_call = row.observed == Observed.REPORT
    done = float(row.repetitions) + (row.reserve if is_call else 0.0)
    is_known = is_call or row.observed == Observed.FAILURE
    return Opening(mean, sd, done, is_known, is_call and row.reserve > 0.5)


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
    tired, fatigue = tire(records, steps, rows, weighed, prior=prior.fatigue)
    return memory, fatigue, tired


def tire(
    records: SetRecords, steps: ModelSteps, rows: Integers, weighed: Weighed, *, prior: FatiguePrior
) -> tuple[Tiredness, FatigueMemory]:
    """Walk through a log and return what its first sets felt, and the fatigue at its end.

    Args:
        records: The log as arrays.
        steps: The level model's forecasts of its rows.
        rows: The rows that open an exercise in a session (`opening_rows`).
        weighed: The forecasts of these rows by the model and the cues.
        prior: What is believed of fatigue.
    """
    memory = FatigueMemory.rested(prior)
    place = dict(zip(rows.tolist(), range(len(rows)), strict=True))
    felt = np.zeros((len(rows), len(memory.channels)))
    shift = np.zeros(len(rows))
    openings: list[Opening] = []
    involved = [involvement_of(one) for one in records.traits]
    for number, (row, forecast) in enumerate(zip(rows_of(records), steps.mean.tolist(), strict=True)):
        position, opening = place.get(number), None
        believed = memory.evidence.mean
        if position is not None:
            opening = opening_of(row, float(weighed.mean[position]), float(weighed.sd[position]))
            openings.append(opening)
        told = memory.take(row.exercise, involved[row.exercise], work_of(row, forecast), opening)
        if len(told):
            felt[position] = told
            shift[position] = shift_of(float(told @ believed))
    known = [(one.mean, one.sd, one.possible, one.is_known, one.is_called) for one in openings]
    table = np.array(known, dtype=np.float64).reshape(-1, 5)
    columns = (table[:, 0], table[:, 1], table[:, 2], table[:, 3] > 0.0, table[:, 4] > 0.0)
    return Tiredness(rows, felt, shift, *columns), memory


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
