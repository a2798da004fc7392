"""When sets were done: wall-clock times as days, and what few logs tell, the minutes between sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from momentary.quantities import Moment, Place

EPOCH = datetime(1970, 1, 1)
"""The moment from which days are counted."""

_DAY_S = 86400.0
_LAST_SECOND = round((datetime(9999, 12, 31) - EPOCH).total_seconds())

# Judgements: how long a set and a rest usually take, and beyond what a session or a rest is a slip.
_SET_S = 40.0
_USUAL_REST_S = 170.0
_LONGEST_SESSION = 0.5
_LONGEST_REST_S = 7200.0


def days_of(moment: datetime) -> float:
    """Return a wall-clock time as days since 1970."""
    return (moment - EPOCH).total_seconds() / _DAY_S


def moment_of(day: float) -> datetime:
    """Return days since 1970 as a wall-clock time, to the second; the calendar's last moment beyond it."""
    return EPOCH + timedelta(seconds=min(round(day * _DAY_S), _LAST_SECOND))


def usual_end(time: float) -> float:
    """Return when a set ends that follows a segment which ended at `time`, after a usual rest [days since 1970]."""
    return time + (_SET_S + _USUAL_REST_S) / _DAY_S


def ended(place: Place, *, before: float | None, is_link: bool) -> float:
    """Return when a segment ended: as logged, after the rest that was logged, or after a usual one [days since 1970].

    Args:
        place: The segment.
        before: When the session's last one ended; None for its first.
        is_link: Whether it follows another one within its set.
    """
    segment, start = place.segment, days_of(place.session.start.wall)
    since = start if before is None else before
    clock = None if segment.at is None else days_of(_wall(segment.at, place.session.start))
    if clock is not None and since <= clock <= start + _LONGEST_SESSION:
        return clock
    pause = 0.0 if before is None else _SET_S if is_link else _SET_S + _USUAL_REST_S
    if segment.rest_before_s is not None and before is not None and segment.rest_before_s <= _LONGEST_REST_S:
        pause = segment.rest_before_s + _SET_S
    # A session ends within half a day, whatever rests were typed.
    return max(since, min(since + pause / _DAY_S, start + _LONGEST_SESSION))


def _wall(at: datetime, start: Moment) -> datetime:
    """Return the time of a segment on the wall clock of its session, where both zones are known."""
    if at.tzinfo is None or start.utc_offset is None:
        return at.replace(tzinfo=None)
    return (at.astimezone(UTC) + start.utc_offset).replace(tzinfo=None)
