"""What to try on a plateau: one change that the muscle has not had lately, with its test, its cost and its evidence.

Nobody has tested what helps lifters whose gains have stopped. What is proposed is therefore a trial on oneself: one
change at a time, the first set of the exercise left as it is so that the test goes on, a date to look, and beforehand
how surely it would show. Where tiredness is the likelier reason an easier stretch comes first, and nothing to failure
is proposed while the exercise is to be kept from failure: a less recovered lifter is never told to do more.

The order is a judgement: what trials say of it first (heavier loads for strength, planned variation, failure and
methods that did as well as straight sets, the rest), then what speaks against it here, then what it costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from momentary.catalogue import Exercise, Kind, Resistance
from momentary.inference import LevelPosterior
from momentary.language import date_text, decimals, say
from momentary.prescription.deload.easing import Ease
from momentary.prescription.deload.plan import Deload
from momentary.prescription.gym import Gym
from momentary.prescription.method_choice import LoggedMethods
from momentary.prescription.methods import (
    Advice,
    AssistedRepetitions,
    CheatRepetitions,
    DropSet,
    MachineSwitch,
    Method,
    MyoRepetitions,
    Negatives,
    NotPossibleError,
    PartialRepetitions,
    RestPause,
    Situation,
    Station,
    Superset,
    overlap,
)
from momentary.prescription.methods.method import at_failure
from momentary.prescription.plateau import SPAN, PlateauReading
from momentary.prescription.stimulus.kinds import Change, Stimulus, eased_first, success_of, unproven
from momentary.prescription.stimulus.novelty import Family, Usage, usage_of
from momentary.prescription.stimulus.trial import Trial, trial_of
from momentary.prescription.stimulus.variation import heavier, variations
from momentary.quantities import Load, Log

_EVIDENCE: Mapping[Change | Family, int] = {
    Change.LOADS: 0,
    Change.VARIATION: 1,
    Change.FAILURE: 2,
    Family.DROP: 2,
    Family.REST_PAUSE: 2,
    Family.PARTIAL: 3,
    Family.MACHINE: 3,
    Family.SUPERSET: 3,
    Family.CHEAT: 4,
    Family.NEGATIVE: 4,
    Family.ASSISTED: 5,
}
"""How far trials speak for a change, the best first; judgements upon the ledger."""

_METHODS: tuple[tuple[Family, tuple[Method, ...]], ...] = (
    (Family.DROP, (DropSet(1),)),
    (Family.REST_PAUSE, (RestPause(), MyoRepetitions())),
    (Family.PARTIAL, (PartialRepetitions(),)),
    (Family.MACHINE, (MachineSwitch(),)),
    (Family.SUPERSET, (Superset(is_opposing=False),)),
    (Family.CHEAT, (CheatRepetitions(),)),
    (Family.NEGATIVE, (Negatives(),)),
    (Family.ASSISTED, (AssistedRepetitions(),)),
)


def stimuli(
    name: str,
    *,
    reading: PlateauReading,
    log: Log,
    exercises: Mapping[str, Exercise],
    posterior: LevelPosterior,
    gym: Gym,
    at: datetime,
    deload: Deload | None = None,
    weeks: float = SPAN,
    is_gym_told: bool = True,
    methods: LoggedMethods | None = None,
) -> tuple[Stimulus, ...]:
    """Return the changes to try on a plateau, the best first; none where there is no plateau.

    What was used for the exercise's main muscles within the weeks of the plateau is not proposed: it did not help.

    Args:
        name: The exercise as the lifter types it.
        reading: Whether its strength still rises.
        log: The log.
        exercises: What the catalogue makes of every typed name.
        posterior: What is believed after the log.
        gym: What there is.
        at: When the change would begin.
        deload: What is to be taken back; nothing if not given.
        weeks: The weeks that the reading is about.
        is_gym_told: Whether the lifter has said what is in the gym.
        methods: What the log teaches about methods; worked out here if not given.
    """
    if not reading.is_alarm or not exercises[name].is_strength:
        return ()
    usage = usage_of(log, name, exercises, weeks=weeks)
    learnt = LoggedMethods(log, posterior, exercises, gym, is_gym_told) if methods is None else methods
    load = _load(log, name, exercises, gym)
    situation = learnt.situation(name, load, at=at, after_sets=max(usage.sets - 1, 0))
    situation = replace(situation, pair=_pair(situation, usage))
    eased = None if deload is None else deload.of(name)
    ease = Ease.AS_USUAL if eased is None else eased.ease
    begins = at if eased is None or eased.full_sets is None else eased.full_sets
    trial = trial_of(reading, at=begins)
    found = [*heavier(situation, usage, trial), *variations(situation, usage, trial)]
    if ease is Ease.AS_USUAL:
        found += [*_failure(situation, usage, trial), *_methods(situation, usage, trial)]
    found.sort(key=_order)
    if deload is None or eased is None or ease < Ease.FEWER_SETS:
        return tuple(found)
    return (eased_first(deload, eased), *(replace(one, not_before=begins) for one in found))


def _order(one: Stimulus) -> tuple[int, float, str]:
    """Return the place of a proposal: evidence and doubts, then cost."""
    family = next((family for family, methods in _METHODS if one.method in methods), None)
    evidence = _EVIDENCE[one.change if family is None else family]
    return evidence + len(one.doubts), 1.0 if one.ratio is None else one.ratio, one.title


def _failure(situation: Situation, usage: Usage, trial: Trial | None) -> Iterator[Stimulus]:
    """Yield the last set to failure, where none of these muscles' sets failed lately."""
    fit = at_failure(situation)
    if not fit.is_possible or not usage.is_novel(Family.FAILURE):
        return
    doubts = fit.doubts
    if not usage.is_told:
        doubts += (
            Advice(say("Your log does not tell how sets end: you may have failed without a word."), ("own-log",)),
        )
    yield Stimulus(
        situation.name, Change.FAILURE, say("the last set to failure"),
        (Advice(say("Take the last set until a full repetition no longer goes up; the others as they are."),
                ("failure-is-lost-form", "use-failure-sparingly")),),
        (
            Advice(_no_failure(usage), ("own-log",)),
            Advice(say("Failure brings no more strength on average, and little or no more size."),
                   ("failure-brings-strength", "failure-brings-growth")),
            unproven(),
        ),
        doubts,
        (Advice(say("It delays recovery by a day or so."), ("failure-costs-a-day-more",)),),
        success_of(trial, situation), trial,
    )  # fmt: skip


def _methods(situation: Situation, usage: Usage, trial: Trial | None) -> Iterator[Stimulus]:
    """Yield the methods that fit here, of each family that is new the one that fits best."""
    for family, methods in _METHODS:
        if not usage.is_novel(family):
            continue
        suited = [one for one in methods if _suits(one, situation.exercise)]
        possible = [one for one in (_method(situation, usage, trial, family, method) for method in suited) if one]
        yield from sorted(possible, key=_order)[:1]


def _suits(method: Method, exercise: Exercise) -> bool:
    """Whether a method is meant for such an exercise: many short bouts are not, with a free bar."""
    is_free = exercise.kind is Kind.COMPOUND and exercise.resistance is Resistance.FREE_WEIGHT
    return not (is_free and isinstance(method, MyoRepetitions))


def _method(situation: Situation, usage: Usage, trial: Trial | None, family: Family, method: Method) -> Stimulus | None:
    """Return a method for the last set; None where it does not go here."""
    fit = method.fits(situation)
    if not fit.is_possible:
        return None
    try:
        proposal = method.propose(situation)
    except (NotPossibleError, KeyError, ValueError):
        return None
    protocol, cost = method.protocol, proposal.cost
    ratio = cost.ratio
    costs = say(
        "The set costs its muscles {ratio} times the straight set to failure ({low} to {high}).",
        ratio=decimals(ratio), low=decimals(cost.ratio_low), high=decimals(cost.ratio_high),
    )  # fmt: skip
    title = say("{method} on the last set", method=protocol.title)
    if situation.pair is not None and family is Family.SUPERSET:
        title = say("{method}, with {exercise}, on the last set", method=protocol.title, exercise=situation.pair.name)
    return Stimulus(
        situation.name, Change.METHOD, title,
        (
            Advice(say("Only on the last set, the others as they are."), ("early-failure-harms-later-sets",)),
            protocol.summary,
        ),
        (Advice(_novel(usage, family), ("own-log",)), *protocol.why, unproven()),
        fit.doubts,
        (
            Advice(costs, ("own-cost",)),
            *protocol.cost,
        ),
        success_of(trial, situation), trial, method=method, ratio=ratio,
        variation=None if situation.pair is None or family is not Family.SUPERSET else situation.pair.name,
    )  # fmt: skip


def _novel(usage: Usage, family: Family) -> str:
    """Return how long a family was not used."""
    last = usage.families.get(family)
    if last is None:
        return say("Not used for these muscles, as far as the log tells.")
    return say("Not used for these muscles since {day}.", day=date_text(last, with_year=True))


def _no_failure(usage: Usage) -> str:
    """Return how long no set failed."""
    last = usage.families.get(Family.FAILURE)
    if last is None:
        return say("No set of these muscles to failure, as far as the log tells.")
    return say("No set of these muscles to failure since {day}.", day=date_text(last, with_year=True))


def _load(log: Log, name: str, exercises: Mapping[str, Exercise], gym: Gym) -> Load:
    """Return the load of the exercise's last working set."""
    slug = exercises[name].slug
    for session in reversed(log.sessions):
        for one in reversed(session.sets):
            load = one.segments[0].load
            if not one.is_warm_up and load is not None and exercises[one.exercise].slug == slug:
                return load
    return Load(0.0, gym.unit)


def _pair(situation: Situation, usage: Usage) -> Station | None:
    """Return the lifter's exercise of the same muscles that goes best with it: one-joint, done lately."""
    found = [
        Station(one.name, one.exercise)
        for one in usage.exercises.values()
        if one.exercise.slug != situation.exercise.slug
        and one.exercise.is_strength
        and one.exercise.safe_alone
        and not usage.is_idle(one.exercise.slug)
        and situation.gym.has(one.exercise)
    ]
    fits = [one for one in found if overlap(situation, one) >= 1.0]
    return min(fits, key=lambda one: (one.exercise.kind is Kind.COMPOUND, one.name), default=None)
