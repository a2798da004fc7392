"""Mechanistic simulators: what a sustained or repeated effort does inside the muscle.

Two models, each with laws and parameters that are objects and can be exchanged. The motor-unit pool of Potvin &
Fuglevand (2017) says which units work, from slow to fast, and what each has left; the three-compartment model (Xia &
Frey Law 2008) says how much of the muscles around a joint is active, resting or fatigued. They compute with JAX.
"""

from momentary.muscle.bibliography import numbers_of, reference_lines, references
from momentary.muscle.central_drive import CentralDrive, FullDrive, TiringDrive
from momentary.muscle.contraction import drive, hold, reach, rest
from momentary.muscle.endurance import endurance_times_s, sustain
from momentary.muscle.motor_units import MotorUnitPool, PoolState, Sample, fresh, published_pool
from momentary.muscle.precision import double
from momentary.muscle.recovery import NoRecovery, Recovery, TwoPartRecovery
from momentary.muscle.three_compartment import (
    JOINTS,
    MUSCLES,
    CompartmentCourse,
    FiniteDrive,
    ImmediateDrive,
    ThreeCompartments,
    UnknownJointError,
    closed_form_endurance_s,
    follow,
    holding_times_s,
    joint,
    muscle_of,
    resting_joint,
)

__all__ = [
    "JOINTS",
    "MUSCLES",
    "CentralDrive",
    "CompartmentCourse",
    "FiniteDrive",
    "FullDrive",
    "ImmediateDrive",
    "MotorUnitPool",
    "NoRecovery",
    "PoolState",
    "Recovery",
    "Sample",
    "ThreeCompartments",
    "TiringDrive",
    "TwoPartRecovery",
    "UnknownJointError",
    "closed_form_endurance_s",
    "double",
    "drive",
    "endurance_times_s",
    "follow",
    "fresh",
    "hold",
    "holding_times_s",
    "joint",
    "muscle_of",
    "numbers_of",
    "published_pool",
    "reach",
    "reference_lines",
    "references",
    "rest",
    "resting_joint",
    "sustain",
]
