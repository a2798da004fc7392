"""When a session began: an instant with its offset, a local time without one, or a date alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from momentary.quantities.impossible import ImpossibleValueError, require_kind


class Clock(StrEnum):
    """How much a log tells about a time.

    INSTANT has an offset from UTC; LOCAL is the lifter's own clock, its zone not told; DATE_ONLY has no time.
    """

    INSTANT = "instant"
    LOCAL = "local"
    DATE_ONLY = "date_only"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, as exactly as the log tells it.

    Args:
        wall: What the clock on the wall showed, without zone; midnight where only the date is known.
        clock: How much is known.
        utc_offset: Wall time less UTC, for an INSTANT.
        zone: IANA name of the time zone, where the log tells it.

    Raises:
        ImpossibleValueError: The parts contradict each other.
    """

    wall: datetime
    clock: Clock = Clock.LOCAL
    utc_offset: timedelta | None = None
    zone: str | None = None

    def __post_init__(self) -> None:
        """Refuse parts that contradict each other."""
        require_kind(self.wall, datetime, what="A moment's wall time")
        if self.wall.tzinfo is not None:
            raise ImpossibleValueError(f"A moment's wall time is {self.wall!r}: its zone belongs in utc_offset.")
        require_kind(self.clock, Clock, what="A moment's clock")
        if (self.utc_offset is not None) != (self.clock is Clock.INSTANT):
            raise ImpossibleValueError(f"A moment of clock {self.clock} has the UTC offset {self.utc_offset!r}.")
        if self.utc_offset is not None and abs(self.utc_offset) >= timedelta(hours=24):
            raise ImpossibleValueError(f"A UTC offset is {self.utc_offset}: it must be less than a day.")
        if self.clock is Clock.DATE_ONLY and (self.wall.hour or self.wall.minute or self.wall.second):
            raise ImpossibleValueError(f"A moment with only a date has the time {self.wall.time()}.")

    @classmethod
    def of(cls, value: datetime | date) -> Moment:
        """Return the moment of a date (no time), a naive datetime (local) or an aware one (instant)."""
        if not isinstance(value, datetime):
            return cls(datetime(value.year, value.month, value.day), Clock.DATE_ONLY)
        if value.tzinfo is None:
            return cls(value, Clock.LOCAL)
        return cls(value.replace(tzinfo=None), Clock.INSTANT, value.utcoffset(), getattr(value.tzinfo, "key", None))

    @property
    def date(self) -> date:
        """The date on the wall."""
        return self.wall.date()

    @property
    def is_date_only(self) -> bool:
        """Whether the time of day is unknown."""
        return self.clock is Clock.DATE_ONLY

    def __str__(self) -> str:
        """ISO 8601, as exactly as it is known."""
        if self.clock is Clock.DATE_ONLY:
            return self.wall.date().isoformat()
        text = self.wall.isoformat(sep="T")
        if self.utc_offset is None:
            return text
        seconds = round(self.utc_offset.total_seconds())
        sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
        return f"{text}{sign}{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
