"""The partner's link: one session, four hours, no account, and nothing that says whose it is."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from momentary.web.accounts.models import User
from momentary.web.coaching.drawing import qr_svg
from momentary.web.coaching.models import PartnerLink
from momentary.web.coaching.partner import LASTS, MOST_LINKS, StepError, read_step
from tests.web.wire import a_set, logged, operation, push, started

STEP = {"state": "lifting", "exercise": "Leg press", "now": "Lower 4 s", "help": "Carry 20 kg up", "steps": ["A", "B"]}


def post(client: Client, path: str, content: object = None) -> Any:
    return client.post(path, json.dumps(content or {}), content_type="application/json")


def made(client: Client, session: UUID | None = None) -> Any:
    answer = post(client, "/phone/partner", {"session": str(session or uuid4())})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_partner_sees_the_step_and_then_the_next_without_an_account(bobs: Client) -> None:
    link, partner = made(bobs), Client()
    assert "As soon as the lifter begins" in partner.get(link["path"]).content.decode()
    assert post(bobs, f"/phone/partner/{link['token']}/step", {"step": STEP}).json()["number"] == 1
    page = partner.get(link["path"]).content.decode()
    assert all(text in page for text in ("Leg press", "Lower 4 s", "Carry 20 kg up"))
    post(bobs, f"/phone/partner/{link['token']}/step", {"step": {**STEP, "state": "stop", "at": 1}})
    state = partner.get(f"{link['path']}state").json()
    assert (state["number"], state["step"]["state"], state["step"]["at"]) == (2, "stop", 1)


def test_the_page_says_nothing_of_the_lifter(bobs: Client, bob: User) -> None:
    bob.name = "Robert Lifter"
    bob.save(update_fields=["name"])
    session = uuid4()
    push(bobs, started(session, title="Secret legs"), logged(session, uuid4(), a_set(exercise="Secret squat")))
    link = made(bobs, session)
    post(bobs, f"/phone/partner/{link['token']}/step", {"step": STEP})
    for client in (Client(), bobs):
        for path in (link["path"], f"{link['path']}state", link["qr"]):
            text = client.get(path).content.decode()
            for secret in ("Robert", "bob", "Secret", str(session), str(bob.pk) + '"'):
                assert secret not in text


def test_a_link_ends_after_its_time(bobs: Client) -> None:
    link = made(bobs)
    PartnerLink.objects.update(expires_at=timezone.now() + timedelta(seconds=30))
    assert Client().get(link["path"]).status_code == 200
    PartnerLink.objects.update(expires_at=timezone.now())
    check_dead(bobs, link)
    assert timedelta(hours=3) < LASTS <= timedelta(hours=4)


@pytest.mark.parametrize("kind", ["session.finished", "session.voided"])
def test_a_link_ends_with_its_session(bobs: Client, kind: str) -> None:
    session, other = uuid4(), uuid4()
    push(bobs, started(session), logged(session, uuid4()), started(other), logged(other, uuid4()))
    link = made(bobs, session)
    push(bobs, operation(kind, session=str(other)))
    assert Client().get(link["path"]).status_code == 200
    push(bobs, operation(kind, session=str(session)))
    check_dead(bobs, link)


def test_the_lifter_ends_a_link(bobs: Client) -> None:
    link = made(bobs)
    assert post(bobs, f"/phone/partner/{link['token']}/end").status_code == 200
    check_dead(bobs, link)


def check_dead(lifter: Client, link: Any) -> None:
    """A dead link and one that never was look alike, to its maker and to everybody."""
    for path in (link["path"], f"{link['path']}state", link["qr"]):
        never = path.replace(link["token"], "A" * len(link["token"]))
        assert [Client().get(one).status_code for one in (path, never)] == [404, 404]
        assert Client().get(path).content == Client().get(never).content
    assert post(lifter, f"/phone/partner/{link['token']}/step", {"step": STEP}).status_code == 404


def test_nobody_else_tells_the_partner_what_to_do(bobs: Client, alices: Client) -> None:
    link = made(bobs)
    for client, status in ((alices, 404), (Client(), 401)):
        assert post(client, f"/phone/partner/{link['token']}/step", {"step": STEP}).status_code == status
        assert post(client, f"/phone/partner/{link['token']}/end").status_code == status
    assert PartnerLink.objects.get().step is None


def test_only_the_hash_of_a_token_is_kept(bobs: Client) -> None:
    token = made(bobs)["token"]
    row = PartnerLink.objects.values().get()
    assert token not in str(row)
    assert len(token) >= 22, "128 bits"
    assert made(bobs)["token"] != token


def test_too_many_links_push_out_the_oldest(bobs: Client) -> None:
    links = [made(bobs) for _ in range(MOST_LINKS + 2)]
    alive = [Client().get(link["path"]).status_code == 200 for link in links]
    assert alive == [False, False, *[True] * MOST_LINKS]


def test_whoever_guesses_is_slowed_down_and_the_partner_is_not(bobs: Client) -> None:
    link = made(bobs)
    statuses = [Client().get(f"/partner/guess{number}/").status_code for number in range(40)]
    assert set(statuses) == {404, 429}
    assert Client().get("/partner/guess/").headers["Retry-After"]
    assert {Client().get(f"{link['path']}state").status_code for _ in range(80)} == {200}


@pytest.mark.parametrize(
    "step",
    [
        None,
        [],
        "now",
        {"name": "Bob"},
        {"state": "dancing"},
        {"now": "x" * 301},
        {"now": 3},
        {"steps": ["x"] * 21},
        {"steps": [None, 3]},
        {"steps": ["A"], "at": 1},
        {"steps": ["A"], "at": True},
    ],
)
def test_what_is_no_step_is_refused_and_the_last_one_stays(bobs: Client, step: object) -> None:
    link = made(bobs)
    post(bobs, f"/phone/partner/{link['token']}/step", {"step": STEP})
    answer = post(bobs, f"/phone/partner/{link['token']}/step", {"step": step})
    assert answer.status_code == 400
    assert answer.json()["problem"]["place"].startswith("/step")
    assert (PartnerLink.objects.get().step or {})["now"] == STEP["now"]


# As deep as anybody looks into a step. `st.recursive` would read this file again to look at its function, and warns
# where the file has changed since the tests began.
LEAVES = st.none() | st.booleans() | st.integers() | st.text()
PARTS = ["state", "now", "help", "exercise", "steps", "at", "name"]
NESTED = st.lists(LEAVES | st.lists(LEAVES)) | st.dictionaries(st.text(), LEAVES)
VALUES = LEAVES | st.sampled_from(["lifting", "stop"]) | NESTED


@given(VALUES | st.dictionaries(st.sampled_from(PARTS), VALUES))
def test_any_json_is_a_step_of_known_parts_or_refused(value: object) -> None:
    try:
        step = read_step(value)
    except StepError:
        return
    assert set(step) == {"state", "exercise", "now", "help", "steps", "at"}
    assert read_step(step) == step
    json.dumps(step).encode("utf-8")


@pytest.mark.parametrize("content", [b"", b"[", b"[]", b'{"session": "x"}', b'{"session": null}'])
def test_a_request_that_is_none_makes_no_link(bobs: Client, content: bytes) -> None:
    answer = bobs.post("/phone/partner", content, content_type="application/json")
    assert answer.status_code == 400
    assert not PartnerLink.objects.exists()


def test_a_link_needs_the_token_against_forgery(bob: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bob, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = post(strict, "/phone/partner", {"session": str(uuid4())})
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/json")


def test_the_page_is_kept_by_nobody_and_found_by_nobody(bobs: Client) -> None:
    answer = Client().get(made(bobs)["path"])
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]


def test_the_code_says_the_address() -> None:
    """Every module of the drawing is the one of the library's own matrix, with a quiet zone of four around."""
    import qrcode  # noqa: PLC0415

    text = "https://lift.example/partner/abcdefghijklmnopqrstuv/"
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    svg = qr_svg(text)
    size = len(code.get_matrix())
    drawn = {
        (int(x) - 4 + step, int(y) - 4)
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h", svg)
        for step in range(int(length))
    }
    assert drawn == {(x, y) for y in range(size) for x in range(size) if code.get_matrix()[y][x]}
    assert f'viewBox="0 0 {size + 8} {size + 8}"' in svg
