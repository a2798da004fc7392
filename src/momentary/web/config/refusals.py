"""Answers to requests that are refused before they reach a view, and to those that fail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a request whose token is missing or stale; a phone keeps its outbox and asks for a new one."""
    if request.path.startswith(("/sync/", "/phone/")):
        problem = {
            "place": "header X-CSRFToken",
            "fact": "The token of this page is missing or stale.",
            "next_step": "Pull once, take the token from the cookie csrftoken, and push again.",
        }
        return JsonResponse({"problem": problem}, status=403)
    return render(request, "403_csrf.html", status=403)
