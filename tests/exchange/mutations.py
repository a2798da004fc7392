"""Damage to export files, seeded: what disks, editors, spreadsheets and enemies do to them."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import re
import zipfile
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]


def cut(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def beginning_lost(content: bytes, rng: Random) -> bytes:
    return content[rng.randrange(len(content) + 1) :]


def middle_lost(content: bytes, rng: Random) -> bytes:
    begin, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return content[:begin] + content[end:]


def bytes_flipped(content: bytes, rng: Random) -> bytes:
    found = bytearray(content)
    for _ in range(rng.choice((1, 3, 30, 300))):
        if found:
            found[rng.randrange(len(found))] = rng.randrange(256)
    return bytes(found)


def header_bytes_flipped(content: bytes, rng: Random) -> bytes:
    return bytes_flipped(content[:200], rng) + content[200:]


def zero_bytes(content: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(content) + 1)
    return content[:place] + bytes(rng.choice((1, 50, 5000))) + content[place:]


def page_of_zeros(content: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(content) + 1)
    return content[:place] + bytes(len(content[place : place + 4096])) + content[place + 4096 :]


def _recoded(content: bytes, name: str) -> bytes:
    return content.decode("utf-8", "replace").encode(name, "replace")


def utf16(content: bytes, rng: Random) -> bytes:
    return _recoded(content, rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32")))


def old_code_page(content: bytes, rng: Random) -> bytes:
    names = ("cp1252", "gb18030", "shift-jis", "cp1254", "cp437", "utf-7", "cp037")
    return _recoded(content, rng.choice(names))


def decoded_twice(content: bytes, rng: Random) -> bytes:
    return content.decode("cp1252", "replace").encode() if rng.random() < 0.5 else b"\xef\xbb\xbf" * 2 + content


def zipped(content: bytes, rng: Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("log.csv", bytes(30_000_000) if rng.random() < 0.3 else content)
    return stream.getvalue()


def squeezed(content: bytes, rng: Random) -> bytes:
    return rng.choice((gzip.compress, bz2.compress))(content)


def long_line(content: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(content) + 1)
    filling = rng.choice((b"x", b",", b'"', b"9", b'"x",', "漢".encode(), b"[", b"{", b";"))
    return content[:place] + filling * (10_000_000 // len(filling)) + content[place:]


def doubled(content: bytes, rng: Random) -> bytes:
    return content * rng.choice((2, 3))


def old_and_new_pasted(content: bytes, rng: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[: rng.randrange(len(lines) + 1)]) + content


def header_again(content: bytes, rng: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    for _ in range(rng.choice((1, 3))):
        lines.insert(rng.randrange(len(lines) + 1), lines[0] if lines else b"")
    return b"".join(lines)


def header_lost(content: bytes, rng: Random) -> bytes:
    return b"".join(content.splitlines(keepends=True)[rng.choice((1, 2)) :])


def line_ends(content: bytes, rng: Random) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(
        b"\n", rng.choice((b"\r", b"\r\n", b"\n\n", b"\r\r\n", b"\x0b", b"\n\r"))
    )


def rows_shuffled(content: bytes, rng: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    rest = lines[1:]
    rng.shuffle(rest)
    return b"".join(lines[:1] + rest)


def rows_repeated(content: bytes, rng: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(line * (rng.choice((2, 5)) if rng.random() < 0.1 else 1) for line in lines)


def quotes_lost(content: bytes, rng: Random) -> bytes:
    share = rng.choice((1.0, 0.5, 0.05))
    return re.sub(rb'"', lambda quote: b"" if rng.random() < share else quote[0], content)


def quotes_added(content: bytes, rng: Random) -> bytes:
    found = bytearray(content)
    for _ in range(rng.choice((1, 2, 20, 200))):
        found.insert(rng.randrange(len(found) + 1), ord('"'))
    return bytes(found)


def lines_quoted(content: bytes, rng: Random) -> bytes:
    whole = b"".join(b'"' + line.replace(b'"', b'""') + b'"\n' for line in content.splitlines())
    return whole if rng.random() < 0.7 else whole[: len(whole) // 2] + content[len(content) // 2 :]


def _table(content: bytes) -> tuple[list[list[str]], str]:
    text = content.decode("utf-8", "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=delimiter)), delimiter
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()], delimiter


def _bytes(rows: list[list[str]], delimiter: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")


def columns_swapped(content: bytes, rng: Random) -> bytes:
    rows, delimiter = _table(content)
    width = max(map(len, rows), default=0)
    if width < 2:
        return content
    one, other = rng.sample(range(width), 2)
    begin = rng.choice((0, 1, len(rows) // 2))
    for row in rows[begin:]:
        if len(row) > max(one, other):
            row[one], row[other] = row[other], row[one]
    return _bytes(rows, delimiter)


def column_lost(content: bytes, rng: Random) -> bytes:
    rows, delimiter = _table(content)
    width = max(map(len, rows), default=0)
    if width:
        lost = rng.randrange(width)
        rows = [row[:lost] + row[lost + 1 :] for row in rows]
    return _bytes(rows, delimiter)


def columns_added(content: bytes, rng: Random) -> bytes:
    rows, delimiter = _table(content)
    more = rng.choice((1, 50, 2000))
    names = [f"extra {number}" for number in range(more)]
    return _bytes([row + (names if index == 0 else [""] * more) for index, row in enumerate(rows)], delimiter)


def delimiter_changed(content: bytes, rng: Random) -> bytes:
    rows, _ = _table(content)
    return _bytes(rows, rng.choice(",;\t|:"))


STRANGE = (
    "1e308", "1e999", "-1", "NaN", "Infinity", "-0", "9" * 400, "0x10", "1,234", "1.234.567,89", "٣", "\uff18", "½",
    "1 000", "=1+1", "@SUM(A1)", "0000-00-00", "9999-12-31 23:59:59", "2021-02-30", "1969-12-31T23:59:59-23:59",
    "12:61", "∞",
    "true", "null", "", " ", "\ufeff", "\u202e", "\ud7ff", "😀" * 50, "a\nb", '"', "0.1e-400", "−5", "1__0", "1_0", "⁵",
    "24:00:00", "99 Feb 2021, 25:61", "P1DT2H", "1h" * 2000, "1:" * 2000, "(" * 2000, "1" * 5000 + "x", "31/31/31", "-",
)  # fmt: skip


def cells_made_strange(content: bytes, rng: Random) -> bytes:
    rows, delimiter = _table(content)
    share = rng.choice((0.02, 0.2, 0.9))
    begin = rng.choice((0, 1, 1, 1))
    for row in rows[begin:]:
        for place in range(len(row)):
            if rng.random() < share:
                row[place] = rng.choice(STRANGE)
    return _bytes(rows, delimiter)


def one_column_made_strange(content: bytes, rng: Random) -> bytes:
    rows, delimiter = _table(content)
    width = max(map(len, rows), default=1)
    place, strange = rng.randrange(max(1, width)), rng.choice(STRANGE)
    for row in rows[1:]:
        if len(row) > place:
            row[place] = strange
    return _bytes(rows, delimiter)


def foreign_digits(content: bytes, rng: Random) -> bytes:
    digits = rng.choice(("٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"))
    table = {ord(str(value)): digit for value, digit in enumerate(digits)}
    return content.decode("utf-8", "replace").translate(table).encode()


def nested(content: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(content) + 1)
    return (
        content[:place]
        + rng.choice((b"[", b'{"a":', b"[{", b'"\\u')) * rng.choice((10, 1000, 200_000))
        + content[place:]
    )


def words_replaced(content: bytes, rng: Random) -> bytes:
    """Replace numbers, words and marks, as in a JSON whose types are wrong."""
    new = (
        b"null",
        b"-1",
        b"1e999",
        b"true",
        b"[]",
        b"{}",
        b'"x"',
        b"NaN",
        b"9" * 5000,
        b"0",
        b"",
        b'"\\ud800"',
        b"1E5",
    )
    share = rng.choice((0.002, 0.02, 0.2))
    pattern = rb'"[^"\n]{0,60}"|-?\d+(?:\.\d+)?|[\[\]{}:,;]'
    return re.sub(pattern, lambda word: rng.choice(new) if rng.random() < share else word[0], content)


def nothing(content: bytes, rng: Random) -> bytes:
    empty = (b"", b"\n", b" \n \n", b"\xef\xbb\xbf", b"\x00", b'"', b",", b"[]", b"{}", b"PAR1", b"SQLite format 3\x00")
    return rng.choice((content[:1], *empty))


def header_alone(content: bytes, rng: Random) -> bytes:
    return content.partition(b"\n")[0] + rng.choice((b"", b"\n", b"\r\n\r\n"))


def foreign_beginning(content: bytes, rng: Random) -> bytes:
    return (
        rng.choice(
            (b"PK\x03\x04", b"\x1f\x8b", b"PAR1", b"SQLite format 3\x00", b"{", b"[", b"%PDF", b"\xff\xfe", b"<html>")
        )
        + content
    )


MUTATIONS: tuple[Mutation, ...] = (
    cut, beginning_lost, middle_lost, bytes_flipped, header_bytes_flipped, zero_bytes, page_of_zeros, utf16,
    old_code_page, decoded_twice, zipped, squeezed, long_line, doubled, old_and_new_pasted, header_again, header_lost,
    line_ends, rows_shuffled, rows_repeated, quotes_lost, quotes_added, lines_quoted, columns_swapped, column_lost,
    columns_added, delimiter_changed, cells_made_strange, one_column_made_strange, foreign_digits, nested,
    words_replaced, nothing, header_alone, foreign_beginning,
)  # fmt: skip
FOR_BYTES: tuple[Mutation, ...] = (
    cut, beginning_lost, middle_lost, bytes_flipped, bytes_flipped, header_bytes_flipped, zero_bytes, page_of_zeros,
    doubled, zipped, squeezed, foreign_beginning, nothing,
)  # fmt: skip
"""For files that are no text."""
