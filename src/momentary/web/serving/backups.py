"""Backup and restore of a data folder, while its server runs or not.

A backup is a zip file, momentary-backup/1: `manifest.json` (versions, migrations, checksum) and the SQLite database. It
holds everything that people logged and how they sign in, so it is readable by its owner only; the secret that signs
sessions is not in it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

import momentary
from momentary.web.hosting.folder import DataFolder
from momentary.web.hosting.settings import ServerSettings
from momentary.web.hosting.writing import StillWritingError, alone

NAME = "momentary-backup"
VERSION = 1
_MANIFEST, _DATABASE = "manifest.json", "momentary.sqlite3"
_LARGEST_MANIFEST = 1_000_000
_BUSY_S = 30.0
_WAIT_FOR_WRITERS_S = 60.0
_KEPT = "The data in the folder stay as they were."


class BackupError(RuntimeError):
    """A backup that cannot be made or restored: which file, why, and what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made or restored.

    Args:
        file: The backup; after a restore, the one that keeps the data from before.
        operations: How many operations all its logs have.
        athletes: How many athletes.
    """

    file: Path
    operations: int
    athletes: int


def back_up(settings: ServerSettings, out: Path) -> Backup:
    """Write everything that a server knows to one file, whole or not at all; the server may run meanwhile.

    Args:
        settings: The server's; its data folder is read.
        out: Where the backup goes; a file that is there is not replaced.

    Raises:
        BackupError: There is nothing to back up, or `out` cannot be written.
    """
    folder = _folder(settings, "pg_dump")
    if not folder.database.is_file():
        raise BackupError(f"{folder.path} holds no data of momentary. Name the folder that serves: --data DIR.")
    if out.exists():
        raise BackupError(f"{out} is there already. Name a new file, with the date in it for instance: --out FILE.")
    if not out.parent.is_dir():
        raise BackupError(f"{out.parent} is no folder. Make it first, or name another: --out FILE.")
    with tempfile.TemporaryDirectory(dir=folder.path, prefix=".backup-") as room:
        copy = Path(room) / _DATABASE
        with closing(_opened(folder.database)) as live, closing(_opened(copy)) as copied:
            live.backup(copied)
            copied.execute("PRAGMA journal_mode=DELETE")
            manifest = _manifest(copied)
        manifest |= {"sha256": _digest(copy), "bytes": copy.stat().st_size}
        _write(out, copy, manifest)
    return Backup(out, manifest["operations"], manifest["athletes"])


def restore(settings: ServerSettings, file: Path) -> Backup:
    """Put the data of a backup in the place of a server's, at once, and keep the old ones as a backup in the folder.

    The server may run: its next answer is from the restored data, and what is sent meanwhile is refused, to be sent
    again. Everybody signs in again.

    Args:
        settings: The server's; its data folder is changed.
        file: The backup.

    Returns:
        The backup that holds the data from before, with the counts of the restored one.

    Raises:
        BackupError: The backup is damaged or newer than this momentary, or the server does not stop writing; nothing
            was changed.
    """
    folder = _folder(settings, "pg_restore")
    with tempfile.TemporaryDirectory(dir=folder.path, prefix=".restore-") as name:
        room = DataFolder.at(Path(name))
        manifest = _unpacked(file, room.database)
        _check_database(file, room.database)
        _adopt(file, room.path)
        before = folder.path / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.momentary"
        try:
            # Nothing is acknowledged between the copy of the old data and the new: it would be in neither.
            with alone(folder.path, within_s=_WAIT_FOR_WRITERS_S):
                if folder.database.is_file():
                    back_up(settings, before)
                _change_places(room.database, folder.database)
        except StillWritingError:
            raise BackupError(
                f"{folder.path} has been written to for {_WAIT_FOR_WRITERS_S:.0f} s, by an import for instance."
                f" Restore when that is over. {_KEPT}"
            ) from None
    return Backup(before, manifest["operations"], manifest["athletes"])


def _change_places(new: Path, place: Path) -> None:
    with closing(_opened(new)) as restored, closing(_opened(place)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        # One transaction: others see all of the old data or all of the new.
        restored.backup(live)
    place.chmod(0o600)


def _folder(settings: ServerSettings, tool: str) -> DataFolder:
    if settings.database_url is not None:
        raise BackupError(f"DATABASE_URL names a PostgreSQL database: use its own {tool}. {_KEPT}")
    return DataFolder.at(settings.data)


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=_BUSY_S, isolation_level=None)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _manifest(database: sqlite3.Connection) -> dict[str, Any]:
    try:
        (operations,) = database.execute("SELECT count(*) FROM training_operation").fetchone()
        (athletes,) = database.execute("SELECT count(*) FROM training_athlete").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The database is damaged or not momentary's ({error}). Restore the last backup.") from None
    return {
        "format": f"{NAME}/{VERSION}",
        "momentary": momentary.__version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "operations": operations,
        "athletes": athletes,
    }


def _write(out: Path, database: Path, manifest: dict[str, Any]) -> None:
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
                archive.write(database, _DATABASE)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(out)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _unpacked(file: Path, database: Path) -> dict[str, Any]:
    """Return the manifest of a backup, its database written to `database` and compared with the checksum."""
    if not file.is_file():
        raise BackupError(f"{file} is no file. Name the backup to restore. {_KEPT}")
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _checked_manifest(file, archive)
            _extract(file, archive, database, manifest["bytes"])
    except BackupError:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, KeyError, EOFError, RuntimeError) as error:
        # A RuntimeError is how zipfile refuses an encrypted archive, or a compression that it does not know.
        message = f"{file} is damaged, or no backup of momentary ({error}). Take another backup. {_KEPT}"
        raise BackupError(message) from None
    if _digest(database) != manifest["sha256"]:
        raise BackupError(f"{file} is damaged: its checksum is not that of its data. Take another backup. {_KEPT}")
    return manifest


def _checked_manifest(file: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
        raise BackupError(f"{file} is no backup of momentary: its manifest is too long. {_KEPT}")
    try:
        manifest = json.loads(archive.read(_MANIFEST))
        name, _, version = str(manifest["format"]).partition("/")
        number = int(version)
    except (ValueError, TypeError) as error:
        raise BackupError(f"{file} is no backup of momentary: its manifest cannot be read ({error}). {_KEPT}") from None
    if name != NAME:
        raise BackupError(f"{file} is no backup of momentary but a {name[:40]}. {_KEPT}")
    if number > VERSION:
        raise BackupError(
            f"{file} is {NAME}/{number}, made by momentary {manifest.get('momentary')};"
            f" this one reads {NAME}/{VERSION}. Update momentary, then restore. {_KEPT}"
        )
    wanted = {"sha256": str, "bytes": int, "operations": int, "athletes": int}
    for key, kind in wanted.items():
        if not isinstance(manifest.get(key), kind):
            raise BackupError(f"{file} is damaged: its manifest does not say {key}. Take another backup. {_KEPT}")
    found: dict[str, Any] = manifest
    return found


def _extract(file: Path, archive: zipfile.ZipFile, database: Path, size: int) -> None:
    if archive.getinfo(_DATABASE).file_size != size:
        raise BackupError(f"{file} is damaged: its data are not of the size that it says. {_KEPT}")
    with archive.open(_DATABASE) as stored, database.open("wb") as stream:
        while block := stored.read(1 << 20):
            stream.write(block)


def _check_database(file: Path, database: Path) -> None:
    try:
        with closing(_opened(database)) as copy:
            (said,) = copy.execute("PRAGMA integrity_check").fetchone()
            orphan = copy.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        said, orphan = str(error), None
    if said != "ok" or orphan is not None:
        fact = said if said != "ok" else f"a row of {orphan[0]} belongs to none"
        raise BackupError(f"{file} holds a damaged database ({fact}). Take another backup. {_KEPT}")


def _adopt(file: Path, room: Path) -> None:
    """Bring the restored database up to this momentary, in a process of its own."""
    environment = ServerSettings(data=room).environment()
    command = [sys.executable, "-m", "momentary.web.serving.adopt"]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["it could not be brought up to date."]
        raise BackupError(f"{file}: {lines[-1]} {_KEPT}")
