"""Every operation of the interface, asked by everybody: generated from its own document, so that none is left out.

Alice, whose things they are; Cora, who coaches her; Fred, who did; Bob; the owner of the server; a stranger.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator

from momentary.web.accounts.limits import LIMITS
from momentary.web.accounts.models import User
from momentary.web.api.interface import document
from momentary.web.api.scopes import Scope
from momentary.web.coaching.models import Consent
from momentary.web.insights import learning
from tests.web.people import SECRET, People, gathered, snapshot
from tests.web.programs import Program

pytestmark = pytest.mark.django_db
OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in document()["paths"].items()
    for method, operation in methods.items()
]
NAMES = [f"{method} {path}" for method, path, _ in OPERATIONS]
# What each address names, and what to send it so that it would change something.
IDS = {"session": "session", "import_id": "import", "token": "api_token", "webhook": "webhook"}
SENT: dict[str, Any] = {
    "POST /api/v1/operations": {"operations": []},
    "POST /api/v1/next": {"exercise": SECRET},
    "POST /api/v1/webhooks": {"url": "https://hook.example/", "events": ["log.changed"]},
    "PATCH /api/v1/webhooks/{webhook}": {"is_active": False},
}
OTHERS = ["bob", "fred", "olga"]


@pytest.fixture
def people() -> People:
    LIMITS.clear()
    found = gathered()
    learning.learn(found.athlete.pk)
    return found


def program_of(name: str, *scopes: Scope) -> Program:
    found = Program(User.objects.get(email=f"{name}@gym.example"), *scopes)
    LIMITS.clear()
    return found


def ask(program: Program, name: str, ids: dict[str, Any], *, athlete: object = None) -> Any:
    """Return the answer to an operation on some things."""
    method, _, path = name.partition(" ")
    for part, thing in IDS.items():
        path = path.replace(f"{{{part}}}", str(ids[thing]))
    query = [f"athlete={athlete}"] if athlete is not None else []
    if name == "GET /api/v1/next":
        query.append(f"exercise={SECRET}")
    address = path.removeprefix("/api/v1") + (f"?{'&'.join(query)}" if query else "")
    return program.answer(method, address, SENT.get(name))


def takes_athlete(operation: dict[str, Any]) -> bool:
    return any(one["name"] == "athlete" for one in operation["parameters"])


def is_of_one(name: str) -> bool:
    return "{" in name


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_gets_nothing(name: str, people: People) -> None:
    before = snapshot(people.athlete)
    stranger = Program(None)
    for athlete in (None, people.athlete.pk):
        answer = ask(stranger, name, people.things, athlete=athlete)
        assert answer.status_code == 401
        assert SECRET not in answer.content.decode()
    assert snapshot(people.athlete) == before


@pytest.mark.parametrize("name", NAMES)
def test_the_others_get_nothing_and_cannot_tell_it_from_what_is_not_there(name: str, people: People) -> None:
    operation = OPERATIONS[NAMES.index(name)][2]
    nothing = {key: uuid4() for key in people.things}
    before = snapshot(people.athlete)
    for who in OTHERS:
        program = program_of(who)
        if is_of_one(name):
            found = ask(program, name, people.things)
            assert found.status_code == 404
            assert found.content == ask(program, name, nothing).content
        if takes_athlete(operation):
            found = ask(program, name, people.things, athlete=people.athlete.pk)
            assert found.status_code == 404
            assert found.content == ask(program, name, nothing, athlete=uuid4()).content
        if not is_of_one(name):
            assert SECRET not in ask(program, name, people.things).content.decode().replace(f"'{SECRET}'", "")
    assert snapshot(people.athlete) == before


@pytest.mark.parametrize("name", [name for name, one in zip(NAMES, OPERATIONS, strict=True) if takes_athlete(one[2])])
def test_a_coach_reads_as_long_as_the_lifter_consents_and_the_token_says_so(name: str, people: People) -> None:
    cora, narrow = program_of("cora"), program_of("cora", Scope.READ_LOG, Scope.READ_ADVICE)
    before = snapshot(people.athlete)
    assert ask(cora, name, people.things, athlete=people.athlete.pk).status_code in (200, 202, 422)
    assert ask(narrow, name, people.things, athlete=people.athlete.pk).status_code == 403
    Consent.objects.all().delete()
    assert ask(cora, name, people.things, athlete=people.athlete.pk).status_code == 404
    unchanged = snapshot(people.athlete)
    for kept in (before, unchanged):
        kept.pop("Consent")
    assert unchanged == before


@pytest.mark.parametrize("name", [name for name in NAMES if is_of_one(name)])
def test_a_coach_changes_nothing_of_a_lifter(name: str, people: People) -> None:
    before = snapshot(people.athlete)
    answer = ask(program_of("cora"), name, people.things)
    assert answer.status_code == 404
    assert snapshot(people.athlete) == before


@pytest.mark.parametrize("name", NAMES)
def test_alice_is_let_in(name: str, people: People) -> None:
    answer = ask(program_of("alice"), name, people.things)
    assert answer.status_code in (200, 201, 202, 204, 400, 409, 415, 422)


@pytest.mark.parametrize("name", NAMES)
def test_a_token_without_the_scope_is_refused_before_anything_is_looked_up(name: str, people: People) -> None:
    scope = OPERATIONS[NAMES.index(name)][2].get("x-scope")
    if scope is None:
        assert name == "GET /api/v1/me"
        return
    others = [one for one in Scope if one != scope]
    before = snapshot(people.athlete)
    program = program_of("alice", *others)
    answer = ask(program, name, people.things)
    assert answer.status_code == 403
    assert scope in answer.json()["fact"]
    assert {key: one for key, one in snapshot(people.athlete).items() if key != "ApiToken"} == {
        key: one for key, one in before.items() if key != "ApiToken"
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_coach_without_the_second_factor_reads_nobody_else(name: str, people: People) -> None:
    operation = OPERATIONS[NAMES.index(name)][2]
    if not takes_athlete(operation):
        return
    Authenticator.objects.filter(user__email="cora@gym.example").delete()
    answer = ask(program_of("cora"), name, people.things, athlete=people.athlete.pk)
    assert answer.status_code == 404
