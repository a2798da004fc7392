"""What each part of the model buys: forecasts of the development lifters without it, in folds by lifter.

    python benchmarks/ablation.py lifters.parquet [--folds 5]

The weights of the cues are learnt anew in every fold without the part. The figures of the level model are the shipped
ones, the same in every line: the lines can be compared with each other; `momentary backtest --folds` learns them too.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Cue, Cues, CueWeights, Prior, weigh_cues
from momentary.inference.backtest import StepForecasts, at_least_one, forecast_steps_alone
from momentary.inference.baselines import epley_last_session, same_as_last_time
from momentary.inference.forecasting import cued_pmf
from momentary.inference.scoring import QUANTILE_LEVELS, Figures, figures_of, mean_figures, point_quantiles
from momentary.inference.targets import LEAST_TARGETS
from momentary.parameters import level_prior
from momentary.population import Lifter, LifterTable
from momentary.population.backtests import folds_of
from momentary.population.learning import cues_before_targets, fit_weights, join_examples, with_held_intervals

Floats = NDArray[np.float64]

NEVER = -30.0
MOST_REPETITIONS = 100

PARTS: dict[str, Callable[[Prior], Prior]] = {
    "no good and bad days": lambda prior: replace(prior, day_sd=1e-4),
    "no drift of strength": lambda prior: replace(prior, drift_sd=1e-6, gap_sd=1e-6),
    "no jumps (machine, unit)": lambda prior: replace(prior, shift_share=1e-9),
    "no loss from set to set": lambda prior: replace(prior, loss_mean=0.0, loss_sd=1e-4, loss_drift_sd=1e-6),
    "no unknown rest at a new load": lambda prior: replace(prior, wander_sd=1e-4),
    "no hidden reserve": lambda prior: replace(prior, habits=(0.05,), habit_shares=(1.0,)),
    "one curve for all": lambda prior: replace(prior, curve_nodes=1),
    "no odd sets, no typos": lambda prior: replace(prior, odd_share=1e-6, typo_share=1e-9),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path, help="a Parquet table of lifters")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    lifters = [one for one in LifterTable(options.table).lifters() if len(one.targets) >= LEAST_TARGETS]
    folds = folds_of(lifters, folds=options.folds)
    prior = level_prior()
    print(f"{'':42s}{'CRPS':>8s}{'MAE':>8s}{'in 50':>8s}{'in 80':>8s}{'width':>8s}")
    cues = {one.name: cues_before_targets(one, prior) for one in lifters}
    show("all of it", cued(lifters, folds, prior, cues))
    print("without a cue")
    for cue in Cue:
        show(f"  without {cue.name.lower().replace('_', ' ')}", cued(lifters, folds, prior, cues, left_out=cue))
    show("  without the model's recent misses", cued(lifters, folds, prior, cues, with_misses=False))
    print("without a part of the level model")
    for title, change in PARTS.items():
        other = {one.name: cues_before_targets(one, change(prior)) for one in lifters}
        show(f"  {title}", cued(lifters, folds, change(prior), other))
    print("the level model alone")
    for title, is_chosen in (("  that knows that loads are chosen", True), ("  that takes loads as given", False)):
        show(title, [alone(one, prior, load_is_chosen=is_chosen) for one in lifters])
    print("simple rules")
    for title, rule in (("  Epley", epley_last_session), ("  same as last time", same_as_last_time)):
        show(title, [figures_of(point_quantiles(rule(one.records, one.targets)), done_by(one)) for one in lifters])


def cued(
    lifters: Iterable[Lifter],
    folds: Iterable[tuple[str, ...]],
    prior: Prior,
    cues: Mapping[str, tuple[Cues, Floats]],
    *,
    left_out: Cue | None = None,
    with_misses: bool = True,
) -> list[Figures]:
    """Return the figures of every lifter, with weights of the cues from the other folds."""
    start, is_learnt = prior.cues, np.ones(len(prior.cues.vector()), dtype=np.bool_)
    if left_out is not None:
        strength = tuple(NEVER if cue is left_out else start.strength[cue] for cue in Cue)
        start = replace(start, strength=strength)  # type: ignore[arg-type]
        is_learnt[4 + left_out] = is_learnt[4 + len(Cue) + left_out] = False
    if not with_misses:
        start = replace(start, miss=(0.0, 0.0, 0.0))
        is_learnt[1:4] = False
    by_name = {one.name: one for one in lifters}
    figures = []
    for fold in folds:
        others = [cues[name] for name in by_name if name not in fold]
        examples = join_examples(others)
        weights = with_held_intervals(fit_weights(examples, start=start, is_learnt=is_learnt), examples)
        figures += [figures_of(quantiles(cues[name][0], weights), cues[name][1]) for name in fold]
    return figures


def quantiles(cues: Cues, weights: CueWeights) -> Floats:
    """Return the forecasts that some cues give."""
    pmf = at_least_one(cued_pmf(weigh_cues(cues, weights=weights), weights=weights, most=MOST_REPETITIONS))
    return StepForecasts(np.arange(len(pmf)), pmf).quantiles(QUANTILE_LEVELS)


def alone(lifter: Lifter, prior: Prior, *, load_is_chosen: bool) -> Figures:
    """Return the figures of a lifter's forecasts by the level model without cues."""
    found = forecast_steps_alone(lifter.records, lifter.targets, prior=prior, load_is_chosen=load_is_chosen)
    return figures_of(found.quantiles(QUANTILE_LEVELS), lifter.records.repetitions[found.rows].astype(np.float64))


def done_by(lifter: Lifter) -> Floats:
    """Return what was done at a lifter's targets [rep]."""
    return lifter.records.repetitions[lifter.targets].astype(np.float64)


def show(title: str, each: list[Figures]) -> None:
    """Print the means over lifters."""
    mean = mean_figures(each)
    row = (mean.crps, mean.mae, mean.cover50, mean.cover80, mean.width80)
    print(f"{title:42s}" + "".join(f"{value:8.3f}" for value in row), flush=True)


if __name__ == "__main__":
    main()
