"""A real server on PostgreSQL; `make test` starts one for it where the machine has PostgreSQL."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.web.servers import Server, owner
from tests.web.wire import logged, started

DATABASE = os.environ.get("DATABASE_URL", "")

pytestmark = [
    pytest.mark.xdist_group("server"),
    # A plain run of pytest has no PostgreSQL; tools/postgres.py, which `make test` calls, starts one and names it.
    pytest.mark.skipif(
        not DATABASE, reason="DATABASE_URL names no PostgreSQL: `make test` starts one where it is installed"
    ),
]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(DATABASE.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE served")
    monkeypatch.setenv("DATABASE_URL", DATABASE.rpartition("/")[0] + "/served")
    running = Server(tmp_path / "data")
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()
        with psycopg.connect(DATABASE.replace("postgres://", "postgresql://"), autocommit=True) as connection:
            connection.execute("DROP DATABASE served WITH (FORCE)")


def test_a_server_on_postgres_keeps_every_acknowledged_set_through_a_kill(server: Server) -> None:
    server.wait_until_well()
    assert not (server.data / "momentary.sqlite3").exists()
    browser, session = owner(server), uuid4()
    sets = [str(uuid4()) for _ in range(20)]
    assert browser.push(started(session))["results"][0]["status"] == "accepted"
    for one in sets:
        (result,) = browser.push(logged(session, UUID(one)))["results"]
        assert result["status"] == "accepted"
    server.stop(signal.SIGKILL)
    server.start()
    server.wait_until_well()
    browser.address = server.address
    told = json.dumps(browser.pull())
    assert [told.count(one) for one in sets] == [1] * len(sets)
