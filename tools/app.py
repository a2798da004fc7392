"""Start the app with its demo lifter and open it: `make run`. Data stay in the checkout, in `data/`.

PORT names the port to begin with; OPEN=0 leaves the browser alone. Ctrl+C stops the app; what is in it stays.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
PORTS_TRIED = 20
READY_WITHIN_S = 120.0


class NoPortError(Exception):
    """No port is free: which were tried, and what to do."""


def say(text: str) -> None:
    """Talk to the person at the terminal, at once."""
    print(text, file=sys.stderr, flush=True)


def is_free(port: int) -> bool:
    """Whether nothing listens on a port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(wanted: int) -> int:
    """Return the wanted port, or the next one that is free.

    Raises:
        NoPortError: None of the next twenty is.
    """
    last = min(wanted + PORTS_TRIED, 65536) - 1
    for port in range(wanted, last + 1):
        if is_free(port):
            if port != wanted:
                say(f"Port {wanted} is taken: the app comes to {port}.")
            return port
    raise NoPortError(f"The ports {wanted} to {last} are all taken. Name another one: make run PORT=9000")


def wanted_port(text: str) -> int:
    """Return the port that PORT names; 8000 if it names none.

    Raises:
        NoPortError: It is no port.
    """
    if not text:
        return 8000
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise NoPortError(f"PORT={text} is no port: name one from 1 to 65535, such as make run PORT=9000")


def answers(address: str) -> bool:
    """Whether the app answers."""
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def has_desktop() -> bool:
    """Whether there is a desktop whose browser could open a page."""
    if os.environ.get("OPEN", "1") == "0" or os.environ.get("CI"):
        return False
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_when_ready(address: str, app: subprocess.Popen[bytes]) -> None:
    """Open the demo's link once the app answers."""
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and app.poll() is None:
        if answers(address):
            webbrowser.open((DATA / "demo-link").read_text(encoding="ascii").strip())
            return
        time.sleep(0.2)


def main() -> int:
    """Run the app until it is stopped, and return its exit status."""
    log = os.environ.get("LOG")
    if log:
        say(f"The app takes a log in by itself: choose the file there. For a page on it: make report LOG={log}")
    try:
        port = free_port(wanted_port(os.environ.get("PORT", "")))
    except NoPortError as error:
        say(str(error))
        return 2
    momentary = ROOT / ".venv" / "bin" / "momentary"
    app = subprocess.Popen([str(momentary), "serve", "--demo", "--port", str(port), "--data", str(DATA)])

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        # Ctrl+C reaches the app as well: it stops by itself, and this waits for it.
        if number != signal.SIGINT:
            app.send_signal(number)

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, stop)
    if has_desktop():
        threading.Thread(target=open_when_ready, args=[f"http://127.0.0.1:{port}", app], daemon=True).start()
    return app.wait()


if __name__ == "__main__":
    sys.exit(main())
