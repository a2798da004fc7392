"""Webhooks: what is told, to whom, signed how, and where no message goes."""

from __future__ import annotations

import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from momentary.web.accounts.models import User
from momentary.web.api import tasks
from momentary.web.api.models import Delivery, Webhook
from momentary.web.api.webhooks import sending
from momentary.web.api.webhooks.targets import ForbiddenTargetError, check_url, target_of
from momentary.web.insights import learning
from momentary.web.training.imports import begin
from momentary.web.training.log import athlete_of
from momentary.web.training.tasks import look_at_import
from tests.web.programs import Program
from tests.web.wire import logged, started

pytestmark = pytest.mark.django_db


class Receiver:
    """Another program's address on this machine: keeps what it is told, and answers with a status."""

    def __init__(self) -> None:
        self.told: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.told.append((dict(self.headers), body))
                self.send_response(receiver.status)
                if receiver.status == 302:
                    self.send_header("Location", f"{receiver.url}/elsewhere")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.told]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


def deliver_all() -> None:
    """Do what the worker does for messages, whatever time they wait for."""
    for one in Delivery.objects.filter(status="waiting"):
        tasks.deliver.call(str(one.pk))


def hook(program: Program, url: str, *events: str) -> dict[str, Any]:
    found: dict[str, Any] = program.post("/webhooks", {"url": url, "events": events or ["log.changed"]}, status=201)
    return found


def test_a_logged_set_is_told_once_signed_and_without_what_it_was(program: Program, receiver: Receiver) -> None:
    made = hook(program, receiver.url)
    session = uuid4()
    program.push(started(session, title="a secret"))
    program.push(logged(session, uuid4()))
    deliver_all()
    ((headers, body),) = receiver.told
    found = json.loads(body)
    assert found["event"] == headers["Momentary-Event"] == "log.changed"
    assert found["position"] == 2
    assert found["id"] == headers["Momentary-Delivery"]
    assert b"secret" not in body
    assert b"Bench" not in body
    at_s, _, told = headers["Momentary-Signature"].removeprefix("t=").partition(",v1=")
    assert told == hmac.new(made["secret"].encode(), f"{at_s}.".encode() + body, sha256).hexdigest()
    assert abs(int(at_s) - timezone.now().timestamp()) < 60


def test_an_import_and_what_was_learnt_are_told_to_whom_wants_it(
    program: Program, receiver: Receiver, alice: User, export: Any, work: Callable[[], None]
) -> None:
    hook(program, receiver.url, "import.finished", "knowledge.updated")
    file = SimpleUploadedFile("export.csv", export.read_bytes())
    one = begin(athlete_of(alice), file, hand_on=lambda one: look_at_import.enqueue(str(one.pk)))
    work()
    program.post(f"/imports/{one.pk}/take", status=202)
    work()
    told = [(one["event"], one.get("status")) for one in receiver.messages]
    assert told.count(("import.finished", "read")) == 1
    assert told.count(("import.finished", "taken")) == 1
    assert ("knowledge.updated", None) in told
    assert not any(event == "log.changed" for event, _ in told)


def test_every_learning_is_told(program: Program, receiver: Receiver, alice: User) -> None:
    hook(program, receiver.url, "knowledge.updated")
    session = uuid4()
    program.push(started(session))
    for _ in range(2):
        program.push(logged(session, uuid4()))
        learning.learn(athlete_of(alice).pk)
    deliver_all()
    assert sorted(one["position"] for one in receiver.messages) == [2, 3]


def test_nobody_is_told_of_somebody_else(program: Program, bob: User, receiver: Receiver) -> None:
    hook(Program(bob), "https://hook.example/")
    program.push(started(uuid4()))
    assert Delivery.objects.count() == 0
    hook(program, receiver.url)
    program.push(started(uuid4()))
    assert Delivery.objects.get().webhook.user == athlete_of(program.token.user).user


def test_a_message_that_nobody_takes_is_tried_again_later_and_then_given_up(
    program: Program, receiver: Receiver
) -> None:
    made = hook(program, receiver.url)
    receiver.status = 500
    program.push(started(uuid4()))
    waits = []
    for _ in range(len(tasks.WAITS_S) + 1):
        before = timezone.now()
        deliver_all()
        task = DBTaskResult.objects.filter(task_path="momentary.web.api.tasks.deliver").order_by("enqueued_at").last()
        assert task is not None
        if Delivery.objects.get().status == "waiting":
            assert task.run_after is not None
            waits.append(round((task.run_after - before).total_seconds()))
    assert waits == pytest.approx(list(tasks.WAITS_S), abs=2)
    (found,) = program.get(f"/webhooks/{made['id']}/deliveries")["items"]
    assert (found["status"], found["attempts"], found["answer"]) == ("given_up", 6, "HTTP 500")
    assert program.get(f"/webhooks/{made['id']}")["failures"] == 1


def test_an_address_that_is_gone_is_told_nothing_any_more(program: Program, receiver: Receiver) -> None:
    made = hook(program, receiver.url)
    Webhook.objects.update(failures=19)
    program.push(started(uuid4()))
    Delivery.objects.update(attempts=9)
    receiver.status = 410
    deliver_all()
    assert not program.get(f"/webhooks/{made['id']}")["is_active"]
    program.push(started(uuid4()))
    assert Delivery.objects.filter(status="waiting").count() == 0
    changed = program.ask("PATCH", f"/webhooks/{made['id']}", {"is_active": True})
    assert changed["failures"] == 0


def test_a_webhook_that_was_off_for_a_while_is_told_what_happens_later(
    program: Program, receiver: Receiver, work: Callable[[], None]
) -> None:
    path = f"/webhooks/{hook(program, receiver.url)['id']}"
    program.push(started(uuid4()))
    program.ask("PATCH", path, {"is_active": False})
    work()
    assert receiver.told == []
    program.ask("PATCH", path, {"is_active": True})
    program.push(started(uuid4()))
    work()
    assert [one["position"] for one in receiver.messages] == [2]


def test_no_redirect_is_followed(program: Program, receiver: Receiver) -> None:
    hook(program, receiver.url)
    receiver.status = 302
    program.push(started(uuid4()))
    deliver_all()
    assert len(receiver.told) == 1
    assert Delivery.objects.get().answer == "HTTP 302"


def test_an_answer_that_comes_letter_by_letter_is_not_waited_for(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "ALTOGETHER_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_drip, args=[server], daemon=True).start()
        hook(program, f"http://127.0.0.1:{server.getsockname()[1]}/hook")
        program.push(started(uuid4()))
        one = Delivery.objects.get()
        before = monotonic()
        with pytest.raises(sending.NotDeliveredError, match="too long"):
            sending.send(one)
        assert monotonic() - before < 3.0, "the server below would go on for a minute"


def _drip(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection, suppress(OSError):
        connection.sendall(b"HTTP/1.1 200 OK\r\nDrop: ")
        for _ in range(300):
            connection.sendall(b"a")
            sleep(0.2)


def test_a_message_says_the_latest_position_where_it_has_waited(program: Program, receiver: Receiver) -> None:
    hook(program, receiver.url)
    for _ in range(5):
        program.push(started(uuid4()))
    assert Delivery.objects.count() == 1
    deliver_all()
    assert [one["position"] for one in receiver.messages] == [5]


def test_the_secret_is_shown_once(program: Program, receiver: Receiver) -> None:
    made = hook(program, receiver.url)
    assert len(made["secret"]) >= 40
    assert made["secret"] not in json.dumps(program.get("/webhooks"))
    assert made["secret"] not in json.dumps(program.get(f"/webhooks/{made['id']}"))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "https://", "https:///x", "example.org", "//example.org/",
        "https://user:pass@example.org/", "https://exa mple.org/", "https://example.org:0/", "https://example.org:x/",
        "https://ex\nample.org/", "javascript:alert(1)", "https://example.org:99999/", "https://[::1", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_when_it_is_given(url: str, program: Program, bob: User) -> None:
    program.post("/webhooks", {"url": url, "events": ["log.changed"]}, status=422)
    with pytest.raises(ForbiddenTargetError):
        check_url(url, user=bob)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "255.255.255.255", "198.18.0.1",
        "fec0::1", "2002:a00:1::", "2001:0:a00:1::", "64:ff9b::a00:1",
    ],
)  # fmt: skip
def test_no_message_of_bobs_goes_into_a_network(address: str, bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "8.8.8.8")
    assert target_of("https://hook.example/", user=bob).port == 443
    for found in ([address], ["8.8.8.8", address]):
        resolve(monkeypatch, *found)
        with pytest.raises(ForbiddenTargetError):
            target_of("https://hook.example/", user=bob)


def test_the_owner_may_tell_this_machine_and_the_host_may_allow_more(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, "127.0.0.1")
    assert target_of("http://localhost:8080/", user=alice).port == 8080
    with pytest.raises(ForbiddenTargetError):
        target_of("http://localhost:8080/", user=bob)
    resolve(monkeypatch, "192.168.1.9")
    with pytest.raises(ForbiddenTargetError):
        target_of("https://nas.home/", user=alice)
    monkeypatch.setattr(settings, "SERVER", replace(settings.SERVER, webhooks="private"))
    assert str(target_of("http://nas.home/", user=bob).addresses[0]) == "192.168.1.9"
    resolve(monkeypatch, "169.254.169.254")
    with pytest.raises(ForbiddenTargetError):
        target_of("http://nas.home/", user=bob)
    monkeypatch.setattr(settings, "SERVER", replace(settings.SERVER, webhooks="off"))
    with pytest.raises(ForbiddenTargetError, match="switched webhooks off"):
        target_of("https://hook.example/", user=alice)


def test_a_name_that_means_another_machine_a_moment_later_leads_nowhere(
    program: Program, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The message goes to the address that was looked at, whatever the name means by then.
    port = receiver.server.server_port
    resolve(monkeypatch, "127.0.0.1")
    hook(program, f"http://localhost:{port}/")
    program.push(started(uuid4()))
    asked: list[str] = []
    real = socket.getaddrinfo

    def once(host: str, *rest: Any, **named: Any) -> Any:
        asked.append(host)
        if asked.count("localhost") > 1:
            raise AssertionError("the name was asked for again")
        return real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    deliver_all()
    assert asked[0] == "localhost"
    assert len(receiver.told) == 1


def test_there_are_as_many_webhooks_as_may_be_and_not_more(program: Program) -> None:
    for number in range(10):
        hook(program, f"https://hook.example/{number}")
    program.post("/webhooks", {"url": "https://hook.example/", "events": ["log.changed"]}, status=409)


def test_old_messages_are_cleared_away(program: Program, receiver: Receiver) -> None:
    made = hook(program, receiver.url)
    webhook = Webhook.objects.get(pk=made["id"])
    Delivery.objects.bulk_create(
        Delivery(webhook=webhook, event="test", body={}, status="delivered") for _ in range(150)
    )
    Delivery.objects.update(made_at=timezone.now() - timedelta(days=1))
    program.post(f"/webhooks/{made['id']}/test", status=202)
    deliver_all()
    assert Delivery.objects.count() == 100
    assert receiver.messages[-1]["event"] == "test"


def resolve(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name mean these addresses."""

    real = socket.getaddrinfo

    def found(host: str, port: int, *rest: Any, **named: Any) -> Any:
        if host[0].isdigit():
            return real(host, port, *rest, **named)
        return [(None, None, None, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)
