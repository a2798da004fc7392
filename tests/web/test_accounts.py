from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from momentary.web.accounts.models import User
from momentary.web.accounts.sign_up import OwnerExistsError, has_owner, make_owner, owner_path
from momentary.web.config import settings as ours
from tests.web.conftest import confirmed
from tests.web.servers import code_now

PASSWORD = {"password": "nobody guesses this", "again": "nobody guesses this"}


@pytest.mark.django_db
def test_the_first_link_makes_the_owner_signs_them_in_and_then_is_dead() -> None:
    path, client = owner_path(), Client()
    assert client.get(path).status_code == 200
    answer = client.post(path, {"email": "Owner@Gym.example", **PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert User.objects.get().email == "owner@gym.example"
    assert User.objects.get().is_owner
    assert client.get("/settings/").status_code == 302, "the owner needs a second factor first"
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"email": "eve@gym.example", **PASSWORD}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"email": "o@gym.example", "password": "short", "again": "short"},
        {"email": "o@gym.example", "password": "nobody guesses this", "again": "nobody guesses that"},
        {"email": "no address", **PASSWORD},
        {"email": "o@gym.example", "password": "password123", "again": "password123"},
        {"email": "", "password": "", "again": ""},
    ],
)
def test_a_weak_or_mistyped_password_makes_no_owner(fields: dict[str, str]) -> None:
    answer = Client().post(owner_path(), fields)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not has_owner()


@pytest.mark.django_db
def test_a_link_that_is_forged_or_a_day_old_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    path = owner_path()
    assert Client().get(path[:-2] + "x/").status_code == 404
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 24 * 3600 + 5)
    assert Client().get(path).status_code == 404


def test_there_is_one_owner_whoever_asks(alice: User) -> None:
    with pytest.raises(OwnerExistsError):
        make_owner("eve@gym.example", "nobody guesses this")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("eve@gym.example", is_owner=True)
    assert User.objects.get(is_owner=True) == alice


def test_an_address_is_one_whatever_its_case(alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email=alice.email.upper()).save()


@pytest.mark.django_db
def test_before_there_is_an_owner_nobody_signs_up() -> None:
    assert "closed" in Client().get("/accounts/signup/").content.decode().lower()
    assert "terminal" in Client().get("/").content.decode()


def sign_up(email: str = "carl@gym.example") -> tuple[Client, Any]:
    client = Client()
    fields = {"email": email, "password1": "carl likes squats", "password2": "carl likes squats"}
    return client, client.post("/accounts/signup/", fields)


def test_somebody_signs_up_out_and_in(alice: User) -> None:
    client, answer = sign_up()
    assert answer["Location"] == "/"
    client.post("/accounts/logout/")
    assert client.get("/")["Location"].startswith("/accounts/login/")
    client.post("/accounts/login/", {"login": "Carl@gym.example", "password": "wrong wrong wrong"})
    assert client.get("/").status_code == 302
    client.post("/accounts/login/", {"login": "Carl@gym.example", "password": "carl likes squats"})
    assert client.get("/").status_code == 200
    assert User.objects.exclude(pk=alice.pk).get().is_owner is False


@pytest.mark.usefixtures("alice")
def test_a_host_may_close_the_sign_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SERVER", replace(settings.SERVER, sign_up="closed"))
    sign_up()
    assert User.objects.count() == 1


def test_a_forgotten_password_is_set_anew_by_mail(alice: User) -> None:
    answer = Client().post("/accounts/password/reset/", {"email": alice.email})
    assert answer.status_code == 302
    (link,) = re.findall(r"http://\S+/accounts/password/reset/key/\S+", str(mail.outbox[0].body))
    client = Client()
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    new = {"password1": "an entirely new one", "password2": "an entirely new one"}
    client.post(form.redirect_chain[-1][0], new)
    alice.refresh_from_db()
    assert alice.check_password("an entirely new one")


def test_a_reset_for_an_unknown_address_tells_nothing(alice: User) -> None:
    known = Client().post("/accounts/password/reset/", {"email": alice.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@gym.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("alice")
def test_a_second_factor_is_asked_for_and_a_recovery_code_replaces_it_once() -> None:
    client = confirmed(sign_up()[0], "carl likes squats")
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.findall(r'value="([A-Z2-7]{32})"', page)[0]
    client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    shown = client.get("/accounts/2fa/recovery-codes/").content.decode()
    codes = re.findall(r"^(?:.*>)?([0-9a-f]{8,})", shown, re.MULTILINE)
    assert len(codes) == 10

    def in_with(code: str) -> int:
        other = Client()
        other.post("/accounts/login/", {"login": "carl@gym.example", "password": "carl likes squats"})
        assert other.get("/").status_code == 302, "the password alone is not enough"
        other.post("/accounts/2fa/authenticate/", {"code": code})
        return other.get("/").status_code

    assert in_with("000000") == 302
    assert in_with(codes[0]) == 200
    assert in_with(codes[0]) == 302


@pytest.mark.usefixtures("alice")
def test_passkeys_and_devices_have_their_pages() -> None:
    client = confirmed(sign_up()[0], "carl likes squats")
    assert "webauthn" in client.get("/accounts/2fa/webauthn/add/").content.decode()
    assert "127.0.0.1" in client.get("/accounts/sessions/").content.decode()
    assert "passkey" in Client().get("/accounts/login/").content.decode()


def test_mail_without_a_server_waits_in_the_data_folder() -> None:
    assert ours.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    assert Path(ours.EMAIL_FILE_PATH).parent == ours.FOLDER.path
