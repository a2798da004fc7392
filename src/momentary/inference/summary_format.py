"""A summary as plain lists and numbers, and back: what a phone or another program reads.

The format is described field by field in the documentation (Formats). Exercises whose session is over are written with
the lanes merged and without the day, which the next session would do first; nodes of negligible probability are left
out; numbers are rounded so far that no forecast moves by a thousandth.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import ChoiceHabit, Prior
from momentary.inference.filtering import LANES, merge_lanes
from momentary.inference.forecasting import shares_of
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
    require_usable,
)
from momentary.parameters import level_prior

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FORMAT = "momentary-summary/1"
"""Name and version of the format."""

NEGLIGIBLE = 1e-7
"""Nodes of less probability than this are left out."""

NEGLIGIBLE_BESIDE = 1e-3
"""Nodes of the lifter's calls of less probability than this within their departure are left out."""

NEGLIGIBLE_JUMP = 1e-6
"""Jumps that, with their node, have less probability than this are left out."""

_GONE = -1e6
_MEAN_UNIT = 1e-5
_COV_UNIT = 1e-8
_CLOSED = ("a", "l", "aa", "al", "ll")
_OPEN = ("a", "d", "l", "aa", "ad", "al", "dd", "dl", "ll")
_PAIRS = ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))


def summary_to_json(summary: Summary, *, prior: Prior | None = None, is_exact: bool = False) -> dict[str, Any]:
    """Return a summary as what JSON knows: no number in it is infinite or NaN.

    Args:
        summary: The summary.
        is_exact: Whether every digit is kept and no node left out: for a server, several times as long.
        prior: The population's figures that it was made with; the shipped ones if not given.
    """
    figures = level_prior() if prior is None else prior
    require_usable(summary, figures)
    return _Writer(figures, is_exact=is_exact).summary(summary)


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
    missing = [name for name in _FIELDS if name not in data]
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


_FIELDS = ("model", "prior", "position", "session", "day", "body_kg", "lately", "calls", "exercises")


class _Writer:
    """Writes summaries, rounded or to the last digit."""

    def __init__(self, prior: Prior, *, is_exact: bool) -> None:
        """Write to the last digit, or not."""
        self.prior, self.is_exact = prior, is_exact

    def summary(self, one: Summary) -> dict[str, Any]:
        """Return the whole."""
        memory = one.memory
        return {
            "format": FORMAT,
            "model": one.model,
            "prior": one.prior,
            "position": [one.position.segments, one.position.fingerprint],
            "session": one.session,
            "day": one.day if math.isfinite(one.day) else None,
            "body_kg": self._number(one.body_kg, 3),
            "lately": {name: self._running(getattr(memory, name)) for name in RUNNING}
            | ({} if memory.session == one.session else {"today_misses": [0, 0, 0]}),
            "calls": {"spread": self._numbers(one.spread_told, 5), "repeats": list(one.repeats)},
            "exercises": [
                self._exercise(part, memory.exercises.get(index), one.session)
                for index, part in enumerate(one.exercises)
            ],
        }

    def _number(self, value: float, decimals: int) -> float | int | None:
        """Return a number rounded, whole ones without a point; None for what is not known."""
        if not math.isfinite(value):
            return None
        rounded = float(value) if self.is_exact else round(float(value), decimals)
        return int(rounded) if rounded == int(rounded) else rounded

    def _numbers(self, values: Floats, decimals: int) -> list[float | int | None]:
        """Return numbers rounded to so many places after the point."""
        return [self._number(one, decimals) for one in values.tolist()]

    def _running(self, one: Running) -> list[float | int | None]:
        """Return a running mean as count, total and sum of squares."""
        return self._numbers(np.array([one.count, one.total, one.square]), 6)

    def _exercise(self, one: ExerciseSummary, memory: ExerciseMemory | None, session: int) -> dict[str, Any]:
        """Return one exercise."""
        entry, calls, trait, climb = one.entry, one.calls, one.entry.traits, one.entry.climb
        joint = joint_of(self.prior, with_body_mass=one.is_body_unknown, is_called=calls.has_call)
        held = None
        if one.held is not None:
            is_open = one.held.session == session
            held = _exact(one.held) if self.is_exact else self._held(one.held, joint, is_open=is_open)
        return {
            "key": trait.key,
            "names": list(entry.names),
            "traits": [trait.moved_share, trait.is_assisted, trait.curve, trait.is_modelled],
            "moves": entry.moves,
            "read": [entry.session, entry.done, entry.ramps, entry.fingerprint],
            "climb": [list(climb.past), climb.session, climb.reached, climb.is_marked],
            "body_unknown": one.is_body_unknown,
            "calls": [
                self._number(calls.length, 2), int(calls.count), calls.has_call, calls.has_failure, calls.last_done,
            ],
            "held": held,
            "lately": None if memory is None else self._memory(memory),
        }  # fmt: skip

    def _memory(self, memory: ExerciseMemory) -> dict[str, Any]:
        """Return what is remembered of an exercise."""
        return {
            "habit": self._running(memory.habit),
            "habit_load": self._running(memory.habit_load),
            "loads": [
                [load, before, number, self._number(day, 4), self._number(repetitions, 2)]
                for (load, before), (number, day, repetitions) in memory.by_load.items()
            ],
            "last": [self._done(one) for one in memory.last],
            "today": [self._done(one) for one in memory.today],
        }

    def _done(self, one: Done) -> list[Any]:
        """Return a set that is remembered."""
        place = (self._number(one.day, 4), one.load, self._number(one.log_moved, 6))
        told = (self._number(one.possible, 3), self._number(one.miss, 3))
        return [one.session, *place, one.before, self._number(one.repetitions, 2), one.is_failure, *told]

    def _held(self, held: Held, joint: Joint, *, is_open: bool) -> dict[str, Any]:
        """Return the filter's state at the nodes that count."""
        share = _shares(held, joint)
        least = np.where(np.arange(len(share)) < len(joint.own), NEGLIGIBLE, NEGLIGIBLE_BESIDE)
        kept = np.flatnonzero(share > least)
        evidence = held.log_evidence.copy()
        for part in (slice(None, len(joint.own)), slice(len(joint.own), None)):
            evidence[part] -= evidence[part].max()
        result = {
            "session": held.session, "day": self._number(held.day, 6), "load": self._number(held.log_load, 6),
            "first": held.is_first_visit, "nodes": kept.tolist(), "told": self._numbers(evidence[kept], 3),
            "habits": [self._habit(held.first_habit), self._habit(held.later_habit)],
        }  # fmt: skip
        if not is_open:
            mean, cov = merge_lanes(held.mean[None], held.cov[None], held.chance[None])
            return result | {"lanes": [_state(mean[0, kept], cov[0, kept], _CLOSED)]}
        jumped = held.chance[1, kept] * (share[kept] * held.chance[1, kept] > NEGLIGIBLE_JUMP)
        lanes = (kept, kept[jumped > 0.0])
        states = [_state(held.mean[lane, some], held.cov[lane, some], _OPEN) for lane, some in enumerate(lanes)]
        return result | {"jumped": self._numbers(jumped, 5), "lanes": states}

    def _habit(self, habit: ChoiceHabit) -> list[list[float | int | None]]:
        """Return a habit of choosing, by habit of stopping."""
        return [self._numbers(part, 4) for part in (habit.count, habit.mean, habit.variance)]


def _exact(held: Held) -> dict[str, Any]:
    """Return the filter's state to the last digit: its numbers one after the other, as bytes in base64."""
    first, later = held.first_habit, held.later_habit
    parts = (
        held.mean, held.cov, held.chance, held.log_evidence, first.count, first.mean, first.variance, later.count,
        later.mean, later.variance,
    )  # fmt: skip
    return {
        "session": held.session, "day": held.day, "load": None if math.isnan(held.log_load) else held.log_load,
        "first": held.is_first_visit, "state": to_text(np.concatenate([part.ravel() for part in parts])),
    }  # fmt: skip


def to_text(values: Floats) -> str:
    """Return numbers as base64 of their eight bytes each, the lowest first."""
    return base64.b64encode(values.astype("<f8").tobytes()).decode()


def of_text(text: object) -> Floats:
    """Return the numbers of such a text.

    Raises:
        ValueError: It is none.
    """
    numbers: NDArray[np.float64] = np.frombuffer(base64.b64decode(_text(text), validate=True), dtype="<f8")
    return numbers.astype(np.float64)


def _shares(held: Held, joint: Joint) -> Floats:
    """Return the probability of each node: of the filter's among them, of the others within their departure."""
    own = len(joint.own)
    mine = shares_of(held.log_evidence[:own] + joint.own.log_prior)
    theirs = (held.log_evidence[own:] + joint.side.log_prior).reshape(-1, joint.departures)
    return np.asarray(np.r_[mine, shares_of(theirs.T).T.ravel()])


def _state(mean: Floats, cov: Floats, names: Sequence[str]) -> dict[str, list[int]]:
    """Return means and covariances by name: a is the level, d the day, l the loss; aa its variance, ..."""
    columns = {name: mean[:, place] / _MEAN_UNIT for place, name in enumerate("adl")}
    columns |= {"adl"[i] + "adl"[j]: cov[:, i, j] / _COV_UNIT for i, j in _PAIRS}
    return {name: np.rint(columns[name]).astype(np.int64).tolist() for name in names}


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
    names = _OPEN if len(lanes) == LANES else _CLOSED
    mean, cov, jumped = np.zeros((LANES, size, 3)), np.zeros((LANES, size, 3, 3)), np.zeros(size)
    mean[:], cov[:] = _as_state(lanes[0], names, kept, size)
    if names is _OPEN:
        jumped[kept] = _floats(data["jumped"], len(kept))
        some = np.flatnonzero(jumped > 0.0)
        if len(some):
            one, two = _as_state(lanes[1], names, some, size)
            mean[1, some], cov[1, some] = one[some], two[some]
    evidence = np.full(size, _GONE)
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
        unit = _MEAN_UNIT if len(name) == 1 else _COV_UNIT
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
