"""Advice for the session that comes next by a log's own rotation: as `today` gives it, for the report."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from momentary.cli.advising import Advising
from momentary.cli.gym import stored_gym
from momentary.cli.today import session_advice_of

if TYPE_CHECKING:
    from momentary.cli.analysis import Analysis
    from momentary.inference.readiness import Readiness
    from momentary.prescription.session.advice import SessionAdvice


def coming_advice(analysis: Analysis, *, goal: str, gym_path: Path | None) -> SessionAdvice | None:
    """Return advice for the next session, on the lifter's next usual day at the hour of the last one.

    None where no strength exercise tells of a rotation, or no day comes after the log's last.

    Args:
        analysis: What is known of the log, its summary too.
        goal: What the sets are for.
        gym_path: What the gym has; as `momentary gym` stored it if not given.
    """
    from momentary.figures.exercises import next_training_day
    from momentary.prescription.frequency import frequencies, neural_warning
    from momentary.prescription.gym import usual_gym, usual_unit
    from momentary.prescription.rotation import coming_session

    log, tiredness = analysis.log, analysis.posterior.tiredness
    assert analysis.summary is not None
    day = next_training_day([one.start.date for one in log.sessions])
    at = datetime.combine(day, log.sessions[-1].start.wall.time()).replace(microsecond=0)
    readiness = _readiness(analysis, at)
    exercises = {name: one.exercise for name, one in analysis.matches.items()}
    coming = coming_session(log, exercises, at=at)
    if readiness is None or coming is None:
        return None
    stored = stored_gym(gym_path)
    gym = stored or usual_gym(usual_unit(log))
    known = Advising(
        log, exercises, analysis.summary, None, at, readiness, frequencies(tiredness), neural_warning(tiredness),
        coming, gym, stored is not None, analysis.posterior,
    )  # fmt: skip
    return session_advice_of(known, goal)


def _readiness(analysis: Analysis, at: datetime) -> Readiness | None:
    """Return how recovered the lifter will be; None where no set tells, or the session would begin before the last."""
    from math import isfinite

    from momentary.inference.clock import days_of
    from momentary.inference.recovering import readiness_of

    assert analysis.summary is not None
    fatigue, last = analysis.posterior.fatigue, analysis.summary.time
    if not isfinite(fatigue.state.time) or days_of(at) <= max(last, fatigue.state.time):
        return None
    return readiness_of(fatigue, at=at)
