"""The steps of an import that a lifter asks for, each handed on to the worker once."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from momentary.web.training.imports import can_take, can_undo, file_of, has_taken
from momentary.web.training.models import Import
from momentary.web.training.tasks import take_import, undo_import


def ask_to_take(one: Import) -> bool:
    """Have a read file taken into the log; return whether it could be asked: a second time it cannot."""
    return _handed_on(one, can_take, Import.Status.TAKING, take_import)


def ask_to_undo(one: Import) -> bool:
    """Have what an import brought voided; return whether it could be asked."""
    return _handed_on(one, can_undo, Import.Status.UNDOING, undo_import)


def drop(one: Import) -> bool:
    """Forget a file that was not taken in; return whether it is gone. What it brought could not be undone without."""
    with transaction.atomic():
        waiting = Import.objects.select_for_update().filter(
            pk=one.pk, status__in=[Import.Status.READ, Import.Status.FAILED]
        )
        is_gone = waiting.exists() and not has_taken(one) and bool(waiting.delete()[0])
    if is_gone:
        file_of(one).unlink(missing_ok=True)
    return is_gone


def _handed_on(one: Import, may: Any, after: str, work: Any) -> bool:
    with transaction.atomic():
        found = Import.objects.select_for_update().get(pk=one.pk)
        if not may(found):
            return False
        Import.objects.filter(pk=one.pk).update(status=after, done=0, total=0)
        work.enqueue(str(one.pk))
        return True
