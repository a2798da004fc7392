"""Simulation-based calibration of the fast posterior: are the ranks of true values uniform?

    python benchmarks/oracle_calibration.py [--draws 3000]

For several ways of training: the chi-square of a histogram of ranks in ten bins (about 9 where they are uniform; 21.7
and 27.9 are exceeded by chance once in 100 and in 1000), the mean rank, and how often central intervals hold the truth.
r is the correlation of truth and posterior mean.
"""

from __future__ import annotations

import argparse
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from momentary.inference.calibration import Ranks, Recovery, deviation_from_uniform, ranks, recovery
from momentary.inference.generating import Plan, draw_exercise
from momentary.parameters import level_prior

PLANS = {
    "all endings, 6 sessions of 3": Plan(),
    "only failures, 6 sessions of 3": Plan(failure_share=1.0, report_share=0.0),
    "only silent stops, 6 sessions of 3": Plan(failure_share=0.0, report_share=0.0),
    "all endings, 2 sessions of 2": Plan(sessions=2, sets=2),
    "all endings, 20 sessions of 4": Plan(sessions=20, sets=4),
}


def main() -> None:
    """Print a table for every way of training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=3000)
    options = parser.parse_args()
    prior, rng = level_prior(), np.random.default_rng(1)
    for name, plan in PLANS.items():
        drawn = [draw_exercise(prior, rng=rng, plan=plan) for _ in range(options.draws)]
        found, known = ranks(drawn, prior=prior, rng=rng), recovery(drawn, prior=prior)
        print(f"{name} ({options.draws} draws)")
        print(f"  {'':16s}{'chi-square':>11s}{'mean':>7s}{'50 %':>7s}{'80 %':>7s}{'95 %':>7s}{'r':>7s}")
        for field in fields(Ranks):
            print(f"  {field.name:16s}{_line(getattr(found, field.name))}{_correlation(known, field.name)}")


def _line(values: NDArray[np.float64]) -> str:
    """Return chi-square, mean and coverage of some ranks."""
    values = values[~np.isnan(values)]
    if not len(values):
        return "   no set to failure"
    inside = "".join(f"{np.mean(np.abs(values - 0.5) < level / 2.0):7.3f}" for level in (0.5, 0.8, 0.95))
    return f"{deviation_from_uniform(values):11.1f}{np.mean(values):7.3f}{inside}"


def _correlation(known: Recovery, name: str) -> str:
    """Return how a posterior mean goes with the truth, where there is one."""
    pair = getattr(known, name, None)
    return "" if pair is None else f"{np.corrcoef(*pair)[0, 1]:7.2f}"


if __name__ == "__main__":
    main()
