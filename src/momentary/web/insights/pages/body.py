"""Body: how recovered each muscle and the nerves are, what the lifter says against it, and check-ins."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from momentary.language import decimals_of
from momentary.quantities import CheckIn, Muscle
from momentary.web.insights.feeling import WEIGHTS, felt_now
from momentary.web.insights.knowing import fragment_of, standing_of
from momentary.web.insights.pages.showing import figure, own_change, own_page, say
from momentary.web.insights.wall_clock import wall_now
from momentary.web.training.models import Athlete, Statement
from momentary.web.training.statements import NEURAL, Feeling, check_in_of, check_in_value, feeling_value

_SHOWN = 7
_FEELS = {"1": _("Fine"), "0.95": _("A little tired"), "0.9": _("Tired"), "0.85": _("Spent")}
_OTHER = "other"


class CorrectionForm(forms.Form):
    """How a state feels."""

    state = forms.ChoiceField(label=_("What"))
    level = forms.ChoiceField(
        label=_("How it feels"), choices=[*_FEELS.items(), (_OTHER, _("Per cent"))], widget=forms.RadioSelect
    )
    per_cent = forms.IntegerField(
        label=_("Per cent of rested strength"), min_value=1, max_value=100, required=False,
        help_text=_("Only if you chose per cent above; 100 is fine."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, muscles: Iterable[Muscle], **kwargs: Any) -> None:
        """Offer the neural state and the muscles that the log has trained."""
        super().__init__(*args, **kwargs)
        names = sorted((capfirst(one.label), str(one)) for one in muscles)
        state = self.fields["state"]
        assert isinstance(state, forms.ChoiceField)
        state.choices = [(NEURAL, _("The nerves, the whole body")), *((value, name) for name, value in names)]

    def clean(self) -> dict[str, Any]:
        """Ask for the per cent where they were chosen."""
        cleaned = super().clean() or {}
        if cleaned.get("level") == _OTHER and cleaned.get("per_cent") is None:
            self.add_error("per_cent", gettext("Type how many per cent, or choose one of the words."))
        return cleaned

    @property
    def share(self) -> float:
        """The share of rested strength that was meant."""
        level = self.cleaned_data["level"]
        return self.cleaned_data["per_cent"] / 100.0 if level == _OTHER else float(level)


class CheckInForm(forms.Form):
    """Sleep and motivation."""

    sleep_h = forms.FloatField(
        label=_("Hours slept"), min_value=0, max_value=24, required=False,
        widget=forms.NumberInput(attrs={"step": "0.25", "inputmode": "decimal"}),
    )  # fmt: skip
    motivation = forms.TypedChoiceField(
        label=_("Motivation, 0 to 10"), required=False, coerce=float, empty_value=None,
        choices=[("", _("not told")), *((str(one), str(one)) for one in range(11))],
    )  # fmt: skip


class SorenessForm(forms.Form):
    """Soreness of every muscle, none of it asked for."""

    LEVELS: ClassVar = [("", _("not told")), ("0", _("0, none")), *((str(one), str(one)) for one in range(1, 11))]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a field for each muscle."""
        super().__init__(*args, **kwargs)
        for muscle in Muscle:
            self.fields[f"sore_{muscle}"] = forms.TypedChoiceField(
                label=capfirst(muscle.label), required=False, coerce=float, empty_value=None, choices=self.LEVELS
            )

    @property
    def soreness(self) -> dict[Muscle, float]:
        """What was told."""
        told = {muscle: self.cleaned_data.get(f"sore_{muscle}") for muscle in Muscle}
        return {muscle: value for muscle, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the lifter as the page lists it."""

    uuid: UUID
    at: datetime
    name: str
    level: int
    text: str


@own_page
def body(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show the states and the forms by which the lifter answers."""
    return _page(request, athlete)


@own_change
def correct(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Take down how a state feels."""
    form = CorrectionForm(request.POST, muscles=tuple(Muscle))
    if not form.is_valid():
        return _page(request, athlete, correction=form)
    state = form.cleaned_data["state"]
    felt = Feeling(wall_now(athlete), None if state == NEURAL else Muscle(state), form.share)
    done = gettext("Weighed: the forecast takes account of it.")
    say(request, athlete, ("correction.logged", {"value": feeling_value(felt)}), done=done)
    return redirect("body")


@own_change
def check_in(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Take down a check-in."""
    form, sore = CheckInForm(request.POST), SorenessForm(request.POST)
    if not (form.is_valid() and sore.is_valid()):
        return _page(request, athlete, check_in=form, soreness=sore)
    sleep_h, motivation = form.cleaned_data["sleep_h"], form.cleaned_data["motivation"]
    if sleep_h is None and motivation is None and not sore.soreness:
        form.add_error(None, gettext("Tell at least one of sleep, motivation and soreness."))
        return _page(request, athlete, check_in=form, soreness=sore)
    told = CheckIn(wall_now(athlete), sleep_h, motivation, sore.soreness)
    say(request, athlete, ("check_in.logged", {"value": check_in_value(told)}), done=gettext("Checked in."))
    return redirect("body")


@own_change
def take_back(request: HttpRequest, athlete: Athlete, uuid: UUID) -> HttpResponse:
    """Void a check-in or a correction."""
    mine = Statement.objects.visible_to(request.user).filter(athlete=athlete)
    found = mine.filter(uuid=uuid, is_voided=False).first()
    if found is None:
        raise Http404
    say(request, athlete, (f"{found.kind}.voided", {found.kind: str(uuid)}), done=gettext("Taken back."))
    return redirect("body")


def _page(request: HttpRequest, athlete: Athlete, **given: Any) -> HttpResponse:
    felt = felt_now(athlete)
    shown: dict[str, Any] = {
        "standing": standing_of(athlete),
        "felt": felt,
        "check_in": CheckInForm(),
        "soreness": SorenessForm(),
        "told": _check_ins(athlete),
        "worth": _worth(athlete),
    }
    if felt is not None:
        from momentary.figures.readiness_section import readiness_section  # noqa: PLC0415 (numpy, once)

        muscles = [one.muscle for one in felt.readiness.muscles if one.muscle is not None]
        shown["section"] = figure(readiness_section(felt.readiness))
        shown["feelings"] = _feelings(athlete, felt.feelings)
        shown["correction"] = CorrectionForm(muscles=muscles)
    status = 422 if given else 200
    return render(request, "insights/pages/body.html", shown | given, status=status)


def _feelings(athlete: Athlete, standing: tuple[Feeling, ...]) -> list[Said]:
    """Return what counts by now, with the ids by which it can be taken back."""
    values = [feeling_value(one) for one in standing]
    rows = Statement.objects.filter(athlete=athlete, kind=Statement.Kind.CORRECTION, is_voided=False)
    if not standing:
        return []
    rows = rows.filter(at__gte=min(one.at for one in standing).isoformat())
    by_value = {json.dumps(row.value, sort_keys=True): row.uuid for row in rows}
    found = []
    for one, value in zip(standing, values, strict=True):
        uuid = by_value.get(json.dumps(value, sort_keys=True))
        name = gettext("The nerves, the whole body") if one.muscle is None else capfirst(one.muscle.label)
        if uuid is not None:
            found.append(Said(uuid, one.at, name, round(100.0 * one.level), ""))
    return found


def _check_ins(athlete: Athlete) -> list[Said]:
    """Return the last check-ins, the latest first."""
    rows = Statement.objects.filter(athlete=athlete, kind=Statement.Kind.CHECK_IN, is_voided=False)
    return [
        Said(row.uuid, told.at, "", 0, _told(told))
        for row in rows.order_by("-at", "-pk")[:_SHOWN]
        for told in (check_in_of(row.value),)
    ]


def _told(one: CheckIn) -> str:
    parts = []
    if one.sleep_h is not None:
        parts.append(gettext("slept %(hours)s h") % {"hours": decimals_of(f"{one.sleep_h:g}")})
    if one.motivation is not None:
        parts.append(gettext("motivation %(level)s") % {"level": decimals_of(f"{one.motivation:g}")})
    parts += [f"{muscle.label} {decimals_of(f'{value:g}')}" for muscle, value in one.soreness.items()]
    return ", ".join(parts)


def _worth(athlete: Athlete) -> list[str]:
    """Return what check-ins are worth, in the worker's words."""
    text = fragment_of(athlete, WEIGHTS)
    return list(json.loads(text)["sentences"]) if text else []
