"""Every operation of the interface, asked by everybody with a signed-in browser, and what a coach is not told by it.

`test_api_matrix` asks with tokens, an operation at a time; here cookies ask, and what a coach is told is read. The list
is the interface's own OpenAPI document: a new operation is asked without anybody writing it down here, and one that
names something that is unknown here fails.
"""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

import pytest

from momentary.web.accounts.limits import LIMITS
from momentary.web.accounts.models import User
from momentary.web.api.interface import interface
from momentary.web.api.models import Webhook
from momentary.web.api.scopes import Scope
from momentary.web.api.tokens import make_token
from momentary.web.coaching.models import Consent
from momentary.web.training.models import Statement
from tests.web.people import OTHERS, SECRET, People, gathered, snapshot

OPERATIONS = [
    (method, path, [one["name"] for one in about.get("parameters", []) if one["in"] == "query"])
    for path, methods in interface.get_openapi_schema()["paths"].items()
    for method, about in methods.items()
]
NAMING = [(method, path) for method, path, _ in OPERATIONS if "{" in path]
ABOUT_OTHERS = [(method, path) for method, path, query in OPERATIONS if "athlete" in query]
TOO_LITTLE_KNOWN = (200, 202, 404, 409, 422, 503)
BODY = {"operations": [], "exercise": SECRET, "url": "https://hook.example/x", "events": ["log.changed"]}


@pytest.fixture
def people(db: None) -> People:  # noqa: ARG001
    LIMITS.clear()
    found = gathered()
    alice = found.athlete.user
    hook = Webhook.objects.create(user=alice, url=f"https://hook.example/{SECRET}".replace(" ", "-"), secret="s")
    token, _ = make_token(alice, name=SECRET, scopes=list(Scope), days=30)
    found.things |= {"import_id": found.things["import"], "webhook": hook.pk, "token": token.pk}
    return found


class Asker:
    """Somebody who asks the interface, with cookies or with a token of theirs."""

    def __init__(self, people: People, who: str, *, by: str) -> None:
        self.client = people.browsers[who]
        self.headers: dict[str, str] = {}
        if by == "token" and who != "stranger":
            user = User.objects.get(email=f"{who}@gym.example")
            _, key = make_token(user, name="test", scopes=list(Scope), days=30)
            self.headers = {"Authorization": f"Bearer {key}"}
            self.client = type(self.client)()

    def ask(self, method: str, path: str) -> Any:
        call = getattr(self.client, method)
        if method == "get":
            return call(path, headers=self.headers)
        headers = {**self.headers, "Idempotency-Key": str(uuid4())}
        return call(path, json.dumps(BODY), content_type="application/json", headers=headers)


def filled(path: str, things: dict[str, Any]) -> str:
    return re.sub(r"{(\w+)}", lambda found: str(things[found[1]]), path)


def nothing(path: str) -> str:
    return re.sub(r"{(\w+)}", lambda _: str(uuid4()), path)


def text_of(answer: Any) -> str:
    return str(answer.content.decode("utf-8", "replace"))


def same(answer: Any) -> tuple[int, str]:
    """Return an answer without the ids that it was asked for."""
    return answer.status_code, re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text_of(answer))


def test_there_is_an_interface_to_ask() -> None:
    assert len(OPERATIONS) > 20
    assert NAMING
    assert ABOUT_OTHERS


@pytest.mark.parametrize("who", OTHERS)
def test_what_is_alices_is_to_everybody_else_as_if_it_were_not_there(who: str, people: People) -> None:
    before, asker = snapshot(people.athlete), Asker(people, who, by="cookies")
    for method, path in NAMING:
        answer, none = asker.ask(method, filled(path, people.things)), asker.ask(method, nothing(path))
        assert answer.status_code == (401 if who == "stranger" else 404), (method, path, text_of(answer))
        assert same(answer) == same(none), (method, path)
    assert snapshot(people.athlete) == before


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_elses_own_pages_tell_anything_of_alice(who: str, people: People) -> None:
    before, asker = snapshot(people.athlete), Asker(people, who, by="cookies")
    for method, path, _ in OPERATIONS:
        if "{" in path:
            continue
        answer = asker.ask(method, path)
        assert (answer.status_code == 401) == (who == "stranger"), (method, path)
        if not (who == "cora" and path.endswith("/athletes")):
            # What was asked for may be said back: that is no news.
            assert SECRET not in text_of(answer).replace(json.dumps(BODY), "") or method == "post", (method, path)
    assert snapshot(people.athlete) == before


@pytest.mark.parametrize("who", [who for who in OTHERS if who != "cora"])
def test_asking_for_alices_log_by_name_finds_nobody(who: str, people: People) -> None:
    asker = Asker(people, who, by="cookies")
    for method, path in ABOUT_OTHERS:
        address = filled(path, people.things)
        hers = asker.ask(method, f"{address}?athlete={people.athlete.pk}&exercise=Squat")
        none = asker.ask(method, f"{address}?athlete={uuid4()}&exercise=Squat")
        assert hers.status_code == (401 if who == "stranger" else 404), (method, path, text_of(hers))
        assert same(hers) == same(none), (method, path)


@pytest.mark.parametrize("by", ["cookies", "token"])
def test_a_coach_reads_what_was_shared_and_a_former_coach_nothing(by: str, people: People) -> None:
    asker = Asker(people, "cora", by=by)
    query = f"?athlete={people.athlete.pk}&exercise=Squat"
    asked = [(method, f"{filled(path, people.things)}{query}") for method, path in ABOUT_OTHERS]
    before = snapshot(people.athlete)
    told = {path: asker.ask(method, path) for method, path in asked}
    assert all(one.status_code in TOO_LITTLE_KNOWN for one in told.values())
    assert any(SECRET in text_of(one) for path, one in told.items() if "/sessions" in path)
    check_in = Statement.objects.get(athlete=people.athlete)
    assert not any(str(check_in.uuid) in text_of(one) or "sleep_h" in text_of(one) for one in told.values())
    assert snapshot(people.athlete) == before, "reading changes nothing, and a coach writes nothing here"
    Consent.objects.all().delete()
    LIMITS.clear()
    for method, path in asked:
        answer = asker.ask(method, path)
        assert answer.status_code == 404
        assert SECRET not in text_of(answer)
