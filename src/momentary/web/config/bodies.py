"""What a request may bring: not more than a push or a form holds, a whole export only from somebody who is known.

The body is read here, before anything is decided or locked, so that nobody waits for somebody's slow line.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import reverse

from momentary.web.api.callers import has_token
from momentary.web.hosting.writing import RestoringError, writing
from momentary.web.training.imports import LARGEST_FILE

# The parts of a form around the file need a little room too.
LARGEST_UPLOAD = LARGEST_FILE + 100_000
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_Answer = Callable[[HttpRequest], HttpResponse]


def bounded_bodies(get_response: _Answer) -> _Answer:
    """Return the middleware that refuses a body that is too large, or does not say how large it is, unread."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            fact = "The request does not say how large it is."
            return _refused(request, 411, fact, "Send it with a Content-Length.")
        if _length(request) > _largest(request):
            return _refused(request, 413, "The request is too large.", "Send less at once.")
        if request.method not in _READS:
            try:
                _read(request)
            except UnreadablePostError:
                return _refused(request, 400, "The request broke off.", "Send it again.")
        return get_response(request)

    return middleware


def no_write_while_restoring(get_response: _Answer) -> _Answer:
    """Return the middleware that refuses to change anything while a backup is put in the place of the data."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in _READS:
            return get_response(request)
        try:
            with writing(settings.FOLDER.path):
                return get_response(request)
        except RestoringError:
            answer = _refused(request, 503, "A backup is being restored.", "Send it again in a few seconds.")
            answer.headers["Retry-After"] = "5"
            return answer

    return middleware


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else 0


def _largest(request: HttpRequest) -> int:
    """Return how many bytes this request may bring; who sends it is asked only where it matters."""
    usual: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if _length(request) > usual and request.path in (reverse("imports"), reverse("api:upload")):
        return LARGEST_UPLOAD if request.user.is_authenticated or has_token(request) else usual
    return usual


def _read(request: HttpRequest) -> None:
    _ = request.POST if request.content_type in _FORMS else request.body


def _refused(request: HttpRequest, status: int, fact: str, next_step: str) -> HttpResponse:
    problem = {"place": "body", "fact": fact, "next_step": next_step}
    if request.path.startswith("/sync/"):
        return JsonResponse({"format": "momentary-sync/1", "problem": problem}, status=status)
    if request.path.startswith("/api/"):
        return JsonResponse({"problem": problem}, status=status)
    return HttpResponse(f"{fact} {next_step}", status=status, content_type="text/plain; charset=utf-8")
