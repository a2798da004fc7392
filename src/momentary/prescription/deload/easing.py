"""How far an exercise can be taken back, and what asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from types import MappingProxyType

from momentary.language import mark, say
from momentary.prescription.methods.advice import Advice


class Ease(IntEnum):
    """How far an exercise is taken back, from not at all to leaving it out."""

    AS_USUAL = 0
    NO_FAILURE = 1
    """Sets and loads as usual, none of them to failure."""
    FEWER_SETS = 2
    """Two sets of three, none to failure."""
    EASY_WEEK = 3
    """Every other set, a tenth lighter, none to failure."""
    REST = 4
    """Not at all for now."""

    @property
    def label(self) -> str:
        """What it asks, in words."""
        return say(_LABELS[self])


_LABELS = {
    Ease.AS_USUAL: mark("as usual"),
    Ease.NO_FAILURE: mark("no failure, else as usual"),
    Ease.FEWER_SETS: mark("two sets of three, no failure"),
    Ease.EASY_WEEK: mark("half the sets, a tenth lighter, no failure"),
    Ease.REST: mark("leave it out"),
}

KEPT: Mapping[Ease, float] = MappingProxyType(
    {Ease.AS_USUAL: 1.0, Ease.NO_FAILURE: 1.0, Ease.FEWER_SETS: 2.0 / 3.0, Ease.EASY_WEEK: 0.5, Ease.REST: 0.0}
)
"""Share of the usual sets that is kept; judgements."""

LOADS: Mapping[Ease, float] = MappingProxyType(
    {Ease.AS_USUAL: 1.0, Ease.NO_FAILURE: 1.0, Ease.FEWER_SETS: 1.0, Ease.EASY_WEEK: 0.9, Ease.REST: 0.9}
)
"""Share of the usual load that is kept; judgements."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that asks for less, until it is over.

    Args:
        source: What is tired: a muscle, the neural state, strength.
        ease: How much less.
        until: Until when.
        why: Why.
    """

    source: str
    ease: Ease
    until: datetime
    why: Advice
