"""A flat Parquet table, a row a segment: for notebooks and statistics. It holds all that a log holds.

`set_type`, `weight_kg`, `rpe` and `rir` say one thing twice, plainly for the one who reads the table; the
columns behind them (`role`, `technique`, `ending`, `load`, `effort`) keep what was typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, BinaryIO

import polars as pl
from polars.io.plugins import register_io_source

from momentary.catalogue import match
from momentary.exchange.entries import MOST_PLAUSIBLE_LOAD_KG, MOST_PLAUSIBLE_REPETITIONS, SetType
from momentary.exchange.flat import label
from momentary.quantities import Clock, Load, Log, Moment, Place, Segment, Tempo

_ROWS_IN_A_GROUP = 20_000
COLUMNS = {
    "session": "Int64", "started_at": "Datetime", "tz": "String", "exercise": "String", "catalogue_exercise": "String",
    "match": "String", "match_confidence": "Float64", "exercise_pos": "Int64", "set_index": "Int64",
    "set_in_session": "Int64", "set_type": "String", "weight_kg": "Float64", "unit": "String", "reps": "Int64",
    "rpe": "Float64", "seconds": "Float64", "distance": "Float64", "rest_after_s": "Float64", "set_at": "Datetime",
    "superset": "String", "suspect": "Boolean",
    "set": "Int64", "load": "Float64", "role": "String", "technique": "String", "partial_reps": "Int64",
    "rir": "Float64", "effort": "Float64", "effort_scale": "String", "ending": "String", "judge": "String",
    "assistance_kg": "Float64", "assistance": "Float64", "assistance_unit": "String", "implements": "Int64",
    "tempo": "String", "rest_before_s": "Float64", "distance_unit": "String", "distance_m": "Float64",
    "side": "String", "note": "String", "title": "String", "session_seconds": "Float64", "session_note": "String",
    "body_mass": "Float64", "body_mass_unit": "String", "utc_offset_s": "Float64", "zone": "String",
    "source_file": "String", "source_line": "Int64", "source_row": "String", "source_unread": "String",
}  # fmt: skip
"""Our columns and their types; the first 21 are those of the flat table that others use, too."""


def write(log: Log, stream: BinaryIO) -> tuple[str, ...]:
    """Write a log as a flat table; nothing is lost."""
    types: dict[str, Any] = {
        name: pl.Datetime("us") if kind == "Datetime" else getattr(pl, kind) for name, kind in COLUMNS.items()
    }
    rows = _rows(log)

    def parts(*_: object) -> Iterator[pl.DataFrame]:
        while part := list(islice(rows, _ROWS_IN_A_GROUP)):
            yield pl.DataFrame(part, schema=types, orient="row")

    # Row groups go out as they are made: a long log is not held a second time.
    table = register_io_source(parts, schema=types)
    table.sink_parquet(stream, compression="zstd", row_group_size=_ROWS_IN_A_GROUP, maintain_order=True)
    return ()


def _rows(log: Log) -> Iterator[tuple[Any, ...]]:
    number, last, session = 0, None, -1
    for place in log.places():
        if place.session_index != session:
            session, number, last = place.session_index, 0, None
        # Two equal sets in a row may be one object: a new one begins where the chain is through.
        if place.set is not last or place.segment is place.set.segments[0]:
            number, last = number + 1, place.set
        yield _row(place, number)


def _row(place: Place, number: int) -> tuple[Any, ...]:
    session, one, segment = place.session, place.set, place.segment
    start, effort, ending, load = session.start, segment.effort, segment.ending, segment.load
    distance, source, help_ = segment.distance, segment.source, segment.assistance
    body_mass = session.body_mass
    slug, how, confidence = _meaning(segment.exercise)
    return (
        place.session_index + 1, start.wall, _zone_word(start), segment.exercise, slug, how, confidence,
        place.exercise_position, place.set_index, place.set_in_session, _set_type(place),
        None if load is None else load.kg, None if load is None else load.unit, segment.repetitions,
        None if effort is None else effort.rpe, segment.duration_s, None if distance is None else distance.value,
        one.rest_timer_s if segment is one.segments[-1] else None, segment.at, one.superset, _is_suspect(segment),
        number, None if load is None else load.value, one.role, segment.technique, segment.partial_repetitions,
        None if effort is None else effort.rir, None if effort is None else effort.value,
        None if effort is None else effort.scale, None if ending is None else ending.kind,
        None if ending is None else ending.judge, None if help_ is None else help_.kg,
        *_typed(help_), segment.implements, _tempo(segment.tempo), segment.rest_before_s,
        None if distance is None else distance.unit, None if distance is None else distance.metres,
        one.side, one.note, session.title, session.duration_s, session.note, *_typed(body_mass),
        None if start.utc_offset is None else start.utc_offset.total_seconds(), start.zone,
        None if source is None else source.file, None if source is None else source.line,
        None if source is None else source.row,
        json.dumps(source.unread, ensure_ascii=False) if source is not None and source.unread else None,
    )  # fmt: skip


def _typed(load: Load | None) -> tuple[float | None, str | None]:
    return (None, None) if load is None else (load.value, load.unit)


def _set_type(place: Place) -> str:
    found = label(place.set, place.segment)
    return SetType.NORMAL if found is SetType.COOLDOWN else found


def _zone_word(start: Moment) -> str:
    if start.clock is Clock.INSTANT:
        return "local" if start.utc_offset else "utc"
    return start.clock


def _is_suspect(segment: Segment) -> bool:
    return (segment.repetitions or 0) > MOST_PLAUSIBLE_REPETITIONS or (
        segment.load is not None and segment.load.kg > MOST_PLAUSIBLE_LOAD_KG
    )


def _tempo(tempo: Tempo | None) -> str | None:
    if tempo is None:
        return None
    counts = (tempo.lowering_s, tempo.bottom_s, tempo.lifting_s, tempo.top_s)
    return "-".join(str(int(count)) if count == int(count) else f"{Decimal(repr(count)):f}" for count in counts)


@cache
def _meaning(exercise: str) -> tuple[str | None, str, float]:
    """Return what the catalogue makes of a name: its key, how it was found, and how sure that is."""
    found = match(exercise)
    return found.exercise.slug if found.is_matched else None, found.how, found.confidence
