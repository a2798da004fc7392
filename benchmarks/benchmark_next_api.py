"""How long a server takes to say what comes next after a logged set, over loopback, a connection kept open.

    python benchmarks/benchmark_next_api.py [NUMBER OF SETS] [WEEKS OF LOG BEFORE]

Starts `momentary serve` on a folder of its own, imports a synthetic lifter's log, waits until it is learnt, and then
logs sets one after another, each followed by the question for the next one. The worker learns all the while.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.benchmark_sync import Line, batch, memory_mb, report, spent_ms
from momentary.athlete import DEMO_LIFTER, simulate
from momentary.exchange import find_format, set_to_object
from momentary.quantities import Log
from tests.web.servers import OWNER, Server, owner
from tests.web.wire import logged, operation

SETS_A_SESSION = 25
PUSH_MS, NEXT_MS = 12.0, 20.0
_MAKE = """
import django; django.setup()
from momentary.web.accounts.models import User
from momentary.web.api.scopes import Scope
from momentary.web.api.tokens import make_token
print(make_token(User.objects.get(email={email!r}), name="benchmark", scopes=list(Scope), days=1)[1])
"""


class TokenLine:
    """One connection of a program with a token."""

    def __init__(self, address: str, key: str) -> None:
        self.connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
        self.headers = {"Authorization": f"Bearer {key}"}

    def ask(self, method: str, path: str, content: bytes = b"", kind: str = "application/json") -> Any:
        """Return how long an answer took [ms], its status, and the answer."""
        began = time.perf_counter()
        self.connection.request(method, f"/api/v1{path}", content, {**self.headers, "Content-Type": kind})
        answer = self.connection.getresponse()
        body = answer.read()
        return 1e3 * (time.perf_counter() - began), answer.status, json.loads(body)


def past(weeks: int) -> Log:
    """Return a synthetic lifter's log that ended two days ago."""
    log = simulate(DEMO_LIFTER, rng=np.random.default_rng(1), weeks=weeks)[0]
    late = datetime.now().replace(microsecond=0) - timedelta(days=2) - log.sessions[-1].start.wall  # noqa: DTZ005
    return Log.of(replace(one, start=replace(one.start, wall=one.start.wall + late)) for one in log.sessions)


def token_of(server: Server) -> str:
    """Return the key of a new token of the owner."""
    told = {**os.environ, "MOMENTARY_DATA": str(server.data), "DJANGO_SETTINGS_MODULE": "momentary.web.config.settings"}
    code = _MAKE.format(email=OWNER["email"])
    done = subprocess.run([sys.executable, "-c", code], env=told, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def bring_in(line: TokenLine, log: Log) -> None:
    """Import a log and wait until all of it is learnt."""
    stream = BytesIO()
    write = find_format("momentary", writes=True).write
    assert write is not None
    write(log, stream)
    head = '--x\r\nContent-Disposition: form-data; name="file"; filename="log.json"\r\n\r\n'
    body = head.encode() + stream.getvalue() + b"\r\n--x--\r\n"
    _, status, one = line.ask("POST", "/imports", body, "multipart/form-data; boundary=x")
    assert status == 201, one
    until(lambda: line.ask("GET", f"/imports/{one['id']}")[2]["can_take"])
    line.ask("POST", f"/imports/{one['id']}/take")
    until(lambda: line.ask("GET", f"/imports/{one['id']}")[2]["status"] == "taken")
    until(lambda: line.ask("GET", "/today")[1] == 200, within_s=300.0)


def until(is_so: Any, within_s: float = 120.0) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + within_s
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker does not come to an end")
        time.sleep(0.5)


def main(sets: int, weeks: int) -> None:
    """Run the benchmark."""
    log = past(weeks)
    names = list(dict.fromkeys(one.exercise for session in log.sessions[-4:] for one in session.sets))
    values = [set_to_object(one) for one in log.sessions[-1].sets if not one.is_warm_up]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data")
        try:
            phone, program = Line(owner(server)), TokenLine(server.address, token_of(server))
            bring_in(program, log)
            print(f"a log of {log.count_sets():,} sets before")
            pushes, answers = [], []
            session, web = uuid4(), server.processes("web")[-1]
            before_ms = spent_ms(web)
            for number in range(sets):
                if number % SETS_A_SESSION == 0:
                    if number:
                        phone.ask("POST", "/sync/push", batch(operation("session.finished", session=str(session))))
                    session = uuid4()
                    start = {"wall": datetime.now().replace(microsecond=0).isoformat(), "clock": "local"}  # noqa: DTZ005
                    begin = operation("session.started", session=str(session), value={"start": start})
                    phone.ask("POST", "/sync/push", batch(begin))
                took, done = phone.ask(
                    "POST", "/sync/push", batch(logged(session, uuid4(), values[number % len(values)]))
                )
                assert done["results"][0]["status"] == "accepted"
                pushes.append(took)
                took, status, found = program.ask("GET", f"/next?exercise={quote(names[number % len(names)])}")
                assert status == 200, found
                assert found["position"] == done["position"]
                answers.append(took)
            report("push of a set", pushes)
            report("what comes next after it", answers)
            print(f"the processor's own time of both: {(spent_ms(web) - before_ms) / sets:.1f} ms")
            print(
                f"memory of the web process {memory_mb([web]):.0f} MB, of the worker "
                f"{memory_mb(server.processes('worker')):.0f} MB"
            )
            for told, times, wanted in (("push", pushes, PUSH_MS), ("next", answers, NEXT_MS)):
                most = float(np.quantile(times, 0.99))
                print(f"{told}: 99 % within {wanted:g} ms: {'met' if most <= wanted else 'MISSED'}")
        finally:
            server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 104)
