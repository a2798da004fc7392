"""Pages of imports."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from momentary.web.training.import_steps import ask_to_take, ask_to_undo, drop
from momentary.web.training.imports import LARGEST_FILE, TooManyFilesError, begin, can_take, can_undo
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Import
from momentary.web.training.tasks import look_at_import


class ImportForm(forms.Form):
    """One export file."""

    file = forms.FileField(label=_("Export file"))

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse files that no log fills."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("The file has more than 200 MB: a log is smaller. Export the log alone."))
        return file


def _mine(request: HttpRequest, uuid: UUID) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.user), pk=uuid)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """List imports, and take a file for another one."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        athlete, file = athlete_of(request.user), form.cleaned_data["file"]
        try:
            one = begin(athlete, file, hand_on=lambda one: look_at_import.enqueue(str(one.pk)))
        except TooManyFilesError as error:
            form.add_error("file", str(error))
        else:
            return redirect("import", uuid=one.pk)
    latest = Import.objects.visible_to(request.user)[:20]
    return render(request, "training/imports.html", {"form": form, "imports": latest})


@never_cache
@login_required
@require_GET
def import_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show how far an import is, what it found, and what can be done with it."""
    one = _mine(request, uuid)
    found = {"one": one, "status": Import.Status, "can_take": can_take(one), "can_undo": can_undo(one)}
    return render(request, "training/import.html", found)


@never_cache
@login_required
@require_GET
def import_status(request: HttpRequest, uuid: UUID) -> JsonResponse:
    """Return how far an import is, for the page that waits for it."""
    one = _mine(request, uuid)
    return JsonResponse({"done": one.done, "total": one.total, "busy": one.is_busy})


@login_required
@require_POST
def import_take(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a read file into the log."""
    ask_to_take(_mine(request, uuid))
    return redirect("import", uuid=uuid)


@login_required
@require_POST
def import_undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Void what an import brought."""
    ask_to_undo(_mine(request, uuid))
    return redirect("import", uuid=uuid)


@login_required
@require_POST
def import_drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Forget a file that was not taken in."""
    drop(_mine(request, uuid))
    return redirect("imports")
