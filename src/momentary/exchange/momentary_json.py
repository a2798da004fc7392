"""Our own JSON, momentary-log/1: everything that a log holds, exactly, and nothing else.

One object: `{"format": "momentary-log/1", "sessions": [...]}`, a session a line. Absent is left out, zero stays.
The schema is `schema/momentary-log-1.schema.json` in this package.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, BinaryIO

from momentary.exchange.format import Format, Probe
from momentary.exchange.json_stream import LONGEST_VALUE
from momentary.exchange.momentary_json_reader import FORMAT_KEY, NAME, TEMPO, VERSION, read
from momentary.quantities import Load, Log, Moment, Segment, Session, Set, SourceRow, Technique


def schema() -> dict[str, Any]:
    """Return the published JSON Schema (2020-12) of the format."""
    text = (files("momentary.exchange") / "schema" / f"{NAME}-{VERSION}.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _present(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _load(load: Load | None) -> dict[str, Any] | None:
    return None if load is None else {"value": load.value, "unit": load.unit}


def _written_moment(moment: Moment) -> dict[str, Any]:
    wall = moment.wall
    is_bare_date = moment.is_date_only and not wall.microsecond
    return _present(
        wall=wall.date().isoformat() if is_bare_date else wall.isoformat(),
        clock=moment.clock,
        utc_offset_s=None if moment.utc_offset is None else _plain(moment.utc_offset.total_seconds()),
        zone=moment.zone,
    )


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value


def _written_source(source: SourceRow) -> dict[str, Any]:
    found: dict[str, Any] = {"file": source.file, "line": source.line}
    if source.row:
        found["row"] = source.row
    if source.unread:
        found["unread"] = source.unread
    return found


def written_segment(segment: Segment) -> dict[str, Any]:
    """Return a segment as the object that stands in the file."""
    found: dict[str, Any] = {"exercise": segment.exercise}
    if segment.load is not None:
        found["load"] = _load(segment.load)
    if segment.repetitions is not None:
        found["repetitions"] = segment.repetitions
    if segment.technique is not Technique.STRAIGHT:
        found["technique"] = segment.technique
    if segment.effort is not None:
        found["effort"] = {"value": segment.effort.value, "scale": segment.effort.scale}
    if segment.ending is not None:
        found["ending"] = _present(kind=segment.ending.kind, judge=segment.ending.judge)
    if segment.distance is not None:
        found["distance"] = _present(value=segment.distance.value, unit=segment.distance.unit)
    if segment.tempo is not None:
        found["tempo"] = {name: getattr(segment.tempo, name) for name in TEMPO}
    if segment.assistance is not None:
        found["assistance"] = _load(segment.assistance)
    for name in ("partial_repetitions", "implements", "rest_before_s", "duration_s"):
        value = getattr(segment, name)
        if value is not None:
            found[name] = value
    if segment.at is not None:
        found["at"] = segment.at.isoformat()
    if segment.source is not None:
        found["source"] = _written_source(segment.source)
    return found


def set_to_object(one: Set) -> dict[str, Any]:
    """Return a set as an object of momentary-log/1."""
    found = _present(role=one.role, side=one.side, superset=one.superset, rest_timer_s=one.rest_timer_s, note=one.note)
    found["segments"] = [written_segment(segment) for segment in one.segments]
    return found


def session_to_object(session: Session) -> dict[str, Any]:
    """Return a session as an object of momentary-log/1."""
    found = _present(
        start=_written_moment(session.start),
        title=session.title,
        duration_s=session.duration_s,
        body_mass=_load(session.body_mass),
        note=session.note,
    )
    found["sets"] = [set_to_object(one) for one in session.sets]
    return found


def write(log: Log, stream: BinaryIO) -> tuple[str, ...]:
    """Write a log, a session a line; nothing is lost.

    Raises:
        ValueError: A session is so long that it could not be read back.
    """
    stream.write(f'{{"format": "{FORMAT_KEY}",\n"sessions": ['.encode())
    dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
    separator = b"\n"
    for session in log.sessions:
        text = dumps(session_to_object(session))
        if len(text) > LONGEST_VALUE:
            raise ValueError(f"The session of {session.start} takes {len(text):,} characters: split it in two.")
        try:
            line = text.encode()
        except UnicodeEncodeError:
            # Half a surrogate pair, as a broken export may hold, is kept as an escape.
            line = json.dumps(session_to_object(session), allow_nan=False, separators=(",", ":")).encode()
        stream.write(separator)
        stream.write(line)
        separator = b",\n"
    stream.write(b"\n]}\n")
    return ()


def _recognise(probe: Probe) -> str | None:
    if probe.is_json and f'"{NAME}/'.encode() in probe.head:
        return f'it says "{NAME}"'
    return None


FORMAT = Format(
    name="momentary",
    title="momentary JSON (momentary-log/1, nothing is lost)",
    suffix=".json",
    recognise=_recognise,
    read=read,
    write=write,
)
