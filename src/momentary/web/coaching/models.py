"""Consents, invitations, notes, plan edits, partner links, and the equipment that a gym shares."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from momentary.web.training.models import Athlete
from momentary.web.training.ownership import OwnedQuerySet, SharedQuerySet

LONGEST_NOTE = 2000


class Consent(models.Model):
    """A lifter lets a coach see their log. As long as this row is there, the coach sees it; no row, no sight."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="consents")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    shown_as = models.CharField(_("name that your coach sees"), max_length=80)
    given_at = models.DateTimeField(auto_now_add=True)

    objects = SharedQuerySet["Consent"].as_manager()

    class Meta:
        """Order and constraints."""

        ordering: ClassVar = ["shown_as", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["athlete", "coach"], name="coaching_consent_once")]


class Invitation(models.Model):
    """A coach's code for one lifter. Only its hash is kept: who reads the database cannot use it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("for whom"), max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        """Order."""

        ordering: ClassVar = ["-created_at"]


class Note(models.Model):
    """What a coach wrote about a lifter: for themselves, or for the lifter to read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="notes")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="notes")
    coach_name = models.CharField(max_length=120)
    text = models.TextField(_("note"), max_length=LONGEST_NOTE)
    is_shown = models.BooleanField(default=False, help_text="whether the lifter reads it")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = SharedQuerySet["Note"].as_manager()

    class Meta:
        """Order."""

        ordering: ClassVar = ["-written_at", "pk"]


class PlanEdit(models.Model):
    """A change to a lifter's plan that a coach asks for. It holds unless the lifter declines it."""

    class Change(models.TextChoices):
        """What is to be different."""

        ADD = "add", _("Add an exercise")
        LEAVE_OUT = "leave_out", _("Leave an exercise out")
        SETS = "sets", _("Change sets, repetitions or load")
        TO_FAILURE = "to_failure", _("Take the last set to failure")
        SHORT_OF_FAILURE = "short_of_failure", _("Stop short of failure")
        REST = "rest", _("Rest that day")

    class Status(models.TextChoices):
        """Whether it holds."""

        STANDS = "stands", _("stands")
        DECLINED = "declined", _("declined by the lifter")
        WITHDRAWN = "withdrawn", _("withdrawn by the coach")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="plan_edits")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="plan_edits")
    coach_name = models.CharField(max_length=120)
    day = models.DateField(_("day"))
    change = models.CharField(_("what changes"), max_length=20, choices=Change)
    exercise = models.CharField(_("exercise"), max_length=120, blank=True)
    sets = models.PositiveSmallIntegerField(_("sets"), null=True, blank=True)
    repetitions = models.PositiveSmallIntegerField(_("repetitions"), null=True, blank=True)
    load_kg = models.FloatField(_("load [kg]"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=300)
    status = models.CharField(max_length=10, choices=Status, default=Status.STANDS)
    written_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    objects = SharedQuerySet["PlanEdit"].as_manager()

    class Meta:
        """Order, and what makes no sense."""

        ordering: ClassVar = ["day", "written_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(change="rest") | ~models.Q(exercise=""), name="coaching_edit_names_its_exercise"
            ),
        ]


class PartnerLink(models.Model):
    """Lets whoever has the link see the step of one set in one session. Only the token's hash is kept.

    `step` holds what the phone said last, and nothing that names the lifter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="partner_links")
    session = models.UUIDField()
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    number = models.PositiveIntegerField(default=0, help_text="of the step; it grows")
    step = models.JSONField(null=True)

    objects = OwnedQuerySet["PartnerLink"].as_manager()


class SharedGym(models.Model):
    """The equipment of this server's gym, for members to take over. There is at most one."""

    name = models.CharField(_("name of the gym"), max_length=80)
    gym = models.TextField(help_text="momentary-gym/1 as TOML")
    shared_at = models.DateTimeField(auto_now=True)
