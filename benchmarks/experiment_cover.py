"""How often the intervals of experiments on oneself hold the truth, and how often experiments stop, and why.

    python benchmarks/experiment_cover.py
    python benchmarks/experiment_cover.py --together

Synthetic lifters follow a plan and look every other week; an experiment ends at the first look that says so. With
`--together` the exercises of a day share a part of its error, and good and bad spells last: intervals are those of the
end, and what is counted besides is how often a lifter without a difference is ever told of one.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date, datetime

import numpy as np
from numpy.random import Generator

from momentary.inference.clock import days_of
from momentary.inference.strengths import SessionStrengths
from momentary.prescription import By, ExperimentReading, Plan, Stop, draw_plan, prospects, read_experiment
from momentary.prescription.experiment.reading import DIFFERENCE_SD

START = date(2024, 1, 1)
NAMES = {By.SIDE: ("A", "B"), By.MUSCLE: ("A", "B", "C", "D"), By.WEEK: ("A", "B")}
MUSCLES = {"A": "a", "B": "b", "C": "c", "D": "d"}
DESIGNS = ((By.WEEK, "ABCD"), (By.WEEK, "AB"), (By.MUSCLE, "ABCD"), (By.SIDE, "A"))
TOGETHER = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.3), (0.7, 0.6), (0.0, 0.6))
"""Share of the error in common, and the correlation of a session's error with that of the session before."""


def drawn(
    plan: Plan, difference: float, rng: Generator, *, noise: float, shared: float = 0.0, lag_one: float = 0.0
) -> list[SessionStrengths]:
    """Return the sessions of a lifter for whom failure gains so much more a week."""
    gains: dict[str, tuple[float, float]] = {}
    found = []
    week = np.arange(0.0, plan.weeks, 1.0 / plan.sessions)
    common = spells(len(week), rng, lag_one=lag_one)
    for unit in plan.units:
        gain, side = gains.setdefault(unit.exercise, (rng.normal(0.0025, 0.003), rng.normal(0.0, 0.001)))
        ahead = {"left": 0.5, "right": -0.5}.get(unit.group, 0.0)
        y = rng.normal(4.5, 0.3) + (gain + ahead * side) * week + difference * plan.exposure(unit, week)
        own = spells(len(week), rng, lag_one=lag_one)
        y += noise * (np.sqrt(shared) * common + np.sqrt(1.0 - shared) * own)
        day = days_of(datetime(START.year, START.month, START.day, 18)) + 7.0 * week
        count = len(day)
        found.append(
            SessionStrengths(
                np.arange(count), day, y, np.full(count, 1e-6), y, np.zeros((count, 4)), np.zeros(4), 0.0266, 0.0266
            )
        )
    return found


def spells(count: int, rng: Generator, *, lag_one: float) -> np.ndarray:
    """Return errors of variance one that resemble the one before."""
    fresh = rng.standard_normal(count)
    for at in range(1, count):
        fresh[at] = lag_one * fresh[at - 1] + np.sqrt(1.0 - lag_one**2) * fresh[at]
    return fresh


def last_reading(plan: Plan, strengths: list[SessionStrengths]) -> ExperimentReading:
    """Return the reading at which an experiment ends."""
    for week in range(4, plan.weeks, 2):
        told = read_experiment(plan, strengths, week=float(week))
        if told.stop not in (Stop.GO_ON, Stop.TOO_EARLY):
            return told
    return read_experiment(plan, strengths, week=float(plan.weeks))


def together(experiments: int, *, weeks: int, noise: float) -> None:
    """Print how often intervals hold where sessions are off together."""
    for by, names in DESIGNS:
        for shared, lag_one in TOGETHER:
            held, false, sd = np.zeros(2), 0, []
            for one in range(experiments):
                rng = np.random.default_rng([one, 23])
                plan = draw_plan(names, by=by, start=START, weeks=weeks, seed=one, sessions=2, muscles=MUSCLES)
                truth = DIFFERENCE_SD * rng.standard_normal()
                strengths = drawn(plan, truth, rng, noise=noise, shared=shared, lag_one=lag_one)
                told = read_experiment(plan, strengths, week=float(weeks))
                held += [low <= truth <= high for low, high in (told.interval_80, told.interval_95)]
                sd.append(told.sd)
                null = drawn(plan, 0.0, rng, noise=noise, shared=shared, lag_one=lag_one)
                false += last_reading(plan, null).stop is Stop.DIFFERENCE
            near, far = held / experiments
            print(
                f"{by:8s}{len(names)} exercises, shared {shared:.0%}, lag one {lag_one:.1f}: 80 %: {near:.1%}  "
                f"95 %: {far:.1%}  stop for a difference that is none {false / experiments:.1%}  SD {np.mean(sd):.2%}",
                flush=True,
            )


def main() -> None:
    """Draw experiments and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--experiments", type=int, default=300)
    parser.add_argument("--weeks", type=int, default=24)
    parser.add_argument("--noise", type=float, default=0.035)
    parser.add_argument("--together", action="store_true")
    options = parser.parse_args()
    if options.together:
        together(options.experiments, weeks=options.weeks, noise=options.noise)
        return
    for by in By:
        for truth in (None, 0.0, 0.005):
            held, ends, weeks = np.zeros(2), Counter[str](), []
            for one in range(options.experiments):
                rng = np.random.default_rng([one, 17])
                plan = draw_plan(
                    NAMES[by], by=by, start=START, weeks=options.weeks, seed=one, sessions=2, muscles=MUSCLES
                )
                difference = DIFFERENCE_SD * rng.standard_normal() if truth is None else truth
                told = last_reading(plan, drawn(plan, difference, rng, noise=options.noise))
                held += [low <= difference <= high for low, high in (told.interval_80, told.interval_95)]
                ends[str(told.stop)] += 1
                weeks.append(told.week)
            title = "like the prior" if truth is None else f"{truth:.1%} a week"
            shares = ", ".join(f"{word} {count / options.experiments:.1%}" for word, count in ends.most_common())
            near, far = held / options.experiments
            print(
                f"{by:8s}{title:16s}80 %: {near:.1%}  95 %: {far:.1%}  weeks {np.mean(weeks):.1f}  {shares}",
                flush=True,
            )
        print(f"{by:8s}half-width at the end: {prospects(plan, noise=options.noise)[-1].half_width:.2%}")


if __name__ == "__main__":
    main()
