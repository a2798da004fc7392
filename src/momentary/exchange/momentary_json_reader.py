"""Reads momentary-log/1: strictly, every fault with the pointer to the value, nothing dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from sys import intern
from typing import Any, TypeVar

from momentary.exchange.cells import shown
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
    Judge,
    Load,
    LoadUnit,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Side,
    SourceRow,
    Technique,
    Tempo,
)

NAME = "momentary-log"
VERSION = 1
FORMAT_KEY = f"{NAME}/{VERSION}"
LARGEST_WHOLE_NUMBER = 10**15
TEMPO = ("lowering_s", "bottom_s", "lifting_s", "top_s")
_SEGMENTS_BETWEEN_PROGRESS = 5000
_Enum = TypeVar("_Enum", bound=StrEnum)
_KEYS = {
    "session": frozenset(("start", "title", "duration_s", "body_mass", "note", "sets")),
    "moment": frozenset(("wall", "clock", "utc_offset_s", "zone")),
    "set": frozenset(("role", "side", "superset", "rest_timer_s", "note", "segments")),
    "segment": frozenset(
        (
            "exercise", "load", "repetitions", "partial_repetitions", "technique", "effort", "ending", "assistance",
            "implements", "tempo", "rest_before_s", "duration_s", "distance", "at", "source",
        )
    ),
    "load": frozenset(("value", "unit")),
    "distance": frozenset(("value", "unit")),
    "effort": frozenset(("value", "scale")),
    "ending": frozenset(("kind", "judge")),
    "tempo": frozenset(TEMPO),
    "source": frozenset(("file", "line", "row", "unread")),
}  # fmt: skip


def _seen(value: Any) -> str:
    if isinstance(value, str):
        return shown(value)
    kinds = {dict: "An object", list: "An array", bool: "A truth value", type(None): "null"}
    return kinds.get(type(value), str(value)[:40])


def _refused(pointer: str, fact: str, remedy: str = "Fix the file.") -> CellError:
    return CellError(fact, remedy, column=pointer)


def _text(members: Mapping[str, Any], name: str, pointer: str) -> str | None:
    value = members.get(name)
    if value is None and name not in members:
        return None
    if not isinstance(value, str):
        raise _refused(f"{pointer}/{name}", f"{_seen(value)} stands where a text belongs.")
    if len(value) > LONGEST_TEXT:
        raise _refused(f"{pointer}/{name}", f"The text has {len(value):,} characters.", "No note is so long.")
    return value


def _number(members: Mapping[str, Any], name: str, pointer: str) -> float | None:
    value = members.get(name)
    if value is None and name not in members:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refused(f"{pointer}/{name}", f"{_seen(value)} stands where a number belongs.")
    return value if isinstance(value, float) else _not_too_large(value, f"{pointer}/{name}")


def _not_too_large(value: int, pointer: str) -> int:
    if abs(value) > LARGEST_WHOLE_NUMBER:
        raise _refused(pointer, f"The number has more than {len(str(LARGEST_WHOLE_NUMBER)) - 1} digits.")
    return value


def _count(members: Mapping[str, Any], name: str, pointer: str) -> int | None:
    value = members.get(name)
    if value is None and name not in members:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise _refused(f"{pointer}/{name}", f"{_seen(value)} stands where a whole number belongs.")
    return _not_too_large(value, f"{pointer}/{name}")


def _kind(members: Mapping[str, Any], name: str, kinds: type[_Enum], pointer: str) -> _Enum | None:
    text = _text(members, name, pointer)
    if text is None:
        return None
    try:
        return kinds(text)
    except ValueError:
        allowed = ", ".join(kinds)
        raise _refused(f"{pointer}/{name}", f"{shown(text)} is none of {allowed}.") from None


def _required(value: Any, name: str, pointer: str) -> Any:
    if value is None:
        raise _refused(pointer, f'The key "{name}" is missing.')
    return value


class LogReader:
    """Reads the sessions of one file, or their parts; what cannot be read is reported with its place."""

    def __init__(self, ledger: Ledger, options: ReadOptions) -> None:
        self._ledger = ledger
        self._options = options
        self._unknown: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], tuple[int, str]] = {}
        self._line = 1
        self._seen_sessions = 0
        self._segments = 0
        self._said = 0
        self.sessions: list[Session] = []

    def session(self, line: int, value: Any) -> None:
        """Read one session."""
        self._line = line
        pointer = f"/sessions/{self._seen_sessions}"
        self._seen_sessions += 1
        before = self._ledger.rows.copy()
        try:
            self.sessions.append(self.read_session(value, pointer))
        except (CellError, ImpossibleValueError) as error:
            # What was counted of a session that is then refused counts as unreadable, once.
            for kind in (RowKind.SEGMENT, RowKind.UNREADABLE):
                self._ledger.rows[kind] = before[kind]
            self._refuse(error, pointer, rows=max(1, _count_segments(value)))
        if self._options.progress is not None and self._segments - self._said >= _SEGMENTS_BETWEEN_PROGRESS:
            self._said = self._segments
            self._options.progress(self._segments)

    def end(self) -> None:
        """Report the keys that nothing is known of."""
        for (kind, key), times in self._unknown.items():
            line, pointer = self._first[kind, key]
            fact = f"The key {shown(key)} is not part of {FORMAT_KEY}: it was left out of {times:,} object(s)."
            self._ledger.suspect(line, pointer, fact, "Update momentary if a newer one wrote the file.")

    def unknown(self, kind: str, key: str, pointer: str, line: int) -> None:
        """Count a key that the format does not have."""
        self._unknown[kind, key] += 1
        self._first.setdefault((kind, key), (line, f"{pointer}/{key[:40]}"))

    def _refuse(self, error: CellError | ImpossibleValueError, pointer: str, *, rows: int) -> None:
        if isinstance(error, ImpossibleValueError):
            error = _refused(pointer, str(error))
        self._ledger.refuse(self._line, error, rows=rows)

    def _object(self, value: Any, kind: str, pointer: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise _refused(pointer, f"{_seen(value)} stands where an object ({kind}) belongs.")
        keys = _KEYS[kind]
        if not keys.issuperset(value):
            for key in value:
                if key not in keys:
                    self.unknown(kind, key, pointer, self._line)
        return value

    def _array(self, members: Mapping[str, Any], name: str, pointer: str) -> list[Any]:
        value = _required(members.get(name), name, pointer)
        if not isinstance(value, list):
            raise _refused(f"{pointer}/{name}", f"{_seen(value)} stands where an array belongs.")
        return value

    def read_session(self, value: Any, pointer: str) -> Session:
        """Return a session; raises CellError or ImpossibleValueError where it has no readable whole."""
        members = self._object(value, "session", pointer)
        found = []
        for index, one in enumerate(self._array(members, "sets", pointer)):
            read = self.read_set(one, f"{pointer}/sets/{index}")
            if read is not None:
                found.append(read)
        return Session(
            start=self._moment(_required(members.get("start"), "start", pointer), f"{pointer}/start"),
            sets=tuple(found),
            title=_text(members, "title", pointer),
            duration_s=_number(members, "duration_s", pointer),
            body_mass=self._load(members, "body_mass", pointer),
            note=_text(members, "note", pointer),
        )

    def _moment(self, value: Any, pointer: str) -> Moment:
        members = self._object(value, "moment", pointer)
        wall = _required(_text(members, "wall", pointer), "wall", pointer)
        offset = _number(members, "utc_offset_s", pointer)
        if offset is not None and abs(offset) >= 86_400:
            raise _refused(f"{pointer}/utc_offset_s", f"{offset:g} seconds are a day or more.")
        return Moment(
            _clock_time(wall, f"{pointer}/wall"),
            _required(_kind(members, "clock", Clock, pointer), "clock", pointer),
            None if offset is None else timedelta(seconds=offset),
            _text(members, "zone", pointer),
        )

    def read_set(self, value: Any, pointer: str) -> Set | None:
        """Return the set, or None where every segment was refused."""
        counted = self._ledger.rows.copy()
        try:
            members = self._object(value, "set", pointer)
            role, side = _kind(members, "role", Role, pointer), _kind(members, "side", Side, pointer)
            found = []
            for index, one in enumerate(self._array(members, "segments", pointer)):
                place = f"{pointer}/segments/{index}"
                try:
                    found.append(self._segment(one, place))
                    self._ledger.rows[RowKind.SEGMENT] += 1
                    self._segments += 1
                except (CellError, ImpossibleValueError) as error:
                    self._refuse(error, place, rows=1)
            if not found and members["segments"]:
                return None
            return Set(
                tuple(found),
                role=role,
                side=side,
                superset=_text(members, "superset", pointer),
                rest_timer_s=_number(members, "rest_timer_s", pointer),
                note=_text(members, "note", pointer),
            )
        except (CellError, ImpossibleValueError) as error:
            for kind in (RowKind.SEGMENT, RowKind.UNREADABLE):
                self._ledger.rows[kind] = counted[kind]
            self._refuse(error, pointer, rows=max(1, _count_segments({"sets": [value]})))
            return None

    def _segment(self, value: Any, pointer: str) -> Segment:
        members = self._object(value, "segment", pointer)
        exercise = _required(_text(members, "exercise", pointer), "exercise", pointer)
        at = _text(members, "at", pointer)
        return Segment(
            exercise=intern(str(exercise)),
            load=self._load(members, "load", pointer),
            repetitions=_count(members, "repetitions", pointer),
            partial_repetitions=_count(members, "partial_repetitions", pointer),
            technique=_kind(members, "technique", Technique, pointer) or Technique.STRAIGHT,
            effort=self._effort(members["effort"], f"{pointer}/effort") if "effort" in members else None,
            ending=self._ending(members["ending"], f"{pointer}/ending") if "ending" in members else None,
            assistance=self._load(members, "assistance", pointer),
            implements=_count(members, "implements", pointer),
            tempo=self._tempo(members["tempo"], f"{pointer}/tempo") if "tempo" in members else None,
            rest_before_s=_number(members, "rest_before_s", pointer),
            duration_s=_number(members, "duration_s", pointer),
            distance=self._distance(members["distance"], f"{pointer}/distance") if "distance" in members else None,
            at=None if at is None else _clock_time(at, f"{pointer}/at"),
            source=self._source(members["source"], f"{pointer}/source") if "source" in members else None,
        )

    def _load(self, members: Mapping[str, Any], name: str, pointer: str) -> Load | None:
        if name not in members:
            return None
        pointer = f"{pointer}/{name}"
        parts = self._object(members[name], "load", pointer)
        value = _required(_number(parts, "value", pointer), "value", pointer)
        return Load(value, _required(_kind(parts, "unit", LoadUnit, pointer), "unit", pointer))

    def _distance(self, value: Any, pointer: str) -> Distance:
        parts = self._object(value, "distance", pointer)
        number = _required(_number(parts, "value", pointer), "value", pointer)
        return Distance(number, _kind(parts, "unit", DistanceUnit, pointer))

    def _effort(self, value: Any, pointer: str) -> Effort:
        parts = self._object(value, "effort", pointer)
        number = _required(_number(parts, "value", pointer), "value", pointer)
        return Effort(number, _required(_kind(parts, "scale", EffortScale, pointer), "scale", pointer))

    def _ending(self, value: Any, pointer: str) -> Ending:
        parts = self._object(value, "ending", pointer)
        kind = _required(_kind(parts, "kind", EndingKind, pointer), "kind", pointer)
        return Ending(kind, _kind(parts, "judge", Judge, pointer))

    def _tempo(self, value: Any, pointer: str) -> Tempo:
        parts = self._object(value, "tempo", pointer)
        return Tempo(*(_required(_number(parts, name, pointer), name, pointer) for name in TEMPO))

    def _source(self, value: Any, pointer: str) -> SourceRow:
        parts = self._object(value, "source", pointer)
        file = _required(_text(parts, "file", pointer), "file", pointer)
        line = _required(_count(parts, "line", pointer), "line", pointer)
        return SourceRow(intern(str(file)), line, _text(parts, "row", pointer) or "", self._unread(parts, pointer))

    def _unread(self, parts: Mapping[str, Any], pointer: str) -> tuple[tuple[str, str], ...]:
        pairs = parts.get("unread", [])
        if not isinstance(pairs, list):
            raise _refused(f"{pointer}/unread", f"{_seen(pairs)} stands where an array belongs.")
        for pair in pairs:
            if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(cell, str) for cell in pair)):
                raise _refused(f"{pointer}/unread", "An unread column is not a pair of two texts.")
        return tuple((intern(str(name)), cell) for name, cell in pairs)


def _clock_time(text: str, pointer: str) -> datetime:
    try:
        if len(text) == len("2021-02-10"):
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day)
        return datetime.fromisoformat(text)
    except ValueError:
        raise _refused(pointer, f"{shown(text)} is not a date and time of ISO 8601.") from None


def _count_segments(session: Any) -> int:
    """Count the segments of a session that cannot be read, as far as its shape allows."""
    sets = session.get("sets") if isinstance(session, dict) else None
    chains: Iterable[Any] = ()
    if isinstance(sets, list):
        chains = (one.get("segments") for one in sets if isinstance(one, dict))
    return sum(len(chain) for chain in chains if isinstance(chain, list))


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a momentary-log file; a file cut short gives the sessions before the cut, and says so.

    Raises:
        UnreadableFileError: It is no momentary-log, or one of a newer version.
    """
    reader = LogReader(ledger, options)
    with source.open() as stream:
        version: Any = None
        has_sessions = False
        try:
            text = JsonStream(stream)
            for key in text.members():
                if key == "format":
                    version = text.value()
                    _require_version(version, source.name)
                elif key == "sessions":
                    has_sessions = True
                    for line, value in text.elements():
                        reader.session(line, value)
                else:
                    reader.unknown("log", key, "", text.line)
                    text.value()
            if text.peek():
                raise BrokenJsonError("More stands after the end of the log.", text.line, "One file holds one log.")
        except BrokenJsonError as error:
            if not reader.sessions:
                raise UnreadableFileError(source.name, error.fact, error.remedy, line=error.line) from None
            remedy = f"The {len(reader.sessions):,} sessions before it were read. {error.remedy}"
            ledger.refuse(error.line, CellError(error.fact, remedy))
    _require_version(version, source.name)
    if not has_sessions:
        raise UnreadableFileError(source.name, 'The key "sessions" is missing.', "Export the log again.")
    reader.end()
    return Log.of(reader.sessions)


def _require_version(version: Any, file: str) -> None:
    if version == FORMAT_KEY:
        return
    name, _, number = version.partition("/") if isinstance(version, str) else ("", "", "")
    if name == NAME and number.isascii() and number.isdigit() and int(number[:9]) > VERSION:
        fact = f"The file is {NAME}/{number[:9]}; this momentary reads {FORMAT_KEY}."
        raise UnreadableFileError(file, fact, "Update momentary: pip install --upgrade momentary.")
    fact = f'The key "format" is {_seen(version)}, not "{FORMAT_KEY}".'
    raise UnreadableFileError(file, fact, "Name the format with --format if it is another one.")
