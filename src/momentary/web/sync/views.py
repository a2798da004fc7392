"""POST /sync/push and GET /sync/pull: momentary-sync/1."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from momentary.web.accounts.models import User
from momentary.web.sync.wire import MOST_OPERATIONS, handed_out, taken
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Athlete

FORMAT = "momentary-sync/1"
_View = Callable[[HttpRequest], JsonResponse]


class _BadRequestError(Exception):
    """A request that as a whole cannot be answered; what it brought stays in the outbox."""

    def __init__(self, place: str, fact: str, next_step: str, *, status: int = 400) -> None:
        super().__init__(fact)
        self.answer = JsonResponse(
            {"format": FORMAT, "problem": {"place": place, "fact": fact, "next_step": next_step}}, status=status
        )


def _answers(view: Callable[[HttpRequest, User], dict[str, Any]]) -> _View:
    """Turn a function into a view: for somebody signed in, problems as JSON, never a redirect."""

    @wraps(view)
    def answer(request: HttpRequest) -> JsonResponse:
        try:
            if not isinstance(request.user, User):
                fact, next_step = "Nobody is signed in.", "Sign in and send it again: nothing is lost meanwhile."
                raise _BadRequestError("session", fact, next_step, status=401)
            return JsonResponse({"format": FORMAT, **view(request, request.user)})
        except _BadRequestError as problem:
            return problem.answer

    return answer


@never_cache
@require_POST
@_answers
def push(request: HttpRequest, user: User) -> dict[str, Any]:
    """Append operations to the log of whoever is signed in; sent again, they count once."""
    content = _content(request)
    _check_whose(content, user)
    return taken(_entries(content), owner=user, author=user)


@never_cache
@require_GET
@gzip_page
@_answers
def pull(request: HttpRequest, user: User) -> dict[str, Any]:
    """Return the operations after a position, at most MOST_OPERATIONS of them, and whether there are more."""
    since = _position(request.GET.get("since", "0"))
    get_token(request)  # a page that was opened offline gets the cookie that push needs
    athlete_of(user)
    athlete = Athlete.objects.visible_to(user).get()
    if since > athlete.position:
        fact = f"The log ends at {athlete.position}: an older copy of it was restored."
        raise _BadRequestError("since", fact, "Ask from 0, and send again what the log has not.", status=409)
    return handed_out(athlete, since=since)


def _content(request: HttpRequest) -> dict[str, Any]:
    if request.content_type not in ("application/json", ""):
        fact = f"The request is {(request.content_type or '')[:40]}, not JSON."
        raise _BadRequestError("header Content-Type", fact, "Send JSON in UTF-8 as application/json.", status=415)
    try:
        content = json.loads(request.body, parse_constant=_no_constant)
    except RequestDataTooBig:
        raise _BadRequestError(
            "body", "The request is too large.", "Send fewer operations at once.", status=413
        ) from None
    except (ValueError, RecursionError):
        raise _BadRequestError("body", "The request is not JSON.", "Send JSON in UTF-8.") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _BadRequestError("/format", f"The request does not say {FORMAT}.", "Update the older of server and app.")
    return content


def _check_whose(content: dict[str, Any], user: User) -> None:
    """Refuse what was logged by one athlete and is sent by another, on a phone that they share."""
    if "athlete" in content and content["athlete"] != str(athlete_of(user).pk):
        fact = "Somebody else is signed in than the athlete who logged this."
        raise _BadRequestError("/athlete", fact, "Sign in as that athlete and send it again.", status=409)


def _entries(content: dict[str, Any]) -> list[Any]:
    entries = content.get("operations")
    if not isinstance(entries, list):
        raise _BadRequestError("/operations", "There is no list of operations.", "Send one, even if it is empty.")
    if len(entries) > MOST_OPERATIONS:
        fact = f"{len(entries):,} operations came at once."
        raise _BadRequestError("/operations", fact, f"Send at most {MOST_OPERATIONS} at once.", status=413)
    return entries


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON knows")


def _position(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    raise _BadRequestError("since", f"'{text[:20]}' is no position in a log.", "Send a whole number, 0 for everything.")
