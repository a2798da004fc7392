"""Belcher et al. 2019: bar velocity after four sets to failure of squats, bench presses and deadlifts."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

_failure = partial(Protocol, sets=4, share=0.8, rir=0.0, to_failure=True)

SQUATS = _failure("four squat sets to failure", exercises=("barbell-back-squat",))
"""Squats with 80 % of the 1RM."""

BENCH_PRESSES = _failure("four bench press sets to failure", exercises=("barbell-bench-press",))
"""Bench presses with 80 % of the 1RM."""

DEADLIFTS = _failure("four deadlift sets to failure", exercises=("barbell-deadlift",))
"""Deadlifts with 80 % of the 1RM."""

_seen = partial(
    Observation,
    measure=Measure.VELOCITY,
    source="belcher2019",
    trust=Trust.ABSTRACT_READ,
    lifters=12,
    test_share=0.7,
)

OBSERVATIONS = (
    _seen(
        SQUATS, hours=72.0, locator="abstract: lower for up to 72 h, by 8.6 %; at which time is not told", change=-0.086
    ),
    _seen(BENCH_PRESSES, hours=0.0, locator="abstract: at once", change=-0.267),
    _seen(BENCH_PRESSES, hours=24.0, locator="abstract: lower at once only", verdict=Verdict.RECOVERED),
    _seen(DEADLIFTS, hours=0.0, locator="abstract: no decline", verdict=Verdict.RECOVERED),
)
"""Velocity with 70 % of the 1RM; for the squats the abstract gives one figure for the time to 72 h."""
