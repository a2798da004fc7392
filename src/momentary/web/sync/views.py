"""POST /sync/push and GET /sync/pull: momentary-sync/1."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from momentary.web.accounts.json_requests import RefusedRequestError, answers, object_of
from momentary.web.accounts.models import User
from momentary.web.sync.wire import MOST_OPERATIONS, handed_out, taken
from momentary.web.training.log import athlete_of

FORMAT = "momentary-sync/1"


@never_cache
@require_POST
@answers(FORMAT)
def push(request: HttpRequest, user: User) -> dict[str, Any]:
    """Append operations to the log of whoever is signed in; sent again, they count once."""
    content = _content(request)
    _check_whose(content, user)
    return taken(_entries(content), owner=user, author=user)


@never_cache
@require_GET
@gzip_page
@answers(FORMAT)
def pull(request: HttpRequest, user: User) -> dict[str, Any]:
    """Return the operations after a position, at most MOST_OPERATIONS of them, and whether there are more."""
    since = _position(request.GET.get("since", "0"))
    get_token(request)  # a page that was opened offline gets the cookie that push needs
    athlete = athlete_of(user)
    if since > athlete.position:
        fact = f"The log ends at {athlete.position}: an older copy of it was restored."
        raise RefusedRequestError("since", fact, "Ask from 0, and send again what the log has not.", status=409)
    return handed_out(athlete, since=since)


def _content(request: HttpRequest) -> dict[str, Any]:
    content = object_of(request)
    if content.get("format") != FORMAT:
        fact = f"The request does not say {FORMAT}."
        raise RefusedRequestError("/format", fact, "Update the older of server and app.")
    return content


def _check_whose(content: dict[str, Any], user: User) -> None:
    """Refuse what was logged by one athlete and is sent by another, on a phone that they share."""
    if "athlete" in content and content["athlete"] != str(athlete_of(user).pk):
        fact = "Somebody else is signed in than the athlete who logged this."
        raise RefusedRequestError("/athlete", fact, "Sign in as that athlete and send it again.", status=409)


def _entries(content: dict[str, Any]) -> list[Any]:
    entries = content.get("operations")
    if not isinstance(entries, list):
        raise RefusedRequestError("/operations", "There is no list of operations.", "Send one, even if it is empty.")
    if len(entries) > MOST_OPERATIONS:
        fact = f"{len(entries):,} operations came at once."
        raise RefusedRequestError("/operations", fact, f"Send at most {MOST_OPERATIONS} at once.", status=413)
    return entries


def _position(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    fact = f"'{text[:20]}' is no position in a log."
    raise RefusedRequestError("since", fact, "Send a whole number, 0 for everything.")
