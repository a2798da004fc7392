"""What all pages share: whose page it is, figures made ready for a page, and changes appended to the log."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from momentary.web.accounts.models import User
from momentary.web.training.log import Outcome, Verdict, append, athlete_of
from momentary.web.training.models import Athlete
from momentary.web.training.operations import VERSION, RefusedError, Sent, read_operation

_P = ParamSpec("_P")
_OwnView = Callable[Concatenate[HttpRequest, Athlete, _P], HttpResponse]
_View = Callable[Concatenate[HttpRequest, _P], HttpResponse]


def own_page(view: _OwnView[_P]) -> _View[_P]:
    """Turn a function into a page of whoever is signed in, never kept by a browser."""
    return never_cache(login_required(require_GET(_of_athlete(view))))


def own_change(view: _OwnView[_P]) -> _View[_P]:
    """Turn a function into a change that whoever is signed in makes to what is theirs."""
    return never_cache(login_required(require_POST(_of_athlete(view))))


def own_form(view: _OwnView[_P]) -> _View[_P]:
    """Turn a function into a page that shows a form and takes it."""
    return never_cache(login_required(_of_athlete(view)))


def _of_athlete(view: _OwnView[_P]) -> _View[_P]:
    @wraps(view)
    def answer(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        return view(request, athlete_of(request.user), *args, **kwargs)

    return answer


def figure(html: str) -> SafeString:
    """Return what `momentary.figures` drew as part of a page: its evidence leads to the page of the evidence.

    Figures escape every text that they take from a log; nothing else may be passed here.
    """
    return mark_safe(html.replace('href="#on-', f'href="{reverse("evidence")}#on-'))


def refused(kind: str, body: dict[str, Any]) -> str | None:
    """Return why the log would not take an operation made on a page; None where it would read it."""
    try:
        read_operation({"id": str(uuid4()), "kind": kind, "version": VERSION, "body": body})
    except RefusedError as refusal:
        return f"{refusal.fact} {refusal.next_step}"
    return None


def say(request: HttpRequest, athlete: Athlete, *sent: tuple[str, dict[str, Any]], done: str) -> tuple[Verdict, ...]:
    """Append operations made on a page, each a kind and a body, and tell how that went."""
    assert isinstance(request.user, User)
    operations = [Sent(uuid4(), kind, VERSION, body) for kind, body in sent]
    verdicts = append(athlete.user, operations, author=request.user).verdicts
    refused = [one.refusal for one in verdicts if one.outcome is Outcome.REFUSED and one.refusal is not None]
    for refusal in refused:
        messages.error(request, f"{refusal.fact} {refusal.next_step}")
    if not refused:
        messages.success(request, done)
    return verdicts
