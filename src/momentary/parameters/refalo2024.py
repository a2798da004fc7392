"""Refalo et al. 2024: called repetitions in reserve of trained lifters in the bench press at 75 % of the 1RM."""

from momentary.evidence import Sourced, Trust

BIAS = Sourced(-0.17, "rep", "refalo2024", "abstract: raw error, called 1 and 3", Trust.ABSTRACT_READ)
"""Repetitions left beyond the call [rep]."""

ERROR = Sourced(1.00, "rep", "refalo2024", "abstract: SD of the raw error, called 1 and 3", Trust.ABSTRACT_READ)
"""Spread of the error [rep]."""
