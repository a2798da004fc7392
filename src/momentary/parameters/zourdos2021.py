"""Zourdos et al. 2021: called repetitions in reserve in squats of about 16 repetitions at 70 % of the 1RM."""

from momentary.evidence import Sourced, Trust

ERROR_BY_CALL = {
    5: Sourced(2.92, "rep", "zourdos2021", "abstract: SD of actual less predicted, called 5", Trust.ABSTRACT_READ),
    3: Sourced(2.46, "rep", "zourdos2021", "abstract: SD of actual less predicted, called 3", Trust.ABSTRACT_READ),
    1: Sourced(1.73, "rep", "zourdos2021", "abstract: SD of actual less predicted, called 1", Trust.ABSTRACT_READ),
}
"""Spread of the error by the repetitions called [rep]."""

BIAS_BY_CALL = {
    5: Sourced(5.15, "rep", "zourdos2021", "abstract: actual less predicted, called 5", Trust.ABSTRACT_READ),
    3: Sourced(3.65, "rep", "zourdos2021", "abstract: actual less predicted, called 3", Trust.ABSTRACT_READ),
    1: Sourced(2.05, "rep", "zourdos2021", "abstract: actual less predicted, called 1", Trust.ABSTRACT_READ),
}
"""Repetitions left beyond the call, by the repetitions called [rep]."""

LIFTERS = Sourced(25.0, "1", "zourdos2021", "abstract: men", Trust.ABSTRACT_READ)
"""Number of lifters."""

REPETITIONS = Sourced(16.0, "rep", "zourdos2021", "abstract: at 70 % of the 1RM, 16 +/- 4", Trust.ABSTRACT_READ)
"""Mean repetitions to failure [rep]."""

REPETITIONS_SD = Sourced(4.0, "rep", "zourdos2021", "abstract: 16 +/- 4", Trust.ABSTRACT_READ)
"""Their spread [rep]."""
