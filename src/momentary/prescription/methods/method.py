"""What every method answers: when it fits, which segments it adds to a set, what to do, what it costs, and why."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np

from momentary.catalogue import Exercise, Kind, LoadBasis, Resistance, WayOut
from momentary.inference import Posterior, RepetitionForecast
from momentary.prescription.gym import Gym
from momentary.prescription.later_segments import LaterSegment, SegmentHabits, Way
from momentary.quantities import (
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    Judge,
    Load,
    Role,
    Segment,
    Set,
    Technique,
    Tempo,
)

SAFETY = "For information, no medical advice. Pain ends a set, without argument."
"""What stands under all advice."""

_LEAST_BODY = 0.05
_OUT = {
    WayOut.JUST_STOP: "let go, and the station takes the load",
    WayOut.STEP_DOWN: "put your feet down",
    WayOut.SET_DOWN: "set the load down",
    WayOut.DROP_BESIDE: "lower the loads beside you",
    WayOut.MACHINE_STOPS: "set the machine's stops before",
}


class NotPossibleError(ValueError):
    """A method that cannot be done here: the message says why, and what else to do."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence of advice and the claims of the ledger that it rests on."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """What speaks for and against a method.

    Args:
        reasons: What speaks for it.
        doubts: What speaks against it; the lifter may overrule it.
        hindrances: What makes it impossible or unsafe here.
    """

    reasons: tuple[Advice, ...] = ()
    doubts: tuple[Advice, ...] = ()
    hindrances: tuple[Advice, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether nothing forbids it."""
        return not self.hindrances

    def __add__(self, other: Fit) -> Fit:
        """Put two together, each sentence once."""
        return Fit(
            tuple(dict.fromkeys(self.reasons + other.reasons)),
            tuple(dict.fromkeys(self.doubts + other.doubts)),
            tuple(dict.fromkeys(self.hindrances + other.hindrances)),
        )


@dataclass(frozen=True, slots=True)
class Protocol:
    """How a method is done, whoever does it.

    Args:
        name: How commands call it: `drop-set`.
        title: How people call it.
        also: Other names.
        summary: What it is, in a sentence.
        when: When it fits.
        steps: What the lifter does, in order.
        partner_steps: What the partner does.
        ends: What ends the set.
        cost: What it costs in recovery.
        log_as: How to log it.
        why: What the evidence says.
    """

    name: str
    title: str
    summary: Advice
    when: tuple[Advice, ...]
    steps: tuple[Advice, ...]
    ends: tuple[Advice, ...]
    cost: tuple[Advice, ...]
    log_as: tuple[Advice, ...]
    why: tuple[Advice, ...]
    also: tuple[str, ...] = ()
    partner_steps: tuple[Advice, ...] = ()

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of it."""
        parts = (self.when, self.steps, self.partner_steps, self.ends, self.cost, self.log_as, self.why)
        return (self.summary, *(one for part in parts for one in part))


@dataclass(frozen=True, slots=True)
class Station:
    """Another exercise that a set may go on with, or be paired with.

    Args:
        name: Its name as the lifter types it, or as the catalogue has it.
        exercise: What it is.
        log_ratio: Logarithm of the moved load there over the moved load here, for equal strength.
        log_sd: How far that may be off.
        is_learnt: Whether the lifter's log shows both.
    """

    name: str
    exercise: Exercise
    log_ratio: float = 0.0
    log_sd: float = 0.35
    is_learnt: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """A set about to be done: all that a method needs to know.

    Args:
        name: The exercise as the lifter types it.
        exercise: What it is.
        load: The load of the first segment, as typed.
        gym: What there is.
        posterior: What is believed of the lifter.
        habits: What their later segments taught.
        at: When; the last session of the log if not given.
        after_sets: Working sets of the exercise done before in the session.
        is_last_set: Whether it is the last set of the exercise.
        is_recovered: Whether the muscles have recovered; None where nobody knows.
        twin: The machine or cable exercise that follows the same movement.
        pair: The exercise to alternate with.
        help_shares: Help in the first and second assisted repetition: low, middle and high share of the load.
        body_kg: The lifter's body mass, or the population's [kg].
        is_gym_told: Whether the lifter has said what is in the gym; else the first load is taken as it is.
    """

    name: str
    exercise: Exercise
    load: Load
    gym: Gym
    posterior: Posterior
    habits: SegmentHabits = field(default_factory=SegmentHabits)
    at: datetime | None = None
    after_sets: int = 0
    is_last_set: bool = True
    is_recovered: bool | None = None
    twin: Station | None = None
    pair: Station | None = None
    help_shares: tuple[tuple[float, ...], ...] = ()
    body_kg: float = 75.0
    is_gym_told: bool = True

    def first_load(self) -> Load:
        """Return the load of the first segment: the one asked for, or the next below it that is there.

        Raises:
            NotPossibleError: Nothing there is as light.
        """
        if not self.is_gym_told:
            return self.load
        found = self.gym.no_heavier(self.exercise, self.load.kg)
        if found is None:
            raise NotPossibleError(
                f"The gym has no {self.exercise.equipment} load of {self.load} or less for {self.name}: "
                "`momentary gym` shows what it has."
            )
        # What is there keeps the unit in which it was asked for.
        return self.load if abs(found.kg - self.load.kg) < 1e-3 else found

    def forecast(self, load: Load) -> RepetitionForecast:
        """Return the repetitions to failure of the first segment."""
        return self.posterior.repetitions_to_failure(self.name, load.kg, at=self.at, after_sets=self.after_sets)

    def moved_kg(self, load_kg: float, exercise: Exercise | None = None) -> float:
        """Return the load that the muscles move at a typed load [kg]."""
        one = self.exercise if exercise is None else exercise
        body = one.body_mass_share * self.body_kg
        sign = -1.0 if one.load_basis is LoadBasis.ASSISTANCE else 1.0
        return max(body + sign * load_kg * one.implements, _LEAST_BODY * body)

    def typed_kg(self, moved_kg: float, exercise: Exercise | None = None) -> float:
        """Return the typed load at which the muscles move so much; below zero where the body alone is more [kg]."""
        one = self.exercise if exercise is None else exercise
        sign = -1.0 if one.load_basis is LoadBasis.ASSISTANCE else 1.0
        return sign * (moved_kg - one.body_mass_share * self.body_kg) / one.implements


@dataclass(frozen=True, slots=True, eq=False)
class PlannedSegment:
    """A segment of a proposal.

    Args:
        name: The exercise.
        exercise: What it is.
        load: The load, as there is in the gym.
        technique: How it is done.
        forecast: Repetitions, as the protocol asks for them.
        rest_s: Rest before it; None before the first [s].
        ending: What ends it.
        judge: Who says so.
        tempo: Counts of a repetition.
        help: Expected help of a partner, low, middle, high.
        to_come: What the segment is for the forecast of the next one.
        most: Repetitions after which the protocol stops; None where only failure ends it.
    """

    name: str
    exercise: Exercise
    load: Load
    technique: Technique
    forecast: RepetitionForecast
    rest_s: float | None = None
    ending: EndingKind = EndingKind.MOMENTARY_FAILURE
    judge: Judge = Judge.LIFTER
    tempo: Tempo | None = None
    help: tuple[Load, ...] = ()
    to_come: LaterSegment | None = None
    most: int | None = None

    @property
    def interval(self) -> tuple[int, int]:
        """Repetitions that hold eight times in ten."""
        return self.forecast.interval(0.8)

    def done(self, repetitions: int, *, ending: EndingKind | None = None) -> Segment:
        """Return the segment as it is logged once so many repetitions were done."""
        is_partial = self.technique is Technique.PARTIAL
        stopped = self.ending
        if ending is not None:
            stopped = ending
        elif self.most is not None and repetitions >= self.most:
            stopped = EndingKind.TARGET
        return Segment(
            self.name,
            self.load,
            None if is_partial else repetitions,
            partial_repetitions=repetitions if is_partial else None,
            technique=self.technique,
            effort=Effort(0.0, EffortScale.RIR) if stopped.is_failure and not is_partial else None,
            ending=Ending(stopped, self.judge),
            assistance=self.help[1] if self.help else None,
            implements=self.exercise.implements if self.exercise.implements > 1 else None,
            tempo=self.tempo,
            rest_before_s=self.rest_s,
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """What a set puts into the states of fatigue, in straight sets of ten to failure.

    Args:
        muscular: Dose of the main muscles.
        neural: Dose of the nervous system, beside that of a squat.
        straight: Muscular dose of the first segment alone, taken to failure.
        is_lowering: Whether lowering is emphasised: it damages more.
    """

    muscular: float
    neural: float
    straight: float
    is_lowering: bool

    @property
    def ratio(self) -> float:
        """How many times the first segment alone."""
        return self.muscular / self.straight if self.straight > 0.0 else float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A set to be done by a method, or several in one, with the lifter's own numbers.

    Args:
        protocols: The methods, in order.
        fit: What speaks for and against.
        sets: The sets: one chain as a rule, two in a superset.
        cost: What it puts into the states of fatigue.
        notes: What else this lifter should know.
        superset: Whether the sets are tied.
    """

    protocols: tuple[Protocol, ...]
    fit: Fit
    sets: tuple[tuple[PlannedSegment, ...], ...]
    cost: Cost
    notes: tuple[Advice, ...] = ()
    superset: bool = False

    @property
    def title(self) -> str:
        """How people call it."""
        return ", then ".join(one.title for one in self.protocols)

    @property
    def segments(self) -> tuple[PlannedSegment, ...]:
        """All segments in their order."""
        return tuple(segment for one in self.sets for segment in one)

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that it rests on, each once."""
        return tuple(dict.fromkeys(key for one in self.sentences() for key in one.claims))

    def sentences(self) -> tuple[Advice, ...]:
        """Return every sentence of advice in it."""
        told = tuple(one for protocol in self.protocols for one in protocol.sentences())
        return (*told, *self.fit.reasons, *self.fit.doubts, *self.fit.hindrances, *self.notes)

    def as_sets(self, done: Sequence[int]) -> tuple[Set, ...]:
        """Return the sets as they are logged once they were done: a set is one chain of segments.

        Args:
            done: Repetitions of the segments in order; a set that ended early has fewer.

        Raises:
            ValueError: More segments were done than planned, or none.
        """
        if not 0 < len(done) <= len(self.segments):
            raise ValueError(f"{len(done)} segments were done: the proposal has {len(self.segments)}. Give 1 to that.")
        left = list(done)
        found = []
        for chain in self.sets:
            some, left = left[: len(chain)], left[len(chain) :]
            if some:
                segments = tuple(one.done(count) for one, count in zip(chain, some, strict=False))
                found.append(Set(segments, role=Role.WORKING, superset="A" if self.superset else None))
        return tuple(found)


class Method(ABC):
    """A way to take a set to failure, beyond it, or around it."""

    @property
    @abstractmethod
    def protocol(self) -> Protocol:
        """How it is done."""

    @abstractmethod
    def extend(self, situation: Situation, chain: tuple[PlannedSegment, ...]) -> tuple[PlannedSegment, ...]:
        """Return the segments that the method adds to a set.

        Args:
            situation: The set.
            chain: Its segments so far; the first is there.

        Raises:
            NotPossibleError: It cannot be done here.
        """

    def fits(self, situation: Situation) -> Fit:
        """Return what speaks for and against it here."""
        return at_failure(situation) + self.particular(situation)

    @abstractmethod
    def particular(self, situation: Situation) -> Fit:
        """Return what speaks for and against this method in particular."""

    def notes(self, situation: Situation) -> tuple[Advice, ...]:  # noqa: ARG002
        """Return what else this lifter should know."""
        return ()

    def propose(self, situation: Situation) -> Proposal:
        """Return the method with the lifter's own numbers.

        Raises:
            NotPossibleError: It cannot be done here.
            UnknownExerciseError: The log never had the exercise.
        """
        return propose(situation, (self,))


def propose(situation: Situation, methods: Sequence[Method]) -> Proposal:
    """Return one set that goes on by some methods, one after the other, with the lifter's own numbers.

    Raises:
        NotPossibleError: One of them cannot be done here.
        UnknownExerciseError: The log never had the exercise.
        ValueError: No method is named.
    """
    from momentary.prescription.methods.cost import cost_of  # noqa: PLC0415 - it needs what is defined here

    if not methods:
        raise ValueError("No method is named: a straight set needs none. Name one of METHODS.")
    fit = Fit()
    chain: tuple[PlannedSegment, ...] = (first_segment(situation),)
    for method in methods:
        fit += method.fits(situation)
        chain += method.extend(situation, chain)
    notes = tuple(note for method in methods for note in method.notes(situation))
    return Proposal(
        tuple(method.protocol for method in methods),
        fit,
        (chain,),
        cost_of(situation, chain),
        tuple(dict.fromkeys(notes)),
    )


def first_segment(situation: Situation) -> PlannedSegment:
    """Return the straight segment to failure with which a set begins."""
    load = situation.first_load()
    return PlannedSegment(situation.name, situation.exercise, load, Technique.STRAIGHT, situation.forecast(load))


def next_segment(
    situation: Situation, chain: tuple[PlannedSegment, ...], segment: PlannedSegment, *, way: Way,
    log_drop: float = 0.0, doubt: float = 0.0,
) -> PlannedSegment:  # fmt: skip
    """Return a segment with its forecast, as it follows the last one of a chain.

    Args:
        situation: The set.
        chain: Its segments so far.
        segment: The segment; its forecast is put in.
        way: How the set goes on.
        log_drop: Logarithm of the load before over the load now, as the muscles feel it.
        doubt: Its spread.
    """
    before = chain[-1].forecast.pmf
    told = LaterSegment(way, chain[-1].exercise.slug, 0.0, log_drop, len(chain), segment.rest_s, doubt)
    forecast = situation.habits.forecast_after(told, before)
    if segment.most is not None:
        forecast = at_most(forecast, segment.most)
    return replace(segment, forecast=forecast, to_come=told)


def at_most(forecast: RepetitionForecast, most: int) -> RepetitionForecast:
    """Return a forecast of repetitions that are stopped at some number."""
    pmf = np.array(forecast.pmf[: most + 1])
    pmf[-1] += float(forecast.pmf[most + 1 :].sum())
    return RepetitionForecast(pmf)


def at_failure(situation: Situation) -> Fit:
    """Return what speaks for and against any set to failure here: safety first, then where it stands."""
    exercise, gym = situation.exercise, situation.gym
    hindrances, doubts, reasons = [], [], []
    if exercise.kind not in (Kind.COMPOUND, Kind.ISOLATION):
        hindrances.append(
            Advice(
                f"{situation.name} ends by speed, technique or time: there are no repetitions to failure.",
                ("failure-is-lost-form",),
            )
        )
    if exercise.way_out is WayOut.PINS and not (gym.has_pins or gym.has_partner):
        hindrances.append(
            Advice(
                "Nobody is there and no pins are set: a failed repetition would stay on you. "
                "Take a machine, or tell `momentary gym` of pins or a partner.",
                ("use-failure-sparingly", "failure-is-lost-form"),
            )
        )
    if exercise.way_out is WayOut.STOP_SHORT and not gym.has_partner:
        hindrances.append(
            Advice(
                "There is no safe way out of a failed repetition alone: stop short, or have a partner.",
                ("use-failure-sparingly", "failure-is-lost-form"),
            )
        )
    if not situation.is_last_set:
        doubts.append(
            Advice(
                "Sets of these muscles still come: failure now costs repetitions there. Keep it for the last set.",
                ("early-failure-harms-later-sets",),
            )
        )
    else:
        reasons.append(Advice("It is the last set: nothing after it suffers.", ("early-failure-harms-later-sets",)))
    if situation.is_recovered is False:
        doubts.append(
            Advice(
                "These muscles have not recovered yet: another failure adds a day or so.",
                ("failure-costs-a-day-more",),
            )
        )
    if exercise.kind is Kind.COMPOUND and exercise.resistance is Resistance.FREE_WEIGHT:
        doubts.append(
            Advice(
                "A heavy free lift is the costliest place to fail: a machine or a one-joint exercise does as well.",
                ("use-failure-sparingly", "machine-lets-muscles-go-on"),
            )
        )
    elif exercise.safe_alone:
        reasons.append(
            Advice(
                f"It can be failed alone: {_OUT.get(exercise.way_out, exercise.way_out)}.", ("use-failure-sparingly",)
            )
        )
    return Fit(tuple(reasons), tuple(doubts), tuple(hindrances))
