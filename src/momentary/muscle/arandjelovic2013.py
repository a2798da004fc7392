"""Arandjelovic 2013: a simulation of momentum in the lateral raise."""

from momentary.evidence import Sourced, Trust

MOMENTUM = Sourced(
    0.25, "1", "arandjelovic2013", "assumed: 'moderate' momentum, which the abstract does not put so", Trust.UNCONFIRMED
)
"""Share of the load that a swing of the body carries at the bottom."""
