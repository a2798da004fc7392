"""What a chain of segments puts into the states of fatigue, beside a straight set."""

from __future__ import annotations

from collections.abc import Sequence

from momentary.athlete import Involvement, effort_dose, neural_dose
from momentary.parameters import level_prior
from momentary.prescription.methods.proposal import Cost, PlannedSegment
from momentary.prescription.methods.situation import Situation
from momentary.quantities import Technique

_USUAL_SHARE = 0.7


def cost_of(situation: Situation, chain: Sequence[PlannedSegment]) -> Cost:
    """Return the doses of a chain at its median repetitions, every segment taken to its end.

    Lowering after failure counts as work to failure and marks the set: its damage is `lowering_factor` times as much.
    """
    law = level_prior().fatigue.doses
    one_rm = situation.posterior.one_rm(situation.name, at=situation.at).median
    most = situation.moved_kg(one_rm)
    muscular, neural = [], []
    for segment in chain:
        is_same = segment.exercise.slug == situation.exercise.slug
        share = situation.moved_kg(segment.load.kg) / most if is_same and most > 0.0 else _USUAL_SHARE
        dose = effort_dose(segment.forecast.median, 0.0, min(max(share, 0.0), 1.2), law=law)
        muscular.append(dose)
        neural.append(neural_dose(dose, share, Involvement.of(segment.exercise.muscles).mass, law=law))
    is_lowering = any(segment.technique is Technique.NEGATIVE for segment in chain)
    return Cost(sum(muscular), sum(neural), muscular[0], is_lowering)
