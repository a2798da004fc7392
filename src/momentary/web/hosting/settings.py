"""What the host says of a server, handed to its processes through the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from momentary.web.hosting.folder import DataFolderError

_PACKAGES = (
    "django",
    "allauth",
    "fido2",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "granian",
    "qrcode",
    "whitenoise",
)
SIGN_UP = ("open", "closed")
WEBHOOKS = ("public", "private", "off")


class MissingExtraError(RuntimeError):
    """The packages that the app needs are not installed; the message says how to have them."""


def require_extra(database_url: str | None = None) -> None:
    """Check that the packages of the extra `web` are installed, and that of `postgres` where a database is named.

    Args:
        database_url: The address of a PostgreSQL database; None: SQLite, which Python brings.

    Raises:
        MissingExtraError: One is missing.
    """
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            f"The app needs packages that are not installed: {', '.join(missing)}."
            " Install them: pip install 'momentary[web]' (in a checkout: pip install '.[web]')."
        )
    if database_url is not None and find_spec("psycopg") is None:
        raise MissingExtraError(
            "DATABASE_URL names a PostgreSQL database, and psycopg is not installed. Install it:"
            " pip install 'momentary[web,postgres]' (in a checkout: pip install '.[web,postgres]')."
        )


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the host decides: where the data is, at which address browsers find the server, who may sign up.

    Args:
        data: The data folder.
        origin: The address that browsers use where it is not this machine's: `https://lift.example`.
        sign_up: `open`: whoever reaches the server may make an account; `closed`: nobody.
        database_url: `postgres://user:password@host:port/name`; None: SQLite in the data folder.
        mail_url: `smtp://user:password@host:port`, `smtps` for TLS from the start; None: mail waits in the folder.
        mail_from: Sender of mails.
        webhooks: Where messages to programs may go: `public` addresses by HTTPS, `private` ones too, or `off`.
        demo: Whether this is a demo on this machine alone: its owner needs no second factor.
    """

    data: Path
    origin: str | None = None
    sign_up: str = "open"
    database_url: str | None = None
    mail_url: str | None = None
    mail_from: str = "momentary@localhost"
    webhooks: str = "public"
    demo: bool = False

    def __post_init__(self) -> None:
        """Refuse what no server could run with."""
        if self.origin is not None:
            parts = urlsplit(self.origin)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
                raise DataFolderError(
                    f"The origin '{self.origin}' is not an address without a path. Write it like https://lift.example"
                )
        if self.demo and self.origin is not None:
            raise DataFolderError("A demo is for this machine alone. Leave out --origin, or MOMENTARY_DEMO.")
        if self.sign_up not in SIGN_UP:
            raise DataFolderError(f"Sign-up is '{self.sign_up}': it can be {' or '.join(SIGN_UP)}.")
        if self.webhooks not in WEBHOOKS:
            raise DataFolderError(f"MOMENTARY_WEBHOOKS is '{self.webhooks}': it can be {' or '.join(WEBHOOKS)}.")

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> ServerSettings:
        """Return the settings that an environment holds.

        Raises:
            DataFolderError: It names no data folder, or something in it cannot be.
        """
        data = environment.get("MOMENTARY_DATA")
        if not data:
            raise DataFolderError("MOMENTARY_DATA names no data folder. `momentary serve --data DIR` sets it.")
        return cls(
            data=Path(data),
            origin=environment.get("MOMENTARY_ORIGIN") or None,
            sign_up=environment.get("MOMENTARY_SIGN_UP") or "open",
            database_url=environment.get("DATABASE_URL") or None,
            mail_url=environment.get("MOMENTARY_MAIL_URL") or None,
            mail_from=environment.get("MOMENTARY_MAIL_FROM") or "momentary@localhost",
            webhooks=environment.get("MOMENTARY_WEBHOOKS") or "public",
            demo=environment.get("MOMENTARY_DEMO") == "1",
        )

    def environment(self) -> dict[str, str]:
        """Return the environment of a process of this server: that of this one, with these settings in it."""
        said = {
            "MOMENTARY_DATA": str(self.data),
            "MOMENTARY_ORIGIN": self.origin or "",
            "MOMENTARY_SIGN_UP": self.sign_up,
            "DATABASE_URL": self.database_url or "",
            "MOMENTARY_MAIL_URL": self.mail_url or "",
            "MOMENTARY_MAIL_FROM": self.mail_from,
            "MOMENTARY_WEBHOOKS": self.webhooks,
            "MOMENTARY_DEMO": "1" if self.demo else "",
            "DJANGO_SETTINGS_MODULE": "momentary.web.config.settings",
        }
        return {**os.environ, **said}

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the server by HTTPS."""
        return self.origin is not None and self.origin.startswith("https://")

    @property
    def host(self) -> str | None:
        """The host name in the origin."""
        return None if self.origin is None else urlsplit(self.origin).hostname
