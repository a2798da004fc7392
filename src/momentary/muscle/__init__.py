"""Mechanistic simulators: what a sustained or repeated effort does inside the muscle.

Two models, each with laws and parameters that are objects and can be exchanged. The motor-unit pool of Potvin &
Fuglevand (2017) says which units work, from slow to fast, and what each has left; the three-compartment model (Xia &
Frey Law 2008) says how much of the muscles around a joint is active, resting or fatigued. They compute with JAX.
"""

from momentary.muscle.bibliography import numbers_of, reference_lines, references
from momentary.muscle.central_drive import CentralDrive, FullDrive, TiringDrive
from momentary.muscle.contraction import drive, hold, reach, rest
from momentary.muscle.endurance import endurance_times_s, sustain
from momentary.muscle.exercises import is_free, lift_of
from momentary.muscle.lifting import Departures, Lift, assumed_lift, curl, lifting_pool, press, pull
from momentary.muscle.methods import METHODS, Method, UnknownMethodError, method, protocol_of
from momentary.muscle.motor_units import MotorUnitPool, PoolState, Sample, fresh, published_pool
from momentary.muscle.outcome import Afterwards, Outcome, SegmentOutcome, Trace
from momentary.muscle.precision import double
from momentary.muscle.protocol import Protocol, Segment
from momentary.muscle.recovery import NoRecovery, Recovery, TwoPartRecovery
from momentary.muscle.reperfusion import ReperfusedRecovery
from momentary.muscle.repetitions import Lifter
from momentary.muscle.simulation import (
    maximal_demands,
    repetitions_of,
    simulate,
    simulate_lifters,
    tiring_of,
    trace,
    typical_lifter,
)
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
    "METHODS",
    "MUSCLES",
    "Afterwards",
    "CentralDrive",
    "CompartmentCourse",
    "Departures",
    "FiniteDrive",
    "FullDrive",
    "ImmediateDrive",
    "Lift",
    "Lifter",
    "Method",
    "MotorUnitPool",
    "NoRecovery",
    "Outcome",
    "PoolState",
    "Protocol",
    "Recovery",
    "ReperfusedRecovery",
    "Sample",
    "Segment",
    "SegmentOutcome",
    "ThreeCompartments",
    "TiringDrive",
    "Trace",
    "TwoPartRecovery",
    "UnknownJointError",
    "UnknownMethodError",
    "assumed_lift",
    "closed_form_endurance_s",
    "curl",
    "double",
    "drive",
    "endurance_times_s",
    "follow",
    "fresh",
    "hold",
    "holding_times_s",
    "is_free",
    "joint",
    "lift_of",
    "lifting_pool",
    "maximal_demands",
    "method",
    "muscle_of",
    "numbers_of",
    "press",
    "protocol_of",
    "published_pool",
    "pull",
    "reach",
    "reference_lines",
    "references",
    "repetitions_of",
    "rest",
    "resting_joint",
    "simulate",
    "simulate_lifters",
    "sustain",
    "tiring_of",
    "trace",
    "typical_lifter",
]
