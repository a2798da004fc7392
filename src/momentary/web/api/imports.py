"""Export files on their way into the log: upload, look, take in, undo."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from ninja.files import UploadedFile
from ninja.params import functions as params

from momentary.web.api.callers import caller_of, needs
from momentary.web.api.paging import AFTER, LIMIT, page_of
from momentary.web.api.problems import ProblemError
from momentary.web.api.reading import own_athlete, row_asked
from momentary.web.api.schemas import Free, ImportOut, ImportsPage
from momentary.web.api.scopes import Scope
from momentary.web.training.import_steps import ask_to_take, ask_to_undo, drop
from momentary.web.training.imports import LARGEST_FILE, TooManyFilesError, begin, can_take, can_undo
from momentary.web.training.models import Import
from momentary.web.training.tasks import look_at_import

router = Router(tags=["imports"])
_FILE = params.File(description="An app's export, at most 200 MB.")


@router.get("/imports", response=ImportsPage, auth=needs(Scope.IMPORTS), summary="Your imports, the latest first")
def imports(
    request: HttpRequest,
    after: str | None = AFTER,
    limit: int = LIMIT,
) -> Free:
    """Export files that were uploaded, with what was found in them."""
    mine = Import.objects.visible_to(caller_of(request).user)
    found, more = page_of(mine, ("created_at", "pk"), after=after, limit=limit)
    return {"items": [_import(one) for one in found], "next": more}


@router.post("/imports", response={201: ImportOut}, auth=needs(Scope.IMPORTS), summary="Upload an export")
def upload(request: HttpRequest, file: UploadedFile = _FILE) -> Status[Free]:
    """Have a file read. Nothing goes into the log yet: look at the report, then take it in."""
    if (file.size or 0) > LARGEST_FILE:
        fact = "The file has more than 200 MB: a log is smaller."
        raise ProblemError(413, place="body file", fact=fact, next_step="Export the log alone.")
    mine = own_athlete(caller_of(request))
    try:
        one = begin(mine, file, hand_on=lambda one: look_at_import.enqueue(str(one.pk)))
    except TooManyFilesError as error:
        raise ProblemError(409, place="imports", fact=str(error), next_step="GET /api/v1/imports lists them.") from None
    return Status(201, _import(one))


@router.get("/imports/{uuid:import_id}", response=ImportOut, auth=needs(Scope.IMPORTS), summary="One import")
def status(request: HttpRequest, import_id: UUID) -> Free:
    """How far it is, what it found, and what can be done with it."""
    return _import(_mine(request, import_id))


@router.post(
    "/imports/{uuid:import_id}/take", response={202: ImportOut}, auth=needs(Scope.IMPORTS), summary="Take it in"
)
def take(request: HttpRequest, import_id: UUID) -> Status[Free]:
    """Have the sessions that the log does not have appended to it."""
    _ask(request, import_id, ask_to_take, what="taken in", next_step="Wait until its status is `read`.")
    return Status(202, _import(_mine(request, import_id)))


@router.post("/imports/{uuid:import_id}/undo", response={202: ImportOut}, auth=needs(Scope.IMPORTS), summary="Undo it")
def undo(request: HttpRequest, import_id: UUID) -> Status[Free]:
    """Have the sets that it brought voided."""
    _ask(request, import_id, ask_to_undo, what="undone", next_step="Wait until its status is `taken`.")
    return Status(202, _import(_mine(request, import_id)))


@router.delete("/imports/{uuid:import_id}", response={204: None}, auth=needs(Scope.IMPORTS), summary="Forget it")
def forget(request: HttpRequest, import_id: UUID) -> Status[None]:
    """Delete a file that was not taken in."""
    _ask(request, import_id, drop, what="forgotten", next_step="Only a file that was read and not taken in can be.")
    return Status(204, None)


def _mine(request: HttpRequest, import_id: UUID) -> Import:
    return row_asked(Import.objects.visible_to(caller_of(request).user).filter(pk=import_id), "import")


def _ask(request: HttpRequest, import_id: UUID, step: Callable[[Import], bool], *, what: str, next_step: str) -> None:
    """Ask for a step of an import, and say where it cannot be taken now."""
    one = _mine(request, import_id)
    if not step(one):
        fact = f"It is {one.status}: it cannot be {what} now."
        raise ProblemError(409, place="path", fact=fact, next_step=next_step)


def _import(one: Import) -> Free:
    names = ("id", "file_name", "status", "done", "total", "created_at", "report")
    return {
        **{name: getattr(one, name) for name in names},
        "can_take": can_take(one),
        "can_undo": can_undo(one),
    }
