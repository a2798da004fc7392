"""Tokens: made once, shown once, kept as a digest."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from momentary.web.accounts.models import User
from momentary.web.api.models import ApiToken
from momentary.web.api.scopes import Scope

PREFIX = "mom_"
_BYTES = 32
_HINT = len(PREFIX) + 4
_NOTE_USE_EVERY = timedelta(hours=1)


def digest_of(key: str) -> str:
    """Return what is kept of a key. It is random and long, so a plain hash is enough."""
    return sha256(key.encode()).hexdigest()


def make_token(user: User, *, name: str, scopes: Iterable[Scope], days: int | None) -> tuple[ApiToken, str]:
    """Return a new token and its key, which nobody can see again.

    Args:
        user: Whose it is.
        name: What they call it.
        scopes: What it may do.
        days: After how many days it expires; None: never.
    """
    key = PREFIX + secrets.token_urlsafe(_BYTES)
    wanted = set(scopes)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        digest=digest_of(key),
        hint=key[:_HINT],
        scopes=[str(one) for one in Scope if one in wanted],
        expires_at=None if days is None else timezone.now() + timedelta(days=days),
    )
    return token, key


def find_token(key: str) -> ApiToken | None:
    """Return the token of a key, expired or not; None where there is none or its user's account is closed."""
    if not key.startswith(PREFIX) or len(key) > 100 or not key.isascii():
        return None
    # Who asks will hardly ask for anything but their own log.
    tokens = ApiToken.objects.select_related("user__athlete__preferences")
    found = tokens.filter(digest=digest_of(key), user__is_active=True).first()
    assert found is None or isinstance(found, ApiToken)
    return found


def note_use(token: ApiToken) -> None:
    """Note when a token was used, once an hour at most: a reading request should not write."""
    now = timezone.now()
    if token.used_at is None or now - token.used_at > _NOTE_USE_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
