"""The owner and coaches show more than a password before any page opens; nobody else has to."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from momentary.web.accounts.models import User
from momentary.web.accounts.sign_up import owner_path
from momentary.web.hosting.folder import DataFolderError
from momentary.web.hosting.settings import ServerSettings
from tests.web.conftest import confirmed, secured, signed_in, user
from tests.web.programs import PROBLEM
from tests.web.servers import code_now
from tests.web.wire import logged, pull, push, started

SESSION = "/sessions/5d6bb14a-2406-4534-9bd1-856639665121/"
PAGES = ["/", "/settings/", "/imports/", SESSION, "/accounts/password/change/", "/api/docs/", "/nowhere/"]
PASSWORD = {"password": "nobody guesses this", "again": "nobody guesses this"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["is_owner", "is_coach"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_opens_for_an_owner_or_coach_with_a_password_alone(role: str, path: str) -> None:
    who = user("dora", **{role: True})
    client = signed_in(who)
    for answer in (client.get(path), client.post(path)):
        assert (answer.status_code, answer["Location"]) == (302, "/settings/second-factor/")
    assert client.get("/settings/second-factor/").status_code == 200
    refused = client.get("/api/v1/anything")
    assert (refused.status_code, refused["Content-Type"]) == (403, PROBLEM)
    assert "/settings/second-factor/" in refused.json()["next_step"]
    secured(who)
    assert client.get("/settings/").status_code == 200


def test_a_lifter_needs_none(bobs: Client) -> None:
    assert bobs.get("/settings/").status_code == 200


@pytest.mark.django_db
def test_a_passkey_counts_and_recovery_codes_alone_do_not() -> None:
    who = user("dora", is_coach=True)
    client = signed_in(who)
    Authenticator.objects.create(user=who, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert client.get("/settings/").status_code == 302
    Authenticator.objects.create(user=who, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    assert client.get("/settings/").status_code == 200


@pytest.mark.django_db
def test_the_first_sign_in_of_the_owner_leads_to_the_second_factor_and_recovery_codes() -> None:
    client = Client()
    answer = client.post(owner_path(), {"email": "owner@gym.example", **PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/settings/second-factor/"
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200, "the password was typed a moment ago"
    secret = page.context["form"].secret
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)}, follow=True)
    assert "recovery" in done.redirect_chain[-1][0]
    assert client.get("/settings/").status_code == 200


@pytest.mark.django_db
def test_an_outbox_is_taken_in_meanwhile() -> None:
    client = signed_in(user("dora", is_coach=True))
    session = uuid4()
    push(client, started(session), logged(session, uuid4()))
    assert pull(client)["position"] == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("role", "at_first"), [({"is_coach": True}, 302), ({}, 200)])
def test_whoever_got_in_elsewhere_with_a_password_alone_is_signed_out_when_the_factor_comes(
    role: dict[str, bool], at_first: int
) -> None:
    who = user("dora", **role)
    thief, dora = Client(), Client()
    for client in (thief, dora):
        client.post("/accounts/login/", {"login": who.email, "password": "dora lifts heavy"})
        assert client.get("/settings/").status_code == at_first
    confirmed(dora, "dora lifts heavy")
    secret = dora.get("/accounts/2fa/totp/activate/").context["form"].secret
    dora.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    assert dora.get("/settings/").status_code == 200
    assert thief.get("/settings/")["Location"].startswith("/accounts/login/")
    User.objects.update(is_coach=True)
    assert thief.get("/coaching/lifters/")["Location"].startswith("/accounts/login/"), "nor as a coach, later"


@pytest.mark.django_db
def test_the_owner_of_a_demo_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SERVER", replace(settings.SERVER, demo=True))
    assert signed_in(user("dora", is_owner=True)).get("/settings/").status_code == 200


def test_a_demo_is_never_reached_from_elsewhere() -> None:
    environment = {"MOMENTARY_DATA": "x", "MOMENTARY_DEMO": "1"}
    assert ServerSettings.of(environment).demo
    assert ServerSettings.of(ServerSettings.of(environment).environment()).demo
    with pytest.raises(DataFolderError, match="demo"):
        ServerSettings.of({**environment, "MOMENTARY_ORIGIN": "https://lift.example"})


@pytest.mark.django_db
def test_who_needs_it_is_written_in_one_place() -> None:
    assert [who.needs_second_factor for who in (User(), User(is_owner=True), User(is_coach=True))] == [
        False,
        True,
        True,
    ]
