"""Hevy: its CSV in all pairs of units and languages of dates, re-saves of it, and tables made from its API.

The export lists sessions newest first, their sets in order. Two sessions of the same title and start are one.
"""

from __future__ import annotations

from functools import lru_cache, partial
from sys import intern

from momentary.exchange.cells import distance, load_or_help, moment, number, positive, rpe, shown, whole
from momentary.exchange.entries import Entry, LogBuilder, SetType
from momentary.exchange.format import Format, Probe
from momentary.exchange.hevy_writer import write
from momentary.exchange.reading import CellError, Ledger
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import Cells, Table, decide_day_first, read_table
from momentary.quantities import DistanceUnit, LoadUnit, Log, Moment

WORDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "workout_title"),
    "start": ("start_time", "workout_start_time"),
    "end": ("end_time", "workout_end_time"),
    "session_note": ("description", "workout_notes"),
    "exercise": ("exercise_title",),
    "superset": ("superset_id",),
    "note": ("exercise_notes",),
    "set_index": ("set_index",),
    "set_type": ("set_type",),
    "load_kg": ("weight_kg",),
    "load_lb": ("weight_lbs", "weight_lb"),
    "repetitions": ("reps",),
    "distance_km": ("distance_km",),
    "distance_mi": ("distance_miles",),
    "distance_m": ("distance_meters",),
    "seconds": ("duration_seconds",),
    "rpe": ("rpe",),
}
_SET_TYPES = {
    "normal": SetType.NORMAL,
    "warmup": SetType.WARMUP,
    "dropset": SetType.DROP,
    "failure": SetType.FAILURE,
    "": SetType.UNKNOWN,
}
_LOADS = {"load_kg": LoadUnit.KG, "load_lb": LoadUnit.LB}
_DISTANCES = {
    "distance_km": DistanceUnit.KM, "distance_mi": DistanceUnit.MI, "distance_m": DistanceUnit.M,
}  # fmt: skip
_ROWS_THAT_TELL_THE_UNIT = 2000


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of Hevy's, or None."""
    found = {word: columns.find(*names) for word, names in WORDS.items()}
    needed = ("start", "exercise", "set_index", "set_type", "repetitions")
    if all(found[word] is not None for word in needed) and any(found[word] is not None for word in _LOADS):
        return 'its columns include "exercise_title", "set_index" and "set_type"'
    return None


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a Hevy export."""
    return read_table(source, ledger, options, reader=_Reader)


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._ledger = ledger
        self._cells = Cells(table.columns, WORDS)
        start = self._cells.require("start", source=table.source)
        self._cells.require("exercise", source=table.source)
        self._day_first = decide_day_first(table, ledger, options, start)
        self._load_word = self._decide_load(table)
        self._load = partial(load_or_help, unit=_LOADS[self._load_word])
        self._distance_word = next((word for word in _DISTANCES if self._cells.has(word)), "distance_km")
        self._distance = partial(distance, unit=_DISTANCES[self._distance_word])

    def _decide_load(self, table: Table) -> str:
        """Return the column of loads to read: of two, the one in which the lifter typed."""
        there = [word for word in _LOADS if self._cells.has(word)]
        if len(there) < 2:
            word = there[0] if there else "load_kg"
            name = self._cells.name(word)
            self._ledger.decide("unit of loads", str(_LOADS[word]), f'the column is called "{name}"')
            return word
        round_ones = dict.fromkeys(there, 0)
        for count, row in enumerate(table.rows(Ledger(self._ledger.file))):
            if count >= _ROWS_THAT_TELL_THE_UNIT:
                break
            for word in there:
                position = self._cells.positions[word]
                if position is not None and position < len(row.cells):
                    round_ones[word] += _is_round(row.cells[position])
        word = max(there, key=lambda one: round_ones[one])
        why = f'the column "{self._cells.name(word)}" has {round_ones[word]} round loads, the other '
        why += f"{min(round_ones.values())}"
        self._ledger.decide("unit of loads", str(_LOADS[word]), why)
        return word

    def row(self, row: Row) -> None:
        """Read one row."""
        cells, read = self._cells, self._cells.read
        exercise = cells.needed(row, "exercise")
        start = cells.read_needed(row, "start", partial(moment, day_first=self._day_first))
        title = intern(cells.text(row, "title"))
        entry = Entry(
            line=row.line,
            session=(start, title),
            start=start,
            exercise=exercise,
            title=title or None,
            session_duration_s=_seconds_until(cells.text(row, "end"), start, day_first=self._day_first),
            session_note=cells.text(row, "session_note") or None,
            note=cells.text(row, "note") or None,
            superset=cells.text(row, "superset") or None,
            set_type=self._set_type(row),
            repetitions=read(row, "repetitions", whole),
            duration_s=read(row, "seconds", positive),
            distance=read(row, self._distance_word, self._distance),
            effort=cells.read_or_doubt(row, "rpe", rpe, ledger=self._ledger, kept="set"),
            row=row.text,
            unread=cells.unread(row),
        )
        entry.load, entry.assistance = read(row, self._load_word, self._load) or (None, None)
        self.builder.add_if_done(entry)

    def _set_type(self, row: Row) -> SetType:
        text = self._cells.text(row, "set_type").casefold()
        known = _SET_TYPES.get(text)
        if known is not None:
            return known
        fact = f"{shown(text)} is not a type of set that Hevy is known to write."
        self._ledger.suspect(row.line, self._cells.name("set_type"), fact, "The set is kept without a type.")
        return SetType.UNKNOWN


@lru_cache(maxsize=8192)
def _seconds_until(text: str, start: Moment, *, day_first: bool) -> float | None:
    """Return the seconds from start to end; None where the end is missing, unreadable or not after the start."""
    try:
        end = moment(text, day_first=day_first) if text else None
    except CellError:
        return None
    if end is None or end.clock is not start.clock or end.utc_offset != start.utc_offset:
        return None
    seconds = (end.wall - start.wall).total_seconds()
    return seconds if seconds > 0 else None


@lru_cache(maxsize=8192)
def _is_round(text: str) -> bool:
    try:
        value = number(text)
    except CellError:
        return False
    return value is not None and value > 0 and abs(value * 4 - round(value * 4)) < 1e-6


def _recognise(probe: Probe) -> str | None:
    return None if probe.columns is None else recognise(probe.columns)


FORMAT = Format(name="hevy", title="Hevy (CSV)", suffix=".hevy.csv", recognise=_recognise, read=read, write=write)
