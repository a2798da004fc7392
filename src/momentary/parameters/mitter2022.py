"""Mitter et al. 2022: test-retest error of repetitions to failure in the bench press."""

from momentary.evidence import Sourced, Trust

ERROR_AT_90 = Sourced(0.7, "rep", "mitter2022", "abstract: SEM at 90 % of the 1RM [0.5, 0.9]", Trust.ABSTRACT_READ)
"""Standard error of measurement at 90 % of the 1RM [rep]."""

ERROR_AT_70 = Sourced(1.1, "rep", "mitter2022", "abstract: SEM at 70 % of the 1RM [0.8, 1.4]", Trust.ABSTRACT_READ)
"""Standard error of measurement at 70 % of the 1RM [rep]."""
