"""How long a server takes to acknowledge a set, and to hand a log out; over loopback, a connection kept open.

    python benchmarks/benchmark_sync.py [NUMBER OF PUSHES]

Starts `momentary serve` on a folder of its own. Each push is a set of its own, 25 a session, one after another.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.web.servers import Browser, Server, owner
from tests.web.wire import a_set, logged, started

SETS_A_SESSION = 25


class Line:
    """One connection to the server, as a phone keeps it."""

    def __init__(self, browser: Browser) -> None:
        self.connection = http.client.HTTPConnection(browser.address.removeprefix("http://"), timeout=30)
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.jar)
        self.headers = {"Cookie": cookies, "X-CSRFToken": browser.token(), "Content-Type": "application/json"}

    def ask(self, method: str, path: str, content: bytes = b"") -> tuple[float, Any]:
        """Return how long an answer took [ms], and the answer."""
        began = time.perf_counter()
        self.connection.request(method, path, content, self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        took = 1e3 * (time.perf_counter() - began)
        assert answer.status == 200, body
        return took, json.loads(body)


def batch(*operations: dict[str, Any]) -> bytes:
    """Return a request to push."""
    return json.dumps({"format": "momentary-sync/1", "operations": operations}).encode()


def report(name: str, times_ms: list[float]) -> None:
    """Print a row of the table."""
    cuts = statistics.quantiles(times_ms, n=100, method="inclusive")
    print(f"{name:<44} p50 {cuts[49]:6.2f} ms   p90 {cuts[89]:6.2f} ms   p99 {cuts[98]:6.2f} ms   n {len(times_ms):,}")


def memory_mb(pids: list[int]) -> float:
    """Return the memory that processes hold together [MB]."""
    listed = ",".join(map(str, pids))
    sizes = subprocess.run(["ps", "-o", "rss=", "-p", listed], check=True, capture_output=True, text=True).stdout
    return sum(int(size) for size in sizes.split()) / 1e3


def spent_ms(pid: int) -> float:
    """Return the processor's time that a process has used so far [ms], in steps of the kernel's tick."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1e3 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(pushes: int) -> None:
    """Run the benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data")
        try:
            print(f"from the command to the first answer, a new folder: {server.took_s:.1f} s")
            line = Line(owner(server))
            web = server.processes("web")[-1]
            times, before_ms = [], spent_ms(web)
            session = uuid4()
            for number in range(pushes):
                if number % SETS_A_SESSION == 0:
                    session = uuid4()
                    line.ask("POST", "/sync/push", batch(started(session)))
                took, answer = line.ask("POST", "/sync/push", batch(logged(session, uuid4(), a_set(60 + number % 40))))
                assert answer["results"][0]["status"] == "accepted"
                times.append(took)
            report("push of a set", times)
            print(f"the processor's own time of a push: {(spent_ms(web) - before_ms) / pushes:.1f} ms")
            position = answer["position"]
            report("pull after it", [line.ask("GET", f"/sync/pull?since={position - 1}")[0] for _ in range(pushes)])
            whole, page = line.ask("GET", "/sync/pull?since=0")
            print(f"first {len(page['operations'])} operations of the log: {whole:.1f} ms")
            webs = server.processes("web")
            print(
                f"memory of the web process {memory_mb(webs[-1:]):.0f} MB, of those that watch it and the worker "
                f"{memory_mb([*webs[:-1], server.process.pid]):.0f} MB, of the worker "
                f"{memory_mb(server.processes('worker')):.0f} MB"
            )
        finally:
            server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
