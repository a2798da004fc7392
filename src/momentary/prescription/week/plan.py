"""A lifter's next week: which exercises on which of their days, how many sets, where failure, and why.

The plan begins with what the lifter has done of late and fits it to the days, the minutes, the gym and the recovery
that are there. It is worked out twice: for the lifter as they are, and for the same lifter without any fatigue. As
they are, no exercise gets more sets, more failures or more load than without fatigue; and the week keeps the shape
of the rested one where it can, so that more tiredness takes away instead of moving things about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from momentary.inference.readiness import Readiness
from momentary.inference.recovering import Planned
from momentary.prescription.deload.plan import lightened
from momentary.prescription.methods import DropSet, NotPossibleError, Proposal, RestPause, Situation
from momentary.prescription.methods.advice import Advice
from momentary.prescription.placement import ComingSets, shared_muscles
from momentary.prescription.recovery_forecast import RecoveryForecast
from momentary.prescription.session.plan import (
    PlannedExercise,
    PlannedSession,
    PlannedSet,
    Prepared,
    fewer_repetitions,
)
from momentary.prescription.week.clash import ImpossibleWeekError, clash, nothing_fits, nothing_to_plan, refused
from momentary.prescription.week.model import solve_week
from momentary.prescription.week.problem import WeekProblem, WeekSolution
from momentary.prescription.week.question import PlanDay, WeekQuestion
from momentary.prescription.week.tasks import FailuresLeft, WeekTasks, limited, week_problem, week_tasks
from momentary.prescription.week.words import LeftOut, exercise_reasons, left_out, session_reasons, week_reasons
from momentary.quantities import Muscle

__all__ = ["ImpossibleWeekError", "MuscleVolume", "PlanDay", "WeekPlan", "WeekQuestion", "plan_week"]

_SUPPORTED = (DropSet(1), RestPause())


@dataclass(frozen=True, slots=True)
class MuscleVolume:
    """What a week has for a muscle, in fractional sets: one where it is primary, half where it helps.

    Args:
        muscle: The muscle.
        usual: Sets a week of late [set/week].
        planned: Sets of the plan [set/week].
        failures: Sets to failure of the plan for which it is a main muscle.
    """

    muscle: Muscle
    usual: float
    planned: float
    failures: int


@dataclass(frozen=True, slots=True, eq=False)
class WeekPlan:
    """A planned week.

    Args:
        sessions: The sessions, one for each day that was given, in order; a day may have none.
        volume: What each muscle gets, the one with most first.
        left_out: Exercises that were due and have fewer sets than that, or none.
        reasons: Why the week is as it is.
        is_optimal: Whether no week that obeys the same holds more of the due volume, proven.
        gap: How much more of the due volume another week could hold at most [1].
        search_s: What the search took [s].
    """

    sessions: tuple[PlannedSession, ...]
    volume: tuple[MuscleVolume, ...]
    left_out: tuple[LeftOut, ...]
    reasons: tuple[Advice, ...]
    is_optimal: bool
    gap: float
    search_s: float

    def sets(self) -> dict[str, int]:
        """Return the working sets of the week by typed name."""
        found: dict[str, int] = {}
        for session in self.sessions:
            for one in session.exercises:
                found[one.name] = found.get(one.name, 0) + len(one.sets)
        return found

    def failures(self) -> dict[str, int]:
        """Return the sets to failure of the week by typed name; only exercises that have one."""
        found: dict[str, int] = {}
        for session in self.sessions:
            for one in session.exercises:
                if one.goes_to_failure:
                    found[one.name] = found.get(one.name, 0) + 1
        return found

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of advice in it."""
        told = (one for session in self.sessions for one in session.sentences())
        return (*self.reasons, *(one.why for one in self.left_out), *told)


def plan_week(question: WeekQuestion) -> WeekPlan:
    """Return a lifter's next week.

    Args:
        question: What they ask, and what is known of them.

    Raises:
        ImpossibleWeekError: The wishes leave no week; it says which of them clash.
    """
    tasks = week_tasks(question)
    impossible = refused(question, tasks)
    if impossible is not None:
        raise impossible
    if not tasks.usual:
        raise nothing_to_plan(tasks)
    forecast = [question.recovery.readiness(day.at) for day in question.days]
    problem = week_problem(question, tasks, forecast)
    problem, solution = _solved(question, tasks, problem)
    if not solution.sets:
        raise nothing_fits(question, problem)
    sessions = _sessions(question, tasks, problem, solution, question.recovery)
    return WeekPlan(
        sessions,
        _volume(question, sessions),
        left_out(tasks, problem, sessions, forecast),
        week_reasons(question, sessions),
        solution.is_optimal,
        solution.gap,
        solution.search_s,
    )


def _solved(question: WeekQuestion, tasks: WeekTasks, problem: WeekProblem) -> tuple[WeekProblem, WeekSolution]:
    """Return the best week of a lifter as they are, which has nothing more than that of the same lifter rested.

    The week is given back as it was limited by that.
    """
    fresh = question.recovery.rested()
    ideal = week_problem(question, tasks, [fresh.readiness(day.at) for day in question.days])
    if ideal == problem:
        solution = solve_week(problem)
        if solution is None:
            raise clash(question, problem)
        return problem, solution
    rested = solve_week(ideal)
    if rested is None:
        raise clash(question, ideal)
    most = _most(question, tasks, _sessions(question, tasks, ideal, rested, fresh, is_whole=False))
    own = limited(problem, most, rested.sets.keys())
    solution = solve_week(own)
    if solution is None:
        raise clash(question, problem)
    # The limits come from the rested week: what that may lack, this one may lack as well.
    solution = replace(
        solution, is_optimal=rested.is_optimal and solution.is_optimal, gap=max(rested.gap, solution.gap),
        search_s=rested.search_s + solution.search_s,
    )  # fmt: skip
    return own, solution


def _most(question: WeekQuestion, tasks: WeekTasks, rested: Sequence[PlannedSession]) -> dict[str, tuple[int, int]]:
    """Return the most sets and failures of each exercise that the lifter as they are may have, by slug.

    The sets are those of the rested week. Of its failures those count that the guard would allow the lifter as they
    are if they did that very week: where the week is shifted, a failure that falls away is not given to another one.
    """
    numbers = {one.exercise.slug: one for one in tasks.prepared}
    most: dict[str, tuple[int, int]] = {}
    done: list[Planned] = []
    for number, (day, session) in enumerate(zip(question.days, rested, strict=True)):
        readiness, begins = question.recovery.readiness(day.at, done), day.at
        for place, one in enumerate(session.exercises):
            coming = tuple(
                ComingSets(each.name, each.exercise, len(each.sets)) for each in session.exercises[place + 1 :]
            )
            stands = one.goes_to_failure and question.guard(one.exercise, one.name, day, readiness, coming).is_allowed
            sets, fails = most.get(one.exercise.slug, (0, 0))
            most[one.exercise.slug] = (sets + len(one.sets), fails + stands)
            at = question.recovery.memory.state.session + 1 + number
            done += numbers[one.exercise.slug].works(one.sets, begins=begins, session=at)
            begins += timedelta(seconds=one.seconds)
    return most


def _sessions(
    question: WeekQuestion,
    tasks: WeekTasks,
    problem: WeekProblem,
    solution: WeekSolution,
    recovery: RecoveryForecast,
    *,
    is_whole: bool = True,
) -> tuple[PlannedSession, ...]:
    """Return the sessions with their loads and repetitions; recovery goes on with what is done in the ones before.

    Args:
        question: What the lifter asks.
        tasks: The exercises with their numbers.
        problem: The week in whole numbers: how many failures it may have.
        solution: What stands where.
        recovery: How the lifter recovers.
        is_whole: Whether methods are chosen; not where only sets and failures are asked for.
    """
    done: list[Planned] = []
    found = []
    left = FailuresLeft.of(problem)
    by_slug = {one.exercise.slug: one.exercise for one in tasks.prepared}
    for slug, number in solution.failures:
        left.take(by_slug[slug], number)
    for number, day in enumerate(question.days):
        readiness = recovery.readiness(day.at, done)
        there = [one for one in tasks.prepared if solution.sets.get((one.exercise.slug, number), 0)]
        begins, exercises = day.at, []
        for place, one in enumerate(there):
            coming = tuple(
                ComingSets(later.name, later.exercise, solution.sets[later.exercise.slug, number])
                for later in there[place + 1 :]
            )
            # A wish is placed by the search alone: where it failed first it would fail before its own day.
            is_set = (one.exercise.slug, number) in solution.failures
            may_fail = is_set or (one.exercise.slug not in question.fails and left.has(one.exercise, number))
            is_warm = any(shared_muscles(one.exercise, before.exercise) for before in there[:place])
            slot = _Slot(one, solution.sets[one.exercise.slug, number], may_fail, is_warm, coming)
            exercises.append(_exercise(question, slot, day, readiness, is_whole=is_whole))
            if exercises[-1].goes_to_failure and not is_set:
                left.take(one.exercise, number)
            session = recovery.memory.state.session + 1 + number
            done += one.works(exercises[-1].sets, begins=begins, session=session)
            begins += timedelta(seconds=exercises[-1].seconds)
        reasons = session_reasons(exercises, readiness)
        found.append(PlannedSession(day.at, 60.0 * day.minutes, day.has_partner, tuple(exercises), readiness, reasons))
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Slot:
    """An exercise on a day.

    Args:
        one: Its numbers.
        count: Its working sets.
        may_fail: Whether the week has a failure left for its last set.
        is_warm: Whether its muscles have worked before in the session.
        coming: What comes after it.
    """

    one: Prepared
    count: int
    may_fail: bool
    is_warm: bool
    coming: tuple[ComingSets, ...]


def _exercise(
    question: WeekQuestion, slot: _Slot, day: PlanDay, readiness: Readiness, *, is_whole: bool
) -> PlannedExercise:
    """Return an exercise of a session."""
    one = slot.one
    slug = one.exercise.slug
    placement = question.guard(one.exercise, one.name, day, readiness, slot.coming)
    if slot.may_fail and slug in question.fails and not placement.hindrances:
        placement = placement.overruled(because="wished for in the plan", at=day.at)
    fails = slot.may_fail and placement.is_allowed
    sets = one.sets(slot.count, fewer=fewer_repetitions(one.exercise, readiness), to_failure=fails)
    warm_up = one.warm_up[-1:] if slot.is_warm else one.warm_up
    method = _method(question, slot, day) if fails and is_whole else None
    return PlannedExercise(
        one.name, one.exercise, warm_up, _eased(question, sets, one, day),
        one.seconds(slot.count, warm_ups=len(warm_up)), placement, method,
        exercise_reasons(question, one, day, placement, readiness, fails=fails),
    )  # fmt: skip


def _eased(question: WeekQuestion, sets: tuple[PlannedSet, ...], one: Prepared, day: PlanDay) -> tuple[PlannedSet, ...]:
    """Return sets at the loads that a deload leaves; their repetitions stay, so that more are left."""
    share = question.load_share(one.name, day)
    if share >= 1.0:
        return sets
    loads = [lightened(each.load, share, exercise=one.exercise, gym=question.gym) or each.load for each in sets]
    return tuple(replace(each, load=load) for each, load in zip(sets, loads, strict=True))


def _method(question: WeekQuestion, slot: _Slot, day: PlanDay) -> Proposal | None:
    """Return how a last set may go on at failure: what is to be tried on a plateau, or what costs least.

    Of methods only those come into question that trials found as good as straight sets; None where none fits.
    """
    one = slot.one
    situation = Situation(
        one.name, one.exercise, one.steps[slot.count - 1].load, question.gym_of(day), question.posterior,
        question.segments, at=question.begins, after_sets=slot.count - 1, is_recovered=True,
        help_shares=question.help_shares, is_gym_told=question.is_gym_told,
    )  # fmt: skip
    tried = question.stimuli.get(one.exercise.slug)
    methods = _SUPPORTED if tried is None or tried.method is None else (tried.method,)
    found = []
    for place, method in enumerate(methods):
        if method.fits(situation).is_possible and not method.particular(situation).doubts:
            try:
                proposal = method.propose(situation)
            except NotPossibleError:
                continue
            found.append((proposal.cost.ratio, place, proposal))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _volume(question: WeekQuestion, sessions: Sequence[PlannedSession]) -> tuple[MuscleVolume, ...]:
    """Return what the week has for each muscle."""
    planned: dict[Muscle, float] = {}
    failures: dict[Muscle, int] = {}
    for one in (each for session in sessions for each in session.exercises):
        for muscle, share in one.exercise.shares:
            planned[muscle] = planned.get(muscle, 0.0) + share * len(one.sets)
        for muscle in one.exercise.primary_muscles if one.goes_to_failure else ():
            failures[muscle] = failures.get(muscle, 0) + 1
    usual = question.habits.volume
    muscles = sorted({*planned, *usual}, key=lambda one: (-planned.get(one, 0.0), -usual.get(one, 0.0), one))
    return tuple(MuscleVolume(one, usual.get(one, 0.0), planned.get(one, 0.0), failures.get(one, 0)) for one in muscles)
