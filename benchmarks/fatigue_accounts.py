"""Which account of fatigue forecasts first sets: none, one kind, two, a fixed half-life, the person's own constants.

    python benchmarks/fatigue_accounts.py lifters.parquet [--folds 5]

CRPS of the targets, gained over no fatigue (negative is better), by lifter and then averaged: of all targets, of the
first sets of an exercise in a session, of those whose main muscles were trained in the 72 hours before, and of those
after ten days without them. The interval is over lifters. The shares of fatigue that forecasts still need are learnt on
the lifters of the other folds. Below it stands which account each log by itself supports.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Prior, Weighed, cumulative_cued, weigh_cues
from momentary.inference.fatigue_models import Account, compare_accounts, shifts_of
from momentary.inference.fitting import filter_all
from momentary.inference.recalling import model_steps, recall
from momentary.inference.records import SetRecords
from momentary.inference.targets import LEAST_TARGETS
from momentary.inference.tiring import Tiredness, involvement_of, opening_rows, tire
from momentary.parameters import level_prior
from momentary.population import Lifter, LifterTable
from momentary.population.backtests import folds_of
from momentary.population.learning_fatigue import FATIGUE_SEARCHED, best_fatigue

Floats = NDArray[np.float64]

SHIPPED = "what ships, over nothing at all"
EDGES = np.arange(60, dtype=np.float64) + 0.5
KINDS = ("all", "first sets", "within 72 h", "after 10 days")


@dataclass(frozen=True, eq=False)
class Walked:
    """A lifter's targets with their forecasts, and what their first sets felt."""

    lifter: Lifter
    rows: NDArray[np.int64]
    weighed: Weighed
    tired: Tiredness
    opening: NDArray[np.int64]
    days: Floats


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    asked = parser.parse_args()
    lifters = [one for one in LifterTable(asked.table).lifters() if len(one.targets)]
    gained: dict[Account | None, list[Floats]] = {account: [] for account in (*Account, None)}
    supported: Counter[str] = Counter()
    for fold in folds_of(lifters, folds=asked.folds):
        prior = level_prior()
        others = [one for one in lifters if one.name not in fold]
        prior = replace(prior, fatigue=best_fatigue(others, prior, prior.fatigue))
        for one in lifters:
            if one.name not in fold:
                continue
            walked = walk(one, prior)
            comparison = compare_accounts(walked.tired, one.records, prior=prior)
            supported[comparison.supported or "cannot tell yet"] += 1
            if len(one.targets) >= LEAST_TARGETS:
                for account, rows in gained.items():
                    rows.append(gain(walked, account, prior))
    print(f"{'':<62}" + "".join(f"{kind:>20}" for kind in KINDS))
    for account, rows in gained.items():
        print(f"{account or SHIPPED:<62}" + "".join(told(np.array(rows)[:, kind]) for kind in range(len(KINDS))))
    print("sets" + "".join(f"  {kind}: {int(count)}" for kind, count in zip(KINDS, sizes, strict=True)))
    print("what each log supports:", dict(supported))
    print("shares tried:", {part.name.lower(): values for part, values in FATIGUE_SEARCHED.items()})


sizes = np.zeros(len(KINDS))


def walk(lifter: Lifter, prior: Prior) -> Walked:
    """Return a lifter's targets with their forecasts."""
    records = lifter.records
    steps = model_steps(records, filter_all(records, prior=prior))
    openings = opening_rows(records, steps)
    rows = lifter.targets[~np.isnan(steps.mean[lifter.targets])]
    both = np.union1d(openings, rows)
    weighed = weigh_cues(recall(records, steps, both)[0], weights=prior.cues)
    tired, _ = tire(records, steps, openings, weighed.at(np.searchsorted(both, openings)), prior=prior)
    place = np.searchsorted(openings, rows).clip(max=len(openings) - 1)
    opening = np.where(openings[place] == rows, place, -1)
    return Walked(lifter, rows, weighed.at(np.searchsorted(both, rows)), tired, opening, days_since(records, rows))


def gain(walked: Walked, account: Account | None, prior: Prior) -> Floats:
    """Return the mean CRPS gained over no fatigue, of each kind of target; NaN where there are fewer than five.

    No account stands for what ships, compared with no shift at all: it holds adaptation as well.
    """
    records, done = walked.lifter.records, walked.lifter.records.repetitions[walked.rows]

    def score(shift: Floats) -> Floats:
        return crps(walked.weighed.shifted(np.where(walked.opening >= 0, shift[walked.opening], 0.0)), done, prior)

    base = score(shifts_of(Account.NONE, walked.tired, records, prior))
    if account is None:
        change = score(walked.tired.shift) - score(np.zeros(len(walked.tired.shift)))
    else:
        change = score(shifts_of(account, walked.tired, records, prior)) - base
    is_first, days = walked.opening >= 0, walked.days
    kinds = (np.ones(len(done), dtype=np.bool_), is_first, is_first & (days < 3.0), is_first & (days > 10.0))
    if account is Account.NONE:
        sizes[:] += [kind.sum() for kind in kinds]
    return np.array([change[kind].mean() if kind.sum() >= 5 else np.nan for kind in kinds])


def crps(weighed: Weighed, done: NDArray[np.int64], prior: Prior) -> Floats:
    """Return the CRPS of forecasts, given that at least one repetition was done."""
    below = cumulative_cued(EDGES, weighed.mean, weighed.sd, weights=prior.cues)
    below = (below - below[:, :1]) / np.maximum(1.0 - below[:, :1], 1e-9)
    return np.asarray(((below[:, 1:] - (done[:, None] < EDGES[1:])) ** 2).sum(axis=1))


def days_since(records: SetRecords, rows: NDArray[np.int64]) -> Floats:
    """Return the days since an earlier session trained a main muscle of some rows; infinite where none did."""
    main_of = np.array([involvement_of(one).shares >= 0.99 for one in records.traits])
    last = np.full(main_of.shape[1], -np.inf)
    found, pending, session = np.full(len(records), np.inf), [], -1
    for row in range(len(records)):
        if records.session[row] != session:
            for exercise, day in pending:
                last[main_of[exercise]] = day
            pending, session = [], records.session[row]
        muscles = main_of[records.exercise[row]]
        if muscles.any():
            found[row] = records.day[row] - last[muscles].max()
        if records.is_working[row] and records.repetitions[row] > 0:
            pending.append((records.exercise[row], records.day[row]))
    return found[rows]


def told(values: Floats) -> str:
    """Return a mean over lifters with twice its error."""
    known = values[~np.isnan(values)]
    return f"{known.mean():>+11.4f} ±{2.0 * known.std(ddof=1) / np.sqrt(len(known)):.4f}"


if __name__ == "__main__":
    main()
