"""Ferreira et al. 2017: eight bench press sets to failure."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

FAILURE = Protocol(
    "eight bench press sets to failure", exercises=("barbell-bench-press",), sets=8, rir=0.0, to_failure=True
)
"""Eight sets to failure; the load is not told."""

_seen = partial(Observation, FAILURE, source="ferreira2017", locator="as quoted", trust=Trust.SECOND_HAND, lifters=26)

OBSERVATIONS = (
    _seen(measure=Measure.STRENGTH, hours=0.0, change=-0.17),
    _seen(measure=Measure.STRENGTH, hours=96.0, verdict=Verdict.RECOVERED),
    _seen(measure=Measure.WORK, hours=0.0, change=-0.25),
    _seen(measure=Measure.WORK, hours=96.0, verdict=Verdict.LOWERED),
)
"""Peak torque and total work."""
