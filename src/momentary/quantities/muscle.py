"""The muscle groups that momentary keeps apart."""

from __future__ import annotations

from enum import StrEnum


class Muscle(StrEnum):
    """A muscle group, as coarse as training logs can tell groups apart.

    Synonyms: pectorals for chest, erectors for spinal_erectors. False friend: `forearms` are the
    wrist and finger muscles; brachioradialis counts with them.
    """

    CHEST = "chest"
    FRONT_DELTOID = "front_deltoid"
    SIDE_DELTOID = "side_deltoid"
    REAR_DELTOID = "rear_deltoid"
    ROTATOR_CUFF = "rotator_cuff"
    TRICEPS = "triceps"
    BICEPS = "biceps"
    FOREARMS = "forearms"
    LATS = "lats"
    UPPER_BACK = "upper_back"
    UPPER_TRAPS = "upper_traps"
    NECK = "neck"
    SPINAL_ERECTORS = "spinal_erectors"
    ABDOMINALS = "abdominals"
    OBLIQUES = "obliques"
    HIP_FLEXORS = "hip_flexors"
    GLUTES = "glutes"
    QUADRICEPS = "quadriceps"
    HAMSTRINGS = "hamstrings"
    ADDUCTORS = "adductors"
    ABDUCTORS = "abductors"
    CALVES = "calves"
    SHINS = "shins"

    @property
    def label(self) -> str:
        """The name as people read it: `front deltoid`."""
        return self.value.replace("_", " ")
