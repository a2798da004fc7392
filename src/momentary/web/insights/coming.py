"""The session that a lifter is in, or that comes next, with the advice for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from momentary.prescription.frequency import frequencies, neural_warning
from momentary.prescription.goals import Goal
from momentary.prescription.rotation import coming_session
from momentary.prescription.session.advice import DueAdvice, SessionAdvice, SessionQuestion, advise_session
from momentary.prescription.session.ahead import SetsAhead, sets_ahead
from momentary.prescription.session.of_log import question_of_log
from momentary.quantities import Log, Set
from momentary.web.insights.rendering import Known
from momentary.web.training.preferences import preferences_of


@dataclass(frozen=True, slots=True, eq=False)
class Coming:
    """What is to be done, now or next.

    Args:
        known: What is known of the lifter.
        question: What was asked.
        advice: What is advised, the methods left aside.
        ahead: The sets of each exercise that are still to come, by slug.
    """

    known: Known
    question: SessionQuestion
    advice: SessionAdvice
    ahead: Mapping[str, SetsAhead]

    def done(self, slug: str) -> tuple[Set, ...]:
        """Return the working sets of an exercise in the session that goes on."""
        session, exercises = self.known.session, self.known.exercises
        sets = () if session is None else session.sets
        return tuple(one for one in sets if not one.is_warm_up and exercises[one.exercise].slug == slug)


def coming_of(known: Known) -> Coming:
    """Return what is to be done; in a session that goes on, what is left of it, by how recovered it was begun."""
    session = known.session
    log = known.log if session is None else Log(known.log.sessions[:-1])
    at = known.at if session is None else session.start.wall
    exercises = known.exercises
    last = {} if session is None else {exercises[one.exercise].slug: one for one in session.sets if not one.is_warm_up}
    question = question_of_log(
        SessionQuestion(
            known.summary, at, coming_session(log, exercises, at=at) if log.sessions else None, known.gym,
            Goal(preferences_of(known.athlete).goal), known.is_gym_told, known.readiness_before,
            frequencies(known.tiredness), neural_warning(known.tiredness), last=last,
        ),
        log=known.log, posterior=known.posterior, exercises=exercises,
    )  # fmt: skip
    advice = advise_session(replace(question, methods=None))
    ahead = {one.due.exercise.slug: _ahead(known, one) for one in advice.exercises}
    return Coming(known, question, advice, ahead)


def _ahead(known: Known, one: DueAdvice) -> SetsAhead:
    return sets_ahead(
        one.first, one.due.exercise, known.summary, known.posterior, gym=known.gym, placement=one.placement,
        now=known.at, at=known.at if known.session is None else None,
    )  # fmt: skip
