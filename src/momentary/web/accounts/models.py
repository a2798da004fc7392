"""Users, and the archives of everything the server knows of one."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new user; an address is kept in small letters, as nobody can tell two apart by size."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody with an account on this server.

    The owner hosts it: there is at most one, and owning shows nobody's log. A coach may invite lifters; what a coach
    sees, each lifter consents to.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_owner = models.BooleanField(default=False)
    is_coach = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        """Constraints."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["is_owner"], condition=models.Q(is_owner=True), name="accounts_one_owner"),
            models.UniqueConstraint(Lower("email"), name="accounts_email_whatever_its_case"),
        ]

    def __str__(self) -> str:
        """The address, which is what a user signs in with."""
        return self.email

    def get_full_name(self) -> str:
        """Return the name, or the address where none was given."""
        return self.name or self.email

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone is too little: others' logs or accounts depend on this one."""
        return self.is_owner or self.is_coach


class Export(models.Model):
    """An archive of everything the server knows of somebody, made by the worker and kept for a week."""

    class Status(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        MAKING = "making"
        MADE = "made"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Order."""

        ordering: ClassVar = ["-created_at"]

    @property
    def is_busy(self) -> bool:
        """Whether the worker has something to do for it."""
        return self.status in (Export.Status.WAITING, Export.Status.MAKING)
