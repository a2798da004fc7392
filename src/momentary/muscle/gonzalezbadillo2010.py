"""González-Badillo & Sánchez-Medina 2010: speed and load in the bench press, recalled."""

from momentary.evidence import Sourced, Trust

STANDSTILL = Sourced(
    1.1233, "1", "gonzalezbadillo2010", "equation of relative load, third coefficient, over 100", Trust.UNCONFIRMED
)
"""Load that is just held still, over the 1RM."""

_SPEED_OF_1RM, _PATH = 0.17, 0.4

FASTEST = Sourced(
    _SPEED_OF_1RM / (1.0 - 1.0 / STANDSTILL.value) / _PATH,
    "s^-1",
    "gonzalezbadillo2010",
    "0.17 m/s at the 1RM and standstill at 112 % of it, drawn on as a line; a path of 0.4 m assumed",
    Trust.UNCONFIRMED,
)
"""Speed at which no force is left [ranges of motion per second]."""
