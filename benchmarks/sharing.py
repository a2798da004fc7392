"""What exercises could share: forecasts with the misses of related exercises as one more term, in folds by lifter.

    python benchmarks/sharing.py lifters.parquet [--folds 5]

A miss is done less forecast of the level model, at a failure. Of the other exercises with a main muscle in common,
those of the last two weeks, or of the session alone, are averaged with two sets of no miss, and a share of that is
added to the model's forecast. The share is the best of a short list on the lifters of the other folds, like the
weights.
"""

from __future__ import annotations

import argparse
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Cues
from momentary.catalogue import match
from momentary.inference.fitting import filter_all
from momentary.inference.recalling import model_steps, recall
from momentary.inference.records import calls_and_failures
from momentary.inference.targets import LEAST_TARGETS
from momentary.parameters import level_prior
from momentary.population import Lifter, LifterTable
from momentary.population.backtests import folds_of
from momentary.population.learning import FIRST_WEIGHTS, crps_of_cues, fit_weights, join_examples

Floats = NDArray[np.float64]

SHARES = (0.0, 0.1, 0.2, 0.35, 0.5)
DAYS = 14.0
LARGEST_MISS = 8.0
REMEMBERED = 80
KINDS = ("same main muscles, two weeks", "same main muscles, this session")


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A lifter's targets: cues before them, what was done, mean misses of related exercises (target, kind)."""

    cues: Cues
    done: Floats
    related: Floats


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path, help="a Parquet table of lifters")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    lifters = [one for one in LifterTable(options.table).lifters() if len(one.targets) >= LEAST_TARGETS]
    cases = {one.name: case_of(one) for one in lifters}
    folds = folds_of(lifters, folds=options.folds)
    print(f"{'':36s}{'CRPS':>8s}   share in each fold")
    for title, kind in (("as it is", None), *((name, place) for place, name in enumerate(KINDS))):
        crps, shares = score(cases, folds, kind)
        print(f"{title:36s}{crps:8.4f}   {shares}", flush=True)


def score(cases: dict[str, Case], folds: tuple[tuple[str, ...], ...], kind: int | None) -> tuple[float, list[float]]:
    """Return the mean CRPS over lifters, and the share that each fold chose."""
    values, chosen = [], []
    for fold in folds:
        others = [case for name, case in cases.items() if name not in fold]
        best = None
        for share in SHARES if kind is not None else (0.0,):
            examples = join_examples([(moved(case, kind, share), case.done) for case in others])
            weights = fit_weights(examples, start=FIRST_WEIGHTS)
            loss = float(examples.worth @ crps_of_cues(examples.cues, examples.done, weights=weights))
            if best is None or loss < best[0]:
                best = (loss, share, weights)
        assert best is not None
        chosen.append(best[1])
        values += [
            crps_of_cues(moved(cases[name], kind, best[1]), cases[name].done, weights=best[2]).mean() for name in fold
        ]
    return float(np.mean(values)), chosen


def moved(case: Case, kind: int | None, share: float) -> Cues:
    """Return a lifter's cues, the model's forecast moved by a share of the related exercises' misses."""
    return case.cues if kind is None else replace(case.cues, model=case.cues.model + share * case.related[:, kind])


def case_of(lifter: Lifter) -> Case:
    """Return a lifter's targets with the misses of related exercises before each, from earlier rows alone."""
    records = lifter.records
    steps = model_steps(records, filter_all(records, prior=level_prior()))
    rows = lifter.targets[~np.isnan(steps.mean[lifter.targets])]
    muscles = [set(match(names[0]).exercise.primary_muscles) for names in records.names]
    _, is_failure = calls_and_failures(records)
    wanted, related = set(rows.tolist()), []
    seen: deque[tuple[int, int, float, float]] = deque(maxlen=REMEMBERED)
    for row in np.flatnonzero(is_failure & ~np.isnan(steps.mean)).tolist():
        exercise, session, day = int(records.exercise[row]), int(records.session[row]), float(records.day[row])
        if row in wanted:
            kin = [one for one in seen if one[0] != exercise and muscles[one[0]] & muscles[exercise]]
            lately = [miss for _, _, when, miss in kin if day - when <= DAYS]
            today = [miss for _, number, _, miss in kin if number == session]
            related.append([sum(part) / (len(part) + 2.0) for part in (lately, today)])
        miss = float(np.clip(records.repetitions[row] - steps.mean[row], -LARGEST_MISS, LARGEST_MISS))
        seen.append((exercise, session, day, miss))
    cues, _ = recall(records, steps, rows)
    return Case(cues, records.repetitions[rows].astype(np.float64), np.array(related).reshape(-1, len(KINDS)))


if __name__ == "__main__":
    main()
