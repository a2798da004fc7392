"""How often somebody may ask: counted in memory, by the process that answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_WAIT_S = 60


class TooOftenError(Exception):
    """Somebody asks too often."""


def may_go_on(what: str, who: str, *, most: int, per_s: int) -> bool:
    """Count one more and return whether it is still within the limit.

    Args:
        what: What is done.
        who: Who does it: an address, a user, or a token.
        most: How often within one window.
        per_s: Length of a window; the next begins when the clock says so [s].
    """
    window = int(time.time()) // per_s
    key = "limit:" + sha256(f"{what}\0{who}\0{window}".encode()).hexdigest()
    cache.add(key, 0, timeout=2 * per_s)
    try:
        return cache.incr(key) <= most
    except ValueError:
        # Pushed out of memory between the two lines: counted from one again.
        return True


def address_of(request: HttpRequest) -> str:
    """Return the network address of whoever asks, as far as the proxies in front tell it."""
    try:
        return str(get_adapter().get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied):
        return str(request.META.get("REMOTE_ADDR", ""))


def not_too_often(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn TooOftenError into status 429 with the time to wait."""

    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *given, **named)
        except TooOftenError:
            refused = render(request, "429.html", status=429)
            refused.headers["Retry-After"] = str(_WAIT_S)
            return refused

    return answer
