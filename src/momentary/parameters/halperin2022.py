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

BIAS_LOW = Sourced(0.17, "rep", "halperin2022", "abstract: lower end of the 95 % interval", Trust.ABSTRACT_READ)
"""Lower end of its 95 % interval [rep]."""

BIAS_HIGH = Sourced(1.73, "rep", "halperin2022", "abstract: upper end of the 95 % interval", Trust.ABSTRACT_READ)
"""Upper end [rep]."""
