"""Webhooks, made."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from momentary.web.accounts.models import User
from momentary.web.api.models import Webhook
from momentary.web.api.webhooks.events import Event
from momentary.web.api.webhooks.targets import check_url

MOST = 10
TOLD = (Event.LOG_CHANGED, Event.KNOWLEDGE_UPDATED, Event.IMPORT_FINISHED)
_BYTES = 32


class TooManyError(ValueError):
    """Somebody has as many webhooks as anybody may have."""


def make_webhook(user: User, *, url: str, events: Iterable[str]) -> Webhook:
    """Return a new webhook with its secret, which is shown once.

    Raises:
        ForbiddenTargetError: No message goes to that address.
        TooManyError: There are as many as may be.
    """
    check_url(url, user=user)
    if Webhook.objects.filter(user=user).count() >= MOST:
        raise TooManyError(f"You have {MOST} webhooks, as many as may be. Delete one first.")
    return Webhook.objects.create(user=user, url=url, events=known(events), secret=secrets.token_urlsafe(_BYTES))


def known(events: Iterable[str]) -> list[str]:
    """Return events in their order, each once."""
    wanted = set(events)
    return [str(one) for one in TOLD if one in wanted]
