"""Lifts: every exercise, failures, and how well the forecasts fit; all of it rendered by the worker."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from momentary.web.insights.knowing import fragment_of, standing_of
from momentary.web.insights.models import Page
from momentary.web.insights.pages.showing import figure, own_page
from momentary.web.training.models import Athlete


@own_page
def lifts(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """List the exercises."""
    return _shown(request, athlete, "lifts/list", title=gettext("Lifts"), here="lifts")


@own_page
def failures(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show where failures sat, why they came, what they cost."""
    return _shown(request, athlete, "lifts/failures", title=gettext("Failures"), here="lift_failures")


@own_page
def backtest(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show how well the forecasts would have fitted."""
    return _shown(request, athlete, "backtest", title=gettext("How well do I know you?"), here="lift_backtest")


@own_page
def lift(request: HttpRequest, athlete: Athlete, key: str) -> HttpResponse:
    """Show one exercise."""
    name = f"lifts/of/{key}"
    if not Page.objects.filter(athlete=athlete, name=name).exists():
        raise Http404
    return _shown(request, athlete, name, title=gettext("Lift"), here="")


def _shown(request: HttpRequest, athlete: Athlete, name: str, *, title: str, here: str) -> HttpResponse:
    html = figure(fragment_of(athlete, name))
    shown = {"html": html, "standing": standing_of(athlete), "title": title, "here": here}
    return render(request, "insights/pages/lifts.html", shown)
