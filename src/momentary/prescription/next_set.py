"""What next for an exercise: a load and repetitions, the set to failure, or to stop; with interval, rest and reasons.

Rests on a summary alone, so that a phone can ask it between two sets. Recovery never changes the load, it only takes
repetitions, sets and failure away: a less recovered lifter is never told to do more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from math import exp

from momentary.athlete import Prior
from momentary.catalogue import Exercise, LoadBasis
from momentary.inference import RepetitionForecast, Summary
from momentary.inference.readiness import Readiness
from momentary.language import percent, say, say_count
from momentary.prescription.deload.plan import Deload, with_deload
from momentary.prescription.frequency import Frequency
from momentary.prescription.goals import AIMS, Aim, Goal
from momentary.prescription.gym import Gym
from momentary.prescription.load_outlook import LoadOutlook, load_outlook
from momentary.prescription.methods.advice import Advice
from momentary.prescription.next_set_words import (
    SAME_KG,
    half_life_s,
    why_by_last_set,
    why_ended_so,
    why_fewer,
    why_lighter,
    why_more_left,
    why_rest,
)
from momentary.prescription.placement import (
    DOUBTFUL,
    ComingSets,
    FailureVerdict,
    FailureWish,
    Placement,
    least_recovered,
    place_failure,
    shorter_by,
)
from momentary.quantities import EndingKind, Load, Set

# Judgements, none of them learnt: how sure told repetitions are, how fast a load rises, and when a muscle is spent.
_SURE = 0.8
_MOST_RISE = 1.1
_SPENT = 0.9
_SLACK = 1
_SAME_RATIO = 1e-3
_REST_STEP_S = 15.0
_AFTER_FAILURE = 1.25


class Decision(StrEnum):
    """What to do next."""

    LIFT = "lift"
    TO_FAILURE = "to failure"
    STOP = "stop"


@dataclass(frozen=True, slots=True, eq=False)
class NextQuestion:
    """What a lifter asks between two sets.

    Args:
        name: The exercise as the lifter types it.
        exercise: What it is.
        gym: What there is.
        goal: What they train for.
        planned: Working sets of the exercise in the session, in all.
        reserve: Repetitions to leave; as the goal asks if not given [rep].
        wants_failure: Whether they wish for failure now; None leaves it to the advice.
        overrules: Why they do it against the guard, in their words; None where they do not.
        coming: Hard sets of other exercises to come; None where nobody knows.
        readiness: How recovered they were when the session began; None where nobody knows.
        frequencies: How often muscles were taken to failure lately, and how often they bear it.
        neural_warning: What speaks of heavy work piled up over weeks; None where nothing does.
        last: The last set of the exercise in this session; None before the first.
        is_gym_told: Whether the lifter has said what is in the gym; else the load of the log is taken to be there.
        deload: What is to be taken back because it is tired; None where nobody knows.
    """

    name: str
    exercise: Exercise
    gym: Gym
    goal: Goal = Goal.SIZE
    planned: int = 3
    reserve: int | None = None
    wants_failure: bool | None = None
    overrules: str | None = None
    coming: tuple[ComingSets, ...] | None = ()
    readiness: Readiness | None = None
    frequencies: tuple[Frequency, ...] = ()
    neural_warning: str | None = None
    last: Set | None = None
    is_gym_told: bool = True
    deload: Deload | None = None


@dataclass(frozen=True, slots=True, eq=False)
class NextSet:
    """What to do next.

    Args:
        name: The exercise.
        goal: What it is for.
        decision: Lift, lift to failure, or stop.
        number: Number of the set in the session, from one.
        planned: How many there are to be.
        load: The load, as there is in the gym; None at a stop.
        repetitions: Repetitions to do, or to expect at failure; None at a stop [rep].
        possible: Repetitions to failure at that load; None at a stop.
        rest_s: Rest before it; None before the first and at a stop [s].
        reasons: Why, the weightiest first; the rest's comes last.
        placement: What the guard says of failure; None where the exercise is over.
    """

    name: str
    goal: Goal
    decision: Decision
    number: int
    planned: int
    load: Load | None = None
    repetitions: int | None = None
    possible: RepetitionForecast | None = None
    rest_s: float | None = None
    reasons: tuple[Advice, ...] = ()
    placement: Placement | None = None

    @property
    def interval(self) -> tuple[int, int] | None:
        """Repetitions to failure that hold eight times in ten; None at a stop [rep]."""
        return None if self.possible is None else self.possible.interval(0.8)

    @property
    def reserve(self) -> int | None:
        """Repetitions that are probably left after it; None at a stop [rep]."""
        if self.possible is None or self.repetitions is None:
            return None
        return max(self.possible.median - self.repetitions, 0)

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of advice in it."""
        return (*self.reasons, *(() if self.placement is None else self.placement.sentences()))


def next_set(
    summary: Summary,
    question: NextQuestion,
    *,
    at: datetime | None = None,
    load_kg: float | None = None,
    prior: Prior | None = None,
) -> NextSet:
    """Return what to do next, after all that a summary has seen.

    Args:
        summary: What is known of the lifter.
        question: What they ask.
        at: Start of the session; the log's last session, which then goes on, if not given.
        load_kg: A load to ask about where the log remembers none, as typed [kg].
        prior: The population's figures that the summary was made with; the shipped ones if not given.

    Raises:
        momentary.inference.UnknownExerciseError: The log has no working set of the exercise.
        UnusableSummaryError: The summary is of another model or other figures.
        ValueError: The session lies before the end of the log.
    """
    outlook = load_outlook(summary, question.name, at=at, load_kg=load_kg, prior=prior)
    chance = least_recovered(question.exercise, question.readiness)
    planned = question.planned
    if chance is not None and chance < DOUBTFUL:
        planned = max(planned - 1, 1)
    if question.deload is not None:
        planned = min(planned, max(question.deload.sets_of(question.name, question.planned), 1))
    blank = NextSet(question.name, question.goal, Decision.STOP, outlook.done + 1, planned)
    over = _over(question, outlook.done, planned)
    if over is not None:
        return replace(blank, reasons=(over,))
    wish = FailureWish(
        question.name, question.exercise, question.gym, max(planned - outlook.done - 1, 0), question.coming,
        question.readiness, question.frequencies, question.neural_warning, outlook.age_days,
    )  # fmt: skip
    placement = place_failure(wish)
    if question.deload is not None:
        placement = with_deload(placement, question.deload)
    if question.overrules is not None and not placement.hindrances:
        placement = placement.overruled(because=question.overrules, at=at)
    return _told(question, outlook, replace(blank, placement=placement), chance)


def _over(question: NextQuestion, done: int, planned: int) -> Advice | None:
    """Return why the exercise is over for today, or None where it goes on."""
    last = question.last
    if last is not None and any(one.ending is not None and one.ending.kind is EndingKind.PAIN for one in last.segments):
        return Advice(say("The last set ended in pain: this exercise is over for today."), ("pain-ends-a-set",))
    if question.readiness is not None and done == 0:
        for one in question.readiness.muscles:
            if one.muscle in question.exercise.primary_muscles and one.high < _SPENT:
                text = say(
                    "Plainly tired: {muscle}, at {low} to {high} of rested strength. Leave it for another day.",
                    muscle=one.muscle.label, low=percent(one.low), high=percent(one.high),
                )  # fmt: skip
                return Advice(
                    text,
                    ("own-readiness", "muscles-clear-in-a-day-or-two", "failure-costs-a-day-more"),
                )
    if done >= planned:
        text = say_count(
            planned,
            "The set is done. Go on with the next exercise.",
            "All {count} sets are done. Go on with the next exercise.",
        )
        if planned < question.planned:
            text = say_count(
                planned,
                "The set is done; fewer than usual, since you are tired. Go on with the next exercise.",
                "All {count} sets are done; fewer than usual, since you are tired. Go on with the next exercise.",
            )
        return Advice(text, ("own-rotation", "more-sets-more-growth"))
    return None


def _told(question: NextQuestion, outlook: LoadOutlook, blank: NextSet, chance: float | None) -> NextSet:
    """Return the set to do, its load and repetitions put in."""
    aim, placement = AIMS[question.goal], blank.placement
    assert placement is not None
    to_failure = _goes_to_failure(question, placement, is_last=blank.number == blank.planned)
    reserve = aim.reserve if question.reserve is None else question.reserve

    @cache
    def forecast(load_kg: float) -> RepetitionForecast:
        return outlook.forecast(load_kg)

    @cache
    def held(load_kg: float) -> int:
        found = forecast(load_kg)
        return min(found.median - reserve, found.quantile(1.0 - _SURE))

    loads = _loads(question, outlook)
    if not loads:
        none = Advice(
            say("The gym has no {equipment} load for it.", equipment=question.exercise.equipment.label), ("own-loads",)
        )
        return replace(blank, reasons=(none,))
    load_kg, chosen = _choose(loads, outlook, aim, held)
    count = max(min(held(load_kg), aim.high) - shorter_by(chance), 1)
    eased_kg = _eased(question, load_kg, outlook.done)
    possible = forecast(eased_kg)
    if possible.median < 1:
        none = Advice(say("Even the lightest load there is too heavy now: stop."), ("own-forecast", "own-loads"))
        return replace(blank, reasons=(none,))
    if not to_failure and possible.median - reserve < 1:
        text = say_count(
            reserve,
            "Nothing light enough is there to leave {count} repetition: stop.",
            "Nothing light enough is there to leave {count} repetitions: stop.",
        )
        none = Advice(text, ("own-forecast", "own-loads"))
        return replace(blank, reasons=(none,))
    decision = Decision.TO_FAILURE if to_failure else Decision.LIFT
    load = _load(question, eased_kg)
    rest_s = _rest_s(question, outlook, aim)
    reasons = (
        *why_ended_so(question, placement, aim, to_failure=to_failure),
        *(() if to_failure else why_fewer(shorter_by(chance), chance)),
        *(() if to_failure else why_more_left(possible.median - count - reserve)),
        *why_lighter(load_kg, eased_kg),
        *why_by_last_set(question, outlook, load, chosen),
        *why_rest(outlook, rest_s),
    )
    return replace(
        blank,
        decision=decision,
        load=load,
        repetitions=possible.median if to_failure else count,
        possible=possible,
        rest_s=rest_s,
        reasons=reasons,
    )


def _goes_to_failure(question: NextQuestion, placement: Placement, *, is_last: bool) -> bool:
    """Whether the set goes to failure: where it is wished and allowed, or where it is the last and cheap."""
    if question.wants_failure is None:
        is_wanted = question.goal is not Goal.STRENGTH and question.reserve is None and is_last
        return is_wanted and placement.verdict is FailureVerdict.FITS
    return question.wants_failure and placement.is_allowed


def _loads(question: NextQuestion, outlook: LoadOutlook) -> tuple[float, ...]:
    """Return the loads that can be put together, the easiest first [kg]."""
    known = outlook.known_kg
    loads = [one for one in question.gym.loads_kg(question.exercise) if one > 0.0 or outlook.body_kg > 0.0]
    if not question.is_gym_told and known >= 0.0 and all(abs(one - known) > SAME_KG for one in loads):
        loads.append(known)
    return tuple(sorted(loads, reverse=question.exercise.load_basis is LoadBasis.ASSISTANCE))


def _choose(
    loads: Sequence[float], outlook: LoadOutlook, aim: Aim, held: Callable[[float], int]
) -> tuple[float, Advice | None]:
    """Return the load of a set, and why it is another one than before.

    The load stays while its repetitions lie in the range or just below it. Else a lighter one allows the low end of
    the range, and a heavier one its middle, at most a tenth harder at once.
    """
    known = outlook.known_kg
    own, there = ("own-forecast", "one-formula-fits-all"), ("own-loads",)
    here = next((one for one in loads if abs(one - known) < SAME_KG), None)
    ratios = [exp(outlook.log_moved(one) - outlook.log_moved(known)) for one in loads]
    easier = sum(one <= 1.0 + _SAME_RATIO for one in ratios)
    now = held(known)
    if aim.low - _SLACK <= now <= aim.high:
        if here is not None:
            return here, None
        if easier:
            return loads[easier - 1], Advice(say("The load of your log is not in the gym: the next below it."), there)
    # One step is always within reach: dumbbells and stacks may not have a smaller one.
    reach = min(max(sum(one <= _MOST_RISE + _SAME_RATIO for one in ratios), easier + 1), len(loads))
    wanted = aim.low if now < aim.low else aim.middle
    first, last = 0, reach
    while first < last:
        middle = (first + last) // 2
        first, last = (middle + 1, last) if held(loads[middle]) >= wanted else (first, middle)
    found = loads[max(first - 1, 0)]
    if found == here:
        return found, None
    if now > aim.high:
        text = say("Heavier: at the load before you would get past {high}, by your own curve.", high=aim.high)
        return found, Advice(text, ("loads-have-to-rise", *own))
    if now < aim.low - _SLACK:
        text = say("Lighter: at the load before fewer than {low} would go, by your own curve.", low=aim.low)
        return found, Advice(text, own)
    return found, Advice(say("The load of your log is not in the gym, nor one below it."), there)


def _load(question: NextQuestion, load_kg: float) -> Load:
    """Return a load in the gym's unit; the one of the last set as it was typed."""
    typed = None if question.last is None else question.last.segments[0].load
    if typed is not None and abs(typed.kg - load_kg) < SAME_KG:
        return typed
    return question.gym.told(load_kg)


def _eased(question: NextQuestion, load_kg: float, done: int) -> float:
    """Return the load that a deload leaves of the one chosen; later sets keep to that of the set before [kg]."""
    if question.deload is None or question.deload.load_share_of(question.name) >= 1.0:
        return load_kg
    before = None if question.last is None else question.last.segments[0].load
    if done and before is not None and question.exercise.load_basis is not LoadBasis.ASSISTANCE:
        return min(load_kg, before.kg)
    return question.deload.lighter_kg(question.name, load_kg, gym=question.gym)


def _rest_s(question: NextQuestion, outlook: LoadOutlook, aim: Aim) -> float | None:
    """Return the rest before the set; longer after a set to failure [s]."""
    if outlook.done == 0:
        return None
    factor = _AFTER_FAILURE if question.last is not None and question.last.is_failure else 1.0
    return _REST_STEP_S * round(aim.half_lives * factor * half_life_s(outlook) / _REST_STEP_S)
