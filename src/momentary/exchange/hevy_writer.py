"""Writes Hevy's table: one unit of load and of distance for the file, chosen so that fewest numbers are converted.

Cells stand as they were typed, also those that begin with =, +, - or @: a reader gets back what was written. A
spreadsheet may take such a cell for a formula, so import the file there as text.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import BinaryIO

from momentary.exchange.entries import SetType
from momentary.exchange.flat import (
    CsvWriter,
    Losses,
    cell,
    digits,
    label,
    load_cell,
    note_common_losses,
    rpe_cell,
    table,
)
from momentary.quantities import KG_PER_LB, DistanceUnit, Load, LoadUnit, Log, Segment, Session
from momentary.quantities.units import METRES_PER_UNIT

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_LABELS = {SetType.WARMUP: "warmup", SetType.DROP: "dropset", SetType.FAILURE: "failure"}
_LOAD_COLUMNS = {LoadUnit.KG: "weight_kg", LoadUnit.LB: "weight_lbs"}
_DISTANCE_COLUMNS = {DistanceUnit.KM: "distance_km", DistanceUnit.MI: "distance_miles"}


def write(log: Log, stream: BinaryIO) -> tuple[str, ...]:
    """Write a log as Hevy exports it, and return what Hevy's table cannot hold, in words."""
    losses = Losses("Hevy")
    note_common_losses(log, losses)
    load_unit, distance_unit = _load_unit(log), _distance_unit(log)
    _note_losses(log, losses, load_unit=load_unit, distance_unit=distance_unit)
    with table(stream, delimiter=",", quotes_all=True) as rows:
        rows.writerow(
            [
                "title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes",
                "set_index", "set_type", _LOAD_COLUMNS[load_unit], "reps", _DISTANCE_COLUMNS[distance_unit],
                "duration_seconds", "rpe",
            ]
        )  # fmt: skip
        newest_first = sorted(log.sessions, key=lambda session: _to_minute(session.start.wall), reverse=True)
        for session in newest_first:
            _write_session(session, rows, load_unit, distance_unit)
    return losses.words()


def _load_unit(log: Log) -> LoadUnit:
    units = Counter(load.unit for segment in log.segments() if (load := segment.load or segment.assistance) is not None)
    return LoadUnit.LB if units[LoadUnit.LB] > units[LoadUnit.KG] else LoadUnit.KG


def _distance_unit(log: Log) -> DistanceUnit:
    units = Counter(segment.distance.unit for segment in log.segments() if segment.distance is not None)
    imperial = units[DistanceUnit.MI] + units[DistanceUnit.YD] + units[DistanceUnit.FT]
    return DistanceUnit.MI if imperial > units[DistanceUnit.KM] + units[DistanceUnit.M] else DistanceUnit.KM


def _note_losses(log: Log, losses: Losses, *, load_unit: LoadUnit, distance_unit: DistanceUnit) -> None:
    seen: set[tuple[datetime, str]] = set()
    for session in log.sessions:
        key = (_to_minute(session.start.wall), cell(session.title))
        if key in seen:
            losses.count("the beginning", "session", "it has minute and title of another one and joins it")
        seen.add(key)
        if session.start.is_date_only:
            losses.count("the missing time of day", "session", "midnight is written")
        elif key[0] != session.start.wall:
            losses.count("the seconds of the start", "session", "Hevy writes minutes")
        if session.duration_s is not None and (session.duration_s % 60 or not session.duration_s):
            losses.count("the seconds of the duration", "session", "Hevy writes minutes")
        for one in session.sets:
            if one.role is None and label(one, one.segments[0]) is SetType.UNKNOWN:
                losses.count("the missing role", "set", "it is written as a normal set")
            if one.rest_timer_s is not None:
                losses.count("the rest timer", "set")
            if one.superset is not None and not _is_number(one.superset):
                losses.count("the name of the superset", "set", "a number is written")
            for segment in one.segments:
                load, distance = segment.load or segment.assistance, segment.distance
                if load is not None and load.unit is not load_unit:
                    losses.count(f"the typed {load.unit}", "segment", f"the load is written in {load_unit}")
                if distance is not None and distance.unit is not distance_unit:
                    losses.count("the unit of distance", "segment", f"it is written in {distance_unit}")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _to_minute(wall: datetime) -> datetime:
    return wall.replace(second=0, microsecond=0)


def _time(wall: datetime) -> str:
    return f"{wall.day} {_MONTHS[wall.month - 1]} {wall.year}, {wall.hour:02d}:{wall.minute:02d}"


def _end(session: Session) -> datetime:
    start = _to_minute(session.start.wall)
    try:
        return start + timedelta(minutes=round((session.duration_s or 0.0) / 60))
    except OverflowError:
        return start


def _superset_numbers(session: Session) -> dict[str, str]:
    """Return the number of each superset: its own name where all are numbers, else its order in the session."""
    named = list(dict.fromkeys(one.superset for one in session.sets if one.superset is not None))
    if all(map(_is_number, named)):
        return {name: name for name in named}
    return {name: str(order) for order, name in enumerate(named)}


def _write_session(session: Session, rows: CsvWriter, load_unit: LoadUnit, distance_unit: DistanceUnit) -> None:
    begin = [cell(session.title), _time(session.start.wall), _time(_end(session)), cell(session.note)]
    supersets = _superset_numbers(session)
    indexes: dict[str, int] = {}
    for one in session.sets:
        superset = "" if one.superset is None else supersets[one.superset]
        for segment in one.segments:
            indexes[segment.exercise] = index = indexes.get(segment.exercise, -1) + 1
            rows.writerow(
                [
                    *begin,
                    cell(segment.exercise),
                    superset,
                    cell(one.note),
                    str(index),
                    _LABELS.get(label(one, segment), "normal"),
                    load_cell(segment, value=_in(segment.load or segment.assistance, load_unit)),
                    digits(segment.repetitions),
                    digits(_distance_in(segment, distance_unit)),
                    digits(segment.duration_s),
                    rpe_cell(segment),
                ]
            )


def _in(load: Load | None, unit: LoadUnit) -> float | None:
    if load is None or load.unit is unit:
        return None if load is None else load.value
    return load.kg if unit is LoadUnit.KG else load.kg / KG_PER_LB


def _distance_in(segment: Segment, unit: DistanceUnit) -> float | None:
    distance = segment.distance
    if distance is None:
        return None
    metres = distance.metres
    return distance.value if metres is None or distance.unit is unit else metres / METRES_PER_UNIT[unit]
