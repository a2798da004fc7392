"""Who asks, and the tokens that there are."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from momentary.web.api.callers import Caller, caller_of, needs
from momentary.web.api.models import ApiToken
from momentary.web.api.reading import own_athlete, row_asked
from momentary.web.api.schemas import Free, Me, TokenOut, Tokens
from momentary.web.api.scopes import Scope

router = Router(tags=["account"])


@router.get("/me", response=Me, auth=needs(None), summary="Who you are here")
def me(request: HttpRequest) -> Free:
    """Whose token this is, and what it may do: the first thing to ask."""
    caller = caller_of(request)
    token = caller.token
    return {
        "email": caller.user.email,
        "name": caller.user.name,
        "athlete": own_athlete(caller).pk,
        "scopes": [str(one) for one in Scope if caller.may(one)],
        "expires_at": None if token is None else token.expires_at,
    }


@router.get("/tokens", response=Tokens, auth=needs(Scope.READ_ACCOUNT), summary="Your tokens")
def tokens(request: HttpRequest) -> Free:
    """All of your tokens, the latest first, expired ones too. New ones are made on the page Account, API tokens."""
    caller = caller_of(request)
    rows = ApiToken.objects.visible_to(caller.user)
    return {"items": [_token(one, caller) for one in rows]}


@router.get("/tokens/{uuid:token}", response=TokenOut, auth=needs(Scope.READ_ACCOUNT), summary="One token")
def token(request: HttpRequest, token: UUID) -> Free:
    """A token, without its key."""
    caller = caller_of(request)
    return _token(_mine(caller, token), caller)


@router.delete("/tokens/{uuid:token}", response={204: None}, auth=needs(Scope.READ_ACCOUNT), summary="Revoke a token")
def revoke(request: HttpRequest, token: UUID) -> Status[None]:
    """Make a token worthless, at once; it may be the one that asks."""
    _mine(caller_of(request), token).delete()
    return Status(204, None)


def _mine(caller: Caller, token: UUID) -> ApiToken:
    return row_asked(ApiToken.objects.visible_to(caller.user).filter(pk=token), "token")


def _token(one: ApiToken, caller: Caller) -> Free:
    names = ("id", "name", "hint", "scopes", "made_at", "expires_at", "used_at")
    is_this = caller.token is not None and caller.token.pk == one.pk
    return {**{name: getattr(one, name) for name in names}, "is_this": is_this}
