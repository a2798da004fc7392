"""Making the owner on the first run, the account's page, and the way to a second factor."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from momentary.web.accounts.forms import OwnerForm
from momentary.web.accounts.second_factor import has_second_factor
from momentary.web.accounts.sign_up import OwnerExistsError, has_owner, is_owner_token, make_owner


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def owner_setup(request: HttpRequest, token: str) -> HttpResponse:
    """Make the owner by the link that the terminal shows; a stale or used link is as if it were not there."""
    if not is_owner_token(token) or has_owner():
        raise Http404
    form = OwnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = make_owner(form.cleaned_data["email"], form.cleaned_data["password"])
        except OwnerExistsError:
            raise Http404 from None
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        UserSession.objects.create_from_request(request)
        # They typed the password just now: setting up the second factor, which comes next, need not ask again.
        record_authentication(request, user, method="password", reauthenticated=True)
        return redirect("today")
    return render(request, "accounts/owner_setup.html", {"form": form})


@never_cache
@login_required
@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    """Lead to what somebody can change about their account."""
    return render(request, "accounts/settings.html")


@never_cache
@login_required
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say why this account needs more than a password, and lead to the ways to have it."""
    return render(request, "accounts/second_factor.html", {"has_factor": has_second_factor(request.user)})
