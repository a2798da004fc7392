"""The lifter's side: who sees their log, what was asked of their plan, and the way out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from momentary.web.accounts.limits import LIMITS, Rate, address_of, not_too_often
from momentary.web.accounts.models import User
from momentary.web.coaching import consents
from momentary.web.coaching.forms import CodeForm, ConsentForm
from momentary.web.coaching.models import Consent, Invitation, Note, PlanEdit, SharedGym
from momentary.web.coaching.plans import decline, edit_lines
from momentary.web.training.log import athlete_of

_TRIES = Rate(burst=30, per_s=1 / 60)
_SHOWN = timedelta(days=28)


@never_cache
@login_required
@require_GET
def coaches(request: HttpRequest) -> HttpResponse:
    """Show who sees the log of whoever is signed in, and what they wrote."""
    athlete = athlete_of(request.user)
    since = timezone.localdate() - _SHOWN
    edits = PlanEdit.objects.visible_to(request.user).filter(day__gte=since).order_by("-day", "-written_at")
    found = {
        "consents": Consent.objects.visible_to(request.user).select_related("coach"),
        "notes": Note.objects.visible_to(request.user).filter(is_shown=True),
        "edits": edit_lines(edits, athlete),
        "form": CodeForm(),
        "has_gym": SharedGym.objects.exists(),
        "today": timezone.localdate(),
        "stands": PlanEdit.Status.STANDS,
    }
    return render(request, "coaching/coaches.html", found)


@never_cache
@login_required
@require_POST
def type_code(request: HttpRequest) -> HttpResponse:
    """Lead from a typed code to what it asks for."""
    form = CodeForm(request.POST)
    if form.is_valid() and any(letter.isalnum() for letter in form.cleaned_data["code"]):
        plain = "".join(one for one in form.cleaned_data["code"] if one.isalnum() or one == "-")
        return redirect("join_coach", code=plain)
    messages.error(request, _("Type the code that your coach gave you: three groups of four letters and digits."))
    return redirect("coaching")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@not_too_often
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a coach would see, and take the lifter's consent."""
    assert isinstance(request.user, User)
    invitation = _invitation(request, code)
    form = ConsentForm(request.POST or None, initial={"shown_as": request.user.name})
    if request.method == "POST" and form.is_valid():
        try:
            given = consents.consent(athlete_of(request.user), invitation, shown_as=form.cleaned_data["shown_as"])
        except consents.ConsentError as error:
            form.add_error(None, str(error))
        else:
            name = given.coach.get_full_name()
            messages.success(
                request, _("%(coach)s now sees your log. You can end it here whenever you like.") % {"coach": name}
            )
            return redirect("coaching")
    is_seen = Consent.objects.visible_to(request.user).filter(coach_id=invitation.coach_id).exists()
    return render(request, "coaching/join.html", {"invitation": invitation, "form": form, "is_seen": is_seen})


@never_cache
@login_required
@require_POST
def leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End a consent from the lifter's side; the log stays as it is."""
    given = get_object_or_404(Consent.objects.visible_to(request.user), pk=uuid)
    consents.end(given)
    messages.success(request, _("%(coach)s no longer sees anything of you.") % {"coach": given.coach.get_full_name()})
    return redirect("coaching")


@never_cache
@login_required
@require_POST
def decline_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Decline what a coach asked for."""
    if decline(get_object_or_404(PlanEdit.objects.visible_to(request.user), pk=uuid)):
        messages.success(request, _("Declined: your plan stays as it was. Your coach sees that."))
    return redirect("coaching")


def _invitation(request: HttpRequest, code: str) -> Invitation:
    """Return the invitation of a code; whoever guesses is slowed down."""
    found = consents.invitation_of(code)
    if found is not None:
        return found
    LIMITS.charge(f"coaching.code {request.user.pk} {address_of(request)}", _TRIES)
    raise Http404
