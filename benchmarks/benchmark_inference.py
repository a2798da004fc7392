"""How long the first posterior takes: a long log, its readouts, and growth with the number of sets.

python benchmarks/benchmark_inference.py
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from momentary.athlete import DEMO_LIFTER, simulate
from momentary.inference import fit, forecast, observations, step, summarise, summary_to_json
from momentary.quantities import Load, Log, Moment, Segment, Session, Set

WEEKS = 7 * 52


def timed(what: str, work: Callable[[], object], *, repeats: int = 1) -> None:
    """Print how long some work takes at its fastest."""
    took = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    print(f"{what:58s}{1000.0 * min(took):10.1f} ms")


def many_exercises(log: Log, copies: int) -> Log:
    """Return a log whose exercises carry a number, so that there are more of them."""
    sessions = []
    for number, session in enumerate(log.sessions):
        sets = tuple(
            replace(one, segments=tuple(replace(s, exercise=f"{s.exercise} {number % copies}") for s in one.segments))
            for one in session.sets
        )
        sessions.append(replace(session, sets=sets))
    return Log.of(sessions)


def one_exercise(sets: int) -> Log:
    """Return a log of one exercise only, four sets a session."""
    begin = datetime(2000, 1, 1, 18)
    return Log.of(
        Session(
            Moment.of(begin + timedelta(days=2 * number)),
            tuple(Set((Segment("Bench Press", Load(80.0 + 2.5 * (number % 3)), 9 - before),)) for before in range(4)),
        )
        for number in range(sets // 4)
    )


def online(log: Log, sessions: int = 12) -> None:
    """Print how long a forecast and the step after it take, set by set, and how long a summary is."""
    begun = Log.of(log.sessions[-2 * sessions : -sessions])
    for title, change in (("with calls of reserve", None), ("without", lambda s: replace(s, effort=None))):
        parts = [session_with(one, change) for one in (*begun.sessions, *log.sessions[-sessions:])]
        summary = summarise(Log.of(parts[:sessions]))
        sizes = [len(json.dumps(one, separators=(",", ":"))) for one in summary_to_json(summary)["exercises"]]
        took: list[tuple[float, float]] = []
        for session in parts[sessions:]:
            for done in session.sets:
                first = done.segments[0]
                times = [time.perf_counter()]
                forecast(summary, first.exercise, first.load.kg if first.load else 0.0, at=session.start.wall)
                times.append(time.perf_counter())
                summary = step(summary, done, session=session)
                times.append(time.perf_counter())
                took.append((times[1] - times[0], times[2] - times[1]))
        for what, values in (("forecast", [a for a, _ in took]), ("step", [b for _, b in took])):
            label = f"online {what}, {title}: median of {len(took)} sets"
            print(f"{label:58s}{1e3 * np.median(values):10.2f} ms")
        print(f"summary, {title}: bytes an exercise".ljust(58) + f"{np.median(sizes):10.0f} (most {max(sizes)})")


def session_with(session: Session, change: Callable[[Segment], Segment] | None) -> Session:
    """Return a session with its segments changed."""
    if change is None:
        return session
    sets = tuple(replace(one, segments=tuple(change(segment) for segment in one.segments)) for one in session.sets)
    return replace(session, sets=sets)


def main() -> None:
    """Print the figures."""
    log = simulate(DEMO_LIFTER, rng=np.random.default_rng(1), weeks=WEEKS)[0]
    wide = many_exercises(log, 16)
    for title, one in (("12 exercises", log), ("192 exercises", wide)):
        print(f"{one.count_segments()} segments, {len(one.sessions)} sessions, {title}")
        timed("  log to arrays", lambda one=one: observations(one))
        records = observations(one)
        timed("  fit from arrays", lambda records=records: fit(records), repeats=2)
        posterior = fit(records)
        timed("  reserve of every set (with hindsight)", posterior.reserve)
        timed("  1RM history of every exercise", lambda p=posterior: [p.one_rm_history(name) for name in p.exercises])
        name = posterior.exercises[0]
        load = 0.75 * posterior.one_rm(name).median
        timed("  forecast", lambda p=posterior, n=name, w=load: p.repetitions_to_failure(n, w), repeats=20)
        timed("  load for 8 repetitions", lambda p=posterior, n=name: p.load_for(n, 8), repeats=20)
    online(log)
    for sets in (2500, 5000, 10_000):
        records = observations(one_exercise(sets))
        timed(f"one exercise {sets} times: fit from arrays", lambda records=records: fit(records))


if __name__ == "__main__":
    main()
