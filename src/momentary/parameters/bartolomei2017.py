"""Bartolomei et al. 2017: recovery after eight sets of ten and after eight of three."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

TENS = Protocol("8 x 10", sets=8, repetitions=10)
"""High volume."""

THREES = Protocol("8 x 3", sets=8, repetitions=3)
"""High intensity."""

_seen = partial(
    Observation, measure=Measure.STRENGTH, hours=72.0, source="bartolomei2017", locator="as quoted: isometric strength",
    trust=Trust.SECOND_HAND, lifters=12,
)  # fmt: skip

OBSERVATIONS = (_seen(TENS, verdict=Verdict.LOWERED), _seen(THREES, verdict=Verdict.RECOVERED))
"""Isometric strength after three days."""
