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
    instant = datetime.now(UTC) if now is None else now
    start = Moment.of(instant.replace(tzinfo=None)) if last is None else SessionState.of(last).began
    return wall_time(start, instant).replace(microsecond=0)


def wall_time(last: Moment, now: datetime) -> datetime:
    """Return what the wall shows at an instant, in the zone of a session, or the server's where that tells none."""
    if last.zone is not None:
        try:
            return now.astimezone(ZoneInfo(last.zone)).replace(tzinfo=None)
        except (ZoneInfoNotFoundError, ValueError):
            pass
    if last.utc_offset is not None:
        return (now.astimezone(UTC) + last.utc_offset).replace(tzinfo=None)
    return now.astimezone().replace(tzinfo=None)
