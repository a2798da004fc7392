"""Every address of the project, asked by everybody: who gets what of Alice's, and who gets nothing.

The table says of each address whose it is; it is generated over all that the URLconf knows, so one that is not in it
fails, and nobody adds a page without saying who may see it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any, Literal
from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from momentary.web.accounts.sign_up import owner_path
from momentary.web.coaching.models import Consent, PartnerLink
from momentary.web.training.models import Athlete, FoldedSession
from momentary.web.training.operations import KINDS
from momentary.web.training.ownership import OwnedQuerySet
from tests.web.people import EVERYBODY, OTHERS, SECRET, People, gathered, ours, snapshot
from tests.web.wire import a_set, operation, pull, push

Kind = Literal["public", "own", "one", "coach", "coached", "owner", "link"]
"""public: says nothing of anybody. own: of whoever is signed in. one: of the lifter whose thing the address names.
coach: of coaches. coached: of the coach whom the lifter that it names consented to. owner: of the server's owner.
link: of whoever has the link, as long as it lives."""


@dataclass(frozen=True)
class Address:
    """What an address is, what it names, and what to send it so that it would change something."""

    kind: Kind
    names: tuple[str, ...] = ()
    sent: dict[str, Any] = field(default_factory=dict)
    is_json: bool = False
    is_there: bool = True
    """Whether there is anything yet for somebody whose page it is."""


EDIT = {"day": "2030-01-08", "change": "rest", "why": "tired"}
STEP = {"step": {"exercise": "Leg press", "now": "Help"}}
SESSION = {"session": "0b8f0d8a-5a3e-4a8e-8e66-2f3a4b1f9d11"}
OURS: dict[str, Address] = {
    "today": Address("own"),
    "session": Address("one", ("session",)),
    "bundle": Address("own"),
    "standing": Address("own"),
    "body": Address("own"),
    "body_correct": Address("own"),
    "body_check_in": Address("own"),
    "body_take_back": Address("one", ("check_in",)),
    "history": Address("own"),
    "session_amend": Address("one", ("session",)),
    "session_void": Address("one", ("session",)),
    "set_add": Address("one", ("session",)),
    "set_amend": Address("one", ("session", "set")),
    "set_void": Address("one", ("session", "set")),
    "plan": Address("own"),
    "plan_state": Address("own"),
    "plan_wish": Address("own"),
    "plan_move": Address("own", is_there=False),
    "plan_usual": Address("own"),
    "preferences": Address("own"),
    "preferences_gym": Address("own"),
    "methods": Address("own"),
    "method": Address("own", ("method",)),
    "more": Address("own"),
    "lifts": Address("own"),
    "lift_failures": Address("own"),
    "lift_backtest": Address("own"),
    "lift": Address("one", ("lift",)),
    "evidence": Address("own"),
    "evidence_entry": Address("own", ("claim",)),
    "help": Address("own"),
    "live": Address("public"),
    "live_guide": Address("public"),
    "live_offline": Address("public"),
    "service_worker": Address("public"),
    "manifest": Address("public"),
    "imports": Address("own"),
    "import": Address("one", ("import",)),
    "import_status": Address("one", ("import",)),
    "import_take": Address("one", ("import",)),
    "import_undo": Address("one", ("import",)),
    "import_drop": Address("one", ("import",)),
    "sync_push": Address("own"),
    "sync_pull": Address("own"),
    "owner_setup": Address("public"),
    "settings": Address("own"),
    "second_factor": Address("own"),
    "account_export": Address("own"),
    "account_export_status": Address("one", ("export",)),
    "account_export_file": Address("one", ("export",)),
    "account_delete": Address("own"),
    "lifters": Address("coach"),
    "coach_invite": Address("coach", (), {"label": "Ana"}),
    "coach_withdraw_code": Address("coached", ("invitation",)),
    "coached": Address("coached", ("athlete",)),
    "coach_note": Address("coached", ("athlete",), {"text": "strong", "reader": "lifter"}),
    "coach_edit": Address("coached", ("athlete",), EDIT),
    "coach_let_go": Address("coached", ("athlete",)),
    "coach_note_delete": Address("coached", ("note",)),
    "coach_edit_withdraw": Address("coached", ("edit",)),
    "coaching": Address("own"),
    "join_code": Address("own", (), {"code": "ABCD-EFGH-JKMN"}),
    "join_coach": Address("own", ("code",)),
    "leave_coach": Address("one", ("consent",)),
    "decline_edit": Address("one", ("edit",)),
    "gym": Address("owner"),
    "gym_member": Address("owner", ("member",), {"action": "coach"}),
    "gym_hand_over": Address("owner", (), {"heir": "0"}),
    "gym_share": Address("owner", (), {"name": "The cellar"}),
    "equipment": Address("own"),
    "api_docs": Address("public"),
    "api_openapi": Address("public"),
    "api_tokens": Address("own"),
    "api_token_revoke": Address("one", ("api_token",)),
    "api_webhooks": Address("own"),
    "api_webhook": Address("one", ("webhook",)),
    "api_webhook_delete": Address("one", ("webhook",)),
    "api_webhook_test": Address("one", ("webhook",)),
    "partner_make": Address("own", (), SESSION, is_json=True),
    "partner_step": Address("one", ("token",), STEP, is_json=True),
    "partner_end": Address("one", ("token",), is_json=True),
    "partner": Address("link", ("token",)),
    "partner_state": Address("link", ("token",)),
    "partner_qr": Address("link", ("token",)),
}
# allauth's own pages are of whoever is signed in, and tested by allauth; the API's operations are below.
# What is no address of the API says so to everybody.
ELSEWHERE = ("accounts/", "^api/")
SIGN_IN = ("/accounts/login/", "/accounts/signup/")
REAUTHENTICATE = "/accounts/reauthenticate/"
LET_IN = {
    "public": EVERYBODY,
    "own": ["alice", "bob", "cora", "fred", "olga"],
    "one": ["alice"],
    "coach": ["cora", "fred"],
    "coached": ["cora"],
    "owner": ["olga"],
    "link": EVERYBODY,
}
SEES_SECRETS = {"own": ["alice"], "one": ["alice"], "coach": ["cora"], "coached": ["cora"]}


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every address of the project; the API's have a namespace, and names of theirs."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            if one.namespace is None:
                yield from addresses(one.url_patterns, route)
        else:
            assert isinstance(one, URLPattern)
            assert one.name, f"{route} has no name"
            yield one.name, route


OWNED = [one for one in ours() if isinstance(one._default_manager.all(), OwnedQuerySet)]
NAMES = [name for name, route in addresses() if not route.startswith(ELSEWHERE)]


def test_every_address_says_whose_it_is() -> None:
    assert [name for name in NAMES if name not in OURS] == []
    assert set(OURS) <= set(NAMES)


@pytest.fixture
def people(db: None) -> People:  # noqa: ARG001
    return gathered()


def ask(client: Client, name: str, things: dict[str, Any]) -> list[HttpResponse]:
    """Return the answers to GET and POST."""
    one = OURS[name]
    path = owner_path() if name == "owner_setup" else reverse(name, args=[things[each] for each in one.names])
    if one.is_json:
        post = client.post(path, json.dumps(one.sent), content_type="application/json")
    else:
        post = client.post(path, one.sent or {"file": BytesIO(b"")})
    return [client.get(path), post]  # type: ignore[list-item]


def nothings(things: dict[str, Any]) -> dict[str, Any]:
    """Return things that are not there, spelled like those that are."""
    return {name: "A" * len(one) if isinstance(one, str) else another(one) for name, one in things.items()}


def another(one: Any) -> Any:
    return uuid4() if isinstance(one, UUID) else 10**9


@pytest.mark.parametrize("name", OURS)
def test_who_may_not_gets_nothing_and_cannot_tell_it_from_what_is_not_there(name: str, people: People) -> None:
    before = snapshot(people.athlete)
    for who in EVERYBODY:
        if who in LET_IN[OURS[name].kind]:
            continue
        client = people.browsers[who]
        nothing = ask(client, name, nothings(people.things))
        for answer, none in zip(ask(client, name, people.things), nothing, strict=True):
            check_nothing(answer, who)
            assert answer.status_code == none.status_code, who
            assert same_length(answer, people.things) == same_length(none, nothings(people.things)), who
        assert snapshot(people.athlete) == before, who


@pytest.mark.parametrize("name", OURS)
def test_who_may_is_let_in_and_sees_secrets_only_where_they_were_shared(name: str, people: People) -> None:
    kind, before = OURS[name].kind, snapshot(people.athlete)
    changes = {"coached": ["cora"], "owner": ["olga"]}.get(kind, ["alice"])
    # Those who may change something of Alice's come last: what the others are shown is untouched by them.
    for who in sorted(LET_IN[kind], key=changes.__contains__):
        get, post = ask(people.browsers[who], name, people.things)
        found = {get.status_code, post.status_code}
        if kind != "public" and OURS[name].is_there:
            assert found & {200, 201, 204, 302, 400, 415, 422}, (who, found)
            assert not found & {401, 403, 404}, (who, found)
        for answer in (get, post):
            assert not answer.headers.get("Location", "").startswith(SIGN_IN), who
            if who not in SEES_SECRETS.get(kind, []):
                assert SECRET not in content(answer), who
        if who not in changes:
            assert snapshot(people.athlete) == before, who


def check_nothing(answer: HttpResponse, who: str) -> None:
    if who == "stranger":
        assert answer.status_code in (302, 401, 404, 405), who
    else:
        # Whoever has to type the password again first is asked before anything is looked up.
        asked_again = answer.headers.get("Location", "").startswith(REAUTHENTICATE)
        assert answer.status_code in (404, 405) or asked_again, who
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith((*SIGN_IN, REAUTHENTICATE))
    assert SECRET not in content(answer), who


def content(answer: HttpResponse) -> str:
    if answer.streaming:
        return b"".join(answer).decode("utf-8", "replace")
    return answer.content.decode("utf-8", "replace")


def same_length(answer: HttpResponse, things: dict[str, Any]) -> int:
    """Return the length of an answer without what it was asked for, and without tokens, whose length varies."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", content(answer))
    for one in things.values():
        if not isinstance(one, int):
            text = text.replace(str(one), "")
    return len(text)


@pytest.mark.parametrize("name", [name for name, one in OURS.items() if one.kind == "link"])
@pytest.mark.parametrize("end", ["expired", "finished"])
def test_a_partner_link_that_has_ended_gives_nothing_to_anybody(name: str, end: str, people: People) -> None:
    if end == "expired":
        PartnerLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        session = str(people.things["session"])
        PartnerLink.objects.update(session=session)
        push(people.browsers["alice"], operation("session.finished", session=session))
    for client in people.browsers.values():
        for answer in ask(client, name, people.things):
            assert answer.status_code in (404, 405)
            assert "Leg press" not in content(answer)


@pytest.mark.parametrize("name", [name for name, one in OURS.items() if one.kind == "coached"])
@pytest.mark.parametrize("end", ["lifter left", "role taken", "factor gone", "lifter's account closed"])
def test_a_coach_loses_sight_at_once(name: str, end: str, people: People) -> None:
    cora = Consent.objects.get().coach
    if name != "coach_let_go":
        assert {200, 302} & {answer.status_code for answer in ask(people.browsers["cora"], name, people.things)}
    if end == "lifter left":
        Consent.objects.all().delete()
    elif end == "role taken":
        cora.is_coach = False
        cora.save(update_fields=["is_coach"])
    elif end == "factor gone":
        Authenticator.objects.filter(user=cora).delete()
    else:
        people.athlete.user.is_active = False
        people.athlete.user.save(update_fields=["is_active"])
    before = snapshot(people.athlete)
    for answer in ask(people.browsers["cora"], name, people.things):
        assert answer.status_code in (404, 405) or answer.headers["Location"] == reverse("second_factor")
        assert SECRET not in content(answer)
    assert snapshot(people.athlete) == before


@pytest.mark.parametrize("name", [name for name, one in OURS.items() if one.kind not in ("public", "link")])
def test_an_account_that_was_closed_gets_nothing(name: str, people: People) -> None:
    people.athlete.user.is_active = False
    people.athlete.user.save(update_fields=["is_active"])
    for answer in ask(people.browsers["alice"], name, people.things):
        check_nothing(answer, "stranger")


def bodies(things: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a body that would change Alice's log, for every kind of operation that there is."""
    session, one = {"session": str(things["session"])}, {"set": str(things["set"])}
    start = {"start": {"wall": "2026-01-01", "clock": "date_only"}}
    stated = {"at": "2026-01-05T07:00:00", "sleep_h": 4.0}
    felt = {"at": "2026-01-05T07:00:00", "state": "neural", "level": 0.5}
    return {
        "session.started": {**session, "value": start},
        "session.amended": {**session, "value": start},
        "session.finished": session,
        "session.voided": session,
        "session.imported": {
            **session, "value": start, "import": str(things["import"]), "sets": [{**one, "value": a_set()}]
        },
        "set.logged": {**session, "set": str(uuid4()), "value": a_set()},
        "set.amended": {**session, **one, "value": a_set(1)},
        "set.voided": {**session, **one},
        "check_in.logged": {"value": stated},
        "check_in.voided": {"check_in": str(things["check_in"])},
        "correction.logged": {"value": felt},
        "correction.voided": {"correction": str(things["check_in"])},
    }  # fmt: skip


@pytest.mark.parametrize("who", OTHERS)
def test_no_operation_of_anybody_else_reaches_alices_log_or_tells_of_it(who: str, people: People) -> None:
    before, client = snapshot(people.athlete), people.browsers[who]
    told = bodies(people.things)
    assert set(told) == set(KINDS), "every kind of operation is tried"
    # Whoever begins a session of that id has one of their own from then on: that comes last.
    for kind, body in sorted(told.items(), key=lambda one: one[0] in ("session.started", "session.imported")):
        if who == "stranger":
            push(client, operation(kind, **body), status=401)
            continue
        (result,) = push(client, operation(kind, **body))["results"]
        assert SECRET not in str(result)
        if not kind.endswith(("started", "imported", "logged")):
            assert result["status"] == "refused"
    assert snapshot(people.athlete) == before


def test_an_id_that_alice_used_is_free_for_bob_and_he_learns_nothing(people: People) -> None:
    log = pull(people.browsers["alice"])
    value = {"start": {"wall": "2026-01-01", "clock": "date_only"}}
    session = str(people.things["session"])
    same_id = operation("session.started", uuid=UUID(log["operations"][0]["id"]), session=session, value=value)
    (result,) = push(people.browsers["bob"], same_id)["results"]
    assert result["status"] == "accepted"
    assert pull(people.browsers["alice"]) == log
    assert FoldedSession.objects.filter(uuid=session).count() == 2


@pytest.mark.parametrize("model", OWNED)
def test_rows_are_visible_to_their_lifter_alone_and_readable_by_their_coach(model: Any, people: People) -> None:
    for who, client in people.browsers.items():
        whose = client.session.get("_auth_user_id")
        if whose is None or who == "alice":
            continue
        them = type(people.athlete.user).objects.get(pk=whose)
        assert not any(is_alices(one, people.athlete) for one in model.objects.visible_to(them))
        assert who == "cora" or not any(is_alices(one, people.athlete) for one in model.objects.coached_by(them))
    assert Athlete.objects.coached_by(Consent.objects.get().coach).get() == people.athlete


def is_alices(row: Any, athlete: Athlete) -> bool:
    return bool(row == athlete or getattr(row, "athlete_id", None) == athlete.pk)
