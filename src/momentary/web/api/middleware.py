"""What every answer under /api/v1/ has in common: problems in one shape, a tag for what was read, limits."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag

from momentary.web.accounts.limits import LIMITS, Rate, address_of
from momentary.web.api.idempotency import finish
from momentary.web.api.problems import MEDIA_TYPE, ProblemError, told_anew

PREFIX = "/api/v1/"
AN_ADDRESS = Rate(burst=6000, per_s=60)
_Answer = Callable[[HttpRequest], HttpResponse]


def api_answers(get_response: _Answer) -> _Answer:
    """Return the middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return get_response(request)
        wait_s = LIMITS.take(f"address {address_of(request)}", AN_ADDRESS)
        if wait_s is not None:
            fact, next_step = "Too many requests came from this address.", f"Ask again in {wait_s} s."
            return ProblemError(429, place="request", fact=fact, next_step=next_step, retry_after_s=wait_s).answer()
        answer = get_response(request)
        if answer.status_code >= 400 and answer.headers.get("Content-Type") != MEDIA_TYPE:
            answer = told_anew(answer)
        finish(request, answer)
        return _tagged(request, answer)

    return middleware


def _tagged(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(answer, ["Authorization", "Cookie"])
    if request.method not in ("GET", "HEAD") or answer.status_code != 200 or answer.streaming:
        return answer
    tag = answer.headers.get("ETag") or quote_etag(sha256(answer.content).hexdigest()[:32])
    answer.headers["ETag"] = tag
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in asked or tag in asked or f"W/{tag}" in asked:
        same = HttpResponse(status=304)
        for name in ("ETag", "Cache-Control", "Vary"):
            same.headers[name] = answer.headers[name]
        return same
    return answer
