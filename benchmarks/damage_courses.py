"""Loss of strength after damaging exercise and how it comes back: an open table of studies summarised anew.

    python benchmarks/damage_courses.py [../shared/data/tables] [--correlation 0.8]

Only arms without a treatment (control, placebo) count. A loss is the logarithm of the mean after over the mean before,
told as a share. The table gives no correlation between before and after, so one is assumed. Several tests of a study
at one time are averaged as if they were one test. Random effects over studies: variance between them by Paule & Mandel,
intervals by Hartung & Knapp, never narrower than without a variance between studies. The exponential course is fitted
to all times of all studies at once,

    ln(after / before) = -loss_i * 2 ** (-hours / half_life_i) + noise,

where loss_i and half_life_i scatter log-normally between studies; they are integrated out on a grid, weak priors keep
the spreads away from nothing, and intervals are those of the normal approximation at the most probable values.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize
from scipy.stats import norm, t

Floats = NDArray[np.float64]

TABLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "tables"
UNTREATED = {"control", "placebo"}
TRAINED = {"trained", "competitive"}
CORRELATION = 0.8
LEAST_STUDIES = 3
"""Fewer studies would not be a summary."""
WEEK = 168.0
BINS = {0: (0.0, 0.3), 1: (0.4, 3.0), 24: (15.0, 24.0), 48: (48.0, 48.0), 72: (72.0, 72.0), 96: (96.0, 168.0)}
"""Hours after exercise that count as a time; of several, each study's first."""
DAMAGE_WORDS = ("muscle damage", "soreness", "weakness and pain")
"""Words of a title that tell a damaging protocol where the table says only that it was resistance exercise."""


@dataclass(frozen=True, slots=True)
class Change:
    """A test of an untreated arm at a time: log of after over before, with its sampling variance (NaN: not told).

    `exercise` is damage, resistance, simulated or what else the table has; `last_hours` the study's last measurement.
    """

    study: str
    exercise: str
    is_trained: bool
    measure: str
    test: str
    hours: float
    last_hours: float
    log_ratio: float
    variance: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Loss over studies at a time, as a share of rested strength, with 95 % interval, and the SD between studies."""

    studies: int
    loss: float
    low: float
    high: float
    between_sd: float


@dataclass(frozen=True, slots=True)
class Course:
    """Exponential course over studies: medians with 95 % intervals, and log-SDs between studies.

    `loss` is a log-loss at time 0, `half_life` is in hours, `noise` is the scatter about a study's own course.
    """

    studies: int
    loss: float
    loss_low: float
    loss_high: float
    loss_spread: float
    half_life: float
    half_life_low: float
    half_life_high: float
    half_life_spread: float
    noise: float


Choice = Callable[[Change], bool]


def is_damage(change: Change) -> bool:
    """Whether the exercise was eccentric or otherwise meant to damage."""
    return change.exercise == "damage"


GROUPS: dict[str, Choice] = {
    "damage": lambda one: is_damage(one) and one.measure == "strength",
    "damage, to a week": lambda one: is_damage(one) and one.measure == "strength" and one.last_hours < WEEK,
    "damage, trained": lambda one: is_damage(one) and one.measure == "strength" and one.is_trained,
    "damage, not trained": lambda one: is_damage(one) and one.measure == "strength" and not one.is_trained,
    "damage, jumps": lambda one: is_damage(one) and one.measure == "power",
    "resistance": lambda one: one.exercise == "resistance" and one.measure == "strength",
    "simulated sport": lambda one: one.exercise == "simulated" and one.measure == "strength",
}
FITTED = {
    "damage": (0.0, 24.0),
    "damage, to a week": (0.0, 24.0),
    "damage, trained": (0.0,),
    "damage, not trained": (0.0, 24.0),
    "resistance": (0.0,),
}
"""Groups whose course is fitted, and the hours from which on: what is left after a day has no acute fatigue in it."""


def main() -> None:
    """Print the summaries and the courses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=Path, nargs="?", default=TABLES)
    parser.add_argument("--correlation", type=float, default=CORRELATION, help="between before and after, assumed")
    options = parser.parse_args()
    changes = read_changes(options.tables, correlation=options.correlation)
    print("loss, share of strength before       hours  studies   mean     95 % interval   SD between studies")
    for group, choice in GROUPS.items():
        for hours, row in summarise(changes, choice).items():
            numbers = f"{row.loss:7.3f}   {row.low:6.3f} to {row.high:6.3f}   {row.between_sd:6.3f}"
            print(f"{group:36s} {hours:5d}  {row.studies:7d} {numbers}")
    for group, starts in FITTED.items():
        for start in starts:
            print(f"\n{group}, from {start:g} h:", fit_course(changes, GROUPS[group], from_hours=start), flush=True)


def read_changes(tables: Path, *, correlation: float = CORRELATION) -> list[Change]:
    """Return the tests of performance of all untreated arms."""
    exercise = {}
    for row in _rows(tables / "recovery_timecourse_studies.csv"):
        kind = row["damage_protocol"]
        told = kind == "resistance" and any(word in row["title"].lower() for word in DAMAGE_WORDS)
        exercise[row["study_id"]] = "damage" if kind == "eccentric" or told else kind
    rows = [
        row
        for row in _rows(tables / "recovery_timecourse_meta.csv")
        if row["recovery_mode"] in UNTREATED and row["outcome_type"] == "performance"
    ]
    last: dict[str, float] = defaultdict(float)
    for row in rows:
        last[row["study_id"]] = max(last[row["study_id"]], float(row["time_hours"]))
    return [_change(row, exercise[row["study_id"]], last[row["study_id"]], correlation) for row in rows]


def summarise(changes: Iterable[Change], choice: Choice) -> dict[int, Summary]:
    """Return the random-effects summary at each time that enough studies measured."""
    chosen = [one for one in changes if choice(one)]
    found = {}
    for hours, (first, last) in BINS.items():
        studies: dict[str, list[Change]] = defaultdict(list)
        for one in chosen:
            if first <= one.hours <= last:
                studies[one.study].append(one)
        if len(studies) >= LEAST_STUDIES:
            means, variances = _by_study([_earliest(tests) for tests in studies.values()])
            found[hours] = random_effects(means, variances)
    return found


def random_effects(means: Floats, variances: Floats) -> Summary:
    """Return the mean of log-ratios over studies as a loss, with interval and spread."""
    count = len(means)

    def centre_and_scatter(spread: float) -> tuple[float, float, float]:
        weights = 1.0 / (variances + spread)
        total = float(np.sum(weights))
        centre = float(weights @ means) / total
        return centre, float(weights @ (means - centre) ** 2) / (count - 1), total

    scatters = centre_and_scatter(0.0)[1] > 1.0
    spread = float(brentq(lambda one: centre_and_scatter(one)[1] - 1.0, 0.0, 10.0)) if scatters else 0.0
    centre, scatter, total = centre_and_scatter(spread)
    half = float(t.ppf(0.975, count - 1)) * (max(scatter, 1.0) / total) ** 0.5
    loss, low, high = (-np.expm1([centre, centre + half, centre - half])).tolist()
    return Summary(count, loss, low, high, float(np.sqrt(spread) * np.exp(centre)))


def fit_course(changes: Iterable[Change], choice: Choice, *, from_hours: float = 0.0) -> Course:
    """Return the exponential course over studies that measured at two times or more from `from_hours` on."""
    studies: dict[str, dict[float, list[Change]]] = defaultdict(lambda: defaultdict(list))
    for one in changes:
        if choice(one) and one.hours >= from_hours:
            studies[one.study][one.hours].append(one)
    data = [(np.array(list(times)), *_by_study(list(times.values()))) for times in studies.values() if len(times) >= 2]

    def minus_log_posterior(place: Floats) -> float:
        return -sum((_log_likelihood(place, *one) for one in data), _log_prior(place))

    start = np.array([np.log(0.25), np.log(48.0), np.log(0.5), np.log(0.5), np.log(0.03)])
    best = minimize(minus_log_posterior, start, method="BFGS", options={"gtol": 1e-3})
    error = np.sqrt(np.diag(np.linalg.inv(_curvature(minus_log_posterior, best.x))))
    low, mid, high = np.exp([best.x - 1.96 * error, best.x, best.x + 1.96 * error]).tolist()
    return Course(len(data), mid[0], low[0], high[0], mid[2], mid[1], low[1], high[1], mid[3], mid[4])


def _log_likelihood(place: Floats, hours: Floats, means: Floats, variances: Floats) -> float:
    """Log-likelihood of a study's course, its own loss and half-life integrated out on a grid."""
    steps = np.linspace(-4.0, 4.0, 49)
    loss = np.exp(place[0] + np.exp(place[2]) * steps)
    half_life = np.exp(place[1] + np.exp(place[3]) * steps)
    expected = -loss[:, None, None] * 2.0 ** (-hours / half_life[None, :, None])
    terms = norm.logpdf(means, expected, np.sqrt(variances + np.exp(2.0 * place[4]))).sum(axis=-1)
    weights = norm.logpdf(steps)
    terms += weights[:, None] + weights[None, :]
    return float(np.logaddexp.reduce(terms.ravel()) + 2.0 * np.log(steps[1] - steps[0]))


def _log_prior(place: Floats) -> float:
    """Wide priors on the medians, weak ones on the spreads and the noise."""
    centres = np.array([np.log(0.2), np.log(48.0), np.log(0.5), np.log(0.5), np.log(0.03)])
    return float(np.sum(norm.logpdf(place, centres, [1.5, 1.5, 0.5, 0.5, 0.7])))


def _curvature(function: Callable[[Floats], float], place: Floats, step: float = 0.03) -> Floats:
    """Second derivatives by central differences."""
    size = len(place)
    moves = np.eye(size) * step
    found = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            ends = [function(place + a * moves[i] + b * moves[j]) * a * b for a in (1, -1) for b in (1, -1)]
            found[i, j] = sum(ends) / (4.0 * step * step)
    return found


def _by_study(groups: list[list[Change]]) -> tuple[Floats, Floats]:
    """Mean and variance of each study's tests, as if all were one test; an untold variance is the others' median."""
    means = np.array([np.mean([one.log_ratio for one in tests]) for tests in groups])
    variances = np.array([np.mean([one.variance for one in tests]) for tests in groups])
    untold = np.isnan(variances)
    variances[untold] = np.median(variances[~untold]) if not untold.all() else 0.03**2
    return means, variances


def _earliest(tests: list[Change]) -> list[Change]:
    """The tests of the first hour among them."""
    first = min(one.hours for one in tests)
    return [one for one in tests if one.hours == first]


def _change(row: dict[str, str], exercise: str, last_hours: float, correlation: float) -> Change:
    lifters, before, after = int(float(row["n"])), float(row["mean_pre"]), float(row["mean_post"])
    first, second = (_relative_sd(row, when) for when in ("pre", "post"))
    variance = (first**2 + second**2 - 2.0 * correlation * first * second) / lifters
    return Change(
        study=row["study_id"],
        exercise=exercise,
        is_trained=row["perf_grp"] in TRAINED,
        measure=row["outcome_measure"],
        test=row["outcome_specific"],
        hours=float(row["time_hours"]),
        last_hours=last_hours,
        log_ratio=float(np.log(after / before)),
        variance=variance,
    )


def _relative_sd(row: dict[str, str], when: str) -> float:
    """SD between lifters over the mean; NaN where the table has neither it nor the standard error."""
    mean, sd, se = (row[f"{name}_{when}"] for name in ("mean", "sd", "se"))
    if sd:
        return float(sd) / float(mean)
    return float(se) * float(row["n"]) ** 0.5 / float(mean) if se else float("nan")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: value.strip() for name, value in row.items()} for row in csv.DictReader(file)]


if __name__ == "__main__":
    main()
