"""The library's sentences in the language of whoever reads the page; what the worker stored is in the lifter's."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from momentary.language import speaking


def readers_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that speaks as Django does; it comes after the one that chooses the language."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with speaking(get_language()):
            return get_response(request)

    return middleware
