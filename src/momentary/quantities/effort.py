"""How hard a set was, in the lifter's own words: RIR and RPE."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from momentary.quantities.impossible import ImpossibleValueError, require_finite, require_kind


class EffortScale(StrEnum):
    """The scale on which an effort was reported."""

    RIR = "rir"
    RPE = "rpe"


MOST_RIR = 30.0


@dataclass(frozen=True, slots=True)
class Effort:
    """A report of effort as typed. A report, not an event: 0 RIR is not yet a failure.

    RPE 10 is 0 RIR, 9 is 1, 8 is 2 (Zourdos 2016; second-hand).

    Args:
        value: The number reported: RIR 0 to 30, RPE 1 to 10, halves allowed.
        scale: The scale of the number.

    Raises:
        ImpossibleValueError: The number is outside its scale.
    """

    value: float
    scale: EffortScale

    def __post_init__(self) -> None:
        """Refuse what is outside the scale."""
        require_kind(self.scale, EffortScale, what="The scale of an effort")
        require_finite(self.value, what="An effort")
        if self.scale is EffortScale.RPE and not 1.0 <= self.value <= 10.0:
            raise ImpossibleValueError(f"An RPE is {self.value:g}: the scale runs from 1 to 10.")
        if self.scale is EffortScale.RIR and not 0.0 <= self.value <= MOST_RIR:
            raise ImpossibleValueError(f"A RIR is {self.value:g}: it must lie between 0 and {MOST_RIR:g}.")

    @property
    def rir(self) -> float:
        """The report as repetitions in reserve [rep]."""
        return self.value if self.scale is EffortScale.RIR else 10.0 - self.value

    @property
    def rpe(self) -> float:
        """The report as rating of perceived exertion; below 1 where more than 9 are left."""
        return self.value if self.scale is EffortScale.RPE else 10.0 - self.value


def rir(value: float) -> Effort:
    """Return the effort of `value` repetitions in reserve."""
    return Effort(value, EffortScale.RIR)


def rpe(value: float) -> Effort:
    """Return the effort of a rating of perceived exertion of `value`."""
    return Effort(value, EffortScale.RPE)
