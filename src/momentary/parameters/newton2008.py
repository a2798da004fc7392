"""Newton et al. 2008: maximal lowering in trained and untrained men."""

from functools import partial

from momentary.evidence import Trust
from momentary.parameters.courses import Measure, Observation, Protocol

_lowering = partial(Protocol, sets=10, repetitions=6, note="maximal lowering of the elbow flexors only")

TRAINED = _lowering("10 x 6 maximal lowerings, trained")
"""Trained men."""

UNTRAINED = _lowering("10 x 6 maximal lowerings, untrained")
"""Untrained men."""

_seen = partial(
    Observation, measure=Measure.STRENGTH, hours=72.0, source="newton2008", trust=Trust.ABSTRACT_READ, lifters=15
)

OBSERVATIONS = (
    _seen(TRAINED, locator="abstract: strength back by the third day", change=0.0),
    _seen(UNTRAINED, locator="abstract: about, when the trained were back", change=-0.40),
)
"""Strength after three days."""
