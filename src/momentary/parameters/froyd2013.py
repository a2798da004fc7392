"""Froyd et al. 2013: knee extensors after a self-paced trial of six minutes."""

from momentary.evidence import Sourced, Trust
from momentary.parameters.courses import Measure, Observation, Protocol

TRIAL = Protocol("self-paced knee extensions", note="a trial of 347 s")
"""Self-paced knee extensions against the clock."""

OBSERVATIONS = (
    Observation(
        TRIAL, Measure.STRENGTH, 0.0, "froyd2013", "page: maximal force at once", Trust.ABSTRACT_READ, -0.48, lifters=10
    ),
)
"""Maximal force at the end."""

SIGNIFICANT_RECOVERY_BY = Sourced(
    120.0, "s", "froyd2013", "page: significant recovery within 1 to 2 min", Trust.ABSTRACT_READ
)
"""By when much of it is back: what is measured later misses it [s]."""
