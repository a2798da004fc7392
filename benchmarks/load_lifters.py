"""Fifty lifters who log at once: does the server answer them all, and how fast; over loopback, and it stops by itself.

    python benchmarks/load_lifters.py [LIFTERS] [SECONDS] [PAUSE]

Starts `momentary serve` on a folder of its own, gives each lifter an account, a signed-in phone and a log of some
weeks, and lets all of them log sets, pull, and ask for the next set, each with a pause of 15 s between two sets, a
third more or less: ten times as often as people lift. The worker learns from what they log all the while. A pause of
1.5 s asks what the server does when it has more than it can do.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.benchmark_sync import batch, memory_mb, report
from tests.web.servers import Server, owner
from tests.web.wire import a_set, logged, operation, started

_ACCOUNTS = """
import django, json, sys
django.setup()
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from momentary.web.accounts.models import User
Store = import_module(settings.SESSION_ENGINE).SessionStore
found = []
for number in range(int(sys.argv[1])):
    user = User.objects.create_user(f"lifter{number}@gym.example", None)
    session = Store()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    found.append(session.session_key)
print(json.dumps(found))
"""
_TOKEN = "a" * 32


class Phone:
    """A signed-in phone with a connection that it keeps."""

    def __init__(self, address: str, session_key: str) -> None:
        self.connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
        cookies = f"sessionid={session_key}; csrftoken={_TOKEN}"
        self.headers = {"Cookie": cookies, "X-CSRFToken": _TOKEN, "Content-Type": "application/json"}

    def ask(self, method: str, path: str, content: bytes = b"") -> tuple[float, int, bytes]:
        """Return how long an answer took [ms], its status, and the answer."""
        began = time.perf_counter()
        try:
            status, body = self._asked(method, path, content)
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            # The server let go of a connection that was idle: whatever was sent is safe to send again.
            self.connection.close()
            status, body = self._asked(method, path, content)
        return 1e3 * (time.perf_counter() - began), status, body

    def _asked(self, method: str, path: str, content: bytes) -> tuple[int, bytes]:
        self.connection.request(method, path, content, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


class Crowd:
    """What the phones of all lifters saw."""

    def __init__(self, pause_s: float) -> None:
        self.pause_s = pause_s
        self.times_ms: defaultdict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []
        self.lock = threading.Lock()

    def lift(self, phone: Phone, until: float, seed: int) -> None:
        """Log sets until the time is over."""
        rng = random.Random(seed)
        session, position = uuid4(), 0
        time.sleep(rng.uniform(0.0, self.pause_s))
        try:
            self._ask(phone, "start", "POST", "/sync/push", batch(started(session)))
            while time.monotonic() < until:
                one = logged(session, uuid4(), a_set(60 + 2.5 * rng.randrange(12), rng.randrange(4, 12)))
                told = self._ask(phone, "push of a set", "POST", "/sync/push", batch(one))
                if told is not None and json.loads(told)["results"][0]["status"] != "accepted":
                    self.faults.append(told.decode()[:200])
                pulled = self._ask(phone, "pull", "GET", f"/sync/pull?since={position}")
                position = position if pulled is None else json.loads(pulled)["position"]
                self._ask(phone, "next set", "GET", "/api/v1/next?exercise=Bench+Press", may=(200, 202))
                time.sleep(rng.uniform(2 / 3, 4 / 3) * self.pause_s)
        except (OSError, http.client.HTTPException) as error:
            with self.lock:
                self.faults.append(f"{type(error).__name__}: {error}")

    def _ask(
        self, phone: Phone, what: str, method: str, path: str, content: bytes = b"", *, may: tuple[int, ...] = (200,)
    ) -> bytes | None:
        took, status, body = phone.ask(method, path, content)
        with self.lock:
            # Not learnt from yet: an answer, but not the one whose time counts.
            self.times_ms[f"{what}, told to ask again" if status == 202 else what].append(took)
            if status not in may:
                self.faults.append(f"{method} {path}: {status} {body[:200].decode(errors='replace')}")
                return None
        return body


def signed_in(data: Path, lifters: int) -> list[str]:
    """Make accounts on a server, and return the key of a session of each."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "momentary.web.config.settings", "MOMENTARY_DATA": str(data)}
    command = [sys.executable, "-c", _ACCOUNTS, str(lifters)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    keys: list[str] = json.loads(told)
    return keys


def some_weeks(phone: Phone, seed: int) -> None:
    """Log twelve sessions of the past, so that there is something to learn from."""
    rng = random.Random(seed)
    for day in range(1, 25, 2):
        session = uuid4()
        start = {"wall": f"2026-01-{day:02}T18:00:00", "clock": "local"}
        sets = [logged(session, uuid4(), a_set(70 + 2.5 * rng.randrange(8), rng.randrange(5, 12))) for _ in range(10)]
        first = operation("session.started", session=str(session), value={"start": start})
        _, status, body = phone.ask("POST", "/sync/push", batch(first, *sets))
        assert status == 200, body


def main(lifters: int = 50, seconds: float = 300.0, pause_s: float = 15.0) -> int:
    """Run the load."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data")
        try:
            owner(server)
            phones = [Phone(server.address, key) for key in signed_in(server.data, lifters)]
            for number, phone in enumerate(phones):
                some_weeks(phone, number)
            print(f"{lifters} lifters log for {seconds:.0f} s, a set every {pause_s:g} s ...", flush=True)
            crowd, until = Crowd(pause_s), time.monotonic() + seconds
            threads = [
                threading.Thread(target=crowd.lift, args=(phone, until, number)) for number, phone in enumerate(phones)
            ]
            for one in threads:
                one.start()
            most_mb: defaultdict[str, float] = defaultdict(float)
            while any(one.is_alive() for one in threads):
                time.sleep(1.0)
                for name in ("web", "worker"):
                    if pids := server.processes(name)[-1:]:
                        most_mb[name] = max(most_mb[name], memory_mb(pids))
            for what, times in crowd.times_ms.items():
                if len(times) > 1:
                    report(what, times)
            print(f"most memory: web process {most_mb['web']:.0f} MB, worker {most_mb['worker']:.0f} MB")
            print(f"faults: {len(crowd.faults)}")
            for fault in crowd.faults[:10]:
                print(f"  {fault}")
            return 1 if crowd.faults else 0
        finally:
            server.stop()


if __name__ == "__main__":
    lifters, *others = sys.argv[1:] or ["50"]
    sys.exit(main(int(lifters), *map(float, others)))
