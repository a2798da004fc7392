"""How well the repetitions of drop segments are forecast, on real logs that were not learnt from.

    python benchmarks/drop_segments.py ../shared/data/lifters.parquet
    python benchmarks/drop_segments.py ../shared/data/lifters.parquet --fit

Every labelled drop is forecast from the segment before it and what the lifter had logged until then, with population
figures learnt from other lifters (five folds). `--fit` learns the figures on all lifters instead, and prints them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize
from scipy.stats import norm

from momentary.catalogue import match_log
from momentary.inference.scoring import QUANTILE_LEVELS, Figures, figures_of
from momentary.parameters.later_segments import LaterSegmentPrior, later_segment_prior
from momentary.population.lifters import LifterTable
from momentary.prescription.learnt.later_segments import MOST, SegmentHabits
from momentary.prescription.learnt.segment_reading import DoneSegment, done_segments

FOLDS = 5
LEAST = 10
START = {
    "drop_gain": 0.3, "recovered": 0.4, "recovered_later": 0.4, "noise": 0.2, "lifter_sd": 0.25, "exercise_sd": 0.2,
    "length_sd": 0.2, "ratio_sd": 0.2, "drift": 0.1, "spread_count": 10.0,
}  # fmt: skip
"""Where the fit begins: round numbers that know of no lifter, since the shipped ones know them all."""
Drops = Mapping[str, Sequence[DoneSegment]]


def drops_of(file: Path) -> tuple[dict[str, list[DoneSegment]], dict[str, int]]:
    """Return the drops of every lifter that can be forecast, and how many were labelled."""
    table = LifterTable(file)
    found: dict[str, list[DoneSegment]] = {}
    labelled: dict[str, int] = {}
    marked = pl.read_parquet(file).filter((pl.col("set_type") == "drop") & ~pl.col("suspect"))
    for name, count in marked.group_by("lifter").len().sort("lifter").iter_rows():
        log = table.log(name)
        exercises = {typed: one.exercise for typed, one in match_log(log).items()}
        labelled[name] = count
        found[name] = [one for one in done_segments(log, exercises) if one.segment.way == "drop"]
    return {name: drops for name, drops in found.items() if drops}, labelled


def forecasts(drops: Sequence[DoneSegment], prior: LaterSegmentPrior, *, is_personal: bool = True) -> np.ndarray:
    """Return the probability of every number of repetitions of each drop (drop, repetitions)."""
    habits = nothing = SegmentHabits(prior)
    rows = []
    for one in drops:
        rows.append((habits if is_personal else nothing).forecast(one.segment).pmf)
        habits = habits.after(one.segment, one.done, session=one.session)
    return np.array(rows)


def loss(drops: Sequence[DoneSegment], prior: LaterSegmentPrior) -> float:
    """Return minus the log-likelihood of a lifter's drops: each as the first one ever, and after the ones before."""
    habits = nothing = SegmentHabits(prior)
    total = 0.0
    for one in drops:
        for known in (habits, nothing):
            belief = known.belief(one.segment)
            below = belief.below(one.done - 0.5, prior=prior) if one.done else 0.0
            total -= np.log(max(belief.below(one.done + 0.5, prior=prior) - below, 1e-6))
        habits = habits.after(one.segment, one.done, session=one.session)
    return total


def fitted(drops: Drops) -> LaterSegmentPrior:
    """Return figures learnt from some lifters: a lifter with n drops counts as the root of n."""
    start = replace(later_segment_prior(), **START)
    first = np.log(list(START.values()))

    def cost(logs: np.ndarray) -> float:
        prior = replace(start, **dict(zip(START, np.exp(logs).tolist(), strict=True)))
        told = sum(loss(one, prior) / np.sqrt(len(one)) for one in drops.values())
        return float(told + 0.5 * ((logs - first)[3:] ** 2).sum())

    best = minimize(cost, first, method="Nelder-Mead", options={"maxfev": 800, "xatol": 5e-3, "fatol": 1e-2}).x
    return replace(start, **dict(zip(START, np.exp(best).tolist(), strict=True)))


def quantiles_of(pmf: np.ndarray) -> np.ndarray:
    """Return quantiles of forecasts, between whole numbers by interpolation."""
    edges = np.arange(MOST + 2) - 0.5
    reached = np.cumsum(np.pad(pmf, ((0, 0), (1, 0))), axis=1)
    return np.array([np.interp(QUANTILE_LEVELS, one, edges) for one in reached])


def with_spread(centre: np.ndarray, actual: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return quantiles of a rule of thumb, with the bias and spread of its errors on other lifters, in logarithms."""
    errors = np.concatenate([np.log(done + 1.0) - np.log(rule + 1.0) for rule, done in actual.values()])
    steps = norm.ppf(QUANTILE_LEVELS) * errors.std() + errors.mean()
    return np.maximum(np.exp(np.log(centre + 1.0)[:, None] + steps) - 1.0, 0.0)


def rules(prior: LaterSegmentPrior) -> dict[str, Callable[[DoneSegment], float]]:
    """Return the rules of thumb to beat."""
    return {
        "same repetitions": lambda one: one.segment.before,
        "plain curve, as if rested": lambda one: one.segment.before + one.segment.log_drop / prior.curve,
        "plain curve from failure": lambda one: one.segment.log_drop / prior.curve,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lifters", type=Path)
    parser.add_argument("--fit", action="store_true", help="learn the figures on all lifters and print them")
    chosen = parser.parse_args()
    drops, labelled = drops_of(chosen.lifters)
    print(f"{sum(labelled.values()):,} labelled drops of {len(labelled)} lifters; {sum(map(len, drops.values())):,} of "
          f"{len(drops)} at a lower load after a segment with a load and repetitions")  # fmt: skip
    if chosen.fit:
        prior = fitted(drops)
        for name in START:
            print(f"{name} = {getattr(prior, name):.3g}")
        return
    names = sorted(drops, key=lambda name: -len(drops[name]))
    actual = {name: np.array([float(one.done) for one in drops[name]]) for name in names}
    found: dict[str, dict[str, np.ndarray]] = {}
    for fold in range(FOLDS):
        held = names[fold::FOLDS]
        prior = fitted({name: drops[name] for name in names if name not in held})
        for name in held:
            found.setdefault("population, no drop of the lifter's", {})[name] = quantiles_of(
                forecasts(drops[name], prior, is_personal=False)
            )
            found.setdefault("with the lifter's own drops", {})[name] = quantiles_of(forecasts(drops[name], prior))
        for title, rule in rules(prior).items():
            told = {name: np.array([rule(one) for one in drops[name]]) for name in names}
            others = {name: (told[name], actual[name]) for name in names if name not in held}
            for name in held:
                found.setdefault(title, {})[name] = np.repeat(told[name][:, None], len(QUANTILE_LEVELS), axis=1)
                found.setdefault(f"{title}, bias and spread learnt", {})[name] = with_spread(told[name], others)
    for title in sorted(found, key=lambda one: -_all(found[one], actual).crps):
        tell(title, found[title], actual)
    for title in ("population, no drop of the lifter's", "with the lifter's own drops"):
        print(f"\n{title}")
        for part, wanted in PARTS.items():
            some = {name: np.array([wanted(one) for one in drops[name]]) for name in names}
            tell(
                part, {name: found[title][name][some[name]] for name in names},
                {name: actual[name][some[name]] for name in names},
            )  # fmt: skip


PARTS: dict[str, Callable[[DoneSegment], bool]] = {
    "first drop": lambda one: one.segment.link == 1,
    "second drop": lambda one: one.segment.link == 2,
    "later drops": lambda one: one.segment.link > 2,
}


def _all(quantiles: Mapping[str, np.ndarray], actual: Mapping[str, np.ndarray]) -> Figures:
    return figures_of(np.concatenate([quantiles[one] for one in actual]), np.concatenate(list(actual.values())))


def tell(title: str, quantiles: Mapping[str, np.ndarray], actual: Mapping[str, np.ndarray]) -> None:
    """Print a line of the table: over all drops, and the mean over lifters with ten or more."""
    whole = _all(quantiles, actual)
    each = [figures_of(quantiles[one], actual[one]) for one in actual if len(actual[one]) >= LEAST]
    mean = {part.name: float(np.mean([getattr(one, part.name) for one in each])) for part in fields(Figures)}
    print(
        f"{title:52s} n {whole.targets:4d}  CRPS {whole.crps:6.2f} ({mean['crps']:5.2f})  MAE {whole.mae:6.2f} "
        f"({mean['mae']:5.2f})  bias {whole.bias:+6.2f}  in 80 % {whole.cover80:4.0%} ({mean['cover80']:4.0%})  "
        f"width {whole.width80:4.1f}"
    )


if __name__ == "__main__":
    main()
