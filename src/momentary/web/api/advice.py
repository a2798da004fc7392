"""Today, the next set, readiness, and the summary that a client may forecast from by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.params import functions as params

from momentary.exchange import UnreadablePartError, set_from_object
from momentary.figures.readiness_record import states_record
from momentary.inference import UnknownExerciseError
from momentary.language import speaking
from momentary.prescription.goals import Goal
from momentary.prescription.record import next_record
from momentary.quantities import ImpossibleValueError, Load, LoadUnit
from momentary.web.api.advice_schemas import NextAsked, NextIn, NextOut, ReadinessOut
from momentary.web.api.asking import Wish, ask, known_of, unlearnt
from momentary.web.api.callers import caller_of, needs
from momentary.web.api.problems import ProblemError
from momentary.web.api.reading import athlete_asked
from momentary.web.api.schemas import Free
from momentary.web.api.scopes import Scope
from momentary.web.insights.feeling import felt_at
from momentary.web.insights.knowing import today_of
from momentary.web.insights.models import Knowledge
from momentary.web.insights.wall_clock import wall_now
from momentary.web.training.models import Athlete
from momentary.web.training.preferences import language_of

router = Router(tags=["advice"])
_FOR = params.Query(None, description="For whom; yourself if not given.")
_AT = params.Query(None, description="When, by the lifter's wall; now if not given.")
_INTERVAL = 0.8
_SETTINGS = frozenset({"gym", "goal"})


@router.get("/today", response=Free, auth=needs(Scope.READ_ADVICE), summary="What is due today")
def today(request: HttpRequest, athlete: UUID | None = _FOR) -> HttpResponse:
    """What a phone takes along (momentary-today/1): what is due, with which sets, where failure belongs and why,
    methods, readiness. Made by the worker; `advice_position` says up to which operation of the log. Of another lifter
    it has neither their gym nor their goal.
    """  # noqa: D205  # the first sentence of a description may be long
    one = athlete_asked(caller_of(request), athlete)
    found = today_of(one)
    if found is None:
        raise unlearnt(one)
    if not _is_own(request, one):
        found = {key: value for key, value in found.items() if key not in _SETTINGS}
    return _json(found)


@router.get("/summary", response=Free, auth=needs(Scope.READ_ADVICE), summary="What the next set needs of the log")
def summary(request: HttpRequest, athlete: UUID | None = _FOR) -> HttpResponse:
    """The posterior summary, from which a client may forecast by itself, in closed form, without reception."""
    one = athlete_asked(caller_of(request), athlete)
    row = Knowledge.objects.filter(athlete=one).values_list("summary", "position").first()
    if row is None:
        raise unlearnt(one)
    answer = HttpResponse(row[0], content_type="application/json")
    answer.headers["X-Log-Position"] = str(row[1])
    return answer


@router.get("/next", response=NextOut, auth=needs(Scope.READ_ADVICE), summary="What to do in the next set")
def next_set(
    request: HttpRequest,
    asked: Query[NextAsked],
    athlete: UUID | None = _FOR,
) -> HttpResponse:
    """After the last set of the log: a load, repetitions, rest, failure or not, or to stop, each with its reasons.

    The log's session goes on where it was begun in the last four hours and is not finished; else one begins now.
    """
    return _next(request, athlete, _wish(asked))


@router.post("/next", response=NextOut, auth=needs(Scope.READ_ADVICE), summary="The next set, after sets of yours")
def next_after(request: HttpRequest, payload: NextIn, athlete: UUID | None = _FOR) -> HttpResponse:
    """The same with more to say: sets that the log does not have yet, a load to start from, a decision of your own.

    Nothing is written.
    """
    at = None if payload.at is None else payload.at.replace(tzinfo=None, microsecond=0)
    load = None if payload.load is None else Load(payload.load.value, LoadUnit(payload.load.unit)).kg
    done = tuple(_read_set(one, number) for number, one in enumerate(payload.done))
    return _next(request, athlete, replace(_wish(payload), overrule=payload.overrule, load_kg=load, at=at, done=done))


@router.get("/readiness", response=ReadinessOut, auth=needs(Scope.READ_ADVICE), summary="How recovered you are")
def readiness(
    request: HttpRequest,
    athlete: UUID | None = _FOR,
    at: datetime | None = _AT,
) -> HttpResponse:
    """Every muscle that the log has trained, and the neural state: how much of rested strength is there, how sure
    that is, and when it is recovered if nothing more is done.
    """  # noqa: D205
    one = athlete_asked(caller_of(request), athlete)
    carried = known_of(one)
    try:
        felt = felt_at(one, carried.summary.fatigue, wall_now(one) if at is None else at.replace(tzinfo=None))
    except (ValueError, OverflowError) as error:
        raise _impossible("query at", str(error)) from None
    if felt is None:
        raise unlearnt(one)
    found = felt.readiness
    return _json(
        {
            "at": found.at.isoformat(),
            "recovered_level": found.wanted,
            "probability": found.probability,
            "interval": _INTERVAL,
            **states_record(found),
            "position": carried.position,
            "is_behind": carried.is_behind,
        }
    )


def _wish(asked: NextAsked) -> Wish:
    return Wish(
        exercise=asked.exercise,
        goal=None if asked.goal is None else Goal(asked.goal),
        reserve=asked.reserve,
        sets=asked.sets,
        to_failure=asked.to_failure,
        partner=asked.partner,
        is_last_exercise=asked.is_last_exercise,
    )


def _is_own(request: HttpRequest, athlete: Athlete) -> bool:
    """Whether somebody asks for themselves: a lifter's settings are not what they share with a coach."""
    return bool(athlete.user_id == caller_of(request).user.pk)


def _next(request: HttpRequest, athlete: UUID | None, wish: Wish) -> HttpResponse:
    one = athlete_asked(caller_of(request), athlete)
    # As the bundle and `/today`, it speaks the lifter's language, whoever asks.
    with speaking(language_of(one)):
        return _told(request, one, wish)


def _told(request: HttpRequest, one: Athlete, wish: Wish) -> HttpResponse:
    try:
        told = ask(one, wish)
    except UnknownExerciseError as error:
        raise ProblemError(
            422, place="exercise", fact=str(error), next_step="POST /api/v1/next with a load to start from."
        ) from None
    except (ValueError, OverflowError, ImpossibleValueError) as error:
        raise _impossible("request", str(error)) from None
    settled = {} if wish.goal is not None or _is_own(request, one) else {"goal": None}
    extra = {
        "position": told.carried.position,
        "is_behind": told.carried.is_behind,
        "session": None if told.session is None else str(told.session),
        "at": told.at.isoformat(),
    }
    return _json({**next_record(told.found), **settled, **extra})


def _read_set(value: object, number: int) -> Any:
    try:
        return set_from_object(value, place=f"/done/{number}")
    except UnreadablePartError as error:
        raise ProblemError(422, place=f"body {error.place}", fact=error.fact, next_step=error.next_step) from None


def _impossible(place: str, fact: str) -> ProblemError:
    return ProblemError(422, place=place, fact=fact, next_step="Ask about something that can be.")


def _json(value: Any) -> HttpResponse:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8")
