"""A summary moved on by a set, and asked what the next one would give: the filter's own step, about a millisecond."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    YARDSTICK,
    CallBelief,
    Observed,
    Prior,
    Weighed,
    cumulative_cued,
    weigh_cues,
    with_chance_of_none,
)
from momentary.inference.backtest import MOST_REPETITIONS
from momentary.inference.clock import days_of, usual_end
from momentary.inference.distribution import RepetitionForecast
from momentary.inference.forecasting import chance_of_none
from momentary.inference.joint import Joint, SingleRun, joint_of
from momentary.inference.posterior import UnknownExerciseError
from momentary.inference.recalling import TOLD, cells_before, cues_of, done_set
from momentary.inference.records import ExerciseEntry, ExerciseTraits, LogReader, LogRow
from momentary.inference.rir import (
    freedom_of,
    likely_departure,
    likely_spread,
    mean_length,
    spread_evidence,
)
from momentary.inference.summary import ExerciseCalls, ExerciseSummary, Summary, require_usable
from momentary.inference.tiring import involvement_of, opening_of, work_of
from momentary.parameters import level_prior
from momentary.quantities import Place, Session, Set

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_EDGES = np.arange(MOST_REPETITIONS, dtype=np.float64) + 0.5


_REACH = 9.0


def step(
    summary: Summary,
    done: Set,
    *,
    session: Session,
    number: int | None = None,
    traits: Mapping[str, ExerciseTraits] | None = None,
    prior: Prior | None = None,
) -> Summary:
    """Return the summary after one more set at the end of the log; the one given stays valid.

    Args:
        summary: What is known before the set.
        done: The set.
        session: The session of the set: its start and its body mass count.
        number: The session's number in the log; if not given, the last one where the start is the same, else the next.
        traits: Typed name to traits, for names that the log has not had.
        prior: The population's figures that the summary was made with; the shipped ones if not given.

    Raises:
        UnusableSummaryError: The summary is of another model or other figures.
        ValueError: The session lies before the end of the log.
    """
    return step_by_rows(summary, done, session=session, number=number, traits=traits, prior=prior)[0]


class RowStep(NamedTuple):
    """What was believed before a row of the log that is not kept in a summary; NaN where there was nothing.

    `mean` and `sd` are those of the repetitions to failure, `log_moved` the log-load (`ModelSteps`); the others are the
    belief of the lifter's calls before a row with a report (`CallBelief`).
    """

    exercise: int
    mean: float = float("nan")
    sd: float = float("nan")
    log_moved: float = float("nan")
    deviation: float = float("nan")
    deviation_sd: float = float("nan")
    spread: float = float("nan")


def step_by_rows(
    summary: Summary,
    done: Set,
    *,
    session: Session,
    number: int | None = None,
    traits: Mapping[str, ExerciseTraits] | None = None,
    prior: Prior | None = None,
) -> tuple[Summary, list[RowStep]]:
    """Return what `step` returns, and what was believed before each segment of the set."""
    figures = level_prior() if prior is None else prior
    require_usable(summary, figures)
    day = days_of(session.start.wall)
    place = _session_number(summary, day, number)
    reader = _reader(summary, traits)
    state, rows = summary, []
    for position, segment in enumerate(done.segments):
        row = reader.read(Place(place, 1, position + 1, position + 1, session, done, segment))
        state, before = _taken(state, row, reader, figures)
        rows.append(before)
    return state, rows


def forecast(
    summary: Summary,
    exercise: str,
    load_kg: float,
    *,
    at: datetime | None = None,
    number: int | None = None,
    before: int | None = None,
    body_mass_kg: float | None = None,
    is_chosen: bool = True,
    traits: Mapping[str, ExerciseTraits] | None = None,
    prior: Prior | None = None,
) -> RepetitionForecast:
    """Return how many repetitions a set about to be done would give, taken to failure at a load that was chosen.

    It is what `forecast_steps` says of the row once the set has been logged with a repetition at least. A load far from
    those of the log is taken at its word, as another station under the same name: real lifters who choose one
    get about their usual repetitions. For a load that nobody would choose ask the posterior.

    Args:
        summary: What is known before the set.
        exercise: Key of the exercise, or a name under which it is logged.
        load_kg: Load as typed; help of an assistance machine as a positive number [kg].
        at: Start of the session; that of the last one if not given.
        number: The session's number in the log; if not given, the last one where the start is the same, else the next.
        before: Working sets of the exercise earlier in the session, those on the way up left out; as the log has it if
            not given.
        body_mass_kg: The lifter's body mass; the last known if not given [kg].
        is_chosen: Whether the load was chosen for a working set; not so for a warm-up.
        traits: Typed name to traits, for a name that the log has not had.
        prior: The population's figures that the summary was made with; the shipped ones if not given.

    Raises:
        UnusableSummaryError: The summary is of another model or other figures.
        UnknownExerciseError: Neither the log nor the traits have the exercise.
        ValueError: The load is not possible, or the session lies before the end of the log.
    """
    figures = level_prior() if prior is None else prior
    require_usable(summary, figures)
    day = summary.day if at is None else days_of(at)
    place = _session_number(summary, day, number)
    index, known = _known(summary, exercise, traits)
    entry = known.entry
    sign = -1.0 if entry.traits.is_assisted else 1.0
    moves = load_kg == 0.0 if entry.moves is None else entry.moves
    _require_load(load_kg, entry, moves=moves)
    if before is None:
        before = entry.sets_before if entry.session == place else 0
    body = (summary.body_kg if body_mass_kg is None else body_mass_kg) * (entry.traits.moved_share or 1.0)
    observed = Observed.STOPPED if is_chosen else Observed.AT_LEAST
    row = LogRow(
        index, place, day, sign * load_kg, body if moves else 0.0, 1, float("nan"), observed, False, True, before,
        day if place != summary.session else usual_end(summary.time), False,
    )  # fmt: skip
    mean, sd, log_moved = SingleRun(row, entry.traits, _joint(known, row, figures), known.held).forecast()
    weighed = _weighed(summary, row, (mean, sd, log_moved), figures)
    if is_chosen and summary.fatigue.opens(index, place):
        shift = summary.fatigue.shift(index, involvement_of(entry.traits), time=row.time)
        weighed = weighed.shifted(np.array([shift]))
    below = np.ones(MOST_REPETITIONS + 1)
    # Beyond so many errors of a set all is below: nothing is to be worked out there.
    reach = float(weighed.mean[0] + _REACH * figures.cues.odd_factor * weighed.sd[0])
    edges = _EDGES[: int(min(max(reach + 1.0, 1.0), MOST_REPETITIONS))]
    found = cumulative_cued(edges, weighed.mean, weighed.sd, weights=figures.cues)[0]
    none = np.array([chance_of_none(mean, sd, figures)])
    below[: len(found)] = with_chance_of_none(found, at_none=found[:1], by_model=none)
    below[1:] -= below[:-1].copy()
    return RepetitionForecast(below)


def _weighed(summary: Summary, row: LogRow, model: tuple[float, float, float], prior: Prior) -> Weighed:
    """Return the forecast of a row by the model (mean, SD, log-load) and the cues, fatigue as usual."""
    mean, sd, log_moved = model
    cells = cells_before(summary.memory, row.exercise, done_set(row, log_moved))
    return weigh_cues(cues_of(np.array([mean]), np.array([sd]), np.array([cells])), weights=prior.cues)


def _known(summary: Summary, exercise: str, traits: Mapping[str, ExerciseTraits] | None) -> tuple[int, ExerciseSummary]:
    """Return the position of an exercise and what is known of it; new ones from their traits."""
    index = summary.index_of(exercise)
    trait = None if traits is None else traits.get(exercise)
    if index is None and trait is not None:
        index = summary.index_of(trait.key)
    if index is not None:
        return index, summary.exercises[index]
    if trait is None:
        keys = ", ".join(one.entry.traits.key for one in summary.exercises[:5]) or "none"
        raise UnknownExerciseError(
            f"No set of '{exercise}' is in this log ({len(summary.exercises)} exercises: {keys} ...). "
            "Give its traits to forecast a first set."
        )
    moves = True if trait.moved_share > 0.0 or trait.is_assisted else None
    return len(summary.exercises), ExerciseSummary(ExerciseEntry(trait, (exercise,), moves))


def _require_load(load_kg: float, entry: ExerciseEntry, *, moves: bool) -> None:
    """Refuse loads that no set can have, and exercises that have no repetitions to failure."""
    if not entry.traits.is_modelled:
        raise ValueError(f"'{entry.traits.key}' is no exercise of repetitions: it has no forecast. Choose another one.")
    is_help = load_kg < 0.0 and moves and not entry.traits.is_assisted
    if not np.isfinite(load_kg) or (load_kg < 0.0 and not is_help):
        raise ValueError(f"The load is {load_kg!r} kg: it must be a finite number, zero or more.")
    if load_kg == 0.0 and not moves:
        raise ValueError("The load is 0 kg, but the exercise does not move the body: give the load on bar or stack.")


def _session_number(summary: Summary, day: float, number: int | None) -> int:
    """Return the number of a session that begins on `day`; it must be the log's last one or the next."""
    if not summary.day <= day < np.inf:
        raise ValueError(
            f"The session begins {summary.day - day:.3f} days before the log's last one: a summary only goes on. "
            "Bring a set of the past in with `updated`."
        )
    if number is None:
        return summary.session if day == summary.day else summary.session + 1
    if number not in (summary.session, summary.session + 1) or number < 0:
        raise ValueError(
            f"The session's number is {number}: the log ends with session {summary.session}, "
            "so it must be that or the next."
        )
    return number


def _reader(summary: Summary, traits: Mapping[str, ExerciseTraits] | None) -> LogReader:
    """Return a reader that goes on where the summary's log ends."""
    entries = [one.entry for one in summary.exercises]
    return LogReader.after(
        entries, body_kg=summary.body_kg, position=summary.position, session=summary.session, time=summary.time,
        traits=traits,
    )  # fmt: skip


def _joint(known: ExerciseSummary, row: LogRow, prior: Prior) -> Joint:
    """Return the nodes for a row of an exercise."""
    is_body_unknown = known.is_body_unknown or math.isnan(row.body_kg)
    return joint_of(prior, with_body_mass=is_body_unknown, is_called=known.calls.has_call)


def _taken(summary: Summary, row: LogRow, reader: LogReader, prior: Prior) -> tuple[Summary, RowStep]:
    """Return the summary after one more segment, read as `row`, and what was believed before it."""
    index = row.exercise
    entry = reader.entries[index]
    known = summary.exercises[index] if index < len(summary.exercises) else ExerciseSummary(entry)
    is_body_unknown = known.is_body_unknown or math.isnan(row.body_kg)
    known = ExerciseSummary(entry, known.held, known.calls, is_body_unknown)
    changes: dict[str, object] = {}
    before = RowStep(index)
    opening = None
    if row.observed != Observed.NOTHING:
        known, changes, before = _learnt(summary, known, row, prior)
        if row.observed in TOLD and summary.fatigue.opens(index, row.session):
            opening = opening_of(row, before.log_moved)
    fatigue = summary.fatigue.copy()
    fatigue.take(index, involvement_of(entry.traits), work_of(row, before.mean), opening)
    changes["fatigue"] = fatigue
    exercises = (*summary.exercises[:index], known, *summary.exercises[index + 1 :])
    changes |= {"session": row.session, "day": row.day, "time": row.time, "exercises": exercises}
    changes |= {"position": reader.position, "body_kg": reader.body_kg}
    return replace(summary, **changes), before  # type: ignore[arg-type]


def _learnt(
    summary: Summary, known: ExerciseSummary, row: LogRow, prior: Prior
) -> tuple[ExerciseSummary, dict[str, object], RowStep]:
    """Return what is known of an exercise after a row that tells something, what else changes, and the forecast."""
    is_report = row.observed == Observed.REPORT
    is_call = is_report and row.reserve > YARDSTICK
    is_failure = row.observed == Observed.FAILURE or (is_report and not is_call)
    calls, held = known.calls, known.held
    if is_call and not calls.has_call and held is not None:
        held = _joint(known, row, prior).with_departures(held)
    has_call, has_failure = calls.has_call or is_call, calls.has_failure or is_failure
    joint = joint_of(prior, with_body_mass=known.is_body_unknown, is_called=has_call)
    belief = _belief(summary, calls, prior) if is_report else None
    run = SingleRun(row, known.entry.traits, joint, held)
    expected, sd, log_moved = run.forecast()
    before = RowStep(row.exercise, expected, sd, log_moved)
    if belief is not None:
        spread = (belief.deviation, belief.deviation_sd, belief.spread)
        before = RowStep(row.exercise, expected, sd, log_moved, *(float(one[0]) for one in spread))
    held = run.learn(belief)
    changes: dict[str, object] = {}
    told, length, count = calls.told, calls.length, calls.count
    if has_call and has_failure:
        if belief is not None and is_call:
            changes["spread_told"] = summary.spread_told + _spread_told(run, row, belief, prior)
        told = joint.told(held, prior=prior)
        changes["told"] = summary.told + told - (0.0 if calls.told is None else calls.told)
    if is_call:
        again, chances = summary.repeats
        changes["repeats"] = (again + (calls.last_done == row.repetitions), chances + (calls.last_done is not None))
    if row.observed in TOLD:
        memory = summary.memory.copied_for(row.exercise)
        memory.take(row.exercise, done_set(row, log_moved), forecast=expected)
        changes["memory"] = memory
        length += row.repetitions + (0.0 if math.isnan(row.reserve) else row.reserve)
        count += 1.0
    last_done = row.repetitions if is_call else calls.last_done
    calls = ExerciseCalls(length, count, has_call, has_failure, told, last_done)
    return ExerciseSummary(known.entry, held, calls, known.is_body_unknown), changes, before


def _belief(summary: Summary, calls: ExerciseCalls, prior: Prior) -> CallBelief:
    """Return what is believed of the lifter's calls before a row of an exercise."""
    again, chances = (np.array([one]) for one in summary.repeats)
    _, mean, sd = likely_departure(summary.told[None], freedom=freedom_of(again, chances), prior=prior)
    length = mean_length(np.array([calls.length]), np.array([calls.count]), prior=prior)
    return CallBelief(mean, sd, likely_spread(summary.spread_told[None], prior=prior), length)


def _spread_told(run: SingleRun, row: LogRow, belief: CallBelief, prior: Prior) -> Floats:
    """Return what a call says of every spread."""
    expected, var = run.forecast_at(belief.deviation)
    told = spread_evidence(
        np.array([float(row.repetitions)]), np.array([row.reserve]), expected=expected, var=var,
        departure=belief.deviation, length=belief.length, prior=prior,
    )  # fmt: skip
    return np.asarray(told[0])
