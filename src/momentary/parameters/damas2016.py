"""Damas et al. 2016: how differently untrained men lose strength after maximal lowering."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol

LOWERING = Protocol("30 or more maximal lowerings of the elbow flexors", note="lowering only, not accustomed to it")
"""Thirty or more maximal eccentric actions."""

_seen = partial(
    Observation, LOWERING, Measure.STRENGTH, 0.0, "damas2016",
    "as quoted: isometric torque, clusters of low, moderate and high responders", Trust.SECOND_HAND,
)  # fmt: skip

OBSERVATIONS = (_seen(-0.18), _seen(-0.39), _seen(-0.58))
"""Isometric torque of the three clusters of 286 men: who lost little, more, most."""
