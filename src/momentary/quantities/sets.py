"""Sets: chains of segments with a role, a side and a place in a superset."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from momentary.quantities.impossible import ImpossibleValueError, require_kind, require_not_negative
from momentary.quantities.segment import Segment


class Role(StrEnum):
    """What a set was for."""

    WARM_UP = "warm_up"
    WORKING = "working"
    COOL_DOWN = "cool_down"


class Side(StrEnum):
    """Which side of the body worked."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Set:
    """A chain of segments done as one: a straight set has one, a double drop set three.

    Args:
        segments: The links in their order; at least one.
        role: Warm-up, working or cool-down; None where the log does not name roles.
        side: Which side worked; None where the log does not tell.
        superset: Name of the superset within the session; sets that share it were alternated.
        rest_timer_s: The app's rest timer after the set: a setting, not the rest taken [s].
        note: The lifter's note on the set or its exercise.

    Raises:
        ImpossibleValueError: There is no segment, or the rest timer is negative.
    """

    segments: tuple[Segment, ...]
    role: Role | None = None
    side: Side | None = None
    superset: str | None = None
    rest_timer_s: float | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse sets in which nothing was done."""
        require_kind(self.segments, tuple, what="The segments of a set")
        if not self.segments:
            raise ImpossibleValueError("A set has no segments: it needs at least one.")
        if self.rest_timer_s is not None:
            require_not_negative(self.rest_timer_s, what="The rest timer of a set")
        if self.role is not None:
            require_kind(self.role, Role, what="The role of a set")
        if self.side is not None:
            require_kind(self.side, Side, what="The side of a set")

    @property
    def exercise(self) -> str:
        """The exercise that the set began with, as typed."""
        return self.segments[0].exercise

    @property
    def is_failure(self) -> bool:
        """Whether any segment of the set ended in failure."""
        return any(segment.is_failure for segment in self.segments)

    @property
    def is_warm_up(self) -> bool:
        """Whether the set is marked as a warm-up."""
        return self.role is Role.WARM_UP
