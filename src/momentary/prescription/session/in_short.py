"""Planned sets in short, as a terminal, a report and a page of the app show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from momentary.catalogue import Exercise
from momentary.language import say
from momentary.prescription.methods.proposal import Proposal
from momentary.prescription.session.plan import PlannedSet
from momentary.quantities import Load


def sets_in_short(sets: Sequence[PlannedSet], *, times: str = "×") -> str:
    """Return working sets, a load once for all that have it: `80 kg × 10, 9, to failure`.

    Args:
        sets: The sets in their order.
        times: The sign between load and repetitions.
    """
    parts: list[str] = []
    before = None
    for one in sets:
        is_same = before is not None and before.load == one.load
        if one.to_failure:
            parts.append(say("to failure") if is_same else say("{load} to failure", load=one.load.written))
        else:
            parts.append(f"{one.repetitions}" if is_same else f"{one.load.written} {times} {one.repetitions}")
        before = one
    return ", ".join(parts)


def later_segments_in_short(
    method: Proposal, *, times: str = "×", between: str = "; ", load: Callable[[Load, Exercise], str] | None = None
) -> str:
    """Return how a set goes on after failure: `after 15 s 60 kg × 4 (3 to 6); 45 kg × 5 (3 to 7)`.

    Args:
        method: The method.
        times: The sign between load and repetitions.
        between: What stands between two segments.
        load: How a load is written; as it is if not given.
    """
    parts = []
    for one in method.segments[1:]:
        low, high = one.interval
        rest = say("after {seconds} s", seconds=f"{one.rest_s:.0f}") + " " if one.rest_s else ""
        said = one.load.written if load is None else load(one.load, one.exercise)
        span = say("{middle} ({low} to {high})", middle=one.forecast.median, low=low, high=high)
        parts.append(f"{rest}{said} {times} {span}")
    return between.join(parts)


def minutes_in_short(time_s: float) -> str:
    """Return a time in minutes and seconds: `1:30`."""
    minutes, seconds = divmod(round(time_s), 60)
    return f"{minutes}:{seconds:02d}"
