"""What the owner of the server decides: who coaches, whose account is closed, which equipment members may take over.

Owning shows nobody's log. The owner gives the role of a coach, because on a server where strangers may sign up a
lifter has to be able to trust that somebody who calls themselves a coach of this gym is one.
"""

from __future__ import annotations

from django.db import transaction

from momentary.web.accounts.models import User
from momentary.web.accounts.sessions import end_sessions_of
from momentary.web.coaching import consents
from momentary.web.coaching.models import SharedGym
from momentary.web.training.models import Athlete, Preferences
from momentary.web.training.preferences import preferences_of


class MemberError(RuntimeError):
    """What the owner cannot do: the fact and the next step."""


def make_coach(user: User) -> None:
    """Let somebody coach. What they see, each lifter decides."""
    user.is_coach = True
    user.save(update_fields=["is_coach"])


def take_role(user: User) -> None:
    """Let somebody coach no longer: whoever they coached is seen by them no more."""
    with transaction.atomic():
        user.is_coach = False
        user.save(update_fields=["is_coach"])
        consents.end_all_of(user)


def close(user: User) -> None:
    """Close an account: nothing is deleted, and nobody gets in.

    Raises:
        MemberError: It is the owner's.
    """
    if user.is_owner:
        raise MemberError("The owner's account stays open. Hand the server over first.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions_of(user)


def reopen(user: User) -> None:
    """Open an account again."""
    user.is_active = True
    user.save(update_fields=["is_active"])


def hand_over(owner: User, heir: User) -> None:
    """Make somebody else the owner.

    Raises:
        MemberError: They are nobody who could be.
    """
    if heir == owner or not heir.is_active:
        raise MemberError("Hand it over to another member whose account is open.")
    with transaction.atomic():
        # There is one owner at a time: the database insists.
        User.objects.filter(pk=owner.pk).update(is_owner=False)
        User.objects.filter(pk=heir.pk).update(is_owner=True)


def share_equipment(athlete: Athlete, name: str) -> SharedGym | None:
    """Share the equipment that the owner told of in their settings; None where they told of none."""
    text = preferences_of(athlete).gym
    if not text:
        return None
    shared, _ = SharedGym.objects.update_or_create(pk=1, defaults={"name": name, "gym": text})
    return shared


def take_equipment(athlete: Athlete, shared: SharedGym) -> None:
    """Take the shared equipment over into a lifter's own settings; what they had told of is replaced."""
    Preferences.objects.update_or_create(athlete=athlete, defaults={"gym": shared.gym})
