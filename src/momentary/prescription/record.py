"""Advice as records that `json.dumps` takes: `docs/formats.md` documents their keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from momentary.inference import RepetitionForecast
from momentary.language import say
from momentary.prescription.learnt.later_segments import SegmentHabits
from momentary.prescription.methods import SAFETY, Advice, Proposal
from momentary.prescription.next_set import NextSet
from momentary.prescription.placement import Overruling, Placement
from momentary.prescription.session.advice import DueAdvice, SessionAdvice
from momentary.quantities import Load

NEXT_FORMAT = "momentary-next/1"
"""Name and version of the record of a next set."""


def load_record(one: Load) -> dict[str, Any]:
    """Return a load as it was typed."""
    return {"value": one.value, "unit": str(one.unit)}


def repetitions_record(found: RepetitionForecast) -> dict[str, Any]:
    """Return forecast repetitions: the median, the ends of the interval that holds 8 times in 10, each probability."""
    low, high = found.interval(0.8)
    pmf = [round(float(mass), 6) for mass in found.pmf]
    return {"median": int(found.median), "low": int(low), "high": int(high), "pmf": pmf}


def advice_record(sentences: Sequence[Advice]) -> list[dict[str, Any]]:
    """Return sentences of advice, each with the entries of the ledger that it rests on."""
    return [{"text": one.text, "claims": list(one.claims)} for one in sentences]


def habits_record(habits: SegmentHabits, *, places: int = 15) -> dict[str, Any]:
    """Return what a lifter's later segments have taught, way by way, as the phone's forecast reads it.

    Args:
        habits: What they have taught.
        places: Decimal places of the state and its covariance.
    """
    return {
        way.value: {
            "exercises": list(habit.exercises),
            "mean": habit.mean.round(places).tolist(),
            "cov": habit.cov.round(places).tolist(),
            "square": habit.square,
            "count": habit.count,
        }
        for way, habit in habits.ways
    }


def next_record(found: NextSet, proposal: Proposal | None = None) -> dict[str, Any]:
    """Return the next set."""
    return {
        "format": NEXT_FORMAT,
        "exercise": found.name,
        "goal": str(found.goal),
        "decision": str(found.decision),
        "set": found.number,
        "planned": found.planned,
        "load": None if found.load is None else load_record(found.load),
        "repetitions": found.repetitions,
        "reserve": found.reserve,
        "interval": 0.8,
        "possible": None if found.possible is None else repetitions_record(found.possible),
        "rest_s": found.rest_s,
        "reasons": advice_record(found.reasons),
        "failure": None if found.placement is None else placement_record(found.placement),
        "method": None if proposal is None else method_record(proposal),
        "disclaimer": say(SAFETY),
    }


def placement_record(found: Placement) -> dict[str, Any]:
    """Return what the guard says as a record; a lifter's decision against it is to be logged with the set."""
    return {
        "verdict": str(found.verdict),
        "is_allowed": found.is_allowed,
        "may_be_overruled": not found.hindrances,
        "for": advice_record(found.reasons),
        "against": advice_record(found.doubts),
        "hindrances": advice_record(found.hindrances),
        "overruling": None if found.overruling is None else _overruling(found.overruling),
    }


def method_record(proposal: Proposal) -> dict[str, Any]:
    """Return the segments of a method in short; `momentary methods` tells all."""
    return {
        "title": proposal.title,
        "segments": [
            {
                "exercise": one.name,
                "load": load_record(one.load),
                "technique": str(one.technique),
                "rest_s": one.rest_s,
                "median": one.forecast.median,
                "low": one.interval[0],
                "high": one.interval[1],
            }
            for one in proposal.segments
        ],
        "claims": list(proposal.claims),
    }


def session_record(found: SessionAdvice) -> dict[str, Any]:
    """Return the coming session: what is due, how sure that is, and the advice for each exercise."""
    coming = found.coming
    return {
        "at": found.at.isoformat(),
        "goal": str(found.goal),
        "session": None
        if coming is None
        else {
            "title": coming.title,
            "alike": coming.alike,
            "last": coming.last.isoformat(),
            "kinds": coming.kinds,
            "chance": round(coming.chance, 4),
        },
        "exercises": [_due(one) for one in found.exercises],
        "advice": advice_record((*found.due, found.digest, *found.closing)),
    }


def _due(one: DueAdvice) -> dict[str, Any]:
    why = one.why_method
    return {
        "exercise": one.due.name,
        "sets": one.due.sets,
        "sets_kept": one.sets,
        "last": one.due.last.isoformat(),
        "failure_on_last_set": placement_record(one.placement),
        "first_set": None if one.first is None else next_record(one.first),
        "method": None if one.method is None else method_record(one.method),
        "why_method": None if why is None else advice_record((why,))[0],
    }


def _overruling(one: Overruling) -> dict[str, Any]:
    return {
        "verdict": str(one.verdict),
        "because": one.because,
        "at": None if one.at is None else one.at.isoformat(),
        "against": advice_record(one.against),
    }
