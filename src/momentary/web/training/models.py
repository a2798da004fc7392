"""Athletes, their operations in the server's order, the sessions these fold into, and imports."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from momentary.web.training.ownership import AthleteQuerySet, OwnedQuerySet, SharedQuerySet


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or delete a fact; facts are amended and voided by later ones."""


class Athlete(models.Model):
    """A lifter with one training log.

    `position` is the number of the log's last operation. `epoch` changes when a backup is restored: a phone that knew
    another one asks for everything again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="athlete")
    position = models.PositiveBigIntegerField(default=0)
    epoch = models.UUIDField(default=uuid.uuid4)

    objects = AthleteQuerySet["Athlete"].as_manager()


class Operation(models.Model):
    """One fact that a device sent, numbered by the server. Never changed, never deleted by itself."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="operations")
    position = models.PositiveBigIntegerField()
    uuid = models.UUIDField()
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    body = models.JSONField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet["Operation"].as_manager()

    class Meta:
        """Order and constraints."""

        ordering: ClassVar = ["athlete", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "position"], name="training_operation_position"),
            models.UniqueConstraint(fields=["athlete", "uuid"], name="training_operation_uuid"),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="training_operation_from_one"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="training_operation_version"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the operation; a second time is refused."""
        if not self._state.adding:
            raise AppendOnlyError(f"Operation {self.uuid} is a fact: append an amendment instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ARG002
        """Refuse: operations go with their athlete only."""
        raise AppendOnlyError(f"Operation {self.uuid} is a fact: append a voiding instead.")


class FoldedSession(models.Model):
    """What the operations on one session add up to; `training.log.refold` makes it anew from them alone."""

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="sessions")
    uuid = models.UUIDField()
    start = models.CharField(max_length=32, help_text="wall time in ISO 8601, to order by")
    is_shown = models.BooleanField(help_text="whether anything of it is not voided")
    state = models.JSONField()

    objects = SharedQuerySet["FoldedSession"].as_manager()

    class Meta:
        """Constraints and the index that pages read by."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "uuid"], name="training_session_uuid"),
        ]
        indexes: ClassVar = [models.Index(fields=["athlete", "is_shown", "-start"], name="training_session_latest")]


class Statement(models.Model):
    """What a lifter stated beside the sets: a check-in, or how a state feels to them. Voided ones stay, marked.

    `uuid` is that of the operation that logged it; `training.log.refold` makes all of them anew.
    """

    class Kind(models.TextChoices):
        """What is stated."""

        CHECK_IN = "check_in"
        CORRECTION = "correction"

    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="statements")
    uuid = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.CharField(max_length=32, help_text="wall time in ISO 8601, to order by")
    value = models.JSONField()
    is_voided = models.BooleanField(default=False)

    objects = OwnedQuerySet["Statement"].as_manager()

    class Meta:
        """Constraints and the index that pages and the worker read by."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["athlete", "uuid"], name="training_statement_uuid")]
        indexes: ClassVar = [models.Index(fields=["athlete", "kind", "is_voided", "at"], name="training_statement_at")]


def no_days() -> list[int]:
    """Return that nobody named a day."""
    return []


class Preferences(models.Model):
    """How a lifter wants the app: what they train for, when, with what and how the screen behaves.

    Days are weekdays, Monday being 0. What is blank or None is taken from the log, or as the browser says; `heard` is
    the language that it said, for the worker, who meets no browser.
    """

    class Unit(models.TextChoices):
        """The unit in which loads are told; as most are typed if blank."""

        KG = "kg", _("Kilograms")
        LB = "lb", _("Pounds")

    class Goal(models.TextChoices):
        """What is trained for."""

        SIZE = "size", _("Size")
        STRENGTH = "strength", _("Strength")
        ENDURANCE = "endurance", _("Endurance")

    athlete = models.OneToOneField(Athlete, on_delete=models.CASCADE, primary_key=True, related_name="preferences")
    unit = models.CharField(max_length=2, choices=Unit, blank=True)
    language = models.CharField(max_length=10, blank=True)
    heard = models.CharField(max_length=10, blank=True)
    goal = models.CharField(max_length=10, choices=Goal, default=Goal.SIZE)
    gym = models.TextField(blank=True, help_text="momentary-gym/1 as TOML; assumed if blank")
    days = models.JSONField(default=no_days)
    minutes = models.PositiveSmallIntegerField(default=60)
    partner_days = models.JSONField(default=no_days)
    is_left_handed = models.BooleanField(default=False)
    has_rest_timer = models.BooleanField(default=True)
    rest_s = models.PositiveSmallIntegerField(null=True, help_text="as advised set by set if empty")
    has_sound = models.BooleanField(default=True)
    lowering_s = models.PositiveSmallIntegerField(default=4, help_text="of a negative, for the metronome")

    objects = OwnedQuerySet["Preferences"].as_manager()


class PlanWish(models.Model):
    """What a lifter wants of the coming week, where it differs from their preferences, until that week is over.

    Days are weekdays, Monday being 0. `asked` counts the changes, so that a plan says which of them it answers.
    """

    athlete = models.OneToOneField(Athlete, on_delete=models.CASCADE, primary_key=True, related_name="plan_wish")
    days = models.JSONField(default=no_days)
    partner_days = models.JSONField(default=no_days)
    minutes = models.PositiveSmallIntegerField(default=60)
    without = models.JSONField(default=list)
    until = models.DateField()
    asked = models.PositiveIntegerField(default=0)

    objects = OwnedQuerySet["PlanWish"].as_manager()


class Import(models.Model):
    """One export file on its way into the log: read first, taken in when the lifter says so, undone at will."""

    class Status(models.TextChoices):
        """Where the file is on its way."""

        WAITING = "waiting"
        READING = "reading"
        READ = "read"
        TAKING = "taking"
        TAKEN = "taken"
        UNDOING = "undoing"
        UNDONE = "undone"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet["Import"].as_manager()

    class Meta:
        """Order."""

        ordering: ClassVar = ["-created_at"]

    @property
    def is_busy(self) -> bool:
        """Whether the worker has something to do for it."""
        return self.status in BUSY


BUSY = frozenset({Import.Status.WAITING, Import.Status.READING, Import.Status.TAKING, Import.Status.UNDOING})
