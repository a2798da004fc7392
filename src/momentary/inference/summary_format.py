"""A summary as plain lists and numbers, and back: what a phone or another program reads.

The format is described field by field in the documentation (Formats). Exercises whose session is over are written with
the lanes merged and without the day, which the next session would do first; nodes of negligible probability are left
out; numbers are rounded so far that no forecast moves by a thousandth.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import ChoiceHabit, Prior
from momentary.inference.fatigue_format import fatigue_to_json
from momentary.inference.forecasting import shares_of
from momentary.inference.holding import Held
from momentary.inference.joint import Joint, joint_of
from momentary.inference.recollection import RUNNING, Done, ExerciseMemory, Running
from momentary.inference.summary import (
    ExerciseSummary,
    Summary,
    require_usable,
)
from momentary.inference.tracks import merge_lanes
from momentary.parameters import level_prior

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FORMAT = "momentary-summary/2"
"""Name and version of the format."""

NEGLIGIBLE = 1e-7
"""Nodes of less probability than this are left out."""

NEGLIGIBLE_BESIDE = 1e-3
"""Nodes of the lifter's calls of less probability than this within their departure are left out."""

NEGLIGIBLE_JUMP = 1e-6
"""Jumps that, with their node, have less probability than this are left out."""

GONE = -1e6
MEAN_UNIT = 1e-5
COV_UNIT = 1e-8
CLOSED = ("a", "l", "aa", "al", "ll")
OPEN = ("a", "d", "l", "aa", "ad", "al", "dd", "dl", "ll")
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


FIELDS = (
    "model", "prior", "position", "session", "day", "time", "body_kg", "lately", "calls", "fatigue", "exercises",
)  # fmt: skip


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
            "time": one.time if math.isfinite(one.time) else None,
            "body_kg": self._number(one.body_kg, 3),
            "lately": {name: self._running(getattr(memory, name)) for name in RUNNING}
            | ({} if memory.session == one.session else {"today_misses": [0, 0, 0]}),
            "calls": {"spread": self._numbers(one.spread_told, 5), "repeats": list(one.repeats)},
            "fatigue": fatigue_to_json(one.fatigue, is_exact=self.is_exact),
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
            "muscles": {muscle.value: share for muscle, share in trait.shares},
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
            return result | {"lanes": [_state(mean[0, kept], cov[0, kept], CLOSED)]}
        jumped = held.chance[1, kept] * (share[kept] * held.chance[1, kept] > NEGLIGIBLE_JUMP)
        lanes = (kept, kept[jumped > 0.0])
        states = [_state(held.mean[lane, some], held.cov[lane, some], OPEN) for lane, some in enumerate(lanes)]
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


def _shares(held: Held, joint: Joint) -> Floats:
    """Return the probability of each node: of the filter's among them, of the others within their departure."""
    own = len(joint.own)
    mine = shares_of(held.log_evidence[:own] + joint.own.log_prior)
    theirs = (held.log_evidence[own:] + joint.side.log_prior).reshape(-1, joint.departures)
    return np.asarray(np.r_[mine, shares_of(theirs.T).T.ravel()])


def _state(mean: Floats, cov: Floats, names: Sequence[str]) -> dict[str, list[int]]:
    """Return means and covariances by name: a is the level, d the day, l the loss; aa its variance, ..."""
    columns = {name: mean[:, place] / MEAN_UNIT for place, name in enumerate("adl")}
    columns |= {"adl"[i] + "adl"[j]: cov[:, i, j] / COV_UNIT for i, j in _PAIRS}
    return {name: np.rint(columns[name]).astype(np.int64).tolist() for name in names}
