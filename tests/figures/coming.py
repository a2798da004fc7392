"""Advice for the next session of a scripted lifter, as a report shows it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from momentary.prescription.method_choice import LoggedMethods
from momentary.prescription.rotation import coming_session
from momentary.prescription.session.advice import SessionAdvice, SessionQuestion, advise_session
from tests.prescription.methods.people import GYM, START, known
from tests.prescription.sessions import readiness, summary_of

AT = START + timedelta(days=36)


@cache
def coming_advice(tired: float = 0.0) -> SessionAdvice:
    """Return the advice for a lifter who is as tired: 0 fresh, 1 spent."""
    one = known()
    methods = LoggedMethods(one.log, one.posterior, one.exercises, GYM)
    session = coming_session(one.log, one.exercises, at=AT)
    question = SessionQuestion(summary_of(), AT, session, GYM, readiness=readiness(tired), methods=methods)
    return advise_session(question)
