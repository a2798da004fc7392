"""Asking the worker to learn: once, however many sets come in before it begins."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from momentary.web.insights.models import Learning
from momentary.web.insights.tasks import learn, tell
from momentary.web.training.models import Athlete


def ask_to_learn(athlete: Athlete) -> None:
    """Have the worker learn from a log that has changed; the caller holds the athlete's lock.

    A log that grows faster than anybody lifts is learnt from now and then: every learning is megabytes for the disk,
    and whoever logs a set waits for the same disk.
    """
    learning, _ = Learning.objects.get_or_create(athlete=athlete)
    if not learning.is_learning_due:
        Learning.objects.filter(pk=athlete.pk).update(is_learning_due=True)
        learn.using(run_after=_next_learning(learning)).enqueue(str(athlete.pk))


def _next_learning(learning: Learning) -> datetime | None:
    """Return until when to wait since the last learning; None where no longer, or where the clock was put back."""
    if learning.begun_at is None:
        return None
    since, pause = timezone.now() - learning.begun_at, timedelta(seconds=settings.LEARN_EVERY_S)
    return learning.begun_at + pause if timedelta(0) <= since < pause else None


def ask_to_tell(athlete: Athlete) -> None:
    """Have the worker say what it has learnt; the caller holds the athlete's lock."""
    learning, _ = Learning.objects.get_or_create(athlete=athlete)
    if not learning.is_telling_due:
        Learning.objects.filter(pk=athlete.pk).update(is_telling_due=True)
        tell.enqueue(str(athlete.pk))


def ask_again(athlete: Athlete) -> None:
    """Have the worker say anew what is known: time has passed, or the lifter prefers something else."""
    with transaction.atomic():
        locked = Athlete.objects.select_for_update().filter(pk=athlete.pk).first()
        if locked is not None and locked.position > 0:
            ask_to_tell(locked)
