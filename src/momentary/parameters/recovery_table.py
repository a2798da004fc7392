"""An open table of 46 studies: strength lost after damaging and other hard exercise, by the time since.

Arms without a treatment only. `benchmarks/damage_courses.py` computes these numbers anew from the table and says how.
What to know of them: the loss hardly shrinks from the first to the third day and is small after the fourth, so an
exponential is a rough description; few are of lifters at what they are used to; one study alone reaches
beyond the sixth day, has the largest losses and lengthens the half-life by a third (`to a week` leaves it out); what is
measured at once holds acute fatigue besides damage.
"""

from momentary.evidence import Sourced, Trust

_KEY = "recovery_table"

_LOSSES = {
    "damage": {
        0: (6, 0.245, 0.080, 0.380, 0.137),
        24: (13, 0.162, 0.100, 0.219, 0.089),
        48: (12, 0.182, 0.126, 0.234, 0.072),
        72: (9, 0.154, 0.088, 0.215, 0.070),
        96: (6, 0.078, -0.027, 0.172, 0.086),
    },
    "damage, to a week": {
        0: (6, 0.245, 0.080, 0.380, 0.137),
        24: (12, 0.142, 0.091, 0.189, 0.064),
        48: (11, 0.164, 0.113, 0.213, 0.057),
        72: (8, 0.132, 0.095, 0.167, 0.023),
        96: (5, 0.036, -0.010, 0.080, 0.000),
    },
    "damage, trained": {
        0: (3, 0.235, 0.120, 0.334, 0.024),
        24: (4, 0.126, -0.054, 0.275, 0.093),
        48: (3, 0.116, 0.015, 0.207, 0.000),
    },
    "damage, not trained": {
        0: (3, 0.250, -0.555, 0.638, 0.217),
        24: (9, 0.176, 0.098, 0.248, 0.090),
        48: (9, 0.202, 0.131, 0.267, 0.075),
        72: (7, 0.167, 0.085, 0.241, 0.073),
        96: (5, 0.084, -0.050, 0.202, 0.094),
    },
    "damage, jumps": {
        0: (3, 0.095, -0.032, 0.206, 0.037),
        24: (3, 0.040, -0.024, 0.101, 0.000),
        48: (3, 0.140, -0.338, 0.447, 0.147),
    },
    "resistance": {
        0: (5, 0.250, 0.038, 0.415, 0.146),
        1: (4, 0.236, 0.014, 0.409, 0.118),
        24: (5, 0.089, -0.007, 0.176, 0.067),
        48: (4, 0.089, -0.042, 0.204, 0.071),
    },
    "simulated sport": {
        1: (3, 0.140, -0.054, 0.298, 0.056),
        24: (3, 0.077, -0.067, 0.200, 0.034),
    },
}
"""By group and hours: studies, mean loss, its 95 % interval, SD between studies."""

_COURSES = {
    ("damage", 0): (11, 0.269, 0.197, 0.369, 0.47, 62, 36, 106, 0.73, 0.025),
    ("damage", 24): (11, 0.221, 0.158, 0.310, 0.40, 93, 49, 176, 0.60, 0.020),
    ("damage, to a week", 0): (10, 0.266, 0.192, 0.370, 0.45, 47, 29, 75, 0.54, 0.029),
    ("damage, to a week", 24): (10, 0.218, 0.157, 0.303, 0.33, 69, 39, 121, 0.40, 0.022),
    ("damage, trained", 0): (3, 0.279, 0.177, 0.439, 0.37, 41, 23, 74, 0.36, 0.019),
    ("damage, not trained", 0): (8, 0.259, 0.171, 0.393, 0.53, 75, 37, 152, 0.80, 0.028),
    ("damage, not trained", 24): (8, 0.218, 0.145, 0.328, 0.44, 113, 53, 239, 0.58, 0.022),
    ("resistance", 0): (5, 0.210, 0.118, 0.374, 0.64, 25, 12, 55, 0.70, 0.023),
}
"""By group and first hour used: studies, log-loss with interval and spread, half-life the same, noise."""


def _losses(place: int, name: str) -> dict[tuple[str, int], Sourced]:
    """Return a column of the losses by group and hours."""
    return {
        (group, hours): Sourced(row[place], "1", _KEY, f"{name}; {group}, {hours} h", Trust.COMPUTED)
        for group, rows in _LOSSES.items()
        for hours, row in rows.items()
    }


def _courses(place: int, unit: str, name: str) -> dict[tuple[str, int], Sourced]:
    """Return a column of the courses by group and first hour."""
    return {
        (group, first): Sourced(row[place], unit, _KEY, f"{name}; {group}, from {first} h", Trust.COMPUTED)
        for (group, first), row in _COURSES.items()
    }


STUDIES = _losses(0, "number of studies")
"""Studies behind each loss by group and hours; 96 stands for the fourth to the seventh day."""

LOSS = _losses(1, "mean loss, random effects over studies")
"""Strength lost (in `damage, jumps` power or height), share of what it was before, by group and hours."""

LOSS_LOW = _losses(2, "mean loss, 95 % from")
"""Lower ends of their 95 % intervals; negative where a gain is not excluded."""

LOSS_HIGH = _losses(3, "mean loss, 95 % to")
"""Upper ends."""

LOSS_SD = _losses(4, "SD of the loss between studies")
"""Spread of the true loss between studies, protocols and tests."""

COURSE_STUDIES = _courses(0, "1", "number of studies")
"""Studies behind each exponential course."""

LOG_LOSS = _courses(1, "1", "median over studies of the log-loss at 0 h")
"""Loss of log-strength at 0 h by group and by the first hour that the fit used.

Fits from 24 h on leave acute fatigue out and extrapolate back."""

LOG_LOSS_LOW = _courses(2, "1", "median log-loss, 95 % from")
"""Lower ends of their 95 % intervals."""

LOG_LOSS_HIGH = _courses(3, "1", "median log-loss, 95 % to")
"""Upper ends."""

LOG_LOSS_SPREAD = _courses(4, "1", "log-SD of the log-loss between studies")
"""Log-normal spread of it between studies."""

HALF_LIFE = _courses(5, "h", "median over studies of the half-life")
"""Half-life of the loss [h], by group and by the first hour that the fit used."""

HALF_LIFE_LOW = _courses(6, "h", "median half-life, 95 % from")
"""Lower ends of their 95 % intervals [h]."""

HALF_LIFE_HIGH = _courses(7, "h", "median half-life, 95 % to")
"""Upper ends [h]."""

HALF_LIFE_SPREAD = _courses(8, "1", "log-SD of the half-life between studies")
"""Log-normal spread of it between studies."""

NOISE = _courses(9, "1", "SD of log-strength about a study's own course, beside sampling error")
"""How far a study's times lie off its own exponential."""
