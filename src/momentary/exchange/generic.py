"""Any table with a date, an exercise and repetitions: a spreadsheet that a lifter keeps by hand.

Columns are found by obvious names in several languages, or by the lifter's own words (`ReadOptions.columns`). A row
is a set, or several (`3x8`, `8/8/7`, a column of sets), or holds its sets side by side (`Set 1 reps, Set 1 kg`).
Rows of one day and title are one session, unless a column numbers the sessions or hours lie between two rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache, partial

from momentary.exchange.cells import (
    distance,
    distance_unit,
    duration_s,
    load_or_help,
    load_unit,
    moment,
    positive,
    rir,
    rpe,
    shown,
    whole,
)
from momentary.exchange.entries import Entry, LogBuilder, SetType, is_nothing
from momentary.exchange.format import Format, Probe
from momentary.exchange.generic_words import NO, SET_TYPES, SIDES, WORDS, YES, own_words, squeezed
from momentary.exchange.reading import CellError, Ledger, UnreadableFileError
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import Cells, Table, decide_day_first, note_table_decisions, open_table, read_rows
from momentary.exchange.unit_guess import UnitGuess, UnitSurvey, guess_unit
from momentary.exchange.wide import SideBySide, find_sets, read_sets
from momentary.quantities import Distance, DistanceUnit, Load, LoadUnit, Log, Moment

_LOADS: dict[str, LoadUnit | None] = {"load": None, "load_kg": LoadUnit.KG, "load_lb": LoadUnit.LB}
_DISTANCES = {
    "distance": None, "distance_km": DistanceUnit.KM, "distance_m": DistanceUnit.M, "distance_mi": DistanceUnit.MI,
}  # fmt: skip
_MOST_SETS_IN_A_ROW = 100
_BETWEEN_SESSIONS = timedelta(hours=3)
_TIMES = re.compile(r"(\d{1,3})\s*[x×*]\s*(\d{1,4})\Z", re.IGNORECASE)
_LIST = re.compile(r"\d{1,4}(?:\s*[,/;|]\s*\d{1,4})+\Z|\d{1,4}(?:\s+\d{1,4})+\Z")
_BETWEEN = re.compile(r"\s*[,/;|]\s*|\s+")
_LOAD = re.compile(
    r"(?P<body>bw|bodyweight|körpergewicht)?\s*(?P<number>[+-]?\s*\d[\d.,]*)\s*(?P<unit>[^\W\d]+)?\.?\Z",
    re.IGNORECASE,
)
_NO_LOAD = frozenset({"", "-", "–", "—", "bw", "bodyweight", "body weight", "n/a", "na", "none", "körpergewicht"})


def _find(columns: Columns, options: ReadOptions) -> dict[str, tuple[str, ...]]:
    """Return our words for columns with the one name that each has in the table.

    Raises:
        CellError: The lifter names a word or a column that there is not.
    """
    by_key: dict[str, str] = {}
    for name in columns.names:
        by_key.setdefault(squeezed(name), name)
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for word, name in own_words(options.columns, columns).items():
        found[word] = (name,)
        taken.add(name)
    for word, names in WORDS.items():
        if word not in found:
            name = next((by_key[key] for one in names if (key := squeezed(one)) in by_key), "")
            found[word] = (name,) if name and name not in taken else ()
            taken.update(found[word])
    return found


def _missing(columns: Columns, words: Mapping[str, tuple[str, ...]]) -> list[str]:
    counted = bool(words["repetitions"] or words["seconds"] or words["duration"] or find_sets(columns))
    needed = [word for word in ("date", "exercise") if not words[word]]
    return needed if counted else [*needed, "repetitions"]


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a table of the lifter's own making.

    Raises:
        UnreadableFileError: A column that is needed is missing; the message names it and those there are.
    """
    table = open_table(source)
    note_table_decisions(table, ledger)
    try:
        words = _find(table.columns, options)
    except CellError as error:
        raise UnreadableFileError(source.name, error.fact, error.remedy) from None
    missing = _missing(table.columns, words)
    if missing:
        there = ", ".join(shown(name) for name in table.columns.names[:12])
        fact = f"No column was found for the {missing[0].replace('_', ' ')}; the columns are {there}."
        raise UnreadableFileError(source.name, fact, f"Name it: --column {missing[0]}=NAME.")
    named = ", ".join(f'{word} in "{names[0]}"' for word, names in words.items() if names)
    ledger.decide("columns", named, "as you said, others by their names" if options.columns else "by their names")
    reader = _Reader(table, words, ledger, options)
    read_rows(table, ledger, reader.row, progress=options.progress)
    return reader.builder.log()


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, words: dict[str, tuple[str, ...]], ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._ledger = ledger
        self._cells = cells = Cells(table.columns, words)
        self._names = table.columns.names
        self._wide: tuple[SideBySide, ...] = () if cells.has("repetitions") else find_sets(table.columns)
        date = cells.require("date", source=table.source)
        self._moment = partial(moment, day_first=decide_day_first(table, ledger, options, date))
        self._load_word = next((word for word in _LOADS if cells.has(word)), None)
        self._unit = self._decide_unit(table, options)
        self._distance_word = next((word for word in _DISTANCES if cells.has(word)), None)
        self._last: dict[tuple[datetime, str], tuple[datetime, int]] = {}

    def _decide_unit(self, table: Table, options: ReadOptions) -> UnitGuess:
        stated = _LOADS[self._load_word] if self._load_word is not None else None
        if stated is not None:
            name = self._cells.name(self._load_word or "load")
            self._ledger.decide("unit of loads", str(stated), f'the column is called "{name}"')
            return UnitGuess(stated, "stated")
        if options.unit is not None:
            self._ledger.decide("unit of loads", str(options.unit), "you said so")
            return UnitGuess(options.unit, "said")
        if self._wide and all(one.unit is not None or one.load is None for one in self._wide):
            return UnitGuess(LoadUnit.KG, "stated")
        if self._load_word is None and not self._wide:
            return UnitGuess(LoadUnit.KG, "no column of loads")
        survey = self._survey(table)
        if survey.values and not any(_is_plain(text) for texts in survey.values.values() for text in texts):
            self._ledger.decide("unit of loads", "row by row", "each load carries its unit")
            return UnitGuess(LoadUnit.KG, "stated")
        return guess_unit(survey, self._ledger)

    def _survey(self, table: Table) -> UnitSurvey:
        survey = UnitSurvey()
        places = [one.load for one in self._wide if one.load is not None]
        if self._load_word is not None:
            places.append(self._cells.positions[self._load_word] or 0)
        exercise = self._cells.positions["exercise"] or 0
        for row in table.rows(Ledger(self._ledger.file)):
            if len(row.cells) == len(self._names):
                for place in places:
                    if row.cells[place].strip():
                        survey.see(row.cells[exercise].strip(), row.cells[place].strip())
        return survey

    def row(self, row: Row) -> None:
        """Read one row: one set, several alike, or several side by side."""
        cells, read = self._cells, self._cells.read
        exercise = cells.needed(row, "exercise")
        start = self._start(row)
        title = cells.text(row, "title")
        at = read(row, "at", self._moment)
        entry = Entry(
            line=row.line,
            session=self._session(row, start, title),
            start=start,
            exercise=exercise,
            set_type=SetType.UNKNOWN,
            side=SIDES.get(cells.text(row, "side").casefold()),
            superset=cells.text(row, "superset") or None,
            at=None if at is None or at.is_date_only else at.wall,
            note=cells.text(row, "note") or None,
            title=title or None,
            session_note=cells.text(row, "session_note") or None,
            session_duration_s=self._session_seconds(row),
            row=row.text,
            unread=cells.unread(row),
        )
        self._set_type(row, entry)
        self._told_by_yes(row, entry)
        self._effort(row, entry)
        entry.duration_s = self._seconds(row)
        entry.distance = self._distance(row)
        sets = self._side_by_side(row, entry) if self._wide else self._one_after_another(row, entry)
        self.builder.add_all([one for one in sets if not is_nothing(one)])

    def _start(self, row: Row) -> Moment:
        date = self._cells.read_needed(row, "date", self._moment)
        clock = self._cells.text(row, "clock")
        if not clock or not date.is_date_only:
            return date
        return self._cells.read(row, "clock", lambda text: moment(f"{date.date.isoformat()} {text.strip()}")) or date

    def _session(self, row: Row, start: Moment, title: str) -> object:
        number = self._cells.text(row, "session")
        if number:
            return (number, start.date)
        if start.is_date_only:
            return (start.wall, title, 0)
        key = (datetime(start.wall.year, start.wall.month, start.wall.day), title)
        last, part = self._last.get(key, (start.wall, 0))
        if abs(start.wall - last) > _BETWEEN_SESSIONS:
            part += 1
        self._last[key] = (start.wall, part)
        return (*key, part)

    def _set_type(self, row: Row, entry: Entry) -> None:
        text = self._cells.text(row, "set_type")
        if not text:
            return
        known = SET_TYPES.get(squeezed(text))
        if known is None and not text.isdigit():
            entry.unread = (*entry.unread, (self._cells.name("set_type"), text))
        entry.set_type = known or SetType.UNKNOWN

    def _told_by_yes(self, row: Row, entry: Entry) -> None:
        """Note a warm-up or failure that a column of its own tells with a yes; other words stay unread with the set."""
        for word, told in (("warm_up", SetType.WARMUP), ("failure", SetType.FAILURE)):
            text = self._cells.text(row, word)
            if text.casefold() in YES and entry.set_type in (SetType.UNKNOWN, SetType.NORMAL):
                entry.set_type = told
            elif text and text.casefold() not in NO and entry.set_type is not told:
                entry.unread = (*entry.unread, (self._cells.name(word), text))

    def _effort(self, row: Row, entry: Entry) -> None:
        by_rpe = self._cells.read_or_doubt(row, "rpe", rpe, ledger=self._ledger, kept="set")
        reserve = self._cells.read_or_doubt(row, "rir", rir, ledger=self._ledger, kept="set")
        entry.effort = by_rpe if by_rpe is not None else reserve
        if by_rpe is not None and reserve is not None:
            entry.unread = (*entry.unread, (self._cells.name("rir"), self._cells.text(row, "rir")))

    def _seconds(self, row: Row) -> float | None:
        for word in ("seconds", "duration"):
            found = self._cells.read(row, word, duration_s)
            if found is not None:
                return found
        minutes = self._cells.read(row, "minutes", positive)
        return None if minutes is None else minutes * 60.0

    def _session_seconds(self, row: Row) -> float | None:
        minutes = self._cells.read(row, "session_minutes", positive)
        return minutes * 60.0 if minutes is not None else self._cells.read(row, "session_duration", duration_s)

    def _distance(self, row: Row) -> Distance | None:
        if self._distance_word is None:
            return None
        unit = _DISTANCES[self._distance_word] or self._cells.read(row, "distance_unit", distance_unit)
        return self._cells.read(row, self._distance_word, partial(distance, unit=unit))

    def _side_by_side(self, row: Row, entry: Entry) -> list[Entry]:
        found = read_sets(row, self._wide, self._names, unit=lambda: self._unit.of(entry.exercise))
        return [replace(entry, load=one.load, assistance=one.assistance, repetitions=one.repetitions) for one in found]

    def _one_after_another(self, row: Row, entry: Entry) -> list[Entry]:
        counts = self._cells.read(row, "repetitions", _repetitions) or (None,)
        sets = self._cells.read(row, "sets", whole)
        if sets is not None and len(counts) == 1:
            counts = counts * sets
        elif sets is not None and sets != len(counts):
            fact = f"The row has {sets} sets, but {len(counts)} counts of repetitions."
            raise CellError(fact, column=self._cells.name("repetitions"))
        if len(counts) > _MOST_SETS_IN_A_ROW:
            raise CellError(f"{len(counts)} sets in one row are no session.", column=self._cells.name("repetitions"))
        loads = self._loads(row, entry.exercise)
        if len(loads) not in (1, len(counts)):
            fact = f"The row has {len(loads)} loads, but {len(counts)} counts of repetitions."
            raise CellError(fact, column=self._cells.name(self._load_word or "load"))
        loads = loads * len(counts) if len(loads) == 1 else loads
        return [
            replace(entry, repetitions=count, load=lifted, assistance=helped)
            for count, (lifted, helped) in zip(counts, loads, strict=True)
        ]

    def _loads(self, row: Row, exercise: str) -> tuple[tuple[Load | None, Load | None], ...]:
        if self._load_word is None:
            return ((None, None),)
        unit = self._cells.read(row, "load_unit", load_unit) or self._unit.of(exercise)
        return self._cells.read(row, self._load_word, partial(_loads, unit=unit)) or ((None, None),)


@lru_cache(maxsize=4096)
def _repetitions(text: str) -> tuple[int | None, ...]:
    """Return the repetitions of each set in a cell: 8, 3x8, 8/8/7 or 8,8,7."""
    text = text.strip()
    times = _TIMES.match(text)
    if times is not None:
        return (int(times[2]),) * min(int(times[1]), _MOST_SETS_IN_A_ROW + 1)
    if _LIST.match(text):
        return tuple(int(part) for part in _BETWEEN.split(text))
    return (whole(text),)


@lru_cache(maxsize=16384)
def _loads(text: str, unit: LoadUnit) -> tuple[tuple[Load | None, Load | None], ...]:
    """Return load and help of each set in a cell: 60, 60 kg, 60/65/70, BW+10."""
    if "/" in text and text.strip().casefold() not in _NO_LOAD:
        return tuple(_one_load(part, unit) for part in text.split("/"))
    return (_one_load(text, unit),)


def _is_plain(text: str) -> bool:
    """Whether a load carries no unit."""
    parts = [_LOAD.match(part.strip()) for part in text.split("/")]
    return any(part is not None and part["unit"] is None for part in parts)


def _one_load(text: str, unit: LoadUnit) -> tuple[Load | None, Load | None]:
    text = text.strip()
    if text.casefold() in _NO_LOAD:
        return None, None
    parts = _LOAD.match(text)
    if parts is None:
        return load_or_help(text, unit)
    in_unit = load_unit(parts["unit"] or "") or unit
    return load_or_help(parts["number"].replace(" ", ""), in_unit)


def _recognise(probe: Probe) -> str | None:
    columns = probe.columns
    if columns is None:
        return None
    if probe.options.columns:
        return "you named its columns"
    try:
        words = _find(columns, probe.options)
    except CellError:
        return None
    # Without repetitions a table may be anything: then the lifter has to say what its columns are.
    if _missing(columns, words) or not (words["repetitions"] or find_sets(columns)):
        return None
    return "its columns can be told by their names"


FORMAT = Format(name="generic", title="Any table (CSV)", suffix=".csv", recognise=_recognise, read=read)
