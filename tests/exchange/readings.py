"""Reading text in tests, and what a reading owes: every row under exactly one kind."""

from __future__ import annotations

from momentary.exchange import Reading, ReadOptions, RowKind, Source, read
from momentary.quantities import Segment, Set


def read_text(
    text: str | bytes, *, name: str = "log.csv", options: ReadOptions | None = None, format_name: str | None = None
) -> Reading:
    """Return the reading of a file with this text."""
    content = text if isinstance(text, bytes) else text.encode()
    return read(Source(content=content, name=name), options=options, format_name=format_name)


def sets(reading: Reading) -> list[Set]:
    """Return all sets in order."""
    return [one for _, one in reading.log.sets()]


def segments(reading: Reading) -> list[Segment]:
    """Return all segments in order."""
    return list(reading.log.segments())


def only(reading: Reading) -> Segment:
    """Return the only segment."""
    (one,) = segments(reading)
    return one


def counts(reading: Reading) -> dict[RowKind, int]:
    """Return what became of the rows, kinds without rows left out."""
    return {kind: count for kind, count in reading.rows.items() if count}


def decision(reading: Reading, what: str) -> str:
    """Return what was decided about something."""
    return next(one.choice for one in reading.decisions if one.what == what)
