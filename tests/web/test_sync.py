from __future__ import annotations

import gzip
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from momentary.web.accounts.models import User
from momentary.web.training.log import athlete_of, training_log
from momentary.web.training.models import AppendOnlyError, FoldedSession, Operation
from momentary.web.training.operations import KINDS
from tests.web.wire import FORMAT, a_set, everything, logged, operation, pull, push, started, statuses


def test_a_pushed_set_is_in_the_log_as_it_was_typed(alices: Client, alice: User) -> None:
    session = uuid4()
    drop = {
        "role": "working",
        "segments": [
            {
                "exercise": "Curl",
                "load": {"value": 22.5, "unit": "lb"},
                "repetitions": 0,
                "ending": {"kind": "technical_failure", "judge": "partner"},
            },
            {"exercise": "Curl", "load": {"value": 0, "unit": "lb"}, "repetitions": 7, "technique": "drop"},
        ],
    }
    push(alices, started(session, title="Arms"), logged(session, uuid4(), drop))
    (found,) = training_log(athlete_of(alice)).sessions
    (one,) = found.sets
    assert (found.title, one.segments[0].repetitions, one.segments[1].load.value) == ("Arms", 0, 0)  # type: ignore[union-attr]
    assert one.is_failure


def test_what_is_pushed_twice_counts_once_and_keeps_its_position(alices: Client, alice: User) -> None:
    session = uuid4()
    batch = [started(session), logged(session, uuid4())]
    first, second = push(alices, *batch), push(alices, *batch)
    assert statuses(first) == ["accepted", "accepted"]
    assert statuses(second) == ["known", "known"]
    assert [one["position"] for one in first["results"]] == [one["position"] for one in second["results"]] == [1, 2]
    assert training_log(athlete_of(alice)).count_sets() == 1


def test_one_operation_twice_in_a_batch_counts_once(alices: Client) -> None:
    one = started(uuid4())
    assert statuses(push(alices, one, one)) == ["accepted", "known"]


def test_the_id_of_another_operation_is_refused_and_the_first_stays(alices: Client) -> None:
    session, uuid = uuid4(), uuid4()
    first = operation("session.started", uuid=uuid, session=str(session), value=started(session)["body"]["value"])
    other = operation("session.voided", uuid=uuid, session=str(session))
    assert statuses(push(alices, first, other)) == ["accepted", "refused"]
    assert [one["kind"] for one in everything(alices)] == ["session.started"]


def test_a_refused_operation_does_not_hold_up_the_others(alices: Client) -> None:
    session = uuid4()
    answer = push(alices, started(session), logged(session, uuid4(), a_set(-1)), logged(session, uuid4()))
    assert statuses(answer) == ["accepted", "refused", "accepted"]
    problem = answer["results"][1]["problem"]
    assert problem["place"].startswith("/body/value/segments/0")
    assert "-1" in problem["fact"]
    assert problem["next_step"]


SESSION = UUID(int=7)


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        (None, ""),
        ([], ""),
        ({}, "/id"),
        ({**started(SESSION), "id": "7"}, "/id"),
        ({**started(SESSION), "id": str(uuid4()).upper()}, "/id"),
        ({**started(SESSION), "kind": "set.deleted"}, "/kind"),
        ({**started(SESSION), "kind": ["set.logged"]}, "/kind"),
        ({**started(SESSION), "version": 2}, "/version"),
        ({**started(SESSION), "version": True}, "/version"),
        ({**started(SESSION), "body": "x"}, "/body"),
        (operation("session.started", session=str(SESSION)), "/body/value"),
        (operation("session.started", session=str(SESSION), value={}), "/body/value"),
        (started(SESSION, sets=[]), "/body/value/sets"),
        (started(SESSION, mood="good"), "/body/value/mood"),
        (started(SESSION, title="a\0b"), "/body/value/title"),
        (started(SESSION, title="\ud83d"), "/body/value/title"),
        (operation("session.voided", session=str(SESSION), why="x"), "/body/why"),
        (operation("session.voided", session=str(SESSION)), "/body/session"),
        (operation("set.logged", session=str(SESSION), set="1", value=a_set()), "/body/set"),
        (logged(SESSION, uuid4(), {"segments": []}), "/body/value"),
        (logged(SESSION, uuid4(), {"segments": [{"exercise": " "}]}), "/body/value/segments/0"),
        (logged(SESSION, uuid4(), a_set(repetitions=10**30)), "/body/value/segments/0/repetitions"),
        (logged(SESSION, uuid4()), "/body/session"),
        (operation("session.finished", session=str(SESSION), duration_s=-1), "/body/value"),
        (operation("session.imported", session=str(SESSION), value={"start": {}}), "/body/value"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place_and_nothing_is_kept(alices: Client, sent: Any, place: str) -> None:
    (result,) = push(alices, sent)["results"]
    assert result["status"] == "refused"
    assert result["problem"]["place"].startswith(place)
    assert result["problem"]["fact"]
    assert result["problem"]["next_step"]
    assert everything(alices) == []


def test_a_set_cannot_be_logged_twice_under_two_operations(alices: Client, alice: User) -> None:
    session, one = uuid4(), uuid4()
    assert statuses(push(alices, started(session), logged(session, one), logged(session, one)))[-1] == "refused"
    assert training_log(athlete_of(alice)).count_sets() == 1


def test_an_amendment_has_the_last_word_and_a_voided_set_stays_voided(alices: Client, alice: User) -> None:
    session, one, two = uuid4(), uuid4(), uuid4()

    def amended(which: UUID, load_kg: float) -> dict[str, Any]:
        return operation("set.amended", session=str(session), set=str(which), value=a_set(load_kg))

    push(alices, started(session), logged(session, one), logged(session, two), amended(one, 90), amended(one, 85))
    push(alices, operation("set.voided", session=str(session), set=str(two)), amended(two, 70))
    ((_, found),) = training_log(athlete_of(alice)).sets()
    assert found.segments[0].load is not None
    assert found.segments[0].load.kg == 85
    assert len(everything(alices)) == 7


def test_a_set_that_comes_in_after_its_session_was_voided_elsewhere_is_not_lost(alices: Client, alice: User) -> None:
    session = uuid4()
    push(alices, started(session), logged(session, uuid4()), operation("session.voided", session=str(session)))
    assert training_log(athlete_of(alice)).count_sets() == 0
    push(alices, logged(session, uuid4(), a_set(100)))
    ((_, found),) = training_log(athlete_of(alice)).sets()
    assert found.segments[0].load is not None
    assert found.segments[0].load.kg == 100


def test_pull_returns_what_is_new_in_the_servers_order_and_no_more(alices: Client) -> None:
    session = uuid4()
    sent = [started(session), *(logged(session, uuid4()) for _ in range(4))]
    push(alices, *sent)
    assert [one["id"] for one in pull(alices)["operations"]] == [one["id"] for one in sent]
    assert [one["position"] for one in pull(alices, 3)["operations"]] == [4, 5]
    assert pull(alices, 5) | {"log": "", "athlete": ""} == {
        "format": FORMAT, "log": "", "athlete": "", "position": 5, "more": False, "operations": []
    }  # fmt: skip


def test_a_pull_travels_compressed(alices: Client) -> None:
    session = uuid4()
    push(alices, started(session), *(logged(session, uuid4()) for _ in range(20)))
    answer = alices.get("/sync/pull?since=0", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < len(gzip.decompress(answer.content)) / 2
    assert json.loads(gzip.decompress(answer.content)) == pull(alices)


def test_what_alice_logged_is_not_taken_from_bob_on_a_phone_that_they_share(alices: Client, bobs: Client) -> None:
    session = uuid4()
    whose = pull(alices)["athlete"]
    content = {"format": FORMAT, "athlete": whose, "operations": [started(session), logged(session, uuid4())]}
    answer = bobs.post("/sync/push", content, content_type="application/json")
    assert (answer.status_code, answer.json()["problem"]["place"]) == (409, "/athlete")
    assert everything(bobs) == []
    assert pull(bobs)["athlete"] != whose
    answer = alices.post("/sync/push", content, content_type="application/json")
    assert (statuses(answer.json()), answer.json()["athlete"]) == (["accepted", "accepted"], whose)


def test_a_long_log_comes_page_by_page(alices: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("momentary.web.sync.views.MOST_OPERATIONS", 3)
    session = uuid4()
    sent = [started(session), *(logged(session, uuid4()) for _ in range(6))]
    for one in sent:
        push(alices, one)
    assert [one["id"] for one in everything(alices)] == [one["id"] for one in sent]


@pytest.mark.parametrize("since", ["-1", "x", "1.0", "", "9" * 19, "²"])
def test_a_position_that_is_none_is_refused(alices: Client, since: str) -> None:
    answer = alices.get("/sync/pull", {"since": since})
    assert answer.status_code == 400
    assert answer.json()["problem"]["place"] == "since"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'{"format": "momentary-sync/1", "operations": [NaN]}', 400),
        (b'{"format": "momentary-sync/2", "operations": []}', 400),
        (b'{"format": "momentary-sync/1", "operations": {}}', 400),
        (b'{"format": "momentary-sync/1", "operations": [' + b"0," * 500 + b"0]}", 413),
        (b" " * 4_000_001, 413),
    ],
)
def test_a_request_that_cannot_be_read_is_answered_with_a_problem(alices: Client, content: bytes, status: int) -> None:
    answer = alices.post("/sync/push", content, content_type="application/json")
    assert answer.status_code == status
    assert set(answer.json()["problem"]) == {"place", "fact", "next_step"}


def test_nobody_signed_in_gets_401_and_no_redirect() -> None:
    client = Client()
    assert client.get("/sync/pull").status_code == 401
    assert client.post("/sync/push", {}, content_type="application/json").status_code == 401


def test_a_push_without_the_pages_token_is_refused_as_json(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/sync/push", {"format": FORMAT, "operations": []}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["problem"]["place"] == "header X-CSRFToken"
    token = client.get("/sync/pull").cookies["csrftoken"].value
    answer = client.post(
        "/sync/push",
        {"format": FORMAT, "operations": []},
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert answer.status_code == 200


def test_operations_are_never_changed_or_deleted(alices: Client) -> None:
    push(alices, started(uuid4()))
    row = Operation.objects.get()
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()


def test_every_kind_of_operation_is_described(checkout: Any) -> None:
    page = (checkout / "docs" / "sync.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []


def test_a_page_of_the_log_ends_at_the_position_that_it_names(alices: Client) -> None:
    session = uuid4()
    for _ in range(3):
        sets = [logged(session, uuid4()) for _ in range(180)]
        push(alices, *([started(session)] if not pull(alices)["position"] else []), *sets)
    first = pull(alices)
    assert (first["more"], first["position"]) == (True, 500)
    last = pull(alices, first["position"])
    assert (last["more"], last["position"], len(last["operations"])) == (False, 541, 41)
    assert pull(alices, 541)["position"] == 541


def test_a_phone_that_knows_more_than_a_restored_log_is_told(alices: Client) -> None:
    push(alices, started(uuid4()))
    answer = alices.get("/sync/pull", {"since": 2})
    assert answer.status_code == 409
    assert answer.json()["problem"]["place"] == "since"
    assert "from 0" in answer.json()["problem"]["next_step"]


def test_a_form_pushed_is_refused_as_no_json(alices: Client) -> None:
    answer = alices.post("/sync/push", {"file": "x"})
    assert answer.status_code == 415
    assert "application/json" in answer.json()["problem"]["next_step"]


@pytest.mark.parametrize("wall", ["20260105T180000", "2026-01-05T18:00", "2026-01-05T18:00:00.0000"])
def test_starts_are_ordered_by_time_however_they_are_written(alices: Client, wall: str) -> None:
    session = uuid4()
    assert statuses(push(alices, started(session, start={"wall": wall, "clock": "local"}))) == ["accepted"]
    assert FoldedSession.objects.get(uuid=session).start == "2026-01-05T18:00:00"


def test_a_start_longer_than_any_time_is_refused(alices: Client) -> None:
    start = {"wall": f"2026-01-05T18:00:00.{'0' * 400}", "clock": "local"}
    (result,) = push(alices, started(uuid4(), start=start))["results"]
    assert result["status"] == "refused"
    assert result["problem"]["place"] == "/body/value/start/wall"


def test_a_new_epoch_is_begun_by_command(alices: Client) -> None:
    before = pull(alices)["log"]
    call_command("new_epoch")
    assert pull(alices)["log"] != before
