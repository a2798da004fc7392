"""A planned week as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from momentary.cli.records import advice_record, load_record, repetitions_record
from momentary.prescription.record import placement_record

if TYPE_CHECKING:
    from momentary.prescription.session.plan import PlannedExercise, PlannedSession, PlannedSet
    from momentary.prescription.week.plan import WeekPlan
    from momentary.prescription.week.question import WeekQuestion

_FORMAT = "momentary-plan/1"


def plan_record(found: WeekPlan, question: WeekQuestion) -> dict[str, Any]:
    """Return a week as a record that `json.dumps` takes."""
    from momentary.prescription.methods import SAFETY

    return {
        "format": _FORMAT,
        "at": question.begins.isoformat(),
        "goal": str(question.goal),
        "gym_is_told": question.is_gym_told,
        "minutes_are_learnt": question.habits.is_timed,
        "is_optimal": found.is_optimal,
        "gap": round(found.gap, 6),
        "sessions": [_session(one) for one in found.sessions],
        "volume": [
            {
                "muscle": str(one.muscle),
                "usual": round(one.usual, 3),
                "planned": round(one.planned, 3),
                "failures": one.failures,
            }
            for one in found.volume
        ],
        "left_out": [
            {"exercise": one.name, "planned": one.planned, "due": one.due, "why": advice_record([one.why])[0]}
            for one in found.left_out
        ],
        "reasons": advice_record(found.reasons),
        "disclaimer": SAFETY,
    }


def _session(one: PlannedSession) -> dict[str, Any]:
    from momentary.figures.readiness_record import states_record

    return {
        "at": one.at.isoformat(),
        "minutes": round(one.seconds / 60.0, 1),
        "budget_minutes": round(one.budget_s / 60.0, 1),
        "partner": one.has_partner,
        "expected_readiness": {"interval": 0.8, **states_record(one.readiness)},
        "exercises": [_exercise(each) for each in one.exercises],
        "reasons": advice_record(one.reasons),
    }


def _exercise(one: PlannedExercise) -> dict[str, Any]:
    return {
        "exercise": one.name,
        "warm_up": [{"load": load_record(each.load), "repetitions": each.repetitions} for each in one.warm_up],
        "sets": [_set(each) for each in one.sets],
        "minutes": round(one.seconds / 60.0, 1),
        "failure_on_last_set": placement_record(one.placement),
        "method": None
        if one.method is None
        else {
            "name": [each.name for each in one.method.protocols],
            "title": one.method.title,
            "segments": [
                {
                    "exercise": each.name,
                    "load": load_record(each.load),
                    "technique": str(each.technique),
                    "rest_s": each.rest_s,
                    "median": each.forecast.median,
                    "low": each.interval[0],
                    "high": each.interval[1],
                }
                for each in one.method.segments
            ],
            "claims": list(one.method.claims),
        },
        "reasons": advice_record(one.reasons),
    }


def _set(one: PlannedSet) -> dict[str, Any]:
    return {
        "load": load_record(one.load),
        "repetitions": one.repetitions,
        "to_failure": one.to_failure,
        "reserve": one.reserve,
        "rest_s": one.rest_s,
        "interval": 0.8,
        "possible": repetitions_record(one.possible),
    }
