"""From a log to everything that is known of an athlete."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import isfinite
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from momentary.catalogue import match_log
from momentary.inference import LevelPosterior, catalogue_traits, fit_and_summarise
from momentary.inference.clock import moment_of
from momentary.inference.readiness import Readiness
from momentary.inference.recovering import readiness_of
from momentary.prescription.gym import Gym, usual_gym, usual_unit
from momentary.quantities import Log, Moment
from momentary.web.insights.rendering import Known
from momentary.web.training.models import Athlete

_SHORTLY = timedelta(minutes=1)


def known_of(athlete: Athlete, position: int, log: Log, *, now: datetime | None = None) -> Known | None:
    """Return what is known of an athlete; None where no set of the log tells anything.

    Args:
        athlete: Who it is.
        position: The position of the log.
        log: The log.
        now: The instant, with its zone; the clock's if not given.
    """
    if not log.count_sets():
        return None
    matches = match_log(log)
    posterior, summary = fit_and_summarise(log, traits=catalogue_traits(matches, log=log))
    wall = wall_time(log.sessions[-1].start, datetime.now(UTC) if now is None else now)
    at = max(wall, moment_of(summary.time) + _SHORTLY) if isfinite(summary.time) else wall
    gym = gym_of(athlete)
    told = usual_gym(usual_unit(log)) if gym is None else gym
    return Known(
        athlete, position, log, matches, posterior, summary, at.replace(microsecond=0), _readiness(posterior, at),
        told, gym is not None,
    )  # fmt: skip


def wall_time(last: Moment, now: datetime) -> datetime:
    """Return what the clock on the lifter's wall shows: in the zone of their last session, or the server's."""
    if last.zone is not None:
        try:
            return now.astimezone(ZoneInfo(last.zone)).replace(tzinfo=None)
        except (ZoneInfoNotFoundError, ValueError):
            pass
    if last.utc_offset is not None:
        return (now.astimezone(UTC) + last.utc_offset).replace(tzinfo=None)
    return now.astimezone().replace(tzinfo=None)


def gym_of(athlete: Athlete) -> Gym | None:  # noqa: ARG001
    """Return what an athlete has said of their gym; None where they have not."""
    return None


def _readiness(posterior: LevelPosterior, at: datetime) -> Readiness | None:
    fatigue = posterior.fatigue
    if not isfinite(fatigue.state.time):
        return None
    return readiness_of(fatigue, at=max(at, moment_of(fatigue.state.time)))
