"""Soares et al. 2015: elbow flexors after curls and after rows."""

from functools import partial

from momentary.evidence import Sourced, Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

CURLS = Protocol("8 x 10RM preacher curl", exercises=("ez-bar-preacher-curl",), sets=8, repetitions=10, rir=0.0)
"""Eight sets of curls."""

ROWS = Protocol("8 x 10RM seated row", exercises=("seated-cable-row",), sets=8, repetitions=10, rir=0.0)
"""Eight sets of rows."""

_seen = partial(
    Observation, measure=Measure.STRENGTH, source="soares2015", locator="as quoted: torque of the elbow flexors",
    trust=Trust.SECOND_HAND, lifters=16,
)  # fmt: skip

OBSERVATIONS = (
    _seen(CURLS, hours=0.0, change=-0.268),
    _seen(CURLS, hours=24.0, change=-0.084),
    _seen(ROWS, hours=0.0, change=-0.151),
    _seen(ROWS, hours=24.0, verdict=Verdict.RECOVERED),
)
"""Peak torque of the elbow flexors."""

ROW_OVER_CURL = Sourced(0.56, "1", "soares2015", "loss after rows over loss after curls", Trust.DERIVED)
"""Share of a curl's load on the elbow flexors that a row puts on them."""
