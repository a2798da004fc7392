"""Helland et al. 2020: jumps after a session for strength and one for power."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

STRENGTH = Protocol("strength session with 5RM loads", repetitions=5)
"""Session with 5RM loads."""

POWER = Protocol("power session with half of the 5RM", note="the same work with 50 % of the 5RM")
"""Session of equal work with half the load."""

_seen = partial(Observation, measure=Measure.JUMP, source="helland2020", trust=Trust.ABSTRACT_READ, lifters=16)

OBSERVATIONS = (
    _seen(STRENGTH, hours=0.0, locator="page: jump after the strength session", change=-0.07, sd=0.06),
    _seen(STRENGTH, hours=48.0, locator="page: peak power and rate of force not back", verdict=Verdict.LOWERED),
    _seen(POWER, hours=0.0, locator="page: jump after the power session", change=-0.05, sd=0.05),
    _seen(POWER, hours=48.0, locator="page: back after 24 to 48 h", verdict=Verdict.RECOVERED),
)
"""Countermovement jump; of the strength session at 48 h its power."""
