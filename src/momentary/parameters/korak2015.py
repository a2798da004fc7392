"""Korak et al. 2015: repetitions lost a day after sets to failure, with several joints and with one."""

from functools import partial

from momentary.evidence import Sourced, Trust
from momentary.parameters.courses import Measure, Observation, Protocol

SEVERAL_JOINTS = Protocol("sets to failure, several joints", repetitions=10, rir=0.0, to_failure=True, note="10RM type")
"""Exercises of several joints with about a 10RM."""

ONE_JOINT = Protocol("sets to failure, one joint", repetitions=10, rir=0.0, to_failure=True, note="10RM type")
"""Exercises of one joint."""

_seen = partial(
    Observation, measure=Measure.REPETITIONS, hours=24.0, source="korak2015", locator="as quoted: a day later",
    trust=Trust.SECOND_HAND, unit="rep", lifters=10,
)  # fmt: skip

OBSERVATIONS = (_seen(SEVERAL_JOINTS, change=-1.7, sd=1.5), _seen(ONE_JOINT, change=-0.5, sd=1.8))
"""Repetitions a day later."""

WITHIN_ONE_AT_48_H = Sourced(0.80, "1", "korak2015", "as quoted: within one repetition at 48 h", Trust.SECOND_HAND)
"""Share of lifters who were within a repetition of before after two days."""

WITHIN_ONE_AT_48_H_BENCH_PRESS = Sourced(0.70, "1", "korak2015", "as quoted: bench press", Trust.SECOND_HAND)
"""The same in the bench press."""

WITHIN_ONE_AT_48_H_DEADLIFT = Sourced(0.60, "1", "korak2015", "as quoted: deadlift", Trust.SECOND_HAND)
"""The same in the deadlift."""
