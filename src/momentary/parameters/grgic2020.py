"""Grgic et al. 2020: test-retest reliability of the 1RM."""

from momentary.evidence import Sourced, Trust

ONE_RM_CV = Sourced(
    0.042, "1", "grgic2020", "median coefficient of variation of 32 studies (0.5 to 12.1 %)", Trust.SECOND_HAND
)
"""Variation of the 1RM between two days."""
