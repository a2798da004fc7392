"""Ahtiainen et al. 2003: leg sets of all possible repetitions, and the same with forced repetitions."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

MAXIMAL = Protocol("eight leg sets to failure", sets=8, repetitions=12, rir=0.0, to_failure=True, note="legs, 12RM")
"""Eight sets of the lower body in all, each with a 12RM to failure."""

FORCED = Protocol(
    "the same with forced repetitions", sets=8, to_failure=True, note="legs, a partner helps beyond failure"
)
"""The same with help beyond failure."""

_seen = partial(Observation, measure=Measure.STRENGTH, source="ahtiainen2003", trust=Trust.ABSTRACT_READ, lifters=16)

OBSERVATIONS = (
    _seen(MAXIMAL, hours=0.0, locator="abstract: isometric force, maximum repetitions", change=-0.383),
    _seen(FORCED, hours=0.0, locator="abstract: isometric force, forced repetitions", change=-0.565),
    _seen(FORCED, hours=72.0, locator="abstract: lower over three days of recovery", verdict=Verdict.LOWERED),
)
"""Isometric force after the sets."""
