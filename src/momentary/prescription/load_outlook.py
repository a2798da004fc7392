"""Repetitions of the next set at any load, from a summary alone: one forecast, carried along the lifter's own curve.

A forecast takes a load as chosen: whoever chooses another one means to get their usual repetitions, so forecasts at
many loads are no curve. Here only the load that is known best is asked about, and every other lies

    (ln w - ln w_known) / c

repetitions from it, at every value that c may have, as a posterior does it (`inference.outlook`). The error of a set
grows with its repetitions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Prior
from momentary.inference import RepetitionForecast, Summary, UnknownExerciseError, forecast
from momentary.inference.clock import days_of
from momentary.inference.filter_rows import LEAST_MOVED_SHARE, curve_of
from momentary.inference.forecasting import shares_of
from momentary.inference.joint import joint_of
from momentary.inference.recollection import Done
from momentary.inference.summary import ExerciseSummary
from momentary.parameters import level_prior

Floats = NDArray[np.float64]

_NOISE_RANGE = (0.5, 3.0)
_NEGLIGIBLE = 1e-4
_LEAST_LENGTH = 40
_SAME_LOG = 1e-9
_FATIGUE_DAYS = 14.0


@dataclass(frozen=True, slots=True, eq=False)
class LoadOutlook:
    """What a set to failure would give at any load, in a moment.

    Args:
        exercise: Key of the exercise.
        known_kg: The load that is known best, as typed; help of an assistance machine as a positive number [kg].
        done_kg: Load of the last set of the exercise in this session, as typed; None before the first [kg].
        age_days: Days since the set whose load is known best [day].
        done: Working sets of the exercise in this session, those on the way up left out.
        known: The forecast at the known load.
        curve: Values that c may have (node,) [1/rep].
        shares: Their probabilities (node,).
        body_kg: The part of the body that is moved [kg].
        is_assisted: Whether a typed load is help.
        prior: The population's figures.
    """

    exercise: str
    known_kg: float
    done_kg: float | None
    age_days: float
    done: int
    known: RepetitionForecast
    curve: Floats
    shares: Floats
    body_kg: float
    is_assisted: bool
    prior: Prior

    def log_moved(self, load_kg: float) -> float:
        """Return the logarithm of the load that the muscles move at a typed load."""
        added = -load_kg if self.is_assisted else load_kg
        return float(np.log(max(self.body_kg + added, LEAST_MOVED_SHARE * self.body_kg, 1e-3)))

    def forecast(self, load_kg: float) -> RepetitionForecast:
        """Return the repetitions to failure at a load, as typed [kg]."""
        apart = self.log_moved(load_kg) - self.log_moved(self.known_kg)
        if abs(apart) < _SAME_LOG:
            return self.known
        shift = apart / self.curve
        middle = self.known.mean
        there = middle - shift
        noise = self.prior.noise_sd(there) / self.prior.noise_sd(np.array(middle))
        stretch = np.clip(noise, *_NOISE_RANGE)[:, None]
        most = max(_LEAST_LENGTH, len(self.known.pmf), int(1.5 * float(there.max())) + 10)
        edges = np.arange(most, dtype=np.float64) + 0.5
        at_known = middle + (edges[None] - there[:, None]) / stretch
        below = self.shares @ _below(self.known, at_known)
        return RepetitionForecast(np.diff(np.append(below, 1.0), prepend=0.0))


def load_outlook(
    summary: Summary,
    exercise: str,
    *,
    at: datetime | None = None,
    load_kg: float | None = None,
    prior: Prior | None = None,
) -> LoadOutlook:
    """Return what the next set of an exercise would give at any load.

    Args:
        summary: What is known before the set.
        exercise: Key of the exercise, or a name under which it is logged.
        at: Start of its session; the log's last session, which then goes on, if not given.
        load_kg: A load to ask about where the log remembers none, as typed [kg].
        prior: The population's figures that the summary was made with; the shipped ones if not given.

    Raises:
        momentary.inference.UnknownExerciseError: The log has no working set of the exercise, and no load was given.
        UnusableSummaryError: The summary is of another model or other figures.
        ValueError: The session lies before the end of the log, or the load is not possible.
    """
    figures = level_prior() if prior is None else prior
    index = summary.index_of(exercise)
    if index is None:
        raise UnknownExerciseError(f"No set of '{exercise}' is in this log: log one, then ask for the next.")
    known = summary.exercises[index]
    goes_on = at is None or days_of(at.replace(tzinfo=None)) == summary.day
    is_today = goes_on and known.entry.session == summary.session
    done = known.entry.sets_before if is_today else 0
    memory = summary.memory.exercises.get(index)
    rows = [] if memory is None else memory.today
    today = [one for one in rows if is_today and one.session == summary.session]
    row = _best(rows, today, done) if rows else None
    best = load_kg if row is None else _typed(row, known)
    if best is None:
        raise UnknownExerciseError(
            f"The log has no working set of '{exercise}' that tells how many repetitions it allows: name a load."
        )
    curve, shares, body_kg = _curve(known, figures, body_kg=summary.body_kg)
    last = _typed(today[-1], known) if today else None
    begins = summary.day if at is None else days_of(at.replace(tzinfo=None))
    age = 0.0 if row is None else max(begins - row.day, 0.0)
    # The load is ours, not the lifter's choice: after a while only that shows how far strength may have drifted.
    # Before that, a chosen load brings in the fatigue of the last days.
    found = forecast(summary, exercise, best, at=at, is_chosen=age <= _FATIGUE_DAYS, prior=figures)
    is_assisted = known.entry.traits.is_assisted
    return LoadOutlook(
        known.entry.traits.key, best, last, age, done, found, curve, shares, body_kg, is_assisted, figures
    )


def _best(rows: list[Done], today: list[Done], done: int) -> Done:
    """Return the set whose load is known best: today's last, or the same set of the last session."""
    return today[-1] if today else min(rows, key=lambda one: (abs(one.before - done), one.before))


def _typed(done: Done, known: ExerciseSummary) -> float:
    """Return the load of a remembered set as it is typed [kg]."""
    return -done.load if known.entry.traits.is_assisted else done.load


def _curve(known: ExerciseSummary, prior: Prior, *, body_kg: float) -> tuple[Floats, Floats, float]:
    """Return the values of c with their probabilities, and the part of the body that is moved [kg]."""
    moves = bool(known.entry.moves)
    is_body_unknown = known.is_body_unknown or (moves and bool(np.isnan(body_kg)))
    joint = joint_of(prior, with_body_mass=is_body_unknown, is_called=known.calls.has_call)
    own = slice(None, len(joint.own))
    curve = curve_of(known.entry.traits.curve, joint.nodes, joint.prior)[own]
    told = np.zeros(len(joint.own)) if known.held is None else known.held.log_evidence[own]
    shares = shares_of((told + joint.own.log_prior)[None])[0]
    values, places = np.unique(curve, return_inverse=True)
    merged = np.bincount(places, weights=shares, minlength=len(values))
    kept = merged > _NEGLIGIBLE
    body = prior.body_mass_median if np.isnan(body_kg) else body_kg
    share = known.entry.traits.moved_share or 1.0
    return values[kept], merged[kept] / merged[kept].sum(), share * body if moves else 0.0


def _below(found: RepetitionForecast, edges: Floats) -> Floats:
    """Return the probability of fewer repetitions than some points on the line, those between two counts by line."""
    steps = np.cumsum(found.pmf[:-1])
    points = np.arange(len(steps), dtype=np.float64) + 0.5
    return np.asarray(np.interp(edges, np.append(-0.5, points), np.append(0.0, steps), right=1.0))
