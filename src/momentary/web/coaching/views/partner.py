"""The partner's page, without an account, and what the lifter's phone says to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from momentary.web.accounts.json_requests import RefusedRequestError, answers, object_of
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


@never_cache
@require_POST
@answers(FORMAT, status=201)
def make(request: HttpRequest, user: User) -> dict[str, Any]:
    """Make a link for a session of whoever is signed in. The token is told now and never again."""
    if LIMITS.take(f"partner.make {user.pk}", _LINKS) is not None:
        raise RefusedRequestError("", "Too many links were made.", "Use one of them, or wait a minute.", status=429)
    try:
        session = UUID(str(object_of(request).get("session")))
    except ValueError:
        raise RefusedRequestError("/session", "It is no id of a session.", "Send the session's UUID.") from None
    made = make_link(athlete_of(user), session)
    path = reverse("partner", args=[made.token])
    return {
        "token": made.token,
        "path": path,
        "url": request.build_absolute_uri(path),
        "qr": reverse("partner_qr", args=[made.token]),
        "ends_at": made.link.expires_at.isoformat(timespec="seconds"),
    }


@never_cache
@require_POST
@answers(FORMAT)
def say_step(request: HttpRequest, user: User, token: str) -> dict[str, Any]:
    """Take the step that the partner is to see."""
    link = _own(user, token)
    if LIMITS.take(f"partner.step {link.pk}", _STEPS) is not None:
        raise RefusedRequestError("", "Steps come too fast.", "Send the latest one in a few seconds.", status=429)
    try:
        return {"number": tell(link, object_of(request).get("step"))}
    except StepError as error:
        raise RefusedRequestError(error.place, error.fact, "Correct it and send it again.") from None


@never_cache
@require_POST
@answers(FORMAT)
def end(request: HttpRequest, user: User, token: str) -> dict[str, Any]:  # noqa: ARG001
    """End a link before its time."""
    _own(user, token).delete()
    return {}


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


def _own(user: User, token: str) -> PartnerLink:
    link = living_link(token)
    if link is None or not PartnerLink.objects.visible_to(user).filter(pk=link.pk).exists():
        raise RefusedRequestError("token", "There is no such link, or it has ended.", "Make a new one.", status=404)
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
