"""Alpha Progression: its blocks of text, a session after the other, an exercise after the other.

A block of a session begins with a line that holds its date; a line `1. Bench press · Barbell · 8 reps` begins an
exercise, and may hold its warm-ups; a line `#,KG,REPS,RIR` names the columns of the sets below it. The layout
follows one export and one public description: other versions of the app are unconfirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from momentary.exchange.cells import duration_s, load_or_help, load_unit, moment, rir, rpe, shown, whole
from momentary.exchange.entries import Entry, LogBuilder, SetType
from momentary.exchange.format import Format, Probe
from momentary.exchange.reading import CellError, Ledger, RowKind
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Row, Rows, find_delimiter, split
from momentary.exchange.text import find_encoding, lines
from momentary.quantities import Effort, ImpossibleValueError, LoadUnit, Log, Moment

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?)?")
_EXERCISE = re.compile(r"(\d{1,3})\. (.+)\Z", re.DOTALL)
_TARGET = re.compile(
    r" · [\d\s–-]+ (?:reps|wdh\.?|wiederholungen|rep\.?|répétitions|repeticiones)\b.*\Z", re.IGNORECASE
)
_WARM_UP = re.compile(r"WU\d+ · \+?([\d.,]+) (\w+) · (\d+) \w+\Z")
_MOST_LINES_TO_A_HEADER = 40


@dataclass(slots=True)
class _Block:
    """Where in the file the reader is."""

    titles: list[str] = field(default_factory=list)
    start: Moment | None = None
    duration_s: float | None = None
    session: int = 0
    exercise: str | None = None
    superset: str | None = None
    columns: tuple[str, ...] = ()
    in_sets: bool = False


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in an export of Alpha Progression."""
    reader = _Reader(ledger, options)
    for count, row in enumerate(_rows(source, ledger), 1):
        if options.progress is not None and count % 5000 == 0:
            options.progress(count)
        try:
            reader.row(row)
        except CellError as error:
            ledger.refuse(row.line, error)
        except ImpossibleValueError as error:
            ledger.refuse(row.line, CellError(str(error)))
    return reader.builder.log()


def _rows(source: Source, ledger: Ledger) -> Iterator[Row]:
    with source.open() as stream:
        encoding = find_encoding(stream, source.name)
        header = _header(text for _, text in lines(stream, encoding, Ledger(source.name)))
    delimiter = find_delimiter(header or "#,KG,REPS")
    with source.open() as stream:
        yield from Rows(lines(stream, encoding, ledger), delimiter, 0, ledger)


def _header(texts: Iterator[str]) -> str | None:
    """Return the first line that names the columns of sets, if one is near the beginning."""
    for _, text in zip(range(_MOST_LINES_TO_A_HEADER), texts, strict=False):
        cells = _header_cells(text)
        if cells is not None:
            return text
    return None


def _header_cells(text: str) -> list[str] | None:
    cells = split(text.strip("\ufeff"), find_delimiter(text)) or []
    names = [cell.strip().casefold() for cell in cells]
    if len(names) < 3 or names[0] != "#" or names[2] not in {"reps", "wdh", "wdh."}:
        return None
    return names


class _Reader:
    """Reads the lines of one file."""

    def __init__(self, ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._ledger = ledger
        self._options = options
        self._block = _Block()
        self._unit: LoadUnit | None = None
        self._sessions = 0
        self._titles: list[str] = []

    def row(self, row: Row) -> None:
        """Read one line: of a session, an exercise, the columns, or a set."""
        cells = [cell.strip().strip("\ufeff") for cell in row.cells]
        block = self._block
        if cells[0] == "#" and len(cells) > 2:
            self._columns(cells)
        elif block.columns and block.in_sets and cells[0].isdigit():
            self._set(row, cells)
            return
        elif (parts := _EXERCISE.match(cells[0])) is not None and block.start is not None:
            self._exercise(row, cells, parts[2])
            return
        elif (dated := next((place for place, cell in enumerate(cells) if _DATE.match(cell)), None)) is not None:
            self._session(cells, dated)
        elif block.in_sets and len(cells) >= len(block.columns):
            raise CellError(f"{shown(row.text)} is neither a set nor the beginning of anything.", "Fix the line.")
        elif block.in_sets or block.start is None:
            self._titles.append(cells[0])
        elif block.exercise is None and cells[0] not in block.titles:
            block.titles.append(cells[0])
        self._ledger.rows[RowKind.NOTE] += 1

    def _columns(self, cells: list[str]) -> None:
        try:
            unit = load_unit(cells[1])
        except CellError as error:
            raise CellError(error.fact, error.remedy, column=cells[1]) from None
        if unit is None:
            raise CellError("The column of loads has no unit.", "Write KG or LBS.")
        if unit is not self._unit:
            self._ledger.decide("unit of loads", str(unit), f'a column is called "{cells[1]}"')
        self._unit = unit
        self._block.columns = tuple(cell.casefold() for cell in cells)
        self._block.in_sets = True

    def _session(self, cells: list[str], dated: int) -> None:
        found = _DATE.match(cells[dated])
        assert found is not None
        start = moment(found[0])
        titles = [title for title in (*self._titles, *cells[:dated]) if title]
        self._block = _Block(titles=titles, start=start)
        self._titles = []
        self._sessions += 1
        self._block.session = self._sessions
        if len(cells) > dated + 1:
            self._block.duration_s = _duration(cells[dated + 1])

    def _exercise(self, row: Row, cells: list[str], name: str) -> None:
        block = self._block
        block.exercise = _TARGET.sub("", name).strip()
        block.superset = next((cell for cell in cells[1:] if cell.casefold().startswith("superset")), None)
        block.columns, block.in_sets = (), False
        warm_ups = [part.strip() for cell in cells[1:] for part in cell.split("<br>")]
        entries = []
        for text in warm_ups:
            found = _WARM_UP.match(text)
            if found is not None:
                unit = load_unit(found[2])
                entry = self._entry(row, SetType.WARMUP)
                entry.repetitions = whole(found[3])
                entry.load, entry.assistance = load_or_help(found[1], unit or LoadUnit.KG)
                entries.append(entry)
        if entries:
            self.builder.add_all(entries)
        else:
            self._ledger.rows[RowKind.NOTE] += 1

    def _entry(self, row: Row, set_type: SetType) -> Entry:
        block = self._block
        if block.start is None:
            raise CellError("The set stands before the date of a session.", "Export the log again.")
        if block.exercise is None:
            raise CellError("The set stands before the name of an exercise.", "Export the log again.")
        return Entry(
            line=row.line,
            session=(block.start, block.session),
            start=block.start,
            exercise=block.exercise,
            set_type=set_type,
            superset=block.superset,
            title=" · ".join(block.titles) or None,
            session_duration_s=block.duration_s,
            row=row.text,
        )

    def _set(self, row: Row, cells: list[str]) -> None:
        entry = self._entry(row, SetType.NORMAL)
        cells = [*cells, *[""] * (3 - len(cells))]
        values = dict(zip(self._block.columns, cells, strict=False))
        unit = self._unit or LoadUnit.KG
        try:
            entry.load, entry.assistance = load_or_help(cells[1].removeprefix("+"), unit)
            entry.repetitions = whole(cells[2])
            entry.effort = _effort(values)
        except CellError as error:
            raise CellError(error.fact, error.remedy, column=error.column or shown(row.text)) from None
        known = {"#", "rir", "rpe", self._block.columns[1], self._block.columns[2]}
        entry.unread = tuple((name, value) for name, value in values.items() if name not in known and value)
        if cells[1].startswith("+"):
            entry.unread = (*entry.unread, ("load", "added to the body"))
        self.builder.add_if_done(entry)


def _effort(values: dict[str, str]) -> Effort | None:
    reserve = values.get("rir", "")
    return rir(reserve) if reserve else rpe(values.get("rpe", ""))


def _duration(text: str) -> float | None:
    """Return the seconds in a duration such as 1:02 hr; None where it is none."""
    found = re.match(r"(\d{1,2}):(\d{2})\s*h", text)
    if found is not None:
        return float(int(found[1]) * 3600 + int(found[2]) * 60) or None
    try:
        return duration_s(text)
    except CellError:
        return None


def _recognise(probe: Probe) -> str | None:
    if probe.is_json or b"#" not in probe.head or b"\x00" in probe.head:
        return None
    texts = probe.head.decode("utf-8", "replace").splitlines()
    header = _header(iter(texts))
    if header is None:
        return None
    above = texts[: texts.index(header)]
    dated = any(_DATE.search(text) for text in above)
    numbered = any(_EXERCISE.match(text.strip().strip('"\ufeff')) for text in above)
    return f'the line "{header.strip()[:30]}" stands below a date and an exercise' if dated and numbered else None


FORMAT = Format(
    name="alpha-progression",
    title="Alpha Progression (CSV blocks)",
    suffix=".alpha.csv",
    recognise=_recognise,
    read=read,
)
