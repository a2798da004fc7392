"""One server, from its first start to its last: started, used, hurt, backed up, restored, stopped, started again."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import time
import urllib.error
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from momentary.web import Backup, BackupError, DataFolder, DataFolderError, ServerSettings, back_up, restore
from momentary.web.serving import backups
from tests.web.servers import Browser, Server, owner, sign_in
from tests.web.wire import logged, started

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that runs, with its owner made."""
    running = Server(tmp_path_factory.mktemp("host") / "data")
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


@pytest.fixture(scope="module")
def browser(server: Server) -> Browser:
    return owner(server)


@pytest.fixture
def settings(server: Server) -> ServerSettings:
    return ServerSettings(data=server.data)


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def test_the_first_start_answers_within_seconds_and_makes_what_it_needs(server: Server, browser: Browser) -> None:
    server.wait_until_well()
    assert server.took_s < 30
    assert server.health() == {"status": "ok", "database": "ok", "migrations": "ok", "worker": "ok"}
    assert "Today" in browser.get("/")
    assert mode(server.data) == 0o700
    assert mode(server.data / "secret") == 0o600
    assert mode(server.data / "momentary.sqlite3") == 0o600


def test_the_database_is_set_up_for_one_writer_and_many_readers(server: Server) -> None:
    with closing(sqlite3.connect(server.data / "momentary.sqlite3")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.usefixtures("browser")
def test_a_second_server_on_the_same_folder_is_refused(server: Server) -> None:
    command = [sys.executable, "-m", "momentary", "serve", "--port", "0", "--data", str(server.data)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Another server uses" in done.stderr
    assert "--data" in done.stderr


def test_a_port_in_use_is_named_with_the_next_step(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "momentary", "serve", "--port", port, "--data", str(tmp_path)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert port in done.stderr
    assert "--port N" in done.stderr


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_process_that_is_killed_is_started_again(server: Server, browser: Browser, name: str) -> None:
    session = uuid4()
    assert browser.push(started(session))["results"][0]["status"] == "accepted"
    victim = server.processes(name)[-1]
    os.kill(victim, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while victim in server.processes(name) or not server.processes(name):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    server.wait_until_well()
    assert str(session) in json.dumps(browser.pull())


def test_a_backup_made_while_people_log_is_restored_while_they_look(
    server: Server, browser: Browser, settings: ServerSettings, tmp_path: Path
) -> None:
    session, later = uuid4(), uuid4()
    browser.push(started(session), logged(session, uuid4()))
    before = browser.pull()
    made = back_up(settings, tmp_path / "monday.momentary")
    assert mode(made.file) == 0o600
    assert made.operations == len(before["operations"])
    browser.push(started(later), logged(later, uuid4()))
    after = browser.pull()

    kept = restore(settings, made.file)
    again = sign_in(server)
    assert again.pull()["operations"] == before["operations"]
    assert again.pull()["log"] != before["log"], "phones have to notice that the log is another one"
    assert server.health()["status"] == "ok"
    assert again.push(started(uuid4()))["results"][0]["status"] == "accepted"

    restore(settings, kept.file)
    final = sign_in(server)
    assert final.pull()["operations"] == after["operations"]
    browser.opener, browser.jar = final.opener, final.jar


def test_what_is_acknowledged_while_a_backup_is_restored_is_in_the_old_data_or_the_new(
    server: Server, browser: Browser, settings: ServerSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(settings, tmp_path / "tuesday.momentary")
    acknowledged, tries, is_over = set(), 0, threading.Event()

    def log() -> None:
        nonlocal tries
        while not is_over.is_set():
            one = started(uuid4())
            with suppress(urllib.error.HTTPError):
                if browser.push(one)["results"][0]["status"] == "accepted":
                    acknowledged.add(one["id"])
            tries += 1

    def copied_while_people_log(settings: ServerSettings, out: Path) -> Backup:
        done, before = back_up(settings, out), tries
        while tries < before + 3:
            time.sleep(0.01)
        return done

    monkeypatch.setattr(backups, "back_up", copied_while_people_log)
    phone = threading.Thread(target=log)
    phone.start()
    try:
        while len(acknowledged) < 3:
            time.sleep(0.01)
        kept = restore(settings, made.file)
    finally:
        is_over.set()
        phone.join()
    restored = sign_in(server).pull()["operations"]
    monkeypatch.undo()
    restore(settings, kept.file)
    final = sign_in(server)
    browser.opener, browser.jar = final.opener, final.jar
    assert acknowledged <= {one["id"] for one in restored + browser.pull()["operations"]}


def test_strangers_who_say_nothing_do_not_stop_the_server(server: Server, browser: Browser) -> None:
    port = int(server.address.rsplit(":", 1)[1])
    with ExitStack() as lines:
        for _ in range(20):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(b"POST /sync/push HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 999\r\n\r\n{")
        time.sleep(0.5)
        began = time.monotonic()
        assert "Today" in browser.get("/")
        assert time.monotonic() - began < 5


@pytest.fixture(scope="module")
def backup(server: Server, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    session = uuid4()
    browser.push(started(session), logged(session, uuid4()))
    file = tmp_path_factory.mktemp("backups") / "b.momentary"
    back_up(ServerSettings(data=server.data), file)
    return file


def refused(settings: ServerSettings, file: Path, browser: Browser) -> str:
    before = browser.pull()
    files = set(settings.data.iterdir())
    with pytest.raises(BackupError) as error:
        restore(settings, file)
    assert browser.pull() == before
    assert set(settings.data.iterdir()) == files
    return str(error.value)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9, 0.999])
def test_a_backup_cut_short_is_refused_and_nothing_changes(
    share: float, backup: Path, settings: ServerSettings, browser: Browser, tmp_path: Path
) -> None:
    content = backup.read_bytes()
    (tmp_path / "cut.momentary").write_bytes(content[: int(share * len(content))])
    assert "damaged" in refused(settings, tmp_path / "cut.momentary", browser)


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_flipped_byte_is_noticed(
    at: float, backup: Path, settings: ServerSettings, browser: Browser, tmp_path: Path
) -> None:
    content = bytearray(backup.read_bytes())
    content[int(at * len(content))] ^= 0xFF
    (tmp_path / "flipped.momentary").write_bytes(content)
    assert "damaged" in refused(settings, tmp_path / "flipped.momentary", browser)


def rewritten(backup: Path, file: Path, *, database: bytes | None = None, **manifest: Any) -> Path:
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(file, "w") as new:
        said = json.loads(old.read("manifest.json")) | manifest
        content = old.read("momentary.sqlite3") if database is None else database
        if database is not None:
            said |= {"sha256": sha256(database).hexdigest(), "bytes": len(database)}
        new.writestr("manifest.json", json.dumps(said))
        new.writestr("momentary.sqlite3", content)
    return file


@pytest.mark.parametrize(
    ("manifest", "word"),
    [
        ({"format": "momentary-backup/2"}, "Update momentary"),
        ({"format": "other-backup/1"}, "no backup of momentary"),
        ({"format": None}, "no backup of momentary"),
        ({"sha256": "0" * 64}, "checksum"),
        ({"bytes": 7}, "damaged"),
        ({"operations": "many"}, "damaged"),
    ],
)
def test_a_manifest_that_is_newer_or_wrong_is_refused(
    manifest: dict[str, Any], word: str, backup: Path, settings: ServerSettings, browser: Browser, tmp_path: Path
) -> None:
    file = rewritten(backup, tmp_path / "changed.momentary", **manifest)
    assert word in refused(settings, file, browser)


def test_a_database_of_a_newer_momentary_is_refused(
    backup: Path, settings: ServerSettings, browser: Browser, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.sqlite3"
    with zipfile.ZipFile(backup) as archive:
        newer.write_bytes(archive.read("momentary.sqlite3"))
    with closing(sqlite3.connect(newer)) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('training', '9999_later', '2030-01-01')"
        )
    file = rewritten(backup, tmp_path / "newer.momentary", database=newer.read_bytes())
    message = refused(settings, file, browser)
    assert "training 9999_later" in message
    assert "Update momentary" in message


def test_what_is_no_database_inside_is_refused(
    backup: Path, settings: ServerSettings, browser: Browser, tmp_path: Path
) -> None:
    file = rewritten(backup, tmp_path / "text.momentary", database=b"no database" * 999)
    assert "damaged" in refused(settings, file, browser)


def test_a_backup_never_takes_the_place_of_a_file(backup: Path, settings: ServerSettings) -> None:
    content = backup.read_bytes()
    with pytest.raises(BackupError, match="there already"):
        back_up(settings, backup)
    assert backup.read_bytes() == content


def test_a_folder_without_data_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="holds no data"):
        back_up(ServerSettings(data=tmp_path / "new"), tmp_path / "x.momentary")


def test_a_backup_starts_a_server_on_another_machine(backup: Path, tmp_path: Path) -> None:
    restore(ServerSettings(data=tmp_path / "elsewhere"), backup)
    with closing(sqlite3.connect(tmp_path / "elsewhere" / "momentary.sqlite3")) as database:
        (count,) = database.execute("SELECT count(*) FROM training_operation").fetchone()
    with zipfile.ZipFile(backup) as archive:
        assert json.loads(archive.read("manifest.json"))["operations"] == count > 0


def test_postgres_has_its_own_tools(tmp_path: Path) -> None:
    settings = ServerSettings(data=tmp_path, database_url="postgres://x/y")
    with pytest.raises(BackupError, match="pg_dump"):
        back_up(settings, tmp_path / "x.momentary")
    with pytest.raises(BackupError, match="pg_restore"):
        restore(settings, tmp_path / "x.momentary")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_both_processes_stop_together_and_all_is_there_after_the_next_start(
    server: Server, browser: Browser, number: int
) -> None:
    before = browser.pull()
    pids = server.processes("web") + server.processes("worker")
    assert len(pids) >= 2
    began = time.monotonic()
    assert server.stop(number) == 0
    assert time.monotonic() - began < 12
    assert [pid for pid in pids if is_alive(pid)] == []
    server.start()
    assert "no owner" not in server.said()
    browser.address = server.address
    assert browser.pull() == before


def test_children_end_when_the_server_is_killed(server: Server, browser: Browser) -> None:
    before = browser.pull()
    pids = server.processes("web") + server.processes("worker")
    server.stop(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    server.start()
    browser.address = server.address
    assert browser.pull() == before


@pytest.mark.parametrize("module", ["web", "worker", "wsgi"])
def test_a_process_whose_parent_was_gone_before_it_began_does_not_stay(module: str, tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    settings = ServerSettings(data=tmp_path / "data")
    environment = {**settings.environment(), "MOMENTARY_PARENT": str(gone.pid)}
    code = "import time, momentary.web.serving.wsgi; time.sleep(60)"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    arguments = ["-c", code] if module == "wsgi" else ["-m", f"momentary.web.serving.{module}", "127.0.0.1", port]
    orphan = subprocess.Popen([sys.executable, *arguments], env=environment, stderr=subprocess.DEVNULL)
    try:
        orphan.wait(timeout=40)
    finally:
        orphan.kill()
    assert orphan.returncode != -signal.SIGKILL


def test_a_secret_that_others_may_read_is_refused(tmp_path: Path) -> None:
    folder = DataFolder.at(tmp_path / "data")
    first = folder.secret()
    assert folder.secret() == first
    (folder.path / "secret").chmod(0o644)
    with pytest.raises(DataFolderError, match="chmod 600"):
        folder.secret()


def test_a_secret_cut_short_is_refused(tmp_path: Path) -> None:
    folder = DataFolder.at(tmp_path / "data")
    folder.secret()
    (folder.path / "secret").write_text("short", encoding="ascii")
    with pytest.raises(DataFolderError, match="Delete it"):
        folder.secret()
