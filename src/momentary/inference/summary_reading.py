"""Summaries read back from JSON: every field checked, and what cannot stand there refused by its name."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import ChoiceHabit, Prior
from momentary.inference.departures import FINE
from momentary.inference.fatigue_format import fatigue_from_json
from momentary.inference.filtering import LANES
from momentary.inference.holding import Held
from momentary.inference.joint import Joint, joint_of
from momentary.inference.json_values import (
    flag_of,
    number_of,
    number_or_nan,
    numbers_of,
    rows_of,
    text_of,
    time_of,
    whole_of,
)
from momentary.inference.posterior import LogPosition
from momentary.inference.ramps import Climb
from momentary.inference.recollection import RUNNING, Done, ExerciseMemory, Recollection, Running
from momentary.inference.records import ExerciseEntry, ExerciseTraits
from momentary.inference.summary import (
    ExerciseCalls,
    ExerciseSummary,
    Summary,
    UnusableSummaryError,
    require_made_with,
)
from momentary.inference.summary_format import CLOSED, COV_UNIT, FIELDS, FORMAT, GONE, MEAN_UNIT, OPEN
from momentary.parameters import level_prior
from momentary.quantities import Muscle

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def summary_from_json(data: Mapping[str, Any], *, prior: Prior | None = None) -> Summary:
    """Return the summary that `summary_to_json` wrote.

    Args:
        data: The object.
        prior: The population's figures that the summary was made with; the shipped ones if not given.

    Raises:
        UnusableSummaryError: It is of another format, model or prior, or damaged: the message says where.
    """
    figures = level_prior() if prior is None else prior
    if not isinstance(data, Mapping):
        raise UnusableSummaryError("The summary is no JSON object. Make it again from the log.")
    if data.get("format") != FORMAT:
        raise UnusableSummaryError(
            f"The summary's format is {data.get('format')!r}; this program reads '{FORMAT}'. "
            "Make it again from the log."
        )
    missing = [name for name in FIELDS if name not in data]
    if missing:
        raise UnusableSummaryError(
            f"The summary lacks {', '.join(missing)}. Fetch it again, or make it again from the log."
        )
    require_made_with(str(data.get("model")), str(data.get("prior")), figures)
    place: list[str] = []
    try:
        return _summary(data, figures, place)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        fact = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise UnusableSummaryError(
            f"The summary is damaged at {', '.join(place)}: {fact}. Fetch it again, or make it again from the log."
        ) from error


def of_text(text: object) -> Floats:
    """Return the numbers of such a text.

    Raises:
        ValueError: It is none.
    """
    numbers: NDArray[np.float64] = np.frombuffer(base64.b64decode(text_of(text), validate=True), dtype="<f8")
    return numbers.astype(np.float64)


def _summary(data: Mapping[str, Any], prior: Prior, place: list[str]) -> Summary:
    """Return a summary; `place` says where the reading is."""
    place[:] = ["position"]
    position = LogPosition(whole_of(data["position"][0]), text_of(data["position"][1]))
    place[:] = ["calls"]
    again, chances = numbers_of(data["calls"]["repeats"])
    spread_told = numbers_of(data["calls"]["spread"])
    memory = Recollection(session=whole_of(data["session"]))
    for name in RUNNING:
        place[:] = ["lately", name]
        setattr(memory, name, _as_running(data["lately"][name], getattr(memory, name)))
    exercises = []
    for index, one in enumerate(rows_of(data["exercises"])):
        place[:] = [f"exercise {index + 1}"]
        exercises.append(_as_exercise(one, prior, place))
        if one["lately"] is not None:
            place[1:] = ["lately"]
            memory.exercises[index] = _as_memory(one["lately"])
    place[:] = ["fatigue"]
    fatigue = fatigue_from_json(data["fatigue"], prior=prior)
    place[:] = ["session, day, time or body_kg"]
    told = [one.calls.told for one in exercises if one.calls.told is not None]
    return Summary(
        data["model"], data["prior"], position, whole_of(data["session"]),
        time_of(data["day"]), time_of(data["time"]), number_or_nan(data["body_kg"]),
        tuple(exercises), memory, np.sum(told, axis=0) if told else np.zeros(len(FINE)), spread_told,
        (float(again), float(chances)), fatigue,
    )  # fmt: skip


def _as_exercise(one: Mapping[str, Any], prior: Prior, place: list[str]) -> ExerciseSummary:
    """Return one exercise."""
    place[1:] = ["traits"]
    share, is_assisted, curve, is_modelled = rows_of(one["traits"])
    if curve is not None and curve not in dict(prior.curve_by_exercise):
        raise ValueError(f"no kind of curve: {curve!r}")
    trait = ExerciseTraits(
        text_of(one["key"]), number_of(share), flag_of(is_assisted), None if curve is None else text_of(curve),
        flag_of(is_modelled), tuple((Muscle(name), number_of(value)) for name, value in one["muscles"].items()),
    )  # fmt: skip
    place[1:] = ["climb"]
    past, session, reached, is_marked = one["climb"]
    climb = Climb(
        tuple(numbers_of(past).tolist()),
        None if session is None else whole_of(session),
        number_of(reached),
        flag_of(is_marked),
    )
    place[1:] = ["names, moves or read"]
    names, moves = tuple(text_of(name) for name in rows_of(one["names"])), one["moves"]
    *counts, fingerprint = one["read"]
    session, done, ramps = map(whole_of, counts)
    entry = ExerciseEntry(
        trait, names, None if moves is None else flag_of(moves), session, done, ramps, climb, text_of(fingerprint)
    )
    place[1:] = ["calls"]
    length, count, has_call, has_failure, last_done = one["calls"]
    calls = ExerciseCalls(
        number_of(length), number_of(count), flag_of(has_call), flag_of(has_failure), None,
        None if last_done is None else whole_of(last_done),
    )  # fmt: skip
    place[1:] = ["held"]
    is_body_unknown = flag_of(one["body_unknown"])
    if one["held"] is None:
        return ExerciseSummary(entry, None, calls, is_body_unknown)
    joint = joint_of(prior, with_body_mass=is_body_unknown, is_called=calls.has_call)
    held = _as_exact(one["held"], joint) if "state" in one["held"] else _as_held(one["held"], joint)
    if calls.has_call and calls.has_failure:
        calls = replace(calls, told=joint.told(held, prior=prior))
    return ExerciseSummary(entry, held, calls, is_body_unknown)


def _as_held(data: Mapping[str, Any], joint: Joint) -> Held:
    """Return a state; the nodes that are left out have next to no probability and stand where the first one does."""
    kept = np.array([whole_of(one) for one in rows_of(data["nodes"])], dtype=np.int64)
    size = len(joint.nodes)
    if not len(kept) or kept.min() < 0 or kept.max() >= size or len(np.unique(kept)) < len(kept):
        raise ValueError(f"nodes are not different numbers from 0 to {size - 1}")
    lanes = data["lanes"]
    names = OPEN if len(lanes) == LANES else CLOSED
    mean, cov, jumped = np.zeros((LANES, size, 3)), np.zeros((LANES, size, 3, 3)), np.zeros(size)
    mean[:], cov[:] = _as_state(lanes[0], names, kept, size)
    if names is OPEN:
        jumped[kept] = numbers_of(data["jumped"], len(kept))
        some = np.flatnonzero(jumped > 0.0)
        if len(some):
            one, two = _as_state(lanes[1], names, some, size)
            mean[1, some], cov[1, some] = one[some], two[some]
    evidence = np.full(size, GONE)
    evidence[kept] = numbers_of(data["told"], len(kept))
    count = len(joint.prior.habits)
    first, later = (ChoiceHabit(*(numbers_of(part, count) for part in habit)) for habit in rows_of(data["habits"]))
    return Held(
        mean, cov, np.stack([1.0 - jumped, jumped]), evidence, first, later, whole_of(data["session"]),
        number_of(data["day"]), number_or_nan(data["load"]), flag_of(data["first"]),
    )  # fmt: skip


def _as_exact(data: Mapping[str, Any], joint: Joint) -> Held:
    """Return a state that was written to the last digit."""
    size, habits = len(joint.nodes), len(joint.prior.habits)
    shapes = ((LANES, size, 3), (LANES, size, 3, 3), (LANES, size), (size,), *[(habits,)] * 6)
    values = of_text(data["state"])
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    if len(values) != ends[-1] or not np.isfinite(values).all():
        raise ValueError("the state has another length than it should, or numbers that are not finite")
    parts = [part.reshape(shape) for part, shape in zip(np.split(values, ends[:-1]), shapes, strict=True)]
    return Held(
        parts[0], parts[1], parts[2], parts[3], ChoiceHabit(*parts[4:7]), ChoiceHabit(*parts[7:10]),
        whole_of(data["session"]), number_of(data["day"]), number_or_nan(data["load"]), flag_of(data["first"]),
    )  # fmt: skip


def _as_state(data: Mapping[str, Any], names: Sequence[str], kept: Integers, size: int) -> tuple[Floats, Floats]:
    """Return means and covariances of one lane."""
    mean, cov = np.zeros((size, 3)), np.zeros((size, 3, 3))
    for name in names:
        unit = MEAN_UNIT if len(name) == 1 else COV_UNIT
        values = numbers_of(data[name], len(kept)) * unit
        column = np.full(size, values[0])
        column[kept] = values
        places = ["adl".index(letter) for letter in name]
        if len(places) == 1:
            mean[:, places[0]] = column
        else:
            cov[:, places[0], places[1]] = cov[:, places[1], places[0]] = column
    return mean, cov


def _as_memory(data: Mapping[str, Any]) -> ExerciseMemory:
    """Return what is remembered of an exercise."""
    empty = ExerciseMemory()
    loads = {
        (number_of(load), whole_of(before)): (whole_of(number), number_of(day), number_of(repetitions))
        for load, before, number, day, repetitions in rows_of(data["loads"])
    }
    last, today = ([_as_done(*one) for one in rows_of(data[name])] for name in ("last", "today"))
    habit, habit_load = (_as_running(data[name], empty.habit) for name in ("habit", "habit_load"))
    return ExerciseMemory(habit, habit_load, loads, last, today)


def _as_done(
    session: object, day: object, load: object, log_moved: object, before: object, repetitions: object,
    failed: object, possible: object, miss: object,
) -> Done:  # fmt: skip
    """Return a set that is remembered."""
    return Done(
        whole_of(session), number_of(day), number_of(load), number_of(log_moved), whole_of(before),
        number_of(repetitions), flag_of(failed), number_of(possible), number_of(miss),
    )  # fmt: skip


def _as_running(values: Any, empty: Running) -> Running:
    """Return a running mean."""
    return Running(empty.memory, *numbers_of(values, 3).tolist())
