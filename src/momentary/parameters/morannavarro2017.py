"""Morán-Navarro et al. 2017: recovery after sets to failure and after sets of half the repetitions possible."""

from functools import partial

from momentary.evidence import Sourced, Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

_KEY = "morannavarro2017"
_SETS = partial(Protocol, exercises=("barbell-bench-press", "barbell-back-squat"), share=0.75)

FAILURE = _SETS("3 x 10 of 10 possible", sets=3, repetitions=10, rir=0.0, to_failure=True)
"""Sets of all ten repetitions that were possible."""

HALF = _SETS("3 x 5 of 10 possible", sets=3, repetitions=5, rir=5.0, to_failure=False)
"""As many sets of half the repetitions."""

HALF_SAME_VOLUME = _SETS("6 x 5 of 10 possible", sets=6, repetitions=5, rir=5.0, to_failure=False)
"""Half the repetitions in twice the sets: the volume of the sets to failure."""

DELAY_FROM = Sourced(24.0, "h", _KEY, "abstract: failure slows recovery by 24 to 48 h", Trust.ABSTRACT_READ)
"""How much longer recovery takes after failure, also at equal volume, from [h]."""

DELAY_TO = Sourced(48.0, "h", _KEY, "abstract: failure slows recovery by 24 to 48 h", Trust.ABSTRACT_READ)
"""The same, to [h]."""

_back = partial(
    Observation, source=_KEY, locator="as quoted: hours of recovery", trust=Trust.SECOND_HAND,
    verdict=Verdict.RECOVERED, lifters=10,
)  # fmt: skip

OBSERVATIONS = (
    _back(
        FAILURE, Measure.VELOCITY, 72.0, locator="as quoted: velocity with the load that is moved at 1 m/s when rested"
    ),
    _back(FAILURE, Measure.VELOCITY, 48.0, locator="as quoted: velocity with 75 % of the 1RM"),
    _back(FAILURE, Measure.JUMP, 72.0),
    *(
        _back(protocol, measure, 6.0)
        for protocol in (HALF, HALF_SAME_VOLUME)
        for measure in (Measure.VELOCITY, Measure.JUMP)
    ),
)
"""When velocity and jumps were back: by then at the latest, at a time of measurement."""
