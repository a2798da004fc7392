"""Pareja-Blanco et al. 2019: full squats with 60 and 80 % of the 1RM, sets ended at a velocity loss of 20 or 40 %."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol, Verdict

_squats = partial(Protocol, exercises=("barbell-back-squat",))

LIGHT_SHORT = _squats("60 %, to a loss of 20 %", share=0.6, note="sets end at a velocity loss of 20 %")
"""Sets with 60 % of the 1RM to a velocity loss of 20 %."""

LIGHT_LONG = _squats("60 %, to a loss of 40 %", share=0.6, note="sets end at a velocity loss of 40 %")
"""The same to 40 %: the largest loss at once of the four."""

HEAVY_SHORT = _squats("80 %, to a loss of 20 %", share=0.8, note="sets end at a velocity loss of 20 %")
"""Sets with 80 % of the 1RM to a velocity loss of 20 %."""

HEAVY_LONG = _squats("80 %, to a loss of 40 %", share=0.8, note="sets end at a velocity loss of 40 %")
"""The same to 40 %."""

_low = partial(
    Observation,
    measure=Measure.VELOCITY,
    source="parejablanco2019",
    locator="abstract: velocity with the load that is moved at 1 m/s when rested",
    trust=Trust.ABSTRACT_READ,
    verdict=Verdict.LOWERED,
    lifters=17,
)

OBSERVATIONS = (_low(LIGHT_SHORT, hours=6.0), _low(HEAVY_LONG, hours=24.0))
"""Times at which velocity was still lower; the abstract gives no figures."""
