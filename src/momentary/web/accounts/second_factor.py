"""Who has to show more than a password, and the one place that insists on it.

The owner lets people in and makes coaches; a coach sees what lifters consented to show. So both need a second factor
or a passkey before any page opens. Their own log is no more than anybody's: what a phone sends and asks for it goes
on, because an outbox in a basement cannot be told to set up an authenticator.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from momentary.web.accounts.models import User

# Recovery codes alone are no factor: they replace one that was lost.
_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# The way to a factor, the way out, and what a phone does for the log of its own lifter.
_OPEN = (
    "/accounts/2fa/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
    "/settings/second-factor/",
    "/sync/",
    "/phone/",
    "/live/",
    "/partner/",
    "/sw.js",
    "/manifest.webmanifest",
)
_FOR_PROGRAMS = "/api/v1/"


def has_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody has an authenticator app, a security key or a passkey."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=_FACTORS).exists())


def lacks_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody needs a second factor and has none; in a demo on this machine nobody needs one."""
    if not isinstance(user, User) or not user.needs_second_factor or settings.SERVER.demo:
        return False
    return not has_second_factor(user)


def second_factor_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that leads the owner and coaches to a second factor before anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_OPEN) or not lacks_second_factor(request.user):
            return get_response(request)
        if request.path.startswith(_FOR_PROGRAMS):
            fact = "This account needs a second factor first."
            problem = {"place": "session", "fact": fact, "next_step": f"Set one up at {reverse('second_factor')}."}
            return JsonResponse({"problem": problem}, status=403)
        return redirect("second_factor")

    return middleware


def listen() -> None:
    """Sign out somebody's other devices when they set the factor: those got in without it."""
    authenticator_added.connect(_end_other_sessions, dispatch_uid="momentary.second_factor")


def _end_other_sessions(*, request: HttpRequest, user: User, **_: Any) -> None:
    # A member's too: whoever becomes a coach later would be seen as one on a device that never showed the factor.
    for one in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        one.end()
