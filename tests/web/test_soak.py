"""Web and worker killed at random while lifters log and import: nothing acknowledged is lost, nothing counts twice.

MOMENTARY_KILLS says how often; 200 if not given.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from contextlib import closing
from http.client import HTTPException
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.docs.sample import write_export
from tests.web.servers import Browser, Server, owner, sign_in
from tests.web.wire import a_set, logged, started

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("server")]
LIFTERS = 3
SESSIONS_IN_FILE = 20
SEED = 20260105


class Lifter(threading.Thread):
    """Logs sets as fast as the server takes them, and sends again whatever was not acknowledged."""

    def __init__(self, browser: Browser, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.browser, self.stopped = browser, stop
        self.acknowledged: set[str] = set()
        self.outbox: list[dict[str, Any]] = []
        self.refused: list[Any] = []
        self.session = uuid4()

    def run(self) -> None:
        number = 0
        while not self.stopped.is_set() or self.outbox:
            if not self.stopped.is_set():
                if number % 30 == 0:
                    self.session = uuid4()
                    self.outbox.append(started(self.session))
                self.outbox.append(logged(self.session, uuid4(), a_set(number % 200)))
                number += 1
            self.flush()

    def flush(self) -> None:
        try:
            answer = self.browser.push(*self.outbox[:50])
        except (OSError, HTTPException):
            time.sleep(0.1)
            return
        self.refused += [one for one in answer["results"] if one["status"] == "refused"]
        done = {one["id"] for one in answer["results"]}
        self.acknowledged |= done
        self.outbox = [one for one in self.outbox if one["id"] not in done]
        time.sleep(0.02)


def upload(browser: Browser, file: Path) -> None:
    """Upload a file to import, by hand: a form with one part."""
    browser.get("/imports/")
    edge = uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{browser.token()}\r\n',
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n',
    ]
    content = "".join(parts).encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    request = urllib.request.Request(browser.address + "/imports/", content, headers)
    with browser.opener.open(request, timeout=30) as answer:
        assert "/imports/" in answer.url


def test_no_acknowledged_set_is_lost_however_often_processes_are_killed(tmp_path: Path) -> None:
    kills, chance = int(os.environ.get("MOMENTARY_KILLS", "200")), random.Random(SEED)
    server = Server(tmp_path / "data")
    try:
        browser = owner(server)
        write_export(tmp_path / "my_export.csv")
        stop = threading.Event()
        lifters = [Lifter(sign_in(server), stop) for _ in range(LIFTERS)]
        for lifter in lifters:
            lifter.start()
        for number in range(kills):
            if number % 20 == 0:
                server.wait_until_well()
                upload(browser, tmp_path / "my_export.csv")
            time.sleep(chance.uniform(0.05, 1.5))
            kill_one(server, chance)
            if number % 20 == 10:
                server.wait_until_well()
                take_what_is_read(browser)
        stop.set()
        for lifter in lifters:
            lifter.join(timeout=120)
        server.wait_until_well()
        settled(browser)
        take_what_is_read(browser)
        settled(browser)
        check(server, browser, lifters)
        no_orphan_stays(server)
    finally:
        server.stop()
    assert running() == []


def running() -> list[str]:
    """Return the command lines of all processes of servers on this checkout, whoever started them."""
    listed = subprocess.run(["ps", "-eo", "args"], check=True, capture_output=True, text=True).stdout
    ours = [sys.executable, "-m", "momentary.web.serving."]
    return [line for line in listed.splitlines() if line.startswith(" ".join(ours))]


def no_orphan_stays(server: Server) -> None:
    deadline = time.monotonic() + 20
    while len(running()) != len(server.processes("web")) + len(server.processes("worker")):
        assert time.monotonic() < deadline, running()
        time.sleep(0.5)


def kill_one(server: Server, chance: random.Random) -> None:
    victims: list[int] = []
    while not victims:
        time.sleep(0.05)
        victims = server.processes(chance.choice(["web", "worker"]))
    os.kill(chance.choice(victims), signal.SIGKILL)


def take_what_is_read(browser: Browser) -> None:
    """Press the button of every import that waits for it."""
    for path in re.findall(r'href="(/imports/[0-9a-f-]{36}/)"', browser.get("/imports/")):
        if f'action="{path}take"' in browser.get(path):
            data = urllib.parse.urlencode({"csrfmiddlewaretoken": browser.token()}).encode()
            browser.opener.open(f"{browser.address}{path}take", data, timeout=30).close()


def settled(browser: Browser) -> None:
    """Wait until every upload was read."""
    deadline = time.monotonic() + 120
    while any(word in browser.get("/imports/") for word in ("Waiting", "Reading", "Taking")):
        assert time.monotonic() < deadline, "an import never finished"
        time.sleep(0.5)
    assert "Failed" not in browser.get("/imports/")


def check(server: Server, browser: Browser, lifters: list[Lifter]) -> None:
    assert [lifter.outbox for lifter in lifters] == [[] for _ in lifters]
    assert [lifter.refused for lifter in lifters] == [[] for _ in lifters]
    log: list[dict[str, Any]] = []
    while True:
        page = browser.pull(log[-1]["position"] if log else 0)
        log += page["operations"]
        if not page["more"]:
            break
    ids = [one["id"] for one in log]
    imported = {one["id"] for one in log if one["kind"] == "session.imported"}
    assert len(imported) == SESSIONS_IN_FILE
    acknowledged = set().union(*(lifter.acknowledged for lifter in lifters))
    assert len(ids) == len(set(ids))
    assert set(ids) - imported == acknowledged
    assert [one["position"] for one in log] == list(range(1, len(log) + 1))
    with closing(sqlite3.connect(server.data / "momentary.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchone() is None
    assert len(log) > 0
