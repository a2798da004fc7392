"""What a lifter's check-ins are worth, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from momentary.figures.wording import counted, tenths
from momentary.inference.check_ins import CheckInWeights, Kind, KindWeight

_DIGITS = 4


def check_in_sentences(weights: CheckInWeights) -> Iterator[str]:
    """Yield what each kind of check-in is worth; kinds that no first set could be held against are left out."""
    for one in weights.kinds:
        if one.sets:
            yield f"{_more(one)} than your usual goes with {_strength(one)}{_verdict(one)}"


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
        Kind.SLEEP: f"Sleeping {spread} h more",
        Kind.MOTIVATION: f"Motivation {spread} points higher",
        Kind.SORENESS: f"Soreness {spread} points higher",
    }[one.kind]


def _strength(one: KindWeight) -> str:
    """Return a weight with its interval in per cent: `+0.6 % of strength (-0.2 to +1.4 %, 31 first sets)`."""
    low, middle, high = (f"{100.0 * value:+.1f}" for value in (one.low, one.weight, one.high))
    return f"{middle} % of strength ({low} to {high} %, by {counted(one.sets, 'first set')})"


def _verdict(one: KindWeight) -> str:
    """Return the end of the sentence: that it may be nothing, where it may."""
    return "." if one.is_something else "; it may be nothing."
