"""What a reader gives back: the log, what it decided and why, and what it could not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from momentary.quantities import Log

_MOST_CHARACTERS_OF_A_NAME = 80


class Gravity(StrEnum):
    """How much a problem costs: the row is lost to the log, or it is in the log but looks wrong."""

    UNREADABLE = "unreadable"
    SUSPECT = "suspect"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a file that could not be read or looks wrong: place, fact and next step.

    Args:
        file: Name of the file.
        line: Line in the file, from one; None where the whole file is meant.
        column: Name of the column, or in JSON the pointer to the value (/sessions/0/start); None for the whole row.
        fact: What stands there and why it cannot be right.
        remedy: What the lifter can do.
        gravity: Whether the row was left out.
    """

    file: str
    line: int | None
    column: str | None
    fact: str
    remedy: str
    gravity: Gravity = Gravity.UNREADABLE

    def __str__(self) -> str:
        """The problem in one line, place first."""
        place = [self.file]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.column is not None:
            column = _short(self.column)
            place.append(f"at {column}" if column.startswith("/") else f'column "{column}"')
        return f"{', '.join(place)}: {self.fact} {self.remedy}".rstrip()


def _short(name: str) -> str:
    """Return a name from a file fit for a terminal: cut, and without characters that steer it."""
    clean = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name[:200])
    return clean if len(name) <= _MOST_CHARACTERS_OF_A_NAME else clean[:_MOST_CHARACTERS_OF_A_NAME] + "..."


class UnreadableFileError(ValueError):
    """A file of which nothing can be read: the message names the file, the fact and the next step."""

    def __init__(self, file: str, fact: str, remedy: str, *, line: int | None = None) -> None:
        """Keep the problem; its text is the message."""
        self.problem = Problem(file=file, line=line, column=None, fact=fact, remedy=remedy)
        super().__init__(str(self.problem))


class CellError(ValueError):
    """A cell that cannot be read: what stands there, and the next step."""

    def __init__(self, fact: str, remedy: str = "Fix the cell.", *, column: str | None = None) -> None:
        """Keep the fact, the remedy and, where it is known, the column."""
        super().__init__(fact)
        self.fact = fact
        self.remedy = remedy
        self.column = column


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that a reader had to decide, and why it decided so: `unit` is `lb`, because ..."""

    what: str
    choice: str
    why: str

    def __str__(self) -> str:
        """The decision as a sentence."""
        return f"{self.what}: {self.choice} ({self.why})"


class RowKind(StrEnum):
    """What became of a row. Every row of a file is counted under exactly one of these."""

    SEGMENT = "segment"
    REST_TIMER = "rest timer"
    NOTE = "note"
    NOT_DONE = "not done"
    REPEATED = "repeated"
    BLANK = "blank"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome of reading one file.

    Args:
        log: The training log.
        format: Name of the format that was read.
        file: Name of the file.
        decisions: What the reader decided, and why.
        problems: Rows that could not be read, and rows that look wrong.
        rows: How many rows became what; the counts add up to the rows of the file.
    """

    log: Log
    format: str
    file: str
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows: Mapping[RowKind, int] = field(default_factory=Counter)

    @property
    def unreadable(self) -> tuple[Problem, ...]:
        """The problems that cost a row."""
        return tuple(problem for problem in self.problems if problem.gravity is Gravity.UNREADABLE)


class Ledger:
    """Counts rows and collects problems and decisions while a file is read."""

    def __init__(self, file: str) -> None:
        """Begin with nothing counted."""
        self.file = file
        self.rows: Counter[RowKind] = Counter()
        self.problems: list[Problem] = []
        self.decisions: list[Decision] = []

    def decide(self, what: str, choice: str, why: str) -> None:
        """Note a decision."""
        self.decisions.append(Decision(what, choice, why))

    def refuse(self, line: int, error: CellError, *, column: str | None = None, rows: int = 1) -> None:
        """Count `rows` rows as unreadable and note why."""
        self.rows[RowKind.UNREADABLE] += rows
        where = error.column or column
        self.problems.append(Problem(self.file, line, where, error.fact, error.remedy))

    def suspect(self, line: int, column: str | None, fact: str, remedy: str) -> None:
        """Note that a row was read but looks wrong."""
        self.problems.append(Problem(self.file, line, column, fact, remedy, Gravity.SUSPECT))

    def reading(self, log: Log, format_name: str, *, first: Decision) -> Reading:
        """Return the reading of `log` with all that was noted, the decision for the format first."""
        return Reading(
            log=log,
            format=format_name,
            file=self.file,
            decisions=(first, *self.decisions),
            problems=tuple(self.problems),
            rows=self.rows,
        )
