"""Marshall et al. 2018: quadriceps after a session of the whole body."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

SESSION = Protocol("session of the whole body")
"""A resistance session of the whole body; its sets are not told."""

_back = partial(
    Observation, SESSION, source="marshall2018", locator="abstract", trust=Trust.ABSTRACT_READ,
    verdict=Verdict.RECOVERED, lifters=8,
)  # fmt: skip

OBSERVATIONS = (
    _back(measure=Measure.STRENGTH, hours=24.0),
    _back(measure=Measure.TWITCH, hours=24.0),
    _back(measure=Measure.RATING, hours=48.0),
)
"""Force, twitch and ratings."""
