"""One stretch of repetitions at one load: the link of which sets are chains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from momentary.quantities.effort import Effort
from momentary.quantities.impossible import (
    ImpossibleValueError,
    require_count,
    require_kind,
    require_not_negative,
    require_text,
)
from momentary.quantities.units import Distance, Load


class Technique(StrEnum):
    """How the repetitions of a segment were done."""

    STRAIGHT = "straight"
    DROP = "drop"
    REST_PAUSE = "rest_pause"
    CLUSTER = "cluster"
    PARTIAL = "partial"
    CHEAT = "cheat"
    NEGATIVE = "negative"
    ASSISTED = "assisted"
    ISOMETRIC = "isometric"


class EndingKind(StrEnum):
    """Why a segment ended. Failure is an event; the reserve at a stop is `Effort`.

    FAILURE is the bare label of an app: the lifter failed, in which way is not told.
    """

    FAILURE = "failure"
    MOMENTARY_FAILURE = "momentary_failure"
    TECHNICAL_FAILURE = "technical_failure"
    ECCENTRIC_FAILURE = "eccentric_failure"
    STOPPED = "stopped"
    PAIN = "pain"
    TIME = "time"
    TARGET = "target"

    @property
    def is_failure(self) -> bool:
        """Whether the segment ended because no further repetition was possible."""
        return self in _FAILURES


_FAILURES = frozenset(
    {
        EndingKind.FAILURE,
        EndingKind.MOMENTARY_FAILURE,
        EndingKind.TECHNICAL_FAILURE,
        EndingKind.ECCENTRIC_FAILURE,
    }
)


class Judge(StrEnum):
    """Who judged how a segment ended."""

    LIFTER = "lifter"
    PARTNER = "partner"
    COACH = "coach"
    SENSOR = "sensor"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a segment ended, and who says so (None where a log does not tell)."""

    kind: EndingKind
    judge: Judge | None = None

    def __post_init__(self) -> None:
        """Refuse unknown kinds and judges."""
        require_kind(self.kind, EndingKind, what="The kind of an ending")
        if self.judge is not None:
            require_kind(self.judge, Judge, what="The judge of an ending")

    @property
    def is_failure(self) -> bool:
        """Whether this ending is a failure of any kind."""
        return self.kind.is_failure


@dataclass(frozen=True, slots=True)
class Tempo:
    """The four counts of a repetition [s]: lowering, pause at the bottom, lifting, pause at the top."""

    lowering_s: float
    bottom_s: float
    lifting_s: float
    top_s: float

    def __post_init__(self) -> None:
        """Refuse negative counts and repetitions of no duration."""
        counts = (self.lowering_s, self.bottom_s, self.lifting_s, self.top_s)
        for count in counts:
            require_not_negative(count, what="A count of a tempo")
        if sum(counts) == 0:
            raise ImpossibleValueError("A tempo of four zeros takes no time: leave the tempo out.")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where a segment came from, so that nothing of a foreign file is lost.

    Args:
        file: Name of the file.
        line: Line of the row's first character, counted from one.
        row: The row as it stood in the file.
        unread: Columns that momentary has no word for, with their cells as typed.
    """

    file: str
    line: int
    row: str = ""
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """Repetitions of one exercise at one load, done one way, until an ending.

    Zero is data, absence is None: `repetitions=0` is a failed attempt, `repetitions=None` a hold,
    a run, or a count that nobody noted.

    Args:
        exercise: The exercise's name as typed; the catalogue knows what it means.
        load: The load as typed, per implement; None where the cell was empty.
        repetitions: Full repetitions.
        partial_repetitions: Repetitions through a part of the range.
        technique: How the repetitions were done.
        effort: The reserve that the lifter reported.
        ending: Why the segment ended; None where the log does not tell.
        assistance: Help from a machine, a band or a partner.
        implements: How many of the typed load are moved at once: 2 for a pair of dumbbells.
        tempo: Counts of a repetition.
        rest_before_s: Rest taken before the segment [s].
        duration_s: How long the segment lasted [s].
        distance: Distance covered.
        at: Clock time of the segment, where the app keeps it.
        source: Where the segment was read.

    Raises:
        ImpossibleValueError: A value that cannot be, named with its fact.
    """

    exercise: str
    load: Load | None = None
    repetitions: int | None = None
    partial_repetitions: int | None = None
    technique: Technique = Technique.STRAIGHT
    effort: Effort | None = None
    ending: Ending | None = None
    assistance: Load | None = None
    implements: int | None = None
    tempo: Tempo | None = None
    rest_before_s: float | None = None
    duration_s: float | None = None
    distance: Distance | None = None
    at: datetime | None = None
    source: SourceRow | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot have happened."""
        require_text(self.exercise, what="The exercise of a segment")
        if self.repetitions is not None:
            require_count(self.repetitions, what=f"The repetitions of '{self.exercise}'")
        if self.partial_repetitions is not None:
            require_count(self.partial_repetitions, what=f"The partial repetitions of '{self.exercise}'")
        if self.rest_before_s is not None:
            require_not_negative(self.rest_before_s, what=f"The rest before '{self.exercise}'")
        if self.duration_s is not None:
            require_not_negative(self.duration_s, what=f"The duration of '{self.exercise}'")
        if self.implements is not None and self.implements < 1:
            raise ImpossibleValueError(
                f"The implements of '{self.exercise}' are {self.implements!r}: it must be one or more."
            )
        require_kind(self.technique, Technique, what=f"The technique of '{self.exercise}'")

    @property
    def is_failure(self) -> bool:
        """Whether the segment ended in failure, by its own ending (RIR 0 alone is a report)."""
        return self.ending is not None and self.ending.kind in _FAILURES
