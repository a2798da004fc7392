from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from momentary.exchange import read
from momentary.web.accounts.models import User
from momentary.web.hosting.folder import DataFolder
from momentary.web.training import imports
from momentary.web.training.log import append, athlete_of, training_log
from momentary.web.training.models import Import, Operation
from momentary.web.training.tasks import look_at_import, take_import
from tests.web.programs import Program
from tests.web.wire import a_set, everything, logged, push, started

Work = Callable[[], None]


def upload(client: Client, content: bytes, name: str = "my_export.csv") -> Import:
    answer = client.post("/imports/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return Import.objects.get(pk=answer["Location"].split("/")[2])


def press(client: Client, one: Import, button: str, work: Work) -> Import:
    client.post(f"/imports/{one.pk}/{button}")
    work()
    one.refresh_from_db()
    return one


def test_a_file_is_shown_before_anything_is_taken_in(alices: Client, export: Path, work: Work) -> None:
    one = upload(alices, export.read_bytes())
    assert alices.get(f"/imports/{one.pk}/status").json()["busy"] is True
    assert "<progress" in alices.get(f"/imports/{one.pk}/").content.decode()
    work()
    text = alices.get(f"/imports/{one.pk}/").content.decode()
    assert "Take 20 sessions into my log" in text
    assert "unit of loads" in text
    assert everything(alices) == []


def test_what_is_taken_in_is_the_log_that_the_file_holds(alices: Client, alice: User, export: Path, work: Work) -> None:
    one = upload(alices, export.read_bytes())
    work()
    one = press(alices, one, "take", work)
    assert one.status == Import.Status.TAKEN
    assert training_log(athlete_of(alice)) == read(export).log
    assert not imports.file_of(one).exists()


def test_the_same_file_again_brings_nothing_new(alices: Client, export: Path, work: Work) -> None:
    press(alices, upload(alices, export.read_bytes()), "take", work)
    work()
    first = Import.objects.get()
    press(alices, first, "take", work)
    again = upload(alices, export.read_bytes())
    work()
    again.refresh_from_db()
    assert again.report["new_sessions"] == 0
    assert "has all of it already" in alices.get(f"/imports/{again.pk}/").content.decode()


def test_an_import_that_was_cut_off_goes_on_and_doubles_nothing(
    alices: Client, alice: User, export: Path, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = upload(alices, export.read_bytes())
    work()
    monkeypatch.setattr(imports, "_SESSIONS_AT_ONCE", 3)
    calls = 0

    def cut_off(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return append(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(imports, "append", cut_off)
    Import.objects.filter(pk=one.pk).update(status=Import.Status.TAKING)
    with pytest.raises(KeyboardInterrupt):
        take_import.call(str(one.pk))
    assert Operation.objects.count() == 9
    monkeypatch.setattr(imports, "append", append)
    take_import.call(str(one.pk))
    assert training_log(athlete_of(alice)) == read(export).log


def dated(count: int, *, pair: tuple[int, int]) -> bytes:
    """A log of `count` date-only sessions on days of their own, but for two on the same day."""
    days = list(range(count))
    days[pair[1]] = days[pair[0]]
    sessions = [
        {
            "start": {"wall": str(date(2026, 1, 1) + timedelta(days=day)), "clock": "date_only"},
            "title": str(number),
            "sets": [{"segments": [{"exercise": "Curl", "repetitions": 5}]}],
        }
        for number, day in enumerate(days)
    ]
    return json.dumps({"format": "momentary-log/1", "sessions": sessions}).encode()


def cut_off_after(chunks: int, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    calls = 0

    def cut_off(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls > chunks:
            raise error
        return append(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(imports, "append", cut_off)


def test_two_sessions_of_one_day_both_come_in_when_the_cut_is_between_them(
    alices: Client, alice: User, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = upload(alices, dated(30, pair=(24, 25)), "log.json")
    work()
    cut_off_after(1, monkeypatch, KeyboardInterrupt)
    Import.objects.filter(pk=one.pk).update(status=Import.Status.TAKING)
    with pytest.raises(KeyboardInterrupt):
        take_import.call(str(one.pk))
    assert Operation.objects.count() == 25
    monkeypatch.setattr(imports, "append", append)
    take_import.call(str(one.pk))
    titles = [session.title for session in training_log(athlete_of(alice)).sessions]
    assert sorted(map(int, filter(None, titles))) == list(range(30))


@pytest.fixture
def failed(alices: Client, work: Work, monkeypatch: pytest.MonkeyPatch) -> Import:
    """An import of 30 sessions, of which 25 were in the log when the disk was full."""
    one = upload(alices, dated(30, pair=(1, 1)), "log.json")
    work()
    with monkeypatch.context() as patch:
        cut_off_after(1, patch, OSError)
        one = press(alices, one, "take", work)
    assert (one.status, Operation.objects.count()) == (Import.Status.FAILED, 25)
    return one


def test_an_import_that_failed_midway_is_taken_in_to_its_end(
    alices: Client, alice: User, failed: Import, work: Work
) -> None:
    assert "Take in the rest" in alices.get(f"/imports/{failed.pk}/").content.decode()
    assert press(alices, failed, "take", work).status == Import.Status.TAKEN
    assert len(training_log(athlete_of(alice))) == 30
    assert not imports.file_of(failed).exists()


def test_an_import_that_failed_midway_is_taken_back(alices: Client, alice: User, failed: Import, work: Work) -> None:
    alices.post(f"/imports/{failed.pk}/drop")
    assert press(alices, failed, "undo", work).status == Import.Status.UNDONE
    assert len(training_log(athlete_of(alice))) == 0
    assert not imports.file_of(failed).exists()


def test_a_file_that_never_reached_the_worker_is_no_import(
    alices: Client, export: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: object, *arguments: object) -> object:  # noqa: ARG001
        raise KeyboardInterrupt

    monkeypatch.setattr(type(look_at_import), "enqueue", killed)
    settings.FOLDER = DataFolder.at(tmp_path / "data")
    with pytest.raises(KeyboardInterrupt):
        alices.post("/imports/", {"file": SimpleUploadedFile("my_export.csv", export.read_bytes())})
    assert not Import.objects.exists()
    assert not any(settings.FOLDER.uploads.iterdir())


def test_a_set_logged_into_an_imported_session_outlives_the_import(
    alices: Client, alice: User, export: Path, work: Work
) -> None:
    one = upload(alices, export.read_bytes())
    work()
    press(alices, one, "take", work)
    session, by_hand = UUID(everything(alices)[3]["body"]["session"]), uuid4()
    push(alices, logged(session, by_hand, a_set(123.0)))
    assert press(alices, one, "undo", work).status == Import.Status.UNDONE
    (found,) = training_log(athlete_of(alice)).sessions
    (kept,) = found.sets
    assert kept.segments[0].load.value == 123.0  # type: ignore[union-attr]


def test_an_import_taken_back_leaves_what_was_logged_by_hand(
    alices: Client, alice: User, export: Path, work: Work
) -> None:
    session = uuid4()
    push(alices, started(session), logged(session, uuid4()))
    one = upload(alices, export.read_bytes())
    work()
    press(alices, one, "take", work)
    assert len(training_log(athlete_of(alice))) == 21
    one = press(alices, one, "undo", work)
    assert one.status == Import.Status.UNDONE
    assert training_log(athlete_of(alice)).count_sets() == 1
    assert len(everything(alices)) == 2 + 20 + 20


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "empty.csv"), (b"a,b\n1,2\n", "other.csv"), (b"\x89PNG\r\n\x1a\n" + bytes(99), "a.csv")]
)
def test_a_file_that_is_no_log_fails_with_a_next_step(alices: Client, content: bytes, name: str, work: Work) -> None:
    answer = alices.post("/imports/", {"file": SimpleUploadedFile(name, content)})
    if not content:
        assert "empty" in answer.content.decode()
        return
    work()
    one = Import.objects.get()
    assert one.status == Import.Status.FAILED
    assert name in one.report["failure"]
    assert one.report["failure"] in alices.get(f"/imports/{one.pk}/").content.decode().replace("&quot;", '"').replace(
        "&#x27;", "'"
    )
    assert not imports.file_of(one).exists()


def test_two_presses_of_a_button_take_in_once(alices: Client, alice: User, export: Path, work: Work) -> None:
    one = upload(alices, export.read_bytes())
    work()
    for _ in range(2):
        alices.post(f"/imports/{one.pk}/take")
    work()
    assert training_log(athlete_of(alice)).count_sets() == 320


def test_a_file_may_be_forgotten(alices: Client, export: Path, work: Work) -> None:
    one = upload(alices, export.read_bytes())
    work()
    alices.post(f"/imports/{one.pk}/drop")
    assert not Import.objects.exists()
    assert not imports.file_of(one).exists()


def test_no_lifter_fills_the_disk_with_files_that_wait(
    alices: Client, bobs: Client, alice: User, export: Path, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_FILES", 2)
    first, second = (upload(alices, export.read_bytes()) for _ in range(2))
    before = set(settings.FOLDER.uploads.iterdir())
    answer = alices.post("/imports/", {"file": SimpleUploadedFile("more.csv", export.read_bytes())})
    assert "wait already" in answer.content.decode()
    problem = Program(alice).client.post(
        "/api/v1/imports", {"file": SimpleUploadedFile("more.csv", b"x")}, headers=Program(alice).headers
    )
    assert problem.status_code == 409
    assert set(settings.FOLDER.uploads.iterdir()) == before
    upload(bobs, export.read_bytes())
    work()
    press(alices, first, "take", work)
    assert upload(alices, export.read_bytes()).pk != second.pk


def test_text_that_no_database_holds_is_replaced_and_not_refused(alices: Client, alice: User, work: Work) -> None:
    log = '{"format": "momentary-log/1", "sessions": [{"start": {"wall": "2026-01-01", "clock": "date_only"},'
    log += ' "note": "a\\u0000b \\ud83d", "sets": [{"segments": [{"exercise": "Curl", "repetitions": 5}]}]}]}'
    one = upload(alices, log.encode(), "log.json")
    work()
    one = press(alices, one, "take", work)
    (session,) = training_log(athlete_of(alice)).sessions
    assert session.note is not None
    assert "\0" not in session.note
    assert session.note.encode()
