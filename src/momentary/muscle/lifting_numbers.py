"""The numbers of a lift: few are published as such, and those that are assumed say so."""

from momentary.evidence import Sourced, Trust

ECCENTRIC_RATIO = Sourced(1.41, "1", "nuzzo2023", "abstract: 1.41 (1.38-1.44), mostly isokinetic", Trust.ABSTRACT_READ)
"""Eccentric strength over concentric strength."""

_ISOMETRIC = 112.33 / 100.0

LOWERING = Sourced(
    1.41 / _ISOMETRIC,
    "1",
    "nuzzo2023",
    "the ratio of 1.41 over the 1RM's share of isometric strength in the velocity curve of gonzalezbadillo2010",
    Trust.DERIVED,
)
"""Strength in lowering over isometric strength."""

FASTEST = Sourced(
    0.17 / (1.0 - 1.0 / _ISOMETRIC) / 0.4,
    "s^-1",
    "gonzalezbadillo2010",
    "bench press: 112 % of 1RM at standstill and 100 % at 0.17 m/s, drawn on as a line; 0.4 m of path assumed",
    Trust.UNCONFIRMED,
)
"""Speed at which no force is left [ranges of motion per second]."""


def _assumed(value: float, what: str) -> Sourced:
    return Sourced(value, "1", "nuzzo2024", f"assumed: {what}", Trust.UNCONFIRMED)


PRESS_HARDEST_AT = _assumed(0.35, "x")
CURL_HARDEST_AT = _assumed(0.5, "x")
PULL_HARDEST_AT = _assumed(0.9, "x")
BREADTH = _assumed(0.25, "x")
EASIEST = _assumed(0.7, "x")
LOCKED_OUT = _assumed(0.0, "x")
HELD = _assumed(0.3, "x")
STABILISING = _assumed(0.1, "x")
STALL_S = Sourced(1.0, "s", "nuzzo2024", "assumed: x", Trust.UNCONFIRMED)
