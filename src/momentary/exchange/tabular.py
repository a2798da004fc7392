"""Reading tables: what every app's CSV has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import intern
from typing import Protocol, TypeVar

from momentary.exchange.cells import is_date_order_possible, is_slashed, moment
from momentary.exchange.entries import LogBuilder
from momentary.exchange.reading import CellError, Ledger, RowKind, UnreadableFileError
from momentary.exchange.source import Progress, ReadOptions, Source
from momentary.exchange.table import Columns, Row, Rows, find_delimiter, is_wrapped, split, unwrapped
from momentary.exchange.text import Encoding, find_encoding, lines
from momentary.quantities import ImpossibleValueError, Log

_T = TypeVar("_T")
_ROWS_BETWEEN_PROGRESS = 5000
_ENOUGH_DATES = 2000


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file: how its text is to be split, and its columns.

    Args:
        source: The file.
        encoding: How bytes become text.
        delimiter: The character between cells.
        columns: The columns; for a table without header, those that its reader knows.
        has_header: Whether the first row is a header.
        is_wrapped: Whether every line stands in one pair of quotes.
    """

    source: Source
    encoding: Encoding
    delimiter: str
    columns: Columns
    has_header: bool = True
    is_wrapped: bool = False

    def rows(self, ledger: Ledger) -> Iterator[Row]:
        """Yield the rows below the header; what cannot be split is reported to `ledger`."""
        with self.source.open() as stream:
            found = iter(
                Rows(
                    lines(stream, self.encoding, ledger),
                    self.delimiter,
                    len(self.columns),
                    ledger,
                    is_wrapped=self.is_wrapped,
                )
            )
            if self.has_header:
                next(found, None)
            yield from found


def open_table(source: Source, *, headerless: Callable[[Sequence[str]], Sequence[str] | None] | None = None) -> Table:
    """Return the table in `source`.

    Args:
        source: The file.
        headerless: Given the first row's cells, the names of the columns if that row is data, else None.

    Raises:
        UnreadableFileError: The file holds no text, or no table.
    """
    with source.open() as stream:
        encoding = find_encoding(stream, source.name)
        scratch = Ledger(source.name)
        first = next((text for _, text in lines(stream, encoding, scratch) if text.strip()), None)
    if first is None:
        raise UnreadableFileError(source.name, "No line of the file can be read.", "Export the log again.")
    first = first.strip("\ufeff")
    wrapped = is_wrapped(first)
    delimiter = find_delimiter(unwrapped(first) if wrapped else first)
    cells = split(unwrapped(first) if wrapped else first, delimiter) or [first]
    names = headerless(cells) if headerless is not None else None
    if names is not None:
        return Table(source, encoding, delimiter, Columns(names), has_header=False, is_wrapped=wrapped)
    return Table(source, encoding, delimiter, Columns(cells), is_wrapped=wrapped)


def note_table_decisions(table: Table, ledger: Ledger) -> None:
    """Tell what was decided about encoding, delimiter, header and quotes, where it is out of the ordinary."""
    if table.encoding.name != "utf-8-sig":
        ledger.decide("encoding", table.encoding.name, table.encoding.why)
    if table.delimiter != ",":
        name = {"\t": "tab", ";": "semicolon", "|": "bar"}.get(table.delimiter, table.delimiter)
        ledger.decide("delimiter", name, "it splits the first line into most cells")
    if not table.has_header:
        ledger.decide(
            "header", "none", f"the first line is data; its {len(table.columns)} columns are in a known order"
        )
    if table.is_wrapped:
        ledger.decide("quotes", "taken off", "every line stands in one pair of quotes")


def fitted(cells: list[str], width: int) -> list[str] | None:
    """Return the cells cut to `width` where all beyond are empty; None where the row does not fit."""
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return cells[:width]
    return None


class RowReader(Protocol):
    """Reads the rows of one table into a builder."""

    builder: LogBuilder

    def row(self, row: Row) -> None:
        """Read one row."""


def read_table(
    source: Source,
    ledger: Ledger,
    options: ReadOptions,
    *,
    reader: Callable[[Table, Ledger, ReadOptions], RowReader],
    headerless: Callable[[Sequence[str]], Sequence[str] | None] | None = None,
) -> Log:
    """Return the log in a table, every row of it given to a reader made for the table."""
    table = open_table(source, headerless=headerless)
    note_table_decisions(table, ledger)
    made = reader(table, ledger, options)
    read_rows(table, ledger, made.row, progress=options.progress)
    return made.builder.log()


def read_rows(
    table: Table,
    ledger: Ledger,
    handle: Callable[[Row], None],
    *,
    progress: Progress | None = None,
    fit: Callable[[list[str], int], list[str] | None] = fitted,
) -> None:
    """Give every row to `handle`; a row that it cannot read is reported with its place.

    A row with more or fewer cells than the header is put right by `fit`, or refused where that returns None;
    a header that comes again (files pasted together) is counted as blank.
    """
    width = len(table.columns)
    header = [name.casefold() for name in table.columns.names]
    seen = 0
    for row in table.rows(ledger):
        seen += 1
        if progress is not None and seen % _ROWS_BETWEEN_PROGRESS == 0:
            progress(seen)
        cells = row.cells
        if len(cells) != width:
            put_right = fit(cells, width)
            if put_right is None:
                fact = f"The row has {len(cells)} cells, the table {width} columns."
                ledger.refuse(row.line, CellError(fact, "Fix the row, or export the log again."))
                continue
            row.cells = cells = put_right
        if not any(cells) or (
            cells[0].strip().casefold() == header[0] and table.has_header and _is_header(cells, header)
        ):
            ledger.rows[RowKind.BLANK] += 1
            continue
        try:
            handle(row)
        except CellError as error:
            ledger.refuse(row.line, error)
        except ImpossibleValueError as error:
            ledger.refuse(row.line, CellError(str(error)))
    if progress is not None:
        progress(seen)


def _is_header(cells: Sequence[str], header: Sequence[str]) -> bool:
    return [cell.strip().strip("\ufeff").casefold() for cell in cells] == header


class Cells:
    """Reads the cells of a row by our words for columns; an error carries the column's own name.

    Args:
        columns: The table's columns.
        words: Our word to the names that the column may have.
    """

    def __init__(self, columns: Columns, words: dict[str, tuple[str, ...]]) -> None:
        """Find the columns."""
        self._columns = columns
        self._words = words
        self.positions = {word: columns.find(*names) for word, names in words.items()}
        known = {position for position in self.positions.values() if position is not None}
        self._unknown = [
            (position, name) for position, name in enumerate(columns.names) if position not in known and name
        ]

    def require(self, word: str, *, source: Source) -> int:
        """Return the position of a column without which nothing can be read.

        Raises:
            UnreadableFileError: The table has no such column.
        """
        position = self.positions[word]
        if position is None:
            names = " or ".join(f'"{name}"' for name in self._words[word][:2])
            fact = f"The table has no column for the {word}, such as {names}."
            raise UnreadableFileError(source.name, fact, "Name the format that it is, or leave --format out.")
        return position

    def has(self, word: str) -> bool:
        """Whether the table has the column."""
        return self.positions[word] is not None

    def text(self, row: Row, word: str) -> str:
        """Return the cell's text without the spaces around it; empty where the table has no such column."""
        position = self.positions[word]
        return "" if position is None else row.cells[position].strip()

    def read(self, row: Row, word: str, convert: Callable[[str], _T]) -> _T | None:
        """Return the cell converted, None where the table has no such column.

        Raises:
            CellError: The cell cannot be converted; the error names the column.
        """
        position = self.positions[word]
        if position is None:
            return None
        try:
            return convert(row.cells[position])
        except CellError as error:
            raise CellError(error.fact, error.remedy, column=self._columns.names[position]) from None

    def needed(self, row: Row, word: str) -> str:
        """Return the cell's text, shared between rows.

        Raises:
            CellError: The cell is empty; the error names the column.
        """
        text = self.text(row, word)
        if not text:
            raise CellError(f"The {word} is empty.", "Fill it in.", column=self.name(word))
        return intern(text)

    def read_needed(self, row: Row, word: str, convert: Callable[[str], _T | None]) -> _T:
        """Return the cell converted.

        Raises:
            CellError: The cell is empty or cannot be converted; the error names the column.
        """
        value = self.read(row, word, convert)
        if value is None:
            raise CellError(f"The {word} is empty.", "Fill it in.", column=self.name(word))
        return value

    def read_or_doubt(
        self, row: Row, word: str, convert: Callable[[str], _T], *, ledger: Ledger, kept: str
    ) -> _T | None:
        """Return the cell converted; where it cannot be, None, and a note that what is `kept` is kept without it."""
        try:
            return self.read(row, word, convert)
        except CellError as error:
            ledger.suspect(row.line, error.column, error.fact, f"The {kept} is kept without it. {error.remedy}")
            return None

    def name(self, word: str) -> str:
        """Return the column's name in the file."""
        position = self.positions[word]
        return word if position is None else self._columns.names[position]

    def unread(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Return the cells of columns that we have no word for, empty ones aside."""
        if not self._unknown:
            return ()
        cells = row.cells
        return tuple((name, cells[position]) for position, name in self._unknown if cells[position].strip())


def decide_day_first(table: Table, ledger: Ledger, options: ReadOptions, position: int) -> bool:
    """Return whether slashed dates are day first: by the lifter's word, by impossible months, or by order in time."""
    if options.day_first is not None:
        return options.day_first
    texts: dict[str, None] = {}
    for row in table.rows(Ledger(ledger.file)):
        if position < len(row.cells):
            text = row.cells[position]
            if is_slashed(text):
                texts[text] = None
            elif len(texts) == 0 and row.line > _ENOUGH_DATES:
                break
    dates = list(texts)
    if not dates:
        return True
    day, month = (is_date_order_possible(dates, day_first=first) for first in (True, False))
    if day != month:
        ledger.decide("dates", "day first" if day else "month first", "read the other way some dates do not exist")
        return day
    if all("." in text for text in dates):
        ledger.decide("dates", "day first", "dates with dots are written so")
        return True
    disorder = {first: _disorder(dates, day_first=first) for first in (True, False)}
    day = disorder[True] <= disorder[False]
    why = "both readings exist; this one is in better order of time"
    if disorder[True] == disorder[False]:
        why = "both readings are possible; say --month-first if it is wrong"
    ledger.decide("dates", "day first" if day else "month first", why)
    return day


def _disorder(texts: list[str], *, day_first: bool) -> int:
    """Return how often the dates turn round between going forward and going back in time."""
    walls = []
    for text in texts:
        try:
            walls.append(moment(text, day_first=day_first).wall)
        except CellError:
            continue
    steps = [later > earlier for earlier, later in pairwise(walls)]
    return sum(one != other for one, other in pairwise(steps))
