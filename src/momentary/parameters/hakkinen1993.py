"""Häkkinen 1993: twenty maximal squats, one at a time."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol

SINGLES = Protocol(
    "20 x 1 squat with 100 %", exercises=("barbell-back-squat",), sets=20, repetitions=1, share=1.0, rir=0.0
)
"""Twenty singles with the 1RM."""

_seen = partial(Observation, SINGLES, Measure.STRENGTH, 0.0, "hakkinen1993", trust=Trust.ABSTRACT_READ)

OBSERVATIONS = (
    _seen(locator="abstract: isometric force, men", change=-0.241, sd=0.144, lifters=10),
    _seen(locator="abstract: isometric force, women", change=-0.205, sd=0.118, lifters=9),
)
"""Isometric force after the last single."""
