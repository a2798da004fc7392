"""Wishes that leave no week, explained: the smallest set of them that clash, with the facts and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import ceil

from momentary.language import listed, mark, say, weekday
from momentary.prescription.methods.advice import Advice
from momentary.prescription.week.model import is_possible
from momentary.prescription.week.problem import Demand, Task, WeekProblem, Wish
from momentary.prescription.week.question import WeekQuestion
from momentary.prescription.week.tasks import WeekTasks

_SMALL = 2
_FACTS = (Wish.MINUTES, Wish.GYM, Wish.RECOVERY, Wish.SAFETY)
_NEXT = {
    Wish.MINUTES: mark("give more minutes, or more days"),
    Wish.GYM: mark("`momentary gym` says what there is"),
    Wish.RECOVERY: mark("begin later, or take days that lie further apart"),
    Wish.SAFETY: mark("name a day with a partner, or tell `momentary gym` of pins"),
    Wish.CONTAINS: mark("leave an exercise out"),
    Wish.FAILS: mark("let it end short of failure"),
    Wish.VOLUME: mark("keep less of your usual volume"),
}


class ImpossibleWeekError(ValueError):
    """Wishes that leave no week: the message says which clash, why, and what to do.

    Args:
        message: All of it in a sentence or two.
        clashing: The wishes, as few as clash.
        reasons: The same with their evidence.
    """

    def __init__(self, message: str, clashing: frozenset[Demand], reasons: tuple[Advice, ...]) -> None:
        super().__init__(message)
        self.clashing = clashing
        self.reasons = reasons


def clash(question: WeekQuestion, problem: WeekProblem) -> ImpossibleWeekError:
    """Return what to say of a week that cannot be: the fewest wishes that together leave none."""
    found = _smallest(problem)
    if found == {Demand(Wish.VOLUME)}:
        return _too_much(problem)
    order = sorted(found, key=lambda one: (one.kind in _FACTS, list(Wish).index(one.kind), one.slug or ""))
    told = [_told(question, problem, one) for one in order]
    first, *others = dict.fromkeys(say(_NEXT[one.kind]) for one in order)
    steps = first
    for one in others:
        steps = say("{step}, or {other}", step=steps, other=one)
    wishes = say("{wishes} clash", wishes=listed(told))
    if len(told) == 1:
        wishes = say("{wish} cannot be", wish=told[0])
    message = say("No such week: {wishes}. {steps}.", wishes=wishes, steps=_capital(steps))
    return ImpossibleWeekError(message, found, (Advice(message, ("own-plan", "own-words")),))


def nothing_to_plan(tasks: WeekTasks) -> ImpossibleWeekError:
    """Return what to say where no exercise can be planned."""
    why = "; ".join(f"{name}: {one.text}" for name, one in tasks.refused.items())
    fact = why or say("The log has no working set of a strength exercise in its last six weeks.")
    message = say(
        "There is nothing to plan. {fact} Log some sets, or name exercises of the log with --with.", fact=fact
    )
    return ImpossibleWeekError(message, frozenset(), (Advice(message, ("own-plan", "own-log")),))


def refused(question: WeekQuestion, tasks: WeekTasks) -> ImpossibleWeekError | None:
    """Return what to say where an exercise that has to be in the week cannot be; None where all can."""
    for one in question.exercises:
        slug, why = one.exercise.slug, tasks.refused.get(one.name)
        if why is None or slug not in question.contains | question.fails:
            continue
        kind = Wish.FAILS if slug in question.fails else Wish.CONTAINS
        is_missing = not question.gym.has(one.exercise)
        clashing = {Demand(kind, slug), *([Demand(Wish.GYM)] if is_missing else [])}
        step = _NEXT[Wish.GYM] if is_missing else _NEXT[Wish.CONTAINS]
        message = say(
            "No such week: '{exercise}' cannot be in it. {why} {step}.",
            exercise=one.name, why=why.text, step=_capital(say(step)),
        )  # fmt: skip
        return ImpossibleWeekError(message, frozenset(clashing), (Advice(message, why.claims),))
    return None


def nothing_fits(question: WeekQuestion, problem: WeekProblem) -> ImpossibleWeekError:
    """Return what to say where not one exercise fits into any day."""
    there = [task for task in problem.tasks if task.is_there]
    able = [task for task in there if any(task.on_day)]
    if not there:
        kind, fact = Wish.GYM, say("the gym has nothing for any exercise that is due")
    elif not able:
        kind, fact = Wish.RECOVERY, say("every exercise that is due is too tired on all of these days")
    else:
        least = min(task.setting_up_s + task.set_s * min(task.least_sets, max(task.due, 1)) for task in able)
        fact = say(
            "{minutes} hold no exercise: the shortest takes {least}",
            minutes=_minutes(question), least=ceil(least / 60.0),
        )  # fmt: skip
        kind = Wish.MINUTES
    message = say("No such week: {wishes}. {steps}.", wishes=fact, steps=_capital(say(_NEXT[kind])))
    keys = {Wish.GYM: "own-loads", Wish.RECOVERY: "own-readiness", Wish.MINUTES: "own-plan"}
    return ImpossibleWeekError(message, frozenset({Demand(kind)}), (Advice(message, (keys[kind],)),))


def _too_much(problem: WeekProblem) -> ImpossibleWeekError:
    """Return what to say where no week keeps so much of the usual volume, even with nothing else wished."""
    alone = problem.without(frozenset({Demand(Wish.VOLUME)}))
    most, least_not = 0, problem.keep
    while least_not - most > 1:
        middle = (most + least_not) // 2
        if is_possible(replace(alone, keep=middle)):
            most = middle
        else:
            least_not = middle
    message = say(
        "No such week: {keep} % of the usual volume of every muscle is more than these days can hold, with the sets "
        "and sessions that your exercises usually have; {most} % is not. Keep less of your usual volume, or give more "
        "days.",
        keep=problem.keep,
        most=most,
    )
    return ImpossibleWeekError(message, frozenset({Demand(Wish.VOLUME)}), (Advice(message, ("own-plan", "own-words")),))


def _smallest(problem: WeekProblem) -> frozenset[Demand]:
    """Return the fewest wishes that clash: one or two where so few do, else as many as none of can be left out."""
    demands = sorted(problem.demands, key=lambda one: (list(Wish).index(one.kind), one.slug or ""))
    for count in range(1, _SMALL + 1):
        for some in combinations(demands, count):
            if not is_possible(problem.without(frozenset(some))):
                return frozenset(some)
    kept = list(demands)
    for one in demands:
        fewer = [other for other in kept if other != one]
        if not is_possible(problem.without(frozenset(fewer))):
            kept = fewer
    return frozenset(kept)


def _told(question: WeekQuestion, problem: WeekProblem, one: Demand) -> str:
    """Return a wish with its fact, in words."""
    if one.slug is not None:
        task = next(each for each in problem.tasks if each.slug == one.slug)
        if one.kind is Wish.FAILS:
            return say("'{exercise}' to failure", exercise=task.name)
        return say("'{exercise}' in the week", exercise=task.name)
    if one.kind is Wish.MINUTES:
        return _minutes(question)
    if one.kind is Wish.VOLUME:
        return say("{keep} % of your usual volume for every muscle", keep=problem.keep)
    if one.kind is Wish.GYM:
        missing = [task.exercise.equipment.label for task in problem.tasks if not task.is_there]
        if not missing:
            return say("what the gym has")
        lacking = ", ".join(say("no {equipment}", equipment=one) for one in dict.fromkeys(missing))
        return say("what the gym has ({lacking})", lacking=lacking)
    if one.kind is Wish.SAFETY:
        return _safety(question, [task for task in problem.tasks if task.slug in question.fails])
    return say("your recovery")


def _minutes(question: WeekQuestion) -> str:
    """Return the days with their minutes, in words."""
    days = ", ".join(weekday(day.at.weekday())[:3] for day in question.days)
    minutes = sorted({round(day.minutes) for day in question.days})
    span = f"{minutes[0]}" if len(minutes) == 1 else say("{low} to {high}", low=minutes[0], high=minutes[-1])
    return say("{minutes} minutes on {days}", minutes=span, days=days)


def _safety(question: WeekQuestion, tasks: Sequence[Task]) -> str:
    """Return what makes failing unsafe, in the guard's own words."""
    readiness = question.recovery.readiness(question.begins)
    for task in tasks:
        for day in question.days:
            found = question.guard(task.exercise, task.name, day, readiness).hindrances
            if found:
                return say("safety ({why})", why=found[0].text.rstrip("."))
    return say("safety")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
