"""Today, and a session's sets."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from momentary.web.accounts.sign_up import has_owner
from momentary.web.insights.wording import SessionCard
from momentary.web.training.models import FoldedSession, Import

_ON_A_PAGE = 20


@never_cache
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Show the sessions of the log, the latest first."""
    if not request.user.is_authenticated:
        return redirect("account_login") if has_owner() else render(request, "insights/no_owner.html")
    rows = FoldedSession.objects.visible_to(request.user).filter(is_shown=True).order_by("-start", "-pk")
    page = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))
    cards = [SessionCard.of(row) for row in page]
    busy = Import.objects.visible_to(request.user).exclude(status__in=["read", "taken", "undone", "failed"]).first()
    return render(request, "insights/today.html", {"page": page, "cards": cards, "busy": busy})


@never_cache
@login_required
@require_GET
def session(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one session, set by set."""
    row = FoldedSession.objects.visible_to(request.user).filter(uuid=uuid, is_shown=True).first()
    if row is None:
        raise Http404
    return render(request, "insights/session.html", {"card": SessionCard.of(row)})
