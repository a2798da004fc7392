"""Sánchez-Medina et al. 2017: load and velocity in the full squat on a Smith machine."""

from momentary.evidence import Sourced, Trust
from momentary.parameters.load_velocity import LoadVelocity

_KEY = "sanchezmedina2017"

FULL_SQUAT = LoadVelocity(
    exercise="smith-machine-squat",
    square=Sourced(-5.961, "%·s²/m²", _KEY, "equation of relative load, first coefficient", Trust.UNCONFIRMED),
    slope=Sourced(-50.71, "%·s/m", _KEY, "equation of relative load, second coefficient", Trust.UNCONFIRMED),
    standstill=Sourced(117.0, "%", _KEY, "equation of relative load, third coefficient", Trust.UNCONFIRMED),
    error=Sourced(4.02, "%", _KEY, "standard error of the estimate", Trust.UNCONFIRMED),
)
"""Relative load from mean propulsive velocity."""

LIFTERS = Sourced(80.0, "1", _KEY, "sample of the equation", Trust.UNCONFIRMED)
"""Number of lifters."""

DETERMINATION = Sourced(0.955, "1", _KEY, "R² of the equation", Trust.UNCONFIRMED)
"""Share of the scatter of relative load that velocity explains."""
