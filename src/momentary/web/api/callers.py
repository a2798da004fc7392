"""Who asks: by a token in the header, or by the cookies of somebody signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from momentary.web.accounts.limits import LIMITS, Rate, address_of
from momentary.web.accounts.models import User
from momentary.web.api.idempotency import begin
from momentary.web.api.models import ApiToken
from momentary.web.api.problems import ProblemError
from momentary.web.api.scopes import Scope
from momentary.web.api.tokens import find_token, note_use

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADER = "header Authorization"
A_CALLER = Rate(burst=1500, per_s=10)
FAILED_KEYS = Rate(burst=20, per_s=0.2)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and what they may do.

    Args:
        user: Who it is.
        token: The token they came with; None where they are signed in with a browser.
    """

    user: User
    token: ApiToken | None = None

    def may(self, scope: Scope) -> bool:
        """Whether they may do something."""
        return self.token is None or scope in self.token.scopes


class Token(AuthBase):
    """A token in the header Authorization, with the scope that the operation needs."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "A token from the page Account, API tokens: `Authorization: Bearer mom_...`"

    def __init__(self, scope: Scope | None) -> None:
        """Take the scope; None where any token will do."""
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Return who the token is of; None where there is no such header.

        Raises:
            ProblemError: The token is none, is too old, or may not do this.
        """
        said = request.headers.get("Authorization")
        if said is None:
            return None
        token = _token_of(request, said)
        caller = Caller(token.user, token)
        if self.scope is not None and not caller.may(self.scope):
            fact = f"This token may not do that: it needs the scope {self.scope}."
            raise ProblemError(403, place=_HEADER, fact=fact, next_step="Make a token with it: Account, API tokens.")
        note_use(token)
        _charge(f"token {token.pk}")
        begin(request, token.user)
        return caller


class Cookies(AuthBase):
    """The cookies of somebody signed in; whatever changes something needs the token against forgery too."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME
    openapi_description = "A signed-in browser. Anything but GET needs the cookie csrftoken's value in X-CSRFToken."

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Return who is signed in; None where nobody is.

        Raises:
            ProblemError: The token against forgery is missing or stale.
        """
        if not isinstance(request.user, User) or not request.user.is_active:
            return None
        if request.method not in _SAFE and check_csrf(request) is not None:
            raise ProblemError(
                403,
                place="header X-CSRFToken",
                fact="The token of this page is missing or stale.",
                next_step="Take it from the cookie csrftoken, or use an API token.",
            )
        _charge(f"user {request.user.pk}")
        begin(request, request.user)
        return Caller(request.user)


def needs(scope: Scope | None) -> list[Any]:
    """Return what an operation asks of who calls it; no scope: any token will do."""
    return [Token(scope), Cookies()]


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks."""
    found: Caller = request.auth  # type: ignore[attr-defined]  # ninja sets it
    return found


def has_token(request: HttpRequest) -> bool:
    """Whether a request comes with a token that may import: asked before its body is read, and again after."""
    token = _read(request.headers.get("Authorization", ""))
    return token is not None and not token.is_expired(at=timezone.now()) and Scope.IMPORTS in token.scopes


def _read(said: str) -> ApiToken | None:
    """Return the token that a header names, expired or not; None where it names none."""
    scheme, _, key = said.partition(" ")
    return find_token(key.strip()) if scheme.lower() == "bearer" else None


def _token_of(request: HttpRequest, said: str) -> ApiToken:
    bucket = f"failed {address_of(request)}"
    wait_s = LIMITS.is_empty(bucket)
    if wait_s is not None:
        raise _too_many(wait_s)
    token = _read(said)
    if token is None:
        LIMITS.take(bucket, FAILED_KEYS)
        fact = "No token of this server stands there."
        raise ProblemError(401, place=_HEADER, fact=fact, next_step="Send 'Bearer ' and a token from Account.")
    if token.is_expired(at=timezone.now()):
        assert token.expires_at is not None
        fact = f"The token expired at {token.expires_at.isoformat(timespec='seconds')}."
        raise ProblemError(401, place=_HEADER, fact=fact, next_step="Make a new one: Account, API tokens.")
    return token


def _charge(bucket: str) -> None:
    wait_s = LIMITS.take(bucket, A_CALLER)
    if wait_s is not None:
        raise _too_many(wait_s)


def _too_many(wait_s: int) -> ProblemError:
    fact = "Too many requests came at once."
    return ProblemError(429, place="request", fact=fact, next_step=f"Ask again in {wait_s} s.", retry_after_s=wait_s)
