"""GymBook: its CSV, in the language of the phone.

Seen in Italian only; other languages are unconfirmed. The columns are found by their places and by the shape of
three of them, which name their alternatives (`Set / Warm-up / Cool-down`), so that no list of words is needed. All
rows of a day are one session; each has its own time. Skipped rows were not done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from sys import intern

from momentary.exchange.cells import distance, distance_unit, duration_s, load_or_help, load_unit, moment, shown, whole
from momentary.exchange.entries import Entry, LogBuilder, SetType
from momentary.exchange.format import Format, Probe
from momentary.exchange.reading import CellError, Ledger, RowKind
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns, Row
from momentary.exchange.tabular import Cells, Table, decide_day_first, note_table_decisions, open_table, read_rows
from momentary.quantities import Distance, Load, Log

PLACES = {
    "date": 0, "title": 1, "time": 2, "exercise": 3, "kind": 7, "amount": 8, "load": 9, "note": 10, "skipped": 11,
}  # fmt: skip
_WIDTH = 12
_ALTERNATIVES = {7: 3, 8: 2, 9: 2}
_BETWEEN = " / "
_KINDS = (SetType.NORMAL, SetType.WARMUP, SetType.COOLDOWN)
_YES = frozenset({"si", "sì", "sí", "yes", "ja", "oui", "sim", "true", "1", "да", "是", "はい", "예", "evet", "tak"})
_NO = frozenset(
    {"", "no", "nein", "non", "não", "nao", "nee", "false", "0", "нет", "否", "いいえ", "hayır", "nie", "nej"}
)
_PART = re.compile(r"([\d.,]+)\s*([^\W\d_]*)\.?\s*")
_QUANTITY = re.compile(r"([+-]?[\d.,\s]*\d)\s*([^\W\d_]+)\.?\Z")
_COUNTS = ("rip", "rep", "rép", "wdh", "wied", "wh", "x", "herh", "powt", "повт", "次", "回", "tekrar")
_SECONDS_PER = {
    "s": 1.0, "sec": 1.0, "sek": 1.0, "seg": 1.0, "сек": 1.0, "秒": 1.0,
    "m": 60.0, "min": 60.0, "мин": 60.0, "分": 60.0,
    "h": 3600.0, "ore": 3600.0, "ora": 3600.0, "hor": 3600.0, "hou": 3600.0, "heu": 3600.0, "stu": 3600.0,
    "std": 3600.0, "час": 3600.0, "時": 3600.0,
}  # fmt: skip


def recognise(columns: Columns) -> str | None:
    """Return why a table is one of GymBook's, or None."""
    names = columns.names
    if len(names) != _WIDTH or not all(names):
        return None
    if all(len(names[place].split(_BETWEEN)) == count for place, count in _ALTERNATIVES.items()):
        return f'its columns include "{names[7]}" and "{names[9]}" at their places'
    return None


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a GymBook export."""
    table = open_table(source)
    note_table_decisions(table, ledger)
    names = table.columns.names
    words: dict[str, tuple[str, ...]] = {
        word: (names[place] if place < len(names) else word,) for word, place in PLACES.items()
    }
    reader = _Reader(table, Cells(table.columns, words), ledger, options)
    read_rows(table, ledger, reader.row, progress=options.progress)
    return reader.builder.log()


@dataclass(frozen=True, slots=True)
class _Amount:
    """What one cell says of a set: a count or a time."""

    repetitions: int | None = None
    duration_s: float | None = None


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, cells: Cells, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger, by_clock=True)
        self._ledger = ledger
        self._cells = cells
        for word in PLACES:
            cells.require(word, source=table.source)
        date = cells.require("date", source=table.source)
        self._moment = partial(moment, day_first=decide_day_first(table, ledger, options, date))
        self._kinds = {
            name.strip().casefold(): kind
            for name, kind in zip(cells.name("kind").split(_BETWEEN), _KINDS, strict=False)
        }
        counts = cells.name("amount").split(_BETWEEN)[0].strip().casefold()
        self._amount = partial(_amount, count_words=(counts, *_COUNTS))
        ledger.decide("unit of loads", "row by row", "each load carries its unit")
        ledger.decide("sessions", "one a day", "the file has days and the times of sets, not sessions")

    def row(self, row: Row) -> None:
        """Read one row."""
        cells, read = self._cells, self._cells.read
        exercise = cells.needed(row, "exercise")
        date, time = cells.text(row, "date"), cells.text(row, "time")
        if not date:
            raise CellError("The date is empty.", "Fill it in.", column=cells.name("date"))
        at = read(row, "date", lambda text: self._moment(f"{text.strip()} {time}".rstrip()))
        assert at is not None
        if read(row, "skipped", _is_skipped):
            self._ledger.rows[RowKind.NOT_DONE] += 1
            return
        amount = read(row, "amount", self._amount) or _Amount()
        load, help_given, distance_covered = read(row, "load", _load_or_distance) or (None, None, None)
        entry = Entry(
            line=row.line,
            session=at.date,
            start=at,
            exercise=exercise,
            set_type=self._kind(row),
            load=load,
            assistance=help_given,
            repetitions=amount.repetitions,
            duration_s=amount.duration_s,
            distance=distance_covered,
            at=None if at.is_date_only else at.wall,
            note=cells.text(row, "note") or None,
            title=intern(cells.text(row, "title")) or None,
            row=row.text,
            unread=cells.unread(row),
        )
        self.builder.add_if_done(entry)

    def _kind(self, row: Row) -> SetType:
        text = self._cells.text(row, "kind")
        kind = self._kinds.get(text.casefold())
        if kind is None:
            raise CellError(f"{shown(text)} is not a kind of set.", column=self._cells.name("kind"))
        return kind


@lru_cache(maxsize=64)
def _is_skipped(text: str) -> bool:
    word = text.strip().casefold()
    if word not in _YES and word not in _NO:
        raise CellError(f"{shown(text)} is neither yes nor no.")
    return word in _YES


@lru_cache(maxsize=4096)
def _amount(text: str, count_words: Sequence[str]) -> _Amount:
    """Return the repetitions or the time in a cell: 20 ripetizioni, 10 minuti, 1:30."""
    text = text.strip()
    if not text:
        return _Amount()
    if ":" in text:
        return _Amount(duration_s=duration_s(text.split()[0]))
    parts = _PART.findall(text)
    if not parts or _PART.sub("", text):
        raise CellError(f"{shown(text)} is neither a count of repetitions nor a time.")
    count, word = parts[0][0], parts[0][1].casefold()
    if len(parts) == 1 and (not word or any(_same_word(word, one) for one in count_words)):
        return _Amount(repetitions=whole(count))
    seconds = 0.0
    for value, unit in parts:
        factor = _SECONDS_PER.get(unit.casefold()) or _SECONDS_PER.get(unit.casefold()[:3])
        if factor is None:
            raise CellError(f"{shown(unit)} is neither repetitions nor a unit of time.")
        seconds += (duration_s(value) or 0.0) * factor
    return _Amount(duration_s=seconds or None)


def _same_word(word: str, known: str) -> bool:
    """Whether two words begin alike: singular and plural, whole and short."""
    shared = min(len(word), len(known), 4)
    return word[:shared] == known[:shared]


@lru_cache(maxsize=8192)
def _load_or_distance(text: str) -> tuple[Load | None, Load | None, Distance | None]:
    """Return load, help and distance of a cell: 12,50 kg or 2,23 km."""
    text = text.strip()
    if not text:
        return None, None, None
    parts = _QUANTITY.match(text)
    if parts is None:
        raise CellError(f"{shown(text)} is neither a load nor a distance.", "Write it as 12.5 kg or 2.5 km.")
    value, unit = parts[1], parts[2]
    try:
        in_unit = load_unit(unit)
    except CellError:
        return None, None, distance(value, distance_unit(unit))
    assert in_unit is not None
    return (*load_or_help(value, in_unit), None)


def _recognise(probe: Probe) -> str | None:
    return None if probe.columns is None else recognise(probe.columns)


FORMAT = Format(name="gymbook", title="GymBook (CSV)", suffix=".gymbook.csv", recognise=_recognise, read=read)
