"""How long the advice for the next set takes from a saved posterior, warm: at most 5 ms are wanted.

python benchmarks/benchmark_next.py
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import numpy as np

from momentary.athlete import DEMO_LIFTER, simulate
from momentary.catalogue import match_log
from momentary.inference import SavedPosterior, catalogue_traits, posterior_to_save
from momentary.inference.recovering import readiness_of
from momentary.prescription.goals import Goal
from momentary.prescription.gym import usual_gym
from momentary.prescription.next_set import NextQuestion, next_set
from momentary.prescription.placement import ComingSets

WEEKS = 3 * 52
WANTED_MS = 5.0
ROUNDS = 20


def main() -> None:
    """Print the figures."""
    log = simulate(DEMO_LIFTER, rng=np.random.default_rng(1), weeks=WEEKS)[0]
    matches = match_log(log)
    data = posterior_to_save(log, traits=catalogue_traits(matches, log=log)).to_bytes()
    begun = time.perf_counter()
    summary = SavedPosterior.from_bytes(data).summary
    print(f"{log.count_segments()} segments; reading a saved posterior: {1e3 * (time.perf_counter() - begun):.1f} ms")
    at = log.sessions[-1].start.wall + timedelta(days=3)
    readiness = readiness_of(summary.fatigue, at=at)
    gym = replace(usual_gym(), has_pins=True)
    typed = [one.entry.names[0] for one in summary.exercises if one.entry.traits.is_modelled]
    coming = tuple(ComingSets(name, matches[name].exercise, 3) for name in typed[:5])
    took, worked = [], []
    for _ in range(ROUNDS):
        for name in typed:
            for goal in Goal:
                exercise = matches[name].exercise
                asked = NextQuestion(name, exercise, gym, goal, coming=coming, readiness=readiness, is_gym_told=False)
                begun, used = time.perf_counter(), time.process_time()
                next_set(summary, asked, at=at)
                took.append(1e3 * (time.perf_counter() - begun))
                worked.append(1e3 * (time.process_time() - used))
    warm, own = (np.array(one[len(typed) * len(Goal) :]) for one in (took, worked))
    print(f"first answer, cold: {took[0]:.1f} ms")
    middle, most = np.median(warm), np.quantile(warm, 0.99)
    print(f"{len(warm)} answers, warm: median {middle:.2f} ms, 99 % below {most:.2f} ms, slowest {warm.max():.2f} ms")
    middle, most_own = np.median(own), np.quantile(own, 0.99)
    print(f"of that the processor's own: median {middle:.2f} ms, 99 % below {most_own:.2f} ms, most {own.max():.2f} ms")
    verdict = "met" if most <= WANTED_MS else "MISSED"
    print(f"99 % within {WANTED_MS:g} ms by the clock: {verdict}")


if __name__ == "__main__":
    main()
