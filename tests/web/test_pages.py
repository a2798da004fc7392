"""What holds for every page: strict headers, nothing inline, nothing from elsewhere, one heading."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.test import Client

from momentary.web.config.headers import CONTENT_SECURITY_POLICY
from tests.web.conftest import confirmed
from tests.web.wire import a_set, logged, operation, push, started

SIGNED_IN = [
    "/",
    "/imports/",
    "/body/",
    "/lifts/",
    "/lifts/failures/",
    "/lifts/how-well/",
    "/plan/",
    "/methods/",
    "/methods/drop-set/",
    "/evidence/",
    "/evidence/own-forecast/",
    "/history/",
    "/preferences/",
    "/help/",
    "/settings/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/nowhere/",
]
STRANGERS = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/"]


class Page(HTMLParser):
    """Collects what a strict policy would block, and what a reader needs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.loaded: list[str] = []
        self.headings = 0
        self.labelled: set[str] = set()
        self.fields: dict[str, str] = {}
        self._script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self._script = tag == "style" or (tag == "script" and given.get("type") in (None, "module", "text/javascript"))
        self._script = self._script and "src" not in given
        self.loaded += [value for name in ("src", "href") if tag != "a" and (value := given.get(name))]
        self.headings += tag == "h1"
        if tag == "label" and given.get("for"):
            self.labelled.add(str(given["for"]))
        if tag in ("input", "select", "textarea") and given.get("type") not in ("hidden", "submit"):
            self.fields[str(given.get("id"))] = str(given.get("name"))

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.inline.append(data.strip()[:40])

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._script = False


def check(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    text = answer.content.decode()
    page = Page(text)
    assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert page.inline == []
    assert [one for one in page.loaded if not one.startswith(("/static/", "data:", "/manifest.webmanifest"))] == []
    assert page.headings == 1
    assert {uuid: name for uuid, name in page.fields.items() if uuid not in page.labelled} == {}


@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_page_for_members_is_strict(path: str, alices: Client) -> None:
    check(confirmed(alices, "alice lifts heavy"), path)


@pytest.mark.parametrize("path", STRANGERS)
@pytest.mark.usefixtures("alice")
def test_a_page_for_strangers_is_strict(path: str) -> None:
    check(Client(), path)


def test_the_policy_allows_nothing_unsafe_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert not re.search(r"https?:|\*", CONTENT_SECURITY_POLICY)
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")


def test_static_files_are_under_a_prefix_that_names_their_content_and_may_be_kept_for_ever(alices: Client) -> None:
    (sheet,) = re.findall(r'href="(/static/[0-9a-f]{12}/css/tokens\.css)"', alices.get("/").content.decode())
    answer = alices.get(sheet)
    assert b"--accent" in b"".join(answer)
    answer.close()
    assert "immutable" in answer["Cache-Control"]
    assert alices.get("/static/000000000000/css/tokens.css").status_code == 404


def test_today_lists_sessions_the_latest_first_and_what_is_voided_not(alices: Client) -> None:
    one, two, gone = uuid4(), uuid4(), uuid4()
    early = {"wall": "2025-12-01", "clock": "date_only"}
    push(alices, started(one, title="Pull", start=early), logged(one, uuid4()), started(two, title="Legs"))
    push(alices, started(gone, title="Mistake"), operation("session.voided", session=str(gone)))
    text = alices.get("/").content.decode()
    assert text.index("Legs") < text.index("Pull")
    assert "Mistake" not in text
    assert alices.get(f"/sessions/{gone}/").status_code == 404


def test_a_session_tells_its_sets_with_zero_told_and_absence_not(alices: Client) -> None:
    session = uuid4()
    failed = {"exercise": "Squat", "load": {"value": 140.0, "unit": "kg"}, "repetitions": 0}
    value = {"segments": [{**failed, "ending": {"kind": "momentary_failure"}, "effort": {"value": 0, "scale": "rir"}}]}
    push(alices, started(session), logged(session, uuid4(), value), logged(session, uuid4(), a_set(0, 12, "Push-up")))
    text = alices.get(f"/sessions/{session}/").content.decode()
    assert "140 kg × 0, RIR 0" in text
    assert "0 kg × 12" in text
    assert text.count('class="badge failure"') == 1


def test_what_a_lifter_types_is_never_markup(alices: Client) -> None:
    session = uuid4()
    push(alices, started(session, title="<script>alert(1)</script>"), logged(session, uuid4(), a_set(exercise="<b>x")))
    for path in ("/", f"/sessions/{session}/"):
        assert "<script>alert" not in alices.get(path).content.decode()
        assert "<b>x" not in alices.get(path).content.decode()
