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
from momentary.prescription.frequency import Frequency
from momentary.prescription.goals import AIMS, Aim, Goal
from momentary.prescription.gym import Gym
from momentary.prescription.load_outlook import LoadOutlook, load_outlook
from momentary.prescription.methods.advice import Advice
from momentary.prescription.placement import (
    DOUBTFUL,
    RECOVERED,
    ComingSets,
    FailureVerdict,
    FailureWish,
    Placement,
    least_recovered,
    place_failure,
)
from momentary.quantities import EndingKind, Load, Set

# Judgements, none of them learnt: how sure told repetitions are, how fast a load rises, and when a muscle is spent.
_SURE = 0.8
_MOST_RISE = 1.1
_SPENT = 0.9
_SLACK = 1
_LONG_AGO_DAYS = 28.0
_SAME_KG = 0.01
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
        coming: Hard sets of other exercises to come.
        readiness: How recovered they were when the session began; None where nobody knows.
        frequencies: How often muscles were taken to failure lately, and how often they bear it.
        neural_warning: What speaks of heavy work piled up over weeks; None where nothing does.
        last: The last set of the exercise in this session; None before the first.
        is_gym_told: Whether the lifter has said what is in the gym; else the load of the log is taken to be there.
    """

    name: str
    exercise: Exercise
    gym: Gym
    goal: Goal = Goal.SIZE
    planned: int = 3
    reserve: int | None = None
    wants_failure: bool | None = None
    overrules: str | None = None
    coming: tuple[ComingSets, ...] = ()
    readiness: Readiness | None = None
    frequencies: tuple[Frequency, ...] = ()
    neural_warning: str | None = None
    last: Set | None = None
    is_gym_told: bool = True


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
    blank = NextSet(question.name, question.goal, Decision.STOP, outlook.done + 1, planned)
    over = _over(question, outlook.done, planned)
    if over is not None:
        return replace(blank, reasons=(over,))
    wish = FailureWish(
        question.name, question.exercise, question.gym, max(planned - outlook.done - 1, 0), question.coming,
        question.readiness, question.frequencies, question.neural_warning,
    )  # fmt: skip
    placement = place_failure(wish)
    if question.overrules is not None and not placement.hindrances:
        placement = placement.overruled(because=question.overrules, at=at)
    return _told(question, outlook, replace(blank, placement=placement), chance)


def _over(question: NextQuestion, done: int, planned: int) -> Advice | None:
    """Return why the exercise is over for today, or None where it goes on."""
    last = question.last
    if last is not None and any(one.ending is not None and one.ending.kind is EndingKind.PAIN for one in last.segments):
        return Advice("The last set ended in pain: this exercise is over for today.", ("failure-is-lost-form",))
    if question.readiness is not None and done == 0:
        for one in question.readiness.muscles:
            if one.muscle in question.exercise.primary_muscles and one.high < _SPENT:
                level = f"{one.low:.0%} to {one.high:.0%} of rested strength"
                return Advice(
                    f"Plainly tired: {one.muscle.label}, at {level}. Leave it for another day.",
                    ("muscles-clear-in-a-day-or-two", "failure-costs-a-day-more"),
                )
    if done >= planned:
        less = "; one fewer than usual, since you are hardly recovered" if planned < question.planned else ""
        sets = "The set is" if planned == 1 else f"All {planned} sets are"
        return Advice(f"{sets} done{less}. Go on with the next exercise.", ("volume-tires-the-muscle",))
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
        none = Advice(f"The gym has no {question.exercise.equipment} load for it.", ("use-failure-sparingly",))
        return replace(blank, reasons=(none,))
    load_kg, chosen = _choose(loads, outlook, aim, held)
    possible = forecast(load_kg)
    count = max(min(held(load_kg), aim.high) - _fewer(chance), 1)
    if possible.median < 1:
        none = Advice("Even the lightest load there is too heavy now: stop.", ("early-failure-harms-later-sets",))
        return replace(blank, reasons=(none,))
    decision = Decision.TO_FAILURE if to_failure else Decision.LIFT
    load = _load(question, load_kg)
    rest_s = _rest_s(question, outlook, aim)
    reasons = (
        *_why(question, placement, aim, to_failure=to_failure),
        *_why_fewer(chance),
        *_last_set(question, outlook, load, chosen),
        *_why_rest(outlook, rest_s),
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
    if not question.is_gym_told and all(abs(one - known) > _SAME_KG for one in loads):
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
    own = ("one-formula-fits-all",)
    here = next((one for one in loads if abs(one - known) < _SAME_KG), None)
    ratios = [exp(outlook.log_moved(one) - outlook.log_moved(known)) for one in loads]
    easier = sum(one <= 1.0 + _SAME_RATIO for one in ratios)
    now = held(known)
    if aim.low - _SLACK <= now <= aim.high:
        if here is not None:
            return here, None
        if easier:
            return loads[easier - 1], Advice("The load of your log is not in the gym: the next below it.", own)
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
        return found, Advice(f"Heavier: at the load before you would get past {aim.high}, by your own curve.", own)
    if now < aim.low - _SLACK:
        return found, Advice(f"Lighter: at the load before fewer than {aim.low} would go, by your own curve.", own)
    return found, Advice("The load of your log is not in the gym, nor one below it.", own)


def _load(question: NextQuestion, load_kg: float) -> Load:
    """Return a load in the gym's unit; the one of the last set as it was typed."""
    typed = None if question.last is None else question.last.segments[0].load
    if typed is not None and abs(typed.kg - load_kg) < _SAME_KG:
        return typed
    return question.gym.told(load_kg)


def _fewer(chance: float | None) -> int:
    """Return by how many repetitions a set is shorter for want of recovery [rep]."""
    if chance is None or chance >= RECOVERED:
        return 0
    return 1 if chance >= DOUBTFUL else 2


def _why(question: NextQuestion, placement: Placement, aim: Aim, *, to_failure: bool) -> tuple[Advice, ...]:
    """Return why the set goes to failure, or why it does not."""
    if to_failure:
        if placement.overruling is not None:
            why = placement.overruling.because
            said = "" if why is None else f' ("{why}")'
            told = f"To failure, because you say so{said}: kept on record as your decision."
            return (Advice(told, ("use-failure-sparingly",)), *placement.doubts)
        return (Advice("To failure: it is cheap here.", ("use-failure-sparingly",)), *placement.reasons)
    if question.wants_failure:
        no = f"You wish for failure: {placement.verdict}."
        return (Advice(no, ("use-failure-sparingly",)), *placement.against)
    if question.reserve is not None:
        return (Advice("You said how many to leave.", ("lifters-know-their-reserve",)),)
    return (aim.why,)


def _why_fewer(chance: float | None) -> tuple[Advice, ...]:
    """Return why a set is shorter for want of recovery."""
    fewer = _fewer(chance)
    if not fewer or chance is None:
        return ()
    word = "1 repetition" if fewer == 1 else f"{fewer} repetitions"
    text = f"{word} fewer: you are recovered with {chance:.0%} probability only."
    return (Advice(text, ("failure-costs-a-day-more", "muscles-clear-in-a-day-or-two")),)


def _last_set(question: NextQuestion, outlook: LoadOutlook, load: Load, chosen: Advice | None) -> tuple[Advice, ...]:
    """Return what the last set says of this one."""
    found = [] if chosen is None else [chosen]
    low, high = outlook.known.interval(0.8)
    middle = outlook.known.median
    is_same = abs(outlook.known_kg - load.kg) < _SAME_KG
    if outlook.done_kg is None:
        if not is_same:
            last = question.gym.told(outlook.known_kg)
            text = f"By your last session about {middle} ({low} to {high}) would go at {last}, to failure."
            found.append(Advice(text, ("one-formula-fits-all",)))
        if outlook.age_days > _LONG_AGO_DAYS:
            text = f"Last done {outlook.age_days:.0f} days ago: what went then need not go now. Stop early in doubt."
            found.append(Advice(text, ("one-formula-fits-all",)))
        return tuple(found)
    last_set = question.last
    head = None if last_set is None else last_set.segments[0]
    if last_set is not None and head is not None and head.repetitions is not None and head.load is not None:
        ended = " to failure" if last_set.is_failure else ""
        there = "" if is_same else f", now about {middle} ({low} to {high}) would go there"
        text = f"Last set: {head.repetitions} at {head.load}{ended}{there}."
        keys = ("early-failure-harms-later-sets",) if last_set.is_failure else ("one-formula-fits-all",)
        found.append(Advice(text, keys))
    return tuple(found)


def _rest_s(question: NextQuestion, outlook: LoadOutlook, aim: Aim) -> float | None:
    """Return the rest before the set; longer after a set to failure [s]."""
    if outlook.done == 0:
        return None
    factor = _AFTER_FAILURE if question.last is not None and question.last.is_failure else 1.0
    return _REST_STEP_S * round(aim.half_lives * factor * _half_life_s(outlook) / _REST_STEP_S)


def _why_rest(outlook: LoadOutlook, rest_s: float | None) -> tuple[Advice, ...]:
    """Return why the rest is as long as it is."""
    if rest_s is None:
        return ()
    minutes = _half_life_s(outlook) / 60.0
    text = f"Rest: what tires for minutes only is down by half in about {minutes:.0f}. Longer does no harm."
    return (Advice(text, ("neural-fatigue-lasts-months",)),)


def _half_life_s(outlook: LoadOutlook) -> float:
    """Return the half-life of what a set leaves for minutes [s]."""
    return 86400.0 * outlook.prior.fatigue.neural_acute.half_life
