"""How long a week's plan takes, from the log in memory: at most 2 s are wanted, proven optimal or with the gap stated.

The lifter is invented and ordinary: five days, thirty exercises, two days with a partner, half a year of log.

python benchmarks/benchmark_plan.py
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import exp, log

import numpy as np

from momentary.catalogue import match_log
from momentary.inference import catalogue_traits, fit_and_summarise
from momentary.prescription.frequency import frequencies, neural_warning
from momentary.prescription.gym import usual_gym
from momentary.prescription.learnt.segment_reading import learn_habits
from momentary.prescription.recovery_forecast import recovery_forecast
from momentary.prescription.training_habits import training_habits
from momentary.prescription.week.plan import PlanDay, WeekQuestion, plan_week
from momentary.quantities import (
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    Load,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
)

WANTED_S = 2.0
WEEKS = 26
ROUNDS = 3
CURVE = 0.0266
PARTNER = (1, 4)
SPLIT = {
    0: "Bench Press (Barbell), Incline Bench Press (Dumbbell), Chest Fly (Machine), Triceps Pushdown, "
    "Lateral Raise (Dumbbell), Overhead Triceps Extension (Cable)",
    1: "Deadlift (Barbell), Lat Pulldown (Cable), Seated Row (Machine), Face Pull (Cable), Bicep Curl (Dumbbell), "
    "Hammer Curl (Dumbbell)",
    2: "Squat (Barbell), Leg Press, Leg Extension (Machine), Seated Leg Curl (Machine), "
    "Standing Calf Raise (Machine), Cable Crunch",
    4: "Overhead Press (Barbell), Chest Press (Machine), Cable Crossover, Skullcrusher (Barbell), "
    "Reverse Fly (Machine), Shrug (Dumbbell)",
    5: "Bent Over Row (Barbell), Pulldown (Machine), Romanian Deadlift (Barbell), Hip Thrust (Barbell), "
    "Preacher Curl (Machine), Hip Abductor (Machine)",
}


def lifter(weeks: int = WEEKS, *, seed: int = 3) -> Log:
    """Return the log of somebody who does six exercises on each of five days, some last sets to failure."""
    rng = np.random.default_rng(seed)
    begin = datetime(2024, 1, 1, 18)
    days = {day: names.split(", ") for day, names in SPLIT.items()}
    one_rm = {name: float(rng.uniform(25.0, 140.0)) for names in days.values() for name in names}
    done = []
    for week in range(weeks):
        for day, names in days.items():
            sets = [one for name in names for one in _sets(rng, name, one_rm[name] * exp(0.002 * week))]
            start = Moment.of(begin + timedelta(days=7 * week + day))
            done.append(Session(start, tuple(sets), duration_s=4200.0, body_mass=Load(80.0)))
    return Log.of(done)


def _sets(rng: np.random.Generator, name: str, one_rm: float) -> Iterator[Set]:
    """Yield the sets of an exercise on a day."""
    count = 4 if "Barbell" in name else 3
    load = max(2.5 * round(0.75 * one_rm / 2.5), 2.5)
    today = one_rm * exp(0.02 * rng.standard_normal())
    for number in range(count):
        possible = max(int(1.0 + log(today / load) / CURVE - 0.8 * number), 1)
        fails = number == count - 1 and "Squat" not in name and "Deadlift" not in name and rng.random() < 0.3
        effort = None if fails else Effort(8.0, EffortScale.RPE)
        ending = Ending(EndingKind.FAILURE) if fails else None
        segment = Segment(name, Load(load), possible if fails else max(possible - 2, 1), effort=effort, ending=ending)
        yield Set((segment,), role=Role.WORKING)


def asked(logged: Log, minutes: float) -> WeekQuestion:
    """Return the week that the lifter asks for."""
    matches = match_log(logged)
    exercises = {name: one.exercise for name, one in matches.items()}
    traits = catalogue_traits(matches, log=logged)
    posterior, summary = fit_and_summarise(logged, traits=traits)
    habits = training_habits(logged, exercises)
    assert habits is not None
    monday = (logged.sessions[-1].start.wall + timedelta(days=2)).replace(hour=18, minute=0)
    days = tuple(PlanDay(monday + timedelta(days=one), minutes, one in PARTNER) for one in SPLIT)
    return WeekQuestion(
        summary, posterior, habits, recovery_forecast(posterior.tiredness), usual_gym(), days,
        tuple(one for one in habits.exercises if one.due(days[-1].at)[0]), is_gym_told=False,
        frequencies=frequencies(posterior.tiredness), neural_warning=neural_warning(posterior.tiredness),
        segments=learn_habits(logged, exercises),
    )  # fmt: skip


def main() -> None:
    """Print the figures."""
    logged = lifter()
    began = time.perf_counter()
    plan_week(asked(logged, 90.0))
    print(f"{logged.count_segments()} sets; all of it cold, compilation included: {time.perf_counter() - began:.2f} s")
    is_met = True
    for minutes in (90.0, 75.0, 60.0, 45.0):
        question = asked(logged, minutes)
        plan = plan_week(question)
        took, worked, planning = [], [], []
        for _ in range(ROUNDS):
            began, used = time.perf_counter(), time.process_time()
            question = asked(logged, minutes)
            learnt = time.process_time()
            plan = plan_week(question)
            took.append(time.perf_counter() - began)
            planning.append(time.process_time() - learnt)
            worked.append(time.process_time() - used)
        how = "proven optimal" if plan.is_optimal else f"at most {plan.gap:.1%} below the best"
        sets, failures = sum(plan.sets().values()), sum(plan.failures().values())
        print(
            f"{minutes:.0f} min a day, {len(question.exercises)} exercises: {sets} sets, {failures} to failure, {how}"
        )
        print(
            f"  by the clock {min(took):.2f} s; the processor's own {min(worked):.2f} s, of that {min(planning):.2f} s "
            "for the plan, the rest to learn from the log"
        )
        is_met &= min(worked) <= WANTED_S
    print(f"from the log in memory to a plan within {WANTED_S:g} s of the processor: {'met' if is_met else 'MISSED'}")


if __name__ == "__main__":
    main()
