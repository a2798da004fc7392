"""Asking for the next set: from what is known, the session that goes on, and what the lifter wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from math import isfinite
from typing import Any
from uuid import UUID

from momentary.catalogue import Exercise, match
from momentary.exchange import set_from_object
from momentary.inference import Summary
from momentary.inference.clock import moment_of
from momentary.prescription.goals import Goal
from momentary.prescription.gym import Gym, usual_gym
from momentary.prescription.next_set import NextQuestion, NextSet, next_set
from momentary.prescription.placement import ComingSets
from momentary.quantities import LoadUnit, Moment, Role, Session, Set
from momentary.web.api.carrying import Carried, carried_of, stepped_on
from momentary.web.api.opening import Opening, opening_of
from momentary.web.api.problems import ProblemError
from momentary.web.insights.knowing import is_asked
from momentary.web.insights.next_context import Context
from momentary.web.insights.wall_clock import wall_time
from momentary.web.training.folding import SessionState
from momentary.web.training.models import Athlete, FoldedSession, Preferences
from momentary.web.training.preferences import gym_told

_USUAL_SETS = 3
_SHORTLY = timedelta(minutes=1)
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What a lifter asks for.

    Args:
        exercise: The exercise, in any spelling.
        goal: What they train for; as they prefer if not given.
        reserve: Repetitions to leave; as the goal asks if not given [rep].
        sets: Working sets of it in all; as usual if not given.
        to_failure: Whether they wish for failure; None leaves it to the advice.
        overrule: Why they go to failure against advice; None where they do not.
        partner: Whether somebody helps; None: as the gym says.
        is_last_exercise: Whether no other exercise comes after it.
        load_kg: A load to start from where the log has none [kg].
        at: Begin a session then, by the wall; None: the one that goes on, or now.
        done: Sets of this session that the log does not have yet.
    """

    exercise: str
    goal: Goal | None = None
    reserve: int | None = None
    sets: int | None = None
    to_failure: bool | None = None
    overrule: str | None = None
    partner: bool | None = None
    is_last_exercise: bool = False
    load_kg: float | None = None
    at: datetime | None = None
    done: tuple[Set, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """An answer, and what it rests on.

    Args:
        found: What to do next.
        carried: What is known.
        session: The session that goes on; None where another one begins.
        at: When the session began or begins, by the wall.
    """

    found: NextSet
    carried: Carried
    session: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class _Done:
    """A set of the session: as little of it as another set's advice needs."""

    slug: str
    is_warm_up: bool
    value: dict[str, Any] | Set

    def read(self) -> Set:
        return self.value if isinstance(self.value, Set) else set_from_object(self.value)


@dataclass(frozen=True, slots=True, eq=False)
class _Open:
    """The session that goes on, with the sets that the log has of it."""

    uuid: UUID
    start: Moment
    done: tuple[_Done, ...]


def ask(athlete: Athlete, wish: Wish) -> Told:
    """Return what to do next.

    Raises:
        ProblemError: Nothing is learnt yet, or the log has no such exercise.
        ValueError: A load is not possible, or the session lies before the end of the log.
    """
    latest = FoldedSession.objects.filter(athlete=athlete, is_shown=True).order_by("-start", "-pk").first()
    carried = known_of(athlete, latest=latest)
    going_on, wall = _open_session(latest)
    if wish.at is not None:
        going_on = None
    at = _begin(going_on, wish, carried.summary, wall)
    done, summary = (
        tuple(_Done(_exercise(one.exercise).slug, one.is_warm_up, one) for one in wish.done),
        carried.summary,
    )
    if going_on is not None:
        done = (*going_on.done, *done)
    if wish.done:
        start = Moment(at) if going_on is None else going_on.start
        summary = stepped_on(summary, wish.done, Session(start, wish.done))
    typed = _typed(summary, wish.exercise)
    opening = opening_of(athlete, at, None if done else carried.summary)
    found = next_set(summary, _question(athlete, wish, typed, opening, done), at=at, load_kg=wish.load_kg)
    return Told(found, carried, None if going_on is None else going_on.uuid, at)


def known_of(athlete: Athlete, *, latest: FoldedSession | None = None) -> Carried:
    """Return what is known of an athlete.

    Args:
        athlete: Who it is.
        latest: The latest session of their log, where it was read already.

    Raises:
        ProblemError: Nothing is; it says whether to wait or to log.
    """
    found = carried_of(athlete, latest=latest)
    if found is not None:
        return found
    raise unlearnt(athlete)


def unlearnt(athlete: Athlete) -> ProblemError:
    """Return the problem of a log of which nothing is known."""
    if not FoldedSession.objects.filter(athlete=athlete, is_shown=True).exists():
        fact, next_step = "The log holds no set: there is nothing to learn from.", "Log a set, or import an export."
        return ProblemError(409, place="log", fact=fact, next_step=next_step)
    waiting = "is being learnt from" if is_asked(athlete) else "waits to be learnt from"
    fact, next_step = f"The log {waiting}.", "Ask again in a few seconds."
    return ProblemError(202, place="log", fact=fact, next_step=next_step, retry_after_s=3)


def _open_session(row: FoldedSession | None) -> tuple[_Open | None, datetime]:
    """Return the latest session if it goes on, and what the lifter's wall shows now."""
    state = None if row is None else SessionState.of(row.state)
    wall = wall_time(None if state is None else state.began)
    if row is None or state is None or not state.goes_on(wall):
        return None, wall
    return _Open(row.uuid, state.began, tuple(_done(one.value) for one in state.living)), wall


def _done(value: dict[str, Any]) -> _Done:
    slug = _exercise(value["segments"][0]["exercise"]).slug
    return _Done(slug, value.get("role") == Role.WARM_UP, value)


def _begin(going_on: _Open | None, wish: Wish, summary: Summary, wall: datetime) -> datetime:
    if going_on is not None:
        return going_on.start.wall
    if wish.at is not None:
        return wish.at
    return max(wall, moment_of(summary.time) + _SHORTLY) if isfinite(summary.time) else wall


def _typed(summary: Summary, name: str) -> str:
    """Return how the lifter types an exercise, whatever spelling they ask in."""
    for key in (name, _exercise(name).slug):
        index = summary.index_of(key)
        if index is not None:
            names = summary.exercises[index].entry.names
            return name if name in names else names[-1]
    typed = [one.entry.names[0] for one in summary.exercises if one.entry.names]
    folded = {one.casefold(): one for one in typed}
    near = [folded[one] for one in get_close_matches(name.casefold(), folded, n=_NAMES_SHOWN)]
    told = ", ".join(f"'{one}'" for one in near or typed[:_NAMES_SHOWN]) or "none at all"
    fact = f"The log has no '{name[:60]}'."
    raise ProblemError(422, place="exercise", fact=fact, next_step=f"Name one that it has, such as {told}.")


@lru_cache(maxsize=2048)
def _exercise(name: str) -> Exercise:
    return match(name).exercise


def _question(athlete: Athlete, wish: Wish, typed: str, opening: Opening, done: Sequence[_Done]) -> NextQuestion:
    exercise, context = _exercise(typed), opening.context
    mine = [one for one in done if not one.is_warm_up and one.slug == exercise.slug]
    last = mine[-1].read() if mine else None
    preferred: Preferences | None = getattr(athlete, "preferences", None)
    told = None if preferred is None else gym_told(preferred.gym)
    gym = _usual_gym(_unit(context, last)) if told is None else told
    usual = _USUAL_SETS if context is None else context.usual_sets.get(exercise.slug, _USUAL_SETS)
    return NextQuestion(
        name=typed,
        exercise=exercise,
        gym=gym if wish.partner is None else replace(gym, has_partner=wish.partner),
        goal=_goal(wish, preferred),
        planned=usual if wish.sets is None else wish.sets,
        reserve=wish.reserve,
        wants_failure=True if wish.overrule is not None else wish.to_failure,
        overrules=wish.overrule,
        coming=() if wish.is_last_exercise else _coming(context, exercise, done),
        readiness=opening.readiness,
        frequencies=() if context is None else context.frequencies,
        neural_warning=None if context is None else context.neural_warning,
        last=last,
        is_gym_told=told is not None,
        deload=opening.deload(typed, exercise),
    )


def _goal(wish: Wish, preferred: Preferences | None) -> Goal:
    if wish.goal is not None:
        return wish.goal
    return Goal.SIZE if preferred is None or not preferred.goal else Goal(preferred.goal)


@lru_cache(maxsize=4)
def _usual_gym(unit: LoadUnit) -> Gym:
    return usual_gym(unit)


def _unit(context: Context | None, last: Set | None) -> LoadUnit:
    if context is not None:
        return context.unit
    load = None if last is None else last.segments[0].load
    return LoadUnit.KG if load is None else load.unit


def _coming(context: Context | None, exercise: Exercise, done: Sequence[_Done]) -> tuple[ComingSets, ...] | None:
    if context is None or context.coming is None:
        return None
    over = {exercise.slug, *(one.slug for one in done)}
    due = [(name, _exercise(name), sets) for name, sets in context.coming]
    return tuple(ComingSets(name, one, sets) for name, one, sets in due if one.slug not in over)
