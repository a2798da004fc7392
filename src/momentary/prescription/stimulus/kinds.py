"""What a proposal on a plateau is, and the sentences that all of them share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from momentary.catalogue import Exercise
from momentary.language import date_text, percent, say
from momentary.prescription.deload.plan import Deload, ExerciseDeload
from momentary.prescription.methods import Advice, Method, Situation
from momentary.prescription.stimulus.trial import Trial
from momentary.quantities import Load


class Change(StrEnum):
    """What is changed, in the order in which trials speak for it."""

    DELOAD = "deload"
    """Less for a while: tiredness is the likelier reason."""
    LOADS = "heavier loads"
    VARIATION = "variation"
    """Another exercise for the same muscles in place of the later sets."""
    FAILURE = "failure"
    """The last set to failure."""
    METHOD = "method"
    """The last set goes on by a method."""

    @property
    def is_to_failure(self) -> bool:
        """Whether it takes a set to failure."""
        return self in (Change.FAILURE, Change.METHOD)


@dataclass(frozen=True, slots=True, eq=False)
class Stimulus:
    """One change to try on a plateau.

    Args:
        name: The exercise whose strength no longer rises, as the lifter types it.
        change: What is changed.
        title: It in a few words.
        steps: What to do.
        reasons: Why this one, and what trials say.
        doubts: What speaks against it here.
        cost: What it costs.
        success: What would count as success, and when to look.
        trial: The same in figures; None where too little is known to judge one, and of a deload.
        not_before: When it may begin; None where it may at once.
        method: The method of the last set; None where it is none.
        variation: The other exercise as the lifter types it, or as the catalogue has it; None where there is none.
        exercise: What that is.
        load: The load to begin with; None where it is not changed or not known.
        ratio: What its set costs the main muscles beside the straight set alone [1]; None where nothing is added.
    """

    name: str
    change: Change
    title: str
    steps: tuple[Advice, ...]
    reasons: tuple[Advice, ...]
    doubts: tuple[Advice, ...]
    cost: tuple[Advice, ...]
    success: tuple[Advice, ...]
    trial: Trial | None = None
    not_before: datetime | None = None
    method: Method | None = None
    variation: str | None = None
    exercise: Exercise | None = None
    load: Load | None = None
    ratio: float | None = None

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of advice in it."""
        return (*self.steps, *self.reasons, *self.doubts, *self.cost, *self.success)


def unproven() -> Advice:
    """Return what is said of every change but a deload."""
    return Advice(
        say("Nobody has tested it on lifters whose gains had stopped: a guess worth a trial."),
        ("failure-breaks-plateaus", "variation-keeps-gains-coming"),
    )


def success_of(trial: Trial | None, situation: Situation) -> tuple[Advice, ...]:
    """Return what would count as success, when to look, and how surely it would show."""
    name = situation.name
    if trial is None:
        wait = say("Too little is known to say when it would show: look with `momentary plateau` in 8 weeks.")
        return (Advice(wait, ("own-trend", "one-bad-session-is-a-plateau")),)
    now = situation.posterior.one_rm(name, at=situation.at).median
    later = situation.typed_kg(situation.moved_kg(now) * trial.growth)
    # Of lifts of the body the 1RM may lie below the body alone: then only the share says something.
    is_of_body = situation.exercise.body_mass_share > 0.0
    growth = percent(trial.growth - 1.0, 1, signed=True)
    means = say("a 1RM {growth}", growth=growth)
    if is_of_body:
        means = say("a 1RM {growth} with the body counted", growth=growth)
    if min(now, later) > 0.0:
        before, after = (_rounded(situation, one).written for one in (now, later))
        means = say("{growth}, from {before} to {after}", growth=means, before=before, after=after)
    return (
        Advice(
            say(
                "Success: `momentary plateau --weeks {weeks}` says still rising. That takes about {gain} a week: "
                "{means}.",
                weeks=trial.weeks,
                gain=percent(trial.gain, 1, signed=True),
                means=means,
            ),
            ("own-trend",),
        ),
        Advice(
            say(
                "Look on {day}, not before. If it brings 0.5 % a week you will be told so with {seen} probability; "
                "if nothing changes, with {false}.",
                day=date_text(trial.look_on, with_year=True),
                seen=_chance(trial.seen),
                false=_chance(trial.false),
            ),
            ("own-trend", "one-bad-session-is-a-plateau"),
        ),
    )


def eased_first(deload: Deload, found: ExerciseDeload) -> Stimulus:
    """Return the deload that comes before any change."""
    until = found.until
    ease = f"{found.ease.label[:1].upper()}{found.ease.label[1:]}"
    steps = say("{ease}. All else as usual.", ease=ease)
    if until is not None:
        steps = say("{ease}, until {day}. All else as usual.", ease=ease, day=date_text(until))
    keys = ("deloads-restore-strength", "own-readiness")
    return Stimulus(
        found.name,
        Change.DELOAD,
        say("first an easier stretch: {ease}", ease=found.ease.label),
        (Advice(steps, keys),),
        (
            Advice(say("Tiredness is the likelier reason: see first whether strength returns with rest."), keys),
            *found.reasons,
        ),
        (),
        (Advice(say("A whole week off cost strength in the one trial: take back no more than this."), keys),),
        tuple(
            Advice(f"{date_text(look.at)}: {look.success.text}", look.success.claims)
            for look in found.looks
        ),
        not_before=deload.at,
    )  # fmt: skip


def _rounded(situation: Situation, load_kg: float) -> Load:
    """Return a 1RM in the gym's unit, to a tenth."""
    told = situation.gym.told(load_kg)
    return Load(round(told.value, 1), told.unit)


def _chance(share: float) -> str:
    """Return a probability that is never told as certain."""
    return say("less than {share}", share=percent(0.01)) if share < 0.01 else percent(min(share, 0.99))
