"""What a coach wrote: notes and changes to the plan."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.params import functions as params

from momentary.web.api.callers import caller_of, needs
from momentary.web.api.paging import AFTER, LIMIT, page_of
from momentary.web.api.reading import athlete_asked
from momentary.web.api.schemas import Free, NextPage
from momentary.web.api.scopes import Scope
from momentary.web.coaching.models import Note, PlanEdit

router = Router(tags=["coaching"])
_FOR = params.Query(None, description="Whose; your own if not given.")


class NoteOut(Schema):
    """What a coach wrote about a lifter."""

    id: UUID
    coach: str = Field(description="Who wrote it.")
    text: str
    is_shown: bool = Field(description="Whether the lifter reads it.")
    written_at: datetime = Field(description="When, UTC.")


class Notes(Schema):
    """Notes, the latest first."""

    items: list[NoteOut]
    next: NextPage


class PlanEditOut(Schema):
    """A change to the plan that a coach asks for. It holds unless the lifter declines it."""

    id: UUID
    coach: str = Field(description="Who asks for it.")
    day: date = Field(description="For which day.")
    change: Literal["add", "leave_out", "sets", "to_failure", "short_of_failure", "rest"]
    exercise: str = Field(description="Empty where the whole day is meant.")
    sets: int | None = Field(description="Sets; null: as they were.")
    repetitions: int | None = Field(description="Repetitions; null: as they were [rep].")
    load_kg: float | None = Field(description="The load; null: as it was [kg].")
    why: str
    status: Literal["stands", "declined", "withdrawn"]
    written_at: datetime = Field(description="When, UTC.")


class PlanEdits(Schema):
    """Changes to the plan, the latest day first."""

    items: list[PlanEditOut]
    next: NextPage


@router.get("/notes", response=Notes, auth=needs(Scope.READ_LOG), summary="What coaches wrote")
def notes(request: HttpRequest, athlete: UUID | None = _FOR, after: str | None = AFTER, limit: int = LIMIT) -> Free:
    """Notes that a lifter may read; of another lifter, the notes that you wrote about them yourself."""
    caller = caller_of(request)
    one = athlete_asked(caller, athlete)
    rows = Note.objects.filter(athlete=one)
    is_mine = one.user_id == caller.user.pk
    rows = rows.filter(is_shown=True) if is_mine else rows.filter(coach=caller.user)
    found, more = page_of(rows, ("written_at", "pk"), after=after, limit=limit)
    return {"items": [_told(one, "id", "text", "is_shown", "written_at") for one in found], "next": more}


@router.get("/plan-edits", response=PlanEdits, auth=needs(Scope.READ_LOG), summary="Changes to the plan by coaches")
def plan_edits(
    request: HttpRequest, athlete: UUID | None = _FOR, after: str | None = AFTER, limit: int = LIMIT
) -> Free:
    """Changes that coaches asked for; of another lifter, those that you asked for yourself."""
    caller = caller_of(request)
    one = athlete_asked(caller, athlete)
    rows = PlanEdit.objects.filter(athlete=one)
    if one.user_id != caller.user.pk:
        rows = rows.filter(coach=caller.user)
    names = ("id", "day", "change", "exercise", "sets", "repetitions", "load_kg", "why", "status", "written_at")
    found, more = page_of(rows, ("day", "written_at", "pk"), after=after, limit=limit)
    return {"items": [_told(one, *names) for one in found], "next": more}


def _told(one: Note | PlanEdit, *names: str) -> Free:
    return {"coach": one.coach_name, **{name: getattr(one, name) for name in names}}
