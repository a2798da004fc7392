"""The interface under /api/v1/: who may ask, what is answered, and that problems have one shape."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from momentary.exchange import Source, read
from momentary.web.accounts.models import User
from momentary.web.api.models import ApiToken, Delivery
from momentary.web.api.scopes import Scope
from momentary.web.training.log import athlete_of, training_log
from tests.web.conftest import confirmed
from tests.web.programs import PROBLEM, Program, key
from tests.web.wire import a_set, logged, operation, push, started

pytestmark = pytest.mark.django_db


def a_session(program: Program, *loads_kg: float) -> UUID:
    session = uuid4()
    program.push(started(session), *(logged(session, uuid4(), a_set(load)) for load in loads_kg))
    return session


# Who asks


def test_nobody_gets_a_problem_that_says_what_to_send(db: None) -> None:  # noqa: ARG001
    answer = Program(None).answer("GET", "/me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == PROBLEM
    assert "Bearer" in answer.json()["next_step"]


def test_a_token_says_whose_it_is_and_what_it_may_do(alice: User) -> None:
    found = Program(alice, Scope.READ_LOG).get("/me")
    assert found["email"] == alice.email
    assert found["athlete"] == str(athlete_of(alice).pk)
    assert found["scopes"] == ["read:log"]


def test_a_key_is_kept_as_a_digest_only(program: Program) -> None:
    row = ApiToken.objects.values().get()
    assert program.key not in json.dumps(row, default=str)
    assert program.key.startswith(row["hint"])


@pytest.mark.parametrize("said", ["Bearer mom_wrong", "Bearer ", "Basic YTpi", "mom_", f"Bearer mom_{'a' * 200}"])
def test_what_is_no_token_is_refused(said: str, alices: Client) -> None:
    # The browser's cookies do not help a wrong token: a program would not notice that it is wrong.
    answer = alices.get("/api/v1/me", headers={"Authorization": said})
    assert answer.status_code == 401


def test_a_token_ends_when_it_expires_when_it_is_revoked_and_when_the_account_is_closed(alice: User) -> None:
    late, revoked, closed = Program(alice), Program(alice), Program(alice)
    ApiToken.objects.filter(pk=late.token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "expired" in late.get("/me", status=401)["fact"]
    revoked.ask("DELETE", f"/tokens/{revoked.token.pk}", status=204)
    revoked.get("/me", status=401)
    assert closed.get("/me")
    alice.is_active = False
    alice.save(update_fields=["is_active"])
    closed.get("/me", status=401)


def test_a_token_does_what_its_scopes_say_and_no_more(alice: User) -> None:
    reader = Program(alice, Scope.READ_LOG)
    reader.get("/sessions")
    problem = reader.post("/operations", {"operations": []}, status=403)
    assert "write:log" in problem["fact"]
    reader.get("/today", status=403)
    reader.get("/webhooks", status=403)
    reader.get("/imports", status=403)


def test_a_signed_in_browser_may_read_and_writes_with_the_token_against_forgery_only(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.get("/api/v1/sessions").status_code == 200
    content: dict[str, Any] = {"operations": []}
    forged = strict.post("/api/v1/operations", content, content_type="application/json")
    assert forged.status_code == 403
    assert forged["Content-Type"] == PROBLEM
    strict.get("/sync/pull")
    token = strict.cookies["csrftoken"].value
    honest = strict.post("/api/v1/operations", content, content_type="application/json", headers={"X-CSRFToken": token})
    assert honest.status_code == 200


def test_use_is_noted_once_an_hour(program: Program) -> None:
    program.get("/me")
    first = ApiToken.objects.get().used_at
    assert first is not None
    program.get("/me")
    assert ApiToken.objects.get().used_at == first


# The log


def test_what_was_pushed_is_read_back_as_it_was(program: Program) -> None:
    session, one = uuid4(), uuid4()
    value = a_set(82.5, 6)
    program.push(started(session, title="Monday"), logged(session, one, value))
    (found,) = program.get("/sessions")["items"]
    assert found["session"] == str(session)
    assert found["value"]["title"] == "Monday"
    assert found["sets"] == [{"set": str(one), "value": value}]
    assert program.get(f"/sessions/{session}") == found
    (same,) = program.get("/sets?exercise=bench press")["items"]
    assert same == {"session": str(session), "set": str(one), "start": found["start"], "value": value}
    assert program.get("/sets?exercise=deadlift")["items"] == []


def test_what_was_voided_is_not_there(program: Program) -> None:
    session = a_session(program, 80.0)
    (one,) = program.get("/sets")["items"]
    program.push(operation("set.voided", session=str(session), set=one["set"]))
    assert program.get("/sets")["items"] == []
    program.push(operation("session.voided", session=str(session)))
    program.get(f"/sessions/{session}", status=404)


def test_pages_hold_every_session_once_whatever_is_added_meanwhile(program: Program) -> None:
    wanted = {str(a_session(program, 60.0 + number)) for number in range(7)}
    seen: list[str] = []
    after = ""
    while True:
        page = program.get(f"/sessions?limit=2{after}")
        seen += [one["session"] for one in page["items"]]
        a_session(program, 200.0)
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(seen) == len(set(seen))
    assert wanted <= set(seen)


def test_what_is_deleted_meanwhile_hides_nothing_of_other_lists(program: Program) -> None:
    hook = program.post("/webhooks", {"url": "https://hook.example/", "events": ["log.changed"]}, status=201)
    wanted = [program.post(f"/webhooks/{hook['id']}/test", status=202)["id"] for _ in range(5)]
    path = f"/webhooks/{hook['id']}/deliveries?limit=2"
    page = program.get(path)
    seen = [one["id"] for one in page["items"]]
    Delivery.objects.filter(pk=seen[0]).delete()
    while page["next"] is not None:
        page = program.get(f"{path}&after={page['next']}")
        seen += [one["id"] for one in page["items"]]
    assert seen == wanted[::-1]


def test_a_cursor_of_one_list_is_none_of_another(program: Program) -> None:
    for _ in range(2):
        a_session(program, 80.0)
    after = program.get("/sessions?limit=1")["next"]
    assert program.get(f"/sets?after={after}")["items"]
    assert program.get(f"/imports?after={after}", status=422)["place"] == "query after"


def test_a_push_by_the_interface_and_one_by_the_phone_are_one_log(program: Program, alices: Client) -> None:
    session = uuid4()
    first = started(session)
    push(alices, first)
    again = program.push(first, logged(session, uuid4()))
    assert [one["status"] for one in again["results"]] == ["known", "accepted"]
    found = program.get("/operations?since=1")
    assert [one["kind"] for one in found["operations"]] == ["set.logged"]
    assert found["position"] == again["position"] == 2


def test_a_refused_operation_says_why_and_holds_up_nothing(program: Program) -> None:
    session = uuid4()
    found = program.push(started(session), {"id": "x"}, logged(session, uuid4()))
    assert [one["status"] for one in found["results"]] == ["accepted", "refused", "accepted"]
    assert set(found["results"][1]["problem"]) == {"place", "fact", "next_step"}


def test_the_export_is_the_log_and_reads_back(program: Program, alice: User, tmp_path: Path) -> None:
    a_session(program, 80.0, 82.5)
    answer = program.answer("GET", "/export")
    assert answer.status_code == 200
    file = tmp_path / "log.json"
    file.write_bytes(answer.content)
    assert read(Source(file)).log == training_log(athlete_of(alice))


def test_bob_cannot_tell_alices_things_from_things_that_are_not(program: Program, bob: User) -> None:
    session = a_session(program, 80.0)
    mine = program.get("/me")["athlete"]
    his = Program(bob)
    for path in (f"/sessions/{session}", f"/sessions?athlete={mine}", f"/next?exercise=x&athlete={mine}"):
        nothing = path.replace(str(session), str(uuid4())).replace(mine, str(uuid4()))
        assert his.get(path, status=404) == his.get(nothing, status=404)
    assert his.get("/sessions")["items"] == []
    assert [one["is_me"] for one in his.get("/athletes")["items"]] == [True]


# Imports


def test_an_export_is_uploaded_looked_at_taken_in_and_undone(
    program: Program, export: Path, work: Callable[[], None]
) -> None:
    with export.open("rb") as stream:
        answer = program.client.post("/api/v1/imports", {"file": stream}, headers=program.headers)
    assert answer.status_code == 201
    path = f"/imports/{answer.json()['id']}"
    assert not answer.json()["can_take"]
    program.post(f"{path}/take", status=409)
    work()
    found = program.get(path)
    assert found["can_take"]
    assert found["report"]["new_sets"] == 320
    assert program.get("/sessions")["items"] == []
    assert program.post(f"{path}/take", status=202)["status"] == "taking"
    program.post(f"{path}/take", status=409)
    work()
    assert len(program.get("/sessions?limit=100")["items"]) == 20
    program.ask("DELETE", path, status=409)
    program.post(f"{path}/undo", status=202)
    work()
    assert program.get("/sessions")["items"] == []


def test_a_whole_export_may_come_with_a_token_that_imports_and_with_no_other(alice: User) -> None:
    large = b"x" * 5_000_000
    for headers, status in (
        (Program(alice, Scope.IMPORTS).headers, 201),
        (Program(alice, Scope.READ_LOG).headers, 413),
        ({"Authorization": "Bearer mom_wrong"}, 413),
        ({}, 413),
    ):
        file = SimpleUploadedFile("export.csv", large)
        answer = Client().post("/api/v1/imports", {"file": file}, headers=headers)
        assert answer.status_code == status
        assert status == 201 or answer["Content-Type"] == PROBLEM


def test_the_same_upload_sent_twice_under_a_key_is_one(program: Program) -> None:
    headers = {**program.headers, **key()}
    ids = set()
    for content in (b"one", b"one", b"two"):
        file = SimpleUploadedFile("export.csv", content)
        answer = program.client.post("/api/v1/imports", {"file": file}, headers=headers)
        ids.add(answer.json().get("id", answer.status_code))
    assert len(ids) == 2
    assert 422 in ids


# Pages


def test_a_token_is_made_after_the_password_was_typed_again_and_shown_once(alices: Client, alice: User) -> None:
    said = {"name": "watch", "scopes": ["read:log", "write:log"], "days": "30"}
    refused = alices.post("/settings/tokens/", said)
    assert (refused.status_code, ApiToken.objects.count()) == (302, 0)
    confirmed(alices, "alice lifts heavy")
    page = alices.post("/settings/tokens/", said).content.decode()
    (shown,) = set(re.findall(r"mom_[\w-]{40,}", page))
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {shown}"}).json()["email"] == alice.email
    assert shown not in alices.get("/settings/tokens/").content.decode()
    token = ApiToken.objects.get()
    assert token.scopes == ["read:log", "write:log"]
    assert token.expires_at is not None
    alices.post(f"/settings/tokens/{token.pk}/revoke")
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {shown}"}).status_code == 401


def test_the_documentation_needs_nothing_from_elsewhere(client: Client, db: None) -> None:  # noqa: ARG001
    page = client.get("/api/docs/")
    text = page.content.decode()
    assert "<script" not in text
    assert "style=" not in text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)
    document = client.get("/api/v1/openapi.json").json()
    for path in document["paths"]:
        assert path in text
    assert page["Content-Security-Policy"].startswith("default-src 'none'")
