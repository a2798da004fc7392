"""What the worker does for `accounts`. A task that a crash cut off begins anew."""

from __future__ import annotations

import logging

from django_tasks import task

from momentary.web.accounts import parting
from momentary.web.accounts.models import Export

_logger = logging.getLogger(__name__)
_Status = Export.Status


@task()
def make_export(uuid: str) -> None:
    """Write the archive of an export."""
    one = Export.objects.select_related("user").filter(pk=uuid, status__in=[_Status.WAITING, _Status.MAKING]).first()
    if one is None:
        return
    parting.drop_old()
    Export.objects.filter(pk=one.pk).update(status=_Status.MAKING, done=0)
    try:
        parting.write_archive(one, progress=lambda done: _told(one, done))
    except Exception:
        _logger.exception("Export %s failed", uuid)
        Export.objects.filter(pk=one.pk).update(status=_Status.FAILED)
        raise
    if not Export.objects.filter(pk=one.pk).update(status=_Status.MADE):
        # The account was deleted meanwhile.
        parting.file_of(one).unlink(missing_ok=True)


def _told(one: Export, done: int) -> None:
    Export.objects.filter(pk=one.pk).update(done=done)
