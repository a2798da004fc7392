"""Why a planned week is as it is, in sentences that name their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from momentary.inference.readiness import Readiness
from momentary.language import percent, say, say_count
from momentary.prescription.deload.easing import Ease
from momentary.prescription.goals import Goal
from momentary.prescription.methods.advice import Advice
from momentary.prescription.placement import DOUBTFUL, Placement, least_recovered
from momentary.prescription.session.advice import LONG_AGO_DAYS
from momentary.prescription.session.plan import PlannedExercise, PlannedSession, Prepared, fewer_repetitions
from momentary.prescription.week.problem import Task, WeekProblem
from momentary.prescription.week.question import PlanDay, WeekQuestion
from momentary.prescription.week.tasks import MOST_RISE, WeekTasks, is_spent
from momentary.quantities import Muscle

_TIRED = ("own-readiness", "failure-costs-a-day-more", "muscles-clear-in-a-day-or-two")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An exercise that has less in a week than was due.

    Args:
        name: The exercise as the lifter types it.
        planned: Its sets in the week.
        due: Sets that were due; None where nobody could say.
        why: Why.
    """

    name: str
    planned: int
    due: int | None
    why: Advice


def week_reasons(question: WeekQuestion, sessions: Sequence[PlannedSession]) -> tuple[Advice, ...]:
    """Return why a week is as it is."""
    ago = (question.begins - question.habits.end).days
    found = [
        Advice(
            say(
                "It begins with what you have done in the last six weeks: your exercises, as often and with as many "
                "sets."
            ),
            ("own-plan", "own-log"),
        ),
        Advice(
            say(
                "A muscle gets at most a set or {share} more than its usual week, counting helpers as half.",
                share=percent(MOST_RISE),
            ),
            ("more-sets-more-growth", "helpers-count-half"),
        ),
        Advice(
            say("Compound lifts stand before one-joint exercises, and otherwise in your own order."),
            ("first-exercise-gains-most",),
        ),
    ]
    if any(one.goes_to_failure for session in sessions for one in session.exercises):
        text = say("Failure stands on last sets only, after all hard sets of the same muscles, and where it is cheap.")
        found.append(Advice(text, ("early-failure-harms-later-sets", "use-failure-sparingly")))
    elif question.goal is Goal.STRENGTH:
        found.append(
            Advice(say("For strength no set goes to failure: it brings no more."), ("failure-brings-strength",))
        )
    else:
        found.append(Advice(say("No set goes to failure: something speaks against each."), ("use-failure-sparingly",)))
    if any(one.warm_up for session in sessions for one in session.exercises):
        text = say("Warm-up sets are a convention: they prepare, and they are not counted.")
        found.append(Advice(text, ("warm-up-sets-prepare",)))
    if ago > LONG_AGO_DAYS:
        text = say(
            "Your last session is {count} days before: what went then need not go now. Stop early in doubt.", count=ago
        )
        found.insert(0, Advice(text, ("own-forecast", "own-log")))
    found.append(Advice(say("Longer rests do no harm, if you have the time."), ("longer-rests-keep-repetitions",)))
    return tuple(found)


def session_reasons(exercises: Sequence[PlannedExercise], readiness: Readiness) -> tuple[Advice, ...]:
    """Return why a session is as it is."""
    if not exercises:
        return (Advice(say("Nothing is left for this day: a day off."), ("own-plan",)),)
    chances = [(least_recovered(one.exercise, readiness), one.name) for one in exercises]
    doubtful = [name for chance, name in chances if chance is not None and chance < DOUBTFUL]
    if doubtful:
        text = say(
            "Hardly recovered by then: {exercises}. Fewer repetitions, no failure.",
            exercises=", ".join(dict.fromkeys(doubtful)),
        )
        return (Advice(text, _TIRED),)
    return ()


def exercise_reasons(
    question: WeekQuestion,
    one: Prepared,
    day: PlanDay,
    placement: Placement,
    readiness: Readiness,
    *,
    fails: bool,
) -> tuple[Advice, ...]:
    """Return why an exercise is as it is on a day."""
    found = [*_eased(question, one, day), *_tried(question, one, day)]
    fewer = fewer_repetitions(one.exercise, readiness)
    chance = least_recovered(one.exercise, readiness)
    if fewer and chance is not None:
        text = say_count(
            fewer,
            "{count} repetition fewer: recovered by then with {chance} probability only.",
            "{count} repetitions fewer: recovered by then with {chance} probability only.",
            chance=percent(chance),
        )
        found.append(Advice(text, _TIRED))
    if fails and placement.overruling is not None:
        found.append(Advice(say("To failure, because you wish it: kept on record as your decision."), ("own-words",)))
        found += placement.doubts
    elif fails:
        found.append(Advice(say("The last set to failure: it is cheap here."), ("use-failure-sparingly",)))
        found += placement.reasons[:1]
    found.append(one.aim.why)
    return tuple(dict.fromkeys([*found, *one.first.reasons[1:2]]))


def _eased(question: WeekQuestion, one: Prepared, day: PlanDay) -> Iterator[Advice]:
    """Yield what a deload takes back, and why."""
    deload = question.deload
    told = None if deload is None else deload.of(one.name)
    if deload is None or told is None or deload.ease_of(one.name, day.at) is Ease.AS_USUAL:
        return
    ease = deload.ease_of(one.name, day.at).label
    yield Advice(say("Taken back for now: {ease}.", ease=ease), ("deloads-restore-strength", "own-readiness"))
    yield from told.reasons[:1]


def _tried(question: WeekQuestion, one: Prepared, day: PlanDay) -> Iterator[Advice]:
    """Yield what is to be tried on a plateau."""
    tried = question.stimuli.get(one.exercise.slug)
    if tried is None or (tried.not_before is not None and day.at < tried.not_before):
        return
    yield Advice(say("On a plateau: try {title}.", title=tried.title), ("variation-keeps-gains-coming", "own-trend"))
    yield from tried.steps[:1]
    yield from tried.success[:1]


def left_out(
    tasks: WeekTasks,
    problem: WeekProblem,
    sessions: Sequence[PlannedSession],
    forecast: Sequence[Readiness],
) -> tuple[LeftOut, ...]:
    """Return the exercises that have fewer sets than were due, or none, each with why."""
    planned: dict[str, int] = {}
    for session in sessions:
        for one in session.exercises:
            planned[one.exercise.slug] = planned.get(one.exercise.slug, 0) + len(one.sets)
    volume: dict[Muscle, int] = {}
    for task in problem.tasks:
        for muscle, credit in task.credit.items():
            volume[muscle] = volume.get(muscle, 0) + credit * planned.get(task.slug, 0)
    room = {muscle: most - volume.get(muscle, 0) for muscle, most in problem.most.items()}
    short = [task for task in problem.tasks if planned.get(task.slug, 0) < task.due]
    found = [
        LeftOut(task.name, sets, task.due, _why_short(task, sets, sessions, forecast, room))
        for task, sets in ((one, planned.get(one.slug, 0)) for one in short)
    ]
    return (*found, *(LeftOut(name, 0, None, why) for name, why in tasks.refused.items()))


def _why_short(
    one: Task,
    planned: int,
    sessions: Sequence[PlannedSession],
    forecast: Sequence[Readiness],
    room: Mapping[Muscle, int],
) -> Advice:
    """Return why an exercise has fewer sets than were due."""
    if not one.is_there:
        return Advice(say("The gym has no {equipment} for it.", equipment=one.exercise.equipment.label), ("own-loads",))
    if all(is_spent(one.exercise, readiness) for readiness in forecast):
        return Advice(say("Plainly tired all week: leave it."), _TIRED)
    full = [muscle.label for muscle, credit in one.credit.items() if credit > room.get(muscle, 0)]
    if full:
        text = say("The usual week of {muscle} is full.", muscle=full[0])
        return Advice(text, ("own-plan", "more-sets-more-growth"))
    needed = one.set_s if planned else one.setting_up_s + one.set_s * one.least_sets
    if max(session.budget_s - session.seconds for session in sessions) < needed:
        return Advice(say("No day has the time."), ("own-plan",))
    if any(most < one.sets for most in one.on_day):
        return Advice(say("Hardly recovered for it on some days."), _TIRED)
    times = [len(each.sets) for session in sessions for each in session.exercises if each.name == one.name]
    if len(times) == len(sessions) or (times and min(times) >= one.most_sets):
        return Advice(
            say("It has as many sets as a day of yours has held: more days would have to hold the rest."), ("own-plan",)
        )
    return Advice(say("The time goes further elsewhere, or its muscles have their due."), ("own-plan",))
