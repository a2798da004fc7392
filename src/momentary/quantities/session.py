"""Sessions: the sets of one visit to the gym, in order."""

from __future__ import annotations

from dataclasses import dataclass

from momentary.quantities.impossible import ImpossibleValueError, require_kind, require_not_negative
from momentary.quantities.moment import Moment
from momentary.quantities.sets import Set
from momentary.quantities.units import Load


@dataclass(frozen=True, slots=True)
class Session:
    """The sets of one visit to the gym, in the order in which they were done.

    Args:
        start: When the session began, as exactly as the log tells.
        sets: The sets in order; at least one.
        title: Name of the session.
        duration_s: How long the session took [s].
        body_mass: The lifter's body mass that day.
        note: The lifter's note on the session.

    Raises:
        ImpossibleValueError: There is no set, the duration is negative, or the body mass is not above zero.
    """

    start: Moment
    sets: tuple[Set, ...]
    title: str | None = None
    duration_s: float | None = None
    body_mass: Load | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse sessions in which nothing was done."""
        require_kind(self.start, Moment, what="The start of a session")
        require_kind(self.sets, tuple, what=f"The sets of the session of {self.start}")
        if not self.sets:
            raise ImpossibleValueError(f"The session of {self.start} has no sets: it needs at least one.")
        if self.duration_s is not None:
            require_not_negative(self.duration_s, what=f"The duration of the session of {self.start}")
        if self.body_mass is not None and self.body_mass.value <= 0:
            raise ImpossibleValueError(f"The body mass on {self.start} is {self.body_mass}: it must be above zero.")
