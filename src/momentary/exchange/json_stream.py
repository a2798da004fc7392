"""JSON of any size, one element of a long array at a time: strict, bounded in memory, never a crash."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from momentary.exchange.cells import shown

_BLOCK = 1 << 20
LONGEST_VALUE = 1 << 25
"""Characters of one element; a session of a thousand sets has about a quarter of a million."""
LONGEST_TEXT = 1_000_000
"""Characters of one text; a note of a lifter has a few hundred."""
_SPACE = " \t\r\n"


class BrokenJsonError(ValueError):
    """Text that is not JSON: the fact, the next step and the line at which reading stopped.

    Args:
        fact: What stands there and why it cannot be right.
        line: Line in the file, from one.
        remedy: What the lifter can do.
    """

    def __init__(self, fact: str, line: int, remedy: str = "Export the log again.") -> None:
        """Keep the parts."""
        super().__init__(fact)
        self.fact = fact
        self.line = line
        self.remedy = remedy


class _RefusedError(ValueError):
    """JSON that Python would take but that no log may hold."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError(f"An object has the key {shown(twice)} twice: which one counts is not told.")
    return members


def _no_constant(name: str) -> Any:
    raise _RefusedError(f"{name} is not a number that JSON knows.")


def _number(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise _RefusedError(f"The number {shown(text)} is too large.")
    return value


class JsonStream:
    """Reads JSON from bytes: the keys of an object and the elements of an array one after another.

    Args:
        stream: The bytes, at their beginning; UTF-8, or UTF-16 with a byte order mark.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Read nothing but the byte order mark."""
        self._stream = stream
        start = stream.read(2)
        utf16 = start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        self._bytes = codecs.getincrementaldecoder("utf-16" if utf16 else "utf-8-sig")("strict")
        self._text = ""
        self._at = 0
        self._line = 1
        self._counted = 0
        self._has_ended = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_without_repeats, parse_constant=_no_constant, parse_float=_number
        )
        self._take(start)

    @property
    def line(self) -> int:
        """The line of the next character, from one."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _take(self, block: bytes) -> None:
        line = self.line
        try:
            more = self._bytes.decode(block, final=not block)
        except UnicodeDecodeError:
            self._has_ended = True
            raise BrokenJsonError("Bytes stand there that are not UTF-8.", line) from None
        self._text = self._text[self._at :] + more
        self._at = self._counted = 0
        self._has_ended = not block

    def _more(self, size: int = _BLOCK) -> bool:
        """Read on; return whether there was anything."""
        if self._has_ended:
            return False
        self._take(self._stream.read(size))
        return True

    def peek(self) -> str:
        """Return the next character that is no space, empty at the end; it is not taken."""
        while True:
            text, at, end = self._text, self._at, len(self._text)
            while at < end and text[at] in _SPACE:
                at += 1
            self._at = at
            if at < end:
                return text[at]
            if not self._more():
                return ""

    def expect(self, character: str) -> None:
        """Take the next character.

        Raises:
            BrokenJsonError: It is another one, or the text ends.
        """
        found = self.peek()
        if found != character:
            where = f"{shown(found)} stands" if found else "The text ends"
            raise BrokenJsonError(f"{where} where {shown(character)} belongs.", self.line)
        self._at += 1

    def value(self) -> Any:
        """Take the next value.

        Raises:
            BrokenJsonError: No JSON stands there, it is nested too deep, or it is too long.
        """
        self.peek()
        size = _BLOCK
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                # raw_decode's own position tells a fault in the middle from a text that goes on.
                is_fault = len(self._text) - error.pos > _BLOCK and not error.msg.startswith("Unterminated string")
                length = len(self._text) - self._at
                if length > LONGEST_VALUE:
                    raise BrokenJsonError(f"One value has more than {LONGEST_VALUE:,} characters.", self.line) from None
                if is_fault or not self._more(size):
                    self._at = min(error.pos, len(self._text))
                    fact = "The text ends in the middle." if self._has_ended and not self._rest() else _fact(error)
                    raise BrokenJsonError(fact, self.line) from None
                size = max(_BLOCK, length)
                continue
            except RecursionError:
                raise BrokenJsonError("Brackets are nested too deep for a log.", self.line) from None
            except ValueError as error:
                fact = str(error) if isinstance(error, _RefusedError) else "A number has too many digits."
                raise BrokenJsonError(fact, self.line) from None
            # A number at the end of the block may go on in the next one.
            if end == len(self._text) and self._more(size):
                continue
            self._at = end
            return found

    def _rest(self) -> str:
        return self._text[self._at : self._at + 1].strip()

    def members(self) -> Iterator[str]:
        """Yield the keys of an object; the caller takes the value of each before the next."""
        self.expect("{")
        seen: set[str] = set()
        while self.peek() != "}":
            if seen:
                self.expect(",")
            if self.peek() != '"':
                self.expect('"')
            key = self.value()
            if key in seen:
                fact = f"The log has the key {shown(key)} twice: which one counts is not told."
                raise BrokenJsonError(fact, self.line)
            seen.add(key)
            self.expect(":")
            yield key
        self.expect("}")

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Yield the elements of an array, each with its line."""
        self.expect("[")
        is_first = True
        while self.peek() != "]":
            if not is_first:
                self.expect(",")
                self.peek()
            is_first = False
            line = self.line
            yield line, self.value()
        self.expect("]")


def _fact(error: json.JSONDecodeError) -> str:
    excerpt = error.doc[error.pos : error.pos + 30]
    return f"No JSON stands at {shown(excerpt)} ({error.msg[0].lower()}{error.msg[1:]})."
