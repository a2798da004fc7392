"""What a phone takes along: `momentary-today/1`, enough to live without reception.

The worker makes the part that is the lifter's own and keeps it; a web process puts the newest summary and the catalogue
beside it (`whole_bundle`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from momentary.catalogue import Exercise, LoadBasis, find
from momentary.exchange import set_to_object
from momentary.figures.readiness_record import states_record
from momentary.inference.readiness import Readiness
from momentary.prescription.gym import Gym
from momentary.prescription.methods import Advice
from momentary.prescription.record import advice_record, habits_record, load_record
from momentary.prescription.session.advice import DueAdvice
from momentary.prescription.session.plan import PlannedSet
from momentary.quantities import Load, Session
from momentary.web.insights.coming import Coming
from momentary.web.insights.rendering import Known

FORMAT = "momentary-today/1"

_MOST_RECENT = 60
_SETS_SHOWN = 12


def own_bundle(coming: Coming) -> dict[str, Any]:
    """Return the lifter's own part of the bundle, each exercise still without its methods."""
    known = coming.known
    due = [_due(coming, one) for one in coming.advice.exercises]
    return {
        "advice_position": known.position,
        "at": known.at.isoformat(),
        "session": _session(coming),
        "unit": str(known.gym.unit),
        "goal": str(coming.question.goal),
        "gym": gym_record(known.gym, is_told=known.is_gym_told),
        "exercises": _own_exercises(known),
        "due": due,
        "recent": list(_recent(known)),
        **_readiness(known.readiness),
        "notes": advice_record(_notes(coming)),
        "segment_habits": _segment_habits(coming),
        "deload": [] if coming.advice.deload is None else advice_record(coming.advice.deload.summary),
    }


def _segment_habits(coming: Coming) -> dict[str, Any]:
    """Return what the lifter's segments after failure have taught; the places are finer than any repetition."""
    methods = coming.question.methods
    return {} if methods is None else habits_record(methods.habits, places=8)


def _notes(coming: Coming) -> list[Advice]:
    """Return what is due and how sure that is, and where failure fits; a gym that is assumed is told by `is_told`."""
    advice = coming.advice
    return [*advice.due, *([advice.digest, *replace(advice, is_gym_told=True).closing] if advice.exercises else [])]


def exercise_record(one: Exercise, name: str | None = None) -> dict[str, Any]:
    """Return what a phone has to know of an exercise.

    Args:
        one: The exercise.
        name: How the lifter types it; as the catalogue has it if not given.
    """
    return {
        "name": one.name if name is None else name,
        "title": one.name,
        "load_basis": one.load_basis.value,
        "kind": one.kind.value,
        "equipment": one.equipment.value,
        "is_unilateral": one.one_sided,
        "implements": one.implements,
        "is_bodyweight": one.load_basis in (LoadBasis.ADDED, LoadBasis.ASSISTANCE, LoadBasis.NONE),
        "needs_spotter": one.needs_spotter,
        "primary_muscles": [muscle.value for muscle in one.primary_muscles],
        "twin": one.machine_twin,
    }


def gym_record(gym: Gym, *, is_told: bool) -> dict[str, Any]:
    """Return what there is to load."""
    return {
        "unit": str(gym.unit),
        "is_told": is_told,
        "has_pins": gym.has_pins,
        "has_partner": gym.has_partner,
        "bars": {equipment.value: load_record(load) for equipment, load in gym.bars},
        "plates": [{"load": load_record(one.load), "count": one.count} for one in gym.plates],
        "dumbbells": _loads(gym.dumbbells),
        "kettlebells": _loads(gym.kettlebells),
        "stack": _loads(gym.stack),
    }


def _session(coming: Coming) -> dict[str, Any] | None:
    """Return which session it is: one that goes on, or the one that the rotation brings."""
    found = coming.advice.coming
    goes_on = coming.known.session is not None
    if found is None:
        return {"title": None, "last": None, "goes_on": True} if goes_on else None
    return {"title": found.title, "last": found.last.isoformat(), "goes_on": goes_on}


def _due(coming: Coming, one: DueAdvice) -> dict[str, Any]:
    known, exercise = coming.known, one.due.exercise
    ahead = coming.ahead[exercise.slug]
    done = coming.done(exercise.slug)
    return {
        "name": one.due.name,
        "slug": exercise.slug,
        "done": len(done),
        "planned": one.sets,
        "usual": one.due.sets,
        "warm_up": [{"load": load_record(each.load), "repetitions": each.repetitions} for each in ahead.warm_up],
        "sets": [_set(each) for each in ahead.sets],
        "last": _last_sets(_before(known), known, exercise.slug),
        "reasons": [] if one.first is None else advice_record(one.first.reasons),
        "failure": _failure(one),
        "methods": [],
    }


def _set(one: PlannedSet) -> dict[str, Any]:
    low, high = one.interval
    return {
        "load": load_record(one.load),
        "repetitions": one.repetitions,
        "low": low,
        "high": high,
        "median": one.possible.median,
        "reserve": one.reserve,
        "to_failure": one.to_failure,
        "rest_s": one.rest_s,
    }


def _failure(one: DueAdvice) -> dict[str, Any]:
    found = one.placement
    return {
        "verdict": str(found.verdict),
        "reasons": advice_record(found.sentences()),
        "for": advice_record(found.reasons),
        "against": advice_record(found.doubts),
        "hindrances": advice_record(found.hindrances),
    }


def _before(known: Known) -> tuple[Session, ...]:
    return known.log.sessions if known.session is None else known.log.sessions[:-1]


def _last_sets(sessions: Sequence[Session], known: Known, slug: str) -> list[dict[str, Any]]:
    """Return the sets of an exercise in the last session that had it, as the log writes them."""
    exercises = known.exercises
    for session in reversed(sessions):
        found = [one for one in session.sets if exercises[one.exercise].slug == slug]
        if found:
            return [_plain(set_to_object(one)) for one in found[-_SETS_SHOWN:]]
    return []


def _plain(one: dict[str, Any]) -> dict[str, Any]:
    """Return a set without where it was read and what was noted: a phone shows neither."""
    segments = [{key: value for key, value in each.items() if key not in ("source", "at")} for each in one["segments"]]
    return {**{key: value for key, value in one.items() if key != "note"}, "segments": segments}


def _recent(known: Known) -> Iterable[dict[str, Any]]:
    """Yield the lifter's exercises, the ones used most lately first, each with its last sets."""
    use: dict[str, float] = {}
    names: dict[str, str] = {}
    exercises, count = known.exercises, len(known.log.sessions)
    for number, session in enumerate(known.log.sessions):
        for one in session.sets:
            slug = exercises[one.exercise].slug
            names[slug] = one.exercise
            # A set counts half as much twenty sessions later.
            use[slug] = use.get(slug, 0.0) + 0.5 ** ((count - number) / 20.0)
    for slug in sorted(use, key=lambda one: (-use[one], one))[:_MOST_RECENT]:
        yield {"name": names[slug], "slug": slug, "last": _last_sets(known.log.sessions, known, slug)}


def _own_exercises(known: Known) -> dict[str, Any]:
    """Return the exercises of the log by slug, under the name that was typed last, and their machine twins."""
    exercises = known.exercises
    typed = {exercises[one.exercise].slug: one.exercise for one in known.log.segments()}
    found = {slug: exercise_record(exercises[name], name) for slug, name in typed.items()}
    for record in list(found.values()):
        twin = record["twin"]
        if twin is not None and twin not in found:
            found[twin] = exercise_record(find(twin))
    return found


def _readiness(found: Readiness | None) -> dict[str, Any]:
    if found is None:
        return {"readiness": [], "neural": None, "recovered_level": None}
    states = states_record(found)
    return {
        "readiness": [{"muscle": one["state"], **one} for one in states["muscles"]],
        "neural": states["neural"],
        "recovered_level": found.wanted,
    }


def _loads(loads: Sequence[Load]) -> list[dict[str, Any]]:
    return [load_record(one) for one in loads]
