"""Help, in plain words: what to do, what the words mean, and what is not known."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from momentary.web.insights.pages.showing import own_page
from momentary.web.training.models import Athlete


@own_page
def help_page(request: HttpRequest, athlete: Athlete) -> HttpResponse:  # noqa: ARG001
    """Show the help."""
    return render(request, "insights/pages/help.html")
