"""Tokens, answers kept for a repeated request, and webhooks with their deliveries."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from momentary.web.training.ownership import OwnedQuerySet

_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


class UserOwnedQuerySet(OwnedQuerySet[_Row_co]):
    """Rows of a user rather than of an athlete; nobody else sees them, a coach neither."""

    to_user = "user"


class WebhookOwnedQuerySet(UserOwnedQuerySet[_Row_co]):
    """Rows of a webhook."""

    to_user = "webhook__user"


class ApiToken(models.Model):
    """A key that a program presents instead of a signed-in browser. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12, help_text="its first characters, to tell tokens apart by")
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, help_text="None: never")
    used_at = models.DateTimeField(null=True, help_text="when it was last used, to the hour")

    objects = UserOwnedQuerySet["ApiToken"].as_manager()

    class Meta:
        """Order."""

        ordering: ClassVar = ["-made_at"]

    def is_expired(self, *, at: datetime) -> bool:
        """Whether it is too old at a moment."""
        return self.expires_at is not None and self.expires_at <= at


class KeptAnswer(models.Model):
    """The answer to a request that had an idempotency key; without a status while it is being worked on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64, help_text="digest of method, address and body")
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(default=bytes)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = UserOwnedQuerySet["KeptAnswer"].as_manager()

    class Meta:
        """Constraints and the index that clearing away reads by."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="api_kept_answer_key")]
        indexes: ClassVar = [models.Index(fields=["made_at"], name="api_kept_answer_age")]


class Webhook(models.Model):
    """An address that is told when something has changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks")
    url = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    secret = models.CharField(max_length=64, help_text="signs the messages; shown once")
    is_active = models.BooleanField(default=True)
    failures = models.PositiveIntegerField(default=0, help_text="messages given up one after another")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = UserOwnedQuerySet["Webhook"].as_manager()

    class Meta:
        """Order."""

        ordering: ClassVar = ["-made_at"]


class Delivery(models.Model):
    """A message to a webhook, and how it went."""

    class Status(models.TextChoices):
        """Whether it has arrived."""

        WAITING = "waiting"
        DELIVERED = "delivered"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    body = models.JSONField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=200, blank=True, help_text="what the other side said last")
    made_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True)

    objects = WebhookOwnedQuerySet["Delivery"].as_manager()

    class Meta:
        """Order, and the index that lists read by."""

        ordering: ClassVar = ["-made_at"]
        indexes: ClassVar = [models.Index(fields=["webhook", "-made_at"], name="api_delivery_latest")]
