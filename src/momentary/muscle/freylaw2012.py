"""Frey-Law, Looft & Heitsman 2012: rates of fatigue and recovery of the three-compartment model, by joint.

The muscle's constants stand here and not in `momentary.parameters`: that layer fills models and so lies above them.
"""

from momentary.evidence import Sourced, Trust


def _table(rates: dict[str, float]) -> dict[str, Sourced]:
    return {
        joint: Sourced(rate, "s^-1", "freylaw2012", f"table 1, {joint.replace('_', ' ')}", Trust.SECOND_HAND)
        for joint, rate in rates.items()
    }


FATIGUE_RATE = _table(
    {
        "ankle": 0.00589,
        "knee": 0.015,
        "trunk": 0.00755,
        "shoulder": 0.0182,
        "elbow": 0.00912,
        "hand_grip": 0.0098,
        "general": 0.0097,
    }
)
"""Share of the active muscle that tires a second, F [1/s]."""

RECOVERY_RATE = _table(
    {
        "ankle": 0.00058,
        "knee": 0.00149,
        "trunk": 0.00075,
        "shoulder": 0.00168,
        "elbow": 0.00094,
        "hand_grip": 0.00064,
        "general": 0.00091,
    }
)
"""Share of the fatigued muscle that recovers a second, R [1/s]."""
