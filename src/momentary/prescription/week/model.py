"""The best week by OR-Tools CP-SAT: which exercise on which day, how many sets, and where failure.

What counts most is as much of the due volume as can be, the first half of every muscle's counting double. Beside that
the exercises that the lifter does most, their own weekdays and numbers of sets, exercises that go together, a day
between sessions of the same muscle, failures where they are cheap, and days of equal length: half a set of due volume
is worth as much as an exercise that the lifter does twice a week, or six that stand on their usual days.

The answer does not depend on how fast the machine is: one worker searches from a fixed seed and a good beginning, and
its limit counts steps; the limit by the clock stands far beyond that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from ortools.sat.python import cp_model

from momentary.language import say
from momentary.prescription.placement import shared_muscles
from momentary.prescription.week.beginning import HALF_SET, beginning, counted
from momentary.prescription.week.problem import Demand, Task, WeekProblem, WeekSolution, Wish
from momentary.quantities import Muscle

_SEED = 6
_STEPS = 0.15
"""Limit of a search, in the solver's own deterministic units: about as many seconds."""
_MORE = 10.0
"""How often as long a search may take that has found nothing by then."""
_CLOCK_S = 5.0
_NEAR_DAYS = 1.5
# What is weighed against half a set of due volume.
_TOGETHER, _APART, _SHORT, _SET, _FAILURE, _MINUTE = 4, 6, 3, 2, 4, 1
_LONGEST_MIN = 10_000


class NoWeekFoundError(ValueError):
    """A search that found no week, nor that there is none."""


@dataclass(slots=True)
class _Week:
    """The variables of a week.

    Args:
        model: The solver's model.
        sets: Sets of a task on a day.
        there: Whether it is done there.
        fails: Whether its last set goes to failure.
        trained: Whether a session is for a muscle.
        volume: Volume of a muscle.
        taken: Seconds of a session.
    """

    model: cp_model.CpModel
    sets: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    there: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    fails: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    trained: dict[tuple[Muscle, int], cp_model.IntVar] = field(default_factory=dict)
    volume: dict[Muscle, cp_model.IntVar] = field(default_factory=dict)
    taken: list[cp_model.LinearExpr | int] = field(default_factory=list)


def solve_week(problem: WeekProblem) -> WeekSolution | None:
    """Return the best week, or None where the wishes leave none.

    Raises:
        NoWeekFoundError: The search ended before it found any.
    """
    week = _built(problem)
    covered = _covered(week, problem)
    week.model.maximize(HALF_SET * covered + _comfort(week, problem))
    begun = _begun(week, problem)
    solver, status = _solved(week.model, _STEPS, begun)
    if status == cp_model.UNKNOWN:
        solver, status = _solved(week.model, _MORE * _STEPS, begun)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        text = say("The search found no week, nor that there is none: ask for fewer exercises or wishes.")
        raise NoWeekFoundError(text)
    sets = {(problem.tasks[task].slug, day): solver.value(one) for (task, day), one in week.sets.items()}
    fails = {(problem.tasks[task].slug, day) for (task, day), one in week.fails.items() if solver.value(one)}
    reached = solver.value(covered)
    whole = counted(problem, problem.due)
    is_proven = status == cp_model.OPTIMAL
    worth = max(solver.objective_value, 1.0)
    return WeekSolution(
        {slot: count for slot, count in sets.items() if count}, frozenset(fails), is_proven or reached >= whole,
        0.0 if is_proven else max(min(solver.best_objective_bound / worth, whole / max(reached, 1)) - 1.0, 0.0),
        reached, solver.wall_time,
    )  # fmt: skip


def is_possible(problem: WeekProblem) -> bool:
    """Whether any week obeys the wishes."""
    return _solved(_built(problem).model, _STEPS)[1] != cp_model.INFEASIBLE


def _solved(
    model: cp_model.CpModel, steps: float, begun: Sequence[int] = ()
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    """Return the solver after its search, and how that ended."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = _SEED
    # Several ways of searching in turn, and the tighter relaxation: one worker finds more so.
    solver.parameters.interleave_search = True
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = steps
    solver.parameters.max_time_in_seconds = _CLOCK_S
    model.clear_hints()  # type: ignore[no-untyped-call]
    for number, value in enumerate(begun):
        model.add_hint(model.get_int_var_from_proto_index(number), value)
    return solver, solver.solve(model)


def _begun(week: _Week, problem: WeekProblem) -> Sequence[int]:
    """Return values of all variables to begin with; none where the beginning does not obey every wish."""
    found, fails = beginning(problem)
    for slot, count in week.sets.items():
        week.model.add_hint(count, found.get(slot, 0))
        week.model.add_hint(week.there[slot], int(slot in found))
        week.model.add_hint(week.fails[slot], int(fails.get(slot[0]) == slot[1]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.fix_variables_to_their_hinted_value = True
    solver.parameters.max_deterministic_time = _STEPS
    if solver.solve(week.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return ()
    return tuple(solver.response_proto.solution)


def _built(problem: WeekProblem) -> _Week:
    """Return the model of a week: its variables, and what they obey."""
    week = _Week(cp_model.CpModel())
    kinds = {one.kind for one in problem.demands}
    for place, task in enumerate(problem.tasks):
        for day in range(len(problem.days)):
            _slot(week, problem, place, day)
        slots = [(place, day) for day in range(len(problem.days))]
        week.model.add(sum(week.there[one] for one in slots) <= task.sessions)
        week.model.add(sum(week.sets[one] for one in slots) <= task.due)
        week.model.add(sum(week.fails[one] for one in slots) <= _most_fails(problem, task))
        if Demand(Wish.CONTAINS, task.slug) in problem.demands:
            week.model.add_bool_or(week.there[one] for one in slots)
        if Demand(Wish.FAILS, task.slug) in problem.demands:
            week.model.add_bool_or(week.fails[one] for one in slots)
    for day, seconds in enumerate(problem.seconds):
        _day(week, problem, day, seconds if Wish.MINUTES in kinds else None)
    _muscles(week, problem)
    if Wish.RECOVERY in kinds:
        _gaps(week, problem)
    return week


def _slot(week: _Week, problem: WeekProblem, place: int, day: int) -> None:
    """Add one exercise on one day."""
    task, model = problem.tasks[place], week.model
    kinds = {one.kind for one in problem.demands}
    most = task.on_day[day] if Wish.RECOVERY in kinds else task.most_sets
    most = 0 if Wish.GYM in kinds and not task.is_there else most
    count = model.new_int_var(0, most, f"sets {place} {day}")
    there, fails = (model.new_bool_var(f"{word} {place} {day}") for word in ("there", "fails"))
    model.add(count <= most * there)
    model.add(count >= min(task.least_sets, task.due) * there)
    model.add_implication(fails, there)
    is_wished = Demand(Wish.FAILS, task.slug) in problem.demands
    if not (task.may_fail[day] or Wish.SAFETY not in kinds) or not (task.is_cheap[day] or is_wished):
        model.add(fails == 0)
    week.sets[place, day], week.there[place, day], week.fails[place, day] = count, there, fails


def _most_fails(problem: WeekProblem, task: Task) -> int:
    """Return how many sets of an exercise may go to failure; a wish allows one."""
    return max(task.fails, 1 if Demand(Wish.FAILS, task.slug) in problem.demands else 0)


def _day(week: _Week, problem: WeekProblem, day: int, seconds: int | None) -> None:
    """Add what holds of a session: its time, its failures, and that failure comes after all sets of its muscles."""
    tasks, model = problem.tasks, week.model
    taken = sum(
        task.setting_up_s * week.there[place, day] + task.set_s * week.sets[place, day]
        for place, task in enumerate(tasks)
    )
    week.taken.append(taken)
    if seconds is not None:
        model.add(taken <= seconds)
    model.add(sum(week.fails[place, day] for place in range(len(tasks))) <= problem.day_fails)
    for first, later in combinations(range(len(tasks)), 2):
        if shared_muscles(tasks[first].exercise, tasks[later].exercise):
            model.add_implication(week.fails[first, day], week.there[later, day].negated())


def _muscles(week: _Week, problem: WeekProblem) -> None:
    """Add the volume of each muscle, and its failures."""
    keep = problem.keep if Demand(Wish.VOLUME) in problem.demands else 0
    for muscle in Muscle:
        terms = [(task.credit[muscle], place) for place, task in enumerate(problem.tasks) if task.credit.get(muscle, 0)]
        if not terms:
            continue
        days = range(len(problem.days))
        volume = week.model.new_int_var(0, problem.most.get(muscle, 0), f"volume {muscle}")
        week.model.add(volume == sum(credit * week.sets[place, day] for credit, place in terms for day in days))
        week.model.add(100 * volume >= keep * problem.due.get(muscle, 0))
        week.volume[muscle] = volume
        mains = [place for place, task in enumerate(problem.tasks) if muscle in task.exercise.primary_muscles]
        if not mains:
            continue
        wished = sum(Demand(Wish.FAILS, problem.tasks[place].slug) in problem.demands for place in mains)
        most = max(problem.muscle_fails.get(muscle, 1), wished)
        week.model.add(sum(week.fails[place, day] for place in mains for day in days) <= most)
        for day in days:
            trained = week.model.new_bool_var(f"trained {muscle} {day}")
            week.model.add_max_equality(trained, [week.there[place, day] for place in mains])
            week.trained[muscle, day] = trained


def _gaps(week: _Week, problem: WeekProblem) -> None:
    """Add the days that a muscle must have between two sessions that are for it."""
    for first, later in combinations(range(len(problem.days)), 2):
        apart = problem.days[later] - problem.days[first]
        for muscle, gap in problem.gaps.items():
            if apart < gap and (muscle, first) in week.trained:
                week.model.add_bool_or(week.trained[muscle, first].negated(), week.trained[muscle, later].negated())


def _covered(week: _Week, problem: WeekProblem) -> cp_model.LinearExpr | int:
    """Return the volume that counts: what is due of every muscle, its first half twice."""
    counted = []
    for muscle, volume in week.volume.items():
        due = problem.due.get(muscle, 0)
        for most in (due, due // 2):
            part = week.model.new_int_var(0, most, f"counted {muscle} {most}")
            week.model.add(part <= volume)
            counted.append(part)
    return sum(counted)


def _comfort(week: _Week, problem: WeekProblem) -> cp_model.LinearExpr | int:
    """Return how well the week suits the lifter: their weekdays and pairs, spread muscles, days of equal length."""
    tasks, model = problem.tasks, week.model
    terms: list[cp_model.LinearExpr | int] = [
        task.liking[day] * week.there[place, day]
        for place, task in enumerate(tasks)
        for day in range(len(problem.days))
    ]
    # A set beyond what is due gains nothing; one fewer than usual on a day breaks the lifter's habit.
    terms += [-_SET * one for one in week.sets.values()]
    for place, task in enumerate(tasks):
        found = model.new_bool_var(f"found {place}")
        model.add(found <= sum(week.there[place, day] for day in range(len(problem.days))))
        terms.append(task.regard * found)
    terms += [_FAILURE * one for one in week.fails.values()]
    for (place, day), there in week.there.items():
        short = model.new_int_var(0, tasks[place].sets, f"short {place} {day}")
        model.add(short >= tasks[place].sets * there - week.sets[place, day])
        terms.append(-_SHORT * short)
    places = {task.slug: place for place, task in enumerate(tasks)}
    for place, task in enumerate(tasks):
        other = None if task.companion is None else places.get(task.companion)
        if other is None:
            continue
        for day in range(len(problem.days)):
            both = model.new_bool_var(f"both {place} {day}")
            model.add_implication(both, week.there[place, day])
            model.add_implication(both, week.there[other, day])
            terms.append(_TOGETHER * both)
    for first, later in combinations(range(len(problem.days)), 2):
        if problem.days[later] - problem.days[first] < _NEAR_DAYS:
            for muscle in {one for one, _ in week.trained}:
                near = model.new_bool_var(f"near {muscle} {first} {later}")
                model.add(near >= week.trained[muscle, first] + week.trained[muscle, later] - 1)
                terms.append(-_APART * near)
    longest = model.new_int_var(0, _LONGEST_MIN, "longest")
    for taken in week.taken:
        model.add(60 * longest >= taken)
    return sum(terms) - _MINUTE * longest
