"""Bodies of requests: JSON, and nothing that only some readers of JSON take."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from momentary.web.accounts.json_requests import JSON, strict_json
from momentary.web.api.problems import ProblemError


def not_json(content_type: str) -> ProblemError:
    """Return the problem of a body of another kind."""
    fact = f"The request is {content_type[:40]}, not JSON."
    return ProblemError(
        415, place="header Content-Type", fact=fact, next_step="Send JSON in UTF-8 as application/json."
    )


class StrictParser(Parser):
    """Reads JSON; NaN and the like are none."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the value of a body.

        Raises:
            ProblemError: It is none.
        """
        if request.content_type not in JSON:
            raise not_json(request.content_type or "")
        try:
            return strict_json(request.body)
        except (ValueError, RecursionError) as error:
            fact = f"The request is not JSON: {error}."[:200]
            raise ProblemError(400, place="body", fact=fact, next_step="Send JSON in UTF-8.") from None
