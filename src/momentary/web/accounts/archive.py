"""What `accounts` knows of somebody, for their archive and their farewell."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from momentary.web.accounts.models import Export, User
from momentary.web.accounts.parting import Belongings, Part, file_of, json_part


def parts(user: User) -> Iterator[Part]:
    """Yield the account: no password, not even its hash, and no secret of a second factor."""
    account = {
        "email": user.email,
        "name": user.name,
        "joined_at": user.joined_at,
        "last_sign_in": user.last_login,
        "is_owner": user.is_owner,
        "is_coach": user.is_coach,
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "second_factors": list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")),
        "devices": list(UserSession.objects.filter(user=user).values("ip", "user_agent", "created_at", "last_seen_at")),
    }
    yield json_part("account.json", "Your account, your devices, and which second factors you have.", account)


def belongings(user: User) -> Belongings:
    """Return the archives that lie there."""
    exports = list(Export.objects.filter(user=user))
    return Belongings(tuple(file_of(one) for one in exports), tuple(one.pk for one in exports))
