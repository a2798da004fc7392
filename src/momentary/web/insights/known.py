"""From a log to everything that is known of an athlete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import isfinite
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from momentary.catalogue import match_log
from momentary.inference import (
    LevelPosterior,
    SavedPosterior,
    UnusableSummaryError,
    catalogue_traits,
    fit_and_summarise,
    posterior_to_save,
    updated,
)
from momentary.inference.check_ins import weigh_check_ins
from momentary.inference.clock import moment_of
from momentary.inference.fatigue import FatigueMemory
from momentary.inference.readiness import Readiness
from momentary.inference.records import ExerciseTraits
from momentary.inference.recovering import readiness_of
from momentary.prescription.gym import usual_gym, usual_unit
from momentary.quantities import LoadUnit, Log, Moment, Session
from momentary.web.insights.feeling import corrections
from momentary.web.insights.models import Knowledge
from momentary.web.insights.rendering import Known
from momentary.web.training.models import Athlete, FoldedSession
from momentary.web.training.preferences import gym_of, preferences_of
from momentary.web.training.stated import check_ins_of, feelings_of

GOES_ON_FOR = timedelta(hours=4)
"""A session that nobody finished goes on for so long after its beginning, and is over then; a judgement."""

_SHORTLY = timedelta(minutes=1)
_begun: dict[tuple[object, ...], FatigueMemory] = {}
_MOST_BEGUN = 64


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
    traits = catalogue_traits(matches, log=log)
    posterior, summary = fit_and_summarise(log, traits=traits)
    wall = wall_time(log.sessions[-1].start, datetime.now(UTC) if now is None else now)
    at = max(wall, moment_of(summary.time) + _SHORTLY) if isfinite(summary.time) else wall
    at = at.replace(microsecond=0)
    session = open_session(athlete, log, at=at)
    readiness = _readiness(athlete, posterior, posterior.fatigue, at=at)
    before = readiness
    if session is not None:
        begun = _fatigue_before(athlete, log, traits)
        before = None if begun is None else _readiness(athlete, posterior, begun, at=session.start.wall)
    gym = gym_of(athlete)
    unit = preferences_of(athlete).unit
    told = usual_gym(LoadUnit(unit) if unit else usual_unit(log)) if gym is None else gym
    return Known(
        athlete, position, log, matches, posterior, summary, at, readiness, told, gym is not None, session, before
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


def open_session(athlete: Athlete, log: Log, *, at: datetime) -> Session | None:
    """Return the log's last session if it goes on: nobody finished it, and it is not long ago."""
    last = log.sessions[-1]
    if not timedelta() <= at - last.start.wall <= GOES_ON_FOR:
        return None
    rows = FoldedSession.objects.filter(athlete=athlete, is_shown=True, start=last.start.wall.isoformat())
    return None if all(state["is_finished"] for state in rows.values_list("state", flat=True)) else last


def _fatigue_before(athlete: Athlete, log: Log, traits: Mapping[str, ExerciseTraits]) -> FatigueMemory | None:
    """Return what was known of fatigue when the last session began; worked out once while the session goes on."""
    before = Log(log.sessions[:-1])
    if not before.sessions:
        return None
    key = (athlete.pk, hash(before.sessions))
    if key not in _begun:
        while len(_begun) >= _MOST_BEGUN:
            del _begun[next(iter(_begun))]
        _begun[key] = _summarised(athlete, before, traits).summary.fatigue
    return _begun[key]


def _summarised(athlete: Athlete, log: Log, traits: Mapping[str, ExerciseTraits]) -> SavedPosterior:
    kept = Knowledge.objects.filter(athlete=athlete).values_list("posterior", flat=True).first()
    if kept is not None:
        try:
            return updated(SavedPosterior.from_bytes(bytes(kept)), log, traits=traits).saved
        except UnusableSummaryError:
            pass
    return posterior_to_save(log, traits=traits)


def _readiness(
    athlete: Athlete, posterior: LevelPosterior, fatigue: FatigueMemory, *, at: datetime
) -> Readiness | None:
    """Return how recovered an athlete is, what they say of themselves weighed in; None where no set tells."""
    if not isfinite(fatigue.state.time):
        return None
    last = moment_of(fatigue.state.time)
    when = max(at, last)
    felt = tuple(one for one in feelings_of(athlete, since=last) if one.at <= when)
    told = check_ins_of(athlete)
    return readiness_of(
        fatigue,
        at=when,
        corrections=corrections(fatigue, felt, until=when),
        check_in=weigh_check_ins(told, posterior.tiredness).effects(when) if told else None,
    )
