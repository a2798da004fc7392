"""A week planned at once, for somebody who has moved a day of it and waits; the worker alone imports this."""

from __future__ import annotations

from momentary.language import speaking
from momentary.web.insights.known import known_of
from momentary.web.insights.models import Page
from momentary.web.insights.renderers.plan import plan
from momentary.web.insights.week import PLAN, asked_of, plan_of
from momentary.web.training.log import training_log
from momentary.web.training.models import Athlete
from momentary.web.training.preferences import language_of


def plan_anew(athlete_id: str) -> None:
    """Plan an athlete's week by what they wish of it now; a plan that answers their last wish stands."""
    athlete = Athlete.objects.filter(pk=athlete_id).first()
    if athlete is None or _is_answered(athlete):
        return
    known = known_of(athlete, athlete.position, training_log(athlete))
    if known is None:
        return
    with speaking(language_of(athlete)):
        html = plan(known)
    values = {"position": known.position, "html": html}
    Page.objects.update_or_create(athlete=athlete, name=PLAN, defaults=values)


def _is_answered(athlete: Athlete) -> bool:
    """Whether the plan is of the last wish: of many in a row only the last is worth the time of all who wait."""
    found = plan_of(athlete)
    return found is not None and found["asked"] == asked_of(athlete)
