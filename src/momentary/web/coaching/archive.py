"""Coaching on paper, for the archive of a lifter or a coach: who saw what since when, and what was written to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from momentary.web.accounts.models import User
from momentary.web.accounts.parting import Part, json_part
from momentary.web.coaching.models import Consent, Invitation, Note, PartnerLink, PlanEdit

_EDIT = ("day", "change", "exercise", "sets", "repetitions", "load_kg", "why", "status", "written_at", "decided_at")


def parts(user: User) -> Iterator[Part]:
    """Yield what a lifter was told; a coach's private notes on them are the coach's, and not in it."""
    mine = {"athlete__user": user}
    as_lifter = {
        "coaches": [
            {"coach": one.coach.get_full_name(), "sees_you_as": one.shown_as, "since": one.given_at}
            for one in Consent.objects.filter(**mine).select_related("coach")
        ],
        "notes_for_you": list(Note.objects.filter(**mine, is_shown=True).values("coach_name", "text", "written_at")),
        "plan_changes": list(PlanEdit.objects.filter(**mine).values("coach_name", *_EDIT)),
        "partner_links": list(PartnerLink.objects.filter(**mine).values("session", "created_at", "expires_at", "step")),
    }
    yield json_part("coaching.json", "Who coaches you, and what they wrote for you.", as_lifter)
    yield from _as_coach(user)


def _as_coach(user: User) -> Iterator[Part]:
    """Yield what a coach wrote; the lifters' logs are theirs, and not in it."""
    written = {
        "lifters": list(Consent.objects.filter(coach=user).values("shown_as", "given_at")),
        "notes": list(Note.objects.filter(coach=user).values("text", "is_shown", "written_at")),
        "plan_changes": list(PlanEdit.objects.filter(coach=user).values(*_EDIT)),
        "codes": list(Invitation.objects.filter(coach=user).values("label", "created_at", "expires_at")),
    }
    if user.is_coach or any(written.values()):
        yield json_part("coached.json", "What you wrote as a coach.", written)


def counts(user: User) -> Iterator[tuple[str, int]]:
    """Yield how much of coaching there is."""
    yield _("coaches who see your log"), Consent.objects.filter(athlete__user=user).count()
    yield _("lifters whom you coach"), Consent.objects.filter(coach=user).count()
    yield _("notes on you"), Note.objects.filter(athlete__user=user).count()
