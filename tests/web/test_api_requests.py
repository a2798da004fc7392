"""How the interface keeps programs out of trouble: repeated requests, unchanged answers, limits, problems."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from momentary.web.accounts.limits import Limits, Rate
from momentary.web.accounts.models import User
from momentary.web.api.callers import A_CALLER, FAILED_KEYS
from momentary.web.api.models import KeptAnswer
from momentary.web.insights import learning
from momentary.web.training.log import athlete_of
from tests.web.programs import PROBLEM, Program, key
from tests.web.wire import logged, started

pytestmark = pytest.mark.django_db


# Repeated requests, unchanged answers, limits


def test_a_repeated_request_gets_its_first_answer_and_counts_once(program: Program) -> None:
    body = {"operations": [started(uuid4())]}
    headers = key()
    first = program.ask("POST", "/operations", body, headers=headers)
    second = program.answer("POST", "/operations", body, headers=headers)
    assert second.json() == first
    assert first["results"][0]["status"] == "accepted"
    assert second["Idempotent-Replayed"] == "true"
    problem = program.ask("POST", "/operations", {"operations": []}, status=422, headers=headers)
    assert "Another request" in problem["fact"]


def test_a_key_is_of_its_user_alone(program: Program, bob: User) -> None:
    headers = key()
    program.ask("POST", "/operations", {"operations": []}, headers=headers)
    other = Program(bob).answer("POST", "/operations", {"operations": [started(uuid4())]}, headers=headers)
    assert other.status_code == 200
    assert "Idempotent-Replayed" not in other


def test_a_request_that_is_still_worked_on_is_not_begun_again(program: Program) -> None:
    headers = key()
    body: dict[str, Any] = {"operations": []}
    program.ask("POST", "/operations", body, headers=headers)
    KeptAnswer.objects.update(status=None)
    answer = program.answer("POST", "/operations", body, headers=headers)
    assert answer.status_code == 409
    assert int(answer["Retry-After"]) > 0
    KeptAnswer.objects.update(made_at=timezone.now() - timedelta(minutes=5))
    assert program.answer("POST", "/operations", body, headers=headers).status_code == 200


def test_an_answer_that_says_to_ask_again_is_not_kept(program: Program, alice: User) -> None:
    session = uuid4()
    program.push(started(session), logged(session, uuid4()))
    headers, body = key(), {"exercise": "Bench Press"}
    first = program.answer("POST", "/next", body, headers=headers)
    assert (first.status_code, int(first["Retry-After"]) > 0) == (202, True)
    learning.learn(athlete_of(alice).pk)
    again = program.answer("POST", "/next", body, headers=headers)
    assert "Idempotent-Replayed" not in again
    assert again.status_code != 202, "by now it is learnt from"


def test_kept_answers_go_after_a_day(program: Program) -> None:
    program.ask("POST", "/operations", {"operations": []}, headers=key())
    KeptAnswer.objects.update(made_at=timezone.now() - timedelta(hours=25))
    program.ask("POST", "/operations", {"operations": []}, headers=key())
    assert KeptAnswer.objects.count() == 1


def test_an_unchanged_answer_is_not_sent_again(program: Program) -> None:
    first = program.answer("GET", "/sessions")
    tag = first["ETag"]
    same = program.answer("GET", "/sessions", headers={"If-None-Match": tag})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    program.push(started(uuid4()))
    assert program.answer("GET", "/sessions", headers={"If-None-Match": tag}).status_code == 200
    assert "private" in first["Cache-Control"]
    assert "Authorization" in first["Vary"]


def test_who_asks_too_often_is_told_when_to_ask_again(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("momentary.web.api.callers.A_CALLER", Rate(burst=3, per_s=0.1))
    statuses = [program.answer("GET", "/me").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    answer = program.answer("GET", "/me")
    assert answer["Content-Type"] == PROBLEM
    assert 1 <= int(answer["Retry-After"]) <= 10


def test_who_guesses_tokens_is_slowed_down() -> None:
    guesser = Client()
    wrong = {"Authorization": "Bearer mom_guess"}
    statuses = [guesser.get("/api/v1/me", headers=wrong).status_code for _ in range(int(FAILED_KEYS.burst) + 2)]
    assert statuses[-1] == 429
    assert set(statuses[:-2]) == {401}


def test_a_bucket_fills_up_again_at_its_rate() -> None:
    now = [0.0]
    limits = Limits(clock=lambda: now[0])
    rate = Rate(burst=2, per_s=0.5)
    assert [limits.take("one", rate) for _ in range(3)] == [None, None, 2]
    assert limits.take("another", rate) is None
    now[0] = 2.0
    assert [limits.take("one", rate) for _ in range(2)] == [None, 2]
    now[0] = 1000.0
    assert [limits.take("one", rate) for _ in range(3)] == [None, None, 2]


def test_buckets_of_many_addresses_are_swept_now_and_then() -> None:
    now = [0.0]
    limits = Limits(clock=lambda: now[0])
    rate = Rate(burst=1, per_s=0.01)
    assert limits.take("mine", rate) is None
    for one in range(12_000):
        limits.take(str(one), rate)
    assert limits.take("mine", rate) is not None, "a crowd of addresses forgets nobody who asked a moment ago"
    now[0] = 61.0
    assert limits.take("mine", rate) is not None, "nor who still has to wait"
    now[0] = 101.0
    limits.take("late", rate)
    assert len(limits._buckets) == 1


def test_a_thousand_requests_in_a_row_are_within_the_limit() -> None:
    assert A_CALLER.burst >= 1000


# Problems


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("DELETE", "/sessions", 405),
        ("GET", "/sessions?limit=0", 422),
        ("GET", "/sessions?limit=many", 422),
        ("GET", "/sessions?after=~~~", 422),
        ("GET", "/sessions?after=YWJj", 422),
        ("GET", "/operations?since=-1", 422),
        ("GET", "/operations?since=99", 409),
        ("GET", "/sessions/no-uuid", 404),
        ("GET", "/sessions?athlete=no-uuid", 422),
        ("GET", "/next", 422),
        ("POST", "/operations", 415),
    ],
)
def test_every_problem_has_one_shape(method: str, path: str, status: int, program: Program) -> None:
    program.ask(method, path, status=status)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"operations": 3}', b'{"operations": [NaN', b"null"])
def test_a_body_that_cannot_be_read_is_a_problem(content: bytes, program: Program) -> None:
    answer = program.client.post(
        "/api/v1/operations", content, content_type="application/json", headers=program.headers
    )
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == PROBLEM


def test_many_faults_are_told_at_once(program: Program) -> None:
    body = {"exercise": "", "reserve": 99, "sets": 0}
    found = program.post("/next", body, status=422)
    assert len([found, *found["more"]]) == 3
    assert found["place"] == "body /exercise"
