"""What a format is: how it is recognised, read and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

from momentary.exchange.reading import Ledger, UnreadableFileError
from momentary.exchange.source import ReadOptions, Source
from momentary.exchange.table import Columns
from momentary.exchange.tabular import open_table
from momentary.quantities import Log


class Probe:
    """A first look at a file, taken once and shown to every format.

    Args:
        source: The file.
        options: What the lifter says about it.
    """

    def __init__(self, source: Source, options: ReadOptions) -> None:
        """Look at nothing yet."""
        self.source = source
        self.options = options

    @property
    def head(self) -> bytes:
        """The first bytes."""
        return self.source.head

    @cached_property
    def is_json(self) -> bool:
        """Whether the text begins as JSON does."""
        return self.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")

    @cached_property
    def columns(self) -> Columns | None:
        """The columns of the first row, or None where the file holds no text."""
        if self.is_json or self.head.startswith((b"SQLite format 3\x00", b"PAR1")):
            return None
        try:
            return open_table(self.source).columns
        except UnreadableFileError:
            return None


@dataclass(frozen=True, slots=True)
class Format:
    """A format of training logs.

    Args:
        name: How commands call it: `strong`.
        title: How people call it: `Strong (CSV)`.
        suffix: Usual ending of its files.
        recognise: Returns why a file is of this format, or None.
        read: Reads the log, noting every row in the ledger.
        write: Writes a log and returns what the format cannot hold, in words; None where momentary does not write it.
    """

    name: str
    title: str
    suffix: str
    recognise: Callable[[Probe], str | None]
    read: Callable[[Source, Ledger, ReadOptions], Log] | None = None
    write: Callable[[Log, BinaryIO], tuple[str, ...]] | None = None
