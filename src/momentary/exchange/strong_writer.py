"""Writes Strong's table with a unit of load in every row, the variant that loses least and that other apps import.

Cells stand as they were typed, also those that begin with =, +, - or @: a reader gets back what was written. A
spreadsheet may take such a cell for a formula, so import the file there as text.
"""

from __future__ import annotations

from typing import BinaryIO

from momentary.exchange.entries import SetType
from momentary.exchange.flat import (
    CsvWriter,
    Losses,
    cell,
    digits,
    is_read_as_not_done,
    label,
    load_cell,
    note_common_losses,
    rpe_cell,
    table,
)
from momentary.quantities import DistanceUnit, LoadUnit, Log, Segment, Session

COLUMNS = (
    "Date", "Workout Name", "Exercise Name", "Set Order", "Weight", "Weight Unit", "Reps", "RPE", "Distance",
    "Distance Unit", "Seconds", "Notes", "Workout Notes", "Workout Duration",
)  # fmt: skip
_MOST_HOURS = 99_999
_LABELS = {SetType.WARMUP: "W", SetType.DROP: "D", SetType.FAILURE: "F"}
_LOAD_UNITS = {LoadUnit.KG: "kg", LoadUnit.LB: "lbs"}
_DISTANCE_UNITS = {
    DistanceUnit.M: "m", DistanceUnit.KM: "km", DistanceUnit.MI: "mi.", DistanceUnit.YD: "yd", DistanceUnit.FT: "ft",
}  # fmt: skip


def write(log: Log, stream: BinaryIO) -> tuple[str, ...]:
    """Write a log as Strong exports it, and return what Strong's table cannot hold, in words."""
    losses = Losses("Strong")
    note_common_losses(log, losses)
    _note_types(log, losses)
    _note_supersets(log, losses)
    is_numbered = _has_sessions_that_look_alike(log)
    with table(stream, delimiter=";", quotes_all=False) as rows:
        rows.writerow([*(("Workout #",) if is_numbered else ()), *COLUMNS])
        for index, session in enumerate(log.sessions, start=1):
            _write_session(session, rows, [str(index)] if is_numbered else [])
    return losses.words()


def _note_types(log: Log, losses: Losses) -> None:
    """Strong names no working sets: where nothing is marked, a reader cannot know that the rest is working sets."""
    labels = {label(one, segment) for _, one in log.sets() for segment in one.segments}
    is_marked = not labels.isdisjoint(_LABELS)
    if not is_marked and not labels <= {SetType.UNKNOWN}:
        times = sum(label(one, one.segments[0]) is not SetType.UNKNOWN for _, one in log.sets())
        losses.count(
            "the role as working set", "set", "no set is marked, so Strong's table tells no roles", times=times
        )
    if is_marked and SetType.UNKNOWN in labels:
        times = sum(one.role is None for _, one in log.sets())
        losses.count("the missing role", "set", "beside marked sets it reads as a working set", times=times)


def _note_supersets(log: Log, losses: Losses) -> None:
    times = sum(one.superset is not None for _, one in log.sets())
    if times:
        losses.count("the superset", "set", times=times)


def _has_sessions_that_look_alike(log: Log) -> bool:
    keys = [(_date(session), cell(session.title)) for session in log.sessions]
    return len(set(keys)) < len(keys)


def _date(session: Session) -> str:
    wall = session.start.wall
    return wall.date().isoformat() if session.start.is_date_only else wall.isoformat(sep=" ")


def _write_session(session: Session, rows: CsvWriter, number: list[str]) -> None:
    begin = [*number, _date(session), cell(session.title)]
    end = [cell(session.note), _duration(session.duration_s)]
    counts: dict[str, int] = {}
    for one in session.sets:
        note = cell(one.note)
        for segment in one.segments:
            name = label(one, segment)
            counts[segment.exercise] = order = counts.get(segment.exercise, 0) + (name not in _LABELS)
            rows.writerow(
                [*begin, cell(segment.exercise), _LABELS.get(name, str(order)), *_amounts(segment), note, *end]
            )
            note = ""
        # A timer below a row that reads as not done would go to the set before.
        if one.rest_timer_s and not is_read_as_not_done(one.segments[-1]):
            amounts = ["", "", "", "", "", "", digits(one.rest_timer_s)]
            rows.writerow([*begin, cell(one.segments[-1].exercise), "Rest Timer", *amounts, "", *end])


def _amounts(segment: Segment) -> list[str]:
    load = segment.load or segment.assistance
    distance = segment.distance
    return [
        load_cell(segment, value=None if load is None else load.value),
        "" if load is None else _LOAD_UNITS[load.unit],
        digits(segment.repetitions),
        rpe_cell(segment),
        "" if distance is None else digits(distance.value),
        "" if distance is None or distance.unit is None else _DISTANCE_UNITS[distance.unit],
        digits(segment.duration_s),
    ]


def _duration(seconds: float | None) -> str:
    """Return a duration as Strong writes it: 1h 5m, and seconds only where there are some."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    if hours > _MOST_HOURS:
        return f"{seconds:.0f}"
    left = f"{rest:.6f}".rstrip("0").rstrip(".")
    parts = [f"{hours}h" if hours else "", f"{minutes}m" if minutes else "", f"{left}s" if left != "0" else ""]
    return " ".join(part for part in parts if part)
