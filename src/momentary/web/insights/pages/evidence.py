"""Evidence: the claims that circulate, what the papers say of them, and what is worked out from the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from momentary.evidence import (
    SAFETY,
    Claim,
    Computation,
    Effect,
    Entry,
    UnknownClaimError,
    entries,
    find_entries,
    told,
)
from momentary.language import decimals_of, say
from momentary.web.insights.pages.showing import own_page
from momentary.web.training.models import Athlete

_LONGEST_QUERY = 80


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading."""

    title: str
    rows: tuple[Entry, ...]


@own_page
def evidence(request: HttpRequest, athlete: Athlete) -> HttpResponse:  # noqa: ARG001
    """List every entry of the ledger, or those that some words mean."""
    words = request.GET.get("q", "").strip()[:_LONGEST_QUERY]
    found: Iterable[Entry] = entries().values()
    is_found = True
    if words:
        try:
            found = find_entries(words)
        except UnknownClaimError:
            is_found = False
    groups = [Group(title, tuple(told(one) for one in rows)) for title, rows in groupby(found, key=_title)]
    shown = {"groups": groups, "words": words, "is_found": is_found, "safety": say(SAFETY)}
    return render(request, "insights/pages/evidence.html", shown)


@own_page
def entry(request: HttpRequest, athlete: Athlete, key: str) -> HttpResponse:  # noqa: ARG001
    """Show one entry with its sources."""
    found = entries().get(key)
    if found is None:
        raise Http404
    one = told(found)
    effects = [_effect(each) for each in one.effects] if isinstance(one, Claim) else []
    shown = {"one": one, "is_claim": isinstance(one, Claim), "effects": effects, "safety": say(SAFETY)}
    return render(request, "insights/pages/evidence_entry.html", shown)


def _title(one: Entry) -> str:
    return gettext("What is worked out from your log") if isinstance(one, Computation) else one.topic.label


def _effect(one: Effect) -> str:
    """Return how large something was: `growth: 0.15 (95 % CI 0.05 to 0.25)`."""
    unit = "" if one.size.unit == "1" else f" {one.size.unit}"
    said = f"{one.what}: {decimals_of(f'{one.size.value:g}')}{unit}"
    if one.low is not None and one.high is not None:
        low, high = (decimals_of(f"{end:g}") for end in (one.low, one.high))
        span = say("{low} to {high}", low=low, high=high)
        said += f" ({one.interval} {span})"
    if one.sd is not None:
        said += f" (SD {decimals_of(f'{one.sd:g}')})"
    return f"{said}; {one.size.source}, {one.size.trust}"
