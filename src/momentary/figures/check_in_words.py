"""What a lifter's check-ins are worth, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from momentary.figures.wording import counted, tenths
from momentary.inference.check_ins import CheckInWeights, Kind, KindWeight
from momentary.language import decimals, say

_DIGITS = 4


def check_in_sentences(weights: CheckInWeights) -> Iterator[str]:
    """Yield what each kind of check-in is worth; kinds that no first set could be held against are left out."""
    for one in weights.kinds:
        if one.sets:
            told = {"more": _more(one), "strength": _strength(one)}
            if one.is_something:
                yield say("{more} than your usual goes with {strength}.", **told)
            else:
                yield say("{more} than your usual goes with {strength}; it may be nothing.", **told)


def check_in_record(weights: CheckInWeights) -> list[dict[str, Any]]:
    """Return the same as rows that `json.dumps` takes."""
    return [
        {
            "kind": one.kind.name.lower(),
            "sets": one.sets,
            **{name: round(getattr(one, name), _DIGITS) for name in ("usual", "spread", "weight", "low", "high")},
        }
        for one in weights.kinds
    ]


def _more(one: KindWeight) -> str:
    """Return one spread more of a kind, as a lifter counts it."""
    spread = tenths(one.spread)
    return {
        Kind.SLEEP: say("Sleeping {spread} h more", spread=spread),
        Kind.MOTIVATION: say("Motivation {spread} points higher", spread=spread),
        Kind.SORENESS: say("Soreness {spread} points higher", spread=spread),
    }[one.kind]


def _strength(one: KindWeight) -> str:
    """Return a weight with its interval in per cent: `+0.6 % of strength (-0.2 to +1.4 %, 31 first sets)`."""
    low, middle, high = (decimals(100.0 * value, signed=True) for value in (one.low, one.weight, one.high))
    return say(
        "{middle} % of strength ({low} to {high} %, by {sets})",
        middle=middle, low=low, high=high, sets=counted(one.sets, "first set"),
    )  # fmt: skip
