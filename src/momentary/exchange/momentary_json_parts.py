"""Single sessions and sets in the words of momentary-log/1: for a wire, where a log comes in pieces.

Stricter than a file: what would be reported there, a key too many among it, is refused here, so that nobody believes
something is kept that is not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from momentary.exchange.momentary_json_reader import LogReader
from momentary.exchange.reading import CellError, Ledger
from momentary.exchange.source import ReadOptions
from momentary.quantities import ImpossibleValueError, Session, Set

_Part = TypeVar("_Part")
_AGAIN = "Correct it and send it again."


class UnreadablePartError(ValueError):
    """A part of a log that cannot be read.

    Args:
        place: Pointer to the value, from the part.
        fact: What stands there, and why it cannot be.
        next_step: What to do.
    """

    def __init__(self, place: str, fact: str, next_step: str) -> None:
        """Keep the parts."""
        super().__init__(f"{place}: {fact} {next_step}")
        self.place = place
        self.fact = fact
        self.next_step = next_step


def set_from_object(value: object, *, place: str = "") -> Set:
    """Return the set that an object of momentary-log/1 says.

    Raises:
        UnreadablePartError: It says none, or something that is not part of the format.
    """
    return _whole(lambda reader: reader.read_set(value, place), place)


def session_from_object(value: object, *, place: str = "") -> Session:
    """Return the session that an object of momentary-log/1 says.

    Raises:
        UnreadablePartError: It says none, or something that is not part of the format.
    """
    return _whole(lambda reader: reader.read_session(value, place), place)


def _whole(read: Callable[[LogReader], _Part | None], place: str) -> _Part:
    ledger = Ledger("")
    reader = LogReader(ledger, ReadOptions())
    found = None
    try:
        found = read(reader)
    except CellError as error:
        raise _refused(error.column or place, error.fact, error.remedy) from None
    except ImpossibleValueError as error:
        raise UnreadablePartError(place, str(error), _AGAIN) from None
    reader.end()
    for problem in ledger.problems:
        raise _refused(problem.column or place, problem.fact, problem.remedy)
    if found is None:
        raise UnreadablePartError(place, "Nothing that can be read stands there.", _AGAIN)
    return found


def _refused(place: str, fact: str, remedy: str) -> UnreadablePartError:
    return UnreadablePartError(place, fact, _AGAIN if remedy == "Fix the file." else remedy)
