"""Sessions, sets and operations of a log."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params import functions as params

from momentary.catalogue import match
from momentary.exchange import find_format
from momentary.web.api.callers import Caller, caller_of, needs
from momentary.web.api.paging import AFTER, cursor_of, page_of, rows_after
from momentary.web.api.problems import ProblemError
from momentary.web.api.reading import athlete_asked, own_athlete, row_asked
from momentary.web.api.schemas import (
    Athletes,
    Free,
    Operations,
    Push,
    Pushed,
    SessionOut,
    SessionsPage,
    SetsPage,
)
from momentary.web.api.scopes import Scope
from momentary.web.coaching.looking import visible_consents
from momentary.web.sync.wire import handed_out, taken
from momentary.web.training.folding import SessionState
from momentary.web.training.log import training_log
from momentary.web.training.models import Athlete, FoldedSession

router = Router(tags=["log"])
_SCANNED = 400
_FOR = params.Query(None, description="Whose log; your own if not given.")
_LIMIT = params.Query(20, ge=1, le=100, description="Sessions on a page, all their sets with them.")
_EXERCISE = params.Query(None, description="An exercise as the log or the catalogue names it.", max_length=200)
_BY = ("start", "pk")
_SINCE = params.Query(0, ge=0, le=10**18, description="A position; 0 for everything.")


@router.get("/athletes", response=Athletes, auth=needs(Scope.READ_LOG), summary="Lifters whose log you may read")
def athletes(request: HttpRequest) -> Free:
    """Yourself first, then the lifters who share their log with you (with the scope read:athletes)."""
    caller = caller_of(request)
    found = [_athlete(own_athlete(caller), caller.user.get_full_name(), is_me=True)]
    if caller.may(Scope.READ_ATHLETES):
        found += [_athlete(one.athlete, one.shown_as, is_me=False) for one in visible_consents(caller.user)]
    return {"items": found}


@router.get("/sessions", response=SessionsPage, auth=needs(Scope.READ_LOG), summary="Sessions, the latest first")
def sessions(
    request: HttpRequest,
    athlete: UUID | None = _FOR,
    after: str | None = AFTER,
    limit: int = _LIMIT,
) -> Free:
    """Sessions with their sets, as momentary-log/1 says them. What was voided is left out."""
    rows, more = page_of(_rows(caller_of(request), athlete), _BY, after=after, limit=limit)
    return {"items": [_session(row, SessionState.of(row.state)) for row in rows], "next": more}


@router.get("/sessions/{uuid:session}", response=SessionOut, auth=needs(Scope.READ_LOG), summary="One session")
def session(request: HttpRequest, session: UUID, athlete: UUID | None = _FOR) -> Free:
    """A session with its sets."""
    row = row_asked(_rows(caller_of(request), athlete).filter(uuid=session), "session")
    return _session(row, SessionState.of(row.state))


@router.get("/sets", response=SetsPage, auth=needs(Scope.READ_LOG), summary="Sets, of the latest session first")
def sets(
    request: HttpRequest,
    exercise: str | None = _EXERCISE,
    athlete: UUID | None = _FOR,
    after: str | None = AFTER,
    limit: int = _LIMIT,
) -> Free:
    """Sets of one exercise, or of all. A page may hold few where an exercise is rare; go on while `next` is there."""
    rows = rows_after(_rows(caller_of(request), athlete), _BY, after)
    slug = None if exercise is None else match(exercise).exercise.slug
    items: list[Free] = []
    taken_in = 0
    last: FoldedSession | None = None
    for looked_at, row in enumerate(rows[: _SCANNED + 1].iterator(chunk_size=100)):
        if last is not None and (taken_in >= limit or looked_at >= _SCANNED):
            return {"items": items, "next": cursor_of(last, _BY)}
        found = list(_sets(row, exercise, slug))
        taken_in += bool(found)
        items += found
        last = row
    return {"items": items, "next": None}


@router.get("/operations", response=Operations, auth=needs(Scope.READ_LOG), summary="Operations after a position")
def pull(
    request: HttpRequest,
    since: int = _SINCE,
) -> Free:
    """Your log's operations in the server's order, at most 500: as the phone pulls them, check-ins and all."""
    one = own_athlete(caller_of(request))
    one.refresh_from_db(fields=["position", "epoch"])
    if since > one.position:
        fact = f"The log ends at {one.position}: an older copy of it was restored."
        raise ProblemError(409, place="query since", fact=fact, next_step="Ask from 0.")
    return handed_out(one, since=since)


@router.post("/operations", response=Pushed, auth=needs(Scope.WRITE_LOG), summary="Append operations")
def push(request: HttpRequest, payload: Push) -> Free:
    """Append to your own log, as the phone pushes; sent again, an operation counts once."""
    user = caller_of(request).user
    return taken(payload.operations, owner=user, author=user)


@router.get("/export", response=Free, auth=needs(Scope.READ_LOG), summary="The whole log as a file")
def export(request: HttpRequest, athlete: UUID | None = _FOR) -> HttpResponse:
    """The log as momentary-log/1: everything that it holds, exactly, to keep or to read in elsewhere."""
    one = athlete_asked(caller_of(request), athlete)
    stream = BytesIO()
    write = find_format("momentary", writes=True).write
    assert write is not None
    write(training_log(one), stream)
    answer = HttpResponse(stream.getvalue(), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="momentary-log.json"'
    return answer


def _rows(caller: Caller, athlete: UUID | None) -> QuerySet[FoldedSession]:
    return FoldedSession.objects.filter(athlete=athlete_asked(caller, athlete), is_shown=True)


def _session(row: FoldedSession, state: SessionState) -> dict[str, Any]:
    return {
        "session": row.uuid,
        "start": row.start,
        "is_finished": state.is_finished,
        "imported_by": state.import_uuid,
        "value": state.value,
        "sets": [{"set": one.uuid, "value": one.value} for one in state.living],
    }


def _sets(row: FoldedSession, exercise: str | None, slug: str | None) -> Iterator[Free]:
    for one in SessionState.of(row.state).living:
        names = {segment["exercise"] for segment in one.value["segments"]}
        if slug is None or exercise in names or any(match(name).exercise.slug == slug for name in names):
            yield {"session": row.uuid, "set": one.uuid, "start": row.start, "value": one.value}


def _athlete(one: Athlete, name: str, *, is_me: bool) -> Free:
    return {"id": one.pk, "name": name, "is_me": is_me, "log": one.epoch, "position": one.position}
