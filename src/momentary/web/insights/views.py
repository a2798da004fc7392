"""Today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from momentary.web.accounts.sign_up import has_owner
from momentary.web.insights.bundle_views import refresh_if_old
from momentary.web.insights.knowing import standing_of, today_of
from momentary.web.insights.today import TodayCard
from momentary.web.insights.wording import SessionCard
from momentary.web.training.log import athlete_of
from momentary.web.training.models import BUSY, FoldedSession, Import
from momentary.web.training.views import ImportForm

_RECENT = 3


@never_cache
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Show what is due, how recovered its muscles are, and where failure fits; before any set, how to begin."""
    if not request.user.is_authenticated:
        return redirect("account_login") if has_owner() else render(request, "insights/no_owner.html")
    athlete = athlete_of(request.user)
    is_old = refresh_if_old(athlete)
    bundle, standing = today_of(athlete), standing_of(athlete)
    rows = FoldedSession.objects.visible_to(request.user).filter(athlete=athlete, is_shown=True)
    cards = [SessionCard.of(row) for row in rows.order_by("-start", "-pk")[:_RECENT]]
    found = {
        "card": None if bundle is None else TodayCard.of(bundle),
        "cards": cards,
        "form": ImportForm() if not cards else None,
        "busy": Import.objects.visible_to(request.user).filter(athlete=athlete, status__in=BUSY).first(),
        "standing": standing,
        "waits": is_old or (bool(cards) and (standing.advised or 0) < standing.position),
    }
    return render(request, "insights/today.html", found)
