"""Real servers for tests: processes of their own on a free port, with a data folder of their own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

OWNER = {"email": "owner@gym.example", "password": "a heavy password", "again": "a heavy password"}
_WITHIN_S = 60.0


class Server:
    """`momentary serve` as its own process."""

    options: tuple[str, ...] = ()
    port = 0
    """The port to serve on; 0: any that is free."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.messages = data.parent / f"{data.name}.messages"
        self.recovery_codes: list[str] = []
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "momentary", "serve", "--port", str(self.port), "--data", str(self.data)]
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("MOMENTARY_", "DJANGO_"))}
        self.began = time.monotonic()
        with self.messages.open("w", encoding="utf-8") as stream:
            self.process = subprocess.Popen([*command, *self.options], stderr=stream, env=clean)
        self.address = self.wait_for(r"momentary is at (http://\S+)")
        self.took_s = time.monotonic() - self.began

    def wait_for(self, pattern: str) -> str:
        """Wait until the server has said something, and return the first group of it."""
        deadline = time.monotonic() + _WITHIN_S
        while time.monotonic() < deadline:
            if found := re.search(pattern, self.said()):
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"the server never said {pattern!r}:\n{self.said()}")

    def said(self) -> str:
        return self.messages.read_text(encoding="utf-8")

    def health(self) -> dict[str, Any]:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                found: dict[str, Any] = json.loads(answer.read())
        except urllib.error.HTTPError as answer:
            found = json.loads(answer.read())
        except OSError as error:
            return {"status": f"no answer: {error}"}
        return found

    def wait_until_well(self) -> None:
        deadline = time.monotonic() + _WITHIN_S
        while self.health()["status"] != "ok":
            assert time.monotonic() < deadline, f"{self.health()}\n{self.said()}"
            time.sleep(0.1)

    def processes(self, name: str) -> list[int]:
        """Return the processes below this server whose command line names a module of `serving`, parents first."""
        listed = subprocess.run(
            ["ps", "-ww", "-eo", "pid,ppid,args"], check=True, capture_output=True, text=True
        ).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
        below, found = {self.process.pid}, []
        for _ in range(4):
            below |= {int(pid) for pid, parent, _ in rows if int(parent) in below}
        for pid, _, arguments in rows:
            if int(pid) in below and f"momentary.web.serving.{name}" in arguments:
                found.append(int(pid))
        return sorted(found)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


class Browser:
    """A signed-in browser, as little of it as a test needs."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=30) as answer:
            return str(answer.read().decode())

    def token(self) -> str:
        return next(str(cookie.value) for cookie in self.jar if cookie.name == "csrftoken")

    def submit(self, path: str, **fields: str) -> str:
        self.get(path)
        return self.post(path, **fields)

    def post(self, path: str, **fields: str) -> str:
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token()}).encode()
        with self.opener.open(self.address + path, data, timeout=30) as answer:
            return str(answer.read().decode())

    def push(self, *operations: dict[str, Any]) -> Any:
        content = json.dumps({"format": "momentary-sync/1", "operations": operations}).encode()
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token()}
        request = urllib.request.Request(self.address + "/sync/push", content, headers)
        with self.opener.open(request, timeout=30) as answer:
            return json.loads(answer.read())

    def pull(self, since: int = 0) -> Any:
        return json.loads(self.get(f"/sync/pull?since={since}"))


def owner(server: Server) -> Browser:
    """Return the browser of the owner, made by the link that the server printed, with the second factor they need."""
    path = server.wait_for(r"http://[^/]+(/setup/\S+/)")
    browser = Browser(server.address)
    browser.submit(path, **OWNER)
    page = browser.get("/accounts/2fa/totp/activate/")
    (secret,) = re.findall(r'value="([A-Z2-7]{32})"', page)
    browser.post("/accounts/2fa/totp/activate/", code=code_now(secret))
    shown = browser.get("/accounts/2fa/recovery-codes/")
    # A code from the app counts once in half a minute: whoever signs in again takes one of these.
    server.recovery_codes = re.findall(r"^(?:.*>)?([0-9a-f]{8,})", shown, re.MULTILINE)
    assert server.recovery_codes
    return browser


def sign_in(server: Server) -> Browser:
    """Return another browser of the owner."""
    browser = Browser(server.address)
    browser.submit("/accounts/login/", login=OWNER["email"], password=OWNER["password"])
    browser.submit("/accounts/2fa/authenticate/", code=server.recovery_codes.pop())
    return browser


def code_now(secret: str) -> str:
    """Return what an authenticator app shows now: RFC 6238, six digits, half a minute."""
    counter = int(time.time() // 30).to_bytes(8, "big")
    mac = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    first = mac[-1] & 0x0F
    return f"{(int.from_bytes(mac[first : first + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"
