"""A file or bytes to read, and what the lifter says about them."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from momentary.exchange.reading import UnreadableFileError
from momentary.quantities import LoadUnit

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the lifter says about a file, where a reader should not decide by itself.

    Args:
        unit: Unit of loads in columns that name none.
        day_first: Whether 03/04/2021 is the 3rd of April.
        columns: For a generic table: our word for a column to the name that it has in the file.
        lifter: Whose rows to read, where a table holds several lifters.
        progress: Called with the number of rows read so far, now and then.
    """

    unit: LoadUnit | None = None
    day_first: bool | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    lifter: str | None = None
    progress: Progress | None = None


class Source:
    """A file on disk, or bytes with a name.

    Args:
        path: Where the file is.
        content: The bytes themselves, instead of a path.
        name: How messages call it; the file's own name if not given.
    """

    def __init__(self, path: Path | None = None, *, content: bytes | None = None, name: str | None = None) -> None:
        """Open nothing yet."""
        if (path is None) == (content is None):
            raise ValueError("A source is a path or bytes: give one of them.")
        self.path = path
        self._content = content
        self.name = name or (path.name if path is not None else "bytes")

    def open(self) -> BinaryIO:
        """Return the bytes as a stream, at their beginning.

        Raises:
            UnreadableFileError: The file does not exist or cannot be opened.
        """
        if self._content is not None:
            return io.BytesIO(self._content)
        assert self.path is not None
        try:
            if not self.path.is_file():
                raise _not_a_file(self.path)
            return self.path.open("rb")
        except OSError as error:
            fact = f"The file cannot be opened ({os.strerror(error.errno or 0)})."
            raise UnreadableFileError(str(self.path), fact, "Check its permissions.") from None

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        with self.open() as stream:
            return stream.read(1 << 16)

    @property
    def size(self) -> int:
        """The number of bytes."""
        if self._content is not None:
            return len(self._content)
        assert self.path is not None
        return self.path.stat().st_size


def _not_a_file(path: Path) -> UnreadableFileError:
    if path.is_dir():
        return UnreadableFileError(str(path), "This is a folder.", "Name the exported file.")
    if path.exists():
        fact = "This is a pipe or a device, and a log is read more than once."
        return UnreadableFileError(str(path), fact, "Save it as a file and name that.")
    return UnreadableFileError(str(path), "There is no such file.", "Name the exported file.")
