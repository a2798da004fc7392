"""The ways through the app: what stands in the bar under the thumb, and what the page More lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@dataclass(frozen=True, slots=True)
class Way:
    """A page to go to.

    Args:
        name: Name of its address.
        title: What it is called.
        icon: Outline of its picture, a path in a square of 24.
        about: What is there.
    """

    name: str
    title: str | Promise
    icon: str = ""
    about: str | Promise = ""

    @property
    def address(self) -> str:
        """Where it is."""
        return reverse(self.name)

    def leads_to(self, path: str) -> bool:
        """Whether a page lies on this way: it, or one below it."""
        address = self.address
        return path == address or (address != "/" and path.startswith(address))


TABS: Sequence[Way] = (
    Way("today", _("Today"), "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"),
    Way("live", _("Log"), "M2 12h3M19 12h3M5 8v8M8 6v12M16 6v12M19 8v8M8 12h8"),
    Way(
        "body",
        _("Body"),
        "M12 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM6 10c4-2 8-2 12 0M9.5 9.5V15L8 22M14.5 9.5V15l1.5 7",
    ),
    Way("lifts", _("Lifts"), "M4 20V4M4 20h16M7 15l4-5 3 3 5-7"),
    Way("more", _("More"), "M5 12h.01M12 12h.01M19 12h.01"),
)
MORE: Sequence[tuple[str | Promise, Sequence[Way]]] = (
    (
        _("Training"),
        (
            Way("plan", _("Plan"), about=_("The week on your days, in your minutes")),
            Way("history", _("History"), about=_("Every session; mend a set or take it out")),
            Way("methods", _("Methods"), about=_("Drop sets, negatives, partials: how, when, at what cost")),
            Way("evidence", _("Evidence"), about=_("What the advice rests on, and where it is thin")),
        ),
    ),
    (
        _("Data"),
        (
            Way("imports", _("Import"), about=_("From another app; tried first, taken back at will")),
            Way("account_export", _("Export"), about=_("Everything, in open formats")),
        ),
    ),
    (
        _("People"),
        (Way("coaching", _("Coaching"), about=_("Who sees your training, and whose you see")),),
    ),
    (
        _("You"),
        (
            Way("preferences", _("Settings"), about=_("Units, gym, timer, language")),
            Way("settings", _("Account"), about=_("Password, second factor, devices, programs")),
            Way("help", _("Help"), about=_("How to read what momentary says")),
        ),
    ),
)


def tabs(path: str) -> Iterator[tuple[Way, bool]]:
    """Yield the tabs, and whether each leads to the page that is open."""
    found = next((one for one in TABS if one.leads_to(path)), None)
    if found is None and any(way.leads_to(path) for _title, ways in MORE for way in ways):
        found = TABS[-1]
    for one in TABS:
        yield one, one is found


@never_cache
@login_required
@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """Show the ways that are not in the bar."""
    return render(request, "config/more.html", {"groups": MORE})
