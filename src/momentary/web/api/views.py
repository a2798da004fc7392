"""Pages about the interface: its documentation, and the settings of tokens and webhooks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from momentary.web.accounts.confirmation import changes_confirmed_first
from momentary.web.accounts.models import User
from momentary.web.api.documentation import groups_of
from momentary.web.api.forms import TokenForm, WebhookForm
from momentary.web.api.interface import document
from momentary.web.api.models import ApiToken, Delivery, Webhook
from momentary.web.api.problems import not_there
from momentary.web.api.scopes import MEANING, Scope
from momentary.web.api.tokens import make_token
from momentary.web.api.webhooks.events import Event, tell
from momentary.web.api.webhooks.making import TooManyError, known, make_webhook

_SHOWN = 20


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Show the interface's documentation, from its document."""
    return render(request, "api/docs.html", {"groups": groups_of(document()), "scopes": MEANING.items()})


@require_GET
def openapi(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Return the OpenAPI 3.1 document."""
    return JsonResponse(document())


def nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer for addresses under /api/ that are none."""
    return not_there("address", next_step="Look it up in /api/docs/.").answer()


@never_cache
@login_required
@sensitive_post_parameters()
@changes_confirmed_first
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List tokens, and make another one: its key is shown in this answer and never again."""
    user, key = _user(request), None
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        scopes = [Scope(one) for one in form.cleaned_data["scopes"]]
        _token, key = make_token(user, name=form.cleaned_data["name"], scopes=scopes, days=form.lasts_days())
        form = TokenForm()
    mine = ApiToken.objects.visible_to(user)
    return render(request, "api/tokens.html", {"form": form, "tokens": mine, "key": key})


@login_required
@require_POST
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make a token worthless."""
    if not ApiToken.objects.visible_to(request.user).filter(pk=uuid).delete()[0]:
        raise Http404
    messages.success(request, _("The token is worth nothing any more."))
    return redirect("api_tokens")


@never_cache
@login_required
@sensitive_post_parameters()
@changes_confirmed_first
@require_http_methods(["GET", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """List webhooks, and make another one: its secret is shown in this answer and never again."""
    user, secret = _user(request), None
    form = WebhookForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            secret = make_webhook(user, url=form.cleaned_data["url"], events=form.cleaned_data["events"]).secret
            form = WebhookForm(user=user)
        except TooManyError as error:
            form.add_error(None, str(error))
    mine = Webhook.objects.visible_to(user)
    return render(request, "api/webhooks.html", {"form": form, "webhooks": mine, "secret": secret})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def webhook(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a webhook with its messages, and change it."""
    one = _mine(request, uuid)
    form = WebhookForm(request.POST or None, user=_user(request), initial={"url": one.url, "events": one.events})
    if request.method == "POST" and form.is_valid():
        one.url, one.events = form.cleaned_data["url"], known(form.cleaned_data["events"])
        one.is_active, one.failures = True, 0
        one.save(update_fields=["url", "events", "is_active", "failures"])
        messages.success(request, _("Saved."))
        return redirect("api_webhook", uuid=one.pk)
    told = Delivery.objects.filter(webhook=one)[:_SHOWN]
    return render(request, "api/webhook.html", {"form": form, "webhook": one, "deliveries": told})


@login_required
@require_POST
def webhook_delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Tell an address nothing any more."""
    _mine(request, uuid).delete()
    messages.success(request, _("The webhook is gone."))
    return redirect("api_webhooks")


@login_required
@require_POST
def webhook_test(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send a webhook a message to try it out."""
    one = _mine(request, uuid)
    if tell(one, Event.TEST, {}) is None:
        messages.error(request, _("Many messages wait for this webhook already."))
    else:
        messages.success(request, _("A message is on its way. Reload the page to see how it went."))
    return redirect("api_webhook", uuid=one.pk)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _mine(request: HttpRequest, uuid: UUID) -> Webhook:
    return get_object_or_404(Webhook.objects.visible_to(request.user), pk=uuid)
