"""Static texts travel compressed: each file once, since its address names its content."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

_TEXTS = re.compile(r"\.(?:js|css|svg|json|txt|html)$")
# Comments that have their lines to themselves: no string, pattern or template of ours begins or ends on such lines.
_COMMENTS = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)[ \t]*$", re.MULTILINE)
_Handler = Callable[[HttpRequest], HttpResponseBase]


def compressed_files(get_response: _Handler) -> _Handler:
    """Return the middleware; it stands right before the one that serves files."""
    kept: dict[str, tuple[bytes, dict[str, str]]] = {}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not (path.startswith(str(settings.STATIC_URL)) and _TEXTS.search(path) and _may_be_compressed(request)):
            return get_response(request)
        if path not in kept:
            answer = get_response(request)
            if answer.status_code != 200 or "Content-Encoding" in answer:
                return answer
            content = _content(answer)
            if path.startswith(f"{settings.STATIC_URL}js/"):
                content = without_comments(content.decode()).encode()
            length = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            headers = {name: value for name, value in answer.headers.items() if name not in ("Content-Length", "ETag")}
            kept[path] = gzip.compress(content, mtime=0), headers | length
        body, headers = kept[path]
        return HttpResponse(body, headers=headers | {"Content-Length": str(len(body))})

    return middleware


def without_comments(script: str) -> str:
    """Return a script of ours without what is written for its readers; each line keeps its number."""
    return _COMMENTS.sub(lambda found: "\n" * found[0].count("\n"), script)


def _may_be_compressed(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept-Encoding", "")
    return request.method == "GET" and "gzip" in accepted and "Range" not in request.headers


def _content(answer: HttpResponseBase) -> bytes:
    if isinstance(answer, HttpResponse):
        return answer.content
    content = b"".join(cast("Iterable[bytes]", answer))
    answer.close()
    return content
