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
from momentary.inference.filtering import LANES
from momentary.inference.holding import Held
from momentary.inference.joint import Joint, joint_of
from momentary.inference.posterior import LogPosition
from momentary.inference.ramps import Climb
from momentary.inference.recollection import RUNNING, Done, ExerciseMemory, Recollection, Running
from momentary.inference.records import ExerciseEntry, ExerciseTraits
from momentary.inference.rir import FINE
from momentary.inference.summary import (
    ExerciseCalls,
    ExerciseSummary,
    Summary,
    UnusableSummaryError,
    require_made_with,
)
from momentary.inference.summary_format import CLOSED, COV_UNIT, FIELDS, FORMAT, GONE, MEAN_UNIT, OPEN
from momentary.parameters import level_prior

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
    numbers: NDArray[np.float64] = np.frombuffer(base64.b64decode(_text(text), validate=True), dtype="<f8")
    return numbers.astype(np.float64)


def _summary(data: Mapping[str, Any], prior: Prior, place: list[str]) -> Summary:
    """Return a summary; `place` says where the reading is."""
    place[:] = ["position"]
    position = LogPosition(_whole(data["position"][0]), _text(data["position"][1]))
    place[:] = ["calls"]
    again, chances = _floats(data["calls"]["repeats"])
    spread_told = _floats(data["calls"]["spread"])
    memory = Recollection(session=_whole(data["session"]))
    for name in RUNNING:
        place[:] = ["lately", name]
        setattr(memory, name, _as_running(data["lately"][name], getattr(memory, name)))
    exercises = []
    for index, one in enumerate(_rows(data["exercises"])):
        place[:] = [f"exercise {index + 1}"]
        exercises.append(_as_exercise(one, prior, place))
        if one["lately"] is not None:
            place[1:] = ["lately"]
            memory.exercises[index] = _as_memory(one["lately"])
    place[:] = ["session, day or body_kg"]
    told = [one.calls.told for one in exercises if one.calls.told is not None]
    return Summary(
        data["model"], data["prior"], position, _whole(data["session"]),
        float("-inf") if data["day"] is None else _float(data["day"]), _float_or_nan(data["body_kg"]),
        tuple(exercises), memory, np.sum(told, axis=0) if told else np.zeros(len(FINE)), spread_told,
        (float(again), float(chances)),
    )  # fmt: skip


def _as_exercise(one: Mapping[str, Any], prior: Prior, place: list[str]) -> ExerciseSummary:
    """Return one exercise."""
    place[1:] = ["traits"]
    share, is_assisted, curve, is_modelled = _rows(one["traits"])
    if curve is not None and curve not in dict(prior.curve_by_exercise):
        raise ValueError(f"no kind of curve: {curve!r}")
    trait = ExerciseTraits(
        _text(one["key"]), _float(share), _flag(is_assisted), None if curve is None else _text(curve),
        _flag(is_modelled),
    )  # fmt: skip
    place[1:] = ["climb"]
    past, session, reached, is_marked = one["climb"]
    climb = Climb(
        tuple(_floats(past).tolist()), None if session is None else _whole(session), _float(reached), _flag(is_marked)
    )
    place[1:] = ["names, moves or read"]
    names, moves = tuple(_text(name) for name in _rows(one["names"])), one["moves"]
    *counts, fingerprint = one["read"]
    session, done, ramps = map(_whole, counts)
    entry = ExerciseEntry(
        trait, names, None if moves is None else _flag(moves), session, done, ramps, climb, _text(fingerprint)
    )
    place[1:] = ["calls"]
    length, count, has_call, has_failure, last_done = one["calls"]
    calls = ExerciseCalls(
        _float(length), _float(count), _flag(has_call), _flag(has_failure), None,
        None if last_done is None else _whole(last_done),
    )  # fmt: skip
    place[1:] = ["held"]
    is_body_unknown = _flag(one["body_unknown"])
    if one["held"] is None:
        return ExerciseSummary(entry, None, calls, is_body_unknown)
    joint = joint_of(prior, with_body_mass=is_body_unknown, is_called=calls.has_call)
    held = _as_exact(one["held"], joint) if "state" in one["held"] else _as_held(one["held"], joint)
    if calls.has_call and calls.has_failure:
        calls = replace(calls, told=joint.told(held, prior=prior))
    return ExerciseSummary(entry, held, calls, is_body_unknown)


def _as_held(data: Mapping[str, Any], joint: Joint) -> Held:
    """Return a state; the nodes that are left out have next to no probability and stand where the first one does."""
    kept = np.array([_whole(one) for one in _rows(data["nodes"])], dtype=np.int64)
    size = len(joint.nodes)
    if not len(kept) or kept.min() < 0 or kept.max() >= size or len(np.unique(kept)) < len(kept):
        raise ValueError(f"nodes are not different numbers from 0 to {size - 1}")
    lanes = data["lanes"]
    names = OPEN if len(lanes) == LANES else CLOSED
    mean, cov, jumped = np.zeros((LANES, size, 3)), np.zeros((LANES, size, 3, 3)), np.zeros(size)
    mean[:], cov[:] = _as_state(lanes[0], names, kept, size)
    if names is OPEN:
        jumped[kept] = _floats(data["jumped"], len(kept))
        some = np.flatnonzero(jumped > 0.0)
        if len(some):
            one, two = _as_state(lanes[1], names, some, size)
            mean[1, some], cov[1, some] = one[some], two[some]
    evidence = np.full(size, GONE)
    evidence[kept] = _floats(data["told"], len(kept))
    count = len(joint.prior.habits)
    first, later = (ChoiceHabit(*(_floats(part, count) for part in habit)) for habit in _rows(data["habits"]))
    return Held(
        mean, cov, np.stack([1.0 - jumped, jumped]), evidence, first, later, _whole(data["session"]),
        _float(data["day"]), _float_or_nan(data["load"]), _flag(data["first"]),
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
        _whole(data["session"]), _float(data["day"]), _float_or_nan(data["load"]), _flag(data["first"]),
    )  # fmt: skip


def _as_state(data: Mapping[str, Any], names: Sequence[str], kept: Integers, size: int) -> tuple[Floats, Floats]:
    """Return means and covariances of one lane."""
    mean, cov = np.zeros((size, 3)), np.zeros((size, 3, 3))
    for name in names:
        unit = MEAN_UNIT if len(name) == 1 else COV_UNIT
        values = _floats(data[name], len(kept)) * unit
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
        (_float(load), _whole(before)): (_whole(number), _float(day), _float(repetitions))
        for load, before, number, day, repetitions in _rows(data["loads"])
    }
    last, today = ([_as_done(*one) for one in _rows(data[name])] for name in ("last", "today"))
    habit, habit_load = (_as_running(data[name], empty.habit) for name in ("habit", "habit_load"))
    return ExerciseMemory(habit, habit_load, loads, last, today)


def _as_done(
    session: object, day: object, load: object, log_moved: object, before: object, repetitions: object,
    failed: object, possible: object, miss: object,
) -> Done:  # fmt: skip
    """Return a set that is remembered."""
    return Done(
        _whole(session), _float(day), _float(load), _float(log_moved), _whole(before), _float(repetitions),
        _flag(failed), _float(possible), _float(miss),
    )  # fmt: skip


def _as_running(values: Any, empty: Running) -> Running:
    """Return a running mean."""
    return Running(empty.memory, *_floats(values, 3).tolist())


def _rows(values: Any) -> list[Any]:
    """Return a list; an object that happens to be empty is none."""
    if not isinstance(values, list):
        raise TypeError("not a list")
    return values


def _floats(values: Any, count: int | None = None) -> Floats:
    """Return numbers, so many of them."""
    if not isinstance(values, list) or (count is not None and len(values) != count):
        raise ValueError("a list of numbers is missing, or has another length than it should")
    return np.array([_float(one) for one in values], dtype=np.float64)


def _float(value: object) -> float:
    """Return a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} stands where a finite number should")
    return float(value)


def _float_or_nan(value: object) -> float:
    """Return a finite number, or NaN for what is not known."""
    return float("nan") if value is None else _float(value)


def _whole(value: object) -> int:
    """Return a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value!r} stands where a whole number should")
    return value


def _flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} stands where true or false should")
    return value


def _text(value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} stands where a text should")
    return value
