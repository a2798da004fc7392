"""Cotterman et al. 2005: 1RM with a free bar and in the Smith machine."""

from momentary.evidence import Sourced, Trust

STABILISING = Sourced(
    0.1, "1", "cotterman2005", "assumed: the abstract has both signs, squat up and bench down", Trust.UNCONFIRMED
)
"""Force that keeps a free weight on its path, as a share of what moves it."""
