"""From what a lifter asks of a week to whole numbers: what is due, what recovery allows, where failure may stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from momentary.catalogue import Exercise
from momentary.inference import UnknownExerciseError
from momentary.inference.readiness import Readiness
from momentary.language import say
from momentary.parameters import level_prior
from momentary.prescription.goals import Goal
from momentary.prescription.methods.advice import Advice
from momentary.prescription.next_set import Decision, NextQuestion, next_set
from momentary.prescription.placement import DOUBTFUL, FailureVerdict, least_recovered
from momentary.prescription.session.plan import Prepared, in_order, prepare
from momentary.prescription.training_habits import UsualExercise
from momentary.prescription.week.problem import PARTS, Demand, Task, WeekProblem, Wish
from momentary.prescription.week.question import PlanDay, WeekQuestion
from momentary.quantities import Muscle

MOST_RISE = 0.1
"""By which share a muscle's volume may rise above the usual, one set at least; a judgement [1]."""

DAY_FAILS = 2
"""Most sets to failure in one session that a plan proposes; a judgement."""

_MORE_SETS = 2
_SPENT = 0.9
_LIKING = 10
# What it counts that an exercise stays where it stood, against 60 for half a set of due volume.
_STAYS = 40
_REGARD, _OFTEN = 30.0, 2.0
_DAY_S = 86400.0


@dataclass(frozen=True, slots=True, eq=False)
class WeekTasks:
    """The exercises of a week with their numbers, and those that cannot be planned.

    Args:
        usual: The exercises in the order in which they stand in a session.
        prepared: Their numbers, in the same order.
        refused: Why others cannot be planned, by the name that the lifter types.
    """

    usual: tuple[UsualExercise, ...]
    prepared: tuple[Prepared, ...]
    refused: Mapping[str, Advice]


@dataclass(slots=True)
class FailuresLeft:
    """The failures that a week still has to give.

    Args:
        of_exercise: By slug.
        of_muscle: By muscle.
        of_day: By number of the day.
        a_day: In a session.
    """

    of_exercise: dict[str, int]
    of_muscle: dict[Muscle, int]
    of_day: dict[int, int]
    a_day: int

    @classmethod
    def of(cls, problem: WeekProblem) -> FailuresLeft:
        """Return all failures of a week."""
        of_muscle = {muscle: problem.muscle_fails.get(muscle, 1) for muscle in Muscle}
        return cls({one.slug: one.fails for one in problem.tasks}, of_muscle, {}, problem.day_fails)

    def has(self, exercise: Exercise, day: int) -> bool:
        """Whether there is one for an exercise on a day."""
        muscles = all(self.of_muscle[one] > 0 for one in exercise.primary_muscles)
        return muscles and self.of_exercise[exercise.slug] > 0 and self.of_day.get(day, self.a_day) > 0

    def take(self, exercise: Exercise, day: int) -> None:
        """Count one."""
        self.of_exercise[exercise.slug] -= 1
        self.of_day[day] = self.of_day.get(day, self.a_day) - 1
        for one in exercise.primary_muscles:
            self.of_muscle[one] -= 1


def week_tasks(question: WeekQuestion) -> WeekTasks:
    """Return the exercises of a week with their first sets, loads rounded to the gym, recovery left aside."""
    half_life_s = _DAY_S * level_prior().fatigue.neural_acute.half_life
    found: list[tuple[UsualExercise, Prepared]] = []
    refused: dict[str, Advice] = {}
    for one in question.exercises:
        asked = NextQuestion(
            one.name, one.exercise, question.gym, question.goal, one.sets, wants_failure=False,
            is_gym_told=question.is_gym_told,
        )  # fmt: skip
        try:
            first = next_set(question.summary, asked, at=question.begins)
        except UnknownExerciseError:
            refused[one.name] = Advice(
                say("The log tells too little of its load: log a set or two more, then it can be planned."),
                ("own-log",),
            )
            continue
        if first.decision is Decision.STOP or first.load is None or first.repetitions is None:
            refused[one.name] = first.reasons[0]
            continue
        numbers = prepare(
            first, one.exercise, question.summary, question.posterior, gym=question.gym, at=question.begins,
            most_sets=_most_sets(one), half_life_s=half_life_s, pace=question.habits.pace,
        )  # fmt: skip
        found.append((one, numbers))
    order = in_order([(one.exercise, one.place) for one, _ in found])
    return WeekTasks(
        tuple(found[place][0] for place in order), tuple(found[place][1] for place in order), refused
    )  # fmt: skip


def week_problem(question: WeekQuestion, tasks: WeekTasks, readiness: Sequence[Readiness]) -> WeekProblem:
    """Return a week in whole numbers.

    Args:
        question: What the lifter asks.
        tasks: The exercises with their numbers.
        readiness: How recovered the lifter will be on each day if nothing is done before (day,).
    """
    days = tuple((one.at - question.begins).total_seconds() / _DAY_S for one in question.days)
    made = tuple(
        _task(question, one, numbers, readiness) for one, numbers in zip(tasks.usual, tasks.prepared, strict=True)
    )
    due = _due(made)
    most = {muscle: _most(question, muscle, due[muscle]) for muscle in due}
    muscles = {muscle for one in made for muscle in one.exercise.primary_muscles}
    keep = 0 if question.keep is None else round(100.0 * question.keep)
    return WeekProblem(
        made,
        days,
        tuple(floor(60.0 * one.minutes) for one in question.days),
        {muscle: min(due[muscle], _usual(question, muscle, due[muscle])) for muscle in due},
        most,
        {muscle: question.recovery.gap_days(muscle, probability=DOUBTFUL) for muscle in muscles},
        {one.muscle: _muscle_fails(one.bears, one.lately) for one in question.frequencies},
        DAY_FAILS,
        _demands(question),
        keep,
    )


def limited(problem: WeekProblem, by: Mapping[str, tuple[int, int]], stood: Collection[tuple[str, int]]) -> WeekProblem:
    """Return a week with no more of any exercise than some other week has, and shaped like it as far as that goes.

    Args:
        problem: The week.
        by: Most sets and failures of each exercise, by slug.
        stood: Exercises and days of the other week.
    """
    tasks = tuple(
        replace(
            one,
            due=min(one.due, by.get(one.slug, (0, 0))[0]),
            fails=min(one.fails, by.get(one.slug, (0, 0))[1]),
            liking=tuple(like + _STAYS * ((one.slug, day) in stood) for day, like in enumerate(one.liking)),
        )
        for one in problem.tasks
    )
    return replace(problem, tasks=tasks)


def is_spent(exercise: Exercise, readiness: Readiness) -> bool:
    """Whether a main muscle of an exercise is plainly tired: surely below nine tenths of rested strength."""
    return any(one.high < _SPENT for one in readiness.muscles if one.muscle in exercise.primary_muscles)


def _task(question: WeekQuestion, usual: UsualExercise, numbers: Prepared, readiness: Sequence[Readiness]) -> Task:
    """Return one exercise in whole numbers."""
    exercise, slug = usual.exercise, usual.exercise.slug
    share = max(question.share(usual.name, day) for day in question.days)
    sessions, whole = usual.due(question.days[-1].at)
    if slug in question.contains | question.fails:
        sessions, whole = max(sessions, 1), max(whole, usual.sets)
    due = floor(share * whole + 1e-9)
    due = max(due, 1) if share > 0.0 and sessions else due
    days = tuple(zip(question.days, readiness, strict=True))
    guards = [question.guard(exercise, usual.name, day, one) for day, one in days]
    most = _most_sets(usual)
    weekdays = [usual.weekdays[day.at.weekday()] for day in question.days]
    top = max(*usual.weekdays, 1)
    return Task(
        usual.name, exercise, usual.sets, most, sessions, due,
        tuple(_on_day(question, usual, day, one) for day, one in days),
        question.gym.has(exercise) or not question.is_gym_told,
        tuple(not one.hindrances for one in guards),
        tuple(one.verdict is FailureVerdict.FITS for one in guards),
        _fails(question, usual),
        ceil(numbers.setting_up_s), ceil(numbers.set_s),
        tuple(round(_LIKING * one / top) for one in weekdays),
        round(_REGARD * min(usual.a_week, _OFTEN)), usual.companion,
    )  # fmt: skip


def _most_sets(usual: UsualExercise) -> int:
    """Return the most sets of an exercise in one session: what the lifter has done, not far above the usual."""
    return max(usual.sets, min(usual.most_sets, usual.sets + _MORE_SETS))


def _on_day(question: WeekQuestion, usual: UsualExercise, day: PlanDay, readiness: Readiness) -> int:
    """Return the most sets on a day, as recovery and a deload allow them: none, fewer than usual, or all."""
    if is_spent(usual.exercise, readiness):
        return 0
    most, share = _most_sets(usual), question.share(usual.name, day)
    if share < 1.0:
        most = max(floor(share * usual.sets + 0.5), 1) if share > 0.0 else 0
    chance = least_recovered(usual.exercise, readiness)
    return min(most, max(usual.sets - 1, 1)) if chance is not None and chance < DOUBTFUL else most


def _fails(question: WeekQuestion, usual: UsualExercise) -> int:
    """Return the most failures of an exercise in a week: once, or as often as the lifter does it."""
    if question.goal is Goal.STRENGTH:
        return 0
    return max(1, round(usual.failures))


def _muscle_fails(bears: float, lately: float) -> int:
    """Return the most failures of a muscle in a week: what it bears, and no more than one above what it has had."""
    return max(min(floor(bears), round(lately) + 1), 0)


def _due(tasks: Sequence[Task]) -> dict[Muscle, int]:
    """Return the volume of each muscle that is due, in halves of a set."""
    due: dict[Muscle, int] = {}
    for one in tasks:
        for muscle, parts in one.credit.items():
            due[muscle] = due.get(muscle, 0) + parts * one.due
    return due


def _usual(question: WeekQuestion, muscle: Muscle, due: int) -> int:
    """Return the usual volume of a muscle, or what has to be there where that is asked for, in halves of a set."""
    is_asked = any(
        one.exercise.slug in question.contains | question.fails and muscle in one.exercise.muscles
        for one in question.exercises
    )
    usual = ceil(PARTS * question.habits.volume.get(muscle, 0.0))
    return max(usual, due) if is_asked else usual


def _most(question: WeekQuestion, muscle: Muscle, due: int) -> int:
    """Return the most volume of a muscle, in halves of a set: a little above the usual, one set at least."""
    usual = _usual(question, muscle, due)
    return floor(max(usual * (1.0 + MOST_RISE), usual + PARTS))


def _demands(question: WeekQuestion) -> frozenset[Demand]:
    """Return what the week has to obey."""
    facts = {Demand(one) for one in (Wish.MINUTES, Wish.GYM, Wish.RECOVERY, Wish.SAFETY)}
    wishes = {Demand(Wish.CONTAINS, slug) for slug in question.contains}
    wishes |= {Demand(Wish.FAILS, slug) for slug in question.fails}
    if question.keep is not None:
        wishes.add(Demand(Wish.VOLUME))
    return frozenset(facts | wishes)
