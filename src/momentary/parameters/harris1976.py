"""Harris et al. 1976: how fast the muscle renews its phosphocreatine after exercise."""

from momentary.evidence import Sourced, Trust

HALF_LIFE_FROM = Sourced(
    21.0,
    "s",
    "harris1976",
    "as quoted: half-life of the fast part, 21 to 22 s; none under occlusion",
    Trust.SECOND_HAND,
)
"""Half-life of what phosphocreatine lacks, fast part, from [s]."""

HALF_LIFE_TO = Sourced(22.0, "s", "harris1976", "as quoted: half-life of the fast part, 21 to 22 s", Trust.SECOND_HAND)
"""The same, to [s]."""
