"""Reading what is known of an athlete: for web processes, without the model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from momentary.web.insights.models import Bundle, Knowledge, Learning, Page
from momentary.web.training.models import Athlete


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the worker is with an athlete's log.

    Args:
        position: The end of the log.
        learnt: The position up to which it is learnt; None before anything is.
        told: The position that the pages show; None before there are any.
        last_set: The day and exercise of the last set that was learnt from.
        made_at: When that was.
        advised: The position that the advice of Today was made of; None before there is any.
        advised_at: When that was.
    """

    position: int
    learnt: int | None
    told: int | None
    last_set: str = ""
    made_at: datetime | None = None
    advised: int | None = None
    advised_at: datetime | None = None

    @property
    def is_behind(self) -> bool:
        """Whether something newer is on its way to the pages."""
        return self.position > (self.told or 0)

    @property
    def last_day(self) -> date | None:
        """The day of the last set that was learnt from."""
        return date.fromisoformat(self.last_set[:10]) if self.last_set else None

    @property
    def last_exercise(self) -> str:
        """The exercise of the last set that was learnt from."""
        return self.last_set[11:]


def standing_of(athlete: Athlete) -> Standing:
    """Return how far the worker is with an athlete's log."""
    row = (
        Knowledge.objects.filter(athlete=athlete)
        .values_list("position", "told", "last_set", "made_at", "today__advice_position", "advised_at")
        .first()
    )
    if row is None:
        return Standing(athlete.position, None, None)
    position, told, *others = row
    return Standing(athlete.position, position, told or None, *others)


def summary_of(athlete: Athlete) -> str | None:
    """Return the summary as the JSON text that `summary_from_json` takes once parsed; None before there is one."""
    return Knowledge.objects.filter(athlete=athlete).values_list("summary", flat=True).first()


def today_of(athlete: Athlete) -> Bundle | None:
    """Return the lifter's own part of the bundle; None before there is one."""
    return Knowledge.objects.filter(athlete=athlete).values_list("today", flat=True).first()


def fragment_of(athlete: Athlete, name: str) -> str:
    """Return a fragment of a page by its name, as the worker rendered it last; empty before it first did."""
    return Page.objects.filter(athlete=athlete, name=name).values_list("html", flat=True).first() or ""


def is_asked(athlete: Athlete) -> bool:
    """Whether the worker has been asked to learn or to tell, and has not begun."""
    row = Learning.objects.filter(athlete=athlete).first()
    return row is not None and (row.is_learning_due or row.is_telling_due)
