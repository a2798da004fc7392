"""Problems in one shape (RFC 9457): where, the fact, the next step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
_LONGEST = 300


class ProblemError(Exception):
    """A request that is not answered as it was asked.

    Args:
        status: HTTP's status; 202 where the answer is still being worked out.
        place: Where: `query exercise`, `body /done/0/load`, `header Authorization`.
        fact: What stands there, and why it cannot be.
        next_step: What to do.
        retry_after_s: After how long to ask again; None where that would not help [s].
        more: Other problems of the same request, each with place, fact and next_step.
    """

    def __init__(
        self,
        status: int,
        *,
        place: str,
        fact: str,
        next_step: str,
        retry_after_s: int | None = None,
        more: Sequence[dict[str, str]] = (),
    ) -> None:
        """Keep the parts."""
        super().__init__(f"{place}: {fact} {next_step}")
        self.status, self.place, self.fact, self.next_step = status, place, fact, next_step
        self.retry_after_s, self.more = retry_after_s, tuple(more)

    def answer(self) -> HttpResponse:
        """Return the answer that says so."""
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.fact[:_LONGEST],
            "place": self.place[:_LONGEST],
            "fact": self.fact[:_LONGEST],
            "next_step": self.next_step[:_LONGEST],
        }
        if self.more:
            body["more"] = list(self.more)
        kind = MEDIA_TYPE if self.status >= HTTPStatus.BAD_REQUEST else "application/json"
        answer = HttpResponse(json.dumps(body), status=self.status, content_type=kind)
        if self.retry_after_s is not None:
            answer.headers["Retry-After"] = str(self.retry_after_s)
        if self.status == HTTPStatus.UNAUTHORIZED:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer


def not_there(what: str, *, next_step: str) -> ProblemError:
    """Return the problem of something that is not there, or that somebody may not see: nobody can tell which."""
    return ProblemError(404, place="path", fact=f"There is no such {what}.", next_step=next_step)


_KNOWN = {
    400: ("The request cannot be read.", "Compare it with /api/docs/."),
    403: ("That is not allowed.", "Use a token that may do it, or sign in."),
    404: ("Nothing is at this address.", "Look it up in /api/docs/."),
    405: ("This address does not take that method.", "Look at the header Allow, or at /api/docs/."),
    500: ("momentary failed at it.", "Ask again; its host finds the reason in the server's messages."),
}


def told_anew(answer: HttpResponse) -> HttpResponse:
    """Return an error that something else wrote, in the shape of a problem; its headers stay."""
    fact, next_step = _KNOWN.get(answer.status_code, ("The request failed.", "Compare it with /api/docs/."))
    said = {"place": "request", "fact": fact, "next_step": next_step}
    if answer.headers.get("Content-Type") == "application/json":
        # What refuses a request before it comes here says why.
        said |= json.loads(answer.content).get("problem", {})
    place, fact, next_step = said.values()
    found = ProblemError(answer.status_code, place=place, fact=fact, next_step=next_step).answer()
    for name, value in answer.headers.items():
        if name not in ("Content-Type", "Content-Length"):
            found.headers.setdefault(name, value)
    return found
