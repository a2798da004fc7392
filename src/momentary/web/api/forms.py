"""Forms of the settings pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from momentary.web.accounts.models import User
from momentary.web.api.scopes import MEANING, Scope
from momentary.web.api.webhooks.making import TOLD
from momentary.web.api.webhooks.targets import ForbiddenTargetError, check_url

_LASTS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("a year")), ("", _("for ever"))]
_EVENTS = {
    "log.changed": _("A set was logged, amended or voided"),
    "knowledge.updated": _("momentary has learnt from it"),
    "import.finished": _("An import was read, taken in or undone"),
}


class TokenForm(forms.Form):
    """A token to make."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=[(str(one), MEANING[one]) for one in Scope],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.ChoiceField(label=_("How long does it last?"), choices=_LASTS, initial="90", required=False)

    def lasts_days(self) -> int | None:
        """Return after how many days it expires; None: never."""
        said: str = self.cleaned_data["days"]
        return int(said) if said else None


class WebhookForm(forms.Form):
    """A webhook to make or to change."""

    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
    )
    events = forms.MultipleChoiceField(
        label=_("What is it told?"),
        choices=[(str(one), _EVENTS[one]) for one in TOLD],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_url(self) -> str:
        """Refuse addresses that no message goes to."""
        url: str = self.cleaned_data["url"]
        try:
            check_url(url, user=self._user)
        except ForbiddenTargetError as error:
            raise forms.ValidationError(str(error)) from None
        return url
