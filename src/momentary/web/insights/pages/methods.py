"""Methods: how a set goes on at failure and beyond it, step by step, with the simulator's pictures."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from momentary.evidence import SAFETY
from momentary.language import say
from momentary.web.insights.pages.showing import own_page
from momentary.web.training.models import Athlete

if TYPE_CHECKING:
    from momentary.prescription.methods import Advice, Protocol

PICTURES = MappingProxyType(
    {
        "drop-set": "drop",
        "double-drop-set": "double-drop",
        "rest-pause": "rest-pause",
        "partial-repetitions": "partials",
        "cheat-repetitions": "cheat",
        "machine": "machine",
        "negatives": "negatives",
        "assisted-repetitions": "forced",
        "superset-opposing": "superset",
    }
)
"""Methods that the simulator knows, with its names of them; `tools/method_pictures.py` drew them."""


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of a guide under a heading; steps are told in their order."""

    title: str | Promise
    sentences: tuple[Advice, ...]
    is_ordered: bool = False


@own_page
def methods(request: HttpRequest, athlete: Athlete) -> HttpResponse:  # noqa: ARG001
    """List the methods, those that need least first."""
    return render(request, "insights/pages/methods.html", {"protocols": _protocols().values(), "safety": say(SAFETY)})


@own_page
def method(request: HttpRequest, athlete: Athlete, name: str) -> HttpResponse:  # noqa: ARG001
    """Show how one is done."""
    found = _protocols().get(name)
    if found is None:
        raise Http404
    parts = (
        Part(_("When"), found.when),
        Part(_("You"), found.steps, is_ordered=True),
        Part(_("Your partner"), found.partner_steps, is_ordered=True),
        Part(_("It ends"), found.ends),
        Part(_("What it costs"), found.cost),
        Part(_("Log it"), found.log_as),
        Part(_("Why"), found.why),
    )
    picture = PICTURES.get(name)
    shown = {
        "one": found,
        "parts": [part for part in parts if part.sentences],
        "picture": None if picture is None else f"insights/methods/{picture}.html",
        "safety": say(SAFETY),
    }
    return render(request, "insights/pages/method.html", shown)


def _protocols() -> dict[str, Protocol]:
    from momentary.prescription.methods import METHODS  # noqa: PLC0415 (numpy, once)

    return {one.protocol.name: one.protocol for one in METHODS}
