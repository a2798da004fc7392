"""From bytes to lines: the encoding is found, and what no log can be is refused before it is read."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from momentary.exchange.reading import CellError, Ledger, UnreadableFileError

LONGEST_LINE = 200_000
"""Characters; the longest line seen in a real export, notes included, has a few thousand."""
_BLOCK = 1 << 20
_MAGIC = {
    b"PK\x03\x04": ("a zip archive", "Unpack it and name the file inside."),
    b"PK\x05\x06": ("an empty zip archive", "Export the log again."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it and name the file inside."),
    b"BZh": ("a bzip2 archive", "Unpack it and name the file inside."),
    b"\xfd7zXZ": ("an xz archive", "Unpack it and name the file inside."),
    b"7z\xbc\xaf": ("a 7-Zip archive", "Unpack it and name the file inside."),
    b"Rar!": ("a RAR archive", "Unpack it and name the file inside."),
    b"%PDF": ("a PDF", "Export the log as CSV."),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", "Save it as CSV."),
    b"\x89PNG": ("a picture", "Name the exported file instead."),
    b"\xff\xd8\xff": ("a picture", "Name the exported file instead."),
}


_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file become text, and why that was decided."""

    name: str
    why: str
    has_bad_bytes: bool = False


def refuse_foreign(head: bytes, file: str) -> None:
    """Raise UnreadableFileError where the first bytes are those of an archive, picture or document."""
    if head.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in head:
        raise UnreadableFileError(file, "This is an Excel workbook, not a training log.", "Save it as CSV.")
    if _WEB_PAGE.match(head):
        raise UnreadableFileError(file, "This is a web page, not a training log.", "Export the log again.")
    for magic, (kind, remedy) in _MAGIC.items():
        if head.startswith(magic):
            raise UnreadableFileError(file, f"This is {kind}, not a training log.", remedy)


def find_encoding(stream: BinaryIO, file: str) -> Encoding:
    """Return the encoding of `stream`, which is left at its beginning.

    UTF-8 unless a byte order mark says UTF-16, or more bytes break UTF-8 than follow it (then Windows-1252).

    Raises:
        UnreadableFileError: The file is empty, an archive or a picture, or binary.
    """
    stream.seek(0)
    head = stream.read(_BLOCK)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFileError(file, "The file is empty.", "Export the log again.")
    refuse_foreign(head, file)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream.seek(0)
        return Encoding("utf-16", "it begins with a UTF-16 byte order mark", has_bad_bytes=True)
    looks_binary = head.count(0) > len(head) // 100
    if looks_binary:
        raise UnreadableFileError(file, "The file is binary, not text.", "Name the exported CSV or JSON file.")
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    block = head
    while block:
        if not block.isascii():
            text = decoder.decode(block)
            # Encoders that leave out what they do not know count a hundred times as fast as a loop.
            whole = text.encode("utf-8", "ignore").decode("utf-8")
            bad += len(text) - len(whole)
            good += len(whole) - len(whole.encode("ascii", "ignore"))
        block = stream.read(_BLOCK)
    stream.seek(0)
    if bad > good:
        return Encoding("cp1252", f"{bad} bytes are not UTF-8", has_bad_bytes=True)
    return Encoding("utf-8-sig", "every byte fits" if bad == 0 else "nearly every byte fits", has_bad_bytes=bad > 0)


def lines(stream: BinaryIO, encoding: Encoding, ledger: Ledger) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file with their numbers, without line ends.

    A line with bytes that the encoding does not know, or longer than any row of a log, is reported as
    unreadable and left out; memory stays bounded whatever the file holds.
    """
    text = io.TextIOWrapper(stream, encoding=encoding.name, errors="replace", newline=None)
    try:
        count = 0
        while line := text.readline(LONGEST_LINE):
            count += 1
            if len(line) >= LONGEST_LINE and not line.endswith("\n"):
                length = len(line)
                while (rest := text.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                    length += len(rest)
                length += len(rest)
                ledger.refuse(count, CellError(f"The line has {length:,} characters.", "No row of a log is so long."))
                continue
            if encoding.has_bad_bytes and "\N{REPLACEMENT CHARACTER}" in line:
                ledger.refuse(
                    count,
                    CellError(f"The line has bytes that are not {encoding.name}.", "Export the log again."),
                )
                continue
            if "\x00" in line:
                ledger.refuse(count, CellError("The line has zero bytes.", "Export the log again."))
                continue
            yield count, line.removesuffix("\n")
    finally:
        text.detach()
