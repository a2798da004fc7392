"""What was learnt, told: the bundle for the phone, and the fragments of the pages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from momentary.language import speaking
from momentary.web.insights.bundle import own_bundle
from momentary.web.insights.coming import Coming, coming_of
from momentary.web.insights.extending import methods_of
from momentary.web.insights.known import known_of
from momentary.web.insights.models import Knowledge, Learning, Page
from momentary.web.insights.rendering import Known, renderers
from momentary.web.training.log import training_log
from momentary.web.training.models import Athlete
from momentary.web.training.preferences import language_of

_logger = logging.getLogger(__name__)
_FRESH = timedelta(seconds=10)
"""Younger advice can wait for what is being learnt."""


def tell(athlete_id: str | UUID) -> None:
    """Make the bundle and the pages of an athlete from what is known by now.

    Where the log changes meanwhile it stops between two fragments: learning comes first, and asks to tell again. Where
    it goes on changing, advice is made now and then all the same.
    """
    with transaction.atomic():
        athlete = Athlete.objects.select_for_update().filter(pk=athlete_id).first()
        if athlete is None:
            return
        Learning.objects.filter(pk=athlete.pk).update(is_telling_due=False)
    if _is_overtaken(athlete) and Knowledge.objects.filter(athlete=athlete, advised_at__gt=timezone.now() - _FRESH):
        return
    with speaking(language_of(athlete)):
        _tell(athlete)


def _tell(athlete: Athlete) -> None:
    position, log = athlete.position, training_log(athlete)
    known = known_of(athlete, position, log)
    mine = Knowledge.objects.filter(athlete=athlete)
    if known is None:
        Page.objects.filter(athlete=athlete).delete()
        mine.update(today=None, advised_at=None, told=position)
        return
    if not _bundle(coming_of(known)):
        return
    for name, render in renderers():
        if _is_overtaken(athlete) or not _render(known, name, render):
            return
    mine.update(told=position)


def _is_overtaken(athlete: Athlete) -> bool:
    """Whether the log has changed: once that is learnt, all of it is told again."""
    is_asked = Q(is_learning_due=True) | Q(is_telling_due=True)
    return Learning.objects.filter(is_asked, athlete=athlete).exists()


def _bundle(coming: Coming) -> bool:
    """Make and keep the bundle: the sets at once, then the methods, those of before meanwhile; say if it is whole."""
    mine = Knowledge.objects.filter(athlete=coming.known.athlete)
    before = (mine.values_list("today", flat=True).first() or {}).get("due", [])
    methods = {one["slug"]: one["methods"] for one in before}
    today = own_bundle(coming)
    for one in today["due"]:
        one["methods"] = methods.get(one["slug"], [])
    mine.update(today=today, advised_at=timezone.now())
    for one, advice in zip(today["due"], coming.advice.exercises, strict=True):
        if _is_overtaken(coming.known.athlete):
            return False
        one["methods"] = methods_of(coming, advice)
    mine.update(today=today, advised_at=timezone.now())
    return True


def _render(known: Known, name: str, render: Callable[[Known], Iterable[tuple[str, str]]]) -> bool:
    """Render and store the fragments of one renderer, until there is something to learn; say whether it went through.

    One that fails leaves its pages as they were.
    """
    kept = []
    try:
        for each, html in render(known):
            values = {"position": known.position, "html": html}
            Page.objects.update_or_create(athlete=known.athlete, name=each, defaults=values)
            kept.append(each)
            if _is_overtaken(known.athlete):
                return False
    except Exception:
        _logger.exception("The page %s could not be rendered", name)
        return True
    Page.objects.filter(athlete=known.athlete, name__startswith=f"{name}/").exclude(name__in=kept).delete()
    return True
