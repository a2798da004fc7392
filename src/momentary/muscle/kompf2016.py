"""Kompf & Arandjelovic 2016: the sticking point. The review has no curve; the numbers here are assumed."""

from momentary.evidence import Sourced, Trust


def _assumed(value: float, what: str) -> Sourced:
    return Sourced(value, "1", "kompf2016", f"assumed: {what}; the abstract gives no curve", Trust.UNCONFIRMED)


PRESS_HARDEST_AT = _assumed(0.35, "presses and squats stick in the lower half")
CURL_HARDEST_AT = _assumed(0.5, "single-joint lifts are hardest halfway, where the lever is longest")
PULL_HARDEST_AT = _assumed(0.85, "rows and pull-downs are hardest near the end")
"""Place in the range of motion where the load is hardest: 0 is the bottom, 1 the top."""

BREADTH = _assumed(0.15, "distance from there at which half the relief is reached, a share of the range")
EASIEST = _assumed(0.7, "demand far from the hardest place over the demand there")

PARTIAL_MARGIN = _assumed(0.12, "partial repetitions keep that far from the sticking point, a share of the range")

LOCKED_OUT = _assumed(0.0, "on top bones hold a press or squat")
HELD = _assumed(0.3, "on top of a curl or row the muscle holds on")
"""Share of the load that the muscle holds in the pause on top."""

STALL_TIME = Sourced(1.0, "s", "kompf2016", "assumed: how long a lifter fights a stalled load", Trust.UNCONFIRMED)
"""How long full drive goes on after the load has stalled [s]."""
