"""How large the phone's forecast is, and how long it takes in node: at most 2 ms a forecast are wanted.

python benchmarks/benchmark_phone_forecast.py
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

from momentary.athlete import demo_log
from momentary.catalogue import find, match_log
from momentary.exchange import session_to_object, set_to_object
from momentary.inference import catalogue_traits, summarise, summary_to_json
from momentary.prescription import usual_gym

CHECKOUT = Path(__file__).resolve().parent.parent
MODULES = CHECKOUT / "src/momentary/web/static/js"
EXERCISE, KEY = "Bench Press (Barbell)", "barbell-bench-press"
WANTED_MS = 2.0


def main() -> None:
    """Print the figures."""
    sizes()
    node = shutil.which("node")
    if node is None:
        sys.exit("node is not installed: apt-get install nodejs, then ask again.")
    log = demo_log(seed=1)
    data = summary_to_json(summarise(log, traits=catalogue_traits(match_log(log), log=log)))
    last = next(one for one in reversed(log.sessions) if any(each.exercise == EXERCISE for each in one.sets))
    question = {
        "summary": data,
        "exercise": EXERCISE,
        "set": set_to_object([one for one in last.sets if one.exercise == EXERCISE][-1]),
        "session": {"start": session_to_object(log.sessions[-1])["start"]},
        "loads_kg": list(usual_gym().loads_kg(find(KEY))),
    }
    size = len(json.dumps(data, separators=(",", ":")))
    print(f"summary of a year, {len(data['exercises'])} exercises: {size:,} bytes")
    timing = [node, str(CHECKOUT / "tests/js/forecast_timing.mjs")]
    found = subprocess.run(timing, input=json.dumps(question), capture_output=True, text=True, check=True).stdout
    took = json.loads(found)
    for name, one in took.items():
        clock, own = one["clock"], one["own"]
        print(
            f"{name}: first {one['first']:.1f} ms; then median {clock['median']:.2f} ms, 99 % {clock['p99']:.2f} ms; "
            f"of that the processor's own {own['median']:.2f} and {own['p99']:.2f} ms"
        )
    slow = max(took[name]["clock"]["median"] for name in ("forecast a load", "a step and its forecast"))
    print(f"a forecast within {WANTED_MS:g} ms by the clock, in the median: {'met' if slow <= WANTED_MS else 'MISSED'}")


def sizes() -> None:
    """Print what the modules weigh."""
    beside = [MODULES / f"{name}.js" for name in ("plates", "units", "rest_timer", "metronome")]
    forecast = sorted((MODULES / "forecast").glob("*.js"))
    for name, files in (("forecast", forecast), ("plates, units, rest timer, metronome", beside)):
        whole = sum(one.stat().st_size for one in files)
        packed = sum(len(gzip.compress(one.read_bytes(), 9)) for one in files)
        print(f"{name}: {len(files)} files, {whole:,} bytes, {packed:,} compressed one by one")


if __name__ == "__main__":
    main()
