"""What webhooks tell: that something changed, never what it was. Whoever is told asks for it with a token.

A message is written down in the transaction of the change itself: it is on disk with it, or neither is.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models.signals import post_save
from django.utils import timezone

from momentary.web.api.models import Delivery, Webhook
from momentary.web.insights.signals import knowledge_stored
from momentary.web.training.models import Athlete, Import
from momentary.web.training.signals import log_changed

_ENDED = frozenset({Import.Status.READ, Import.Status.TAKEN, Import.Status.UNDONE, Import.Status.FAILED})
_MOST_WAITING = 200


class Event(StrEnum):
    """What happened."""

    LOG_CHANGED = "log.changed"
    KNOWLEDGE_UPDATED = "knowledge.updated"
    IMPORT_FINISHED = "import.finished"
    TEST = "test"


def listen() -> None:
    """Write a message down whenever something of the kind happens."""
    log_changed.connect(_log_changed, dispatch_uid="api.log_changed")
    knowledge_stored.connect(_knowledge_stored, dispatch_uid="api.knowledge_updated")
    post_save.connect(_import_saved, sender=Import, dispatch_uid="api.import_finished")


def tell(webhook: Webhook, event: Event, body: dict[str, Any]) -> Delivery | None:
    """Write a message down and have it sent; None where too many wait already."""
    from momentary.web.api.tasks import deliver  # noqa: PLC0415  # tasks know the models, which know these events

    waiting = Delivery.objects.filter(webhook=webhook, status=Delivery.Status.WAITING)
    if waiting.count() >= _MOST_WAITING:
        return None
    if event is Event.LOG_CHANGED:
        # One message says it for all changes that nobody has been told of yet.
        again = waiting.filter(event=event, attempts=0).first()
        if isinstance(again, Delivery):
            Delivery.objects.filter(pk=again.pk).update(body={**again.body, **body})
            return again
    found = Delivery.objects.create(webhook=webhook, event=event, body=body)
    deliver.enqueue(str(found.pk))
    return found


def _log_changed(athlete: Athlete, **_: object) -> None:
    _happened(athlete.user_id, athlete.pk, Event.LOG_CHANGED, position=athlete.position)


def _knowledge_stored(athlete: Athlete, **_: object) -> None:
    _happened(athlete.user_id, athlete.pk, Event.KNOWLEDGE_UPDATED, position=athlete.position)


def _import_saved(instance: Import, update_fields: frozenset[str] | None = None, **_: object) -> None:
    if update_fields is not None and "status" in update_fields and instance.status in _ENDED:
        user = Athlete.objects.filter(pk=instance.athlete_id).values_list("user_id", flat=True).get()
        status = str(instance.status)
        _happened(user, instance.athlete_id, Event.IMPORT_FINISHED, **{"import": str(instance.pk), "status": status})


def _happened(user: int, athlete: UUID, event: Event, **body: Any) -> None:
    for webhook in Webhook.objects.filter(user_id=user, is_active=True):
        assert isinstance(webhook, Webhook)
        if event in webhook.events:
            tell(webhook, event, {"athlete": str(athlete), "at": timezone.now().isoformat(), **body})
