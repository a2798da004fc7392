"""Raastad 2000: knee extensors of strength athletes after heavy sets."""

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

HEAVY = Protocol("heavy sets with 3RM loads", repetitions=3, rir=0.0)
"""Heavy sets of three."""

OBSERVATIONS = (
    Observation(
        HEAVY, Measure.STRENGTH, 33.0, "raastad2000", "as quoted: back by 33 h", Trust.SECOND_HAND,
        verdict=Verdict.RECOVERED, lifters=10,
    ),
)  # fmt: skip
"""Strength of the knee extensors."""
