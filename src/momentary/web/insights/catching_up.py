"""What nobody has learnt yet, when the worker starts: after an update, or where an older copy was restored."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q

from momentary.athlete import MODEL
from momentary.web.insights.asking import ask_to_learn
from momentary.web.insights.models import Knowledge, Learning
from momentary.web.training.models import Athlete


def ask_for_all() -> int:
    """Have the worker learn from every log of which it has not seen the end, or not with this model; return how many.

    For a worker that has just started: whatever another one was asked for is asked again.
    """
    seen = Knowledge.objects.filter(model=MODEL, told=F("position"), position=F("athlete__position"))
    behind = Athlete.objects.filter(~Q(pk__in=seen.values("pk")), position__gt=0)
    for one in behind:
        with transaction.atomic():
            locked = Athlete.objects.select_for_update().get(pk=one.pk)
            Learning.objects.filter(pk=one.pk).update(is_learning_due=False, is_telling_due=False)
            ask_to_learn(locked)
    return len(behind)
