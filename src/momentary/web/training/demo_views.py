"""The demo's doors: a link that signs in, and the way between the invented lifter and one's own log."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from momentary.web.accounts.models import User
from momentary.web.training.demo import LIFTER, OWN, is_from_here, is_link
from momentary.web.training.imports import TooManyFilesError, begin
from momentary.web.training.log import athlete_of
from momentary.web.training.tasks import look_at_import
from momentary.web.training.views import ImportForm

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as the demo lifter by the link that the terminal shows, on this machine alone."""
    if not is_from_here(request) or not is_link(token):
        raise Http404
    _become(request, LIFTER)
    return redirect("today")


@never_cache
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Go from the demo lifter to one's own log, and back."""
    _require_somebody(request)
    _become(request, LIFTER if request.POST.get("to") == "lifter" else OWN)
    return redirect("today")


@never_cache
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Read a file for one's own log: an invented lifter's and a real one's are never mixed."""
    _require_somebody(request)
    form = ImportForm(request.POST, request.FILES)
    _become(request, OWN)
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, " ".join(map(str, faults)))
        return redirect("today")
    own = athlete_of(request.user)
    try:
        one = begin(own, form.cleaned_data["file"], hand_on=lambda one: look_at_import.enqueue(str(one.pk)))
    except TooManyFilesError as error:
        messages.error(request, str(error))
        return redirect("imports")
    return redirect("import", uuid=one.pk)


def _require_somebody(request: HttpRequest) -> None:
    if not is_from_here(request) or getattr(request.user, "email", None) not in (LIFTER, OWN):
        raise Http404


def _become(request: HttpRequest, email: str) -> None:
    user = User.objects.filter(email=email).first()
    if user is None:
        raise Http404
    if request.user.is_authenticated and request.user.pk != user.pk:
        logout(request)
    login(request, user, backend=_BACKEND)
    UserSession.objects.create_from_request(request)
