"""How soon a phone's forecast knows of a set after it was pushed, over a log of 5,000 sets; and what the worker needs.

    python benchmarks/benchmark_learn.py [NUMBER OF SETS]

Starts `momentary serve` on a folder of its own, pushes a synthetic lifter's log, waits until it is learnt, then logs
sets one after another as in a session: from the push of a set to a bundle whose summary has seen it.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.benchmark_sync import Line, batch, memory_mb
from momentary.athlete import demo_log
from momentary.exchange import session_to_object
from momentary.quantities import Session
from tests.web.servers import Server, owner
from tests.web.wire import a_set, logged, operation

_WITHIN_S = 120.0


def sessions() -> list[Session]:
    """Return two years of training that ended three days ago, more than 5,000 sets."""
    later, earlier = demo_log(seed=1), demo_log(seed=2)
    last = later.sessions[-1].start.wall
    to_now = timedelta(days=(datetime.now() - last).days - 3)  # noqa: DTZ005
    before = later.sessions[0].start.wall - earlier.sessions[-1].start.wall - timedelta(days=3)
    shifts = [(earlier, to_now + timedelta(days=before.days)), (later, to_now)]
    return [
        replace(one, start=replace(one.start, wall=one.start.wall + shift))
        for log, shift in shifts
        for one in log.sessions
    ]  # fmt: skip


def operations(log: list[Session]) -> Iterator[dict[str, Any]]:
    """Yield sessions as an import's operations."""
    source = str(uuid4())
    for one in log:
        value = session_to_object(one)
        sets = [{"set": str(uuid4()), "value": each} for each in value.pop("sets")]
        body: dict[str, Any] = {"session": str(uuid4()), "value": value, "sets": sets, "import": source}
        yield operation("session.imported", **body)


def wait_for(line: Line, position: int) -> float:
    """Wait until the bundle's summary has seen a position, and return how long that took [s]."""
    began = time.perf_counter()
    while time.perf_counter() - began < _WITHIN_S:
        if (line.ask("GET", "/standing")[1]["learnt"] or 0) >= position:
            bundle = line.ask("GET", "/phone/bundle")[1]
            if bundle["position"] >= position and bundle["summary"] is not None:
                return time.perf_counter() - began
        time.sleep(0.02)
    raise TimeoutError(f"the server did not learn of position {position} within {_WITHIN_S:.0f} s")


def wait_until_told(line: Line) -> float:
    """Wait until bundle and pages are made of the end of the log, and return how long that took [s]."""
    began = time.perf_counter()
    while time.perf_counter() - began < 4 * _WITHIN_S:
        if not line.ask("GET", "/standing")[1]["is_behind"]:
            return time.perf_counter() - began
        time.sleep(0.1)
    raise TimeoutError("the server never made its pages")


def report(name: str, times_s: list[float]) -> None:
    """Print a row of the table."""
    print(f"{name:<58} p50 {statistics.median(times_s):5.2f} s   most {max(times_s):5.2f} s   n {len(times_s)}")


def main(count: int) -> None:
    """Run the benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data")
        try:
            line = Line(owner(server))
            log = sessions()
            print(f"a log of {sum(len(one.sets) for one in log):,} sets in {len(log)} sessions")
            position = 0
            waiting = list(operations(log))
            for first in range(0, len(waiting), 40):
                position = line.ask("POST", "/sync/push", batch(*waiting[first : first + 40]))[1]["position"]
            print(f"the whole log learnt after its last push: {wait_for(line, position):.1f} s")
            print(f"bundle and all pages after that: {wait_until_told(line):.1f} s")
            bundle = json.dumps(line.ask("GET", "/phone/bundle")[1])
            print(f"bundle: {len(bundle) / 1e3:.0f} kB as JSON")
            session = uuid4()
            start = {"wall": datetime.now().isoformat(timespec="seconds"), "clock": "local"}  # noqa: DTZ005
            line.ask(
                "POST", "/sync/push", batch(operation("session.started", session=str(session), value={"start": start}))
            )
            wait_until_told(line)
            rested: list[float] = []
            hurried: list[float] = []
            for number in range(count):
                one = logged(session, uuid4(), a_set(80.0, 8, "Bench Press (Barbell)"))
                position = line.ask("POST", "/sync/push", batch(one))[1]["position"]
                # Every other set comes while the worker is still busy with the pages of the one before.
                (rested if number % 2 == 0 else hurried).append(wait_for(line, position))
                if number % 2:
                    wait_until_told(line)
            report("push of a set to a summary that knows it, worker idle", rested)
            report("the same, the worker at its pages", hurried)
            print(f"memory of the worker {memory_mb(server.processes('worker')):.0f} MB, "
                  f"of the web process {memory_mb(server.processes('web')[-1:]):.0f} MB")  # fmt: skip
        finally:
            server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
