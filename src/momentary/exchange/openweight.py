"""openweight JSON: one workout, or an array of them, as the open format's own converters write it.

Read and written after the published schema `workout-log.schema.json` (draft-07) of openweight 0.11: the keys, the
units and the recommended types of sets are its own. Unconfirmed, for the schema does not tell: whether an app writes
`toFailure: false` knowingly (it is kept as an unread column), and whether the rests of an app are taken or planned
(they are read as taken).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from momentary.exchange.cells import moment, shown
from momentary.exchange.entries import Entry, LogBuilder, SetType
from momentary.exchange.format import Format, Probe
from momentary.exchange.json_stream import LONGEST_TEXT, BrokenJsonError, JsonStream
from momentary.exchange.openweight_writer import write
from momentary.exchange.reading import CellError, Ledger, UnreadableFileError
from momentary.exchange.source import ReadOptions, Source
from momentary.quantities import (
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
    Technique,
    Tempo,
)

_TYPES = {
    "working": SetType.NORMAL, "normal": SetType.NORMAL, "warmup": SetType.WARMUP, "dropset": SetType.DROP,
    "failure": SetType.FAILURE, "cooldown": SetType.COOLDOWN,
}  # fmt: skip
_TECHNIQUES = {"rest-pause": Technique.REST_PAUSE, "myo": Technique.REST_PAUSE, "cluster": Technique.CLUSTER}
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
