"""Everything that the server knows of somebody is theirs to take along, and goes when they go."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend
from django.core.mail.message import EmailMessage
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from momentary.exchange import read
from momentary.web.accounts import parting
from momentary.web.accounts.models import Export, User
from momentary.web.api.models import ApiToken, Webhook
from momentary.web.coaching.models import Note, PlanEdit
from momentary.web.config import archive
from momentary.web.hosting.folder import DataFolder
from momentary.web.serving.prepare import _sweep
from momentary.web.training.imports import file_of
from momentary.web.training.log import training_log
from momentary.web.training.models import Athlete, Import, Preferences
from tests.web.conftest import confirmed, signed_in
from tests.web.people import SECRET, People, gathered, way_to

# Where each table's rows are in the archive; those that are not in it say why.
IN_ARCHIVE = {
    "User": "account.json",
    "EmailAddress": "account.json",
    "Authenticator": "account.json",
    "UserSession": "account.json",
    "Operation": "operations.jsonl",
    "Import": "imports.json",
    "Preferences": "preferences.json",
    "PlanWish": "plan.json",
    "Consent": "coaching.json",
    "Note": "coaching.json",
    "PlanEdit": "coaching.json",
    "PartnerLink": "coaching.json",
    "Invitation": "coached.json",
    "Knowledge": "learnt.json",
    "ApiToken": "programs.json",
    "Webhook": "programs.json",
    "Delivery": "programs.json",
}
NOT_IN_ARCHIVE = {
    "Athlete": "numbers of the log alone",
    "FoldedSession": "what the operations add up to: log.json",
    "Statement": "what the operations add up to: operations.jsonl",
    "Export": "the archive itself",
    "EmailConfirmation": "keys of links in mail, a secret for a few days",
    "Learning": "whether a task waits",
    "Page": "pages as they were drawn last; made anew from the log",
    "KeptAnswer": "answers kept for a day, for requests that come twice",
}


@pytest.fixture
def people(db: None, tmp_path: Path, settings: Any) -> People:  # noqa: ARG001
    settings.FOLDER = DataFolder.at(tmp_path / "data")
    return gathered()


@pytest.fixture
def alice(people: People) -> User:
    user = people.athlete.user
    Export.objects.all().delete()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "TOTPSECRET"})
    Preferences.objects.update_or_create(athlete=people.athlete, defaults={"unit": "lb"})
    Webhook.objects.create(user=user, url="https://hook.example/alice", secret="HOOKSECRET")
    ApiToken.objects.create(user=user, name="watch", digest="TOKENDIGEST", hint="mo_1")
    Note.objects.create(athlete=people.athlete, coach=None, coach_name="Cora", text="PRIVATE NOTE", is_shown=False)
    return user


@pytest.fixture
def alices(people: People, alice: User) -> Client:  # noqa: ARG001
    return confirmed(people.browsers["alice"], "alice lifts heavy")


def archive_of(client: Client, work: Callable[[], None]) -> zipfile.ZipFile:
    assert client.post("/settings/export/")["Location"] == "/settings/export/"
    work()
    one = Export.objects.get()
    assert client.get(f"/settings/export/{one.pk}/status").json()["busy"] is False
    answer = client.get(f"/settings/export/{one.pk}/file")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer)))


def test_every_table_that_leads_to_somebody_is_in_the_archive_or_says_why_not() -> None:
    named = {*IN_ARCHIVE, *NOT_IN_ARCHIVE}
    theirs = {one.__name__ for one in apps.get_models() if way_to(one, User) or way_to(one, Athlete)}
    assert theirs - named == set()
    assert named - theirs == set()


def test_an_archive_holds_the_log_and_all_else_in_open_formats(
    people: People, alices: Client, work: Callable[[], None], tmp_path: Path
) -> None:
    found = archive_of(alices, work)
    names = set(found.namelist())
    assert {*IN_ARCHIVE.values(), "log.json", "README.txt"} - names == {"coached.json"}
    (tmp_path / "log.json").write_bytes(found.read("log.json"))
    assert read(tmp_path / "log.json").log == training_log(people.athlete)
    operations = [json.loads(line) for line in found.read("operations.jsonl").splitlines()]
    assert [one["position"] for one in operations] == [1, 2, 3]
    assert json.loads(found.read("preferences.json"))["unit"] == "lb"
    coaching = json.loads(found.read("coaching.json"))
    assert coaching["coaches"][0]["coach"] == "Cora"
    assert {one["text"] for one in coaching["notes_for_you"]} == {SECRET}
    (uploaded,) = [name for name in names if name.startswith("uploads/")]
    assert found.read(uploaded) == b"x"
    read_me = found.read("README.txt").decode()
    assert all(name in read_me for name in names - {"README.txt"})


def test_an_archive_holds_no_secret_and_nothing_of_others(
    people: People, alices: Client, work: Callable[[], None]
) -> None:
    found = archive_of(alices, work)
    text = "".join(found.read(name).decode() for name in found.namelist())
    user = User.objects.get(pk=people.athlete.user_id)
    for secret in (user.password, "TOTPSECRET", "HOOKSECRET", "TOKENDIGEST", "PRIVATE NOTE", "bob@", "fred@", "olga@"):
        assert secret not in text
    key = alices.session.session_key
    assert key is not None
    assert key not in text


def test_a_coachs_archive_holds_what_they_wrote_and_no_log_of_a_lifter(
    people: People, work: Callable[[], None]
) -> None:
    Export.objects.all().delete()
    found = archive_of(confirmed(people.browsers["cora"], "cora lifts heavy"), work)
    assert json.loads(found.read("coached.json"))["lifters"][0]["shown_as"] == SECRET
    others = "".join(found.read(name).decode() for name in found.namelist() if name != "coached.json")
    assert SECRET not in others
    assert "alice@" not in others + found.read("coached.json").decode()


def test_an_archive_is_asked_for_and_fetched_with_the_password_only(people: People, work: Callable[[], None]) -> None:
    client = people.browsers["bob"]
    assert client.post("/settings/export/")["Location"].startswith("/accounts/reauthenticate/")
    assert not Export.objects.filter(user__email="bob@gym.example").exists()
    confirmed(client, "bob lifts heavy")
    Export.objects.all().delete()
    archive_of(client, work)
    again = signed_in(User.objects.get(email="bob@gym.example"))
    answer = again.get(f"/settings/export/{Export.objects.get().pk}/file")
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_one_archive_is_made_at_a_time_and_an_old_one_goes(alices: Client, work: Callable[[], None]) -> None:
    for _ in range(3):
        alices.post("/settings/export/")
    assert Export.objects.count() == 1
    work()
    first = Export.objects.get()
    assert parting.file_of(first).stat().st_mode & 0o777 == 0o600
    archive_of(alices, work)
    assert not parting.file_of(first).exists()
    Export.objects.update(created_at=timezone.now() - parting.KEPT - timedelta(seconds=1))
    last = parting.file_of(Export.objects.get())
    parting.drop_old()
    assert not last.exists()
    assert not Export.objects.exists()


def test_a_failed_archive_leaves_no_half_and_is_made_again(
    alices: Client, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: User) -> Any:
        yield parting.json_part("a.json", "fine", {})
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(archive, "PARTS", (broken,))
        alices.post("/settings/export/")
        work()
    assert "could not be made" in alices.get("/settings/export/").content.decode()
    assert list(settings.FOLDER.uploads.glob("export-*")) == []
    archive_of(alices, work)


def test_files_that_no_export_knows_are_swept_away_at_the_start(alices: Client, work: Callable[[], None]) -> None:
    archive_of(alices, work)
    lost = settings.FOLDER.uploads / f"export-{uuid4()}.part"
    lost.touch()
    _sweep(settings.FOLDER.uploads)
    assert not lost.exists()
    assert parting.file_of(Export.objects.get()).exists()


def everything_stored() -> str:
    """Return the whole database as text, whatever the table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_nothing_of_somebody_is_left_when_they_go(people: People, alices: Client, work: Callable[[], None]) -> None:
    archive_of(alices, work)
    alices.post("/settings/export/")
    user, athlete = people.athlete.user, people.athlete
    files = [parting.file_of(Export.objects.get()), file_of(Import.objects.get(athlete=athlete))]
    files[0].touch()
    traces = [str(athlete.pk), athlete.pk.hex, user.email, SECRET, *(str(one.pk) for one in user.exports.all())]
    traces += [one.pk.hex for one in user.exports.all()] + [alices.session.session_key or "no session"]
    assert all(trace in everything_stored() for trace in (user.email, SECRET))
    others = User.objects.exclude(pk=user.pk).count()
    page = alices.get("/settings/delete/").content.decode()
    assert all(word in page for word in ("sessions: 1", "coaches who see your log: 1", "cannot be taken back"))
    answer = alices.post("/settings/delete/", {"email": " ALICE@gym.example"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    left = everything_stored()
    assert [trace for trace in traces if trace in left] == []
    assert [file for file in files if file.exists()] == []
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert User.objects.count() == others
    assert alices.get("/settings/").status_code == 302
    work()


def test_rows_that_are_left_lead_to_nobody(people: People, alices: Client) -> None:
    """Every foreign key of every table still leads somewhere, and none to whoever is gone."""
    pk, athlete = people.athlete.user_id, people.athlete.pk
    alices.post("/settings/delete/", {"email": "alice@gym.example"})
    connection.check_constraints()
    for model in apps.get_models():
        for name in [one.name for one in model._meta.get_fields() if isinstance(one, models.ForeignKey)]:
            ids = set(model._base_manager.values_list(f"{name}_id", flat=True))
            goal = model._meta.get_field(name).related_model
            assert goal is not User or pk not in ids
            assert goal is not Athlete or athlete not in ids


@pytest.mark.parametrize("typed", ["", "alice", "bob@gym.example"])
def test_only_the_own_address_confirms(alices: Client, typed: str) -> None:
    assert alices.post("/settings/delete/", {"email": typed}).status_code == 200
    assert User.objects.filter(email="alice@gym.example").exists()


def test_nobody_deletes_without_the_password(people: People) -> None:
    answer = people.browsers["bob"].post("/settings/delete/", {"email": "bob@gym.example"})
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert User.objects.filter(email="bob@gym.example").exists()


def test_the_owner_cannot_leave_the_server_without_one(people: People) -> None:
    client = confirmed(people.browsers["olga"], "olga lifts heavy")
    assert "Hand the server over" in client.get("/settings/delete/").content.decode()
    client.post("/settings/delete/", {"email": "olga@gym.example"})
    assert User.objects.filter(is_owner=True).count() == 1
    client.post("/gym/hand-over", {"heir": User.objects.get(email="bob@gym.example").pk})
    assert client.post("/settings/delete/", {"email": "olga@gym.example"}).status_code == 302
    assert User.objects.get(is_owner=True).email == "bob@gym.example"


def test_a_coach_who_goes_is_seen_no_more_and_what_they_wrote_for_a_lifter_stays(people: People) -> None:
    client = confirmed(people.browsers["cora"], "cora lifts heavy")
    assert client.post("/settings/delete/", {"email": "cora@gym.example"}).status_code == 302
    text = people.browsers["alice"].get("/coaching/").content.decode()
    assert "Nobody but you sees your log" in text
    assert SECRET in text
    assert "Cora" in text


def test_with_a_coach_go_their_private_notes_and_what_they_asked_of_days_to_come(people: People) -> None:
    cora = User.objects.get(email="cora@gym.example")
    private = Note.objects.create(athlete=people.athlete, coach=cora, coach_name="Cora", text="private")
    client = confirmed(people.browsers["cora"], "cora lifts heavy")
    assert client.post("/settings/delete/", {"email": cora.email}).status_code == 302
    assert not Note.objects.filter(pk=private.pk).exists()
    assert PlanEdit.objects.get(pk=people.things["edit"]).status == PlanEdit.Status.WITHDRAWN


def test_mail_that_waits_for_them_goes_and_that_for_others_stays(alices: Client) -> None:
    folder = settings.FOLDER.mail
    alone = EmailBackend(file_path=str(folder))
    alone.send_messages([EmailMessage("reset", "link of alice", to=["Alice@gym.example"])])
    shared = EmailBackend(file_path=str(folder))
    for who in ("bob", "alice", "fred"):
        shared.send_messages([EmailMessage("hi", f"link of {who}", to=[f"{who}@gym.example"])])
    alices.post("/settings/delete/", {"email": "alice@gym.example"})
    text = "".join(file.read_text() for file in folder.iterdir())
    assert "link of alice" not in text
    assert "link of bob" in text
    assert "link of fred" in text
