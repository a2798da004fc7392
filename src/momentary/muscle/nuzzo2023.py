"""Nuzzo et al. 2023: eccentric over concentric strength."""

from momentary.evidence import Sourced, Trust

ECCENTRIC_RATIO = Sourced(1.41, "1", "nuzzo2023", "abstract: 1.41 (1.38-1.44), mostly isokinetic", Trust.ABSTRACT_READ)
"""Eccentric strength over concentric strength."""

LOWERING_TIME = Sourced(4.0, "s", "nuzzo2023", "assumed: negatives are lowered in 4 s", Trust.UNCONFIRMED)
"""Time of a deliberate lowering [s]."""
