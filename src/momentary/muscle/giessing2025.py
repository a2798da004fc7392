"""Giessing, Steele & Fisher 2025: how much a spotter helps."""

from momentary.evidence import Sourced, Trust

HELP = Sourced(0.2, "1", "giessing2025", "near the 19 % of the first repetition past failure, rounded", Trust.DERIVED)
"""Share of the load that a fixed help takes."""
