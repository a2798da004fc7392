"""What to take back for a while because it is tired, by how much and until when; and what stays as it is.

Only what is tired is taken back: a muscle that has not recovered when it is due, one that comes to most of its sessions
unrecovered or fails more often than it bears, heavy lifts where heavy work has piled up, and an exercise whose
strength falls while one of these holds. Each of them is a `Sign` with an end of its own; of several at once the
strictest counts. So more tiredness never gives back a set, a load or a failure.

How much is taken back, and for how long where no forecast says it, is a judgement and no finding: `KEPT` and `LOADS` of
`deload.easing`, `EASY_DAYS` and `NO_FAILURE_DAYS` of `deload.signs`. After an easy week there is no
second one for four weeks, only no failure: what the first one did must show before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from momentary.catalogue import Exercise, LoadBasis
from momentary.inference.readiness import Readiness
from momentary.language import percent, say, say_count
from momentary.prescription.deload.arrivals import Arrival
from momentary.prescription.deload.easing import KEPT, LOADS, Ease, Sign
from momentary.prescription.deload.signs import (
    EASIER,
    FAILURES,
    FALLING,
    LOOK_DAYS,
    NO_FAILURE_DAYS,
    OFTEN,
    STRENGTH,
    Known,
    signs_of,
)
from momentary.prescription.frequency import Frequency
from momentary.prescription.gym import Gym
from momentary.prescription.methods.advice import Advice
from momentary.prescription.placement import FailureVerdict, Placement, chance_recovered
from momentary.prescription.plateau import PlateauReading, Verdict
from momentary.quantities import Load


@dataclass(frozen=True, slots=True)
class Look:
    """When to look again, and what would show that it worked."""

    at: datetime
    success: Advice


@dataclass(frozen=True, slots=True)
class ExerciseDeload:
    """What one exercise is taken back by.

    Args:
        name: The exercise as the lifter types it.
        exercise: What it is.
        signs: What asks for less; nothing where it stays as it is.
        stays: Why it stays as it is; None where it does not.
        looks: When to look again, the soonest first.
    """

    name: str
    exercise: Exercise
    signs: tuple[Sign, ...] = ()
    stays: Advice | None = None
    looks: tuple[Look, ...] = ()

    def ease_on(self, on: datetime | None = None) -> Ease:
        """Return how far it is taken back at a moment, or when the deload begins."""
        return max((one.ease for one in self.signs if on is None or on < one.until), default=Ease.AS_USUAL)

    @property
    def ease(self) -> Ease:
        """How far it is taken back when the deload begins."""
        return self.ease_on()

    @property
    def until(self) -> datetime | None:
        """When the first, strictest stretch ends; None where nothing is taken back."""
        return max((one.until for one in self.signs if one.ease is self.ease), default=None)

    @property
    def full_sets(self) -> datetime | None:
        """When all sets and loads are back, failure aside; None where none are taken back."""
        return max((one.until for one in self.signs if one.ease > Ease.NO_FAILURE), default=None)

    @property
    def ends(self) -> datetime | None:
        """When all is as usual again; None where nothing is taken back."""
        return max((one.until for one in self.signs), default=None)

    @property
    def reasons(self) -> tuple[Advice, ...]:
        """Why, of each source the strictest sign, the strictest first."""
        found: dict[str, Advice] = {}
        for one in sorted(self.signs, key=lambda sign: -sign.ease):
            found.setdefault(one.source, one.why)
        return tuple(dict.fromkeys(found.values()))


@dataclass(frozen=True, slots=True)
class Deload:
    """What to take back from a moment on, and what stays.

    Args:
        at: The moment.
        exercises: All exercises that were asked about.
        is_known: Whether anything is known of recovery; else nothing being tired says little.
    """

    at: datetime
    exercises: tuple[ExerciseDeload, ...]
    is_known: bool = True

    @property
    def eased(self) -> tuple[ExerciseDeload, ...]:
        """The exercises that are taken back, the furthest first."""
        return tuple(sorted((one for one in self.exercises if one.signs), key=lambda one: -one.ease))

    @property
    def stays(self) -> tuple[ExerciseDeload, ...]:
        """The exercises that stay as they are."""
        return tuple(one for one in self.exercises if not one.signs)

    @property
    def is_any(self) -> bool:
        """Whether anything is taken back."""
        return any(one.signs for one in self.exercises)

    def of(self, name: str) -> ExerciseDeload | None:
        """Return what an exercise is taken back by, by the name that the lifter types; None where it was not asked."""
        return next((one for one in self.exercises if one.name == name), None)

    def ease_of(self, name: str, on: datetime | None = None) -> Ease:
        """Return how far an exercise is taken back at a moment; as usual where it was not asked about."""
        found = self.of(name)
        return Ease.AS_USUAL if found is None else found.ease_on(on)

    def share_of(self, name: str, on: datetime | None = None) -> float:
        """Return the share of an exercise's usual sets that is kept at a moment [1]."""
        return KEPT[self.ease_of(name, on)]

    def load_share_of(self, name: str, on: datetime | None = None) -> float:
        """Return the share of an exercise's usual load that is kept at a moment [1]."""
        return LOADS[self.ease_of(name, on)]

    def allows_failure(self, name: str, on: datetime | None = None) -> bool:
        """Whether an exercise may go to failure at a moment, as far as tiredness goes."""
        return self.ease_of(name, on) is Ease.AS_USUAL

    def sets_of(self, name: str, usual: int, on: datetime | None = None) -> int:
        """Return how many of an exercise's usual sets are kept; none only where it is left out."""
        share = self.share_of(name, on)
        return 0 if share <= 0.0 else max(int(usual * share + 0.5), min(usual, 1))

    def lighter_kg(self, name: str, load_kg: float, *, gym: Gym) -> float:
        """Return a load that is there and no harder than what is kept of another; the same where nothing is [kg]."""
        found, share = self.of(name), self.load_share_of(name)
        if found is None or share >= 1.0:
            return load_kg
        lighter = lightened(gym.told(load_kg), share, exercise=found.exercise, gym=gym)
        return load_kg if lighter is None else lighter.kg

    @property
    def summary(self) -> tuple[Advice, ...]:
        """What is done in all, and what that rests on."""
        if not self.is_known:
            return (Advice(say("Nothing is known of your recovery: nothing is deloaded."), ("own-readiness",)),)
        if not self.is_any:
            return (
                Advice(say("Nothing is tired: nothing is deloaded."), ("own-readiness", "deloads-restore-strength")),
            )
        less = [one for one in self.exercises if one.ease > Ease.NO_FAILURE]
        told = []
        if less:
            text = say_count(
                len(self.exercises),
                "Less of {less} of {count} exercise, only what is tired; how much is a judgement.",
                "Less of {less} of {count} exercises, only what is tired; how much is a judgement.",
                less=len(less),
            )
            told.append(Advice(text, EASIER))
            much = say("The one trial of a whole week off found less strength, not more: take back no more than this.")
            told.append(Advice(much, ("deloads-restore-strength",)))
        kept = len(self.eased) - len(less)
        if kept:
            text = say_count(
                kept,
                "No failure in {count} exercise, else as usual.",
                "No failure in {count} exercises, else as usual.",
            )
            told.append(Advice(text, OFTEN))
        return tuple(told)

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of advice in it, each once."""
        found = [*self.summary]
        for one in self.exercises:
            found += [*one.reasons, *(() if one.stays is None else (one.stays,)), *(look.success for look in one.looks)]
        return tuple(dict.fromkeys(found))


def deload_of(
    exercises: Mapping[str, Exercise],
    *,
    at: datetime,
    readiness: Readiness | None = None,
    arrivals: Sequence[Arrival] = (),
    frequencies: Sequence[Frequency] = (),
    neural_warning: str | None = None,
    readings: Mapping[str, PlateauReading] | None = None,
) -> Deload:
    """Return what to take back from a moment on, and what stays.

    Args:
        exercises: The exercises that are trained, by the name that the lifter types.
        at: From when; the readiness is of that moment.
        readiness: How recovered the lifter is then; None where nobody knows.
        arrivals: How recovered they came to their sessions of late.
        frequencies: How often muscles were taken to failure lately, and how often they bear it.
        neural_warning: What speaks of heavy work piled up over weeks; None where nothing does.
        readings: Whether strength still rises, by the same names, where it was asked.
    """
    known = Known(
        at, readiness, {one.muscle: one for one in arrivals}, {one.muscle: one for one in frequencies}, neural_warning
    )
    told = {} if readings is None else readings
    is_known = readiness is not None or bool(arrivals)
    found = tuple(_exercise(name, one, known, told.get(name)) for name, one in exercises.items())
    return Deload(at, found, is_known=is_known or any(one.signs for one in found))


def _exercise(name: str, exercise: Exercise, known: Known, reading: PlateauReading | None) -> ExerciseDeload:
    """Return what one exercise is taken back by."""
    signs = signs_of(exercise, known, reading)
    if not signs:
        is_falling = reading is not None and reading.verdict is Verdict.FALLING
        return ExerciseDeload(name, exercise, stays=_stays(exercise, known, is_falling=is_falling))
    return ExerciseDeload(name, exercise, signs, looks=tuple(sorted(_looks(signs, known.at), key=lambda one: one.at)))


def _stays(exercise: Exercise, known: Known, *, is_falling: bool) -> Advice:
    """Return why an exercise stays as it is."""
    fall = ""
    if is_falling:
        fall = " " + say("Strength falls, but not for want of recovery as far as the log shows.")
    keys = ("own-readiness", *(("own-trend",) if is_falling else ()))
    if known.readiness is None:
        return Advice(say("As usual: nothing speaks of tiredness.") + fall, keys)
    mains = exercise.primary_muscles
    states = [one for one in known.readiness.muscles if one.muscle in mains]
    chance = min(chance_recovered(one, known.readiness) for one in (*states, known.readiness.neural))
    return Advice(say("As usual: recovered, {chance} sure.", chance=percent(chance)) + fall, keys)


def _looks(signs: Sequence[Sign], at: datetime) -> Iterator[Look]:
    """Yield when to look again, and what would show that it worked."""
    states = [one.until for one in signs if one.source != STRENGTH and not one.source.endswith(FAILURES)]
    if states:
        first = say("Its first set then: it worked if the repetitions come within their range or above.")
        yield Look(max(states), Advice(first, ("own-forecast", "own-readiness")))
    if any(one.source.endswith(FAILURES) for one in signs):
        back = say("`momentary recovery`: it worked if first sets after failure come back as high as the others.")
        yield Look(at + timedelta(days=2.0 * NO_FAILURE_DAYS), Advice(back, OFTEN))
    if any(one.source == STRENGTH for one in signs):
        rises = say("`momentary plateau`: it worked if strength no longer falls. If it still does, rest was not it.")
        yield Look(at + timedelta(days=LOOK_DAYS), Advice(rises, FALLING))


def with_deload(placement: Placement, deload: Deload, on: datetime | None = None) -> Placement:
    """Return what the guard says of failure, the deload counted: where it takes failure back, failure does not fit.

    Args:
        placement: What the guard says of the exercise's set.
        deload: What is taken back.
        on: When the set would be done; when the deload begins if not given.
    """
    ease, found = deload.ease_of(placement.name, on), deload.of(placement.name)
    if ease is Ease.AS_USUAL or found is None:
        return placement
    verdict = FailureVerdict.NOT_TODAY if ease is Ease.REST else FailureVerdict.RATHER_NOT
    if placement.verdict is FailureVerdict.NOT_TODAY:
        verdict = placement.verdict
    said = {one.text for one in placement.doubts}
    doubts = (*placement.doubts, *(one for one in found.reasons if one.text not in said))
    return replace(placement, verdict=verdict, doubts=doubts)


def lightened(load: Load, share: float, *, exercise: Exercise, gym: Gym) -> Load | None:
    """Return a load that is there and no harder than a share of another; None where nothing is so light.

    Help of a machine stays as it is: a share of it would be harder.

    Args:
        load: The usual load, as typed.
        share: The share of it that is kept [1].
        exercise: What it is for.
        gym: What there is.
    """
    if share >= 1.0 or exercise.load_basis is LoadBasis.ASSISTANCE:
        return load
    return gym.no_heavier(exercise, load.kg * share)
