"""Advice for the coming session after all that a whole log teaches: of methods, and of what to take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from momentary.catalogue import Exercise
from momentary.inference import LevelPosterior
from momentary.prescription.deload.of_log import deload_of_log
from momentary.prescription.method_choice import LoggedMethods
from momentary.prescription.session.advice import SessionQuestion
from momentary.quantities import Log


def question_of_log(
    question: SessionQuestion, *, log: Log, posterior: LevelPosterior, exercises: Mapping[str, Exercise]
) -> SessionQuestion:
    """Return a lifter's question with what the whole log teaches put in.

    Args:
        question: What is asked, by a summary alone.
        log: The log.
        posterior: What is believed after it.
        exercises: What the catalogue makes of every typed name.
    """
    methods = LoggedMethods(log, posterior, exercises, question.gym, question.is_gym_told)
    if question.coming is None:
        return replace(question, methods=methods)
    due = {one.name: one.exercise for one in question.coming.exercises}
    deload = deload_of_log(posterior, due, at=question.at, readiness=question.readiness, often=question.frequencies)
    return replace(question, methods=methods, deload=deload)
