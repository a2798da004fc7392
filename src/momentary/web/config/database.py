"""Which database, and how it is spoken to."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db.backends.base.base import BaseDatabaseWrapper

from momentary.web.hosting.folder import DataFolderError

_BUSY_S = 20
# FULL: an acknowledged set survives a power cut, not only a crash of the server. The worker folds what was written into
# the database, so that no request has to.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-4000;"
    " PRAGMA wal_autocheckpoint=16000;"
)
# What it writes over is of its own making, and megabytes: it is not blanked out first.
_OF_WORKER = "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=1000; PRAGMA secure_delete=FAST;"


def sqlite(file: Path) -> dict[str, Any]:
    """Return Django's settings for the SQLite database in `file`."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": _BUSY_S, "transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS},
    }


def as_worker(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Set up a connection of the worker: a power cut may take back what it did last, and it is then done again.

    Nobody who logs a set waits for its disk. What a request has acknowledged is there in any case.
    """
    if connection.vendor == "sqlite":
        for one in _OF_WORKER.split(";"):
            if one.strip():
                connection.cursor().execute(one)


def postgres(address: str) -> dict[str, Any]:
    """Return Django's settings for a PostgreSQL database: `postgres://user:password@host:port/name?sslmode=require`.

    Raises:
        DataFolderError: It is the address of something else.
    """
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise DataFolderError(
            "DATABASE_URL is not the address of a PostgreSQL database. Write it like"
            " postgres://user:password@host:5432/name, or leave it out: momentary then uses SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
