"""Lifters who never lived: a year of training drawn from the level model, with the truth behind every set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.random import Generator

from momentary.athlete.prior import Prior
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
    Technique,
)


@dataclass(frozen=True, slots=True)
class SyntheticExercise:
    """One exercise of a synthetic lifter, as it truly is.

    Args:
        name: Name as an app would write it.
        one_rm_kg: 1RM at the start; the moved load, body included [kg].
        curve: c [1/rep].
        loss: Log-capacity lost per earlier working set.
        repetitions: Repetitions for which the lifter chooses the load.
        sets: Working sets a session.
        step_kg: Smallest change of load [kg].
        warm_ups: Shares of the working load that are lifted first.
        body_kg: Moved body mass; the added load is then logged [kg].
        yearly_gain: Growth of the log 1RM in the first year.
    """

    name: str
    one_rm_kg: float
    curve: float = 0.0266
    loss: float = 0.03
    repetitions: float = 9.0
    sets: int = 3
    step_kg: float = 2.5
    warm_ups: tuple[float, ...] = ()
    body_kg: float = 0.0
    yearly_gain: float = 0.12


@dataclass(frozen=True, slots=True)
class SyntheticLifter:
    """A lifter, their programme and their habits of training and logging.

    Args:
        exercises: What they do.
        programme: Names of the exercises of each session, by its title; taken in turn.
        weekdays: Days of the week with a session, Monday is 0.
        failure_share: Share of last sets that are taken to failure.
        any_failure_share: The same of the other sets.
        report_share: Share of sets not to failure that are logged with an RPE.
        reserve: Mean repetitions in reserve at stops [rep].
        drop_share: Share of last sets to failure that go on as a drop set.
        missed_share: Share of weeks without training.
        choice_error: How far from the wanted repetitions a load is chosen [rep].
        day_sd: Good and bad days.
        drift_sd: Random walk of the log 1RM [1/sqrt(day)].
        noise_rep: Repetition error at one repetition [rep].
        noise_growth: Its growth per repetition.
        report_error: Error of a reported reserve [rep].
    """

    exercises: tuple[SyntheticExercise, ...]
    programme: Mapping[str, tuple[str, ...]]
    weekdays: tuple[int, ...] = (0, 1, 3, 5)
    failure_share: float = 0.35
    any_failure_share: float = 0.05
    report_share: float = 0.4
    reserve: float = 1.8
    drop_share: float = 0.15
    missed_share: float = 0.06
    choice_error: float = 1.0
    day_sd: float = 0.02
    drift_sd: float = 0.003
    noise_rep: float = 0.6
    noise_growth: float = 0.04
    report_error: float = 0.8


@dataclass(slots=True)
class Truth:
    """What is true of a synthetic log.

    Args:
        one_rm_kg: 1RM on the day of each session, moved load, by exercise: (start, 1RM) pairs.
        repetitions_to_failure: Repetitions that each segment would have given, in the log's order; NaN for later
            links of a chain [rep].
    """

    one_rm_kg: dict[str, list[tuple[datetime, float]]] = field(default_factory=dict)
    repetitions_to_failure: list[float] = field(default_factory=list)


def simulate(
    lifter: SyntheticLifter, *, rng: Generator, start: datetime = datetime(2024, 1, 8), weeks: int = 52
) -> tuple[Log, Truth]:
    """Return a synthetic log and its truth.

    Args:
        lifter: The lifter.
        rng: Source of randomness.
        start: A Monday.
        weeks: How long they train.
    """
    by_name = {exercise.name: exercise for exercise in lifter.exercises}
    level = {name: float(np.log(exercise.one_rm_kg)) for name, exercise in by_name.items()}
    last = dict.fromkeys(by_name, 0)
    truth = Truth()
    sessions: list[Session] = []
    titles = list(lifter.programme)
    for week in range(weeks):
        if rng.random() < lifter.missed_share:
            continue
        for weekday in lifter.weekdays:
            day = 7 * week + weekday
            title = titles[len(sessions) % len(titles)]
            minute = 5 * int(rng.integers(204, 228))
            moment = start + timedelta(days=day, minutes=minute)
            sets: list[Set] = []
            for name in lifter.programme[title]:
                gap = day - last[name]
                gain = by_name[name].yearly_gain * gap / 365.0 * float(np.exp(-0.5 * day / 365.0))
                level[name] += gain + lifter.drift_sd * float(np.sqrt(gap) * rng.standard_normal())
                last[name] = day
                truth.one_rm_kg.setdefault(name, []).append((moment, float(np.exp(level[name]))))
                sets += _sets(lifter, by_name[name], level[name], truth, rng)
            sessions.append(Session(Moment.of(moment), tuple(sets), title=title, duration_s=60.0 * 11 * len(sets) / 3))
    return Log.of(sessions), truth


def _sets(
    lifter: SyntheticLifter, exercise: SyntheticExercise, level: float, truth: Truth, rng: Generator
) -> list[Set]:
    """Return the sets of one exercise in one session."""
    today = level + lifter.day_sd * float(rng.standard_normal())
    wanted = max(exercise.repetitions + lifter.choice_error * float(rng.standard_normal()), 1.0)
    moved = float(np.exp(today - exercise.curve * (wanted + lifter.reserve - 1.0)))
    added = max(round((moved - exercise.body_kg) / exercise.step_kg) * exercise.step_kg, 0.0)
    if exercise.body_kg == 0.0:
        added = max(added, exercise.step_kg)
    sets = []
    for share in exercise.warm_ups:
        warm = max(round(share * added / exercise.step_kg) * exercise.step_kg, exercise.step_kg)
        truth.repetitions_to_failure.append(1.0 + (today - float(np.log(warm + exercise.body_kg))) / exercise.curve)
        sets.append(Set((Segment(exercise.name, Load(warm), 8 if share < 0.6 else 4),), role=Role.WARM_UP))
    for before in range(exercise.sets):
        segment, left = _working_segment(lifter, exercise, today - before * exercise.loss, added, rng, before)
        truth.repetitions_to_failure.append(left)
        chain = [segment]
        if segment.is_failure and before == exercise.sets - 1 and rng.random() < lifter.drop_share and added > 10.0:
            chain += _drops(exercise, added, segment.repetitions or 0, truth)
        sets.append(Set(tuple(chain), role=Role.WORKING))
    return sets


def _working_segment(
    lifter: SyntheticLifter, exercise: SyntheticExercise, capacity: float, added: float, rng: Generator, before: int
) -> tuple[Segment, float]:
    """Return one working segment and the repetitions that it would have given to failure."""
    expected = 1.0 + (capacity - float(np.log(added + exercise.body_kg))) / exercise.curve
    noise = lifter.noise_rep + lifter.noise_growth * max(expected - 1.0, 0.0)
    possible = expected + noise * float(rng.standard_normal())
    share = lifter.failure_share if before == exercise.sets - 1 else lifter.any_failure_share
    load = Load(added) if added > 0.0 else None
    if rng.random() < share:
        done = max(round(possible), 0)
        return Segment(exercise.name, load, done, ending=Ending(EndingKind.FAILURE)), possible
    reserve = float(rng.exponential(lifter.reserve))
    done = max(round(possible - reserve), 1)
    effort = None
    if rng.random() < lifter.report_share:
        call = possible - done + lifter.report_error * float(rng.standard_normal())
        effort = Effort(10.0 - min(max(round(2.0 * call) / 2.0, 0.0), 5.0), EffortScale.RPE)
    return Segment(exercise.name, load, done, effort=effort), possible


def _drops(exercise: SyntheticExercise, added: float, done: int, truth: Truth) -> list[Segment]:
    """Return the later links of a drop set, each lighter by a quarter."""
    links = []
    for link in (1, 2):
        load = max(round(added * 0.75**link / exercise.step_kg) * exercise.step_kg, exercise.step_kg)
        ended = Ending(EndingKind.FAILURE)
        left = max(done - link, 2)
        links.append(
            Segment(exercise.name, Load(load), left, technique=Technique.DROP, ending=ended, rest_before_s=10.0)
        )
        truth.repetitions_to_failure.append(float("nan"))
    return links


def draw_lifter(prior: Prior, *, rng: Generator, exercises: int = 3) -> SyntheticLifter:
    """Return a lifter whose traits are drawn from a prior: for checks that intervals hold."""
    drawn = []
    for number in range(exercises):
        habit = max(prior.choice_mean + 2.0 * float(rng.standard_normal()), 3.0)
        drawn.append(
            SyntheticExercise(
                name=f"Exercise {number + 1}",
                one_rm_kg=float(np.exp(rng.normal(np.log(90.0), 0.4))),
                curve=prior.curve_median * float(np.exp(prior.curve_log_sd * rng.standard_normal())),
                loss=max(prior.loss_mean + prior.loss_sd * float(rng.standard_normal()), 0.0),
                repetitions=habit,
                step_kg=1.0,
                yearly_gain=0.0,
            )
        )
    return SyntheticLifter(
        tuple(drawn),
        {"All": tuple(exercise.name for exercise in drawn)},
        weekdays=(0, 3),
        reserve=float(rng.choice(prior.habits)),
        drop_share=0.0,
        choice_error=prior.choice_error_sd,
        day_sd=prior.day_sd,
        drift_sd=prior.drift_sd,
        noise_rep=prior.noise_rep,
        noise_growth=prior.noise_growth,
        report_error=prior.report_sd,
    )


DEMO_LIFTER = SyntheticLifter(
    exercises=(
        SyntheticExercise("Bench Press (Barbell)", 100.0, 0.0276, 0.035, 7.0, 4, warm_ups=(0.5, 0.75)),
        SyntheticExercise("Squat (Barbell)", 140.0, 0.024, 0.03, 7.0, 4, warm_ups=(0.45, 0.7)),
        SyntheticExercise("Deadlift (Barbell)", 170.0, 0.03, 0.04, 5.0, 3, 5.0, warm_ups=(0.4, 0.6, 0.8)),
        SyntheticExercise("Overhead Press (Barbell)", 62.0, 0.029, 0.035, 8.0, 3, warm_ups=(0.6,)),
        SyntheticExercise("Bent Over Row (Barbell)", 95.0, 0.025, 0.025, 9.0, 3),
        SyntheticExercise("Pull Up", 100.0, 0.03, 0.05, 8.0, 3, body_kg=78.0),
        SyntheticExercise("Lat Pulldown (Cable)", 92.0, 0.024, 0.03, 10.0, 3, 5.0),
        SyntheticExercise("Leg Press", 260.0, 0.019, 0.03, 11.0, 3, 10.0),
        SyntheticExercise("Leg Extension (Machine)", 95.0, 0.022, 0.035, 12.0, 3, 5.0),
        SyntheticExercise("Bicep Curl (Dumbbell)", 24.0, 0.03, 0.04, 10.0, 3, 1.0),
        SyntheticExercise("Triceps Pushdown (Cable - Straight Bar)", 48.0, 0.025, 0.04, 12.0, 3, 2.5),
        SyntheticExercise("Lateral Raise (Dumbbell)", 17.0, 0.024, 0.035, 13.0, 3, 1.0),
    ),
    programme={
        "Upper A": (
            "Bench Press (Barbell)", "Bent Over Row (Barbell)", "Lateral Raise (Dumbbell)", "Bicep Curl (Dumbbell)",
        ),
        "Lower A": ("Squat (Barbell)", "Leg Press", "Leg Extension (Machine)"),
        "Upper B": (
            "Overhead Press (Barbell)", "Pull Up", "Lat Pulldown (Cable)", "Triceps Pushdown (Cable - Straight Bar)",
        ),
        "Lower B": ("Deadlift (Barbell)", "Leg Press", "Leg Extension (Machine)", "Bicep Curl (Dumbbell)"),
    },
)  # fmt: skip
"""The lifter of the demonstration. Their figures are made up, within what the sources call usual."""


def demo_log(seed: int) -> Log:
    """Return a year of the demonstration lifter's training."""
    return simulate(DEMO_LIFTER, rng=np.random.default_rng(seed))[0]
