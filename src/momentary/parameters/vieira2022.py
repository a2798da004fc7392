"""Vieira et al. 2022: failure against no failure over twenty studies, at once and after."""

from momentary.evidence import Sourced, Trust

_KEY = "vieira2022"

ACUTE_DROP = Sourced(-0.96, "1", _KEY, "as quoted: standardised difference, performance at once", Trust.SECOND_HAND)
"""Performance after failure less after no failure, in standard deviations."""

DAMAGE = Sourced(0.76, "1", _KEY, "as quoted: standardised difference, markers of damage", Trust.SECOND_HAND)
"""Markers of damage, the same way."""

EFFORT = Sourced(1.93, "1", _KEY, "as quoted: standardised difference, rating of exertion", Trust.SECOND_HAND)
"""Rating of exertion, the same way."""
