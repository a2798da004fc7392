"""A number from a paper is never naked: value, unit, source, place and how far it can be trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from momentary.language import mark, say


class Trust(StrEnum):
    """How a published value reached momentary."""

    ABSTRACT_READ = "abstract-read"
    """The abstract or page of the paper itself was read."""
    SECOND_HAND = "second-hand"
    """Quoted from the paper by a second source."""
    COMPUTED = "computed"
    """Computed from public code or public raw data."""
    DERIVED = "derived"
    """Arithmetic on values of the kinds above."""
    UNCONFIRMED = "unconfirmed"
    """Recalled or assumed, not confirmed: not to be cited as read."""

    @property
    def meaning(self) -> str:
        """What the code says of a source, for readers who do not know the codes."""
        return say(_MEANINGS[self])


_MEANINGS = {
    Trust.ABSTRACT_READ: mark("the abstract or a page of the paper was read, not the whole"),
    Trust.SECOND_HAND: mark("quoted from the paper by a second source"),
    Trust.COMPUTED: mark("computed from public data or code"),
    Trust.DERIVED: mark("arithmetic on values of the kinds above"),
    Trust.UNCONFIRMED: mark("recalled, not confirmed"),
}


@dataclass(frozen=True, slots=True)
class Sourced:
    """A published value with everything that is needed to check it.

    Args:
        value: The number [unit].
        unit: Its unit, in SI notation; "1" for a pure number.
        source: Key of the citation, as in `citations()`.
        locator: Where in the source the number stands.
        trust: How the number reached momentary.
        because: For a departure, why it departs.

    Raises:
        ValueError: The value is not finite, or unit, source or locator is empty.
    """

    value: float
    unit: str
    source: str
    locator: str
    trust: Trust
    because: str | None = None

    def __post_init__(self) -> None:
        """Refuse naked numbers."""
        if not math.isfinite(self.value):
            raise ValueError(f"A sourced value is {self.value!r}: it must be finite.")
        for what, text in (("unit", self.unit), ("source", self.source), ("locator", self.locator)):
            if not text.strip():
                raise ValueError(f"The {what} of the value {self.value!r} is empty: say where the number stands.")
        object.__setattr__(self, "trust", Trust(self.trust))

    def adjusted(self, *, factor: float, because: str) -> Sourced:
        """Return a deliberate departure: the value times `factor`, with its reason."""
        if not because.strip():
            raise ValueError(f"A departure from {self.source} ({self.locator}) needs its reason.")
        return replace(self, value=self.value * factor, because=because)

    def __float__(self) -> float:
        """The bare number, for computing."""
        return self.value
