"""The partner's link: what to do now, for one session, for whoever has the link, and not a word about the lifter.

The phone says the step; the server keeps the last one. A link dies after four hours, when its session is finished or
voided, or when the lifter ends it. A dead link and one that never was look alike.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from momentary.web.coaching.models import PartnerLink
from momentary.web.training.models import Athlete, FoldedSession

FORMAT = "momentary-partner/1"
LASTS = timedelta(hours=4)
MOST_LINKS = 5
_MOST_STEPS = 20
_LONGEST_TEXT = 300
_STATES = ("ready", "lifting", "resting", "stop", "done")
_TEXTS = ("exercise", "now", "help")


class StepError(ValueError):
    """A step that the partner's page cannot show: where and why."""

    def __init__(self, place: str, fact: str) -> None:
        """Keep the parts."""
        super().__init__(f"{place}: {fact}")
        self.place = place
        self.fact = fact


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A new link, with the only copy of its token that there is."""

    link: PartnerLink
    token: str


def make_link(athlete: Athlete, session: UUID) -> MadeLink:
    """Return a new link for a session; the oldest of too many, and those that died, go."""
    PartnerLink.objects.filter(athlete=athlete, expires_at__lte=timezone.now()).delete()
    older = PartnerLink.objects.filter(athlete=athlete).order_by("-created_at")[MOST_LINKS - 1 :]
    PartnerLink.objects.filter(pk__in=[one.pk for one in older]).delete()
    token = secrets.token_urlsafe(16)
    link = PartnerLink.objects.create(
        athlete=athlete, session=session, token_hash=_hash(token), expires_at=timezone.now() + LASTS
    )
    return MadeLink(link, token)


def living_link(token: str) -> PartnerLink | None:
    """Return the link of a token as long as it lives."""
    link = PartnerLink.objects.filter(token_hash=_hash(token), expires_at__gt=timezone.now()).first()
    if link is None:
        return None
    over = FoldedSession.objects.filter(athlete_id=link.athlete_id, uuid=link.session)
    found = over.values_list("state__is_finished", "state__is_voided").first()
    return None if found is not None and any(found) else link


def tell(link: PartnerLink, step: object) -> int:
    """Keep a step for the partner to see, and return its number.

    Raises:
        StepError: It has a part that no step has.
    """
    clean = read_step(step)
    PartnerLink.objects.filter(pk=link.pk).update(step=clean, number=F("number") + 1)
    return PartnerLink.objects.values_list("number", flat=True).get(pk=link.pk)


def read_step(step: object) -> dict[str, Any]:
    """Return a step in its one form: `state`, `exercise`, `now`, `help`, `steps` and which of them is `at`.

    Raises:
        StepError: It has a part that no step has, or one that is too long.
    """
    if not isinstance(step, dict):
        raise StepError("/step", "It is not an object.")
    for key in step:
        if key not in (*_TEXTS, "state", "steps", "at"):
            raise StepError(f"/step/{str(key)[:40]}", "A step has no such part.")
    state = step.get("state", "ready")
    if state not in _STATES:
        raise StepError("/step/state", f"It is one of {', '.join(_STATES)}.")
    steps = step.get("steps") or []
    if not isinstance(steps, list) or len(steps) > _MOST_STEPS:
        raise StepError("/step/steps", f"It is a list of at most {_MOST_STEPS} texts.")
    at = step.get("at")
    if at is not None and (isinstance(at, bool) or not isinstance(at, int) or not 0 <= at < max(1, len(steps))):
        raise StepError("/step/at", "It is the number of one of the steps, from 0.")
    texts = {key: _text(step.get(key), f"/step/{key}") for key in _TEXTS}
    told = [_text(one, f"/step/steps/{number}") for number, one in enumerate(steps)]
    return {"state": state, **texts, "steps": told, "at": at}


def _text(value: object, place: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or "\0" in value:
        raise StepError(place, f"It is a text of at most {_LONGEST_TEXT} characters.")
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def state_of(link: PartnerLink) -> dict[str, Any]:
    """Return what the partner's page shows: the step, its number, and when the link ends."""
    return {
        "format": FORMAT,
        "number": link.number,
        "step": link.step,
        "ends_at": link.expires_at.isoformat(timespec="seconds"),
    }


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
