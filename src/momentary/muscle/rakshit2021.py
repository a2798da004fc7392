"""Rakshit et al. 2021: rates of the three-compartment model with rest recovery, by muscle and sex (`_f`, `_m`).

The table gives no multiplier for some; these have no entry in `REST_MULTIPLIER`.
"""

from momentary.evidence import Sourced, Trust


def _table(values: dict[str, float], *, unit: str, column: str) -> dict[str, Sourced]:
    return {
        muscle: Sourced(value, unit, "rakshit2021", f"{column} of {muscle}, as public code cites it", Trust.SECOND_HAND)
        for muscle, value in values.items()
    }


FATIGUE_RATE = _table(
    {
        "ankle_dorsiflexor_f": 0.00746,
        "ankle_dorsiflexor_m": 0.00725,
        "ankle_dorsiflexor": 0.00828,
        "ankle_plantarflexor_f": 0.00702,
        "ankle_plantarflexor_m": 0.00683,
        "ankle_plantarflexor": 0.00695,
        "elbow_extensor_f": 0.01874,
        "elbow_extensor_m": 0.01269,
        "elbow_extensor": 0.01559,
        "elbow_flexor_f": 0.00965,
        "elbow_flexor_m": 0.01302,
        "elbow_flexor": 0.01703,
        "hand_adductor_pollicis_f": 0.00476,
        "hand_adductor_pollicis_m": 0.00586,
        "hand_adductor_pollicis": 0.00558,
        "hand_fdi_f": 0.03999,
        "hand_fdi_m": 0.01637,
        "hand_fdi": 0.02686,
        "hand_grip_f": 0.01159,
        "hand_grip_m": 0.01238,
        "hand_grip": 0.01235,
        "knee_extensor_f": 0.01407,
        "knee_extensor_m": 0.0142,
        "knee_extensor": 0.00825,
        "ankle_all": 0.01485,
        "elbow_all": 0.01086,
        "hand_all": 0.01227,
        "knee_all": 0.00825,
    },
    unit="s^-1",
    column="F",
)
"""Share of the active muscle that tires a second [1/s]."""

RECOVERY_RATE = _table(
    {
        "ankle_dorsiflexor_f": 0.00081,
        "ankle_dorsiflexor_m": 0.00096,
        "ankle_dorsiflexor": 0.00204,
        "ankle_plantarflexor_f": 0.00098,
        "ankle_plantarflexor_m": 0.00093,
        "ankle_plantarflexor": 0.00096,
        "elbow_extensor_f": 0.00206,
        "elbow_extensor_m": 0.00085,
        "elbow_extensor": 0.00125,
        "elbow_flexor_f": 0.00197,
        "elbow_flexor_m": 0.00188,
        "elbow_flexor": 0.00494,
        "hand_adductor_pollicis_f": 0.00093,
        "hand_adductor_pollicis_m": 0.00202,
        "hand_adductor_pollicis": 0.00283,
        "hand_fdi_f": 0.03983,
        "hand_fdi_m": 0.0036,
        "hand_fdi": 0.00656,
        "hand_grip_f": 0.00217,
        "hand_grip_m": 0.00178,
        "hand_grip": 0.00135,
        "knee_extensor_f": 0.00185,
        "knee_extensor_m": 0.00153,
        "knee_extensor": 0.00076,
        "ankle_all": 0.00333,
        "elbow_all": 0.00225,
        "hand_all": 0.00134,
        "knee_all": 0.00076,
    },
    unit="s^-1",
    column="R",
)
"""Share of the fatigued muscle that recovers a second [1/s]."""

REST_MULTIPLIER = _table(
    {
        "ankle_dorsiflexor_f": 4.97,
        "ankle_dorsiflexor_m": 10.36,
        "ankle_dorsiflexor": 7.07,
        "elbow_extensor_f": 21.22,
        "elbow_extensor_m": 30.21,
        "elbow_extensor": 25.52,
        "elbow_flexor_f": 6.22,
        "elbow_flexor_m": 8.99,
        "elbow_flexor": 4.68,
        "hand_adductor_pollicis_f": 6.62,
        "hand_adductor_pollicis_m": 1.0,
        "hand_adductor_pollicis": 1.0,
        "hand_fdi_m": 3.66,
        "hand_fdi": 3.41,
        "hand_grip_f": 7.39,
        "hand_grip_m": 8.0,
        "hand_grip": 12.51,
        "knee_extensor_f": 6.32,
        "knee_extensor_m": 10.96,
        "knee_extensor": 14.85,
        "ankle_all": 9.31,
        "elbow_all": 4.93,
        "hand_all": 9.1,
        "knee_all": 14.85,
    },
    unit="1",
    column="r",
)
"""Recovery at rest over recovery under load."""
