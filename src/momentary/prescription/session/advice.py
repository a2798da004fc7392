"""Advice for the coming session: what is due, each exercise's first set, where failure fits and by which method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from momentary.inference import Summary, UnknownExerciseError
from momentary.inference.readiness import Readiness
from momentary.language import percent, say, say_count
from momentary.prescription.deload.plan import Deload, with_deload
from momentary.prescription.frequency import Frequency
from momentary.prescription.goals import Goal
from momentary.prescription.gym import Gym
from momentary.prescription.method_choice import LoggedMethods, best_method, why_method
from momentary.prescription.methods import Advice, Proposal
from momentary.prescription.next_set import Decision, NextQuestion, NextSet, next_set
from momentary.prescription.placement import ComingSets, FailureVerdict, FailureWish, Placement, place_failure
from momentary.prescription.rotation import ComingSession, DueExercise
from momentary.quantities import Set

LONG_AGO_DAYS = 21
"""A session of its kind that is longer ago than this is told to be so [day]."""

_ROTATION = ("own-rotation",)
_SPARINGLY = ("use-failure-sparingly", "early-failure-harms-later-sets")


@dataclass(frozen=True, slots=True, eq=False)
class SessionQuestion:
    """What a lifter asks before a session.

    Args:
        summary: What is known of them.
        at: When it begins.
        coming: The session that their rotation brings; None where nobody knows.
        gym: What there is.
        goal: What the sets are for.
        is_gym_told: Whether the lifter has said what is in the gym.
        readiness: How recovered they will be then; None where nobody knows.
        frequencies: How often muscles were taken to failure lately.
        neural_warning: What speaks of heavy work piled up over weeks.
        methods: What the log teaches about methods; None leaves them out.
        deload: What is to be taken back because it is tired; None where nobody knows.
        last: In a session that goes on, the last set of each exercise that was done, by slug.
    """

    summary: Summary
    at: datetime
    coming: ComingSession | None
    gym: Gym
    goal: Goal = Goal.SIZE
    is_gym_told: bool = True
    readiness: Readiness | None = None
    frequencies: tuple[Frequency, ...] = ()
    neural_warning: str | None = None
    methods: LoggedMethods | None = None
    deload: Deload | None = None
    last: Mapping[str, Set] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class DueAdvice:
    """Advice for one exercise that is due.

    Args:
        due: The exercise, its usual sets, and when it was done last.
        placement: What the guard says of failure in its last set.
        first: Its first set; None where no load is known.
        method: How its last set may go on after failure; None where failure does not fit, or no method does.
        kept: How many of its usual sets are kept; None keeps all.
    """

    due: DueExercise
    placement: Placement
    first: NextSet | None
    method: Proposal | None = None
    kept: int | None = None

    @property
    def sets(self) -> int:
        """How many sets are advised: the usual ones, or what a deload keeps of them."""
        return self.due.sets if self.kept is None else self.kept

    @property
    def fits_failure(self) -> bool:
        """Whether nothing speaks against failure in its last set, and there is one."""
        is_over = self.first is not None and self.first.decision is Decision.STOP
        return self.placement.verdict is FailureVerdict.FITS and not is_over

    @property
    def why_method(self) -> Advice | None:
        """Why that method; None without one."""
        return None if self.method is None else why_method(self.method)

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of it, those of the method's protocol left out."""
        told = () if self.first is None else self.first.reasons
        method = () if self.why_method is None else (self.why_method,)
        return (*told, *self.placement.sentences(), *method)


@dataclass(frozen=True, slots=True, eq=False)
class SessionAdvice:
    """Advice for the coming session.

    Args:
        at: When it begins.
        coming: What the rotation brings; None where nobody knows.
        readiness: How recovered the lifter will be then; None where nobody knows.
        goal: What the sets are for.
        exercises: What is due, in its usual order.
        is_gym_told: Whether the lifter has said what is in the gym.
        deload: What is taken back because it is tired; None where nobody knows.
    """

    at: datetime
    coming: ComingSession | None
    readiness: Readiness | None
    goal: Goal
    exercises: tuple[DueAdvice, ...]
    is_gym_told: bool = True
    deload: Deload | None = None

    @property
    def due(self) -> tuple[Advice, ...]:
        """Which session is due, how sure that is, and whether it is long ago."""
        return tuple(_due(self))

    @property
    def digest(self) -> Advice:
        """Where failure fits, in a sentence."""
        fits = [one.due.name for one in self.exercises if one.fits_failure]
        if not fits:
            return Advice(say("Failure fits nowhere this time."), _SPARINGLY)
        return Advice(say("Failure fits on the last set of {exercises}.", exercises="; ".join(fits)), _SPARINGLY)

    @property
    def closing(self) -> tuple[Advice, ...]:
        """What holds for all of it."""
        return tuple(_closing(self))

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of it."""
        told = tuple(one for each in self.exercises for one in each.sentences())
        deload = () if self.deload is None else self.deload.sentences()
        return (*self.due, self.digest, *told, *deload, *self.closing)

    @property
    def claims(self) -> tuple[str, ...]:
        """The entries of the ledger that it rests on, each once."""
        return tuple(dict.fromkeys(key for one in self.sentences() for key in one.claims))


def advise_session(question: SessionQuestion) -> SessionAdvice:
    """Return advice for the coming session.

    Raises:
        UnusableSummaryError: The summary is of another model or other figures.
        ValueError: The session lies before the end of the log.
    """
    due = () if question.coming is None else question.coming.exercises
    found = tuple(_advise(question, one, due[place + 1 :]) for place, one in enumerate(due))
    return SessionAdvice(
        question.at, question.coming, question.readiness, question.goal, found, question.is_gym_told, question.deload
    )  # fmt: skip


def _first_question(question: SessionQuestion, due: DueExercise, coming: tuple[ComingSets, ...]) -> NextQuestion:
    """Return what is asked before the first set of an exercise; no failure is wished for in it.

    Args:
        question: What is asked of the session.
        due: The exercise.
        coming: What comes after it.
    """
    return NextQuestion(
        due.name, due.exercise, question.gym, question.goal, due.sets, wants_failure=False, coming=coming,
        readiness=question.readiness, frequencies=question.frequencies, neural_warning=question.neural_warning,
        last=question.last.get(due.exercise.slug), is_gym_told=question.is_gym_told, deload=question.deload,
    )  # fmt: skip


def _advise(question: SessionQuestion, due: DueExercise, later: Sequence[DueExercise]) -> DueAdvice:
    """Return advice for one exercise, what comes after it known."""
    still = [one for one in later if one.exercise.slug not in question.last]
    coming = tuple(ComingSets(one.name, one.exercise, one.sets) for one in still)
    wish = FailureWish(
        due.name, due.exercise, question.gym, 0, coming, question.readiness, question.frequencies,
        question.neural_warning, float((question.at - due.last).days),
    )  # fmt: skip
    asked = _first_question(question, due, coming)
    deload = question.deload
    placement = place_failure(wish) if deload is None else with_deload(place_failure(wish), deload)
    kept = None if deload is None else deload.sets_of(due.name, due.sets)
    try:
        first = next_set(question.summary, asked, at=question.at)
    except UnknownExerciseError:
        return DueAdvice(due, placement, None, kept=kept)
    return DueAdvice(due, placement, first, _method(question, due, placement, first), kept)


def _method(question: SessionQuestion, due: DueExercise, placement: Placement, first: NextSet) -> Proposal | None:
    """Return how the last set may go on after failure, where failure fits."""
    if question.methods is None or first.load is None or placement.verdict is not FailureVerdict.FITS:
        return None
    return best_method(question.methods.situation(due.name, first.load, at=question.at, after_sets=due.sets - 1))


def _due(advice: SessionAdvice) -> Iterator[Advice]:
    """Yield which session is due, how sure that is, and whether it is long ago."""
    coming = advice.coming
    if coming is None or not advice.exercises:
        yield Advice(say("The log has no working set of a strength exercise: nothing is due."), ("own-log",))
        return
    title = "" if coming.title is None else say('"{title}", ', title=coming.title)
    ago = (advice.at.date() - coming.last.date()).days
    when = say("today") if ago == 0 else say("yesterday") if ago == 1 else say("{count} days ago", count=ago)
    text = say_count(
        coming.alike,
        "Due by your rotation: {title}done once in your last 12 weeks, last {when}.",
        "Due by your rotation: {title}done {count} times in your last 12 weeks, last {when}.",
        title=title,
        when=when,
    )
    if coming.kinds != 1:
        guess = say("A guess among {kinds} kinds: {chance} sure.", kinds=coming.kinds, chance=percent(coming.chance))
        text = f"{text} {guess}"
    yield Advice(text, _ROTATION)
    if ago > LONG_AGO_DAYS:
        text = say("That is long ago: strength may have drifted, so the ranges are wide.")
        yield Advice(text, ("own-log", "own-forecast"))


def _closing(advice: SessionAdvice) -> Iterator[Advice]:
    """Yield what holds for all of it."""
    yield Advice(say("Failure is meant for the last set only."), _SPARINGLY)
    if not advice.is_gym_told:
        yield Advice(say("What the gym has is assumed: `momentary gym` says what it is."), ("own-loads",))
