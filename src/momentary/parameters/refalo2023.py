"""Refalo et al. 2023: six bench press sets ended at failure, at 1 and at 3 repetitions in reserve, and recovery."""

from functools import partial

from momentary.evidence import Sourced, Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

_KEY = "refalo2023"
_SETS = partial(Protocol, exercises=("barbell-bench-press",), sets=6, share=0.75)

FAILURE = _SETS("six sets to failure", rir=0.0, to_failure=True)
"""Sets ended in momentary failure."""

ONE_IN_RESERVE = _SETS("six sets to 1 RIR", rir=1.0, to_failure=False)
"""Sets ended with one repetition in reserve."""

THREE_IN_RESERVE = _SETS("six sets to 3 RIR", rir=3.0, to_failure=False)
"""Sets ended with three repetitions in reserve."""

PROTOCOLS = (FAILURE, ONE_IN_RESERVE, THREE_IN_RESERVE)
"""The three, the hardest first."""

LIFTERS = Sourced(24.0, "1", _KEY, "abstract: 12 men and 12 women, trained", Trust.ABSTRACT_READ)
"""Number of lifters."""

MINUTES = 4.0 / 60.0
"""The first time of measurement [h]."""


def _seen(hours: float, changes: tuple[float, ...]) -> tuple[Observation, ...]:
    """Return the changes of velocity of the three protocols at a time."""
    return tuple(
        Observation(
            protocol, Measure.VELOCITY, hours, _KEY, "abstract: velocity at a fixed load", Trust.ABSTRACT_READ, change,
            lifters=24,
        )
        for protocol, change in zip(PROTOCOLS, changes, strict=True)
    )  # fmt: skip


OBSERVATIONS = (
    *_seen(MINUTES, (-0.25, -0.13, -0.08)),
    *_seen(24.0, (-0.03, -0.03, 0.02)),
    *(
        Observation(
            protocol, Measure.VELOCITY, 48.0, _KEY, "abstract: differences between the protocols gone",
            Trust.ABSTRACT_READ, verdict=Verdict.ALIKE, lifters=24,
        )
        for protocol in PROTOCOLS
    ),
    *(
        Observation(
            protocol, Measure.VELOCITY_OVER_SETS, 0.0, _KEY, "abstract: from the first to the last set",
            Trust.ABSTRACT_READ, change, lifters=24,
        )
        for protocol, change in zip(PROTOCOLS, (-0.22, -0.09, -0.06), strict=True)
    ),
)  # fmt: skip
"""Velocity at a fixed load 4 min, 24 h and 48 h after the sets, and from the first to the last."""

MEN_AT_FOUR_MINUTES = Observation(
    FAILURE, Measure.VELOCITY, MINUTES, _KEY, "abstract: men, failure", Trust.ABSTRACT_READ, -0.29, lifters=12
)
"""The men among them after sets to failure."""

WOMEN_AT_FOUR_MINUTES = Observation(
    FAILURE, Measure.VELOCITY, MINUTES, _KEY, "abstract: women, failure", Trust.ABSTRACT_READ, -0.21, lifters=12
)
"""The women."""
