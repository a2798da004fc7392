"""Requests that bring JSON: what only some readers take for it is none, and a problem is never a redirect."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.http import HttpRequest, JsonResponse

from momentary.web.accounts.models import User

JSON = ("application/json", "")
"""What the header Content-Type says of JSON."""

_View = Callable[..., dict[str, Any]]


class RefusedRequestError(Exception):
    """A request that as a whole is not answered: where, the fact, the next step."""

    def __init__(self, place: str, fact: str, next_step: str, *, status: int = 400) -> None:
        """Keep the parts."""
        super().__init__(fact)
        self.problem = {"place": place, "fact": fact, "next_step": next_step}
        self.status = status


def answers(format_name: str, *, status: int = 200) -> Callable[[_View], Callable[..., JsonResponse]]:
    """Turn functions of request and user into views for somebody signed in.

    Args:
        format_name: Name and version of what they answer.
        status: HTTP's status of a good answer.
    """

    def turned(view: _View) -> Callable[..., JsonResponse]:
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> JsonResponse:
            try:
                if not isinstance(request.user, User):
                    fact, next_step = "Nobody is signed in.", "Sign in and send it again: nothing is lost meanwhile."
                    raise RefusedRequestError("session", fact, next_step, status=401)
                return JsonResponse({"format": format_name, **view(request, request.user, **named)}, status=status)
            except RefusedRequestError as error:
                return JsonResponse({"format": format_name, "problem": error.problem}, status=error.status)

        return answer

    return turned


def object_of(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that a request brings.

    Raises:
        RefusedRequestError: It brings none.
    """
    if request.content_type not in JSON:
        fact = f"The request is {(request.content_type or '')[:40]}, not JSON."
        raise RefusedRequestError("header Content-Type", fact, "Send JSON in UTF-8 as application/json.", status=415)
    try:
        found = strict_json(request.body)
    except (ValueError, RecursionError):
        raise RefusedRequestError("body", "The request is not JSON.", "Send JSON in UTF-8.") from None
    if not isinstance(found, dict):
        raise RefusedRequestError("body", "The request is no JSON object.", "Send one in UTF-8.")
    return found


def strict_json(body: bytes) -> Any:
    """Return the value of a JSON document; NaN and the like are none.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It is nested too deep.
    """
    return json.loads(body, parse_constant=_no_constant)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that JSON knows")
