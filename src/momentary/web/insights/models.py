"""What the worker has learnt of each athlete, kept so that a web process only reads it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from momentary.web.training.models import Athlete
from momentary.web.training.ownership import OwnedQuerySet


class Knowledge(models.Model):
    """What is known of one athlete. Made by the worker alone, and made anew from the log whenever it is lost.

    Args:
        athlete: Whose log it was learnt from.
        position: The log position that it has seen at least; what came later is on its way.
        model: Name and version of the model.
        posterior: `SavedPosterior` as bytes, compressed by zlib: what the worker goes on from.
        summary: `summary_to_json` as text: what the next set needs.
        today: The lifter's own part of the bundle that a phone takes along; None until it is first made.
        advised_at: When that was; None until then.
        told: The log position that `today` and the pages were made of.
        last_set: The last set that was seen, for "as of your set of ..."; empty for an empty log.
        made_at: When the summary was made.
    """

    athlete = models.OneToOneField(Athlete, on_delete=models.CASCADE, primary_key=True, related_name="knowledge")
    position = models.PositiveBigIntegerField()
    model = models.CharField(max_length=80)
    posterior = models.BinaryField()
    summary = models.TextField()
    today = models.JSONField(null=True)
    advised_at = models.DateTimeField(null=True)
    told = models.PositiveBigIntegerField(default=0)
    last_set = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    objects = OwnedQuerySet["Knowledge"].as_manager()


class Learning(models.Model):
    """Whether a task waits that will learn from an athlete's log, or tell what was learnt: many pushes, one task.

    A mark is set with the set that asks for it, in one transaction with the task, and taken away by the task before
    it reads the log: what comes later asks again, and a task that dies is done again.

    Args:
        athlete: Whose log it is.
        is_learning_due: Whether a task waits that will learn.
        begun_at: When a task last began to learn; None before the first.
        is_telling_due: Whether a task waits that will tell.
    """

    athlete = models.OneToOneField(Athlete, on_delete=models.CASCADE, primary_key=True, related_name="learning")
    is_learning_due = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True)
    is_telling_due = models.BooleanField(default=False)

    objects = OwnedQuerySet["Learning"].as_manager()


class Page(models.Model):
    """A fragment of a page that the worker has rendered, by its name: `body`, or `lifts/bench-press`."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="pages")
    name = models.CharField(max_length=120)
    position = models.PositiveBigIntegerField()
    html = models.TextField()
    made_at = models.DateTimeField(auto_now=True)

    objects = OwnedQuerySet["Page"].as_manager()

    class Meta:
        """Constraints."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["athlete", "name"], name="insights_page_name")]

    def __str__(self) -> str:
        """The name and the position."""
        return f"{self.name} at {self.position}"


Bundle = dict[str, Any]
