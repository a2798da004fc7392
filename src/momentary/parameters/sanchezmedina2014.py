"""Sánchez-Medina et al. 2014: load and velocity in the prone bench pull."""

from momentary.evidence import Sourced, Trust
from momentary.parameters.load_velocity import LoadVelocity

_KEY = "sanchezmedina2014"

BENCH_PULL = LoadVelocity(
    exercise="seal-row",
    square=Sourced(18.5797, "%·s²/m²", _KEY, "equation of relative load, first coefficient", Trust.UNCONFIRMED),
    slope=Sourced(-104.182, "%·s/m", _KEY, "equation of relative load, second coefficient", Trust.UNCONFIRMED),
    standstill=Sourced(147.94, "%", _KEY, "equation of relative load, third coefficient", Trust.UNCONFIRMED),
)
"""Relative load from mean propulsive velocity."""

LIFTERS = Sourced(75.0, "1", _KEY, "sample of the equation", Trust.UNCONFIRMED)
"""Number of lifters."""

DETERMINATION = Sourced(0.97, "1", _KEY, "R² of the equation", Trust.UNCONFIRMED)
"""Share of the scatter of relative load that velocity explains."""
