"""Ending somebody's sessions: on every device, at once."""

from __future__ import annotations

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from momentary.web.accounts.models import User


def end_sessions_of(user: User) -> None:
    """Sign somebody out everywhere. Sessions do not say whose they are from outside, so each is looked into."""
    for one in UserSession.objects.filter(user=user):
        one.end()
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    mine = [one.session_key for one in Session.objects.iterator() if _user_of(store, one) == str(user.pk)]
    Session.objects.filter(session_key__in=mine).delete()


def _user_of(store: object, session: Session) -> str | None:
    found = store.decode(session.session_data).get(SESSION_KEY)  # type: ignore[attr-defined]
    return None if found is None else str(found)
