"""What nobody has learnt yet, when the worker starts: after an update, or where an older copy was restored."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from momentary.athlete import MODEL
from momentary.web.insights.asking import ask_to_learn
from momentary.web.insights.models import Knowledge, Learning
from momentary.web.insights.tasks import learn, tell
from momentary.web.training.models import Athlete


def ask_for_all() -> int:
    """Have the worker learn from every log of which it has not seen the end, or not with this model; return how many.

    For a worker that has just started: whatever another one was asked for is forgotten, and asked again.
    """
    with transaction.atomic():
        Learning.objects.update(is_learning_due=False, is_telling_due=False)
        asked = DBTaskResult.objects.filter(task_path__in=[learn.module_path, tell.module_path])
        asked.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]).delete()
    seen = Knowledge.objects.filter(model=MODEL, told=F("position"), position=F("athlete__position"))
    behind = Athlete.objects.filter(~Q(pk__in=seen.values("pk")), position__gt=0)
    for one in behind:
        with transaction.atomic():
            locked = Athlete.objects.select_for_update().get(pk=one.pk)
            # Whoever pushed since then asked as well: twice is once too often, and does no harm.
            Learning.objects.filter(pk=one.pk).update(is_learning_due=False)
            ask_to_learn(locked)
    return len(behind)
