"""Runs web and worker as one: started together, restarted when one dies, stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from momentary.web.hosting.folder import DataFolder, DataFolderError
from momentary.web.hosting.settings import ServerSettings, require_extra
from momentary.web.serving.orphan import PARENT

_POLL_S = 0.1
_STOP_WITHIN_S = 12.0
_HEALTHY_AFTER_S = 10.0
_LONGEST_PAUSE_S = 3.0
_READY_WITHIN_S = 60.0


@dataclass(slots=True)
class _Child:
    """One process of the server, with when it may be started again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause_s: float = 0.0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, env=self.environment, start_new_session=True)
        self.started_at = time.monotonic()

    def look_after(self, say: Callable[[str], None]) -> None:
        """Start the process again where it has ended, after a pause that grows while it keeps dying young."""
        now = time.monotonic()
        if self.process is not None:
            status = self.process.poll()
            if status is None:
                return
            self.process = None
            lived_s = now - self.started_at
            self.pause_s = 0.2 if lived_s > _HEALTHY_AFTER_S else min(_LONGEST_PAUSE_S, max(0.2, 2 * self.pause_s))
            self.not_before = now + self.pause_s
            say(f"The {self.name} process ended ({_ending(status)}); starting it again in {self.pause_s:g} s.")
        if now >= self.not_before:
            self.start()

    def stop(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _ending(status: int) -> str:
    return f"killed by signal {-status}" if status < 0 else f"status {status}"


def serve(settings: ServerSettings, *, host: str = "127.0.0.1", port: int = 8000, say: Callable[[str], None]) -> int:
    """Run a server until SIGTERM or SIGINT, and return the exit status.

    Args:
        settings: What the host decides.
        host: Address to listen on; loopback unless the host says otherwise.
        port: Port to listen on; 0 for any free one.
        say: Told what happens, a line at a time.

    Raises:
        MissingExtraError: The packages of the app are not installed.
        DataFolderError: The data folder or the port cannot be used.
    """
    require_extra(settings.database_url)
    folder = DataFolder.at(settings.data)
    folder.secret()
    with folder.held():
        port = _free_port(host, port)
        address = f"http://{_written(host)}:{port}"
        environment = {**settings.environment(), PARENT: str(os.getpid()), "PYTHONUNBUFFERED": "1"}
        # Its matrices are small: threads for them would only take the processors from whoever waits for an answer.
        environment.setdefault("OPENBLAS_NUM_THREADS", "1")
        python = [sys.executable, "-m"]
        prepared = subprocess.run(
            [*python, "momentary.web.serving.prepare", settings.origin or address], env=environment, check=False
        )
        if prepared.returncode != 0:
            return 1
        folder.heartbeat.unlink(missing_ok=True)
        children = [
            _Child("web", [*python, "momentary.web.serving.web", host, str(port)], environment),
            _Child("worker", [*python, "momentary.web.serving.worker"], environment),
        ]
        return _run(children, address=address, origin=settings.origin, say=say)


def _run(children: list[_Child], *, address: str, origin: str | None, say: Callable[[str], None]) -> int:
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        stopping.append(number)

    before = {one: signal.signal(one, stop) for one in (signal.SIGTERM, signal.SIGINT)}
    is_ready, started_at = False, time.monotonic()
    try:
        for child in children:
            child.start()
        while not stopping:
            for child in children:
                child.look_after(say)
            if not is_ready and (_answers(address) or time.monotonic() - started_at > _READY_WITHIN_S):
                is_ready = True
                say(f"momentary is at {origin or address} (Ctrl+C stops it)")
            time.sleep(_POLL_S)
    finally:
        _stop(children)
        for one, handler in before.items():
            signal.signal(one, handler)
    return 0


def _stop(children: list[_Child]) -> None:
    """Stop all children at once: each finishes what it is at, and is killed where that takes too long."""
    deadline = time.monotonic() + _STOP_WITHIN_S
    for child in children:
        if child.process is not None and child.process.poll() is None:
            child.process.terminate()
    for child in children:
        child.stop(deadline)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=1):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _free_port(host: str, port: int) -> int:
    """Return the port to listen on, checked to be free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise DataFolderError(
                f"momentary cannot listen on {_written(host)}:{port}: {error.strerror}."
                " Something else may use the port: name another one with --port N."
            ) from None
        return int(tried.getsockname()[1])


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host else host
