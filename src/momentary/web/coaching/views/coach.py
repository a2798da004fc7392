"""The coach's side: the table of lifters, a lifter's page, codes, notes and plan edits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from momentary.web.accounts.models import User
from momentary.web.coaching import consents
from momentary.web.coaching.drawing import qr_svg
from momentary.web.coaching.forms import InvitationForm, NoteForm, PlanEditForm
from momentary.web.coaching.knowing import card_of
from momentary.web.coaching.looking import rows_for
from momentary.web.coaching.models import Consent, Invitation, Note, PlanEdit
from momentary.web.coaching.plans import edit_lines, withdraw
from momentary.web.coaching.views.sides import consented, for_coaches
from momentary.web.training.models import FoldedSession
from momentary.web.training.preferences import preferences_of

_SESSIONS_SHOWN = 8


def _wall() -> datetime:
    """Return the server's wall clock: logs hold that of the lifter, and a day more or less changes no reason."""
    return timezone.localtime().replace(tzinfo=None)


@for_coaches
@require_GET
def table(request: HttpRequest, coach: User) -> HttpResponse:
    """List the lifters who consented, and the codes that wait."""
    rows = rows_for(coach, now=_wall())
    waiting = Invitation.objects.filter(coach=coach, expires_at__gt=timezone.now())
    found = {"rows": rows, "waiting": waiting, "form": InvitationForm(), "need": sum(bool(one.reasons) for one in rows)}
    return render(request, "coaching/table.html", found)


@for_coaches
@require_POST
def invite(request: HttpRequest, coach: User) -> HttpResponse:
    """Make a code and show it, once."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return redirect("lifters")
    try:
        made = consents.invite(coach, form.cleaned_data["label"])
    except consents.ConsentError as error:
        messages.error(request, str(error))
        return redirect("lifters")
    url = request.build_absolute_uri(reverse("join_coach", args=[made.code]))
    return render(request, "coaching/code.html", {"made": made, "url": url, "drawing": qr_svg(url)})


@for_coaches
@require_POST
def withdraw_code(request: HttpRequest, coach: User, uuid: UUID) -> HttpResponse:
    """Make a code worth nothing."""
    if not Invitation.objects.filter(coach=coach, pk=uuid).delete()[0]:
        raise Http404
    messages.success(request, _("The code no longer works."))
    return redirect("lifters")


@for_coaches
@require_GET
def lifter(request: HttpRequest, coach: User, athlete: UUID) -> HttpResponse:
    """Show what a lifter shares."""
    given = consented(coach, athlete)
    form = PlanEditForm(in_lb=preferences_of(given.athlete).unit == "lb", initial={"day": timezone.localdate()})
    return _lifter(request, coach, given, note_form=NoteForm(), edit_form=form)


def _lifter(
    request: HttpRequest, coach: User, given: Consent, *, note_form: NoteForm, edit_form: PlanEditForm
) -> HttpResponse:
    (row,) = rows_for(coach, now=_wall(), only=given)
    latest = FoldedSession.objects.coached_by(coach).filter(athlete=given.athlete, is_shown=True)
    edits = PlanEdit.objects.coached_by(coach).filter(athlete=given.athlete, coach=coach).order_by("-day")[:20]
    found = {
        "row": row,
        "given": given,
        "cards": [card_of(one) for one in latest.order_by("-start", "-pk")[:_SESSIONS_SHOWN]],
        "notes": Note.objects.coached_by(coach).filter(athlete=given.athlete, coach=coach),
        "edits": edit_lines(edits, given.athlete),
        "note_form": note_form,
        "edit_form": edit_form,
        "stands": PlanEdit.Status.STANDS,
    }
    return render(request, "coaching/lifter.html", found)


@for_coaches
@require_POST
def write_note(request: HttpRequest, coach: User, athlete: UUID) -> HttpResponse:
    """Keep a note on a lifter."""
    given = consented(coach, athlete)
    form = NoteForm(request.POST)
    if not form.is_valid():
        edit_form = PlanEditForm(in_lb=preferences_of(given.athlete).unit == "lb")
        return _lifter(request, coach, given, note_form=form, edit_form=edit_form)
    Note.objects.create(
        athlete=given.athlete,
        coach=coach,
        coach_name=coach.get_full_name(),
        text=form.cleaned_data["text"],
        is_shown=form.cleaned_data["reader"] == "lifter",
    )
    return redirect(reverse("coached", args=[athlete]) + "#notes")


@for_coaches
@require_POST
def delete_note(request: HttpRequest, coach: User, uuid: UUID) -> HttpResponse:  # noqa: ARG001
    """Delete a note that this coach wrote."""
    note = get_object_or_404(Note.objects.coached_by(coach), coach=coach, pk=uuid)
    note.delete()
    return redirect(reverse("coached", args=[note.athlete_id]) + "#notes")


@for_coaches
@require_POST
def edit_plan(request: HttpRequest, coach: User, athlete: UUID) -> HttpResponse:
    """Ask for a change in a lifter's plan."""
    given = consented(coach, athlete)
    edit = PlanEdit(athlete=given.athlete, coach=coach, coach_name=coach.get_full_name())
    form = PlanEditForm(request.POST, instance=edit, in_lb=preferences_of(given.athlete).unit == "lb")
    if not form.is_valid():
        return _lifter(request, coach, given, note_form=NoteForm(), edit_form=form)
    form.save()
    messages.success(request, _("The lifter sees it, and may decline it."))
    return redirect(reverse("coached", args=[athlete]) + "#plan")


@for_coaches
@require_POST
def withdraw_edit(request: HttpRequest, coach: User, uuid: UUID) -> HttpResponse:  # noqa: ARG001
    """Withdraw a change that this coach asked for."""
    edit = get_object_or_404(PlanEdit.objects.coached_by(coach), coach=coach, pk=uuid)
    withdraw(edit)
    return redirect(reverse("coached", args=[edit.athlete_id]) + "#plan")


@for_coaches
@require_POST
def let_go(request: HttpRequest, coach: User, athlete: UUID) -> HttpResponse:
    """End the coaching from the coach's side."""
    given = consented(coach, athlete)
    consents.end(given)
    messages.success(request, _("You no longer see the log of %(name)s.") % {"name": given.shown_as})
    return redirect("lifters")
