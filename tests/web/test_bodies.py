from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from pytest_django import Settings

from momentary.web.accounts.models import User
from momentary.web.config.bodies import LARGEST_UPLOAD, bounded_bodies
from momentary.web.hosting.folder import DataFolder
from momentary.web.hosting.writing import StillWritingError, alone, writing
from momentary.web.serving.prepare import _sweep
from momentary.web.training.imports import begin, file_of
from momentary.web.training.log import athlete_of
from tests.web.wire import pull, started


class Unread:
    """A body that nobody may read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError(f"{size} bytes were asked for")

    readline = read


def answer(client: Client, path: str, length: int) -> Any:
    said = {"CONTENT_LENGTH": str(length), "CONTENT_TYPE": "multipart/form-data; boundary=x", "wsgi.input": Unread()}
    return client.generic("POST", path, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/imports/", "/accounts/login/", "/sync/push", "/nowhere/"])
def test_a_stranger_sends_no_more_than_a_form_holds(db: None, path: str) -> None:  # noqa: ARG001
    refused = answer(Client(), path, 4_000_001)
    assert refused.status_code == 413
    assert (refused.headers["Content-Type"] == "application/json") == path.startswith("/sync/")


def test_only_the_page_of_imports_takes_a_whole_export_and_only_from_somebody_signed_in(alices: Client) -> None:
    assert answer(alices, "/accounts/email/", 4_000_001).status_code == 413
    assert answer(alices, "/imports/", LARGEST_UPLOAD + 1).status_code == 413
    with pytest.raises(AssertionError, match="were asked for"):
        answer(alices, "/imports/", LARGEST_UPLOAD)


def test_a_body_that_does_not_say_how_large_it_is_is_refused() -> None:
    request = RequestFactory().post("/imports/", HTTP_TRANSFER_ENCODING="chunked")
    assert bounded_bodies(lambda _: pytest.fail("it was let in"))(request).status_code == 411


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> DataFolder:
    """A data folder that no other test uses."""
    settings.FOLDER = DataFolder.at(tmp_path / "data")
    return DataFolder.at(tmp_path / "data")


@pytest.fixture
def restoring(folder: DataFolder) -> Iterator[None]:
    with alone(folder.path, within_s=1):
        yield


@pytest.mark.usefixtures("restoring")
def test_nothing_is_acknowledged_while_a_backup_is_restored(alices: Client) -> None:
    content = {"format": "momentary-sync/1", "operations": [started(uuid4())]}
    refused = alices.post("/sync/push", content, content_type="application/json")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert refused.json()["problem"]["next_step"]
    by_a_program = alices.post("/api/v1/operations", {"operations": []}, content_type="application/json")
    assert (by_a_program.status_code, by_a_program.headers["Retry-After"]) == (503, "5")
    assert by_a_program.json()["fact"] == refused.json()["problem"]["fact"]
    assert pull(alices)["operations"] == []


def test_a_restore_waits_for_those_who_write_and_shuts_out_those_who_come(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(StillWritingError), alone(tmp_path, within_s=0.1):
        pytest.fail("the restore began")
    with alone(tmp_path, within_s=0), ExitStack() as inside, pytest.raises(RuntimeError, match="Try again"):
        inside.enter_context(writing(tmp_path))
    with writing(tmp_path), writing(tmp_path):
        pass


def test_what_killed_processes_left_of_uploads_is_swept(alice: User, folder: DataFolder) -> None:
    one = begin(athlete_of(alice), SimpleUploadedFile("log.csv", b"x"), hand_on=str)
    left = [folder.uploads / name for name in ("tmpab12.upload.csv", f"import-{uuid4()}")]
    for file in left:
        file.write_bytes(b"x")
    _sweep(folder.uploads)
    assert not any(file.exists() for file in left)
    assert file_of(one).exists()
