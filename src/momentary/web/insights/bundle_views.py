"""GET /phone/bundle, and how far the worker is."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from momentary.web.accounts.models import User
from momentary.web.insights.asking import ask_again
from momentary.web.insights.knowing import standing_of
from momentary.web.insights.models import Knowledge
from momentary.web.insights.whole_bundle import bundle_tag, whole_bundle
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Athlete
from momentary.web.training.preferences import hear

OLD = timedelta(minutes=30)
"""Advice that is older is given anew when somebody looks at it: recovery goes on while nobody lifts."""


@require_GET
@cache_control(private=True, no_cache=True)
@gzip_page
def bundle(request: HttpRequest) -> HttpResponse:
    """Return what a phone takes along; nothing but 304 where it has it already."""
    if not isinstance(request.user, User):
        return _nobody()
    athlete = athlete_of(request.user)
    refresh_if_old(athlete)
    tag = bundle_tag(athlete)
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged is not None:
        return unchanged
    answer = HttpResponse(whole_bundle(athlete), content_type="application/json")
    answer["ETag"] = tag
    return answer


@require_GET
@cache_control(private=True, no_store=True)
def standing(request: HttpRequest) -> HttpResponse:
    """Return how far the worker is with the log, for pages that wait."""
    if not isinstance(request.user, User):
        return _nobody()
    found = standing_of(athlete_of(request.user))
    return JsonResponse(
        {
            "position": found.position,
            "learnt": found.learnt,
            "told": found.told,
            "advised": found.advised,
            "advised_at": None if found.advised_at is None else found.advised_at.isoformat(),
            "is_behind": found.is_behind,
        }
    )


def refresh_if_old(athlete: Athlete) -> bool:
    """Ask for the advice anew where it was given some time ago, or in another language; return whether it was."""
    is_old = (
        hear(athlete, get_language())
        or Knowledge.objects.filter(athlete=athlete, advised_at__lt=timezone.now() - OLD).exists()
    )
    if is_old:
        ask_again(athlete)
    return is_old


def _nobody() -> JsonResponse:
    problem = {
        "place": "session",
        "fact": _("Nobody is signed in."),
        "next_step": _("Sign in and ask again: nothing is lost meanwhile."),
    }
    return JsonResponse({"problem": problem}, status=401)
