"""Nuzzo et al. 2023: eccentric over concentric strength."""

from momentary.evidence import Sourced, Trust
from momentary.muscle.gonzalezbadillo2010 import STANDSTILL

ECCENTRIC_RATIO = Sourced(1.41, "1", "nuzzo2023", "abstract: 1.41 (1.38-1.44), mostly isokinetic", Trust.ABSTRACT_READ)
"""Eccentric strength over concentric strength."""

LOWERING = Sourced(
    ECCENTRIC_RATIO.value / STANDSTILL.value,
    "1",
    "nuzzo2023",
    "the ratio of 1.41 times the 1RM's share of isometric strength, 1 / 1.12, of gonzalezbadillo2010",
    Trust.DERIVED,
)
"""Strength in lowering over isometric strength."""
