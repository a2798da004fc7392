"""The live page's shell: the same for everybody, so that the phone may keep it."""

from __future__ import annotations

import json
from functools import cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from momentary.web.phone.guide import guide
from momentary.web.phone.shell import WORKER, static_addresses, version_of

_PAGES = {"live": "phone/live.html", "live_offline": "phone/offline.html"}


def _page(template: str) -> str:
    # Without the request: whoever is signed in cannot get into the shell.
    language = get_language()
    modules = [one for one in static_addresses(language) if one.endswith(".js")]
    return render_to_string(template, {"language": language, "modules": modules})


@cache_control(no_cache=True, public=True)
@vary_on_headers("Accept-Language", "Cookie")
@require_safe
@gzip_page
def live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Show the shell in which a session is logged; all that is personal is on the phone."""
    return HttpResponse(_page(_PAGES["live"]))


@cache_control(no_cache=True, public=True)
@vary_on_headers("Accept-Language", "Cookie")
@require_safe
def offline(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say that this page needs reception, and lead to the one that does not."""
    return HttpResponse(_page(_PAGES["live_offline"]))


@cache_control(no_cache=True, public=True)
@vary_on_headers("Accept-Language", "Cookie")
@require_safe
@gzip_page
def live_guide(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Return how the methods are done, for phones that have no advice of their own yet."""
    return HttpResponse(_guide(get_language()), content_type="application/json")


@cache
def _guide(language: str) -> str:  # noqa: ARG001 (of each language its own)
    return json.dumps(guide(), separators=(",", ":"), ensure_ascii=False)


@cache_control(no_cache=True)
@require_safe
@gzip_page
def service_worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Return the service worker with the list of what it keeps; another list is another worker."""
    pages = {reverse(name): _page(template) for name, template in _PAGES.items()}
    shell = {
        "version": version_of([*pages.values(), _guide(get_language())]),
        "language": get_language(),
        "live": reverse("live"),
        "offline": reverse("live_offline"),
        "files": [*pages, reverse("live_guide"), *static_addresses(get_language())],
    }
    text = f"self.SHELL = {json.dumps(shell)};\n{WORKER.read_text(encoding='utf-8')}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@cache_control(no_cache=True, public=True)
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Return what a phone needs to install the app."""
    icons = [
        {"src": static(f"icons/{file}"), "sizes": sizes, "type": kind, "purpose": purpose}
        for file, sizes, kind, purpose in (
            ("momentary.svg", "any", "image/svg+xml", "any"),
            ("momentary-192.png", "192x192", "image/png", "any"),
            ("momentary-512.png", "512x512", "image/png", "any"),
            ("momentary-maskable-512.png", "512x512", "image/png", "maskable"),
        )
    ]
    content = {
        "id": "/",
        "name": "momentary",
        "short_name": "momentary",
        "description": _("Know your last rep."),
        "lang": get_language(),
        "start_url": reverse("live"),
        "scope": "/",
        "display": "standalone",
        "orientation": "any",
        "background_color": "#fbfaf8",
        "theme_color": "#1b5e8c",
        "categories": ["fitness", "sports"],
        "icons": icons,
        "shortcuts": [{"name": _("Log a set"), "url": reverse("live")}, {"name": _("Today"), "url": "/"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")
