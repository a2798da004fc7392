"""Refalo et al. 2023: bar velocity 4 min and 24 h after six bench-press sets to failure."""

import math

from momentary.evidence import Sourced, Trust

SLOW_TIME = Sourced(
    (24.0 * 3600.0 - 240.0) / math.log(25.0 / 3.0),
    "s",
    "refalo2023",
    "abstract: -25 % at 4 min and -3 % at 24 h, taken as one exponential",
    Trust.DERIVED,
)
"""Time constant of the slow part of muscular recovery, 11 hours [s]."""

FAST_SHARE = Sourced(
    0.9,
    "1",
    "refalo2023",
    "assumed, no study separates the parts: most of a set's loss is back by the next, some is there at 24 h",
    Trust.UNCONFIRMED,
)
"""Share of a loss of force that returns in minutes."""
