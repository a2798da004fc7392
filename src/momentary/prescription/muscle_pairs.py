"""Two exercises in turn: whether their muscles oppose each other, or are the same."""

from __future__ import annotations

from momentary.catalogue import Exercise
from momentary.quantities import Muscle

_OPPOSITES = (
    ({Muscle.CHEST}, {Muscle.UPPER_BACK, Muscle.LATS}),
    ({Muscle.QUADRICEPS}, {Muscle.HAMSTRINGS}),
    ({Muscle.BICEPS}, {Muscle.TRICEPS}),
    ({Muscle.FRONT_DELTOID, Muscle.SIDE_DELTOID}, {Muscle.REAR_DELTOID, Muscle.LATS}),
    ({Muscle.ABDOMINALS}, {Muscle.SPINAL_ERECTORS}),
    ({Muscle.ADDUCTORS}, {Muscle.ABDUCTORS}),
    ({Muscle.HIP_FLEXORS}, {Muscle.GLUTES}),
    ({Muscle.CALVES}, {Muscle.SHINS}),
)


def overlap_of(first: Exercise, second: Exercise) -> float:
    """Return how much of the second exercise's main muscles the first one works, 0 to 1."""
    mains = second.primary_muscles
    return sum(min(first.muscles.get(one, 0.0), 1.0) for one in mains) / len(mains) if mains else 0.0


def opposes(muscles: frozenset[Muscle], others: frozenset[Muscle]) -> bool:
    """Whether two groups of main muscles oppose each other and share none."""
    if muscles & others:
        return False
    return any((muscles & one and others & other) or (muscles & other and others & one) for one, other in _OPPOSITES)
