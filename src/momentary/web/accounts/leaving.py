"""Taking everything along, and leaving for good."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from momentary.web.accounts import parting
from momentary.web.accounts.confirmation import changes_confirmed_first, confirmed_first
from momentary.web.accounts.models import Export, User
from momentary.web.accounts.tasks import make_export


class FarewellForm(forms.Form):
    """The address of the account that is to go, typed by whoever means it."""

    email = forms.CharField(
        label=_("Type your e-mail address to confirm"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: object, user: User, **named: object) -> None:
        """Know whose account it is."""
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self._user = user

    def clean_email(self) -> str:
        """Check that it is the account's own."""
        typed = str(self.cleaned_data["email"]).strip().lower()
        if typed != self._user.email:
            raise forms.ValidationError(_("That is not the address of this account. Nothing was deleted."))
        return typed


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _mine(request: HttpRequest, uuid: UUID) -> Export:
    return get_object_or_404(Export, user=_me(request), pk=uuid)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@changes_confirmed_first
def export(request: HttpRequest) -> HttpResponse:
    """Show the archive that there is, or have one made."""
    if request.method == "POST":
        parting.ask_for_export(_me(request), hand_on=lambda one: make_export.enqueue(str(one.pk)))
        return redirect("account_export")
    latest = Export.objects.filter(user=_me(request)).first()
    is_there = latest is not None and latest.status == Export.Status.MADE and parting.file_of(latest).exists()
    size = parting.file_of(latest).stat().st_size if latest is not None and is_there else 0
    ends_at = None if latest is None else latest.created_at + parting.KEPT
    found = {"one": latest, "is_there": is_there, "size": size, "ends_at": ends_at, "status": Export.Status}
    return render(request, "accounts/export.html", found)


@never_cache
@login_required
@require_GET
def export_status(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """Return how far an archive is, for the page that waits for it."""
    one = _mine(request, uuid)
    return JsonResponse({"done": one.done, "busy": one.is_busy})


@never_cache
@login_required
@require_GET
@confirmed_first
def export_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Hand out an archive."""
    one = _mine(request, uuid)
    file = parting.file_of(one)
    if one.status != Export.Status.MADE or not file.exists():
        raise Http404
    name = f"momentary-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@confirmed_first
def delete(request: HttpRequest) -> HttpResponse:
    """Say what goes with an account, and delete all of it."""
    user = _me(request)
    form = FarewellForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            parting.delete_account(user)
        except parting.OwnerStaysError as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            messages.success(request, _("Your account and everything of it are deleted."))
            return redirect("account_login")
    return render(request, "accounts/delete.html", {"form": form, "goes": parting.what_goes(user)})
