"""From posterior to what to do next: methods, the gym, is strength still rising, experiments on oneself."""

from momentary.prescription.adherence import Adherence, adherence_of, segments_of
from momentary.prescription.experiment import AlteredPlanError, Arm, By, Plan, Unit, draw_plan, plan_of, plan_record
from momentary.prescription.experiment_reading import ExperimentReading, Prospect, Stop, prospects, read_experiment
from momentary.prescription.gym import Gym, Plates, usual_gym
from momentary.prescription.gym_text import UnreadableGymError, gym_from_toml, gym_to_toml
from momentary.prescription.later_segments import LaterSegment, SegmentHabits, Way
from momentary.prescription.plateau import PlateauReading, Verdict, read_plateau
from momentary.prescription.segment_reading import done_segments, learn_habits, learnt_help, updated_habits

__all__ = [
    "Adherence",
    "AlteredPlanError",
    "Arm",
    "By",
    "ExperimentReading",
    "Gym",
    "LaterSegment",
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
    "done_segments",
    "draw_plan",
    "gym_from_toml",
    "gym_to_toml",
    "learn_habits",
    "learnt_help",
    "plan_of",
    "plan_record",
    "prospects",
    "read_experiment",
    "read_plateau",
    "segments_of",
    "updated_habits",
    "usual_gym",
]
