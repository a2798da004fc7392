"""Run a command with a PostgreSQL server of its own: python tools/postgres.py COMMAND ...

The server lies in a temporary folder, listens on a socket in it and on no port, and goes when the command ends. The
command finds it in DATABASE_URL. Where there is no PostgreSQL, nothing is run, and how to have it is said.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/opt/postgresql*/bin", "/opt/homebrew/opt/postgresql*/bin")
_ACCOUNT = "postgres"


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server on this machine, None where there is none."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    found = [
        folder for place in _PLACES for folder in Path("/").glob(place.lstrip("/")) if (folder / "initdb").exists()
    ]
    return max(
        found,
        key=lambda one: [int(part) for part in one.parent.name.split("-")[-1].split(".") if part.isdigit()],
        default=None,
    )


def main(command: list[str]) -> int:
    """Run a command beside a server, and return how it ended."""
    folder = programs()
    if folder is None:
        print(f"Left out, as this machine has no PostgreSQL: {' '.join(command)}")
        print("To have it: sudo apt install postgresql (Debian, Ubuntu), or brew install postgresql (macOS).")
        return 0
    # PostgreSQL refuses to be run by root.
    account = pwd.getpwnam(_ACCOUNT) if os.geteuid() == 0 else None
    # An address is read in small letters, and a socket's path has to be short: not every TMPDIR will do.
    with tempfile.TemporaryDirectory(prefix="momentary-pg-", dir="/tmp") as room:
        if account is not None:
            os.chown(room, account.pw_uid, account.pw_gid)
        server = _Server(folder, Path(room), None if account is None else account.pw_name)
        server.start()
        try:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": server.address}, check=False).returncode
        finally:
            server.stop()


class _Server:
    """A server in a folder."""

    def __init__(self, programs: Path, room: Path, account: str | None) -> None:
        self._programs, self._room, self._account = programs, room, account
        self.address = f"postgres://{_ACCOUNT}@{quote(str(room), safe='')}/{_ACCOUNT}"

    def start(self) -> None:
        self._run("initdb", "--auth=trust", f"--username={_ACCOUNT}", "--encoding=UTF8", "--no-sync", "-D", self._data)
        # Nothing of it is to outlive the tests: no time for the disk.
        settings = (
            f"-c listen_addresses='' -c unix_socket_directories='{self._room}' -c fsync=off -c full_page_writes=off"
        )
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", str(self._room / "messages"), "-o", settings)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self._data)

    @property
    def _data(self) -> str:
        return str(self._room / "data")

    def _run(self, program: str, *parts: str) -> None:
        before = (
            []
            if self._account is None
            else ["setpriv", f"--reuid={self._account}", "--regid", self._account, "--clear-groups"]
        )
        # A server that goes on in the background would keep a pipe open for ever.
        with (self._room / f"{program}.told").open("w+", encoding="utf-8") as told:
            ended = subprocess.run(
                [*before, str(self._programs / program), *parts], cwd=self._room, stdout=told, stderr=told, check=False
            )
            if ended.returncode:
                told.seek(0)
                sys.exit(f"{program} ended with {ended.returncode}:\n{told.read()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
