"""How the fitted figures of `population.toml` were chosen, and what choosing them on the scored lifters is worth.

    python benchmarks/choose_population.py [--folds 5] [--rounds 1] [--jobs 2]

One figure at a time takes each value of a short list and keeps the one with the lowest mean CRPS over lifters. With
--folds the search runs once per fold without that fold's lifters, which are then scored with what it chose.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache

from lifters import Lifter, figures, lifters, mean_figures

from momentary.athlete import Prior
from momentary.parameters import Origin, level_prior, population_figures

Scores = dict[str, dict[str, float]]

LISTS: dict[str, tuple[object, ...]] = {
    "day_sd": (0.035, 0.05),
    "wander_sd": (0.1, 0.3),
    "choice_memory": (3.0, 5.0, 10.0),
    "shift_share": (0.1, 0.2),
    "loss_mean": (0.04, 0.05),
    "drift_sd": (0.004, 0.008),
    "noise_rep": (0.9,),
    "odd_share": (0.05,),
    "shift_sd": (0.4, 1.0),
    "choice_share": (0.8,),
    "choice_error_sd": (1.0,),
    "choice_mean": (10.0,),
    "curve_log_sd": (0.4,),
    "typo_share": (0.001,),
    "habits": ((0.1, 0.6, 2.0),),
    "report_bias": (0.1,),
    "loss_drift_sd": (0.002,),
}


def start() -> Prior:
    """Return the shipped prior with every fitted figure at its value before fitting."""
    before = {
        name: tuple(figure.start) if isinstance(figure.start, list) else figure.start
        for name, figure in population_figures().items()
        if figure.origin is Origin.FITTED
    }
    return replace(level_prior(), **before)  # type: ignore[arg-type]


@cache
def people() -> tuple[Lifter, ...]:
    """Return the scored lifters, read once per process."""
    return tuple(lifters())


def score(prior: Prior) -> Scores:
    """Return the figures of all scored lifters under a prior."""
    return {lifter.name: figures(lifter, prior=prior) for lifter in people()}


def search(names: set[str], pool: ProcessPoolExecutor, seen: dict[Prior, Scores], rounds: int) -> Prior:
    """Return the prior that a search on the named lifters ends at."""

    def loss(prior: Prior) -> float:
        return mean_figures({name: one for name, one in seen[prior].items() if name in names})["crps"]

    best = start()
    for _ in range(rounds):
        for figure, values in LISTS.items():
            tried = [best, *(replace(best, **{figure: value}) for value in values)]  # type: ignore[arg-type]
            new = [prior for prior in dict.fromkeys(tried) if prior not in seen]
            seen.update(zip(new, pool.map(score, new), strict=True))
            best = min(tried, key=loss)
    return best


def show(title: str, scores: Scores) -> None:
    """Print mean figures."""
    print(f"{title:16s}", {name: round(value, 4) for name, value in mean_figures(scores).items()}, flush=True)


def main() -> None:
    """Run the search, and the folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    seen: dict[Prior, Scores] = {}
    with ProcessPoolExecutor(options.jobs) as pool:
        first = pool.submit(score, start()).result()
        seen[start()] = first
        names = sorted(first)
        best = search(set(names), pool, seen, options.rounds)
        show("before fitting", first)
        show("chosen on all", seen[best])
        print({name: getattr(best, name) for name in LISTS}, flush=True)
        left_out: Scores = {}
        for fold in range(options.folds):
            out = set(names[fold :: options.folds])
            chosen = search(set(names) - out, pool, seen, options.rounds)
            left_out |= {name: seen[chosen][name] for name in out}
            print("fold", fold, {name: getattr(chosen, name) for name in LISTS}, flush=True)
        if left_out:
            show("left out", left_out)
        print(f"{len(seen)} sets of figures were tried")


if __name__ == "__main__":
    main()
