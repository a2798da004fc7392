"""The clock on the lifter's wall: in the zone of their last session, wherever the server stands."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from momentary.quantities import Moment
from momentary.web.training.folding import SessionState
from momentary.web.training.models import Athlete, FoldedSession


def wall_now(athlete: Athlete, *, now: datetime | None = None) -> datetime:
    """Return what the clock on the lifter's wall shows.

    Args:
        athlete: Who it is.
        now: The instant, with its zone; the clock's if not given.
    """
    sessions = FoldedSession.objects.filter(athlete=athlete, is_shown=True).order_by("-start", "-pk")
    last = sessions.values_list("state", flat=True).first()
    return wall_time(None if last is None else SessionState.of(last).began, now)


def wall_time(last: Moment | None, now: datetime | None = None) -> datetime:
    """Return what the wall shows, to the second.

    Args:
        last: When the last session began: its zone is the lifter's; the server's is taken where it tells none.
        now: The instant, with its zone; the clock's if not given.
    """
    return _in_zone(last, datetime.now(UTC) if now is None else now).replace(microsecond=0)


def _in_zone(last: Moment | None, now: datetime) -> datetime:
    if last is None:
        return now.astimezone().replace(tzinfo=None)
    if last.zone is not None:
        try:
            return now.astimezone(ZoneInfo(last.zone)).replace(tzinfo=None)
        except (ZoneInfoNotFoundError, ValueError):
            pass
    if last.utc_offset is not None:
        return (now.astimezone(UTC) + last.utc_offset).replace(tzinfo=None)
    return now.astimezone().replace(tzinfo=None)
