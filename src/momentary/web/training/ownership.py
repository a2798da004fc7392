"""Who may see what: the one place that decides. A row that somebody may not see is as if it were not there."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[_Row_co]):
    """Rows of an athlete; a model of them says by `to_user` how its rows lead to the athlete's user."""

    to_user: ClassVar[str] = "athlete__user"

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Return the rows that `user` may see: their own, and nothing where nobody is signed in."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine: dict[str, Any] = {self.to_user: user}
        return self.filter(**mine)


class AthleteQuerySet(OwnedQuerySet[_Row_co]):
    """Athletes themselves."""

    to_user = "user"
