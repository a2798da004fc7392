"""Webhooks: addresses that are told when something has changed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from momentary.web.api.callers import caller_of, needs
from momentary.web.api.models import Delivery, Webhook
from momentary.web.api.paging import AFTER, LIMIT, page_of
from momentary.web.api.problems import ProblemError
from momentary.web.api.reading import row_asked
from momentary.web.api.schemas import Free, NextPage
from momentary.web.api.scopes import Scope
from momentary.web.api.webhooks.events import Event, tell
from momentary.web.api.webhooks.making import TooManyError, known, make_webhook
from momentary.web.api.webhooks.targets import ForbiddenTargetError, check_url

router = Router(tags=["webhooks"])
_Told = Literal["log.changed", "knowledge.updated", "import.finished"]


class WebhookOut(Schema):
    """A webhook, without its secret."""

    id: UUID
    url: str
    events: list[str]
    is_active: bool = Field(description="Whether it is told; switched off after 20 messages that nobody took.")
    failures: int = Field(description="Messages given up one after another.")
    made_at: datetime = Field(description="When it was made, UTC.")


class WebhookMade(WebhookOut):
    """A new webhook."""

    secret: str = Field(description="Signs every message. It is shown this once.")


class Webhooks(Schema):
    """Webhooks."""

    items: list[WebhookOut]


class WebhookIn(Schema):
    """A webhook to make."""

    url: str = Field(min_length=1, max_length=500, description="By https://, on the internet.")
    events: list[_Told] = Field(min_length=1, max_length=10, description="What it is told.")


class WebhookChange(Schema):
    """What to change; what is left out stays."""

    url: str | None = Field(None, min_length=1, max_length=500)
    events: list[_Told] | None = Field(None, min_length=1, max_length=10)
    is_active: bool | None = None


class DeliveryOut(Schema):
    """A message, and how it went."""

    id: UUID
    event: str
    status: Literal["waiting", "delivered", "given_up"]
    attempts: int = Field(description="How often it was sent.")
    answer: str = Field(description="What the other side said last.")
    body: Free
    made_at: datetime = Field(description="When it happened, UTC.")
    tried_at: datetime | None = Field(description="When it was sent last, UTC; null: not yet.")


class Deliveries(Schema):
    """Messages, the latest first."""

    items: list[DeliveryOut]
    next: NextPage


@router.get("/webhooks", response=Webhooks, auth=needs(Scope.WEBHOOKS), summary="Your webhooks")
def webhooks(request: HttpRequest) -> Free:
    """All of them, the latest first."""
    rows = Webhook.objects.visible_to(caller_of(request).user)
    return {"items": [_webhook(one) for one in rows]}


@router.post("/webhooks", response={201: WebhookMade}, auth=needs(Scope.WEBHOOKS), summary="Make a webhook")
def make(request: HttpRequest, payload: WebhookIn) -> Status[Free]:
    """Have an address told. The answer shows the secret that signs the messages, this once."""
    try:
        one = make_webhook(caller_of(request).user, url=payload.url, events=payload.events)
    except ForbiddenTargetError as error:
        raise _forbidden(error) from None
    except TooManyError as error:
        raise ProblemError(409, place="webhooks", fact=str(error), next_step="Delete one first.") from None
    return Status(201, {**_webhook(one), "secret": one.secret})


@router.get("/webhooks/{uuid:webhook}", response=WebhookOut, auth=needs(Scope.WEBHOOKS), summary="One webhook")
def webhook(request: HttpRequest, webhook: UUID) -> Free:
    """A webhook, without its secret."""
    return _webhook(_mine(request, webhook))


@router.patch("/webhooks/{uuid:webhook}", response=WebhookOut, auth=needs(Scope.WEBHOOKS), summary="Change it")
def change(request: HttpRequest, webhook: UUID, payload: WebhookChange) -> Free:
    """Change its address or what it is told, or switch it off and on."""
    one = _mine(request, webhook)
    if payload.url is not None:
        try:
            check_url(payload.url, user=caller_of(request).user)
        except ForbiddenTargetError as error:
            raise _forbidden(error) from None
        one.url = payload.url
    if payload.events is not None:
        one.events = known(payload.events)
    if payload.is_active is not None:
        one.is_active, one.failures = payload.is_active, 0
    one.save(update_fields=["url", "events", "is_active", "failures"])
    return _webhook(one)


@router.delete("/webhooks/{uuid:webhook}", response={204: None}, auth=needs(Scope.WEBHOOKS), summary="Delete it")
def delete(request: HttpRequest, webhook: UUID) -> Status[None]:
    """Tell it nothing any more, and forget its messages."""
    _mine(request, webhook).delete()
    return Status(204, None)


@router.post(
    "/webhooks/{uuid:webhook}/test", response={202: DeliveryOut}, auth=needs(Scope.WEBHOOKS), summary="Try it out"
)
def test(request: HttpRequest, webhook: UUID) -> Status[Free]:
    """Send it a message of the event `test`."""
    found = tell(_mine(request, webhook), Event.TEST, {})
    if found is None:
        fact = "Many messages wait for this webhook already."
        raise ProblemError(409, place="path", fact=fact, next_step="See that it takes them, and try again.")
    return Status(202, _delivery(found))


@router.get(
    "/webhooks/{uuid:webhook}/deliveries",
    response=Deliveries,
    auth=needs(Scope.WEBHOOKS),
    summary="What it was told",
)
def deliveries(
    request: HttpRequest,
    webhook: UUID,
    after: str | None = AFTER,
    limit: int = LIMIT,
) -> Free:
    """The last messages and how they went, the latest first; a hundred that have ended are kept."""
    told = Delivery.objects.filter(webhook=_mine(request, webhook))
    found, more = page_of(told, ("made_at", "pk"), after=after, limit=limit)
    return {"items": [_delivery(one) for one in found], "next": more}


def _mine(request: HttpRequest, webhook: UUID) -> Webhook:
    return row_asked(Webhook.objects.visible_to(caller_of(request).user).filter(pk=webhook), "webhook")


def _forbidden(error: ForbiddenTargetError) -> ProblemError:
    return ProblemError(422, place="body /url", fact=str(error), next_step="Name an https:// address of the internet.")


def _webhook(one: Webhook) -> Free:
    names = ("id", "url", "events", "is_active", "failures", "made_at")
    return {name: getattr(one, name) for name in names}


def _delivery(one: Delivery) -> Free:
    names = ("id", "event", "status", "attempts", "answer", "body", "made_at", "tried_at")
    return {name: getattr(one, name) for name in names}
