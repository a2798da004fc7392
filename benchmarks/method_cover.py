"""Whether intervals of what drops cost hold the truth of synthetic lifters, drawn from what is believed of them.

    python benchmarks/method_cover.py [--lifters 60]

Each lifter's drops cost so many times what their doses say over hours and days; the log goes the whole way, from sets
to factors. The second table is of lifters whom a set costs thrice as much as is usual: there logs tell more.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np

from momentary.athlete.tired_lifter import EXERCISES, tired_lifter
from momentary.inference import ExerciseTraits, fit
from momentary.inference.segment_costs import CountedSegment, segment_costs
from momentary.parameters import level_prior
from momentary.prescription.learnt.method_costs import ENOUGH, LOG_SD
from momentary.quantities import Technique

SHARE = 0.4
SESSIONS = 120


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lifters", type=int, default=60)
    lifters = parser.parse_args().lifters
    print(f"{'':<24}{'80 % holds':>11}{'50 % holds':>11}{'mean rank':>11}{'corr.':>8}{'learnt':>8}{'told':>7}")
    for name, times in (("fatigue as believed", 1.0), ("thrice the fatigue", 3.0)):
        tell(name, times, lifters)


def tell(name: str, times: float, lifters: int) -> None:
    """Print how often intervals hold the truth."""
    prior = level_prior()
    if times != 1.0:
        residual = replace(prior.fatigue.residual, gain=times * prior.fatigue.residual.gain, gain_log_sd=0.3)
        prior = replace(prior, fatigue=replace(prior.fatigue, residual=residual))
    traits = {one: ExerciseTraits(one, shares=tuple(muscles.items())) for one, muscles in EXERCISES.items()}
    ranks, pairs, learnt = [], [], []
    for seed in range(lifters):
        rng = np.random.default_rng(1000 + seed)
        truth = float(np.exp(LOG_SD * rng.standard_normal()))
        log = tired_lifter(rng, prior=prior.fatigue, sessions=SESSIONS, drops=SHARE, drop_cost=truth).log
        drops = {
            row: [CountedSegment(0)] for row, one in enumerate(log.segments()) if one.technique is Technique.DROP
        }  # fmt: skip
        tiredness = fit(log, traits=traits, prior=prior).tiredness
        found = segment_costs(tiredness, drops, columns=1, log_sd=LOG_SD)
        ranks.append(float((found.factors[:, 0] < truth).mean()))
        pairs.append((np.log(truth), np.log(np.median(found.factors[:, 0]))))
        learnt.append(float(found.learnt[0]))
    off = np.abs(np.array(ranks) - 0.5)
    held80, held50 = ((off <= 0.5 * width).mean() for width in (0.8, 0.5))
    together = np.corrcoef(np.array(pairs).T)[0, 1]
    told = np.mean(np.array(learnt) >= ENOUGH)
    print(
        f"{name:<24}{held80:>11.0%}{held50:>11.0%}{np.mean(ranks):>11.2f}{together:>8.2f}{np.mean(learnt):>8.2f}"
        f"{told:>7.0%}", flush=True
    )  # fmt: skip


if __name__ == "__main__":
    main()
