"""What the Python answers to a question as the phone asks it: the oracle of the forecast in JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np

from momentary.catalogue import find
from momentary.exchange.momentary_json_parts import set_from_object
from momentary.inference import ExerciseTraits, RepetitionForecast
from momentary.inference.online import forecast, step
from momentary.inference.summary import Summary
from momentary.prescription.goals import Goal
from momentary.prescription.gym import Gym, usual_gym
from momentary.prescription.learnt.later_segments import LaterSegment, SegmentHabits, Way
from momentary.prescription.load_outlook import load_outlook
from momentary.prescription.methods.proposal import at_most
from momentary.prescription.next_set import Decision, NextQuestion, next_set
from momentary.prescription.record import habits_record
from momentary.quantities import Load, LoadUnit, Moment, Muscle, Session

_TINY = 1e-13


def traits_to_object(trait: ExerciseTraits) -> dict[str, Any]:
    """What an exercise is, in the fields of a summary."""
    return {
        "key": trait.key,
        "traits": [trait.moved_share, trait.is_assisted, trait.curve, trait.is_modelled],
        "muscles": {muscle.value: share for muscle, share in trait.shares},
    }


def traits_from_object(value: Mapping[str, Any]) -> ExerciseTraits:
    """The same read."""
    share, is_assisted, curve, is_modelled = value["traits"]
    muscles = tuple((Muscle(name), one) for name, one in value["muscles"].items())
    return ExerciseTraits(value["key"], share, is_assisted, curve, is_modelled, muscles)


def told(found: RepetitionForecast, *, is_whole: bool) -> dict[str, Any]:
    """A forecast; only the chances that are not next to none."""
    chances = found.pmf.tolist()
    kept = [place for place, chance in enumerate(chances) if chance > _TINY]
    low, high = found.interval(0.8)
    result: dict[str, Any] = {"median": found.median, "low": low, "high": high, "mean": found.mean}
    if is_whole:
        result |= {"from": kept[0], "chances": [round(one, 14) for one in chances[kept[0] : kept[-1] + 1]]}
    return result


def stepped(summary: Summary, about: Mapping[str, Any]) -> Summary:
    """The summary after a set, given as it is sent."""
    done = set_from_object(about["set"])
    mass = about["session"].get("body_mass")
    body = None if mass is None else _load(mass)
    session = Session(_moment(about["session"]), (done,), body_mass=body)
    return step(summary, done, session=session, traits=_traits(about))


def answer(summary: Summary, question: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a question about the next set; None where there is none."""
    kind = question["ask"]
    if kind == "chosen":
        mass = (question.get("session") or {}).get("body_mass")
        found = forecast(
            summary, question["exercise"], question["load_kg"], at=_at(question), before=question.get("before"),
            body_mass_kg=None if mass is None else _load(mass).kg, is_chosen=question.get("is_chosen", True),
            traits=_traits(question),
        )  # fmt: skip
        return told(found, is_whole=question.get("whole", False))
    if kind == "next":
        return _next(summary, question)
    outlook = load_outlook(summary, question["exercise"], at=_at(question), load_kg=question.get("load_kg"))
    load = float(question["load_kg"])
    index = summary.index_of(question["exercise"])
    # The Python's curve does not look at its load: the page's does.
    if load == 0.0 and index is not None and summary.exercises[index].entry.moves is False:
        raise ValueError("The load is 0 kg, but the exercise does not move the body.")
    return told(outlook.forecast(load), is_whole=question.get("whole", False))


def next_question(question: Mapping[str, Any]) -> NextQuestion:
    """A question about the next set as the Python takes it."""
    return NextQuestion(
        question["exercise"], find(question["slug"]), _gym(), Goal(question["goal"]), planned=question["planned"],
        reserve=question.get("reserve"), wants_failure=question["wants_failure"], overrules="",
    )  # fmt: skip


def loads_of(slug: str) -> list[float]:
    """The loads that the gym of the vectors has for an exercise [kg]."""
    return list(_gym().loads_kg(find(slug)))


def later(question: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a question about a later segment of a set; lifters may have habits, a list of sets done."""
    habits = SegmentHabits()
    for number, one in enumerate(question.get("seen", ())):
        habits = habits.after(_later(one), one["done"], session=number // 2)
    segment = _later(question)
    if "chances" in question:
        found = habits.forecast_after(segment, np.array(question["chances"], dtype=np.float64))
    else:
        found = habits.forecast(segment)
    if "most" in question:
        found = at_most(found, question["most"])
    return told(found, is_whole=True) | {"habits": habits_record(habits)}


def _later(question: Mapping[str, Any]) -> LaterSegment:
    return LaterSegment(
        Way(question["way"]), question["exercise"], float(question.get("before", 0.0)), question.get("log_drop", 0.0),
        question.get("link", 1), question.get("rest_s"), question.get("doubt", 0.0),
    )  # fmt: skip


def _next(summary: Summary, question: Mapping[str, Any]) -> dict[str, Any]:
    found = next_set(summary, next_question(question), at=_at(question))
    return {
        "decision": "to_failure" if found.decision is Decision.TO_FAILURE else found.decision.value,
        "number": found.number,
        "load_kg": None if found.load is None else found.load.kg,
        "repetitions": found.repetitions,
        "rest_s": found.rest_s,
    }


@cache
def _gym() -> Gym:
    return replace(usual_gym(), has_pins=True, has_partner=True)


def _at(question: Mapping[str, Any]) -> datetime | None:
    return None if question.get("session") is None else _moment(question["session"]).wall


def _load(value: Mapping[str, Any]) -> Load:
    return Load(value["value"], LoadUnit(value["unit"]))


def _moment(session: Mapping[str, Any]) -> Moment:
    return Moment.of(datetime.fromisoformat(session["start"]["wall"]))


def _traits(question: Mapping[str, Any]) -> dict[str, ExerciseTraits]:
    return {name: traits_from_object(value) for name, value in question.get("traits", {}).items()}
