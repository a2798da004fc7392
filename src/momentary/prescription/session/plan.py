"""One planned session: its exercises in order, warm-up sets, loads and repetitions, rests, where failure, how long.

A load is what the posterior says, rounded to the gym, as it is on the first day of the week: tiredness never changes
it. Tiredness takes repetitions, sets and failures away, and gives none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp

import numpy as np

from momentary.athlete import Involvement, Work
from momentary.catalogue import Exercise, Kind, LoadBasis, Resistance
from momentary.inference import LevelPosterior, RepetitionForecast, Summary
from momentary.inference.clock import days_of
from momentary.inference.readiness import Readiness
from momentary.inference.records import RULE_OF_THUMB
from momentary.inference.recovering import Planned
from momentary.prescription.goals import AIMS, Aim
from momentary.prescription.gym import Gym
from momentary.prescription.load_outlook import LoadOutlook, load_outlook
from momentary.prescription.methods import Proposal
from momentary.prescription.methods.advice import Advice
from momentary.prescription.next_set import NextSet
from momentary.prescription.placement import Placement, least_recovered, shorter_by
from momentary.quantities import Load

# Conventions, none of them learnt: share of the working load and repetitions of warm-up sets, and what things take.
_RAMP = ((0.4, 8), (0.6, 5), (0.8, 3))
_SHORT_RAMP = ((0.6, 5),)
_LEAST_STEP = 0.05
_REST_STEP_S = 15.0
_SURE = 0.8
_SAME = 1e-6
_SET_S, _WARM_UP_S, _CHANGE_S = 40.0, 60.0, 90.0


@dataclass(frozen=True, slots=True)
class WarmUpSet:
    """A set before the first working set of a heavy lift.

    Args:
        load: The load, as there is in the gym.
        repetitions: Repetitions to do [rep].
    """

    load: Load
    repetitions: int


@dataclass(frozen=True, slots=True, eq=False)
class PlannedSet:
    """A working set of a plan.

    Args:
        load: The load, as there is in the gym.
        repetitions: Repetitions to do, or to expect at failure [rep].
        possible: Repetitions to failure.
        to_failure: Whether it goes to failure.
        rest_s: Rest before it; None before the first of its exercise [s].
    """

    load: Load
    repetitions: int
    possible: RepetitionForecast
    to_failure: bool = False
    rest_s: float | None = None

    @property
    def interval(self) -> tuple[int, int]:
        """Repetitions to failure that hold eight times in ten [rep]."""
        return self.possible.interval(0.8)

    @property
    def reserve(self) -> int:
        """Repetitions that are probably left after it [rep]."""
        return 0 if self.to_failure else max(self.possible.median - self.repetitions, 0)


@dataclass(frozen=True, slots=True, eq=False)
class PlannedExercise:
    """An exercise of a planned session.

    Args:
        name: The exercise as the lifter types it.
        exercise: What it is.
        warm_up: Sets before the first working set.
        sets: The working sets.
        seconds: What it takes in all [s].
        placement: What the guard says of failure on its last set.
        method: How the last set may go on at failure; None where it does not go there, or plainly ends there.
        reasons: Why it is as it is, the weightiest first.
    """

    name: str
    exercise: Exercise
    warm_up: tuple[WarmUpSet, ...]
    sets: tuple[PlannedSet, ...]
    seconds: float
    placement: Placement
    method: Proposal | None = None
    reasons: tuple[Advice, ...] = ()

    @property
    def goes_to_failure(self) -> bool:
        """Whether its last set goes to failure."""
        return self.sets[-1].to_failure

    @property
    def rest_s(self) -> float | None:
        """Rest between its working sets; None where there is one set [s]."""
        return None if len(self.sets) == 1 else self.sets[1].rest_s

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of advice in it."""
        told = () if self.method is None else self.method.sentences()
        return (*self.reasons, *self.placement.sentences(), *told)


@dataclass(frozen=True, slots=True, eq=False)
class PlannedSession:
    """A session of a planned week.

    Args:
        at: When it begins.
        budget_s: How long it may take [s].
        has_partner: Whether somebody is there to help.
        exercises: What is to be done, in order.
        readiness: How recovered the lifter is expected to be, the sessions before it done.
        reasons: Why it is as it is.
    """

    at: datetime
    budget_s: float
    has_partner: bool
    exercises: tuple[PlannedExercise, ...]
    readiness: Readiness
    reasons: tuple[Advice, ...] = ()

    @property
    def seconds(self) -> float:
        """What it takes [s]."""
        return sum(one.seconds for one in self.exercises)

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of advice in it."""
        return (*self.reasons, *(one for each in self.exercises for one in each.sentences()))


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An exercise with the numbers that hold for it all week.

    Args:
        name: How the lifter types it.
        exercise: What it is.
        first: Its first set, with the reasons for it.
        steps: Its sets one after the other, the lifter being recovered and stopping short of failure.
        warm_up: Sets before the first working set.
        aim: What the goal asks of a set.
        rest_s: Rest between its sets [s].
        pace: Time that the lifter takes beside what is assumed [1].
    """

    name: str
    exercise: Exercise
    first: NextSet
    steps: tuple[PlannedSet, ...]
    warm_up: tuple[WarmUpSet, ...]
    aim: Aim
    rest_s: float
    pace: float

    @property
    def setting_up_s(self) -> float:
        """What it takes before the first working set [s]."""
        return self.pace * (_CHANGE_S + _WARM_UP_S * len(self.warm_up))

    @property
    def set_s(self) -> float:
        """What a set takes with its rest [s]."""
        return self.pace * (_SET_S + self.rest_s)

    def sets(self, count: int, *, fewer: int, to_failure: bool) -> tuple[PlannedSet, ...]:
        """Return working sets.

        Args:
            count: How many, up to the most in a session.
            fewer: Repetitions to take off each set that stops short [rep].
            to_failure: Whether the last one goes to failure.
        """
        found = [replace(one, repetitions=max(one.repetitions - fewer, 1)) for one in self.steps[:count]]
        if to_failure:
            last = found[-1]
            found[-1] = replace(last, repetitions=max(last.possible.median, 1), to_failure=True)
        return tuple(found)

    def seconds(self, count: int, *, warm_ups: int) -> float:
        """Return what so many sets after so many warm-up sets take in all [s].

        The rest after the last set counts: a method that goes on at failure takes no longer.
        """
        return self.pace * (_CHANGE_S + _WARM_UP_S * warm_ups) + count * self.set_s

    def works(self, sets: Sequence[PlannedSet], *, begins: datetime, session: int) -> Iterator[Planned]:
        """Yield planned sets as fatigue sees them."""
        involvement = Involvement.of(self.exercise.muscles)
        time = begins + timedelta(seconds=self.setting_up_s)
        for one in sets:
            time += timedelta(seconds=self.set_s)
            possible = float(max(one.possible.median, 1))
            share = exp(-RULE_OF_THUMB * (possible - 1.0))
            left = 0.0 if one.to_failure else max(possible - one.repetitions, 0.0)
            yield Planned(involvement, Work(days_of(time), session, float(one.repetitions), left, share))


def prepare(
    first: NextSet, exercise: Exercise, summary: Summary, posterior: LevelPosterior, *,
    gym: Gym, at: datetime, most_sets: int, half_life_s: float, pace: float, outlook: LoadOutlook | None = None,
) -> Prepared:  # fmt: skip
    """Return an exercise with the numbers that hold for it all week.

    Args:
        first: Its first set.
        exercise: What it is.
        summary: What is known of the lifter.
        posterior: The same: what sets cost the ones after them.
        gym: What there is.
        at: The beginning of the week.
        most_sets: Most sets in a session.
        half_life_s: Half-life of what a set leaves for minutes [s].
        pace: Time that the lifter takes beside what is assumed [1].
        outlook: What the first set would give at any load; for a session that begins then if not given.
    """
    assert first.load is not None
    medians = [
        posterior.repetitions_to_failure(first.name, first.load.kg, at=at, after_sets=number).median
        for number in range(max(most_sets, 1))
    ]
    # More repetitions after more sets is chance, not a forecast: a drop never shrinks.
    drops = np.maximum.accumulate(np.maximum(medians[0] - np.array(medians), 0)).astype(int).tolist()
    aim = AIMS[first.goal]
    rest_s = _REST_STEP_S * round(aim.half_lives * half_life_s / _REST_STEP_S)
    there = load_outlook(summary, first.name, at=at) if outlook is None else outlook
    steps = _steps(first, there, aim, drops, loads=_easier(exercise, gym, there, first.load), rest_s=rest_s)
    return Prepared(
        first.name, exercise, first, steps, warm_up(exercise, first.load, gym), aim, rest_s, pace
    )  # fmt: skip


def _easier(exercise: Exercise, gym: Gym, outlook: LoadOutlook, load: Load) -> list[Load]:
    """Return a load and those in the gym that are easier, the hardest first."""
    here = outlook.log_moved(load.kg)
    moved = [(outlook.log_moved(one), one) for one in gym.loads_kg(exercise) if one > 0.0 or outlook.body_kg > 0.0]
    lighter = sorted(((felt, one) for felt, one in moved if felt < here - _SAME), reverse=True)
    return [load, *(gym.told(one) for _, one in lighter)]


def _steps(
    first: NextSet, outlook: LoadOutlook, aim: Aim, drops: Sequence[int], *, loads: Sequence[Load], rest_s: float
) -> tuple[PlannedSet, ...]:
    """Return the sets of a session: the load stays until fewer repetitions than the goal asks for would go."""
    assert first.repetitions is not None
    place, found = 0, []
    forecasts = [outlook.forecast(loads[0].kg)]
    for number, drop in enumerate(drops):
        while True:
            possible = shifted(forecasts[place], drop)
            held = min(possible.median - aim.reserve, possible.quantile(1.0 - _SURE))
            told = first.repetitions - drop if place == 0 else min(held, aim.high)
            if told >= aim.low - 1 or number == 0 or place + 1 == len(loads):
                break
            place += 1
            forecasts.append(outlook.forecast(loads[place].kg))
        count = max(min(told, first.repetitions if place == 0 else aim.high), 1)
        found.append(PlannedSet(loads[place], count, possible, rest_s=None if number == 0 else rest_s))
    return tuple(found)


def warm_up(exercise: Exercise, load: Load, gym: Gym) -> tuple[WarmUpSet, ...]:
    """Return the sets before the first working set: a ramp to free compound lifts, one set to other compound ones.

    Empty where the body is most of the load: there is nothing lighter to begin with.
    """
    if exercise.kind is not Kind.COMPOUND or exercise.load_basis not in (LoadBasis.TOTAL, LoadBasis.PER_HAND):
        return ()
    is_heavy = exercise.resistance is Resistance.FREE_WEIGHT
    found: list[WarmUpSet] = []
    least = 0.0
    for share, count in _RAMP if is_heavy else _SHORT_RAMP:
        lighter = gym.down(exercise, share * load.kg)
        if lighter is None or lighter.kg <= least + _LEAST_STEP * load.kg:
            continue
        found.append(WarmUpSet(lighter, count))
        least = lighter.kg
    return tuple(found)


def fewer_repetitions(exercise: Exercise, readiness: Readiness) -> int:
    """Return by how many repetitions a set is shorter for want of recovery: none, one or two [rep]."""
    return shorter_by(least_recovered(exercise, readiness))


def shifted(forecast: RepetitionForecast, fewer: int) -> RepetitionForecast:
    """Return a forecast of so many repetitions fewer; what falls below none counts as none."""
    if fewer <= 0:
        return forecast
    pmf = forecast.pmf
    kept = pmf[fewer:].copy() if fewer < len(pmf) else np.zeros(1)
    kept[0] += pmf[:fewer].sum()
    return RepetitionForecast(kept)


def in_order(exercises: Sequence[tuple[Exercise, float]]) -> tuple[int, ...]:
    """Return the order in which exercises stand in a session: compound before isolation, then as the lifter does it.

    Args:
        exercises: Each with its usual place in the lifter's sessions, from 0 to 1.
    """
    keys = [(one.kind is not Kind.COMPOUND, place, one.slug) for one, place in exercises]
    return tuple(sorted(range(len(keys)), key=keys.__getitem__))
