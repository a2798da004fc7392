"""The page about the interface is run: its commands, in their order, and its signature."""

from __future__ import annotations

import json
import re
import shlex
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from momentary.web.accounts.models import User
from momentary.web.api.interface import document
from momentary.web.api.scopes import Scope
from momentary.web.api.webhooks.sending import signature
from momentary.web.insights import learning
from momentary.web.training.log import athlete_of
from tests.web.programs import Program

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def examples() -> Iterator[tuple[list[str], Any]]:
    """Yield each command with the answer that the page shows for it."""
    command: list[str] | None = None
    for kind, text in BLOCK.findall(PAGE):
        if kind in ("console", "bash"):
            command = shlex.split(text.removeprefix("$ ").replace("\\\n", " "))
        elif kind == "json" and command is not None:
            yield command, json.loads(text)
            command = None


def run(program: Program, command: list[str]) -> Any:
    """Do what a curl command says, with the test's own client."""
    assert command[0] == "curl"
    headers, body, form, address = dict(program.headers), None, None, ""
    words = iter(command[1:])
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = program.headers["Authorization"] if "$TOKEN" in value else value
        elif word == "-d":
            body = next(words)
        elif word == "-F":
            form = next(words).partition("=@")[0]
        else:
            address = word
    where = urlsplit(address)
    path = f"{where.path}?{where.query}" if where.query else where.path
    if form is not None:
        file = SimpleUploadedFile("my_export.csv", b"Date,Exercise\n")
        return program.client.post(path, {form: file}, headers=headers)
    if body is not None:
        kind = headers.pop("Content-Type")
        return program.client.post(path, body, content_type=kind, headers=headers)
    return program.client.get(path, headers=headers)


def assert_alike(shown: Any, real: Any, place: str = "") -> None:
    """Check that what is shown has no part that the real answer has not, of the same kind."""
    if isinstance(shown, dict):
        assert isinstance(real, dict), place
        for name, one in shown.items():
            assert name in real, f"{place}/{name}"
            assert_alike(one, real[name], f"{place}/{name}")
    elif isinstance(shown, list) and shown and isinstance(real, list) and real:
        assert_alike(shown[0], real[0], f"{place}/0")
    elif shown is not None and real is not None:
        assert isinstance(real, float | int if isinstance(shown, float | int) else type(shown)), place


@pytest.mark.django_db
def test_the_page_s_commands_give_what_it_shows(alice: User) -> None:
    program = Program(alice)
    asked = 0
    for command, shown in examples():
        if any("/next" in word for word in command):
            learning.learn(athlete_of(alice).pk)
        answer = run(program, command)
        assert answer.status_code in (200, 201), (command, answer.content)
        assert_alike(shown, answer.json())
        asked += 1
    assert asked >= 6


def test_the_page_s_check_of_a_signature_takes_ours_and_no_other() -> None:
    (code,) = [text for kind, text in BLOCK.findall(PAGE) if kind == "python"]
    scope: dict[str, Any] = {}
    exec(code, scope)
    is_from_momentary = scope["is_from_momentary"]
    now = int(time.time())
    assert is_from_momentary(b"{}", signature("secret", at_s=now, body=b"{}"), "secret")
    assert not is_from_momentary(b"{ }", signature("secret", at_s=now, body=b"{}"), "secret")
    assert not is_from_momentary(b"{}", signature("other", at_s=now, body=b"{}"), "secret")
    assert not is_from_momentary(b"{}", signature("secret", at_s=now - 600, body=b"{}"), "secret")


@pytest.mark.parametrize("scope", list(Scope))
def test_every_scope_is_on_the_page_and_needed_by_something(scope: Scope) -> None:
    assert f"`{scope}`" in PAGE
    operations = [one for path in document()["paths"].values() for one in path.values()]
    needed = {one.get("x-scope") for one in operations}
    # Other lifters' logs need it beside the scope of reading.
    assert scope in needed or scope is Scope.READ_ATHLETES


def test_every_operation_says_what_it_is_and_every_number_and_time_what_it_means() -> None:
    found = document()
    assert found["openapi"].startswith("3.1")
    for path in found["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            assert operation["description"]
            assert all(one.get("description") for one in operation["parameters"] if one["in"] != "path")
    bare = [
        f"{name}.{field}"
        for name, schema in found["components"]["schemas"].items()
        if not name.startswith("Log")  # published and tested elsewhere
        for field, one in schema.get("properties", {}).items()
        if {"number", "integer", "date-time"} & kinds(one) and not one.get("description")
    ]
    assert bare == []


def kinds(schema: dict[str, Any]) -> set[str]:
    """Return the types and formats that a field may have."""
    inner = (kinds(one) for one in schema.get("anyOf", ()))
    return {schema.get("type", ""), schema.get("format", "")}.union(*inner)
