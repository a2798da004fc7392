"""How a lifter and a coach come together and part: a code, a consent, and the end of it.

A coach hands a code to a lifter; the lifter reads what would be shown and consents; from then on, and only until one
of them ends it, the coach reads the lifter's log. When it ends the sight ends with it, the coach's private notes are
deleted, and what the coach asked of days to come no longer holds. The log stays where it always was: with the lifter.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models.signals import pre_delete
from django.utils import timezone

from momentary.web.accounts.models import User
from momentary.web.coaching.models import Consent, Invitation, Note, PlanEdit
from momentary.web.training.models import Athlete

CODE_LASTS = timedelta(days=14)
MOST_OPEN = 50
# No I, L, O or U: nobody mistakes a code that is read out in a loud gym. Twelve of them are 60 bits.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12
_MISREAD = str.maketrans("ILOU", "110V")


class ConsentError(RuntimeError):
    """What two people cannot agree on: the fact and the next step."""


@dataclass(frozen=True, slots=True)
class MadeInvitation:
    """A new invitation, with the only copy of its code that there is."""

    invitation: Invitation
    code: str


def invite(coach: User, label: str) -> MadeInvitation:
    """Return a new code for one lifter.

    Raises:
        ConsentError: Too many codes of this coach wait already.
    """
    Invitation.objects.filter(coach=coach, expires_at__lte=timezone.now()).delete()
    if Invitation.objects.filter(coach=coach).count() >= MOST_OPEN:
        raise ConsentError(f"{MOST_OPEN} of your codes wait already. Withdraw some first.")
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    code = "-".join(letters[first : first + 4] for first in range(0, _LENGTH, 4))
    made = Invitation.objects.create(
        coach=coach, code_hash=_hash(code), label=label[:80], expires_at=timezone.now() + CODE_LASTS
    )
    return MadeInvitation(made, code)


def invitation_of(code: str) -> Invitation | None:
    """Return the invitation of a code, however it was typed, as long as it holds and its coach is one."""
    found = Invitation.objects.select_related("coach").filter(code_hash=_hash(code), expires_at__gt=timezone.now())
    return found.filter(coach__is_coach=True, coach__is_active=True).first()


def consent(athlete: Athlete, invitation: Invitation, *, shown_as: str) -> Consent:
    """Let the coach of an invitation see a log. The code is used up.

    Raises:
        ConsentError: It is the lifter's own code, or was used a moment ago.
    """
    if invitation.coach_id == athlete.user_id:
        raise ConsentError("This is your own code. Hand it to a lifter.")
    with transaction.atomic():
        if not Invitation.objects.filter(pk=invitation.pk).delete()[0]:
            raise ConsentError("Somebody used this code a moment ago. Ask your coach for another one.")
        given, _ = Consent.objects.update_or_create(
            athlete=athlete, coach_id=invitation.coach_id, defaults={"shown_as": shown_as}
        )
    return given


def end(given: Consent) -> None:
    """End a consent, from either side."""
    theirs = {"athlete_id": given.athlete_id, "coach_id": given.coach_id}
    with transaction.atomic():
        Consent.objects.filter(pk=given.pk).delete()
        Note.objects.filter(**theirs, is_shown=False).delete()
        ahead = PlanEdit.objects.filter(**theirs, status=PlanEdit.Status.STANDS, day__gte=timezone.localdate())
        ahead.update(status=PlanEdit.Status.WITHDRAWN, decided_at=timezone.now())


def end_all_of(coach: User) -> None:
    """End every consent to somebody who is no coach any more, and their codes."""
    with transaction.atomic():
        for given in Consent.objects.filter(coach=coach):
            end(given)
        Invitation.objects.filter(coach=coach).delete()


def listen() -> None:
    """End what a coach saw when their account goes, however it goes."""
    pre_delete.connect(_coach_goes, sender=User, dispatch_uid="coaching.coach_goes")


def _coach_goes(instance: User, **_: object) -> None:
    end_all_of(instance)


def _hash(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum()).translate(_MISREAD)
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
