"""What a lifter says of themselves between sessions: sleep, soreness, motivation. Each may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from momentary.quantities.impossible import ImpossibleValueError
from momentary.quantities.muscle import Muscle

_LONGEST_SLEEP_H = 24.0
_MOST = 10.0


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in.

    Args:
        at: When it was made, wall clock.
        sleep_h: Hours slept in the night before [h]; None where not told.
        motivation: From 0 (none) to 10; None where not told.
        soreness: Of muscles, from 0 (none) to 10.

    Raises:
        ImpossibleValueError: A value is out of its range.
    """

    at: datetime
    sleep_h: float | None = None
    motivation: float | None = None
    soreness: Mapping[Muscle, float] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.sleep_h is not None and not 0.0 <= self.sleep_h <= _LONGEST_SLEEP_H:
            raise ImpossibleValueError(f"{self.sleep_h:g} hours of sleep: a night has 0 to {_LONGEST_SLEEP_H:g}.")
        told = {f"soreness of {muscle.label}": value for muscle, value in self.soreness.items()}
        if self.motivation is not None:
            told["motivation"] = self.motivation
        for name, value in told.items():
            if not 0.0 <= value <= _MOST:
                raise ImpossibleValueError(f"A {name} of {value:g}: the scale goes from 0 to {_MOST:g}.")
        object.__setattr__(self, "soreness", MappingProxyType(dict(self.soreness)))
