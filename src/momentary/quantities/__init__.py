"""The vocabulary: muscle, load, set, segment, ending, effort, session, log, units. Standard library only."""

from momentary.quantities.check_in import CheckIn
from momentary.quantities.effort import Effort, EffortScale, rir, rpe
from momentary.quantities.impossible import ImpossibleValueError
from momentary.quantities.log import Log, Place
from momentary.quantities.moment import Clock, Moment
from momentary.quantities.muscle import Muscle
from momentary.quantities.segment import Ending, EndingKind, Judge, Segment, SourceRow, Technique, Tempo
from momentary.quantities.session import Session
from momentary.quantities.sets import Role, Set, Side
from momentary.quantities.units import KG_PER_LB, Distance, DistanceUnit, Load, LoadUnit, moved_load_kg

__all__ = [
    "KG_PER_LB",
    "CheckIn",
    "Clock",
    "Distance",
    "DistanceUnit",
    "Effort",
    "EffortScale",
    "Ending",
    "EndingKind",
    "ImpossibleValueError",
    "Judge",
    "Load",
    "LoadUnit",
    "Log",
    "Moment",
    "Muscle",
    "Place",
    "Role",
    "Segment",
    "Session",
    "Set",
    "Side",
    "SourceRow",
    "Technique",
    "Tempo",
    "moved_load_kg",
    "rir",
    "rpe",
]
