"""Fitbod: its CSV, and the table with a column of sets that was saved by hand from an early version.

Times are instants in UTC; rows of one instant are one session, and runs and walks that the phone counted are
sessions of their own. The multiplier is what the app counts a load by: two for a pair of dumbbells or the two arms
of a machine, and two again for the two sides of a one-sided exercise.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

from momentary.exchange.cells import distance, moment, number, positive, shown, whole
from momentary.exchange.entries import Entry, LogBuilder, SetType, is_nothing
from momentary.exchange.format import Format, Probe
from momentary.exchange.load_column import LoadColumn
from momentary.exchange.reading import CellError, Ledger
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import Cells, Table, decide_day_first, read_table
from momentary.quantities import DistanceUnit, Log

WORDS: dict[str, tuple[str, ...]] = {
    "date": ("Date",),
    "exercise": ("Exercise",),
    "sets": ("Sets",),
    "repetitions": ("Reps",),
    "load": ("Weight",),
    "load_kg": ("Weight(kg)", "Weight (kg)"),
    "load_lb": ("Weight(lbs)", "Weight(lb)", "Weight (lbs)", "Weight (lb)"),
    "seconds": ("Duration(s)", "Duration (s)"),
    "distance_m": ("Distance(m)", "Distance (m)"),
    "incline": ("Incline",),
    "resistance": ("Resistance",),
    "warm_up": ("isWarmup",),
    "note": ("Note",),
    "multiplier": ("multiplier",),
}
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_ONE_SIDED = re.compile(
    r"\b(?:single|one|alternating|opposite|concentration|lunges?|split squat|step ups?|bicycle|scissor|"
    r"russian twist|side|cross body|dumbbell row|shotgun row|glute kickback|pistol)\b",
    re.IGNORECASE,
)
_MOST_SETS_IN_A_ROW = 100


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of Fitbod's, or None."""
    found = {word: columns.find(*names) for word, names in WORDS.items()}
    loads = any(found[word] is not None for word in ("load", "load_kg", "load_lb"))
    if loads and all(found[word] is not None for word in ("date", "exercise", "repetitions", "warm_up")):
        return 'its columns include "isWarmup"'
    return None


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a Fitbod export."""
    return read_table(source, ledger, options, reader=_Reader)


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._ledger = ledger
        self._cells = cells = Cells(table.columns, WORDS)
        date = cells.require("date", source=table.source)
        cells.require("exercise", source=table.source)
        self._moment = partial(moment, day_first=decide_day_first(table, ledger, options, date))
        self._loads = LoadColumn(cells, table, ledger, options)
        self._distance = partial(distance, unit=DistanceUnit.M)
        if cells.has("multiplier"):
            ledger.decide("loads moved at once", "by the multiplier", "two for a pair; the two sides of a body aside")

    def row(self, row: Row) -> None:
        """Read one row: a set, or as many as the column of sets says."""
        cells, read = self._cells, self._cells.read
        exercise = cells.needed(row, "exercise")
        start = cells.read_needed(row, "date", self._moment)
        warm_up = read(row, "warm_up", _truth)
        entry = Entry(
            line=row.line,
            session=start,
            start=start,
            exercise=exercise,
            set_type=SetType.UNKNOWN if warm_up is None else SetType.WARMUP if warm_up else SetType.NORMAL,
            repetitions=read(row, "repetitions", whole),
            duration_s=read(row, "seconds", positive),
            distance=read(row, "distance_m", self._distance),
            implements=_implements(exercise, cells.text(row, "multiplier")),
            note=cells.text(row, "note") or None,
            row=row.text,
            unread=self._unread(row),
        )
        entry.load, entry.assistance = self._loads.read(row, exercise)
        sets = read(row, "sets", whole)
        if sets is None:
            self.builder.add_if_done(entry)
            return
        if sets > _MOST_SETS_IN_A_ROW:
            raise CellError(f"{sets} sets in one row are no session.", column=cells.name("sets"))
        self.builder.add_all([] if is_nothing(entry) else [entry] * sets)

    def _unread(self, row: Row) -> tuple[tuple[str, str], ...]:
        unread = self._cells.unread(row)
        for word in ("incline", "resistance", "multiplier"):
            text = self._cells.text(row, word)
            if text and not _says_nothing(text):
                unread = (*unread, (self._cells.name(word), text))
        return unread


def _truth(text: str) -> bool | None:
    text = text.strip().casefold()
    if not text:
        return None
    if text not in _TRUTH:
        raise CellError(f"{shown(text)} is neither true nor false.")
    return _TRUTH[text]


@lru_cache(maxsize=256)
def _says_nothing(text: str) -> bool:
    """Whether a cell is a zero, or a multiplier of one."""
    try:
        return number(text) in (0.0, 1.0)
    except CellError:
        return False


@lru_cache(maxsize=4096)
def _implements(exercise: str, multiplier: str) -> int | None:
    """Return how many of the load are moved at once; the two sides of a one-sided exercise are moved in turn."""
    value = number(multiplier)
    if value is None or value < 2 or value != int(value):
        return None
    count = int(value)
    if _ONE_SIDED.search(exercise) or count > 2:
        count //= 2
    return count if count > 1 else None


def _recognise(probe: Probe) -> str | None:
    return None if probe.columns is None else recognise(probe.columns)


FORMAT = Format(name="fitbod", title="Fitbod (CSV)", suffix=".fitbod.csv", recognise=_recognise, read=read)
