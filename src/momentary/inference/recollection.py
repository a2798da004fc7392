"""What a lifter did lately, kept up to date set by set: a few numbers per exercise, small enough for a phone."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, fields
from math import erfc, exp, pi, sqrt

import numpy as np

from momentary.athlete import Cue
from momentary.athlete.normal import inverse_mills
from momentary.inference.records import RULE_OF_THUMB

LOADS_KEPT = 24
"""Loads, each after so many sets, whose last failure an exercise remembers."""

MOST_BEFORE = 9
"""Later sets of a session count as this one."""

# Judgements, none of them learnt: how far a miss or a typing error may reach, and on what scale distances are told.
_LARGEST_MISS = 8.0
_CREDIBLE_BEYOND = 16.0
_FAR = 1.1
_FORECAST_SD = 2.0
_LONGEST = 60.0
_FARTHEST = 6.0
_STEP = 0.05
_FAR_BELOW = -5.0
_WEEK = 7.0


@dataclass(slots=True)
class Running:
    """A mean of the latest values that forgets: `memory` is how many of them it spans.

    Args:
        memory: Values that it spans.
        count: Weight of the values seen.
        total: Their weighted sum.
        square: Their weighted sum of squares.
    """

    memory: float
    count: float = 0.0
    total: float = 0.0
    square: float = 0.0

    def copy(self) -> Running:
        """Return the same, free to be changed."""
        return Running(self.memory, self.count, self.total, self.square)

    def add(self, value: float) -> None:
        """Take one more value."""
        keep = 1.0 - 1.0 / self.memory
        self.count = keep * self.count + 1.0
        self.total = keep * self.total + value
        self.square = keep * self.square + value * value

    def mean(self, *, worth: float = 0.0, of: float = 0.0) -> float:
        """Return the mean, with `worth` values of size `of` thrown in; NaN where nothing is known."""
        count = self.count + worth
        return (self.total + worth * of) / count if count > 0.0 else float("nan")

    def sd(self, *, worth: float, of: float) -> float:
        """Return the spread, with `worth` values that lie `of` from the mean thrown in."""
        mean = self.total / self.count if self.count > 0.0 else 0.0
        square = max(self.square - self.count * mean * mean, 0.0)
        return float(np.sqrt((square + worth * of * of) / (self.count + worth)))


@dataclass(frozen=True, slots=True)
class Done:
    """A set that was done.

    Args:
        session: Session in the log.
        day: When [days since 1970].
        load: Load as typed, help negative [kg].
        log_moved: Logarithm of the moved load.
        before: Working sets of the exercise before it in the session, at most MOST_BEFORE.
        repetitions: Repetitions done; of no meaning in a set to come.
        is_failure: Whether it ended in failure, or reported with at most YARDSTICK in reserve.
        possible: Repetitions that were possible: those done at a failure, after a stop as many as expected [rep].
        miss: By how much the model missed a failure: done less forecast; zero after a stop [rep].
    """

    session: int
    day: float
    load: float
    log_moved: float
    before: int
    repetitions: float = 0.0
    is_failure: bool = False
    possible: float = 0.0
    miss: float = 0.0


@dataclass(slots=True)
class ExerciseMemory:
    """What is remembered of an exercise: the usual failure, failures by load and set, the last two sessions."""

    habit: Running = field(default_factory=lambda: Running(5.0))
    habit_load: Running = field(default_factory=lambda: Running(5.0))
    by_load: dict[tuple[float, int], tuple[int, float, float]] = field(default_factory=dict)
    last: list[Done] = field(default_factory=list)
    today: list[Done] = field(default_factory=list)

    def copy(self) -> ExerciseMemory:
        """Return the same, free to be changed."""
        running = (self.habit.copy(), self.habit_load.copy())
        return ExerciseMemory(*running, self.by_load.copy(), self.last.copy(), self.today.copy())

    def begin(self, session: int) -> None:
        """Let a session begin: what was today becomes the last one."""
        if self.today and self.today[-1].session != session:
            self.last, self.today = self.today, []


@dataclass(slots=True)
class Recollection:
    """What is remembered of a lifter. Changed in place by `take`; everything else only reads.

    Args:
        misses: Misses of the model at failures: done less forecast [rep].
        first_misses: The same, of first sets of an exercise in a session.
        later_misses: The same, of later ones.
        usual_miss: Their sizes [rep].
        change: By how much a failure differs from the set before at the same load [rep].
        today_misses: Misses of the session that is going on, all counting the same.
        session: That session.
        exercises: Memory of each exercise, by its index in the records.
    """

    misses: Running = field(default_factory=lambda: Running(5.0))
    first_misses: Running = field(default_factory=lambda: Running(20.0))
    later_misses: Running = field(default_factory=lambda: Running(20.0))
    usual_miss: Running = field(default_factory=lambda: Running(20.0))
    change: Running = field(default_factory=lambda: Running(20.0))
    today_misses: Running = field(default_factory=lambda: Running(float("inf")))
    session: int = -1
    exercises: dict[int, ExerciseMemory] = field(default_factory=dict)

    def copied_for(self, exercise: int) -> Recollection:
        """Return the same, free to take sets of one exercise; what is remembered of the others is shared."""
        result = copy(self)
        result.exercises = self.exercises.copy()
        for name in RUNNING:
            setattr(result, name, getattr(self, name).copy())
        if exercise in result.exercises:
            result.exercises[exercise] = result.exercises[exercise].copy()
        return result

    def cues(self, exercise: int, coming: Done) -> tuple[list[float], list[float], list[float], list[float], float]:
        """Return values, distances and ages in days of the cues of a set to come, misses, and the usual miss."""
        nan = float("nan")
        value, distance, age = [nan] * len(Cue), [0.0] * len(Cue), [0.0] * len(Cue)
        before = coming.before
        memory = self.exercises.get(exercise)
        if memory is not None:
            today = memory.today if memory.today and memory.today[-1].session == coming.session else []
            last = memory.last if today else memory.today
            if memory.habit.count > 0.0:
                value[Cue.HABIT] = _carried(memory.habit.mean(), memory.habit_load.mean(), coming.log_moved)
                age[Cue.HABIT] = max(coming.day - max(day for _, day, _ in memory.by_load.values()), 0.0)
                distance[Cue.HABIT] = float(np.log(memory.habit.sd(worth=2.0, of=2.0)))
            seen = memory.by_load.get((coming.load, before))
            if seen is not None and seen[0] != coming.session:
                value[Cue.SAME_LOAD] = seen[2]
                age[Cue.SAME_LOAD] = max(coming.day - seen[1], 0.0)
                distance[Cue.SAME_LOAD] = float(np.log1p(age[Cue.SAME_LOAD] / _WEEK))
            same = next((one for one in last if one.before == before), None)
            if same is not None:
                value[Cue.LAST_SESSION] = _carried(same.possible, same.log_moved, coming.log_moved)
                age[Cue.LAST_SESSION] = max(coming.day - same.day, 0.0)
                distance[Cue.LAST_SESSION] = min(abs(coming.log_moved - same.log_moved) / _STEP, _FARTHEST)
            if today:
                left = today[-1].repetitions + self.change.mean(worth=3.0)
                value[Cue.SET_BEFORE] = _carried(left, today[-1].log_moved, coming.log_moved)
                distance[Cue.SET_BEFORE] = min(abs(coming.log_moved - today[-1].log_moved) / _STEP, _FARTHEST)
        kind = self.later_misses if before else self.first_misses
        misses = [self.misses.mean(worth=1.0), kind.mean(worth=3.0), self._miss_of_others(memory, coming.session)]
        return value, distance, age, misses, self.usual_miss.mean(worth=5.0, of=1.2)

    def _miss_of_others(self, memory: ExerciseMemory | None, session: int) -> float:
        """Return the mean miss in the session's other exercises, two sets of none thrown in: good days and bad."""
        if session != self.session:
            return 0.0
        own = [done for done in (memory.today if memory else ()) if done.is_failure and done.session == session]
        total = self.today_misses.total - sum(done.miss for done in own)
        return total / (self.today_misses.count - len(own) + 2.0)

    def take(self, exercise: int, done: Done, *, forecast: float) -> None:
        """Remember a set, and how far off the model's forecast of it was."""
        memory = self.exercises.setdefault(exercise, ExerciseMemory())
        # A typing error must not become a habit: no set is remembered as far more than could be.
        usual = memory.habit.mean() if memory.habit.count > 0.0 else 0.0
        count = min(done.repetitions, 2.0 * max(forecast, usual, 0.0) + _CREDIBLE_BEYOND)
        memory.begin(done.session)
        if done.session != self.session:
            self.session, self.today_misses = done.session, Running(float("inf"))
        before, miss = done.before, 0.0
        if done.is_failure:
            miss = min(max(count - forecast, -_LARGEST_MISS), _LARGEST_MISS)
            self.misses.add(miss)
            self.today_misses.add(miss)
            (self.later_misses if before else self.first_misses).add(miss)
            self.usual_miss.add(abs(miss))
            if memory.today and abs(memory.today[-1].log_moved - done.log_moved) < 0.01:
                change = count - memory.today[-1].repetitions
                self.change.add(min(max(change, -_LARGEST_MISS), _LARGEST_MISS))
            memory.habit.add(count)
            memory.habit_load.add(done.log_moved)
            memory.by_load.pop((done.load, before), None)
            memory.by_load[done.load, before] = (done.session, done.day, count)
            while len(memory.by_load) > LOADS_KEPT:
                memory.by_load.pop(next(iter(memory.by_load)))
        if before == MOST_BEFORE and memory.today and memory.today[-1].before == before:
            # Endless sessions are remembered by their latest set: a memory stays small.
            miss += memory.today.pop().miss
        possible = count if done.is_failure else possible_repetitions(count, forecast)
        place = (done.session, done.day, done.load, done.log_moved, before)
        memory.today.append(Done(*place, count, done.is_failure, possible, miss))


def _carried(repetitions: float, log_known: float, log_moved: float) -> float:
    """Return repetitions at a load three times or a third of that at which they were done: beyond that by the curve.

    Lifters who change the load by less mostly mean to keep the repetitions, on another machine under the same name.
    """
    apart = log_moved - log_known
    return repetitions - float(np.sign(apart)) * max(abs(apart) - _FAR, 0.0) / RULE_OF_THUMB


def possible_repetitions(done: float, forecast: float) -> float:
    """Return how many repetitions a set held that was stopped: the forecast, given that so many were done [rep]."""
    gap = (min(forecast, _LONGEST) - done) / _FORECAST_SD
    if gap < _FAR_BELOW:
        return done + _FORECAST_SD * (gap + float(inverse_mills(gap)))
    return done + _FORECAST_SD * (gap + sqrt(2.0 / pi) * exp(-0.5 * gap * gap) / erfc(-gap / sqrt(2.0)))


RUNNING = tuple(one.name for one in fields(Recollection) if one.name not in ("session", "exercises"))
"""The running means of a recollection, by name."""
