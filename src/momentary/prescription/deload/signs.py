"""What speaks of tiredness: each state, each habit and a falling strength, as signs with an end of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from momentary.catalogue import Exercise, Kind
from momentary.inference.readiness import Readiness, StateLevel
from momentary.language import date_text, percent, say, say_count
from momentary.prescription.deload.arrivals import Arrival
from momentary.prescription.deload.easing import Ease, Sign
from momentary.prescription.frequency import Frequency
from momentary.prescription.methods.advice import Advice
from momentary.prescription.placement import DOUBTFUL, RECOVERED, chance_recovered
from momentary.prescription.plateau import PlateauReading, Verdict
from momentary.quantities import Muscle

EASY_DAYS, NO_FAILURE_DAYS, LOOK_DAYS = 7.0, 14.0, 21.0
"""How long an easier week lasts, how long failure is left, and after how long a falling strength is asked again [day].

Judgements."""

SPENT = 0.9
"""Below this share of rested strength, all of the interval, a muscle is left alone; a judgement [1]."""

_UNSEEN = timedelta(days=14)
_OWN = 0.1
_MUSCLE = ("muscles-clear-in-a-day-or-two", "failure-costs-a-day-more", "own-readiness")
_NERVES = ("heavy-work-tires-the-nerves", "neural-fatigue-lasts-months", "own-readiness")
_PILED = ("deloads-restore-strength", "too-much-failure-tires-centrally", "compounds-tire-the-nerves")
OFTEN = ("frequency-is-individual", "too-much-failure-tires-centrally", "own-frequency")
EASIER = ("deloads-restore-strength", "own-readiness")
STRENGTH, FAILURES = "Strength", ", failures"
"""Sources of signs: strength that falls, and what ends the name of a muscle that fails too often."""

FALLING = ("deloads-restore-strength", "own-trend")
# Of states that are doubtful, probably not recovered, plainly tired: muscles, and the neural state by kind of lift.
_OF_MUSCLE = (Ease.NO_FAILURE, Ease.FEWER_SETS, Ease.REST)
_OF_NERVES_COMPOUND = (Ease.NO_FAILURE, Ease.FEWER_SETS, Ease.EASY_WEEK)
_OF_NERVES_ISOLATION = (Ease.NO_FAILURE, Ease.NO_FAILURE, Ease.FEWER_SETS)


@dataclass(frozen=True, slots=True)
class Known:
    """All that speaks of tiredness."""

    at: datetime
    readiness: Readiness | None
    arrivals: Mapping[Muscle | None, Arrival]
    frequencies: Mapping[Muscle, Frequency]
    neural_warning: str | None

    def eased(self, muscles: Sequence[Muscle | None]) -> datetime | None:
        """Return when the last easy week of some states ended; None where there was none of late."""
        ends = [self.arrivals[one].eased for one in muscles if one in self.arrivals]
        return max((end for end in ends if end is not None), default=None)


def signs_of(exercise: Exercise, known: Known, reading: PlateauReading | None) -> tuple[Sign, ...]:
    """Return what asks for less of an exercise; falling strength does so only beside another sign of tiredness."""
    signs = [sign for muscle in exercise.primary_muscles for sign in _of_muscle(muscle, known)]
    signs += _of_nerves(exercise, known)
    if signs and reading is not None and reading.verdict is Verdict.FALLING:
        signs.append(_falling(exercise, reading, known))
    return tuple(signs)


def _of_muscle(muscle: Muscle, known: Known) -> Iterator[Sign]:
    """Yield what a muscle asks for."""
    source = _capital(muscle.label)
    if known.readiness is not None:
        for state in known.readiness.muscles:
            if state.muscle is muscle:
                yield from _of_state(state, known.readiness, source, _OF_MUSCLE)
    yield from _of_habit(muscle, source, known, (Ease.NO_FAILURE, Ease.FEWER_SETS))
    often = known.frequencies.get(muscle)
    if often is not None and often.warning is not None:
        end = known.at + timedelta(days=NO_FAILURE_DAYS)
        yield Sign(f"{source}{FAILURES}", Ease.NO_FAILURE, end, Advice(f"{source}: {often.warning}.", OFTEN))


def _of_nerves(exercise: Exercise, known: Known) -> Iterator[Sign]:
    """Yield what the neural state asks for: of heavy lifts more than of one-joint exercises."""
    is_compound = exercise.kind is Kind.COMPOUND
    eases = _OF_NERVES_COMPOUND if is_compound else _OF_NERVES_ISOLATION
    source = say("The neural state")
    if known.readiness is not None:
        yield from _of_state(known.readiness.neural, known.readiness, source, eases)
    yield from _of_habit(None, source, known, eases[:2])
    if known.neural_warning is None:
        return
    end, why = known.at + timedelta(days=EASY_DAYS), Advice(known.neural_warning, _PILED)
    eased = known.eased((None,))
    if eased is not None:
        why = Advice(f"{known.neural_warning} {_had(eased)}", _PILED)
    is_light = eased is not None or not is_compound
    yield Sign("Weeks of heavy work", Ease.NO_FAILURE if is_light else Ease.EASY_WEEK, end, why)


def _of_state(state: StateLevel, readiness: Readiness, source: str, eases: Sequence[Ease]) -> Iterator[Sign]:
    """Yield what a state asks for now and, as it recovers, later."""
    chance = chance_recovered(state, readiness)
    last = 3 if state.high < SPENT else 2 if chance < DOUBTFUL else 1 if chance < RECOVERED else 0
    keys = _NERVES if state.muscle is None else _MUSCLE
    known = {"level": percent(state.level), "chance": percent(chance)}
    ends = {"low": percent(state.low), "high": percent(state.high)}
    level, span = say("at {level}, {chance} sure", **known), say("{low} to {high} of rested strength", **ends)
    if state.learnt < _OWN:
        level = say("at {level}, {chance} sure; typical lifters' figure", **known)
        span = say("{low} to {high} of rested strength; typical lifters' figure", **ends)
    words = {
        1: say("{name}: recovery is doubtful ({level}).", name=source, level=level),
        2: say("{name}: probably not recovered ({level}).", name=source, level=level),
        3: say("{name}: plainly tired ({span}).", name=source, span=span),
    }
    for step in range(1, last + 1):
        yield Sign(source, eases[step - 1], _ends(step, state, readiness), Advice(words[last], keys))


def _ends(step: int, state: StateLevel, readiness: Readiness) -> datetime:
    """Return when a state is no longer doubtful, probably not recovered, or plainly tired."""
    recovered = readiness.at + _UNSEEN if state.recovered_at is None else state.recovered_at
    course = next((one for one in readiness.courses if one.muscle is state.muscle), None)
    if step == 1 or course is None:
        return max(recovered, readiness.at + timedelta(hours=1))
    is_so = course.level < readiness.wanted if step == 2 else course.high < SPENT
    below = np.flatnonzero(is_so)
    if not len(below) or int(below[-1]) + 1 == len(course.hours):
        return max(recovered, readiness.at + timedelta(hours=1))
    return readiness.at + timedelta(hours=float(course.hours[int(below[-1]) + 1]))


def _of_habit(muscle: Muscle | None, source: str, known: Known, eases: Sequence[Ease]) -> Iterator[Sign]:
    """Yield what it asks for that a state came to its sessions of late unrecovered."""
    found = known.arrivals.get(muscle)
    if found is None or found.chance >= RECOVERED:
        return
    end = known.at + timedelta(days=EASY_DAYS)
    eased = known.eased((muscle,))
    text = say_count(
        found.sessions,
        "{name}: its last session began recovered with {chance} probability (at {low} to {high}).",
        "{name}: its last {count} sessions began recovered with {chance} probability on average (at {low} to {high}).",
        name=source, chance=percent(found.chance), low=percent(found.low), high=percent(found.high),
    )  # fmt: skip
    text = text if eased is None else f"{text} {_had(eased)}"
    ease = eases[0] if found.chance >= DOUBTFUL or eased is not None else eases[1]
    yield Sign(f"{source}, of late", ease, end, Advice(text, EASIER))


def _falling(exercise: Exercise, reading: PlateauReading, known: Known) -> Sign:
    """Return what a falling strength asks for where something speaks of tiredness."""
    eased = known.eased((*exercise.primary_muscles, None))
    text = say("Strength falls, beside signs of tiredness.")
    if reading.mean is not None and reading.low is not None and reading.high is not None:
        gain, low, high = (percent(one, 1, signed=True) for one in (reading.mean, reading.low, reading.high))
        text = say(
            "Strength falls: {gain} a week ({low} to {high}), beside signs of tiredness.", gain=gain, low=low, high=high
        )
    text = text if eased is None else f"{text} {_had(eased)}"
    ease = Ease.EASY_WEEK if eased is None else Ease.NO_FAILURE
    return Sign(STRENGTH, ease, known.at + timedelta(days=EASY_DAYS), Advice(text, FALLING))


def _had(eased: datetime) -> str:
    return say("You had an easy week until {day}: see first what it did.", day=date_text(eased))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
