"""How long readiness takes: from a saved posterior as a whole process, and warm; and what fatigue adds to a fit.

python benchmarks/benchmark_fatigue.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
from benchmark_inference import WEEKS, many_exercises

from momentary.athlete import DEMO_LIFTER, simulate
from momentary.catalogue import match_log
from momentary.inference import catalogue_traits, fit, observations, posterior_to_save
from momentary.inference.clock import moment_of
from momentary.inference.persons import draw_persons
from momentary.inference.recalling import model_steps
from momentary.inference.recovering import readiness_of
from momentary.inference.tiring import recall_and_tire
from momentary.parameters import level_prior


def timed(what: str, work: Callable[[], object], *, repeats: int = 5) -> None:
    """Print how long some work takes at its fastest."""
    took = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    print(f"{what:62s}{1000.0 * min(took):10.1f} ms")


def main() -> None:
    """Print the table."""
    log = many_exercises(simulate(DEMO_LIFTER, rng=np.random.default_rng(1), weeks=WEEKS)[0], 16)
    traits = catalogue_traits(match_log(log), log=log)
    records, prior = observations(log, traits), level_prior()
    print(f"{len(records):,} sets of {len(records.traits)} exercises")
    timed("posterior, all of it", lambda: fit(records), repeats=2)
    posterior = fit(records)
    tracks = posterior._tracks  # noqa: SLF001 - the part of the fit that fatigue adds is timed alone
    steps = model_steps(records, tracks)
    timed("of it what was done lately, and fatigue", lambda: recall_and_tire(records, steps, prior=prior), repeats=2)
    memory = posterior.fatigue
    at = moment_of(memory.state.time) + timedelta(hours=1)
    found = readiness_of(memory, at=at)
    print(f"{len(found.muscles)} muscles trained, {memory.known().sets} first sets to failure")

    def anew() -> None:
        draw_persons.__globals__["_drawn"].cache_clear()
        draw_persons(memory.prior.fatigue, memory.known())

    timed("persons that the lifter may be, drawn anew", anew)
    timed("readiness with 14 days of all muscles, warm", lambda: readiness_of(memory, at=at), repeats=20)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "me.posterior"
        file.write_bytes(posterior_to_save(log, traits=traits).to_bytes())
        program = "from momentary.cli.main import main; main()"
        command = [sys.executable, "-c", program, "readiness", str(file), "--json"]
        timed(
            "momentary readiness SAVED, from start to end of the process",
            lambda: subprocess.run(command, check=True, capture_output=True),
        )


if __name__ == "__main__":
    main()
