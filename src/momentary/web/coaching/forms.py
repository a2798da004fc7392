"""What coaches and lifters type."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from momentary.quantities import KG_PER_LB
from momentary.web.coaching.models import LONGEST_NOTE, PlanEdit

_FURTHEST = timedelta(days=120)
_MOST_KG = 2000.0
_MOST = {"sets": 20, "repetitions": 200}


class InvitationForm(forms.Form):
    """For whom a code is."""

    label = forms.CharField(
        label=_("For whom"),
        max_length=80,
        required=False,
        help_text=_("Only you see this. It helps you tell codes apart."),
    )


class CodeForm(forms.Form):
    """A code that a coach handed over."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class ConsentForm(forms.Form):
    """A lifter's consent."""

    shown_as = forms.CharField(label=_("The name that your coach sees"), max_length=80)
    agree = forms.BooleanField(label=_("I want this coach to see what is listed above"))


class NoteForm(forms.Form):
    """A note on a lifter."""

    text = forms.CharField(label=_("Note"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4}))
    reader = forms.ChoiceField(
        label=_("Who reads it"),
        choices=[("coach", _("Only me, until the lifter leaves")), ("lifter", _("The lifter too"))],
        initial="coach",
        widget=forms.RadioSelect,
    )


class PlanEditForm(forms.ModelForm[PlanEdit]):
    """A change to a lifter's plan."""

    load = forms.FloatField(label=_("Load"), required=False, min_value=0.0, max_value=_MOST_KG / KG_PER_LB)

    class Meta:
        """Which parts, and how they are typed."""

        model = PlanEdit
        fields: ClassVar = ["day", "change", "exercise", "sets", "repetitions", "why"]
        widgets: ClassVar = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts: ClassVar = {"why": _("The lifter reads this.")}

    def __init__(self, *args: Any, in_lb: bool, **kwargs: Any) -> None:
        """Tell loads in the lifter's unit."""
        super().__init__(*args, **kwargs)
        self._in_lb = in_lb
        self.fields["load"].label = _("Load [lb]") if in_lb else _("Load [kg]")
        self.fields["load"].widget.attrs["step"] = "any"
        for name, most in _MOST.items():
            self.fields[name].widget.attrs.update(min=1, max=most)
        self.order_fields(["day", "change", "exercise", "sets", "repetitions", "load", "why"])

    def clean(self) -> dict[str, Any]:
        """Check that an edit names what it needs, on a day that is not gone."""
        cleaned = super().clean() or {}
        day, change = cleaned.get("day"), cleaned.get("change")
        today = timezone.localdate()
        if day is not None and not today <= day <= today + _FURTHEST:
            self.add_error("day", _("Choose a day from today on, at most four months ahead."))
        if change and change != PlanEdit.Change.REST and not cleaned.get("exercise"):
            self.add_error("exercise", _("Name the exercise."))
        dose = [cleaned.get(name) for name in ("sets", "repetitions", "load")]
        if change == PlanEdit.Change.SETS and dose == [None, None, None]:
            self.add_error("sets", _("Say how many sets or repetitions, or which load."))
        for name, most in _MOST.items():
            value = cleaned.get(name)
            if value is not None and not 1 <= value <= most:
                self.add_error(name, _("Give a number from 1 to %(most)s.") % {"most": most})
        return cleaned

    def save(self, commit: bool = True) -> PlanEdit:  # noqa: FBT001, FBT002  # Django's own
        """Keep the load in kilograms."""
        load = self.cleaned_data.get("load")
        self.instance.load_kg = load * KG_PER_LB if load is not None and self._in_lb else load
        return super().save(commit)
