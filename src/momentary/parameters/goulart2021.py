"""Goulart et al. 2021: legs after ten sets to failure."""

from functools import partial

from momentary.evidence import Sourced, Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

_KEY = "goulart2021"

FAILURE = Protocol(
    "five sets each of squat and leg press to failure", exercises=("barbell-back-squat", "leg-press"), sets=5,
    repetitions=9, rir=0.0, to_failure=True, note="8 to 10RM",
)  # fmt: skip
"""Five sets each with 8 to 10RM loads."""

_seen = partial(Observation, FAILURE, source=_KEY, locator="as quoted", trust=Trust.SECOND_HAND, lifters=14)

OBSERVATIONS = (
    _seen(measure=Measure.WORK, hours=24.0, verdict=Verdict.LOWERED),
    _seen(measure=Measure.WORK, hours=48.0, verdict=Verdict.LOWERED),
    _seen(measure=Measure.JUMP, hours=72.0, verdict=Verdict.RECOVERED),
    _seen(measure=Measure.STRENGTH, hours=72.0, verdict=Verdict.RECOVERED),
)
"""Volume load of the session (at 48 h of its first sets), jump and isometric force."""

EFFECT_AT_24_H = Sourced(-0.90, "1", _KEY, "as quoted: effect size, volume load of the session", Trust.SECOND_HAND)
"""Volume load a day later, in standard deviations."""

EFFECT_AT_48_H = Sourced(-0.63, "1", _KEY, "as quoted: effect size, volume load of the first sets", Trust.SECOND_HAND)
"""Volume load of the first sets after two days, in standard deviations."""
