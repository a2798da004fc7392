"""openweight JSON: one workout, or an array of them, as the open format's own converters write it.

Read and written after the published schema `workout-log.schema.json` (draft-07) of openweight 0.11: the keys, the
units and the recommended types of sets are its own. Unconfirmed, for the schema does not tell: whether an app writes
`toFailure: false` knowingly (it is kept as an unread column), and whether the rests of an app are taken or planned
(they are read as taken).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO

from momentary.exchange.cells import moment, shown
from momentary.exchange.entries import Entry, LogBuilder, SetType
from momentary.exchange.flat import Losses, label
from momentary.exchange.format import Format, Probe
from momentary.exchange.json_stream import LONGEST_TEXT, BrokenJsonError, JsonStream
from momentary.exchange.reading import CellError, Ledger, RowKind, UnreadableFileError
from momentary.exchange.source import ReadOptions, Source
from momentary.quantities import (
    Clock,
    Distance,
    DistanceUnit,
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    ImpossibleValueError,
    Load,
    LoadUnit,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Technique,
    Tempo,
)

_TYPES = {
    "working": SetType.NORMAL, "normal": SetType.NORMAL, "warmup": SetType.WARMUP, "dropset": SetType.DROP,
    "failure": SetType.FAILURE, "cooldown": SetType.COOLDOWN,
}  # fmt: skip
_TECHNIQUES = {"rest-pause": Technique.REST_PAUSE, "myo": Technique.REST_PAUSE, "cluster": Technique.CLUSTER}
_WORDS = {SetType.WARMUP: "warmup", SetType.DROP: "dropset", SetType.FAILURE: "failure", SetType.COOLDOWN: "cooldown"}
_TECHNIQUE_WORDS = {Technique.REST_PAUSE: "rest-pause", Technique.CLUSTER: "cluster"}
_TEMPO = re.compile(r"[0-9]-[0-9]-[0-9]-[0-9]\Z", re.ASCII)
_SET_KEYS = frozenset(
    (
        "reps", "weight", "unit", "durationSeconds", "distance", "distanceUnit", "rpe", "rir", "toFailure", "type",
        "restSeconds", "tempo", "notes",
    )
)  # fmt: skip
_SETS_BETWEEN_PROGRESS = 5000


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in an openweight file; a file cut short gives the workouts before the cut, and says so.

    Raises:
        UnreadableFileError: It is no JSON, or holds no workout.
    """
    reader = _Reader(ledger, options)
    with source.open() as stream:
        try:
            text = JsonStream(stream)
            if text.peek() == "[":
                for line, value in text.elements():
                    reader.workout(line, value, f"/{reader.workouts}")
            else:
                line = text.line
                reader.workout(line, text.value(), "")
            if text.peek():
                raise BrokenJsonError("More stands after the end.", text.line, "One file holds one array of workouts.")
        except BrokenJsonError as error:
            if not reader.workouts:
                raise UnreadableFileError(source.name, error.fact, error.remedy, line=error.line) from None
            remedy = f"The {reader.workouts:,} workouts before it were read. {error.remedy}"
            ledger.refuse(error.line, CellError(error.fact, remedy))
    return reader.builder.log()


class _Reader:
    """Reads the workouts of one file."""

    def __init__(self, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self.workouts = 0
        self._ledger = ledger
        self._options = options
        self._sets = 0
        self._rest: float | None = None

    def workout(self, line: int, value: Any, pointer: str) -> None:
        """Read one workout."""
        self.workouts += 1
        self._rest = None
        try:
            workout = _object(value, pointer)
            start = _start(workout, pointer)
            session = {
                "session": self.workouts,
                "start": start,
                "title": _text(workout, "name", pointer),
                "session_note": _text(workout, "notes", pointer),
                "session_duration_s": _number(workout, "durationSeconds", pointer) or None,
            }
            exercises = _array(workout, "exercises", pointer)
        except (CellError, ImpossibleValueError) as error:
            self._ledger.refuse(line, _placed(error, pointer), rows=max(1, _count_sets(value)))
            return
        for index, exercise in enumerate(_in_order(exercises)):
            self._exercise(line, exercise, f"{pointer}/exercises/{index}", session)

    def _exercise(self, line: int, value: Any, pointer: str, session: dict[str, Any]) -> None:
        try:
            exercise = _object(value, pointer)
            described = _object(exercise.get("exercise"), f"{pointer}/exercise")
            name = _text(described, "name", f"{pointer}/exercise")
            if name is None or not name.strip():
                raise CellError("The exercise has no name.", "Name it.", column=f"{pointer}/exercise")
            number = _number(exercise, "supersetId", pointer)
            note = _text(exercise, "notes", pointer)
            sets = _array(exercise, "sets", pointer)
        except (CellError, ImpossibleValueError) as error:
            rows = len(value["sets"]) if isinstance(value, dict) and isinstance(value.get("sets"), list) else 1
            self._ledger.refuse(line, _placed(error, pointer), rows=max(1, rows))
            return
        for index, one in enumerate(sets):
            place = f"{pointer}/sets/{index}"
            try:
                entry = Entry(line=line, exercise=name.strip(), **session)
                entry.superset = None if number is None else f"{number:g}"
                own = self._set(entry, one, place)
                entry.note = "\n".join(text for text in (note, own) if text) or None
                self.builder.add_if_done(entry)
                note = None
            except (CellError, ImpossibleValueError) as error:
                self._ledger.refuse(line, _placed(error, place))
            self._sets += 1
            if self._options.progress is not None and self._sets % _SETS_BETWEEN_PROGRESS == 0:
                self._options.progress(self._sets)

    def _set(self, entry: Entry, value: Any, pointer: str) -> str | None:
        """Fill in the entry and return the set's note."""
        one = _object(value, pointer)
        unread = [(key, one[key]) for key in one if key not in _SET_KEYS]
        entry.load = _load(one, pointer)
        entry.repetitions = _whole(one, "reps", pointer)
        entry.duration_s = _number(one, "durationSeconds", pointer)
        entry.distance = _distance(one, pointer)
        entry.rest_before_s, self._rest = self._rest, _number(one, "restSeconds", pointer)
        word = (_text(one, "type", pointer) or "working").casefold()
        if word in _TECHNIQUES:
            entry.technique, entry.set_type = _TECHNIQUES[word], SetType.NORMAL
        else:
            entry.set_type = _TYPES.get(word, SetType.NORMAL)
            if word not in _TYPES:
                unread.append(("type", word))
        entry.effort = _effort(one, pointer, unread)
        failed = one.get("toFailure")
        if failed is True:
            entry.ending = Ending(EndingKind.FAILURE)
        elif failed is not None:
            unread.append(("toFailure", failed))
        tempo = _text(one, "tempo", pointer)
        if tempo is not None and not _TEMPO.match(tempo):
            unread.append(("tempo", tempo))
        entry.row = json.dumps(one, ensure_ascii=False)
        entry.unread = tuple((key, _as_text(cell)) for key, cell in unread)
        entry.tempo = _tempo(tempo)
        return _text(one, "notes", pointer)


def _in_order(exercises: list[Any]) -> list[Any]:
    """Return the exercises by their `order` where all have one, else as they stand."""
    orders = [one.get("order") if isinstance(one, dict) else None for one in exercises]
    if all(isinstance(order, int) for order in orders):
        return [one for _, one in sorted(zip(orders, exercises, strict=True), key=lambda pair: int(pair[0] or 0))]
    return exercises


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _placed(error: CellError | ImpossibleValueError, pointer: str) -> CellError:
    if isinstance(error, CellError):
        return CellError(error.fact, error.remedy, column=error.column or pointer or None)
    return CellError(str(error), "Fix the file.", column=pointer or None)


def _object(value: Any, pointer: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise CellError("An object belongs there.", "Fix the file.", column=pointer or None)
    return value


def _array(members: Mapping[str, Any], name: str, pointer: str) -> list[Any]:
    value = members.get(name)
    if not isinstance(value, list):
        raise CellError(f'An array "{name}" belongs there.', "Fix the file.", column=pointer or None)
    return value


def _text(members: Mapping[str, Any], name: str, pointer: str) -> str | None:
    value = members.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise CellError("A text belongs there, of a length that people write.", column=f"{pointer}/{name}")
    return value or None


def _number(members: Mapping[str, Any], name: str, pointer: str) -> float | None:
    value = members.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1e12:
        raise CellError(f"{shown(_as_text(value))} is no amount: a number from zero up.", column=f"{pointer}/{name}")
    return value


def _whole(members: Mapping[str, Any], name: str, pointer: str) -> int | None:
    value = _number(members, name, pointer)
    if value is not None and value != int(value):
        raise CellError(f"{value:g} is not a whole number.", column=f"{pointer}/{name}")
    return None if value is None else int(value)


def _start(workout: Mapping[str, Any], pointer: str) -> Moment:
    text = _text(workout, "date", pointer)
    if text is None:
        raise CellError('The key "date" is missing.', "Fill it in.", column=pointer or None)
    try:
        return moment(text)
    except CellError as error:
        raise CellError(error.fact, error.remedy, column=f"{pointer}/date") from None


def _load(one: Mapping[str, Any], pointer: str) -> Load | None:
    value = _number(one, "weight", pointer)
    if value is None:
        return None
    unit = one.get("unit")
    if unit not in ("kg", "lb"):
        raise CellError("The weight has no unit kg or lb.", "Add it.", column=f"{pointer}/unit")
    return Load(value, LoadUnit(unit))


def _distance(one: Mapping[str, Any], pointer: str) -> Distance | None:
    value = _number(one, "distance", pointer)
    if value is None:
        return None
    unit = one.get("distanceUnit")
    if unit not in list(DistanceUnit):
        raise CellError("The distance has no unit m, km, mi, yd or ft.", "Add it.", column=f"{pointer}/distanceUnit")
    return Distance(value, DistanceUnit(unit))


def _effort(one: Mapping[str, Any], pointer: str, unread: list[tuple[str, Any]]) -> Effort | None:
    rpe, rir = _number(one, "rpe", pointer), _number(one, "rir", pointer)
    if rpe is not None and rpe >= 1.0:
        if rir is not None:
            unread.append(("rir", rir))
        return Effort(rpe, EffortScale.RPE)
    if rpe is not None:
        unread.append(("rpe", rpe))
    return None if rir is None else Effort(rir, EffortScale.RIR)


def _tempo(text: str | None) -> Tempo | None:
    if text is None or not _TEMPO.match(text):
        return None
    counts = [float(count) for count in text.split("-")]
    return Tempo(*counts) if sum(counts) else None


def _count_sets(workout: Any) -> int:
    exercises = workout.get("exercises") if isinstance(workout, dict) else None
    if not isinstance(exercises, list):
        return 0
    lists = [one.get("sets") for one in exercises if isinstance(one, dict)]
    return sum(len(sets) for sets in lists if isinstance(sets, list))


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


def _recognise(probe: Probe) -> str | None:
    if probe.is_json and all(word in probe.head for word in (b'"exercises"', b'"exercise"', b'"sets"', b'"date"')):
        return 'its keys are "date", "exercises", "exercise" and "sets"'
    return None


FORMAT = Format(
    name="openweight",
    title="openweight (JSON)",
    suffix=".openweight.json",
    recognise=_recognise,
    read=read,
    write=write,
)
