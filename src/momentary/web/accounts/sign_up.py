"""Who may make an account, and the owner's one-time link."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from momentary.web.accounts.models import User

_SALT = "momentary.owner"
LINK_LASTS_S = 24 * 3600


class OwnerExistsError(RuntimeError):
    """The server has its owner already."""


def is_open() -> bool:
    """Whether a stranger may make an account; not before the server has its owner."""
    return bool(settings.SERVER.sign_up == "open") and has_owner()


def has_owner() -> bool:
    """Whether the server has its owner."""
    return User.objects.filter(is_owner=True).exists()


def owner_path() -> str:
    """Return the path of a link that makes the owner: it works for a day, and until there is an owner."""
    return reverse("owner_setup", args=[signing.dumps("owner", salt=_SALT)])


def is_owner_token(token: str) -> bool:
    """Whether a link's token is of this server and not too old."""
    try:
        return bool(signing.loads(token, salt=_SALT, max_age=LINK_LASTS_S) == "owner")
    except signing.BadSignature:
        return False


def make_owner(email: str, password: str) -> User:
    """Return the new owner.

    Raises:
        OwnerExistsError: There is one, or somebody has that address.
    """
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, is_owner=True)
    except IntegrityError:
        raise OwnerExistsError("This server has its owner already. Sign in instead.") from None
