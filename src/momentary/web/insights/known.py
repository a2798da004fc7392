"""From a log to everything that is known of an athlete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from math import isfinite

from momentary.catalogue import match_log
from momentary.inference import catalogue_traits, fit_and_summarise
from momentary.inference.check_ins import weigh_check_ins
from momentary.inference.clock import moment_of
from momentary.inference.fatigue import FatigueMemory
from momentary.inference.records import ExerciseTraits
from momentary.prescription.gym import usual_gym, usual_unit
from momentary.quantities import LoadUnit, Log, Session
from momentary.web.insights.feeling import felt_at
from momentary.web.insights.learning import posterior_of
from momentary.web.insights.rendering import Known
from momentary.web.insights.wall_clock import wall_time
from momentary.web.training.folding import SessionState
from momentary.web.training.models import Athlete, FoldedSession
from momentary.web.training.preferences import gym_told, preferences_of

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
    wall = wall_time(log.sessions[-1].start, now)
    at = max(wall, (moment_of(summary.time) + _SHORTLY).replace(microsecond=0)) if isfinite(summary.time) else wall
    session = open_session(athlete, log, at=at)
    weigh = partial(weigh_check_ins, tiredness=posterior.tiredness)
    felt = felt_at(athlete, posterior.fatigue, at, weigh=weigh)
    before = felt
    if session is not None:
        start, begun = session.start.wall, _fatigue_before(athlete, log, traits)
        before = None if begun is None else felt_at(athlete, begun, start, weigh=weigh, until=start)
    preferred = preferences_of(athlete)
    told = gym_told(preferred.gym)
    gym = usual_gym(LoadUnit(preferred.unit) if preferred.unit else usual_unit(log)) if told is None else told
    return Known(
        athlete, position, log, matches, posterior, summary, at, None if felt is None else felt.readiness, gym,
        told is not None, session, None if before is None else before.readiness,
    )  # fmt: skip


def open_session(athlete: Athlete, log: Log, *, at: datetime) -> Session | None:
    """Return the log's last session if it goes on: nobody finished it, and it is not long ago."""
    last = log.sessions[-1]
    rows = FoldedSession.objects.filter(athlete=athlete, is_shown=True, start=last.start.wall.isoformat())
    states = (SessionState.of(state) for state in rows.values_list("state", flat=True))
    return last if any(state.goes_on(at) for state in states) else None


def _fatigue_before(athlete: Athlete, log: Log, traits: Mapping[str, ExerciseTraits]) -> FatigueMemory | None:
    """Return what was known of fatigue when the last session began; worked out once while the session goes on."""
    before = Log(log.sessions[:-1])
    if not before.sessions:
        return None
    key = (athlete.pk, hash(before.sessions))
    if key not in _begun:
        while len(_begun) >= _MOST_BEGUN:
            del _begun[next(iter(_begun))]
        _begun[key] = posterior_of(athlete, before, traits=traits).summary.fatigue
    return _begun[key]
