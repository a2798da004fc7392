"""Gandevia 2001: loss of voluntary drive in a sustained maximal effort."""

from momentary.evidence import Sourced, Trust

CEILING_RATE = Sourced(
    0.005,
    "s^-1",
    "gandevia2001",
    "assumed: with 40 s to recover, a sustained maximal effort ends about a sixth below full drive",
    Trust.UNCONFIRMED,
)
"""Share of the ceiling lost a second at full effort."""
