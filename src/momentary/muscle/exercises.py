"""Which mechanics an exercise of the catalogue is simulated with: one of three, by what it trains."""

from __future__ import annotations

from momentary.catalogue import Exercise, Kind, Resistance
from momentary.muscle.lifting import Lift, curl, press, pull
from momentary.quantities import Muscle

_PULLING = frozenset({Muscle.LATS, Muscle.UPPER_BACK, Muscle.REAR_DELTOID, Muscle.BICEPS})


def lift_of(exercise: Exercise) -> Lift:
    """Return the lift that stands for an exercise: a press, a pull or a curl.

    Args:
        exercise: The exercise; compound or isolation.

    Raises:
        ValueError: It is not trained in repetitions to failure.
    """
    if not exercise.is_strength:
        raise ValueError(
            f"'{exercise.name}' is {exercise.kind}: it does not end by repetitions that fail. Name a strength exercise."
        )
    if exercise.kind is Kind.ISOLATION:
        return curl()
    if _PULLING.intersection(exercise.primary_muscles):
        return pull()
    return press()


def is_free(exercise: Exercise) -> bool:
    """Return whether the lifter keeps the load on its path: it is no machine's and no cable's."""
    return exercise.resistance not in (Resistance.MACHINE, Resistance.CABLE)
