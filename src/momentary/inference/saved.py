"""A posterior that is kept: the summary of a log, with what bringing it up to date after a change of the past needs.

Beside the summary it holds what was believed before every row. When a log has changed, `updated` makes of it what a
fresh start would have made:

* Sets added at the end: a step each, about a millisecond.
* A set added, amended or voided in the past: the exercises in which anything has changed are filtered again; what the
  lifter did lately is replayed from the forecasts of all rows. Where the lifter calls reserves, the calls are read
  anew, and exercises whose calls are now worth something else are filtered again as well.
* Another model or other population figures: everything is made again, and the reason says so.

Hindsight (past reserves, the 1RM history) is not kept: it is `fit` that gives it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Observed, Prior
from momentary.inference.fitting import filter_all
from momentary.inference.online import RowStep, step_by_rows
from momentary.inference.posterior import LogPosition
from momentary.inference.recalling import ModelSteps, model_steps
from momentary.inference.records import ExerciseTraits, LogReader, LogRow, SetRecords, records_of
from momentary.inference.rir import LearntCalls, learn_calls
from momentary.inference.summary import (
    ExerciseSummary,
    Summary,
    UnusableSummaryError,
    exercise_summaries,
    require_usable,
    summary_of,
)
from momentary.inference.summary_format import summary_to_json, to_text
from momentary.inference.summary_reading import of_text, summary_from_json
from momentary.inference.tiring import recall_and_tire
from momentary.inference.tracks import Track
from momentary.parameters import level_prior
from momentary.quantities import Log, Session, Set

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FORMAT = "momentary-posterior/2"
"""Name and version of the format of saved posteriors."""

MANY_SETS = 500
"""More sets than this at the end of a log are not taken one by one: the filter takes them together."""

_SAME = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class SavedPosterior:
    """A summary, and what was believed before every row of its log.

    Args:
        summary: What the next set needs; it knows model, population figures and log position.
        before: A row for each segment of the log, its columns those of `RowStep`.
    """

    summary: Summary
    before: Floats

    @property
    def position(self) -> LogPosition:
        """The log that was seen."""
        return self.summary.position

    def to_bytes(self, *, prior: Prior | None = None) -> bytes:
        """Return it as JSON, to the last digit, with a checksum."""
        body = {
            "summary": summary_to_json(self.summary, prior=prior, is_exact=True),
            "before": to_text(self.before.ravel()),
        }  # fmt: skip
        text = json.dumps(body, separators=(",", ":"), allow_nan=False)
        return json.dumps({"format": FORMAT, "sha256": _checksum(text), "body": text}).encode()

    @classmethod
    def from_bytes(cls, data: bytes, *, prior: Prior | None = None) -> SavedPosterior:
        """Return what `to_bytes` wrote.

        Args:
            data: The bytes.
            prior: The population's figures that it was made with; the shipped ones if not given.

        Raises:
            UnusableSummaryError: It is damaged, or of another format, model or prior.
        """
        body = _body(data)
        summary = summary_from_json(body["summary"], prior=prior)
        try:
            before = of_text(body["before"]).reshape(summary.position.segments, len(RowStep._fields))
        except (KeyError, ValueError) as error:
            raise UnusableSummaryError(
                f"The saved posterior is damaged at before: {error}. Make it again from the log."
            ) from error
        return cls(summary, before)


@dataclass(frozen=True, slots=True, eq=False)
class Updated:
    """A saved posterior brought up to date, and what that took.

    Args:
        saved: The posterior of the log as it is now.
        added: Segments that were new at the end of the log and were taken one by one.
        filtered: Keys of the exercises that were filtered again.
        reason: What had changed, in one sentence.
    """

    saved: SavedPosterior
    added: int
    filtered: tuple[str, ...]
    reason: str


def posterior_to_save(
    log: Log, *, traits: Mapping[str, ExerciseTraits] | None = None, prior: Prior | None = None
) -> SavedPosterior:
    """Return the posterior of a log, to be saved; costs a fit.

    Args:
        log: The log.
        traits: Typed name to traits: names of one exercise are merged by key.
        prior: The population's figures; the shipped ones if not given.
    """
    figures = level_prior() if prior is None else prior
    rows, reader, _ = _read(log, traits, LogPosition(-1, ""))
    return _filtered(rows, reader, None, figures)[0]


def updated(
    saved: SavedPosterior,
    log: Log,
    *,
    traits: Mapping[str, ExerciseTraits] | None = None,
    prior: Prior | None = None,
) -> Updated:
    """Return a saved posterior as if it had just been made of the log as it is now.

    Nothing is taken over unseen: an exercise is gone on with only where every one of its segments, as the filter reads
    them, is the one that was seen. The log of somebody else shares none, and everything is made again.

    Args:
        saved: The posterior, of this log as it was, or of any other.
        log: The log as it is now.
        traits: Typed name to traits.
        prior: The population's figures; the shipped ones if not given.
    """
    figures = level_prior() if prior is None else prior
    rows, reader, goes_on = _read(log, traits, saved.position)
    try:
        require_usable(saved.summary, figures)
    except UnusableSummaryError as error:
        return _whole(rows, reader, figures, str(error))
    added = len(rows) - saved.position.segments
    traits_kept = all(
        one.entry.traits == entry.traits for one, entry in zip(saved.summary.exercises, reader.entries, strict=False)
    )
    if goes_on and traits_kept and added == 0:
        return Updated(saved, 0, (), "Nothing has changed.")
    if goes_on and traits_kept and added <= MANY_SETS:
        return _gone_on(saved, log, traits, figures)
    result, filtered = _filtered(rows, reader, saved, figures)
    if len(filtered) == len(reader.entries):
        what = "No exercise is as it was: this is another log, or every part of it changed."
        return Updated(result, 0, filtered, what)
    what = f"{added} segments were added." if goes_on and traits_kept else "The past of the log changed."
    count = f"{len(filtered)} of {len(reader.entries)}"
    return Updated(result, 0, filtered, f"{what} {count} exercises were filtered again.")


def _whole(rows: list[LogRow], reader: LogReader, prior: Prior, reason: str) -> Updated:
    """Return a posterior made again from nothing."""
    result, filtered = _filtered(rows, reader, None, prior)
    return Updated(result, 0, filtered, f"Everything was made again: {reason}")


def _read(
    log: Log, traits: Mapping[str, ExerciseTraits] | None, seen: LogPosition
) -> tuple[list[LogRow], LogReader, bool]:
    """Return the rows of a log, their reader, and whether the log goes on from a position, between two sets."""
    reader, rows = LogReader(traits), []
    goes_on = reader.position == seen
    for place in log.places():
        rows.append(reader.read(place))
        if reader.position.segments == seen.segments:
            goes_on = reader.position == seen and reader.is_between_sets
    return rows, reader, goes_on


def _gone_on(saved: SavedPosterior, log: Log, traits: Mapping[str, ExerciseTraits] | None, prior: Prior) -> Updated:
    """Return the posterior after the sets that were added at the end."""
    summary, before = saved.summary, []
    for number, session, done in _sets_after(log, saved.position.segments):
        summary, rows = step_by_rows(summary, done, session=session, number=number, traits=traits, prior=prior)
        before += rows
    table = np.concatenate([saved.before, np.array(before, dtype=np.float64)])
    sentence = f"{len(before)} segments were added at the end."
    return Updated(SavedPosterior(summary, table), len(before), (), sentence)


def _sets_after(log: Log, segments: int) -> Iterator[tuple[int, Session, Set]]:
    """Yield the sets after the first so many segments, with their session and its number."""
    count = 0
    for number, session in enumerate(log.sessions):
        for done in session.sets:
            if count >= segments:
                yield number, session, done
            count += len(done.segments)


def _filtered(
    rows: list[LogRow], reader: LogReader, saved: SavedPosterior | None, prior: Prior
) -> tuple[SavedPosterior, tuple[str, ...]]:
    """Return the posterior of some rows, and which exercises had to be filtered; the others are taken from `saved`."""
    records = records_of(rows, reader.entries, reader.position)
    calls = learn_calls(records, prior=prior)
    before = np.full((len(rows), len(RowStep._fields)), np.nan)
    before[:, 0] = records.exercise
    is_report = records.observed == Observed.REPORT
    caller = calls.caller
    for column, values in zip((4, 5, 6), (caller.deviation, caller.deviation_sd, caller.spread), strict=True):
        before[is_report, column] = values[is_report]
    known = {} if saved is None else _unchanged(records, reader, saved, before)
    again = np.array([index for index in range(len(reader.entries)) if index not in known], dtype=np.int64)
    tracks = filter_all(records, prior=prior, calls=calls, exercises=again)
    steps = model_steps(records, tracks)
    for column, part in zip((1, 2, 3), (steps.mean, steps.sd, steps.log_moved), strict=True):
        fresh = np.isin(records.exercise, again)
        before[fresh, column] = part[fresh]
    keys = tuple(reader.entries[index].traits.key for index in again.tolist())
    summary = _summary(records, reader, tracks, calls, before, known, prior)
    return SavedPosterior(summary, before), keys


def _unchanged(
    records: SetRecords, reader: LogReader, saved: SavedPosterior, before: Floats
) -> dict[int, ExerciseSummary]:
    """Return the exercises whose rows and calls are those that were seen; their forecasts are put into `before`."""
    seen = {one.entry.traits.key: (index, one) for index, one in enumerate(saved.summary.exercises)}
    result = {}
    for index, entry in enumerate(reader.entries):
        place, one = seen.get(entry.traits.key, (-1, None))
        if one is None or (one.entry.traits, one.entry.fingerprint) != (entry.traits, entry.fingerprint):
            continue
        rows = np.flatnonzero(records.exercise == index)
        old = saved.before[saved.before[:, 0] == place]
        is_body_unknown = bool(np.isnan(records.body_kg[rows]).any())
        if is_body_unknown != one.is_body_unknown or len(old) != len(rows):
            continue
        if not np.allclose(old[:, 4:], before[rows, 4:], rtol=0.0, atol=_SAME, equal_nan=True):
            continue
        before[rows, 1:4] = old[:, 1:4]
        told = rows[records.observed[rows] != Observed.NOTHING]
        held = None if one.held is None else replace(one.held, session=int(records.session[told[-1]]))
        result[index] = replace(one, held=held)
    return result


def _summary(
    records: SetRecords,
    reader: LogReader,
    tracks: tuple[Track, ...],
    calls: LearntCalls,
    before: Floats,
    known: Mapping[int, ExerciseSummary],
    prior: Prior,
) -> Summary:
    """Return the summary of a log of which some exercises are known."""
    steps = ModelSteps(before[:, 1], before[:, 2], before[:, 3])
    memory, fatigue, _ = recall_and_tire(records, steps, prior=prior)
    exercises = exercise_summaries(records, reader.entries, tracks, prior=prior, known=known)
    return summary_of(records, reader, exercises, memory=memory, fatigue=fatigue, calls=calls, prior=prior)


def _body(data: bytes) -> dict[str, Any]:
    """Return the body of saved bytes, checked."""
    remedy = "Make it again from the log."
    try:
        whole = json.loads(data)
    except (UnicodeDecodeError, ValueError) as error:
        raise UnusableSummaryError(f"The saved posterior is no JSON ({error}). {remedy}") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        name = whole.get("format") if isinstance(whole, dict) else None
        raise UnusableSummaryError(f"The saved posterior's format is {name!r}; this program reads '{FORMAT}'. {remedy}")
    text = whole.get("body")
    if not isinstance(text, str) or whole.get("sha256") != _checksum(text):
        raise UnusableSummaryError(f"The saved posterior is damaged: its checksum is not that of its body. {remedy}")
    body = json.loads(text)
    if not isinstance(body, dict) or not {"summary", "before"} <= set(body):
        raise UnusableSummaryError(f"The saved posterior's body lacks its summary. {remedy}")
    return body


def _checksum(text: str) -> str:
    """Return the SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
