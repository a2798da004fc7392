"""Who a view is for: coaches, or the owner. For everybody else it is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from momentary.web.accounts.models import User
from momentary.web.coaching.looking import visible_consents
from momentary.web.coaching.models import Consent

_View = Callable[..., HttpResponse]


def for_coaches(view: _View) -> _View:
    """Show a view to coaches alone; it is given the coach after the request."""
    return _for(view, lambda user: user.is_coach)


def for_owner(view: _View) -> _View:
    """Show a view to the owner alone; it is given the owner after the request."""
    return _for(view, lambda user: user.is_owner)


def _for(view: _View, may: Callable[[User], bool]) -> _View:
    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        if not isinstance(request.user, User) or not may(request.user):
            raise Http404
        return view(request, request.user, **named)

    return never_cache(login_required(answer))


def consented(coach: User, athlete: UUID) -> Consent:
    """Return the consent by which a coach sees a lifter."""
    return get_object_or_404(visible_consents(coach), athlete=athlete)
