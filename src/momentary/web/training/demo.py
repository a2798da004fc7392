"""A demo on this machine alone: an invented lifter with a log of a year, and an account for whoever looks at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from momentary.athlete import demo_log
from momentary.quantities import Log
from momentary.web.accounts.models import User
from momentary.web.hosting.addresses import is_loopback
from momentary.web.training.imports import imported
from momentary.web.training.log import append, athlete_of

LIFTER, OWN = "demo@momentary.example", "you@momentary.example"
"""Who there is: the invented lifter, and the owner, whose log is whatever they take in."""

LINK_LASTS_S = 24 * 3600
_SALT = "momentary.demo"
_SEED = 1
_SOURCE = UUID("5b5f0e0a-6a39-4a57-9f3f-0d3a4f7a5d01")
_SESSIONS_AT_ONCE = 50


def refusal(folder: Path, *, is_demo: bool) -> str | None:
    """Return why no server runs on these data, as a demo or as none: the fact and the next step; None where one may."""
    owner = User.objects.filter(is_owner=True).values_list("email", flat=True).first()
    if owner is None or (owner in (LIFTER, OWN)) is is_demo:
        return None
    if is_demo:
        return f"The data of {folder} have an owner: nobody invented comes among them. Name a new folder: --data DIR."
    return f"The data of {folder} are a demo's, whose owner has no password. Name another folder: --data DIR."


def seed(today: date) -> None:
    """Make both accounts where they are missing, and the invented lifter's log, which ended yesterday.

    Neither has a password: the link that the terminal shows is the way in.
    """
    User.objects.filter(email=OWN).exists() or User.objects.create_user(OWN, is_owner=True)
    lifter = User.objects.filter(email=LIFTER).first() or User.objects.create_user(LIFTER, name="Demo lifter")
    if athlete_of(lifter).position == 0:
        log = _ending(demo_log(_SEED), today - timedelta(days=1))
        operations = [imported(_SOURCE, index, one) for index, one in enumerate(log.sessions)]
        for first in range(0, len(operations), _SESSIONS_AT_ONCE):
            append(lifter, operations[first : first + _SESSIONS_AT_ONCE], author=None)


def _ending(log: Log, day: date) -> Log:
    """Return a log moved in time so that its last session was on a day."""
    shift = day - log.sessions[-1].start.date
    starts = [replace(one.start, wall=one.start.wall + shift) for one in log.sessions]
    return Log(tuple(replace(one, start=start) for one, start in zip(log.sessions, starts, strict=True)))


def link_path() -> str:
    """Return the path that signs in as the demo lifter, for a day."""
    return reverse("demo", args=[signing.dumps(LIFTER, salt=_SALT)])


def is_link(token: str) -> bool:
    """Whether a link's token is of this server and not too old."""
    try:
        return bool(signing.loads(token, salt=_SALT, max_age=LINK_LASTS_S) == LIFTER)
    except signing.BadSignature:
        return False


def is_from_here(request: HttpRequest) -> bool:
    """Whether a request comes from this machine, and the server is a demo."""
    return bool(settings.SERVER.demo) and is_loopback(request.META.get("REMOTE_ADDR", ""))


def demo(request: HttpRequest) -> dict[str, object]:
    """Tell pages that this is a demo, and whose log they show: a context processor."""
    email = getattr(getattr(request, "user", None), "email", "")
    return {"demo": {"is_lifter": email == LIFTER} if email in (LIFTER, OWN) else None}
