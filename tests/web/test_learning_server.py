"""Learning in a real server: it goes on after its worker was killed, however often, and nothing is left unlearnt."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from momentary.inference import summary_from_json
from tests.web.servers import Browser, Server, owner
from tests.web.wire import a_set, logged, started

pytestmark = pytest.mark.xdist_group("server")
SEED = 20260105
_WITHIN_S = 120.0


def standing(browser: Browser) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browser.get("/phone/bundle"))
    return found


def learnt(browser: Browser, position: int) -> dict[str, Any]:
    """Wait until the bundle has seen a position, and return it."""
    deadline = time.monotonic() + _WITHIN_S
    while (found := standing(browser))["position"] < position or found["advice_position"] < position:
        assert time.monotonic() < deadline, f"learnt {found['position']} of {position}"
        time.sleep(0.2)
    return found


def kill_worker(server: Server) -> None:
    for pid in server.processes("worker"):
        os.kill(pid, signal.SIGKILL)


def log_session(browser: Browser, sets: int) -> tuple[UUID, int]:
    session = uuid4()
    answer = browser.push(started(session), *(logged(session, uuid4(), a_set(60 + number)) for number in range(sets)))
    return session, answer["position"]


def wait_until_no_task_is_left(data: Path) -> None:
    """Wait until the worker has forgotten all that it was asked for: nothing of it failed, and nothing piles up."""
    deadline = time.monotonic() + _WITHIN_S
    while left := tasks_of(data):
        assert time.monotonic() < deadline, left
        time.sleep(0.2)


def tasks_of(data: Path) -> list[Any]:
    with closing(sqlite3.connect(f"file:{data / 'momentary.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute("SELECT task_path, status FROM django_tasks_database_dbtaskresult").fetchall()


def test_what_was_pushed_is_learnt_though_the_worker_is_killed_at_it(tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    try:
        browser = owner(server)
        _, position = log_session(browser, 5)
        kill_worker(server)
        found = learnt(browser, position)
        assert summary_from_json(found["summary"]).position.segments == 5
        assert [one["slug"] for one in found["recent"]] == ["barbell-bench-press"]
        wait_until_no_task_is_left(server.data)
    finally:
        server.stop()


@pytest.mark.slow
def test_nothing_is_left_unlearnt_however_often_the_worker_is_killed(tmp_path: Path) -> None:
    kills, chance = int(os.environ.get("MOMENTARY_KILLS", "200")) // 4, random.Random(SEED)
    server = Server(tmp_path / "data")
    try:
        browser = owner(server)
        session, position = log_session(browser, 3)
        sets = 3
        for _ in range(kills):
            position = browser.push(logged(session, uuid4(), a_set(60 + sets % 40)))["position"]
            sets += 1
            time.sleep(chance.uniform(0.0, 3.0))
            kill_worker(server)
        found = learnt(browser, position)
        assert summary_from_json(found["summary"]).position.segments == sets
        server.wait_until_well()
    finally:
        server.stop()
