"""Carroll, Taylor & Gandevia 2017: how the parts of fatigue recover after brief intense work."""

from momentary.evidence import Sourced, Trust

FAST_TIME = Sourced(
    80.0, "s", "carroll2017", "abstract: 3-5 min; a third of 4 min, so that 95 % is back in 4 min", Trust.DERIVED
)
"""Time constant of the fast part of muscular recovery [s]."""

CENTRAL_TIME = Sourced(
    40.0, "s", "carroll2017", "abstract: about 2 min; a third of it, so that 95 % is back in 2 min", Trust.DERIVED
)
"""Time constant of the recovery of central drive [s]."""
