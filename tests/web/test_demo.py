"""The demo: an invented lifter beside one's own log, on this machine alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core import signing
from django.test import Client
from pytest_django import Settings

from momentary.athlete import demo_log
from momentary.quantities import Log
from momentary.web.accounts.models import User
from momentary.web.hosting.folder import DataFolderError
from momentary.web.hosting.settings import ServerSettings
from momentary.web.training import demo
from momentary.web.training.demo import LIFTER, OWN, link_path, refusal, seed
from momentary.web.training.log import athlete_of, training_log
from momentary.web.training.models import Import
from tests.web.conftest import signed_in, user
from tests.web.test_pages import check

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.demo_urls")]

TODAY = date(2026, 3, 1)
# Whose log it is matters to all tests but one, how long it is to that one alone.
LATELY = Log(demo_log(seed=1).sessions[-2:])


@pytest.fixture(autouse=True)
def _is_demo(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SERVER = replace(settings.SERVER, demo=True)
    (templates,) = settings.TEMPLATES
    processors = [*templates["OPTIONS"]["context_processors"], "momentary.web.training.demo.demo"]
    settings.TEMPLATES = [{**templates, "OPTIONS": {"context_processors": processors}}]
    monkeypatch.setattr(demo, "demo_log", lambda _: LATELY)
    seed(TODAY)


@pytest.fixture
def visitor(client: Client) -> Client:
    """Somebody who opened the link."""
    assert client.get(link_path()).status_code == 302
    return client


def who(client: Client) -> str:
    return User.objects.get(pk=client.session["_auth_user_id"]).email


def test_the_log_of_a_year_ended_yesterday_and_a_second_start_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "demo_log", demo_log)
    User.objects.filter(email=LIFTER).delete()
    seed(TODAY)
    lifter = User.objects.get(email=LIFTER)
    log = training_log(athlete_of(lifter))
    assert log.sessions[-1].start.date == date(2026, 2, 28)
    assert log.count_sets() > 2000
    seed(date(2026, 4, 1))
    assert training_log(athlete_of(lifter)) == log


def test_a_demo_and_people_never_share_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path, is_demo=True) is None
    assert "--data" in str(refusal(tmp_path, is_demo=False))
    User.objects.filter(email=OWN).delete()
    for is_demo in (True, False):
        assert refusal(tmp_path, is_demo=is_demo) is None, "nobody is there yet"
    user("alice", is_owner=True)
    assert "--data" in str(refusal(tmp_path, is_demo=True))
    assert refusal(tmp_path, is_demo=False) is None


def test_nobody_gets_in_by_a_password() -> None:
    for one in User.objects.filter(email__in=[LIFTER, OWN]):
        assert not one.has_usable_password()


def test_the_link_signs_in_and_the_page_says_that_the_lifter_is_invented(visitor: Client) -> None:
    text = visitor.get("/").content.decode()
    assert who(visitor) == LIFTER
    assert "the lifter is invented" in text
    assert 'action="/demo/take"' in text
    check(visitor, "/")


@pytest.mark.parametrize(
    "token", ["", "x", signing.dumps("owner", salt="momentary.owner")], ids=["none", "any", "owner"]
)
def test_another_token_is_as_if_it_were_not_there(client: Client, token: str) -> None:
    assert client.get(f"/demo/{token}/").status_code == 404


def test_from_another_machine_the_link_is_as_if_it_were_not_there(client: Client) -> None:
    assert client.get(link_path(), REMOTE_ADDR="192.168.1.7").status_code == 404


def test_where_the_server_is_no_demo_nobody_gets_in(client: Client, settings: Settings) -> None:
    path = link_path()
    settings.SERVER = replace(settings.SERVER, demo=False)
    assert client.get(path).status_code == 404


def test_a_demo_has_no_address_for_others() -> None:
    with pytest.raises(DataFolderError, match="this machine alone"):
        ServerSettings(data=Path("data"), origin="https://lift.example", demo=True)


def test_one_goes_to_ones_own_log_and_back(visitor: Client) -> None:
    visitor.post("/demo/switch", {"to": "own"})
    assert who(visitor) == OWN
    assert "Back to the demo lifter" in visitor.get("/").content.decode()
    check(visitor, "/")
    visitor.post("/demo/switch", {"to": "lifter"})
    assert who(visitor) == LIFTER


@pytest.mark.usefixtures("registry")
def test_a_file_goes_into_ones_own_log_never_into_the_invented_one(
    visitor: Client, export: Path, work: Callable[[], None]
) -> None:
    before = athlete_of(User.objects.get(email=LIFTER)).position
    with export.open("rb") as file:
        answer = visitor.post("/demo/take", {"file": file})
    one = Import.objects.get()
    assert answer["Location"] == f"/imports/{one.pk}/"
    assert who(visitor) == OWN
    work()
    visitor.post(f"/imports/{one.pk}/take")
    work()
    assert training_log(athlete_of(User.objects.get(email=OWN))).count_sets() == 320
    assert athlete_of(User.objects.get(email=LIFTER)).position == before


def test_without_a_file_the_page_says_so(visitor: Client) -> None:
    assert "required" in visitor.post("/demo/take", follow=True).content.decode()
    assert Import.objects.count() == 0


def test_a_stranger_and_somebody_else_switch_nothing(client: Client) -> None:
    for one in (client, signed_in(user("bob"))):
        assert one.post("/demo/switch", {"to": "lifter"}).status_code == 404
        assert one.post("/demo/take").status_code == 404
