"""Thomas et al. 2018: what brain and muscle had lost after heavy squats, jump squats and sprints."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

SQUATS = Protocol("10 x 5 squats with 80 %", exercises=("barbell-back-squat",), sets=10, repetitions=5, share=0.8)
"""Heavy squats."""

JUMP_SQUATS = Protocol("10 x 5 jump squats", exercises=("jump-squat",), sets=10, repetitions=5)
"""Jump squats."""

SPRINTS = Protocol("15 sprints of 30 m", note="15 maximal sprints over 30 m")
"""Sprints."""

_seen = partial(Observation, source="thomas2018", locator="abstract", trust=Trust.ABSTRACT_READ, lifters=10)

OBSERVATIONS = (
    _seen(SQUATS, Measure.ACTIVATION, 48.0, verdict=Verdict.LOWERED),
    _seen(SQUATS, Measure.ACTIVATION, 72.0, verdict=Verdict.RECOVERED),
    *(_seen(one, Measure.TWITCH, 48.0, verdict=Verdict.LOWERED) for one in (SQUATS, JUMP_SQUATS, SPRINTS)),
    _seen(SQUATS, Measure.RATING, 72.0, verdict=Verdict.RECOVERED),
    *(_seen(one, Measure.ACTIVATION, 24.0, verdict=Verdict.LOWERED) for one in (JUMP_SQUATS, SPRINTS)),
    _seen(JUMP_SQUATS, Measure.RATING, 48.0, verdict=Verdict.RECOVERED),
    _seen(SPRINTS, Measure.RATING, 72.0, verdict=Verdict.RECOVERED),
)
"""Drive, twitch and rating of fatigue; the study finds that lost drive is not the main part."""
