"""What goes with somebody who leaves, of all layers: the one list of it. `accounts.parting` finds it by its setting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from momentary.web.accounts import archive as account
from momentary.web.accounts.models import User
from momentary.web.accounts.parting import Belongings, Part, json_part
from momentary.web.api.models import ApiToken, Delivery, Webhook
from momentary.web.coaching import archive as coaching
from momentary.web.insights.models import Knowledge
from momentary.web.training import archive as training


def learnt(user: User) -> Iterator[Part]:
    """Yield what the worker made of the log."""
    found = Knowledge.objects.filter(athlete__user=user).values("model", "position", "made_at", "summary", "today")
    yield json_part("learnt.json", "What momentary learnt from your log; it can be made anew from it.", found.first())


def programs(user: User) -> Iterator[Part]:
    """Yield which programs may ask for the log: never their keys."""
    tokens = ApiToken.objects.filter(user=user).values("name", "hint", "scopes", "made_at", "expires_at", "used_at")
    hooks = Webhook.objects.filter(user=user).values("url", "events", "is_active", "made_at")
    sent = Delivery.objects.filter(webhook__user=user).values("webhook__url", "event", "body", "status", "made_at")
    told: dict[str, Any] = {"tokens": list(tokens), "webhooks": list(hooks), "deliveries": list(sent)}
    yield json_part("programs.json", "Keys of programs (not the keys themselves), webhooks and their messages.", told)


def program_belongings(user: User) -> Belongings:
    """Return the ids by which tasks know webhooks and their messages."""
    hooks = Webhook.objects.filter(user=user).values_list("pk", flat=True)
    sent = Delivery.objects.filter(webhook__user=user).values_list("pk", flat=True)
    return Belongings(ids=(*hooks, *sent))


def program_counts(user: User) -> Iterator[tuple[str, int]]:
    """Yield how many programs may ask."""
    yield _("keys of programs"), ApiToken.objects.filter(user=user).count()
    yield _("webhooks"), Webhook.objects.filter(user=user).count()


PARTS = (account.parts, training.parts, coaching.parts, learnt, programs)
BELONGINGS = (account.belongings, training.belongings, program_belongings)
COUNTS = (training.counts, coaching.counts, program_counts)
