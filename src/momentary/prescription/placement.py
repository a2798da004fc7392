"""Where failure belongs: what speaks for and against taking one set of a session to failure, and who overruled it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from momentary.catalogue import Exercise, Kind, Resistance, WayOut
from momentary.inference.readiness import Readiness, StateLevel
from momentary.language import listed, mark, percent, say, say_count
from momentary.prescription.frequency import Frequency
from momentary.prescription.gym import Gym
from momentary.prescription.methods.advice import Advice
from momentary.quantities import Muscle

RECOVERED, DOUBTFUL = 0.8, 0.5
"""From the first probability on a state counts as recovered; below the second it counts as not recovered."""

LAYOFF_DAYS = 28.0
"""After so long a strength exercise is begun again with care; a judgement [day]."""

_HELPS = 0.5
_OWN = 0.1
_NAMED = 2
_SAFETY = ("a-bar-can-pin-you",)
_NO_COUNT = ("failure-is-lost-form",)
_ORDER = ("early-failure-harms-later-sets",)
_MUSCLE = ("own-readiness", "failure-costs-a-day-more", "muscles-clear-in-a-day-or-two")
_NERVES = ("own-readiness", "heavy-work-tires-the-nerves", "neural-fatigue-lasts-months")
_SAFER = ("a-bar-can-pin-you", "compounds-tire-the-nerves", "use-failure-sparingly")
_OFTEN = ("own-frequency", "frequency-is-individual", "too-much-failure-tires-centrally")

_OUT = {
    WayOut.JUST_STOP: mark("Failing is safe here: let go, and the station takes the load."),
    WayOut.STEP_DOWN: mark("Failing is safe here: put your feet down."),
    WayOut.SET_DOWN: mark("Failing is safe here: set the load down."),
    WayOut.MACHINE_STOPS: mark("Failing is safe here once the stops are set: set them before."),
}


_STATIONS = frozenset({Resistance.MACHINE, Resistance.CABLE})


class FailureVerdict(StrEnum):
    """Whether a set belongs to failure, from best to worst."""

    FITS = "fits"
    RATHER_NOT = "rather not"
    NOT_TODAY = "not today"

    @property
    def label(self) -> str:
        """The same in the language that is spoken."""
        return say(_VERDICTS[self])


_VERDICTS = {
    FailureVerdict.FITS: mark("fits"),
    FailureVerdict.RATHER_NOT: mark("rather not"),
    FailureVerdict.NOT_TODAY: mark("not today"),
}


class NotOverrulableError(ValueError):
    """A set that nobody may take to failure here: the message says why, and what would change it."""


@dataclass(frozen=True, slots=True)
class ComingSets:
    """Hard sets of another exercise that are still to come in the session.

    Args:
        name: The exercise as the lifter types it.
        exercise: What it is.
        sets: How many.
    """

    name: str
    exercise: Exercise
    sets: int


@dataclass(frozen=True, slots=True, eq=False)
class FailureWish:
    """A set that may be taken to failure, and all that its guard looks at.

    Args:
        name: The exercise as the lifter types it.
        exercise: What it is.
        gym: What there is: pins and a partner count.
        sets_left: Hard sets of the exercise after this one.
        coming: Hard sets of other exercises after it, in their order; None where nobody knows.
        readiness: How recovered the lifter was when the session began; None where nobody knows.
        frequencies: How often muscles were taken to failure lately, and how often they bear it.
        neural_warning: What speaks of heavy work piled up over weeks; None where nothing does.
        age_days: How long ago it was done last; None where nobody knows [day].
    """

    name: str
    exercise: Exercise
    gym: Gym
    sets_left: int = 0
    coming: tuple[ComingSets, ...] | None = ()
    readiness: Readiness | None = None
    frequencies: tuple[Frequency, ...] = ()
    neural_warning: str | None = None
    age_days: float | None = None


@dataclass(frozen=True, slots=True)
class Overruling:
    """A lifter's decision against the guard, to be logged with the set.

    Args:
        verdict: What the guard said.
        against: What spoke against it.
        because: Why the lifter does it nevertheless, in their words; None where they did not say.
        at: When; None where nobody told.
    """

    verdict: FailureVerdict
    against: tuple[Advice, ...]
    because: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """What the guard says of a set to failure.

    Args:
        name: The exercise.
        verdict: Whether the set belongs to failure.
        reasons: What speaks for it.
        doubts: What speaks against it; the weightiest first.
        hindrances: What forbids it here: nobody may overrule that.
        overruling: The lifter's decision against the guard; None where there is none.
    """

    name: str
    verdict: FailureVerdict
    reasons: tuple[Advice, ...] = ()
    doubts: tuple[Advice, ...] = ()
    hindrances: tuple[Advice, ...] = ()
    overruling: Overruling | None = None

    @property
    def is_allowed(self) -> bool:
        """Whether the set may go to failure: it fits, or the lifter has overruled what speaks against it."""
        return self.verdict is FailureVerdict.FITS or self.overruling is not None

    @property
    def against(self) -> tuple[Advice, ...]:
        """All that speaks against it, what forbids it first."""
        return self.hindrances + self.doubts

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of it."""
        return self.hindrances + self.doubts + self.reasons

    def overruled(self, *, because: str | None = None, at: datetime | None = None) -> Placement:
        """Return the same with the lifter's decision against it on record; unchanged where nothing speaks against it.

        Args:
            because: Why, in the lifter's words.
            at: When.

        Raises:
            NotOverrulableError: It is unsafe here.
        """
        if self.hindrances:
            raise NotOverrulableError(f"{self.name}: {self.hindrances[0].text} This cannot be overruled.")
        if self.verdict is FailureVerdict.FITS:
            return self
        return replace(self, overruling=Overruling(self.verdict, self.doubts, because, at))


def place_failure(wish: FailureWish) -> Placement:
    """Return what speaks for and against taking a set to failure, and what follows.

    What is unsafe forbids it; muscles or a neural state that have probably not recovered make it "not today"; sets of
    the same muscles still to come, a heavy free lift, a doubtful recovery or failures too frequent make it "rather
    not".
    """
    hindrances = tuple(_hindrances(wish))
    grave, doubts, reasons = _recovery(wish)
    doubts += [*_to_come(wish), *_lift(wish), *_frequent(wish), *_long_ago(wish)]
    reasons = [*_position(wish), *_station(wish), *reasons]
    verdict = FailureVerdict.FITS
    if hindrances or grave:
        verdict = FailureVerdict.NOT_TODAY
    elif doubts:
        verdict = FailureVerdict.RATHER_NOT
    return Placement(wish.name, verdict, tuple(reasons), (*grave, *doubts), hindrances)


def shared_muscles(one: Exercise, other: Exercise) -> tuple[Muscle, ...]:
    """Return the muscles that one of two exercises is done for and that at least help in the other."""
    theirs = other.muscles
    return tuple(
        muscle
        for muscle, share in one.shares
        if min(share, theirs.get(muscle, 0.0)) >= _HELPS and max(share, theirs.get(muscle, 0.0)) >= 1.0
    )


def chance_recovered(state: StateLevel, readiness: Readiness) -> float:
    """Return the probability that a state is recovered at the moment of the question.

    Where it was not worked out, all that is known is on which side of the wanted probability it lies.
    """
    if state.chance is not None:
        return state.chance
    is_now = state.recovered_at is not None and state.recovered_at <= readiness.at
    return readiness.probability if is_now else min(DOUBTFUL, readiness.probability)


def least_recovered(exercise: Exercise, readiness: Readiness | None) -> float | None:
    """Return the smallest probability of recovery among the neural state and an exercise's main muscles."""
    if readiness is None:
        return None
    return min(chance_recovered(one, readiness) for one in (readiness.neural, *_states(exercise, readiness)))


def shorter_by(chance: float | None) -> int:
    """Return by how many repetitions a set is shorter for want of recovery: none, one or two [rep].

    Args:
        chance: The smallest probability of recovery, as `least_recovered` gives it.
    """
    if chance is None or chance >= RECOVERED:
        return 0
    return 1 if chance >= DOUBTFUL else 2


def _states(exercise: Exercise, readiness: Readiness) -> tuple[StateLevel, ...]:
    mains = exercise.primary_muscles
    return tuple(one for one in readiness.muscles if one.muscle in mains)


def _hindrances(wish: FailureWish) -> Iterator[Advice]:
    """Yield what forbids failure here."""
    exercise, gym = wish.exercise, wish.gym
    if not exercise.is_strength:
        yield Advice(say("It ends by speed, technique or time: there are no repetitions to failure."), _NO_COUNT)
    elif exercise.way_out is WayOut.PINS and not (gym.has_pins or gym.has_partner):
        yield Advice(say("No pins and nobody there: a failed repetition would stay on you. Stop short of it."), _SAFETY)
    elif exercise.way_out is WayOut.STOP_SHORT and not (gym.has_partner and exercise.needs_spotter):
        text = say("There is no safe way out of a failed repetition. Stop short of it.")
        if exercise.needs_spotter:
            text = say("Alone there is no safe way out of a failed repetition. Stop short of it.")
        yield Advice(text, _SAFETY)


def _recovery(wish: FailureWish) -> tuple[list[Advice], list[Advice], list[Advice]]:
    """Return what recovery says: grave doubts, doubts, reasons."""
    grave: list[Advice] = []
    doubts: list[Advice] = []
    reasons: list[Advice] = []
    if wish.readiness is None:
        return grave, doubts, reasons
    for state in (*_states(wish.exercise, wish.readiness), wish.readiness.neural):
        chance = chance_recovered(state, wish.readiness)
        keys = _NERVES if state.muscle is None else _MUSCLE
        name = say("The neural state") if state.muscle is None else _capital(state.muscle.label)
        known = {"level": percent(state.level), "chance": percent(chance)}
        level = say("at {level}, {chance} sure", **known)
        if state.learnt < _OWN:
            level = say("at {level}, {chance} sure; typical lifters' figure", **known)
        if chance < DOUBTFUL:
            grave.append(Advice(say("{name}: probably not recovered ({level}).", name=name, level=level), keys))
        elif chance < RECOVERED:
            doubts.append(Advice(say("{name}: recovery is doubtful ({level}).", name=name, level=level), keys))
        else:
            reasons.append(Advice(say("{name}: recovered ({level}).", name=name, level=level), keys))
    return grave, doubts, reasons


def _to_come(wish: FailureWish) -> Iterator[Advice]:
    """Yield the sets of the same muscles that failure now would harm."""
    if wish.sets_left > 0:
        text = say_count(
            wish.sets_left,
            "{count} set of it to come: failure now costs repetitions there. Keep it for the last.",
            "{count} sets of it to come: failure now costs repetitions there. Keep it for the last.",
        )
        yield Advice(text, _ORDER)
    if wish.coming is None:
        unknown = say("What is still to come is not known here: keep failure for the last hard set of these muscles.")
        yield Advice(unknown, _ORDER)
        return
    harmed = [(one, shared_muscles(wish.exercise, one.exercise)) for one in wish.coming if one.sets > 0]
    harmed = [(one, shared) for one, shared in harmed if shared]
    if not harmed:
        return
    muscles = dict.fromkeys(muscle.label for _, shared in harmed for muscle in shared)
    names = [one.name for one, _ in harmed]
    if len(names) > _NAMED + 1:
        names = [*names[:_NAMED], say("{count} more", count=len(names) - _NAMED)]
    text = say_count(
        sum(one.sets for one, _ in harmed),
        "{count} set for {muscles} to come ({exercises}): failure now harms them.",
        "{count} sets for {muscles} to come ({exercises}): failure now harms them.",
        muscles=listed(list(muscles)),
        exercises=", ".join(names),
    )
    yield Advice(text, _ORDER)


def _lift(wish: FailureWish) -> Iterator[Advice]:
    """Yield what the kind of lift says against failure."""
    exercise = wish.exercise
    if exercise.kind is Kind.COMPOUND and exercise.resistance is Resistance.FREE_WEIGHT:
        yield Advice(say("A free compound lift: failing is safer on a machine or a one-joint exercise."), _SAFER)
    if exercise.way_out is WayOut.DUMP:
        yield Advice(say("The only way out is to dump the bar: bumper plates and a free floor, or not."), _SAFETY)
    elif exercise.needs_spotter and exercise.way_out is WayOut.DROP_BESIDE and not wish.gym.has_partner:
        yield Advice(say("Nobody is there: the loads would have to go down beside you."), _SAFETY)


def _frequent(wish: FailureWish) -> Iterator[Advice]:
    """Yield what speaks against one more failure in these weeks."""
    mains = wish.exercise.primary_muscles
    for one in wish.frequencies:
        if one.muscle in mains and one.warning is not None:
            yield Advice(f"{_capital(one.muscle.label)}: {one.warning}.", _OFTEN)
    if wish.neural_warning is not None:
        yield Advice(wish.neural_warning, _OFTEN)


def _long_ago(wish: FailureWish) -> Iterator[Advice]:
    """Yield what a layoff says against failure."""
    if wish.age_days is not None and wish.age_days > LAYOFF_DAYS:
        text = say(
            "Last done {days} days ago: what failure costs now, and when it comes, is a guess.",
            days=f"{wish.age_days:.0f}",
        )
        yield Advice(text, ("own-forecast", "own-log"))


def _position(wish: FailureWish) -> Iterator[Advice]:
    """Yield what the place in the session says for failure."""
    if (
        wish.coming is not None
        and wish.sets_left == 0
        and not any(one.sets > 0 and shared_muscles(wish.exercise, one.exercise) for one in wish.coming)
    ):
        yield Advice(say("Its last set, and none of its muscles' to come: nothing after it suffers."), _ORDER)


def _station(wish: FailureWish) -> Iterator[Advice]:
    """Yield what the station says for failure."""
    exercise = wish.exercise
    if exercise.way_out is WayOut.PINS and wish.gym.has_pins:
        yield Advice(say("You have pins: set them before the set, just below the lowest point."), _SAFETY)
    elif exercise.way_out is WayOut.PINS and wish.gym.has_partner:
        yield Advice(say("A partner is there: have them stand at the bar."), _SAFETY)
    elif exercise.way_out is WayOut.JUST_STOP and exercise.resistance not in _STATIONS:
        yield Advice(say("Failing is safe here: just stop."), _SAFETY)
    elif exercise.way_out in _OUT:
        yield Advice(say(_OUT[exercise.way_out]), _SAFETY)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
