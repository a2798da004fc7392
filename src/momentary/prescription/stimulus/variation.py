"""Other exercises for the same muscles, and heavier loads, as changes to try on a plateau."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from momentary.catalogue import Exercise, Kind, exercises, find
from momentary.language import date_text, listed, say, say_count
from momentary.prescription.methods import Advice, Situation
from momentary.prescription.stimulus.kinds import Change, Stimulus, success_of, unproven
from momentary.prescription.stimulus.novelty import LastDone, Usage
from momentary.prescription.stimulus.trial import Trial

_KEYS = ("variation-keeps-gains-coming",)
_RANGE = ("repetition-range-decides",)
# Judgements: what counts as light, how rare heavy sets must be, and the repetitions that heavy sets are to have.
_LIGHT, _HEAVY, _RARELY = 8, 6, 0.1
_LOW, _HIGH, _RESERVE = 3, 6, 2


def heavier(situation: Situation, usage: Usage, trial: Trial | None) -> Iterator[Stimulus]:
    """Yield heavier loads, where an exercise of several joints has had none lately."""
    done = usage.repetitions
    if situation.exercise.kind is not Kind.COMPOUND or not done or median(done) <= _LIGHT:
        return
    if sum(one <= _HEAVY for one in done) > _RARELY * len(done):
        return
    middle = (_LOW + _HIGH) // 2 + _RESERVE
    wanted = situation.posterior.load_for(situation.name, middle, at=situation.at).load_kg
    load = situation.gym.no_heavier(situation.exercise, wanted)
    if load is None:
        return
    gym, exercise = situation.gym, situation.exercise
    is_guarded = exercise.safe_alone or gym.has_pins or gym.has_partner
    others = say(
        "The others with about {load} for {low} to {high} repetitions; leave {reserve}.",
        load=load.written, low=_LOW, high=_HIGH, reserve=_RESERVE,
    )  # fmt: skip
    light = say(
        "Your sets of late had {usual} repetitions as a rule, hardly any {few} or fewer.",
        usual=f"{median(done):.0f}", few=_HEAVY,
    )  # fmt: skip
    alone = Advice(say("No pins and nobody there: leave two or more, always."), ("a-bar-can-pin-you",))
    yield Stimulus(
        situation.name, Change.LOADS, say("heavier: sets of {low} to {high}", low=_LOW, high=_HIGH),
        (
            _first_set(situation, usage),
            Advice(others, _RANGE),
        ),
        (
            Advice(light, ("own-log",)),
            Advice(say("For strength heavier loads do better than light ones; for size they do not."), _RANGE),
            unproven(),
        ),
        () if is_guarded else (alone,),
        (Advice(say("No failure and no more sets: it costs about what you do now."), ("own-cost",)),),
        success_of(trial, situation), trial, load=load,
    )  # fmt: skip


def variations(situation: Situation, usage: Usage, trial: Trial | None) -> Iterator[Stimulus]:
    """Yield other exercises for the same muscles that were not done lately: the lifter's own first, then others."""
    own = [
        one for slug, one in usage.exercises.items() if _may_replace(situation, one.exercise) and usage.is_idle(slug)
    ]
    own.sort(key=lambda one: (one.on, one.name), reverse=True)
    own.sort(key=lambda one: _distance(situation.exercise, one.exercise))
    taken = set()
    for old in own[:1]:
        taken.add(old.exercise.slug)
        yield _variation(situation, usage, trial, old.name, old.exercise, old)
    twin = situation.exercise.machine_twin
    if twin is not None and twin not in taken and usage.is_idle(twin) and situation.gym.has(find(twin)):
        taken.add(twin)
        yield _variation(situation, usage, trial, find(twin).name, find(twin), usage.exercises.get(twin))
    others = [
        one
        for one in exercises()
        if one.slug not in taken
        and one.slug not in usage.exercises
        and one.equipment is not situation.exercise.equipment
        and _distance(situation.exercise, one) == 0
        and _may_replace(situation, one)
    ]
    for one in sorted(others, key=lambda one: (not one.safe_alone, one.one_sided, len(one.name), one.slug))[:1]:
        yield _variation(situation, usage, trial, one.name, one, None)


def _may_replace(situation: Situation, other: Exercise) -> bool:
    """Whether an exercise works the same main muscles, and the gym has it."""
    mains = set(situation.exercise.primary_muscles)
    return (
        other.slug != situation.exercise.slug
        and other.is_strength
        and bool(mains.intersection(other.primary_muscles))
        and situation.gym.has(other)
    )


def _distance(one: Exercise, other: Exercise) -> int:
    """Return how unlike two exercises are: 0 for the same movement, more for other muscles and other joints."""
    followed = {one.machine_twin, one.slug} & {other.machine_twin, other.slug}
    if followed - {None}:
        return 0
    unlike = set(one.primary_muscles) ^ set(other.primary_muscles)
    return int(one.kind is not other.kind) + len(unlike) + int(bool(one.machine_twin) and bool(other.machine_twin))


def _variation(
    situation: Situation, usage: Usage, trial: Trial | None, name: str, exercise: Exercise, done: LastDone | None
) -> Stimulus:
    """Return an exercise in place of the later sets."""
    muscles = [one.label for one in situation.exercise.primary_muscles if one in exercise.primary_muscles]
    when = say("It is not in your log.")
    begin = say("Its load is unknown: begin light, the first session finds it.")
    if done is not None:
        when = say("Last done on {day}.", day=date_text(done.on, with_year=True))
        begin = say("Begin lighter than when you left it: the first session finds the load.")
    is_same = _distance(situation.exercise, exercise) == 0
    what = say("For {muscles}, the same movement.", muscles=listed(muscles)) if is_same else (
        say("For {muscles}, another movement.", muscles=listed(muscles))
    )  # fmt: skip
    one = say("Every other session do it instead.") if usage.sets < 2 else say_count(
        usage.sets - 1, "Do the other one with {exercise}.", "Do the other {count} with {exercise}.", exercise=name
    )  # fmt: skip
    doubts = () if exercise.safe_alone or situation.gym.has_pins or situation.gym.has_partner else (
        Advice(say("Nobody there to help: leave two or more."), ("a-bar-can-pin-you",)),
    )  # fmt: skip
    return Stimulus(
        situation.name, Change.VARIATION, say("{exercise} for the later sets", exercise=name),
        (_first_set(situation, usage), Advice(f"{one} {begin}", _KEYS)),
        (
            Advice(f"{what} {when}", ("own-log", *_KEYS)),
            Advice(say("Some planned change may help, frequent change hinders: keep it for the whole trial."), _KEYS),
            unproven(),
        ),
        doubts,
        (
            Advice(say("Unaccustomed work makes sore for some days at first; no more sets than now."),
                   ("muscles-clear-in-a-day-or-two",)),
        ),
        success_of(trial, situation), trial, variation=name, exercise=exercise,
    )  # fmt: skip


def _first_set(situation: Situation, usage: Usage) -> Advice:
    """Return that the first set stays: it is the test."""
    if usage.sets < 2:
        text = say("Keep {exercise} as it is in every other session: that is the test.", exercise=situation.name)
        return Advice(text, ("own-trend",))
    text = say("Keep the first set of {exercise} as it is: it is the test.", exercise=situation.name)
    return Advice(text, ("own-trend",))
