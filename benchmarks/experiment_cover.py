"""How often the intervals of experiments on oneself hold the truth, and how often experiments stop, and why.

    python benchmarks/experiment_cover.py

Synthetic lifters follow a plan and look every week; an experiment ends at the first look that says so.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date, datetime

import numpy as np
from numpy.random import Generator

from momentary.inference.records import days_of
from momentary.inference.strengths import SessionStrengths
from momentary.prescription import By, ExperimentReading, Plan, Stop, draw_plan, prospects, read_experiment
from momentary.prescription.experiment_reading import DIFFERENCE_SD

START = date(2024, 1, 1)
NAMES = {By.SIDE: ("A", "B"), By.MUSCLE: ("A", "B", "C", "D"), By.WEEK: ("A", "B")}
MUSCLES = {"A": "a", "B": "b", "C": "c", "D": "d"}


def drawn(plan: Plan, difference: float, rng: Generator, *, noise: float) -> list[SessionStrengths]:
    """Return the sessions of a lifter for whom failure gains so much more a week."""
    gains: dict[str, tuple[float, float]] = {}
    found = []
    for unit in plan.units:
        gain, side = gains.setdefault(unit.exercise, (rng.normal(0.0025, 0.003), rng.normal(0.0, 0.001)))
        week = np.arange(0.0, plan.weeks, 1.0 / plan.sessions)
        ahead = {"left": 0.5, "right": -0.5}.get(unit.group, 0.0)
        y = rng.normal(4.5, 0.3) + (gain + ahead * side) * week + difference * plan.exposure(unit, week)
        y += noise * rng.standard_normal(len(week))
        day = days_of(datetime(START.year, START.month, START.day, 18)) + 7.0 * week
        count = len(day)
        found.append(
            SessionStrengths(
                np.arange(count), day, y, np.full(count, 1e-6), y, np.zeros((count, 4)), np.zeros(4), 0.0266, 0.0266
            )
        )
    return found


def last_reading(plan: Plan, strengths: list[SessionStrengths]) -> ExperimentReading:
    """Return the reading at which an experiment ends."""
    for week in range(4, plan.weeks):
        told = read_experiment(plan, strengths, week=float(week))
        if told.stop not in (Stop.GO_ON, Stop.TOO_EARLY):
            return told
    return read_experiment(plan, strengths, week=float(plan.weeks))


def main() -> None:
    """Draw experiments and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--experiments", type=int, default=300)
    parser.add_argument("--weeks", type=int, default=24)
    parser.add_argument("--noise", type=float, default=0.035)
    options = parser.parse_args()
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
