"""Every address of the project, asked by everybody: a stranger, a former member and Bob get nothing of Alice's.

The table says what each address is. One that is not in it fails, so nobody adds a page without saying whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Literal
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from momentary.web.accounts.models import User
from momentary.web.accounts.sign_up import owner_path
from momentary.web.training.imports import begin
from momentary.web.training.log import athlete_of
from momentary.web.training.models import Athlete, FoldedSession, Import, Operation
from momentary.web.training.ownership import OwnedQuerySet
from tests.web.wire import a_set, logged, operation, pull, push, started

SECRET = "Alice lifts in secret"
Kind = Literal["public", "own", "one"]

# public: says nothing of anybody. own: of whoever is signed in. one: of the owner of what the address names.
OURS: dict[str, Kind] = {
    "today": "own",
    "session": "one",
    "imports": "own",
    "import": "one",
    "import_status": "one",
    "import_take": "one",
    "import_undo": "one",
    "import_drop": "one",
    "sync_push": "own",
    "sync_pull": "own",
    "owner_setup": "public",
    "settings": "own",
}
ALLAUTHS = ("account_", "mfa_", "usersessions_")
SIGN_IN = ("/accounts/login/", "/accounts/signup/")


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every address of the project."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, route)
        else:
            assert isinstance(one, URLPattern)
            assert one.name, f"{route} has no name"
            yield one.name, route


NAMES = [name for name, _ in addresses()]


def test_every_address_says_whose_it_is() -> None:
    assert [name for name in NAMES if name not in OURS and not name.startswith(ALLAUTHS)] == []
    assert set(OURS) <= set(NAMES)


@pytest.fixture
def hers(alices: Client, alice: User) -> dict[str, UUID]:
    """What of Alice's there is to be seen: a session, and an import."""
    session = uuid4()
    push(alices, started(session, title=SECRET), logged(session, uuid4(), a_set(exercise=SECRET)))
    upload = begin(athlete_of(alice), SimpleUploadedFile(f"{SECRET}.csv", b"x"), hand_on=str)
    Import.objects.filter(pk=upload.pk).update(status=Import.Status.READ, report={"sessions": 1})
    return {"session": session, "import": upload.pk}


def ask(client: Client, name: str, ids: dict[str, UUID]) -> list[HttpResponse]:
    """Return the answers to GET and POST."""
    if name == "owner_setup":
        path = owner_path()
    elif OURS[name] == "one":
        path = reverse(name, args=[ids["session"] if name == "session" else ids["import"]])
    else:
        path = reverse(name)
    return [client.get(path), client.post(path, {"file": BytesIO(b"")})]  # type: ignore[list-item]


@pytest.mark.parametrize("name", OURS)
def test_a_stranger_gets_nothing(name: str, hers: dict[str, UUID]) -> None:
    before = snapshot()
    for answer in ask(Client(), name, hers):
        assert answer.status_code in (302, 401, 404, 405)
        if answer.status_code == 302:
            assert answer["Location"].startswith(SIGN_IN)
        assert SECRET not in answer.content.decode()
    assert snapshot() == before


@pytest.mark.parametrize("name", [name for name, kind in OURS.items() if kind == "one"])
def test_bob_cannot_tell_alices_things_from_things_that_are_not(name: str, hers: dict[str, UUID], bobs: Client) -> None:
    before = snapshot()
    nothing = ask(bobs, name, {"session": uuid4(), "import": uuid4()})
    for hers_answer, no_answer in zip(ask(bobs, name, hers), nothing, strict=True):
        assert hers_answer.status_code in (404, 405)
        assert hers_answer.status_code == no_answer.status_code
        assert SECRET not in hers_answer.content.decode()
        assert len(hers_answer.content) == len(no_answer.content)
    assert snapshot() == before


@pytest.mark.parametrize("name", [name for name, kind in OURS.items() if kind == "own"])
def test_bob_sees_his_own_and_nothing_of_alices(name: str, hers: dict[str, UUID], bobs: Client) -> None:
    before = snapshot()
    for answer in ask(bobs, name, hers):
        assert SECRET not in answer.content.decode()
    assert snapshot() == before


@pytest.mark.parametrize("name", [name for name, kind in OURS.items() if kind != "public"])
def test_alice_is_let_in(name: str, hers: dict[str, UUID], alices: Client) -> None:
    get, post = ask(alices, name, hers)
    assert {get.status_code, post.status_code} & {200, 302, 400, 415}
    assert all(one.status_code not in (401, 403, 404) for one in (get, post))


@pytest.mark.parametrize("name", [name for name, kind in OURS.items() if kind != "public"])
def test_an_account_that_was_closed_gets_nothing(name: str, hers: dict[str, UUID], alices: Client, alice: User) -> None:
    alice.is_active = False
    alice.save(update_fields=["is_active"])
    for answer in ask(alices, name, hers):
        assert answer.status_code in (302, 401, 405)
        assert SECRET not in answer.content.decode()


@pytest.mark.parametrize(
    "kind", ["session.amended", "session.finished", "session.voided", "set.logged", "set.amended", "set.voided"]
)
def test_no_operation_of_bob_reaches_alices_log(kind: str, hers: dict[str, UUID], alices: Client, bobs: Client) -> None:
    log = pull(alices)
    body: dict[str, Any] = {"session": str(hers["session"])}
    if kind.startswith("set."):
        body["set"] = log["operations"][1]["body"]["set"]
    if kind.endswith(("logged", "amended")):
        body["value"] = a_set() if kind.startswith("set.") else {"start": {"wall": "2026-01-01", "clock": "date_only"}}
    (result,) = push(bobs, operation(kind, **body))["results"]
    assert result["status"] == "refused"
    assert SECRET not in str(result)
    assert pull(alices) == log


def test_bob_may_use_an_id_that_alice_used_and_learns_nothing(
    hers: dict[str, UUID], alices: Client, bobs: Client
) -> None:
    log = pull(alices)
    hers_first = log["operations"][0]
    value = {"start": {"wall": "2026-01-01", "clock": "date_only"}}
    same_id = operation("session.started", uuid=UUID(hers_first["id"]), session=str(hers["session"]), value=value)
    (result,) = push(bobs, same_id)["results"]
    assert result["status"] == "accepted"
    assert pull(alices) == log
    assert FoldedSession.objects.filter(uuid=hers["session"]).count() == 2


@pytest.mark.usefixtures("hers")
@pytest.mark.parametrize("model", [Athlete, Operation, FoldedSession, Import])
def test_every_row_has_an_owner_and_nobody_else_sees_it(model: Any, alice: User, bob: User) -> None:
    assert isinstance(model.objects.all(), OwnedQuerySet)
    assert model.objects.visible_to(alice).count() == model.objects.count() > 0
    assert model.objects.visible_to(bob).count() == 0


def snapshot() -> list[Any]:
    """Everything of Alice's that somebody could have changed."""
    return [
        list(Operation.objects.filter(athlete__user__email__startswith="alice").values_list("uuid", "position")),
        list(Import.objects.filter(athlete__user__email__startswith="alice").values_list("pk", "status", "file_name")),
        User.objects.filter(is_owner=True).count(),
    ]
