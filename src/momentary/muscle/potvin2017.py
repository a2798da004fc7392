"""Potvin & Fuglevand 2017: the motor-unit pool and how it tires.

The muscle's constants stand here and not in `momentary.parameters`: that layer fills models and so lies above them.
"""

from momentary.evidence import Sourced, Trust


def _from_code(value: float, unit: str, name: str) -> Sourced:
    return Sourced(value, unit, "potvin2017", f"the authors' code, variable {name}", Trust.COMPUTED)


UNITS = _from_code(120.0, "1", "nu")
"""Motor units in the pool."""

SAMPLE_RATE = _from_code(10.0, "Hz", "samprate")
"""Steps per second of the published runs."""

EXCITATION_STEPS = _from_code(100.0, "1", "res")
"""Steps of the excitation grid per unit of excitation."""

THRESHOLD_RANGE = _from_code(50.0, "1", "r")
"""Recruitment threshold of the last unit; that of the first is one."""

FATIGABILITY_RANGE = _from_code(180.0, "1", "fat")
"""Fatigability of the last unit over that of the first."""

FATIGUE_RATE = _from_code(0.0225, "s^-1", "FatFac")
"""Share of its force that the last unit loses a second at full fusion."""

ADAPTATION_TIME = _from_code(22.0, "s", "tau, after Revill & Fuglevand 2011")
"""Time constant of the firing rate's adaptation [s]."""

ADAPTATION = _from_code(0.67, "1", "adaptSF, after Revill & Fuglevand 2011")
"""How much of the firing rate above its floor the last unit loses in the end."""

ADAPTATION_FLOOR = _from_code(2.0, "Hz", "adaptFR, the 2 in (mufr - minfr + 2)")
"""How far below the least firing rate adaptation counts from [Hz]."""

SLOWING = _from_code(0.379, "1", "ctSF, after Shields et al. 1997")
"""Growth of the contraction time of a unit that has lost all its force."""

MINIMUM_RATE = _from_code(8.0, "Hz", "minfr")
"""Firing rate at recruitment [Hz]."""

PEAK_RATE_FIRST = _from_code(35.0, "Hz", "pfr1")
"""Highest firing rate of the first unit [Hz]."""

PEAK_RATE_LAST = _from_code(25.0, "Hz", "pfrL")
"""Highest firing rate of the last unit [Hz]."""

RATE_GAIN = _from_code(1.0, "Hz", "mir")
"""Rise of the firing rate per unit of excitation [Hz]."""

TWITCH_RANGE = _from_code(100.0, "1", "rp")
"""Twitch force of the last unit over that of the first."""

CONTRACTION_RANGE = _from_code(3.0, "1", "rt")
"""Contraction time of the first unit over that of the last."""

CONTRACTION_TIME = _from_code(0.090, "s", "tL, 90 ms")
"""Contraction time of the first unit, the longest [s]."""

FUSION_KNEE = _from_code(0.4, "1", "Pr, end of the straight part")
"""Normalised firing rate up to which force rises in a straight line."""

FUSION_STEEPNESS = _from_code(2.0, "1", "Pr, the 2 in 1 - exp(-2 x^3)")
"""Steepness of the fused part of the curve of force on normalised firing rate."""
