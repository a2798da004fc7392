"""What a request is about: one's own log or that of a lifter who shares it, and the one thing that it names."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from momentary.web.api.callers import Caller
from momentary.web.api.problems import ProblemError, not_there
from momentary.web.api.scopes import Scope
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Athlete

_Row = TypeVar("_Row", bound=Model)


def own_athlete(caller: Caller) -> Athlete:
    """Return the athlete that a caller is; a token has brought it along."""
    found: Athlete | None = getattr(caller.user, "athlete", None)
    return athlete_of(caller.user) if found is None else found


def athlete_asked(caller: Caller, wanted: UUID | None) -> Athlete:
    """Return the athlete that a request is about.

    Raises:
        ProblemError: There is none that this caller may see.
    """
    mine = own_athlete(caller)
    if wanted is None or wanted == mine.pk:
        return mine
    if not caller.may(Scope.READ_ATHLETES):
        fact = f"Another lifter than yourself needs the scope {Scope.READ_ATHLETES}."
        raise ProblemError(403, place="query athlete", fact=fact, next_step="Leave it out, or make another token.")
    found = Athlete.objects.coached_by(caller.user).filter(pk=wanted).first()
    if found is None:
        raise not_there("athlete", next_step="GET /api/v1/athletes lists those you may see.")
    return found


def row_asked(rows: QuerySet[_Row], what: str) -> _Row:
    """Return the row that a request names, of those that its caller may see.

    Args:
        rows: None, or the one.
        what: What it is: the address of all of them is its plural.

    Raises:
        ProblemError: There is none.
    """
    found = rows.first()
    if found is None:
        raise not_there(what, next_step=f"GET /api/v1/{what}s lists them.")
    return found
