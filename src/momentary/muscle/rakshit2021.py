"""Rakshit et al. 2021: rates of the three-compartment model with rest recovery, by muscle and sex (`_f`, `_m`).

The table gives no multiplier for some; these have no entry in `REST_MULTIPLIER`.
"""

from momentary.evidence import Sourced, Trust

# Muscle: F [1/s], R [1/s], r.
_TABLE: dict[str, tuple[float, float, float | None]] = {
    "ankle_dorsiflexor_f": (0.00746, 0.00081, 4.97),
    "ankle_dorsiflexor_m": (0.00725, 0.00096, 10.36),
    "ankle_dorsiflexor": (0.00828, 0.00204, 7.07),
    "ankle_plantarflexor_f": (0.00702, 0.00098, None),
    "ankle_plantarflexor_m": (0.00683, 0.00093, None),
    "ankle_plantarflexor": (0.00695, 0.00096, None),
    "elbow_extensor_f": (0.01874, 0.00206, 21.22),
    "elbow_extensor_m": (0.01269, 0.00085, 30.21),
    "elbow_extensor": (0.01559, 0.00125, 25.52),
    "elbow_flexor_f": (0.00965, 0.00197, 6.22),
    "elbow_flexor_m": (0.01302, 0.00188, 8.99),
    "elbow_flexor": (0.01703, 0.00494, 4.68),
    "hand_adductor_pollicis_f": (0.00476, 0.00093, 6.62),
    "hand_adductor_pollicis_m": (0.00586, 0.00202, 1.0),
    "hand_adductor_pollicis": (0.00558, 0.00283, 1.0),
    "hand_fdi_f": (0.03999, 0.03983, None),
    "hand_fdi_m": (0.01637, 0.0036, 3.66),
    "hand_fdi": (0.02686, 0.00656, 3.41),
    "hand_grip_f": (0.01159, 0.00217, 7.39),
    "hand_grip_m": (0.01238, 0.00178, 8.0),
    "hand_grip": (0.01235, 0.00135, 12.51),
    "knee_extensor_f": (0.01407, 0.00185, 6.32),
    "knee_extensor_m": (0.0142, 0.00153, 10.96),
    "knee_extensor": (0.00825, 0.00076, 14.85),
    "ankle_all": (0.01485, 0.00333, 9.31),
    "elbow_all": (0.01086, 0.00225, 4.93),
    "hand_all": (0.01227, 0.00134, 9.1),
    "knee_all": (0.00825, 0.00076, 14.85),
}


def _column(place: int, name: str, unit: str) -> dict[str, Sourced]:
    """Return a column of the table, those muscles left out of which it says nothing."""
    return {
        muscle: Sourced(value, unit, "rakshit2021", f"{name} of {muscle}, as public code cites it", Trust.SECOND_HAND)
        for muscle, row in _TABLE.items()
        if (value := row[place]) is not None
    }


FATIGUE_RATE = _column(0, "F", "s^-1")
"""Share of the active muscle that tires a second [1/s]."""

RECOVERY_RATE = _column(1, "R", "s^-1")
"""Share of the fatigued muscle that recovers a second [1/s]."""

REST_MULTIPLIER = _column(2, "r", "1")
"""Recovery at rest over recovery under load."""
