"""Ways to train a set, each as a chain of segments: the straight set to failure and the methods past it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from momentary.evidence import Sourced
from momentary.muscle import (
    arandjelovic2013,
    burke2024,
    cotterman2005,
    giessing2025,
    kompf2016,
    nuzzo2023,
    prestes2019,
    sodal2023,
)
from momentary.muscle.lifting import Lift
from momentary.muscle.protocol import UNLIMITED, Protocol, Segment

Segments = tuple[Segment, ...]

FORCED = 2
"""Forced repetitions in a set."""

_LEAST_RANGE = 0.15

NEGATIVES = 4
"""Negatives at most after failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way to train a set.

    Args:
        name: Its name on the command line.
        title: Its name in a sentence.
        what: What is done, in a line.
        segments: The segments of one round, from the first segment and the lift.
        sources: Where its numbers come from.
        needs_partner: Whether somebody has to help.
    """

    name: str
    title: str
    what: str
    segments: Callable[[Segment, Lift], Segments]
    sources: tuple[Sourced, ...] = ()
    needs_partner: bool = False


class UnknownMethodError(LookupError):
    """No method has that name."""


def method(name: str) -> Method:
    """Return the method of that name; case, spaces and underscores do not matter.

    Raises:
        UnknownMethodError: There is none; the message names them all.
    """
    plain = "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
    if plain not in METHODS:
        raise UnknownMethodError(f"No method is called {name!r}. There are: {', '.join(METHODS)}.")
    return METHODS[plain]


def protocol_of(
    way: Method,
    *,
    load: float,
    lift: Lift,
    rounds: int = 1,
    rest_s: float = burke2024.SET_REST.value,
    is_free: bool = True,
    volume: float = UNLIMITED,
    time_s: float = UNLIMITED,
) -> Protocol:
    """Return rounds of a method.

    Args:
        way: The method.
        load: Load of the first segment, as a share of the 1RM.
        lift: The exercise, which says where partial repetitions are possible.
        rounds: How often it is done.
        rest_s: Rest between rounds [s].
        is_free: Whether the load is a free weight.
        volume: Load times repetitions after which it ends, in 1RM times repetitions.
        time_s: Time after which it ends [s].
    """
    once = way.segments(Segment(load=load, is_free=is_free), lift)
    again = (replace(once[0], rest_s=rest_s), *once[1:])
    return Protocol(segments=once + again * (rounds - 1), volume=volume, time_s=time_s)


def _straight(first: Segment, _: Lift) -> Segments:
    return (first,)


def _drops(count: int) -> Callable[[Segment, Lift], Segments]:
    def chain(first: Segment, _: Lift) -> Segments:
        left, change_s = 1.0 - sodal2023.DROP.value, sodal2023.CHANGE_TIME.value
        later = (replace(first, load=first.load * left ** (1 + drop), rest_s=change_s) for drop in range(count))
        return (first, *later)

    return chain


def _forced(first: Segment, _: Lift) -> Segments:
    return (first, *[replace(first, repetitions=1.0, partner_follows=True)] * FORCED)


def _assisted(first: Segment, _: Lift) -> Segments:
    return (first, replace(first, help=giessing2025.HELP.value))


def _negatives(first: Segment, _: Lift) -> Segments:
    lowering = replace(first, repetitions=NEGATIVES, partner_lifts=True, down_s=nuzzo2023.LOWERING_TIME.value)
    return (first, lowering)


def _partials(first: Segment, lift: Lift) -> Segments:
    """Below the hardest place if there is room, else above it."""
    hardest, margin = float(lift.hardest_at), kompf2016.PARTIAL_MARGIN.value
    if hardest - margin >= _LEAST_RANGE:
        return (first, replace(first, end=hardest - margin))
    return (first, replace(first, start=min(hardest + margin, 1.0 - _LEAST_RANGE)))


def _cheat(first: Segment, _: Lift) -> Segments:
    return (first, replace(first, momentum=arandjelovic2013.MOMENTUM.value))


def _machine(first: Segment, _: Lift) -> Segments:
    return (first, replace(first, is_free=False, rest_s=sodal2023.CHANGE_TIME.value))


def _rest_pause(first: Segment, _: Lift) -> Segments:
    return (first, *[replace(first, rest_s=prestes2019.SHORT_REST.value)] * 2)


def _superset(first: Segment, _: Lift) -> Segments:
    return (first, replace(first, muscle=1, rest_s=sodal2023.CHANGE_TIME.value))


_ALL = (
    Method(name="straight", title="straight set", what="one load until a repetition fails", segments=_straight),
    Method(
        name="drop", title="drop set", what="to failure, a fifth off, to failure", segments=_drops(1),
        sources=(sodal2023.DROP, sodal2023.CHANGE_TIME),
    ),
    Method(
        name="double-drop", title="double drop set", what="to failure, a fifth off, and again", segments=_drops(2),
        sources=(sodal2023.DROP, sodal2023.CHANGE_TIME),
    ),
    Method(
        name="forced", title="forced repetitions", segments=_forced, needs_partner=True,
        what="to failure, then two repetitions in which a partner lifts just what is missing",
    ),
    Method(
        name="assisted", title="assisted repetitions", segments=_assisted, needs_partner=True,
        what="to failure, then on with a fifth of the load taken off on the way up", sources=(giessing2025.HELP,),
    ),
    Method(
        name="negatives", title="negatives", segments=_negatives, needs_partner=True,
        what="to failure, then up to four slow lowerings of a load that a partner lifts",
        sources=(nuzzo2023.LOWERING_TIME,),
    ),
    Method(
        name="partials", title="partial repetitions", segments=_partials,
        what="to failure, then only the part of the range that still goes", sources=(kompf2016.PARTIAL_MARGIN,),
    ),
    Method(
        name="cheat", title="cheat repetitions", segments=_cheat,
        what="to failure, then on with a swing of the body", sources=(arandjelovic2013.MOMENTUM,),
    ),
    Method(
        name="machine", title="free weight to machine", segments=_machine,
        what="to failure with a free weight, then the same load on a machine",
        sources=(cotterman2005.STABILISING, sodal2023.CHANGE_TIME),
    ),
    Method(
        name="rest-pause", title="rest-pause set", segments=_rest_pause,
        what="to failure three times with 20 s between", sources=(prestes2019.SHORT_REST,),
    ),
    Method(
        name="superset", title="superset", segments=_superset,
        what="to failure, then the opposite muscle to failure", sources=(sodal2023.CHANGE_TIME,),
    ),
)  # fmt: skip

METHODS: Mapping[str, Method] = MappingProxyType({one.name: one for one in _ALL})
"""The methods by their names."""
