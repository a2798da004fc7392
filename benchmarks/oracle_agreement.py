"""The fast posterior beside NUTS on twenty small logs: how far apart, and how much faster.

    python benchmarks/oracle_agreement.py [--draws 1000] [--only NAME]

Needs the extra `oracle`. Each cell is the distance of the means in posterior SD, and the ratio of the SDs; `!` marks
means further apart than 0.15 SD and SDs further than 15 %. r-hat is the worst of level, loss and ln c: above 1.02 the
oracle itself is unsure. The last columns: seconds of the oracle, and how many times faster the fast posterior is.
"""

from __future__ import annotations

import argparse
import time
from itertools import chain

from oracle_logs import TABLE, Case, real_cases, synthetic_cases

from momentary.athlete import Prior
from momentary.inference.agreement import Agreement, compare, fast_posterior
from momentary.inference.sampling import Draws, sample, split_r_hat
from momentary.parameters import level_prior

COLUMNS = ("log 1RM now", "log 1RM then", "loss", "ln c", "r* early", "r* mid", "r* late", "forecast", "reserve")
WARM_UP = 750
REPEATS = 3


def main() -> None:
    """Print the table, one log at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--only")
    options = parser.parse_args()
    prior = level_prior()
    print(
        f"{'log':24s}{'rows':>5s}"
        + "".join(f"{name:>14s}" for name in COLUMNS)
        + f"{'r-hat':>7s}{'s':>7s}{'faster':>8s}"
    )
    close = count = 0
    for case in chain(synthetic_cases(), real_cases() if TABLE.exists() else ()):
        if options.only in {None, case.name}:
            found = _compared(case, prior=prior, draws=options.draws)
            close += sum(one.is_close for one in found)
            count += len(found)
    print(f"{close} of {count} quantities agree")


def _compared(case: Case, *, prior: Prior, draws: int) -> tuple[Agreement, ...]:
    """Print one line and return its quantities."""
    begun = time.perf_counter()
    drawn = sample(case.records, case.exercise, prior=prior, seed=1, draws=draws, warm_up=WARM_UP)
    oracle_s = time.perf_counter() - begun
    fast_s = float("inf")
    for _ in range(REPEATS):
        begun = time.perf_counter()
        fast = fast_posterior(case.records, case.exercise, prior=prior)
        fast_s = min(fast_s, time.perf_counter() - begun)
    found = compare(case.records, draws=drawn, fast=fast, prior=prior)
    by_name = {one.quantity: one for one in found}
    cells = "".join(f"{_cell(by_name.get(name)):>14s}" for name in COLUMNS)
    rows = len(drawn.layout.rows)
    print(f"{case.name:24s}{rows:5d}{cells}{_worst(drawn):7.3f}{oracle_s:7.0f}{oracle_s / fast_s:8.0f}", flush=True)
    return found


def _cell(one: Agreement | None) -> str:
    """Return distance and ratio of one quantity."""
    return "" if one is None else f"{one.shift:+.2f} {one.stretch:.2f}{' ' if one.is_close else '!'}"


def _worst(drawn: Draws) -> float:
    """Return the worst r-hat of level, loss and ln c."""
    return max(split_r_hat(one, chains=drawn.chains) for one in (drawn.level, drawn.loss, drawn.log_curve))


if __name__ == "__main__":
    main()
