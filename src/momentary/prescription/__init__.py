"""From posterior to what to do next: methods, the gym, the next set, where failure belongs, plateaus, experiments."""

from momentary.prescription.adherence import Adherence, adherence_of, segments_of
from momentary.prescription.experiment.plan import (
    AlteredPlanError,
    Arm,
    By,
    Plan,
    Unit,
    draw_plan,
    plan_of,
    plan_record,
)
from momentary.prescription.experiment.reading import ExperimentReading, Prospect, Stop, prospects, read_experiment
from momentary.prescription.goals import Goal
from momentary.prescription.gym import Gym, Plates, usual_gym
from momentary.prescription.gym_text import UnreadableGymError, gym_from_toml, gym_to_toml
from momentary.prescription.learnt.later_segments import LaterSegment, SegmentHabits, Way
from momentary.prescription.learnt.method_costs import Addition, Continuation, Estimate, MethodCosts
from momentary.prescription.learnt.method_log import DoneLink, DoneMethod, done_methods
from momentary.prescription.learnt.method_record import MethodRecord, MethodRecords, learn_methods
from momentary.prescription.learnt.method_yield import MethodYield, yield_of
from momentary.prescription.learnt.segment_reading import done_segments, learn_habits, learnt_help, updated_habits
from momentary.prescription.load_outlook import LoadOutlook, load_outlook
from momentary.prescription.next_set import Decision, NextQuestion, NextSet, next_set
from momentary.prescription.placement import (
    ComingSets,
    FailureVerdict,
    FailureWish,
    NotOverrulableError,
    Overruling,
    Placement,
    place_failure,
)
from momentary.prescription.plateau import PlateauReading, Verdict, read_plateau
from momentary.prescription.rotation import ComingSession, DueExercise, coming_session

__all__ = [
    "Addition",
    "Adherence",
    "AlteredPlanError",
    "Arm",
    "By",
    "ComingSession",
    "ComingSets",
    "Continuation",
    "Decision",
    "DoneLink",
    "DoneMethod",
    "DueExercise",
    "Estimate",
    "ExperimentReading",
    "FailureVerdict",
    "FailureWish",
    "Goal",
    "Gym",
    "LaterSegment",
    "LoadOutlook",
    "MethodCosts",
    "MethodRecord",
    "MethodRecords",
    "MethodYield",
    "NextQuestion",
    "NextSet",
    "NotOverrulableError",
    "Overruling",
    "Placement",
    "Plan",
    "PlateauReading",
    "Plates",
    "Prospect",
    "SegmentHabits",
    "Stop",
    "Unit",
    "UnreadableGymError",
    "Verdict",
    "Way",
    "adherence_of",
    "coming_session",
    "done_methods",
    "done_segments",
    "draw_plan",
    "gym_from_toml",
    "gym_to_toml",
    "learn_habits",
    "learn_methods",
    "learnt_help",
    "load_outlook",
    "next_set",
    "place_failure",
    "plan_of",
    "plan_record",
    "prospects",
    "read_experiment",
    "read_plateau",
    "segments_of",
    "updated_habits",
    "usual_gym",
    "yield_of",
]
