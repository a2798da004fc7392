"""Writes openweight JSON: an array of workouts, each set with the keys of the published schema and no others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO

from momentary.exchange.entries import SetType
from momentary.exchange.flat import Losses, label
from momentary.quantities import Clock, Effort, EffortScale, EndingKind, Log, Role, Segment, Session, Set, Technique

_WORDS = {SetType.WARMUP: "warmup", SetType.DROP: "dropset", SetType.FAILURE: "failure", SetType.COOLDOWN: "cooldown"}
_TECHNIQUE_WORDS = {Technique.REST_PAUSE: "rest-pause", Technique.CLUSTER: "cluster"}


def write(log: Log, stream: BinaryIO) -> tuple[str, ...]:
    """Write a log as an array of openweight workouts, and return what the format cannot hold, in words."""
    losses = Losses("openweight")
    separator = b"[\n"
    for session in log.sessions:
        text = json.dumps(_workout(session, losses), ensure_ascii=False, allow_nan=False)
        stream.write(separator + text.encode("utf-8", "replace"))
        separator = b",\n"
    stream.write(b"\n]\n" if log.sessions else b"[]\n")
    return losses.words()


def _workout(session: Session, losses: Losses) -> dict[str, Any]:
    start = session.start
    date = start.wall.isoformat() + ("Z" if start.utc_offset is None else str(start)[-6:])
    if start.clock is not Clock.INSTANT:
        losses.count("the missing offset from UTC", "session", "openweight asks for one: the time is written as UTC")
    if start.is_date_only:
        losses.count("the missing time of day", "session", "midnight is written")
    if start.zone is not None:
        losses.count("the name of the time zone", "session")
    if session.body_mass is not None:
        losses.count("the body mass", "session")
    workout: dict[str, Any] = {"date": date}
    if session.title:
        workout["name"] = _cut(session.title, 200, "title", losses)
    if session.note:
        workout["notes"] = _cut(session.note, 10_000, "note", losses)
    if session.duration_s is not None:
        workout["durationSeconds"] = _seconds(session.duration_s, losses)
    supersets = {name: index for index, name in enumerate(dict.fromkeys(_names(session)), start=1)}
    workout["exercises"] = []
    for order, run in enumerate(_runs(session), start=1):
        workout["exercises"].append(_exercise(order, run, supersets, losses))
    return workout


def _names(session: Session) -> Iterator[str]:
    return (one.superset for one in session.sets if one.superset is not None)


_Link = tuple[Set, Segment, Segment | None]


def _runs(session: Session) -> Iterator[list[_Link]]:
    """Yield unbroken runs of segments of one exercise, each with the segment after it; alternation stays visible."""
    links = [(one, segment) for one in session.sets for segment in one.segments]
    following: list[Segment | None] = [*(segment for _, segment in links[1:]), None]
    chain = [(one, segment, after) for (one, segment), after in zip(links, following, strict=True)]
    for _, run in groupby(chain, key=lambda link: (link[1].exercise, link[0].superset)):
        yield list(run)


def _exercise(order: int, run: list[_Link], supersets: Mapping[str, int], losses: Losses) -> dict[str, Any]:
    superset = run[0][0].superset
    found: dict[str, Any] = {"exercise": {"name": _cut(run[0][1].exercise, 200, "name", losses)}, "order": order}
    if superset is not None:
        found["supersetId"] = supersets[superset]
        if superset != str(supersets[superset]):
            losses.count("the name of the superset", "set", "a number is written")
    found["sets"] = [_written_set(one, segment, after, losses) for one, segment, after in run]
    return found


def _written_set(one: Set, segment: Segment, after: Segment | None, losses: Losses) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if segment.repetitions is not None:
        found["reps"] = segment.repetitions
    if segment.load is not None:
        found |= {"weight": segment.load.value, "unit": segment.load.unit}
    if segment.duration_s is not None:
        found["durationSeconds"] = _seconds(segment.duration_s, losses)
    if segment.distance is not None and segment.distance.unit is not None:
        found |= {"distance": segment.distance.value, "distanceUnit": segment.distance.unit}
    if segment.effort is not None:
        found |= _written_effort(segment.effort, losses)
    if segment.is_failure:
        found["toFailure"] = True
    word = _TECHNIQUE_WORDS.get(segment.technique) or _WORDS.get(label(one, segment))
    if one.role is None and word is None:
        losses.count("the missing role", "set", "it reads as a working set")
    if word is not None or one.role is Role.WORKING:
        found["type"] = word or "working"
    if after is not None and after.rest_before_s is not None:
        found["restSeconds"] = _seconds(after.rest_before_s, losses)
    tempo = segment.tempo
    if tempo is not None:
        counts = (tempo.lowering_s, tempo.bottom_s, tempo.lifting_s, tempo.top_s)
        if all(count == int(count) and count <= 9 for count in counts):
            found["tempo"] = "-".join(str(int(count)) for count in counts)
        else:
            losses.count("the tempo", "segment", "openweight holds whole seconds from 0 to 9")
    if one.note and segment is one.segments[0]:
        found["notes"] = _cut(one.note, 1000, "note", losses)
    _note_losses(one, segment, losses)
    return found


def _written_effort(effort: Effort, losses: Losses) -> dict[str, Any]:
    if effort.scale is EffortScale.RPE:
        return {"rpe": effort.value}
    if effort.value == int(effort.value):
        return {"rir": int(effort.value)}
    if effort.rpe >= 1.0:
        losses.count("the scale of effort", "segment", "a broken RIR is written as RPE")
        return {"rpe": effort.rpe}
    losses.count("the effort", "segment", "openweight holds whole repetitions in reserve")
    return {}


def _note_losses(one: Set, segment: Segment, losses: Losses) -> None:
    for name, what in (
        ("partial_repetitions", "partial repetitions"), ("assistance", "the help"),
        ("implements", "the number of implements"), ("at", "the clock time"),
    ):  # fmt: skip
        if getattr(segment, name) is not None:
            losses.count(what, "segment")
    if segment.distance is not None and segment.distance.unit is None:
        losses.count("a distance without unit", "segment")
    if segment.ending is not None and (segment.ending.kind is not EndingKind.FAILURE or segment.ending.judge):
        losses.count("the kind of ending and its judge", "segment", "only that it was a failure is written")
    if segment.technique not in (Technique.STRAIGHT, Technique.DROP, *_TECHNIQUE_WORDS):
        losses.count("the technique", "segment")
    if segment.source is not None and segment.source.unread:
        losses.count("columns that momentary has no word for", "segment")
    if segment is not one.segments[0]:
        if segment.technique is not Technique.DROP:
            losses.count("the chain", "segment", "it becomes a set of its own")
        return
    if one.side is not None:
        losses.count("the side", "set")
    if one.rest_timer_s is not None:
        losses.count("the rest timer", "set", "openweight holds rests that were taken")


def _seconds(value: float, losses: Losses) -> int:
    if value != int(value):
        losses.count("parts of a second", "time", "whole seconds are written")
    return round(value)


def _cut(text: str, most: int, what: str, losses: Losses) -> str:
    if len(text) <= most:
        return text
    losses.count(f"the end of the {what}", "text", f"openweight holds {most:,} characters")
    return text[:most]
