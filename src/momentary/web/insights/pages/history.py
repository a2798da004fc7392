"""History: every session, and what was wrong in it amended or voided, by operations like those of a phone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from momentary.exchange import set_from_object
from momentary.web.insights.knowing import standing_of
from momentary.web.insights.pages.set_forms import SetEditing
from momentary.web.insights.pages.showing import own_change, own_form, own_page, refused, say
from momentary.web.insights.wording import SessionCard, set_line
from momentary.web.training.folding import SessionState, SetState
from momentary.web.training.models import Athlete, FoldedSession

_ON_A_PAGE = 30
_ANEW = _("The forecast is being worked out anew.")


class SessionForm(forms.Form):
    """What holds for a whole session."""

    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    start = forms.DateTimeField(
        label=_("Began"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))

    def amended(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return the session's attributes as the form says them; what it does not show stays."""
        found = dict(value)
        for name in ("title", "note"):
            if self.cleaned_data[name]:
                found[name] = self.cleaned_data[name]
            else:
                found.pop(name, None)
        start: datetime = self.cleaned_data["start"].replace(tzinfo=None)
        before = datetime.fromisoformat(value["start"]["wall"])
        if start != before.replace(second=0, microsecond=0):
            clock = "local" if value["start"]["clock"] == "date_only" else value["start"]["clock"]
            found["start"] = {**value["start"], "wall": start.isoformat(), "clock": clock}
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """A set as the page of its session lists it."""

    uuid: str
    exercise: str
    text: str
    is_failure: bool
    is_warm_up: bool
    note: str


@own_page
def history(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """List the sessions, the latest first, or those with an exercise."""
    words = request.GET.get("q", "").strip()[:80]
    rows = FoldedSession.objects.visible_to(request.user).filter(athlete=athlete, is_shown=True)
    if words:
        # Names stand in the state as JSON; a session with the words elsewhere, in a note, is meant as well.
        rows = rows.filter(Q(state__icontains=words) | Q(state__icontains=json.dumps(words)[1:-1]))
    page = Paginator(rows.order_by("-start", "-pk"), _ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "cards": [SessionCard.of(row) for row in page], "words": words}
    return render(request, "insights/pages/history.html", {**shown, "standing": standing_of(athlete)})


@own_page
def session(request: HttpRequest, athlete: Athlete, uuid: UUID) -> HttpResponse:
    """Show one session, set by set, with what can be changed."""
    return _session_page(request, athlete, uuid)


def _session_page(
    request: HttpRequest, athlete: Athlete, uuid: UUID, form: SessionForm | None = None
) -> HttpResponse:  # fmt: skip
    row, state = _found(request, athlete, uuid)
    start = state.value["start"]
    initial = {
        "title": state.value.get("title", ""),
        "start": datetime.fromisoformat(start["wall"]),
        "note": state.value.get("note", ""),
    }
    shown = {
        "card": SessionCard.of(row),
        "rows": [_row(one) for one in state.living],
        "voided": [_row(one) for one in state.sets.values() if one.is_voided],
        "is_finished": state.is_finished,
        "form": form or SessionForm(initial=initial),
        "standing": standing_of(athlete),
    }
    return render(request, "insights/pages/session.html", shown, status=422 if form else 200)


@own_change
def session_amend(request: HttpRequest, athlete: Athlete, uuid: UUID) -> HttpResponse:
    """Amend what holds for the whole session."""
    _row_of, state = _found(request, athlete, uuid)
    form = SessionForm(request.POST)
    if form.is_valid():
        body = {"session": str(uuid), "value": form.amended(state.value)}
        refusal = refused("session.amended", body)
        if refusal is None:
            say(request, athlete, ("session.amended", body), done=gettext("The session is amended. %s") % _ANEW)
            return redirect("session", uuid=uuid)
        form.add_error(None, refusal)
    return _session_page(request, athlete, uuid, form)


@own_change
def session_void(request: HttpRequest, athlete: Athlete, uuid: UUID) -> HttpResponse:
    """Void a session with its sets."""
    _found(request, athlete, uuid)
    done = gettext("The session no longer counts. %s") % _ANEW
    say(request, athlete, ("session.voided", {"session": str(uuid)}), done=done)
    return redirect("history")


@own_form
def set_amend(request: HttpRequest, athlete: Athlete, uuid: UUID, one: UUID) -> HttpResponse:
    """Show the forms of a set, and amend it."""
    row, state = _found(request, athlete, uuid)
    found = _living(state, one)
    editing = SetEditing(found.value, request.POST if request.method == "POST" else None)
    if request.method == "POST" and editing.is_valid():
        body = {"session": str(uuid), "set": str(one), "value": editing.amended()}
        refusal = refused("set.amended", body)
        if refusal is None:
            if body["value"] != found.value:
                say(request, athlete, ("set.amended", body), done=gettext("The set is amended. %s") % _ANEW)
            return redirect("session", uuid=uuid)
        editing.whole.add_error(None, refusal)
    return _set_page(request, row, editing, one=one)


@own_form
def set_add(request: HttpRequest, athlete: Athlete, uuid: UUID) -> HttpResponse:
    """Show the form of a set that was forgotten, and log it."""
    row, state = _found(request, athlete, uuid)
    living = state.living
    like = living[-1].value["segments"][0] if living else {"exercise": ""}
    value = {"segments": [{name: like[name] for name in ("exercise", "load", "repetitions") if name in like}]}
    editing = SetEditing(value, request.POST if request.method == "POST" else None)
    if request.method == "POST" and editing.is_valid():
        body = {"session": str(uuid), "set": str(uuid4()), "value": editing.amended()}
        refusal = refused("set.logged", body)
        if refusal is None:
            say(request, athlete, ("set.logged", body), done=gettext("The set is logged. %s") % _ANEW)
            return redirect("session", uuid=uuid)
        editing.whole.add_error(None, refusal)
    return _set_page(request, row, editing, one=None)


@own_change
def set_void(request: HttpRequest, athlete: Athlete, uuid: UUID, one: UUID) -> HttpResponse:
    """Void a set."""
    _row_of, state = _found(request, athlete, uuid)
    _living(state, one)
    done = gettext("The set no longer counts. %s") % _ANEW
    say(request, athlete, ("set.voided", {"session": str(uuid), "set": str(one)}), done=done)
    is_empty = not FoldedSession.objects.filter(athlete=athlete, uuid=uuid, is_shown=True).exists()
    return redirect("history") if is_empty else redirect("session", uuid=uuid)


def _set_page(request: HttpRequest, row: FoldedSession, editing: SetEditing, *, one: UUID | None) -> HttpResponse:
    is_wrong = request.method == "POST"
    shown = {"card": SessionCard.of(row), "editing": editing, "one": one}
    return render(request, "insights/pages/set.html", shown, status=422 if is_wrong else 200)


def _found(request: HttpRequest, athlete: Athlete, uuid: UUID) -> tuple[FoldedSession, SessionState]:
    mine = FoldedSession.objects.visible_to(request.user).filter(athlete=athlete)
    row = mine.filter(uuid=uuid, is_shown=True).first()
    if row is None:
        raise Http404
    return row, SessionState.of(row.state)


def _living(state: SessionState, uuid: UUID) -> SetState:
    found = state.sets.get(str(uuid))
    if found is None or found.is_voided:
        raise Http404
    return found


def _row(one: SetState) -> Row:
    found = set_from_object(one.value)
    line = set_line(found)
    return Row(one.uuid, found.exercise, line.text, line.is_failure, line.is_warm_up, line.note)
