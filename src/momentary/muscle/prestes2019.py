"""Prestes et al. 2019: rest-pause against straight sets."""

from momentary.evidence import Sourced, Trust

SHORT_REST = Sourced(20.0, "s", "prestes2019", "rests of 20 s, as recalled", Trust.UNCONFIRMED)
"""Rest inside a rest-pause set [s]."""
