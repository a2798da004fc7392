"""Halperin et al. 2022: how far called repetitions in reserve are off, over studies."""

from momentary.evidence import Sourced, Trust

BIAS = Sourced(
    0.95, "rep", "halperin2022", "abstract: underprediction 0.95 [0.17, 1.73], 262 effects of 12 studies",
    Trust.ABSTRACT_READ,
)  # fmt: skip
"""Repetitions left beyond the call, averaged over calls and studies [rep]."""

BETWEEN_PERSON_SD = Sourced(
    1.45, "rep", "halperin2022", "between-participant SD, better near failure", Trust.SECOND_HAND
)
"""Spread of the error between participants [rep]."""
