"""What the worker does for `training`. Each task may run twice, after a crash, and then does nothing twice."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django_tasks import task

from momentary.exchange import UnknownFormatError, UnreadableFileError
from momentary.web.training import imports
from momentary.web.training.models import Import

_logger = logging.getLogger(__name__)
_Status = Import.Status


@task()
def look_at_import(uuid: str) -> None:
    """Read an uploaded file without taking anything in."""
    _run(uuid, {_Status.WAITING, _Status.READING}, _Status.READING, imports.look, _Status.READ)


@task()
def take_import(uuid: str) -> None:
    """Take the sessions of a file into the log, and let go of the file."""
    _run(uuid, {_Status.TAKING}, _Status.TAKING, imports.take_in, _Status.TAKEN)


@task()
def undo_import(uuid: str) -> None:
    """Void what an import brought."""
    _run(uuid, {_Status.UNDOING}, _Status.UNDOING, imports.undo, _Status.UNDONE)


def _run(uuid: str, before: set[_Status], during: _Status, work: Callable[[Import], None], after: _Status) -> None:
    one = Import.objects.select_related("athlete__user").filter(pk=uuid, status__in=before).first()
    if one is None:
        return
    _set_status(one, during)
    try:
        work(one)
    except (UnreadableFileError, UnknownFormatError) as error:
        _fail(one, str(error), during)
        imports.file_of(one).unlink(missing_ok=True)
        return
    except Exception:
        _logger.exception("Import %s failed", uuid)
        _fail(one, "momentary could not do it. Its host finds the reason in the server's messages.", during)
        raise
    _set_status(one, after)
    if after in (_Status.TAKEN, _Status.UNDONE):
        imports.file_of(one).unlink(missing_ok=True)


def _fail(one: Import, why: str, during: _Status) -> None:
    one.report = {**one.report, "failure": why, "failed_while": str(during)}
    one.status = _Status.FAILED
    one.save(update_fields=["report", "status"])


def _set_status(one: Import, status: _Status) -> None:
    one.status = status
    one.save(update_fields=["status"])
