"""The owner's page: accounts are closed and opened, the server is handed over, the gym's equipment is shared."""

from __future__ import annotations

from uuid import uuid4

from django.test import Client

from momentary.web.accounts.models import User
from momentary.web.coaching.models import SharedGym
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Preferences
from tests.web.conftest import signed_in
from tests.web.wire import logged, pull, push, started

GYM = 'format = "momentary-gym/1"\nunit = "kg"\n[plates]\n"20" = 4\n[bars]\n"barbell" = 20\n'


def test_the_owner_closes_an_account_and_opens_it_again(alices: Client, bobs: Client, bob: User, alice: User) -> None:
    session = uuid4()
    push(bobs, started(session), logged(session, uuid4()))
    alices.post(f"/gym/members/{bob.pk}", {"action": "close"})
    assert bobs.get("/settings/").status_code == 302
    alices.post(f"/gym/members/{bob.pk}", {"action": "open"})
    assert bobs.get("/settings/").status_code == 302, "signed out for good"
    assert pull(signed_in(bob))["position"] == 2
    alices.post(f"/gym/members/{alice.pk}", {"action": "close"})
    assert alices.get("/gym/").status_code == 200


def test_the_server_is_handed_over_to_a_member_after_the_password(alices: Client, alice: User, bob: User) -> None:
    assert alices.post("/gym/hand-over", {"heir": bob.pk})["Location"].startswith("/accounts/reauthenticate/")
    assert User.objects.get(is_owner=True) == alice
    alices.post("/accounts/reauthenticate/", {"password": "alice lifts heavy"})
    for nobody in ("", "0", "x", str(alice.pk), "9" * 30):
        alices.post("/gym/hand-over", {"heir": nobody})
        assert User.objects.get(is_owner=True) == alice
    alices.post("/gym/hand-over", {"heir": bob.pk})
    assert User.objects.get(is_owner=True) == bob
    assert alices.get("/gym/").status_code == 404
    assert signed_in(bob).get("/gym/")["Location"] == "/settings/second-factor/"


def test_members_take_over_the_gyms_equipment(alices: Client, alice: User, bobs: Client, bob: User) -> None:
    alices.post("/gym/share", {"name": "Cellar"})
    assert not SharedGym.objects.exists(), "the owner has told of none"
    assert "has not shared" in bobs.get("/gym/equipment/").content.decode()
    Preferences.objects.create(athlete=athlete_of(alice), gym=GYM)
    alices.post("/gym/share", {"name": "Cellar"})
    assert "Cellar" in bobs.get("/gym/equipment/").content.decode()
    bobs.post("/gym/equipment/")
    assert Preferences.objects.get(athlete=athlete_of(bob)).gym == GYM
    assert "You have taken over" in bobs.get("/gym/equipment/").content.decode()
    alices.post("/gym/share", {"action": "stop"})
    assert not SharedGym.objects.exists()
    assert Preferences.objects.get(athlete=athlete_of(bob)).gym == GYM, "what was taken over stays"
