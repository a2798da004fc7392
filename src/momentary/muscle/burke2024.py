"""Burke et al. 2024: supersets of opposing muscles."""

from momentary.evidence import Sourced, Trust

SET_REST = Sourced(120.0, "s", "burke2024", "2 min after the pair, as the abstract has it", Trust.ABSTRACT_READ)
"""Rest between rounds of a method [s]."""
