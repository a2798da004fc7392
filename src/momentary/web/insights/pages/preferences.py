"""Preferences: units, days, timers, the screen, and the gym."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header

from momentary.quantities import LoadUnit
from momentary.web.insights.knowing import standing_of
from momentary.web.insights.pages.gym_form import GymForm
from momentary.web.insights.pages.showing import own_change, own_form
from momentary.web.training.models import Athlete, Preferences
from momentary.web.training.preferences import gym_told, preferences_of

if TYPE_CHECKING:
    from momentary.prescription.gym import Gym

DAYS = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]
_FIELDS = (
    "unit", "language", "goal", "minutes", "is_left_handed", "has_rest_timer", "rest_s", "has_sound", "lowering_s",
)  # fmt: skip


class DaysField(forms.TypedMultipleChoiceField):
    """Weekdays, Monday being 0."""

    def __init__(self, *, label: Any) -> None:
        """Offer all seven, none of them asked for."""
        super().__init__(
            label=label, choices=DAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, empty_value=[]
        )


class PreferencesForm(forms.Form):
    """All preferences but the gym."""

    goal = forms.ChoiceField(label=_("You train for"), choices=Preferences.Goal.choices, widget=forms.RadioSelect)
    days = DaysField(label=_("Days on which you can train"))
    minutes = forms.IntegerField(label=_("Minutes a session may take"), min_value=5, max_value=600)
    partner_days = DaysField(label=_("Days on which a partner is there"))
    unit = forms.ChoiceField(
        label=_("Loads are shown in"), choices=[("", _("As you type them")), *Preferences.Unit.choices], required=False
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    is_left_handed = forms.BooleanField(label=_("Left-handed: buttons where the left thumb is"), required=False)
    has_rest_timer = forms.BooleanField(label=_("Start the rest timer after each set"), required=False)
    rest_s = forms.IntegerField(
        label=_("Rest between sets, seconds"), required=False, min_value=5, max_value=1800,
        help_text=_("Empty: as advised set by set."),
    )  # fmt: skip
    has_sound = forms.BooleanField(label=_("Sound when the rest is over"), required=False)
    lowering_s = forms.IntegerField(
        label=_("Lowering a negative takes, seconds"), min_value=2, max_value=10,
        help_text=_("The metronome counts so long."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the languages that there are."""
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", _("As the browser says")), *settings.LANGUAGES]


@own_form
def preferences(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show the preferences, and keep what was changed."""
    found = preferences_of(athlete)
    if request.method != "POST":
        return _page(request, athlete, found)
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return _page(request, athlete, found, form=form)
    told = form.cleaned_data
    for name in (*_FIELDS, "days", "partner_days"):
        setattr(found, name, told[name])
    if not found.language:
        found.heard = _of_browser(request)
    _keep(found)
    messages.success(request, gettext("Saved."))
    answer = redirect("preferences")
    _speak(answer, found.language)
    return answer


@own_change
def gym(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Keep what the lifter says of their gym, or forget it."""
    found = preferences_of(athlete)
    if "forget" in request.POST:
        found.gym = ""
        _keep(found)
        messages.success(request, gettext("Forgotten: a usual gym is assumed again."))
        return redirect("preferences")
    form = GymForm(request.POST)
    told = form.gym(_gym(found)) if form.is_valid() else None
    if told is None:
        return _page(request, athlete, found, gym_form=form)
    from momentary.prescription.gym_text import gym_to_toml  # noqa: PLC0415 (numpy, once)

    found.gym = gym_to_toml(told)
    _keep(found)
    messages.success(request, gettext("Saved: advice names no load that is not there."))
    return redirect("preferences")


def _page(request: HttpRequest, athlete: Athlete, found: Preferences, **given: Any) -> HttpResponse:
    shown = {
        "form": PreferencesForm(initial={name: getattr(found, name) for name in (*_FIELDS, "days", "partner_days")}),
        "gym_form": GymForm(initial=GymForm.initial_of(_gym(found))),
        "is_gym_told": bool(found.gym),
        "standing": standing_of(athlete),
    }
    return render(request, "insights/pages/preferences.html", shown | given, status=422 if given else 200)


def _gym(found: Preferences) -> Gym:
    from momentary.prescription.gym import usual_gym  # noqa: PLC0415 (numpy, once)

    return gym_told(found.gym) or usual_gym(LoadUnit(found.unit or "kg"))


def _keep(found: Preferences) -> None:
    """Keep preferences, and with them that the worker is asked for its advice anew: both or neither."""
    with transaction.atomic():
        found.save()


def _of_browser(request: HttpRequest) -> str:
    """Return the language that a browser asks for by itself, whatever was chosen here before."""
    for code, _quality in parse_accept_lang_header(request.headers.get("accept-language", "").lower()):
        with suppress(LookupError):
            return translation.get_supported_language_variant(code)
    return settings.LANGUAGE_CODE


def _speak(answer: HttpResponse, language: str) -> None:
    """Have the browser ask for a language, or no longer for any."""
    if language:
        translation.activate(language)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.SESSION_COOKIE_AGE, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE, httponly=True,
        )  # fmt: skip
    else:
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
