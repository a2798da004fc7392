"""From posterior to what to do next: is strength still rising, and experiments on oneself."""

from momentary.prescription.adherence import Adherence, adherence_of, segments_of
from momentary.prescription.experiment import AlteredPlanError, Arm, By, Plan, Unit, draw_plan, plan_of, plan_record
from momentary.prescription.experiment_reading import ExperimentReading, Prospect, Stop, prospects, read_experiment
from momentary.prescription.plateau import PlateauReading, Verdict, read_plateau

__all__ = [
    "Adherence",
    "AlteredPlanError",
    "Arm",
    "By",
    "ExperimentReading",
    "Plan",
    "PlateauReading",
    "Prospect",
    "Stop",
    "Unit",
    "Verdict",
    "adherence_of",
    "draw_plan",
    "plan_of",
    "plan_record",
    "prospects",
    "read_experiment",
    "read_plateau",
    "segments_of",
]
