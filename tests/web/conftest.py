"""Alice and Bob, each with an account and a signed-in browser; nobody sees anything of the other."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web.settings"
if not apps.ready:
    django.setup()

from allauth.mfa.models import Authenticator  # models: after the set-up

from momentary.web.accounts.limits import LIMITS
from momentary.web.accounts.models import User
from momentary.web.insights import rendering
from tests.docs.sample import write_export
from tests.web.programs import Program


@pytest.fixture(autouse=True)
def _one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the connection that a test's transaction is on: between requests a server would let go of it."""
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda self: None)  # noqa: ARG005


@pytest.fixture(autouse=True)
def _full_buckets() -> None:
    """Let nobody be out of requests for what another test has asked."""
    LIMITS.clear()


def user(name: str, /, **fields: Any) -> User:
    return User.objects.create_user(f"{name}@gym.example", f"{name} lifts heavy", **fields)


def secured(who: User) -> User:
    """Give somebody a second factor, which the owner and coaches cannot do without."""
    Authenticator.objects.create(user=who, type=Authenticator.Type.TOTP, data={"secret": "A" * 32})
    return who


def signed_in(who: User) -> Client:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def confirmed(client: Client, password: str) -> Client:
    """Type the password again, as pages that guard the account ask for."""
    assert client.post("/accounts/reauthenticate/", {"password": password}).status_code == 302
    return client


@pytest.fixture
def alice(db: None) -> User:  # noqa: ARG001
    """Alice, who owns the server."""
    return secured(user("alice", is_owner=True))


@pytest.fixture
def bob(alice: User) -> User:  # noqa: ARG001
    """Bob, who lifts on Alice's server."""
    return user("bob")


@pytest.fixture
def alices(alice: User) -> Client:
    """Alice's browser."""
    return signed_in(alice)


@pytest.fixture
def bobs(bob: User) -> Client:
    """Bob's browser."""
    return signed_in(bob)


@pytest.fixture
def program(alice: User) -> Program:
    """A program of Alice's that may do everything."""
    return Program(alice)


@pytest.fixture
def work(db: None) -> Callable[[], None]:  # noqa: ARG001
    """Let the worker do everything that waits."""

    def run() -> None:
        call_command("db_worker", queue_name="*", batch=True, verbosity=0, startup_delay=False)

    return run


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Renderers of this test alone: at first none, so that the worker makes the bundle and no page."""
    # What registers itself when it is imported does so once in a process, and is to be there after this test.
    list(rendering.renderers())
    monkeypatch.setattr(rendering, "_single", {})
    monkeypatch.setattr(rendering, "_many", {})


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of another app: 20 sessions, 320 sets."""
    file = tmp_path / "my_export.csv"
    write_export(file)
    return file
