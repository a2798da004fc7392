"""The folder that holds everything a server knows: the database, its secret, uploads in progress, mail not sent."""

from __future__ import annotations

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_OWNER_ONLY = 0o600
_OWNER_ONLY_FOLDER = 0o700
_SECRET_BYTES = 48


class DataFolderError(RuntimeError):
    """A data folder that cannot be used: which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Where a server keeps its data. Nobody but the account that runs the server may read it.

    Args:
        path: The folder; made where it is missing.
    """

    path: Path

    @classmethod
    def at(cls, path: Path) -> DataFolder:
        """Return the folder at `path`, made with its parts where they are missing.

        Raises:
            DataFolderError: It cannot be made or written to.
        """
        folder = cls(path.expanduser().resolve())
        try:
            for one in (folder.path, folder.uploads, folder.mail):
                one.mkdir(mode=_OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        except OSError as error:
            raise DataFolderError(
                f"{folder.path}: {error.strerror}. Name a folder that you may write to: --data DIR."
            ) from None
        if not os.access(folder.path, os.W_OK | os.X_OK):
            raise DataFolderError(f"{folder.path} may not be written to. Name another folder: --data DIR.")
        return folder

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.path / "momentary.sqlite3"

    @property
    def uploads(self) -> Path:
        """Files that wait to be read or taken in."""
        return self.path / "uploads"

    @property
    def mail(self) -> Path:
        """Messages that no mail server was named for."""
        return self.path / "mail"

    @property
    def heartbeat(self) -> Path:
        """The file that the worker touches while it lives."""
        return self.path / "worker.heartbeat"

    @property
    def demo_link(self) -> Path:
        """The link that signs in to a demo, for the program that opens a browser."""
        return self.path / "demo-link"

    def secret(self) -> str:
        """Return the secret that signs sessions and links; made on the first call, readable by its owner only.

        Raises:
            DataFolderError: It is there but too short to be a secret, or others may read it.
        """
        file = self.path / "secret"
        if not file.exists():
            handle, name = tempfile.mkstemp(dir=self.path, prefix=".secret-")
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(secrets.token_urlsafe(_SECRET_BYTES))
            # A link is whole or not there: of two processes that begin at once, one wins.
            with suppress(FileExistsError):
                os.link(name, file)
            Path(name).unlink()
        return _existing(file)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other servers off this folder as long as the block runs.

        Raises:
            DataFolderError: A server uses it already.
        """
        handle = os.open(self.path / "server.lock", os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise DataFolderError(
                    f"Another server uses {self.path}. Stop it first, or name another folder: --data DIR."
                ) from None
            yield
        finally:
            os.close(handle)


def _existing(file: Path) -> str:
    if file.stat().st_mode & 0o077:
        raise DataFolderError(f"{file} may be read by others. Take that right away: chmod 600 {file}")
    found = file.read_text(encoding="ascii").strip()
    if len(found) < _SECRET_BYTES:
        raise DataFolderError(
            f"{file} holds {len(found)} characters, too few for a secret. Delete it: a new one is made at the next "
            "start, and everybody signs in again."
        )
    return found
