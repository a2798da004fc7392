"""What a chain of segments puts into the states of fatigue, beside a straight set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from momentary.athlete import Involvement, effort_dose, neural_dose
from momentary.parameters import level_prior
from momentary.prescription.learnt.method_costs import Addition, Continuation
from momentary.prescription.methods.proposal import Cost, PlannedSegment
from momentary.prescription.methods.situation import Situation
from momentary.quantities import Technique

_USUAL_SHARE = 0.7


def cost_of(situation: Situation, chain: Sequence[PlannedSegment]) -> Cost:
    """Return the doses of a chain at its median repetitions, every segment taken to its end.

    Each segment after the first counts as the lifter's log has taught of its kind (`situation.costs`). Lowering after
    failure counts as work to failure and marks the set: its damage is `lowering_factor` times as much.
    """
    straight, *later = (_doses(situation, one) for one in chain)
    kinds = [_continuation(one) for one in chain[1:]]
    return _cost(situation, straight, list(zip(kinds, later, strict=True)), is_elsewhere=False)


def cost_of_pair(first: Situation, second: Situation, *, chain: Sequence[PlannedSegment], is_opposing: bool) -> Cost:
    """Return the doses of two sets in turn; the second is what is added to the first.

    Args:
        first: The first set; its lifter's costs count.
        second: The second.
        chain: Their segments.
        is_opposing: Whether the second works the opposing muscles.
    """
    kind = Continuation.SUPERSET_OPPOSING if is_opposing else Continuation.SUPERSET_SAME
    straight, added = (_doses(there, one) for there, one in zip((first, second), chain, strict=True))
    return _cost(first, straight, [(kind, added)], is_elsewhere=is_opposing)


@dataclass(frozen=True, slots=True)
class _Doses:
    """What one segment puts into the states by the model."""

    muscular: float
    neural: float
    is_lowering: bool


def _doses(situation: Situation, segment: PlannedSegment) -> _Doses:
    """Return the doses of a segment."""
    law = level_prior().fatigue.doses
    most = situation.moved_kg(situation.posterior.one_rm(situation.name, at=situation.at).median)
    is_same = segment.exercise.slug == situation.exercise.slug
    share = situation.moved_kg(segment.load.kg) / most if is_same and most > 0.0 else _USUAL_SHARE
    dose = effort_dose(segment.forecast.median, 0.0, min(max(share, 0.0), 1.2), law=law)
    mass = Involvement.of(segment.exercise.muscles).mass
    return _Doses(dose, neural_dose(dose, share, mass, law=law), segment.technique is Technique.NEGATIVE)


def _continuation(segment: PlannedSegment) -> Continuation:
    """Return how a later segment goes on."""
    told = segment.to_come
    return Continuation.DROP if told is None else Continuation(told.way.value)


def _cost(
    situation: Situation, straight: _Doses, later: Sequence[tuple[Continuation, _Doses]], *, is_elsewhere: bool
) -> Cost:
    """Return the doses of a set and of what is added to it, as far as the log has taught."""
    costs = situation.costs
    added = [Addition(kind, one.muscular, one.is_lowering) for kind, one in later]
    # A first segment of no repetition puts nothing in: it has no ratio either.
    alone = max(straight.muscular, 1e-9)
    ratio = costs.ratio(alone, added)
    neural = straight.neural + sum(costs.factor(kind).middle * one.neural for kind, one in later)
    learnt = min((costs.learnt_of(kind) for kind, _ in later), default=0.0)
    later_h = None if is_elsewhere else costs.later_h(alone, added)
    is_lowering = any(one.is_lowering for one in (straight, *(doses for _, doses in later)))
    return Cost(
        ratio.middle * alone, neural, straight.muscular, is_lowering, ratio.low, ratio.high, learnt, later_h
    )  # fmt: skip
