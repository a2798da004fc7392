"""What the worker does for `api`. A message may be sent twice, after a crash: its id tells."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django_tasks import task

from momentary.web.api.models import Delivery, Webhook
from momentary.web.api.webhooks.sending import NotDeliveredError, send
from momentary.web.api.webhooks.targets import ForbiddenTargetError

WAITS_S = (10, 60, 600, 3600, 6 * 3600)
_GIVEN_UP_OFTEN = 20
_KEPT = 100


@task(priority=-20)
def deliver(delivery_id: str) -> None:
    """Send a message; try again later where nobody takes it, less and less often, then give it up."""
    waiting = Delivery.objects.select_related("webhook__user").filter(pk=delivery_id, status=Delivery.Status.WAITING)
    one = waiting.first()
    if not isinstance(one, Delivery):
        return
    if not (one.webhook.is_active and one.webhook.user.is_active):
        # Left to wait it would stand for all later news of its kind, and nobody would send it.
        waiting.update(status=Delivery.Status.GIVEN_UP, answer="The webhook was switched off.")
        return
    try:
        said = send(one)
    except ForbiddenTargetError as error:
        _give_up(one, str(error))
    except NotDeliveredError as error:
        _later(one, str(error))
    else:
        _note(one, Delivery.Status.DELIVERED, said)
        Webhook.objects.filter(pk=one.webhook_id, failures__gt=0).update(failures=0)
        _clear(one.webhook)


def _later(one: Delivery, why: str) -> None:
    if one.attempts >= len(WAITS_S):
        _give_up(one, why)
        return
    wait_s = WAITS_S[one.attempts]
    _note(one, Delivery.Status.WAITING, why)
    deliver.using(run_after=timezone.now() + timedelta(seconds=wait_s)).enqueue(str(one.pk))


def _give_up(one: Delivery, why: str) -> None:
    _note(one, Delivery.Status.GIVEN_UP, why)
    Webhook.objects.filter(pk=one.webhook_id).update(failures=F("failures") + 1)
    # Nobody is there any more: say nothing until its owner switches it on again.
    Webhook.objects.filter(pk=one.webhook_id, failures__gte=_GIVEN_UP_OFTEN).update(is_active=False)
    _clear(one.webhook)


def _note(one: Delivery, status: Delivery.Status, said: str) -> None:
    Delivery.objects.filter(pk=one.pk).update(
        status=status, answer=said[:200], attempts=F("attempts") + 1, tried_at=timezone.now()
    )


def _clear(webhook: Webhook) -> None:
    """Keep the log of deliveries short."""
    ended = Delivery.objects.filter(webhook=webhook).exclude(status=Delivery.Status.WAITING)
    old = ended.order_by("-made_at").values_list("pk", flat=True)[_KEPT : 2 * _KEPT]
    Delivery.objects.filter(pk__in=list(old)).delete()
