"""The owner's side: members, coaches, equipment, and handing the server over."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from momentary.web.accounts.confirmation import confirmed_first
from momentary.web.accounts.models import User
from momentary.web.accounts.second_factor import lacks_second_factor
from momentary.web.coaching import members
from momentary.web.coaching.models import SharedGym
from momentary.web.coaching.views.sides import for_owner
from momentary.web.training.log import athlete_of
from momentary.web.training.preferences import preferences_of

_LONGEST_NAME = 80


@for_owner
@require_GET
def gym(request: HttpRequest, owner: User) -> HttpResponse:
    """List the members and the equipment."""
    everybody = [(one, lacks_second_factor(one)) for one in User.objects.order_by("email")]
    found = {
        "members": everybody,
        "shared": SharedGym.objects.first(),
        "has_gym": bool(preferences_of(athlete_of(owner)).gym),
    }
    return render(request, "coaching/gym.html", found)


@for_owner
@require_POST
def change_member(request: HttpRequest, owner: User, pk: int) -> HttpResponse:  # noqa: ARG001
    """Give or take the role of a coach, close an account or open it again."""
    user = get_object_or_404(User, pk=pk)
    action = request.POST.get("action")
    changes = {
        "coach": members.make_coach,
        "no_coach": members.take_role,
        "close": members.close,
        "open": members.reopen,
    }
    if action not in changes:
        raise Http404
    try:
        changes[action](user)
    except members.MemberError as error:
        messages.error(request, str(error))
    return redirect("gym")


@for_owner
@require_POST
@confirmed_first
def hand_over(request: HttpRequest, owner: User) -> HttpResponse:
    """Make another member the owner."""
    pk = request.POST.get("heir", "")
    try:
        heir = get_object_or_404(User, pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0)
        members.hand_over(owner, heir)
    except members.MemberError as error:
        messages.error(request, str(error))
        return redirect("gym")
    messages.success(request, _("%(name)s owns this server now.") % {"name": heir.get_full_name()})
    return redirect("settings")


@for_owner
@require_POST
def share(request: HttpRequest, owner: User) -> HttpResponse:
    """Share the owner's equipment with members, or no longer."""
    if request.POST.get("action") == "stop":
        SharedGym.objects.all().delete()
        return redirect("gym")
    name = request.POST.get("name", "").strip()[:_LONGEST_NAME] or _("The gym")
    if members.share_equipment(athlete_of(owner), name) is None:
        messages.error(request, _("Say in your settings first what there is; then share it here."))
    return redirect("gym")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def equipment(request: HttpRequest) -> HttpResponse:
    """Let a member take over the gym's equipment."""
    shared = SharedGym.objects.first()
    athlete = athlete_of(request.user)
    if request.method == "POST" and shared is not None:
        members.take_equipment(athlete, shared)
        messages.success(request, _("Loads are now told as %(gym)s can put them together.") % {"gym": shared.name})
        return redirect("equipment")
    mine = preferences_of(athlete).gym
    found = {"shared": shared, "is_same": shared is not None and shared.gym == mine, "has_own": bool(mine)}
    return render(request, "coaching/equipment.html", found)
