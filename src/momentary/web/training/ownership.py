"""Who may see what: the one place that decides. A row that somebody may not see is as if it were not there.

Two questions, kept apart so that none is answered by mistake. `visible_to` is what somebody's own pages show and
change: their own rows, and nothing else. `coached_by` is what they may read of others: the rows of lifters who
consented, and only as long as they do. A page that forgets to ask the second shows too little, never too much.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from momentary.web.accounts.models import User
from momentary.web.accounts.second_factor import lacks_second_factor

_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[_Row_co]):
    """Rows of an athlete; a model of them says by `to_user` how its rows lead to the athlete's user."""

    to_user: ClassVar[str] = "athlete__user"

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Return the rows that are the user's own: the only ones that they may change."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine: dict[str, Any] = {self.to_user: user}
        return self.filter(**mine)

    def coached_by(self, user: AbstractBaseUser | AnonymousUser) -> Self:  # noqa: ARG002
        """Return nothing: check-ins, files and settings are the lifter's alone, and so is whatever comes later."""
        return self.none()


class SharedQuerySet(OwnedQuerySet[_Row_co]):
    """Rows that a lifter's consent shows to a coach, as `coaching/shared.html` tells them before they give it."""

    def coached_by(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Return the rows of others that the user may read: of lifters who consented, while the user is a coach.

        A consent is a row of `coaching`; when the lifter leaves it is gone, and so is the sight.
        """
        if not isinstance(user, User) or not user.is_active or not user.is_coach or lacks_second_factor(user):
            return self.none()
        to_athlete = self.to_user.removesuffix("user")
        consented: dict[str, Any] = {f"{to_athlete}consents__coach": user, f"{to_athlete}user__is_active": True}
        return self.filter(**consented)


class AthleteQuerySet(SharedQuerySet[_Row_co]):
    """Athletes themselves."""

    to_user = "user"
