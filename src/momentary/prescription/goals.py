"""What a lifter trains for, and what that asks of a set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from momentary.language import mark, say
from momentary.prescription.methods.advice import Advice


class Goal(StrEnum):
    """What a lifter trains for."""

    STRENGTH = "strength"
    SIZE = "size"
    ENDURANCE = "endurance"


@dataclass(frozen=True, slots=True)
class Aim:
    """What a goal asks of a set. Ranges and rests are conventions, not findings; the reserve follows the ledger.

    Args:
        low: Fewest repetitions [rep].
        high: Most repetitions [rep].
        reserve: Repetitions to leave [rep].
        half_lives: Rest, in half-lives of what a set leaves for minutes.
        sentence: Why so many are left.
        claims: What that rests on.
    """

    low: int
    high: int
    reserve: int
    half_lives: float
    sentence: str
    claims: tuple[str, ...]

    @property
    def why(self) -> Advice:
        """Why so many are left."""
        return Advice(say(self.sentence), self.claims)

    @property
    def middle(self) -> int:
        """The repetitions for which a heavier load is chosen [rep]."""
        return (self.low + self.high) // 2


_RANGE = "repetition-range-decides"

AIMS = {
    Goal.STRENGTH: Aim(
        3, 6, 2, 1.5,
        mark("For strength leave some: failure brings no more of it."), ("failure-brings-strength", _RANGE),
    ),
    Goal.SIZE: Aim(
        6, 12, 2, 1.0,
        mark("For size leave 1 to 3: the failed repetition adds little or nothing."),
        ("failure-brings-growth", _RANGE),
    ),
    Goal.ENDURANCE: Aim(
        15, 25, 1, 0.5,
        mark("For endurance sets near failure may help; expect no miracle."), ("failure-brings-endurance", _RANGE),
    ),
}  # fmt: skip
