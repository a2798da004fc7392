"""How the last set of an exercise may go on after failure, for the phone: each method with the lifter's numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from momentary.inference import UnknownExerciseError
from momentary.prescription.method_choice import best_method
from momentary.prescription.methods import (
    METHODS,
    Advice,
    Method,
    NotPossibleError,
    PlannedSegment,
    Proposal,
    Situation,
    Superset,
)
from momentary.prescription.record import advice_record, load_record
from momentary.prescription.session.advice import DueAdvice
from momentary.quantities import Load
from momentary.web.insights.coming import Coming


def methods_of(coming: Coming, one: DueAdvice) -> list[dict[str, Any]]:
    """Return the methods that an exercise's last set can go on with, those that need least first.

    What speaks against failure is said beside them, not here: who fails has failed.
    """
    load = _load(coming, one)
    if load is None:
        return []
    situation = _situation(coming, one, load)
    alone = replace(situation, gym=replace(situation.gym, has_partner=False))
    helped = replace(situation, gym=replace(situation.gym, has_partner=True))
    found = list(_proposals(alone, helped))
    made = {method.protocol.name: proposal for method, proposal, needs_partner in found if not needs_partner}
    best = best_method(alone, made)
    return [
        {**_record(method, proposal, needs_partner=needs_partner), "is_best": proposal is best}
        for method, proposal, needs_partner in found
    ]


def _load(coming: Coming, one: DueAdvice) -> Load | None:
    """Return the load of the last set: as told, or that of the last set done."""
    ahead = coming.ahead[one.due.exercise.slug]
    if ahead.sets:
        return ahead.sets[-1].load
    done = coming.done(one.due.exercise.slug)
    return done[-1].segments[0].load if done else None


def _situation(coming: Coming, one: DueAdvice, load: Load) -> Situation:
    methods, known = coming.question.methods, coming.known
    assert methods is not None
    slug = one.due.exercise.slug
    after = max(len(coming.done(slug)) + len(coming.ahead[slug].sets) - 1, 0)
    found = methods.situation(one.due.name, load, at=known.at, after_sets=after)
    # At `None` the log's last session goes on.
    return found if known.session is None else replace(found, at=None)


def _proposals(alone: Situation, helped: Situation) -> Iterator[tuple[Method, Proposal, bool]]:
    """Yield each method that is possible with its proposal, and whether it needs a partner."""
    for method in METHODS:
        if isinstance(method, Superset):
            continue
        is_alone = _is_possible(method, alone)
        if not is_alone and not _is_possible(method, helped):
            continue
        try:
            proposal = method.propose(alone if is_alone else helped)
        except (NotPossibleError, UnknownExerciseError):
            continue
        yield method, proposal, not is_alone


def _is_possible(method: Method, situation: Situation) -> bool:
    return method.particular(situation).is_possible


def _record(method: Method, proposal: Proposal, *, needs_partner: bool) -> dict[str, Any]:
    protocol = method.protocol
    return {
        "name": protocol.name,
        "title": protocol.title,
        "segments": [_segment(one) for one in proposal.segments],
        "lifter": advice_record(protocol.steps),
        "partner": advice_record(protocol.partner_steps),
        "ends": _joined(protocol.ends),
        "cost": round(proposal.cost.ratio, 2),
        "why": _joined((protocol.summary, *protocol.why)),
        "doubts": advice_record(proposal.fit.doubts),
        "notes": advice_record(proposal.notes),
        "needs_partner": needs_partner,
    }


def _joined(sentences: Sequence[Advice]) -> dict[str, Any]:
    """Return sentences as one text with all that it rests on."""
    claims = dict.fromkeys(key for one in sentences for key in one.claims)
    return {"text": " ".join(one.text for one in sentences), "claims": list(claims)}


def _segment(one: PlannedSegment) -> dict[str, Any]:
    low, high = one.interval
    tempo = one.tempo
    return {
        "exercise": one.name,
        "slug": one.exercise.slug,
        "technique": str(one.technique),
        "load": load_record(one.load),
        "low": low,
        "median": one.forecast.median,
        "high": high,
        "rest_s": one.rest_s,
        "most": one.most,
        "ending": str(one.ending),
        "judge": str(one.judge),
        "lowering_s": None if tempo is None else tempo.lowering_s,
        "help": [load_record(some) for some in one.help],
    }
