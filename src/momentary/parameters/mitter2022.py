"""Mitter et al. 2022: test-retest error of repetitions to failure in the bench press."""

from momentary.evidence import Sourced, Trust

ERROR_AT_90 = Sourced(0.7, "rep", "mitter2022", "abstract: SEM at 90 % of the 1RM [0.5, 0.9]", Trust.ABSTRACT_READ)
"""Standard error of measurement at 90 % of the 1RM [rep]."""

ERROR_AT_70 = Sourced(1.1, "rep", "mitter2022", "abstract: SEM at 70 % of the 1RM [0.8, 1.4]", Trust.ABSTRACT_READ)
"""Standard error of measurement at 70 % of the 1RM [rep]."""

ERROR_LOW = {
    90: Sourced(0.5, "rep", "mitter2022", "abstract: SEM at 90 %, 95 % from", Trust.ABSTRACT_READ),
    70: Sourced(0.8, "rep", "mitter2022", "abstract: SEM at 70 %, 95 % from", Trust.ABSTRACT_READ),
}
"""Lower ends of their 95 % intervals by percentage of the 1RM [rep]."""

ERROR_HIGH = {
    90: Sourced(0.9, "rep", "mitter2022", "abstract: SEM at 90 %, 95 % to", Trust.ABSTRACT_READ),
    70: Sourced(1.4, "rep", "mitter2022", "abstract: SEM at 70 %, 95 % to", Trust.ABSTRACT_READ),
}
"""Upper ends [rep]."""
