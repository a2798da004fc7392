"""From a log to the rows of an app's table: one label for a set, numbers as text, and what a table cannot hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Protocol

from momentary.exchange.entries import SetType
from momentary.quantities import EffortScale, EndingKind, Log, Role, Segment, Session, Set, Technique

# Ink that is lost on every table of an app: told once for a log, not for each segment.
_SEGMENT, _SET, _SESSION = "segment", "set", "session"


class CsvWriter(Protocol):
    """What writes the rows of a table."""

    def writerow(self, row: list[Any], /) -> Any:
        """Write one row."""


class Losses:
    """What a format cannot hold, counted while a log is written.

    Args:
        title: How people call the format.
    """

    def __init__(self, title: str) -> None:
        """Begin with nothing lost."""
        self._title = title
        self._counts: dict[tuple[str, str, str], int] = {}

    def count(self, what: str, noun: str, because: str = "", *, times: int = 1) -> None:
        """Count `times` segments, sets or sessions that lose `what`; `because` says what becomes of it."""
        key = (what, noun, because or f"{self._title} has no place for it")
        self._counts[key] = self._counts.get(key, 0) + times

    def words(self) -> tuple[str, ...]:
        """Return the losses, a sentence each: `partial repetitions of 3 segments: Strong has no place for it`."""
        return tuple(
            f"{what} of {times:,} {noun}{'' if times == 1 else 's'}: {because}"
            for (what, noun, because), times in self._counts.items()
        )


def label(one: Set, segment: Segment) -> SetType:
    """Return the one label that an app's table gives a segment: a drop before a failure before the set's role."""
    if segment.technique is Technique.DROP:
        return SetType.DROP
    if segment.is_failure:
        return SetType.FAILURE
    return _ROLES[one.role]


_ROLES = {
    Role.WORKING: SetType.NORMAL,
    Role.WARM_UP: SetType.WARMUP,
    Role.COOL_DOWN: SetType.COOLDOWN,
    None: SetType.UNKNOWN,
}


def digits(value: float | None) -> str:
    """Return a number as people write it: 82.5, 80; empty for None."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def cell(text: str | None) -> str:
    """Return a text as a cell can hold it: one kind of line end, and a mark for zero bytes and half surrogate pairs."""
    if not text:
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def table(stream: BinaryIO, *, delimiter: str, quotes_all: bool) -> Iterator[CsvWriter]:
    """Give a writer of rows in UTF-8 to `stream`, which stays open."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        yield csv.writer(
            text,
            delimiter=delimiter,
            lineterminator="\n",
            quoting=csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL,
        )
    finally:
        text.flush()
        text.detach()


def is_read_as_not_done(segment: Segment) -> bool:
    """Whether an app's row for the segment says that nothing was done."""
    return (
        not segment.repetitions
        and (segment.load is None or segment.load.value == 0)
        and not (segment.assistance is not None and segment.load is None and segment.assistance.value)
        and not segment.duration_s
        and (segment.distance is None or segment.distance.value == 0)
    )


def note_common_losses(log: Log, losses: Losses) -> None:
    """Count what neither Strong's nor Hevy's table holds."""
    for session in log.sessions:
        _note_session(session, losses)
        previous: Set | None = None
        for one in session.sets:
            _note_set(one, previous, losses)
            previous = one
            for segment in one.segments:
                _note_segment(one, segment, losses)


def _note_session(session: Session, losses: Losses) -> None:
    if session.start.utc_offset is not None:
        losses.count("the offset from UTC", _SESSION, "the time on the wall is written")
    if session.body_mass is not None:
        losses.count("the body mass", _SESSION)


def _note_set(one: Set, previous: Set | None, losses: Losses) -> None:
    if one.side is not None:
        losses.count("the side", _SET)
    if one.role is Role.COOL_DOWN:
        losses.count("the role as cool-down", _SET, "it is written as a working set")
    first, *others = one.segments
    is_drop_set = one.role is not Role.WARM_UP and all(
        other.technique is Technique.DROP and other.exercise == first.exercise for other in others
    )
    if others and not is_drop_set:
        losses.count("the chain", _SET, "each segment becomes a set")
    if first.technique is Technique.DROP and previous is not None and previous.exercise == first.exercise:
        losses.count("the beginning", _SET, "it begins with a drop and joins the set before it")


def _note_segment(one: Set, segment: Segment, losses: Losses) -> None:
    if segment.partial_repetitions is not None:
        losses.count("partial repetitions", _SEGMENT)
    if segment.technique not in _HELD_TECHNIQUES:
        losses.count("the technique", _SEGMENT)
    if segment.ending is not None:
        if not segment.is_failure or segment.technique is Technique.DROP:
            losses.count("the ending", _SEGMENT)
        elif segment.ending.kind is not EndingKind.FAILURE or segment.ending.judge is not None:
            losses.count("the kind of failure and its judge", _SEGMENT, "the bare label is written")
        if one.role is Role.WARM_UP and segment.is_failure:
            losses.count("the role as warm-up", _SEGMENT, "it is labelled as a failure")
    if segment.effort is not None and segment.effort.scale is EffortScale.RIR:
        if segment.effort.rpe < 1.0:
            losses.count("the effort", _SEGMENT, "more than 9 repetitions in reserve have no RPE")
        else:
            losses.count("the scale of effort", _SEGMENT, "RIR is written as RPE")
    for name, what in _UNHELD:
        if getattr(segment, name) is not None:
            losses.count(what, _SEGMENT)
    if segment.assistance is not None and (segment.load is not None or segment.assistance.value == 0):
        losses.count("the help beside a load, or of zero", _SEGMENT)
    if segment.source is not None and segment.source.unread:
        losses.count("columns that momentary has no word for", _SEGMENT)
    if is_read_as_not_done(segment):
        losses.count("the row", _SEGMENT, "without load, repetitions, time and distance it reads as not done")


_HELD_TECHNIQUES = frozenset((Technique.STRAIGHT, Technique.DROP))
_UNHELD = (
    ("implements", "the number of implements"),
    ("tempo", "the tempo"),
    ("rest_before_s", "the rest taken"),
    ("at", "the clock time"),
)


def load_cell(segment: Segment, *, value: float | None) -> str:
    """Return the cell of loads: help from a machine, where no load was typed, as a number below zero."""
    if segment.load is not None or value is None:
        return digits(value)
    return "-" + digits(value) if value else ""


def rpe_cell(segment: Segment) -> str:
    """Return the cell of RPE; empty where there is none, or none on the scale."""
    if segment.effort is None or segment.effort.rpe < 1.0:
        return ""
    return digits(segment.effort.rpe)
