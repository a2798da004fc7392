"""From a row of a flat table to a segment: every value checked, every fault with the name of its column."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from sys import intern
from typing import Any, TypeVar

from momentary.exchange.cells import shown
from momentary.exchange.entries import ROLES, SetType
from momentary.exchange.reading import CellError
from momentary.quantities import (
    KG_PER_LB,
    Clock,
    Distance,
    DistanceUnit,
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    Judge,
    Load,
    LoadUnit,
    Moment,
    Role,
    Segment,
    Set,
    Side,
    SourceRow,
    Technique,
    Tempo,
)

TableRow = Mapping[str, Any]
SESSION_COLUMNS = ("title", "session_seconds", "session_note", "body_mass", "body_mass_unit")
_Enum = TypeVar("_Enum", bound=StrEnum)


def read_set(row: TableRow, segment: Segment, set_type: SetType) -> Set:
    """Return a set of one segment, with what its row tells of the set."""
    return Set(
        (segment,),
        role=ROLES[set_type] if row.get("set") is None else kind_of(row, "role", Role),
        side=kind_of(row, "side", Side),
        superset=text_of(row, "superset"),
        rest_timer_s=number_of(row, "rest_after_s"),
        note=text_of(row, "note"),
    )


def read_segment(number: int, row: TableRow, set_type: SetType, file: str) -> Segment:
    """Return the segment of a row."""
    exercise = text_of(row, "exercise")
    if exercise is None or not exercise.strip():
        raise CellError("The exercise has no name.", "Name it.", column="exercise")
    technique = kind_of(row, "technique", Technique)
    kind = kind_of(row, "ending", EndingKind)
    if kind is None and technique is None and set_type is SetType.FAILURE:
        kind = EndingKind.FAILURE
    if technique is None:
        technique = Technique.DROP if set_type is SetType.DROP else Technique.STRAIGHT
    distance = number_of(row, "distance")
    return Segment(
        exercise=intern(exercise),
        load=_typed_load(row),
        repetitions=whole_of(row, "reps"),
        partial_repetitions=whole_of(row, "partial_reps"),
        technique=technique,
        effort=_effort(row),
        ending=None if kind is None else Ending(kind, kind_of(row, "judge", Judge)),
        assistance=load_of(row, "assistance", "assistance_unit") or _kilograms(row, "assistance_kg"),
        implements=whole_of(row, "implements"),
        tempo=_tempo(row),
        rest_before_s=number_of(row, "rest_before_s"),
        duration_s=number_of(row, "seconds"),
        distance=None if distance is None else Distance(distance, kind_of(row, "distance_unit", DistanceUnit)),
        at=time_of(row, "set_at"),
        source=_source(number, row, file),
    )


def is_nothing(segment: Segment) -> bool:
    """Whether nothing was done: no load, repetitions, help, time or distance."""
    return (
        not segment.repetitions
        and (segment.load is None or segment.load.value == 0)
        and segment.duration_s is None
        and segment.distance is None
        and segment.assistance is None
        and segment.partial_repetitions is None
    )


def text_of(row: TableRow, name: str) -> str | None:
    """Return a text; None where the table has no such column, or the cell is empty."""
    return row.get(name)


def number_of(row: TableRow, name: str) -> float | None:
    """Return a finite number; None where there is none."""
    value = row.get(name)
    if value is None:
        return None
    if not math.isfinite(value):
        raise CellError(f"{value} is not a number that can be.", column=name)
    return int(value) if value == int(value) else float(value)


def whole_of(row: TableRow, name: str) -> int | None:
    """Return a whole number; None where there is none."""
    value = number_of(row, name)
    if value is None:
        return None
    if value != int(value):
        raise CellError(f"{value:g} is not a whole number.", column=name)
    return int(value)


def kind_of(row: TableRow, name: str, kinds: type[_Enum]) -> _Enum | None:
    """Return one of the words that a column may have; None where there is none."""
    value = row.get(name)
    if value is None:
        return None
    try:
        return kinds(value)
    except ValueError:
        allowed = ", ".join(kinds)
        raise CellError(f"{shown(str(value))} is none of {allowed}.", column=name) from None


_EPOCH = datetime(1970, 1, 1)


def time_of(row: TableRow, name: str) -> datetime | None:
    """Return a time without zone; None where there is none."""
    microseconds = row.get(name)
    if microseconds is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        raise CellError("The time lies in no year that a calendar has.", "Fix the time.", column=name) from None


def read_start(row: TableRow) -> Moment:
    """Return when the session began."""
    wall = time_of(row, "started_at")
    if wall is None:
        raise CellError("The start of the session is empty.", "Fill it in.", column="started_at")
    zone = text_of(row, "tz")
    offset = number_of(row, "utc_offset_s")
    if zone == "date_only":
        return Moment.of(date(wall.year, wall.month, wall.day))
    if offset is not None and abs(offset) >= 86_400:
        raise CellError(f"{offset:g} seconds are a day or more.", column="utc_offset_s")
    if offset is not None or zone == "utc":
        return Moment(wall, Clock.INSTANT, timedelta(seconds=offset or 0), text_of(row, "zone"))
    if zone not in (None, "local"):
        raise CellError(f"{shown(str(zone))} is none of local, utc, date_only.", column="tz")
    return Moment(wall, Clock.LOCAL, None, text_of(row, "zone"))


def load_of(row: TableRow, name: str, unit: str) -> Load | None:
    """Return a typed load with its unit; None where there is none."""
    value = number_of(row, name)
    if value is None:
        return None
    return Load(value, kind_of(row, unit, LoadUnit) or LoadUnit.KG)


def _kilograms(row: TableRow, name: str) -> Load | None:
    value = number_of(row, name)
    return None if value is None else Load(value)


_ROUNDED_KG = 1e-4


def _typed_load(row: TableRow) -> Load | None:
    """Return the load as typed: by its own column, else by kilograms and the unit beside them.

    A table that rounds kilograms to four decimals and says pounds gives the pounds to a hundredth.
    """
    if row.get("load") is not None:
        return load_of(row, "load", "unit")
    kg = number_of(row, "weight_kg")
    if kg is None:
        return None
    if kg >= 0 and row.get("unit") == LoadUnit.LB:
        pounds = round(kg / KG_PER_LB, 2)
        if abs(pounds * KG_PER_LB - kg) <= _ROUNDED_KG:
            return Load(pounds, LoadUnit.LB)
    return Load(kg)


def _effort(row: TableRow) -> Effort | None:
    value = number_of(row, "effort")
    if value is not None:
        return Effort(value, kind_of(row, "effort_scale", EffortScale) or EffortScale.RPE)
    for name, scale in (("rpe", EffortScale.RPE), ("rir", EffortScale.RIR)):
        value = number_of(row, name)
        if value is not None:
            return Effort(value, scale)
    return None


def _tempo(row: TableRow) -> Tempo | None:
    text = text_of(row, "tempo")
    if text is None:
        return None
    try:
        lowering, bottom, lifting, top = (float(part) for part in text.split("-"))
    except ValueError:
        raise CellError(f"{shown(text)} is no tempo.", "Write four counts: 3-1-2-0.", column="tempo") from None
    return Tempo(lowering, bottom, lifting, top)


def _source(number: int, row: TableRow, file: str) -> SourceRow | None:
    if row.get("set") is None:
        return SourceRow(file, number)
    name = text_of(row, "source_file")
    if name is None:
        return None
    text = text_of(row, "source_unread")
    try:
        unread = tuple((str(one), str(cell)) for one, cell in json.loads(text)) if text else ()
    except (ValueError, TypeError, RecursionError):
        raise CellError(f"{shown(text or '')} is no list of pairs.", column="source_unread") from None
    return SourceRow(intern(name), whole_of(row, "source_line") or 0, text_of(row, "source_row") or "", unread)
