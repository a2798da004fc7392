"""Greig et al. 2023: how far a 1RM foretold from a lifter's own line of load and velocity is off."""

from momentary.evidence import Sourced, Trust

_KEY = "greig2023"

ERROR = Sourced(0.098, "1", _KEY, "as quoted: pooled standard error of the estimate [7.4, 12.2] %", Trust.SECOND_HAND)
"""Standard error of the foretold 1RM, as a share of it."""

ERROR_LOW = Sourced(0.074, "1", _KEY, "as quoted: lower end of the 95 % interval", Trust.SECOND_HAND)
"""Lower end of its 95 % interval."""

ERROR_HIGH = Sourced(0.122, "1", _KEY, "as quoted: upper end of the 95 % interval", Trust.SECOND_HAND)
"""Upper end."""

BIAS = Sourced(0.037, "1", _KEY, "as quoted: foretold less measured", Trust.SECOND_HAND)
"""Foretold less measured 1RM, as a share of it."""

LIFTERS = Sourced(434.0, "1", _KEY, "as quoted", Trust.SECOND_HAND)
"""Number of lifters over the studies."""
