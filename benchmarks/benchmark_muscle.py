"""How fast the pool of motor units runs: one long run, batches, and beside a plain NumPy version of the same model.

python benchmarks/benchmark_muscle.py [MOST_RUNS]
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from momentary.muscle import (
    Protocol,
    Segment,
    endurance_times_s,
    lifting_pool,
    press,
    published_pool,
    repetitions_of,
    sustain,
    typical_lifter,
)

# The oracle of the tests is the plain version.
sys.path.append(str(Path(__file__).resolve().parents[1]))
naive = importlib.import_module("tests.muscle.naive")
naive_protocol = importlib.import_module("tests.muscle.naive_protocol")

LONG_S, LONG_INTENSITY = 500.0, 0.2
LOWEST, HIGHEST = 0.2, 0.9
LIGHTEST, HEAVIEST, CHANGE_S = 0.6, 0.9, 8.0


def fastest_s(work: Callable[[], object], *, repeats: int) -> float:
    """Return how long some work takes at its fastest, compiled before."""
    work()
    took = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return min(took)


def intensities(runs: int) -> NDArray[np.float64]:
    """Return forces to hold, spread evenly over those that end within minutes."""
    return np.linspace(LOWEST, HIGHEST, runs + 1)[:-1] + 0.5 * (HIGHEST - LOWEST) / runs


def main(most: int) -> None:
    """Print the table."""
    pool = published_pool()
    steps = round(LONG_S * naive.SAMPLES_PER_S)

    one = fastest_s(lambda: endurance_times_s(pool, LONG_INTENSITY, longest_s=LONG_S), repeats=20)
    print(f"{'one run of 500 s at 10 Hz, 120 units':58s}{1e3 * one:10.1f} ms (aim: 20)")
    course = fastest_s(lambda: sustain(pool, [LONG_INTENSITY] * steps), repeats=5)
    print(f"{'the same with everything recorded':58s}{1e3 * course:10.1f} ms")
    begun = time.perf_counter()
    naive.run([LONG_INTENSITY] * steps)
    plain_long = time.perf_counter() - begun
    print(f"{'the same in plain NumPy':58s}{1e3 * plain_long:10.1f} ms ({plain_long / one:.0f} times)")

    sample = intensities(20)
    begun = time.perf_counter()
    for intensity in sample:
        naive.run([float(intensity)] * 10 * steps, until_failure=True)
    plain = (time.perf_counter() - begun) / len(sample)
    print(f"\nHeld to failure, {LOWEST:.0%} to {HIGHEST:.0%}: {1e3 * plain:.0f} ms a run in plain NumPy")
    print(f"{'runs in the batch':>20s}{'total s':>12s}{'ms a run':>12s}{'times NumPy':>14s}")
    for runs in (10, 100, 1_000, 10_000):
        if runs <= most:
            forces = intensities(runs)
            took = fastest_s(lambda forces=forces: endurance_times_s(pool, forces), repeats=3 if runs < 10_000 else 1)  # type: ignore[misc]
            print(f"{runs:20,d}{took:12.2f}{1e3 * took / runs:12.2f}{plain * runs / took:14.0f}")
    protocols(most)


def chain(load: float) -> tuple[tuple[float, float], ...]:
    """Return a drop set: loads, and the rest before each [s]."""
    return ((load, 0.0), (0.8 * load, CHANGE_S))


def protocols(most: int) -> None:
    """Print the table of drop sets to failure, each with a load of its own."""
    lifter = typical_lifter(press())
    maximum = float(lifter.maximum)

    def loads(count: int) -> NDArray[np.float64]:
        return np.linspace(LIGHTEST, HEAVIEST, count + 1)[:-1] + 0.5 * (HEAVIEST - LIGHTEST) / count

    def batch(count: int) -> NDArray[np.float64]:
        asked = [
            Protocol(segments=tuple(Segment(load=one, rest_s=rest_s) for one, rest_s in chain(float(load))))
            for load in loads(count)
        ]
        return repetitions_of(lifting_pool(), press(), np.full(count, maximum), np.ones(count), asked)

    begun = time.perf_counter()
    plain_found = [naive_protocol.repetitions(chain(float(load)), maximum=maximum) for load in loads(16)]
    plain = (time.perf_counter() - begun) / 16
    assert plain_found == batch(16)[:, :2].astype(int).tolist()
    print(
        f"\nDrop sets to failure from {LIGHTEST:.0%} to {HEAVIEST:.0%}: {1e3 * plain:.0f} ms a protocol in plain NumPy"
    )
    print(f"{'protocols in the batch':>24s}{'total s':>12s}{'ms each':>12s}{'times NumPy':>14s}")
    for count in (16, 128, 1_024, 10_000):
        if count <= most:
            took = fastest_s(lambda count=count: batch(count), repeats=2 if count < 10_000 else 1)  # type: ignore[misc]
            print(f"{count:24,d}{took:12.2f}{1e3 * took / count:12.2f}{plain * count / took:14.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
