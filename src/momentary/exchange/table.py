"""From lines to rows: delimiter, quotes, header, and the cells of each row by column."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from momentary.exchange.cells import shown
from momentary.exchange.reading import CellError, Ledger

DELIMITERS = (",", ";", "\t", "|")
_MOST_LINES_IN_A_ROW = 400
_LONGEST_ROW = 60_000
# In a file full of quotes that never close, none is looked for over many lines.
_ENOUGH_UNCLOSED, _FEW_LINES = 20, 5
_OPEN_QUOTE = "unexpected end of data"


@dataclass(slots=True)
class Row:
    """A row of a table: its first line's number, its text as it stood, and its cells."""

    line: int
    text: str
    cells: list[str]


def split(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of one logical row, or None where a quote is still open at its end."""
    if '"' not in text:
        return text.split(delimiter)
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        if _OPEN_QUOTE in str(error):
            return None
    # A quote inside a cell (5" band): read it as it stands; a cell too long for any log stays unsplit.
    try:
        return next(csv.reader([text], delimiter=delimiter))
    except csv.Error:
        return [text]


def find_delimiter(header: str) -> str:
    """Return the delimiter that splits `header` into most cells."""
    return max(DELIMITERS, key=lambda delimiter: len(split(header, delimiter) or ()))


def unwrapped(text: str) -> str:
    """Return the row inside one pair of quotes around the whole line, as one re-save writes it."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text


def is_wrapped(header: str) -> bool:
    """Whether the whole header is one quoted cell that holds a header."""
    cells = split(header, find_delimiter(header))
    return (
        cells is not None
        and len(cells) == 1
        and header.startswith('"')
        and any(delimiter in cells[0] for delimiter in DELIMITERS)
    )


class Rows:
    """The logical rows of a table. A quoted cell may run over lines; a quote left open swallows none.

    Args:
        lines: The lines with their numbers, header included where there is one.
        delimiter: The character between cells.
        width: How many cells a row should have, so that a swallowed row is recognised.
        ledger: Where a row that cannot be assembled is reported.
        is_wrapped: Whether every line stands in one pair of quotes.
    """

    def __init__(
        self,
        lines: Iterator[tuple[int, str]],
        delimiter: str,
        width: int,
        ledger: Ledger,
        *,
        is_wrapped: bool = False,
    ) -> None:
        """Read nothing yet."""
        self._lines = lines
        self._waiting: list[tuple[int, str]] = []
        self._delimiter = delimiter
        self._width = width
        self._ledger = ledger
        self._is_wrapped = is_wrapped
        self._unclosed = 0

    def __iter__(self) -> Iterator[Row]:
        """Yield every row that is not blank."""
        while (first := self._next()) is not None:
            number, text = first
            if self._is_wrapped:
                text = unwrapped(text)
            if not text.strip():
                continue
            cells = split(text, self._delimiter)
            if cells is None:
                row = self._continued(number, text)
                if row is not None:
                    yield row
            else:
                yield Row(number, text, cells)

    def _next(self) -> tuple[int, str] | None:
        return self._waiting.pop(0) if self._waiting else next(self._lines, None)

    def _continued(self, number: int, first: str) -> Row | None:
        """Join the lines of a cell that runs over lines, or report the quote that never closes."""
        taken: list[tuple[int, str]] = []
        parts = [first]
        length = len(first)
        most = _MOST_LINES_IN_A_ROW if self._unclosed < _ENOUGH_UNCLOSED else _FEW_LINES
        while len(taken) < most and length < _LONGEST_ROW and (following := self._next()) is not None:
            taken.append(following)
            if self._is_row(following[1]):
                break
            parts.append(following[1])
            length += len(following[1])
            if '"' in following[1]:
                text = "\n".join(parts)
                cells = split(text, self._delimiter)
                if cells is not None and len(cells) >= max(2 * self._width - 1, 3):
                    break
                if cells is not None:
                    return Row(number, text, cells)
        self._unclosed += 1
        # Give the lines back: each may be a row of its own.
        self._waiting[:0] = taken
        self._ledger.refuse(number, CellError(f"A quote opens in {shown(first)} and never closes.", "Close the quote."))
        return None

    def _is_row(self, line: str) -> bool:
        # The line that closes a cell has an odd number of quotes, a row of its own an even one.
        if line.count('"') % 2:
            return False
        cells = split(line, self._delimiter)
        return cells is not None and len(cells) == self._width and self._width > 2


def header_key(name: str) -> str:
    """Return a column's name as it is compared: case, spaces, marks and quotes aside."""
    return name.strip().strip("\ufeff\"' ").casefold().rstrip(".:").replace("_", " ").strip()


class Columns:
    """Finds cells by the names of columns.

    Args:
        header: The names as they stand in the file.
    """

    def __init__(self, header: Sequence[str]) -> None:
        """Index the names."""
        self.names = tuple(name.strip().strip("\ufeff") for name in header)
        self.index: dict[str, int] = {}
        for position, name in enumerate(self.names):
            self.index.setdefault(header_key(name), position)

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self.names)

    def find(self, *names: str) -> int | None:
        """Return the position of the first of `names` that the table has."""
        for name in names:
            position = self.index.get(header_key(name))
            if position is not None:
                return position
        return None

    def repeated(self) -> tuple[str, ...]:
        """Return names that stand twice in the header."""
        keys = [header_key(name) for name in self.names if header_key(name)]
        return tuple(sorted({key for key in keys if keys.count(key) > 1}))
