"""Plan: the coming week, a day of which can be moved; solved by the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from momentary.web.insights.knowing import standing_of
from momentary.web.insights.pages.preferences import DAYS, DaysField
from momentary.web.insights.pages.showing import own_change, own_page
from momentary.web.insights.pages.tasks import plan_anew
from momentary.web.insights.wall_clock import wall_now
from momentary.web.insights.week import WEEK_DAYS, WeekWish, asked_of, plan_of, wish_of
from momentary.web.training.models import Athlete, PlanWish

_MOST_LEFT_OUT = 40


class WeekForm(forms.Form):
    """What is wished of this week."""

    days = DaysField(label=_("Days"))
    minutes = forms.IntegerField(label=_("Minutes a session may take"), min_value=5, max_value=600)
    partner_days = DaysField(label=_("Days with a partner"))
    without = forms.MultipleChoiceField(
        label=_("Leave out this week"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        """Offer the exercises that the plan knows."""
        super().__init__(*args, **kwargs)
        without = self.fields["without"]
        assert isinstance(without, forms.MultipleChoiceField)
        without.choices = [(name, name) for name in names]


class MoveForm(forms.Form):
    """A session from one weekday to another."""

    origin = forms.TypedChoiceField(choices=DAYS, coerce=int)
    goal = forms.TypedChoiceField(choices=DAYS, coerce=int)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week as the page shows it.

    Args:
        date: The day.
        session: What is planned; None on a free day.
        earlier: Weekday of the next free day before it, where a session could go; None where there is none.
        later: The same after it.
    """

    date: date
    session: dict[str, Any] | None
    earlier: int | None = None
    later: int | None = None

    @property
    def weekday(self) -> int:
        """Its weekday, Monday being 0."""
        return self.date.weekday()


@own_page
def plan(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Show the week."""
    return _page(request, athlete)


@own_page
def plan_state(request: HttpRequest, athlete: Athlete) -> JsonResponse:  # noqa: ARG001
    """Return whether the plan that there is answers the last wish, for the page that waits."""
    found = plan_of(athlete)
    return JsonResponse({"is_waiting": found is not None and found["asked"] != asked_of(athlete)})


@own_change
def plan_wish(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Take what is wished of this week, and have it planned."""
    form = WeekForm(request.POST, names=_names(plan_of(athlete), _wish(athlete)))
    if not form.is_valid():
        return _page(request, athlete, form=form)
    told = form.cleaned_data
    _ask(athlete, told["days"], told["partner_days"], minutes=told["minutes"], without=told["without"])
    return redirect("plan")


@own_change
def plan_move(request: HttpRequest, athlete: Athlete) -> HttpResponse:
    """Move a session to a free day of the week, and its partner with it."""
    form, found = MoveForm(request.POST), plan_of(athlete)
    if not form.is_valid() or found is None or form.cleaned_data["origin"] not in found["days"]:
        raise Http404
    origin, goal = form.cleaned_data["origin"], form.cleaned_data["goal"]
    wish = _wish(athlete)
    partner = [goal if day == origin else day for day in wish.partner_days]
    days = sorted({goal if day == origin else day for day in wish.days or found["days"]})
    _ask(athlete, days, sorted(set(partner)), minutes=wish.minutes, without=list(wish.without))
    return redirect("plan")


@own_change
def plan_usual(request: HttpRequest, athlete: Athlete) -> HttpResponse:  # noqa: ARG001
    """Take back what was wished of this week alone."""
    with transaction.atomic():
        PlanWish.objects.filter(athlete=athlete).update(until=wall_now(athlete).date(), asked=F("asked") + 1)
        plan_anew.enqueue(str(athlete.pk))
    return redirect("plan")


def _ask(athlete: Athlete, days: list[int], partner: list[int], *, minutes: int, without: list[str]) -> None:
    """Keep a wish for the coming seven days, and have the worker plan by it: both or neither."""
    with transaction.atomic():
        Athlete.objects.select_for_update().get(pk=athlete.pk)
        until = wall_now(athlete).date() + timedelta(days=WEEK_DAYS)
        row, _made = PlanWish.objects.get_or_create(athlete=athlete, defaults={"until": until})
        row.days, row.minutes, row.without, row.until = days, minutes, without, until
        row.partner_days = [day for day in partner if not days or day in days]
        row.asked += 1
        row.save()
        plan_anew.enqueue(str(athlete.pk))


def _wish(athlete: Athlete) -> WeekWish:
    return wish_of(athlete, today=wall_now(athlete).date())


def _page(request: HttpRequest, athlete: Athlete, **given: Any) -> HttpResponse:
    found, wish = plan_of(athlete), _wish(athlete)
    shown: dict[str, Any] = {"standing": standing_of(athlete), "found": found}
    if found is not None:
        initial = {"days": wish.days or found["days"], "partner_days": wish.partner_days, "minutes": wish.minutes}
        shown |= {
            "days": _days(found),
            "is_waiting": found["asked"] != wish.asked,
            "is_own": wish.is_for_week,
            "form": WeekForm(initial={**initial, "without": wish.without}, names=_names(found, wish)),
        }
    return render(request, "insights/pages/plan.html", shown | given, status=422 if given else 200)


def _days(found: dict[str, Any]) -> list[Day]:
    """Return the seven days from the plan's first on, each with where its session could be moved to."""
    sessions = {datetime.fromisoformat(one["at"]).date(): _read(one) for one in found["sessions"]}
    begins = datetime.fromisoformat(found["begins"]).date()
    count = max(WEEK_DAYS, (max(sessions, default=begins) - begins).days + 1)
    dates = [begins + timedelta(days=ahead) for ahead in range(count)]
    rows = []
    for place, day in enumerate(dates):
        before = next((each for each in reversed(dates[:place]) if each not in sessions), None)
        after = next((each for each in dates[place + 1 :] if each not in sessions), None)
        session = sessions.get(day)
        rows.append(
            Day(
                day, session,
                None if session is None or before is None else before.weekday(),
                None if session is None or after is None else after.weekday(),
            )
        )  # fmt: skip
    return rows


def _read(session: dict[str, Any]) -> dict[str, Any]:
    return {**session, "at": datetime.fromisoformat(session["at"])}


def _names(found: dict[str, Any] | None, wish: WeekWish) -> list[str]:
    """Return the exercises of the plan and those that it leaves out, as typed."""
    if found is None:
        return []
    planned = [each["name"] for one in found["sessions"] for each in one["exercises"]]
    left_out = [one["name"] for one in found.get("left_out", ())]
    return list(dict.fromkeys([*planned, *left_out, *wish.without]))[:_MOST_LEFT_OUT]
