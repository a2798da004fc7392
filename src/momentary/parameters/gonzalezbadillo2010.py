"""González-Badillo & Sánchez-Medina 2010: load and velocity in the bench press on a Smith machine."""

from momentary.evidence import Sourced, Trust
from momentary.parameters.load_velocity import LoadVelocity

_KEY = "gonzalezbadillo2010"

LIFTERS = Sourced(120.0, "1", _KEY, "as quoted: sample of the equation", Trust.SECOND_HAND)
"""Number of lifters."""

DETERMINATION = Sourced(0.98, "1", _KEY, "as quoted: R² of the equation", Trust.SECOND_HAND)
"""Share of the scatter of relative load that velocity explains."""

BENCH_PRESS = LoadVelocity(
    exercise="smith-machine-bench-press",
    square=Sourced(8.4326, "%·s²/m²", _KEY, "equation of relative load, first coefficient", Trust.UNCONFIRMED),
    slope=Sourced(-73.501, "%·s/m", _KEY, "equation of relative load, second coefficient", Trust.UNCONFIRMED),
    standstill=Sourced(112.33, "%", _KEY, "equation of relative load, third coefficient", Trust.UNCONFIRMED),
    error=Sourced(3.56, "%", _KEY, "standard error of the estimate", Trust.UNCONFIRMED),
)
"""Relative load from mean propulsive velocity."""
