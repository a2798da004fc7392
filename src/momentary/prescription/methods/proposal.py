"""A set as it is proposed, segment by segment with its forecasts, and as it is logged once it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from momentary.catalogue import Exercise
from momentary.inference import RepetitionForecast
from momentary.language import say
from momentary.prescription.learnt.later_segments import LaterSegment, Way
from momentary.prescription.learnt.method_costs import ENOUGH, Estimate
from momentary.prescription.methods.advice import Advice, Fit, Protocol
from momentary.prescription.methods.situation import Situation
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
        muscular: Dose of the main muscles: the median, with what the log has taught.
        neural: Dose of the nervous system, beside that of a squat, likewise.
        straight: Muscular dose of the first segment alone, taken to failure.
        is_lowering: Whether lowering is emphasised: it damages more.
        ratio_low: Lower end of the 80 % interval of `ratio`.
        ratio_high: Upper end of it.
        learnt: How much of the prior's doubt about it the log has taken away, from 0 (nothing) to 1.
        later_h: Hours that the muscles need longer, until they are as fresh as a day after the first segment alone;
            None where what is added works other muscles [h].
    """

    muscular: float
    neural: float
    straight: float
    is_lowering: bool
    ratio_low: float
    ratio_high: float
    learnt: float
    later_h: Estimate | None

    @property
    def ratio(self) -> float:
        """How many times the first segment alone."""
        return self.muscular / self.straight if self.straight > 0.0 else float("nan")

    @property
    def is_learnt(self) -> bool:
        """Whether the lifter's log has told anything of it."""
        return self.learnt >= ENOUGH


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
        told, *later = (one.title for one in self.protocols)
        for title in later:
            told = say("{method}, then {later}", method=told, later=title)
        return told

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
