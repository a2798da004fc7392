"""Coratella et al. 2025: knee flexors after Nordic curls, and after the same four weeks later."""

from functools import partial

from momentary.evidence import Sourced, Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

FIRST = Protocol("24 Nordic curls", exercises=("nordic-curl",), note="24 repetitions in all, the first bout")
"""The first bout."""

SECOND = Protocol("24 Nordic curls again", exercises=("nordic-curl",), note="the same, four weeks later")
"""The second."""

_low = partial(
    Observation, measure=Measure.STRENGTH, source="coratella2025", locator="as quoted: strength of the knee flexors",
    trust=Trust.SECOND_HAND, verdict=Verdict.LOWERED, lifters=13,
)  # fmt: skip

OBSERVATIONS = (_low(FIRST, hours=72.0), _low(SECOND, hours=24.0))
"""The last day on which strength was lower."""

PROTECTION = Sourced(
    1.0 / 3.0, "1", "coratella2025", "days of lost strength, second bout over first: 1 of 3", Trust.DERIVED
)
"""Time of recovery of a repeated bout as a share of the first."""
