"""The partner's page, without an account, and what the lifter's phone says to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from momentary.web.accounts.limits import LIMITS, Rate, address_of, not_too_often
from momentary.web.accounts.models import User
from momentary.web.coaching.drawing import qr_svg
from momentary.web.coaching.models import PartnerLink
from momentary.web.coaching.partner import FORMAT, StepError, living_link, make_link, state_of, tell
from momentary.web.training.log import athlete_of

# A page asks every second and a half, in a few tabs; a guesser of tokens gets nowhere.
_POLLS = Rate(burst=240, per_s=4)
_MISSES = Rate(burst=20, per_s=1 / 3)
_LINKS = Rate(burst=60, per_s=1 / 60)
_STEPS = Rate(burst=240, per_s=4)


class _RefusedError(Exception):
    """A request of the phone that gets a problem for an answer."""

    def __init__(self, status: int, place: str, fact: str, next_step: str) -> None:
        super().__init__(fact)
        problem = {"place": place, "fact": fact, "next_step": next_step}
        self.answer = JsonResponse({"format": FORMAT, "problem": problem}, status=status)


def _for_phones(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn a function of request and user into a view: problems as JSON, never a redirect."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            if not isinstance(request.user, User):
                raise _RefusedError(401, "session", "Nobody is signed in.", "Sign in and send it again.")
            return view(request, request.user, **named)
        except _RefusedError as problem:
            return problem.answer

    return answer


@never_cache
@require_POST
@_for_phones
def make(request: HttpRequest, user: User) -> HttpResponse:
    """Make a link for a session of whoever is signed in. The token is told now and never again."""
    if LIMITS.take(f"partner.make {user.pk}", _LINKS) is not None:
        raise _RefusedError(429, "", "Too many links were made.", "Use one of them, or wait a minute.")
    try:
        session = UUID(str(_content(request).get("session")))
    except ValueError:
        raise _RefusedError(400, "/session", "It is no id of a session.", "Send the session's UUID.") from None
    made = make_link(athlete_of(user), session)
    path = reverse("partner", args=[made.token])
    said = {
        "format": FORMAT,
        "token": made.token,
        "path": path,
        "url": request.build_absolute_uri(path),
        "qr": reverse("partner_qr", args=[made.token]),
        "ends_at": made.link.expires_at.isoformat(timespec="seconds"),
    }
    return JsonResponse(said, status=201)


@never_cache
@require_POST
@_for_phones
def say_step(request: HttpRequest, user: User, token: str) -> HttpResponse:
    """Take the step that the partner is to see."""
    link = _own(user, token)
    if LIMITS.take(f"partner.step {link.pk}", _STEPS) is not None:
        raise _RefusedError(429, "", "Steps come too fast.", "Send the latest one in a few seconds.")
    try:
        number = tell(link, _content(request).get("step"))
    except StepError as error:
        raise _RefusedError(400, error.place, error.fact, "Correct it and send it again.") from None
    return JsonResponse({"format": FORMAT, "number": number})


@never_cache
@require_POST
@_for_phones
def end(request: HttpRequest, user: User, token: str) -> HttpResponse:  # noqa: ARG001
    """End a link before its time."""
    _own(user, token).delete()
    return JsonResponse({"format": FORMAT})


@never_cache
@require_GET
@not_too_often
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the step to whoever has the link."""
    state = state_of(_found(request, token))
    answer = render(request, "coaching/partner.html", {"token": token, "state": state, "step": state["step"]})
    return _told_nobody(answer)


@never_cache
@require_GET
@not_too_often
def state(request: HttpRequest, token: str) -> HttpResponse:
    """Return the step for the page that shows it."""
    return _told_nobody(JsonResponse(state_of(_found(request, token))))


@never_cache
@require_GET
@not_too_often
def qr(request: HttpRequest, token: str) -> HttpResponse:
    """Draw the link as a QR code."""
    _found(request, token)
    url = request.build_absolute_uri(reverse("partner", args=[token]))
    return _told_nobody(HttpResponse(qr_svg(url), content_type="image/svg+xml"))


def _content(request: HttpRequest) -> dict[str, Any]:
    try:
        content = json.loads(request.body)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise _RefusedError(400, "body", "The request is no JSON object.", "Send one in UTF-8.")
    return content


def _own(user: User, token: str) -> PartnerLink:
    link = living_link(token)
    if link is None or not PartnerLink.objects.visible_to(user).filter(pk=link.pk).exists():
        raise _RefusedError(404, "token", "There is no such link, or it has ended.", "Make a new one.")
    return link


def _found(request: HttpRequest, token: str) -> PartnerLink:
    """Return a living link; guesses are counted by address, polls by link."""
    address = address_of(request)
    link = living_link(token)
    if link is None:
        LIMITS.charge(f"partner.miss {address}", _MISSES)
        raise Http404
    LIMITS.charge(f"partner.poll {link.pk} {address}", _POLLS)
    return link


def _told_nobody(answer: HttpResponse) -> HttpResponse:
    """Keep the link out of search engines and of other sites' records."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
