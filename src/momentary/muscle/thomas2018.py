"""Thomas et al. 2018: voluntary activation in the days after ten sets of five squats."""

from momentary.evidence import Sourced, Trust

RESIDUAL_TIME = Sourced(
    24.0 * 3600.0,
    "s",
    "thomas2018",
    "abstract: reduced at 48 h, normal at 72 h; a third of 72 h, so that 95 % is back",
    Trust.DERIVED,
)
"""Time constant of the lasting part of the loss of drive [s]."""

RESIDUAL_SHARE = Sourced(
    0.02, "1", "thomas2018", "assumed: the abstract says that some lasts, not how much", Trust.UNCONFIRMED
)
"""Share of every loss of drive that lasts for days."""
