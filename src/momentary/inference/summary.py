"""What the next set needs of a lifter's log, and no more: made once, moved on set by set, small enough for a phone.

A summary holds the end of the level filter of every exercise (`Held`), how far each has been read (`ExerciseEntry`),
what the lifter did lately (`Recollection`), and what their calls are worth. A step is the filter's own step with that
state put in and taken out again: a summary moved on through some sets is the summary of the longer log.

A step with its forecast costs about a millisecond, however long the log; `summarise` costs as much as `fit`, and
`fit_and_summarise` hardly more than one of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    MODEL,
    Prior,
)
from momentary.inference.fatigue import FatigueMemory
from momentary.inference.fitting import Pass
from momentary.inference.holding import Held
from momentary.inference.joint import joint_of
from momentary.inference.level import LevelPosterior
from momentary.inference.posterior import LogPosition
from momentary.inference.recollection import Recollection
from momentary.inference.records import (
    ExerciseEntry,
    ExerciseTraits,
    LogReader,
    SetRecords,
    calls_and_failures,
    read_log,
)
from momentary.inference.rir import (
    LearntCalls,
    lengths,
    side_by_side,
)
from momentary.inference.tracks import Track
from momentary.parameters import level_prior
from momentary.quantities import Log

Floats = NDArray[np.float64]

Integers = NDArray[np.int64]


class UnusableSummaryError(ValueError):
    """A summary or saved posterior that cannot be gone on with: the message says where, why, and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class ExerciseCalls:
    """What an exercise says of the lifter's calls.

    Args:
        length: Sum of the repetitions that its sets seemed to allow [rep].
        count: How many sets that were.
        has_call: Whether it has a reported reserve of more than a half.
        has_failure: Whether it has a set to failure, or one with at most a half called.
        told: Its log-evidence of every fine departure (fine,); None before it has both.
        last_done: Repetitions of its last set with such a report; None before any.
    """

    length: float = 0.0
    count: float = 0.0
    has_call: bool = False
    has_failure: bool = False
    told: Floats | None = None
    last_done: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ExerciseSummary:
    """What the next set of one exercise needs.

    Args:
        entry: What the exercise is, and how far its sets have been read.
        held: The filter's state, with the nodes of `joint_of`; None before the first row that tells anything.
        calls: What it says of the lifter's calls.
        is_body_unknown: Whether it moved a body of unknown mass at its first set.
    """

    entry: ExerciseEntry
    held: Held | None = None
    calls: ExerciseCalls = ExerciseCalls()
    is_body_unknown: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """What the next set needs of a lifter's log. Nothing in it is ever changed: a step makes another one.

    Args:
        model: Name and version of the model.
        prior: Digest of the population's figures that it was made with.
        position: The log that it has seen.
        session: Number of the last session in the log, from zero; -1 before any.
        day: When that began [days since 1970].
        time: When its last segment ended [days since 1970].
        body_kg: The last known body mass; NaN where none is known [kg].
        exercises: The exercises, in order of their first appearance in the log.
        memory: What the lifter did lately.
        told: Log-evidence of every fine departure of the lifter's calls (fine,).
        spread_told: Log-evidence of every spread of their calls (spread,).
        repeats: Calls with the same count as the exercise's call before, and calls that had one before.
        fatigue: What the log has told of fatigue.
    """

    model: str
    prior: str
    position: LogPosition
    session: int
    day: float
    time: float
    body_kg: float
    exercises: tuple[ExerciseSummary, ...]
    memory: Recollection
    told: Floats
    spread_told: Floats
    repeats: tuple[float, float]
    fatigue: FatigueMemory

    def index_of(self, exercise: str) -> int | None:
        """Return the position of an exercise by key or typed name; None where the log never had it."""
        for index, one in enumerate(self.exercises):
            if exercise == one.entry.traits.key or exercise in one.entry.names:
                return index
        return None


@lru_cache(maxsize=16)
def digest_of(prior: Prior) -> str:
    """Return a fingerprint of the population's figures (SHA-256, hexadecimal)."""
    return hashlib.sha256(repr(prior).encode()).hexdigest()


def summarise(log: Log, *, traits: Mapping[str, ExerciseTraits] | None = None, prior: Prior | None = None) -> Summary:
    """Return what the next set needs of a log.

    Example:
        >>> from momentary.athlete import demo_log
        >>> from momentary.inference import forecast
        >>> summary = summarise(demo_log(seed=1))
        >>> forecast(summary, "Bench Press (Barbell)", 60.0).median > 1
        True

    Args:
        log: The log.
        traits: Typed name to traits: names of one exercise are merged by key.
        prior: The population's figures; the shipped ones if not given.
    """
    records, reader = read_log(log, traits)
    return _summary(Pass.through(records, level_prior() if prior is None else prior), reader)


def fit_and_summarise(
    log: Log, *, traits: Mapping[str, ExerciseTraits] | None = None, prior: Prior | None = None
) -> tuple[LevelPosterior, Summary]:
    """Return what `fit` and `summarise` make of a log, filtered once for both.

    Args:
        log: The log.
        traits: Typed name to traits: names of one exercise are merged by key.
        prior: The population's figures; the shipped ones if not given.
    """
    records, reader = read_log(log, traits)
    found = Pass.through(records, level_prior() if prior is None else prior)
    return found.posterior(), _summary(found, reader)


def _summary(found: Pass, reader: LogReader) -> Summary:
    """Return the summary of a log from a pass through it."""
    exercises = exercise_summaries(found.records, reader.entries, found.tracks, prior=found.prior)
    return summary_of(
        found.records, reader, exercises, memory=found.memory, fatigue=found.tiredness.fatigue, calls=found.calls,
        prior=found.prior,
    )  # fmt: skip


def summary_of(
    records: SetRecords,
    reader: LogReader,
    exercises: tuple[ExerciseSummary, ...],
    *,
    memory: Recollection,
    fatigue: FatigueMemory,
    calls: LearntCalls,
    prior: Prior,
) -> Summary:
    """Return a summary from its parts."""
    return Summary(
        MODEL, digest_of(prior), reader.position, int(records.session[-1]) if len(records) else -1,
        float(records.day[-1]) if len(records) else float("-inf"), reader.time, reader.body_kg, exercises, memory,
        calls.told, calls.spread_told, calls.repeats, fatigue,
    )  # fmt: skip


def exercise_summaries(
    records: SetRecords,
    entries: Sequence[ExerciseEntry],
    tracks: tuple[Track, ...],
    *,
    prior: Prior,
    known: Mapping[int, ExerciseSummary] | None = None,
) -> tuple[ExerciseSummary, ...]:
    """Return what the next set of every exercise needs.

    Args:
        records: The log as arrays.
        entries: How far its exercises have been read.
        tracks: The filter's tracks, of all exercises but those that are known.
        prior: The population's figures.
        known: Exercises by their place in the records that need no filter: nothing in them has changed.
    """
    known = {} if known is None else known
    count = len(records.traits)
    has_call, has_failure = np.zeros((2, count), dtype=np.bool_)
    is_call, is_failure = calls_and_failures(records)
    has_call[records.exercise[is_call]] = has_failure[records.exercise[is_failure]] = True
    last_done = dict(zip(records.exercise[is_call].tolist(), records.repetitions[is_call].tolist(), strict=True))
    is_told, length = lengths(records)
    totals = np.bincount(records.exercise, weights=length, minlength=count).tolist()
    counts = np.bincount(records.exercise[is_told], minlength=count).tolist()
    unknown = np.zeros(count, dtype=np.bool_)
    unknown[records.exercise[np.isnan(records.body_kg)]] = True
    is_open = ~np.isin(np.arange(count), list(known))
    sides = (
        side_by_side(records, np.flatnonzero(has_call & is_open), prior=prior),
        side_by_side(records, np.flatnonzero(~has_call & is_open), prior=prior, is_called=False),
    )
    own, side = _held(tracks), _held(sides)
    result = []
    for index, entry in enumerate(entries):
        if index in known:
            result.append(replace(known[index], entry=entry))
            continue
        held = own[index].beside(side[index]) if index in own else None
        joint = joint_of(prior, with_body_mass=bool(unknown[index]), is_called=bool(has_call[index]))
        told = None
        if held is not None and has_call[index] and has_failure[index]:
            told = joint.told(held, prior=prior)
        calls = ExerciseCalls(
            totals[index], float(counts[index]), bool(has_call[index]), bool(has_failure[index]), told,
            last_done.get(index),
        )  # fmt: skip
        result.append(ExerciseSummary(entry, held, calls, bool(unknown[index])))
    return tuple(result)


def _held(tracks: tuple[Track, ...]) -> dict[int, Held]:
    """Return the states at the end of some tracks, by exercise."""
    return {
        index: held
        for track in tracks
        for index, held in zip(track.exercises.tolist(), track.held, strict=True)
        if held is not None
    }


def require_usable(summary: Summary, prior: Prior) -> None:
    """Check that a summary was made by this model with these figures.

    Raises:
        UnusableSummaryError: It was not.
    """
    require_made_with(summary.model, summary.prior, prior)


def require_made_with(model: str, digest: str, prior: Prior) -> None:
    """Check the model and the digest of the figures that something was made with.

    Raises:
        UnusableSummaryError: They are others.
    """
    if model != MODEL:
        raise UnusableSummaryError(
            f"The summary is of the model '{model}'; this is '{MODEL}'. Make it again from the log."
        )
    if digest != digest_of(prior):
        raise UnusableSummaryError(
            f"The summary was made with other population figures ({digest[:12]}) than those given "
            f"({digest_of(prior)[:12]}). Give the same, or make it again from the log."
        )
