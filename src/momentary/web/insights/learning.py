"""From an athlete's log to what the next set needs: gone on with where possible, made anew where not."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from momentary.catalogue import match_log
from momentary.inference import (
    SavedPosterior,
    UnusableSummaryError,
    catalogue_traits,
    posterior_to_save,
    summary_to_json,
    updated,
)
from momentary.inference.records import ExerciseTraits
from momentary.quantities import Log
from momentary.web.insights.asking import ask_to_tell
from momentary.web.insights.models import Knowledge, Learning
from momentary.web.insights.signals import knowledge_stored
from momentary.web.insights.texts import json_text
from momentary.web.training.log import one_moment, training_log
from momentary.web.training.models import Athlete


def learn(athlete_id: str | UUID) -> None:
    """Bring what is known of an athlete up to the end of their log."""
    with transaction.atomic():
        # The lock of whoever appends: what comes after it asks again.
        athlete = Athlete.objects.select_for_update().filter(pk=athlete_id).first()
        if athlete is None:
            return
        Learning.objects.filter(pk=athlete.pk).update(is_learning_due=False, begun_at=timezone.now())
    log = _log_at(athlete)
    saved = posterior_of(athlete, log, traits=catalogue_traits(match_log(log), log=log))
    # Made before the lock: who logs a set meanwhile waits for no more than its storing.
    learnt = {
        "position": athlete.position,
        "model": saved.summary.model,
        # Half as much for the disk, and whoever logs a set meanwhile waits for the same disk.
        "posterior": zlib.compress(saved.to_bytes(), 1),
        "summary": json_text(summary_to_json(saved.summary)),
        "last_set": last_set_of(log),
        "made_at": timezone.now(),
    }
    with transaction.atomic():
        if Athlete.objects.select_for_update().filter(pk=athlete.pk).first() is None:
            return
        # Written over without being read: all who log a set wait as long as this takes.
        if not Knowledge.objects.filter(athlete=athlete).update(**learnt):
            Knowledge.objects.create(athlete=athlete, **learnt)
        ask_to_tell(athlete)
        knowledge_stored.send(Knowledge, athlete=athlete)


def _log_at(athlete: Athlete) -> Log:
    """Return an athlete's log, and set the athlete's position to the end of just that log.

    Whoever goes on from what was learnt takes what came after the position: a set that is in both would count twice.
    """
    where = Athlete.objects.filter(pk=athlete.pk).values_list("position", flat=True)
    while True:
        with one_moment():
            before, log, after = where.first(), training_log(athlete), where.first()
        # None: who it was is gone, and so is what was learnt. In a transaction of others a moment may be longer.
        if before == after or after is None:
            athlete.position = athlete.position if after is None else after
            return log


def last_set_of(log: Log) -> str:
    """Return the last set of a log in a few words; empty where there is none."""
    if not log.sessions or not log.sessions[-1].sets:
        return ""
    session = log.sessions[-1]
    return f"{session.start.date.isoformat()} {session.sets[-1].exercise}"[:300]


def posterior_of(athlete: Athlete, log: Log, *, traits: Mapping[str, ExerciseTraits]) -> SavedPosterior:
    """Return what is believed after a log of an athlete, gone on with from what the worker last learnt."""
    before = Knowledge.objects.filter(athlete=athlete).values_list("posterior", flat=True).first()
    if before is not None:
        try:
            return updated(SavedPosterior.from_bytes(zlib.decompress(before)), log, traits=traits).saved
        except (UnusableSummaryError, zlib.error):
            pass
    return posterior_to_save(log, traits=traits)
