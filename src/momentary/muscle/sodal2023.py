"""Sodal et al. 2023: drop sets and growth."""

from momentary.evidence import Sourced, Trust

DROP = Sourced(0.2, "1", "sodal2023", "drops of 20 to 25 % are usual practice, as recalled", Trust.UNCONFIRMED)
"""Share of the load taken off at a drop."""

CHANGE_TIME = Sourced(8.0, "s", "sodal2023", "assumed: time to change the load", Trust.UNCONFIRMED)
"""Time between two loads [s]."""
