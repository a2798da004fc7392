"""The muscle groups that momentary keeps apart."""

from __future__ import annotations

from enum import StrEnum

from momentary.language import mark, say


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
        return say(_LABELS[self])


_LABELS = {
    Muscle.CHEST: mark("chest"),
    Muscle.FRONT_DELTOID: mark("front deltoid"),
    Muscle.SIDE_DELTOID: mark("side deltoid"),
    Muscle.REAR_DELTOID: mark("rear deltoid"),
    Muscle.ROTATOR_CUFF: mark("rotator cuff"),
    Muscle.TRICEPS: mark("triceps"),
    Muscle.BICEPS: mark("biceps"),
    Muscle.FOREARMS: mark("forearms"),
    Muscle.LATS: mark("lats"),
    Muscle.UPPER_BACK: mark("upper back"),
    Muscle.UPPER_TRAPS: mark("upper traps"),
    Muscle.NECK: mark("neck"),
    Muscle.SPINAL_ERECTORS: mark("spinal erectors"),
    Muscle.ABDOMINALS: mark("abdominals"),
    Muscle.OBLIQUES: mark("obliques"),
    Muscle.HIP_FLEXORS: mark("hip flexors"),
    Muscle.GLUTES: mark("glutes"),
    Muscle.QUADRICEPS: mark("quadriceps"),
    Muscle.HAMSTRINGS: mark("hamstrings"),
    Muscle.ADDUCTORS: mark("adductors"),
    Muscle.ABDUCTORS: mark("abductors"),
    Muscle.CALVES: mark("calves"),
    Muscle.SHINS: mark("shins"),
}
