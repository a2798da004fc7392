"""Exercises and their names in other apps.

`match` reads any name that an app or a lifter gives an exercise and always returns an exercise: one of the
catalogue, or the lifter's own with guessed muscles.
"""

from momentary.catalogue.exercise import (
    BodyShare,
    Equipment,
    Exercise,
    Kind,
    LoadBasis,
    Partials,
    Resistance,
    WayOut,
)
from momentary.catalogue.guess import Hints
from momentary.catalogue.lookup import UnknownExerciseError, exercises, find, match, suggest
from momentary.catalogue.matching import How, Match
from momentary.catalogue.of_log import match_log

__all__ = [
    "BodyShare",
    "Equipment",
    "Exercise",
    "Hints",
    "How",
    "Kind",
    "LoadBasis",
    "Match",
    "Partials",
    "Resistance",
    "UnknownExerciseError",
    "WayOut",
    "exercises",
    "find",
    "match",
    "match_log",
    "suggest",
]
