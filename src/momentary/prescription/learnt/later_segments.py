"""What is left in a set that was taken to failure: repetitions of its later segments, and what a lifter's own teach.

At failure the capacity equals the load. A lighter load then brings some repetitions at once, and a short rest gives
back some of those just done:

    m = g ln(w / w') / c + b(t) n,       b(t) = b (1 - 2^(-t / h)) / (1 - 2^(-t0 / h))

with n the repetitions of the segment before at the load w, w' the load now, c the curve, t the rest, t0 the usual one
of drops, h the half-life of phosphocreatine. Rested lifters would get ln(w / w') / c more; after failure g is about a
quarter of that. Around m the logarithm of (repetitions + 1) is normal, now and then several times as wide:

    ln(r + 1) = ln(m + 1) + u + v_exercise + s_n (ln n - 2) + s_w (ln(w / w') - 0.35) + noise

where u, v, s_n and s_w are the lifter's own. They are learnt by a Kalman step a segment and wander from session to
session; the lifter's own noise is learnt beside them. Every way to go on after failure has habits of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import erf, exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from momentary.inference import RepetitionForecast
from momentary.parameters.later_segments import LaterSegmentPrior, later_segment_prior

Floats = NDArray[np.float64]

MOST = 60
"""Repetitions beyond which nothing is forecast [rep]."""

_USUAL_LENGTH, _USUAL_DROP = 2.0, 0.35
_LEAST = 0.2
_MOST_RECOVERED = 0.9
_COMMON = 3


class Way(StrEnum):
    """How a set goes on after failure; each has habits of its own."""

    DROP = "drop"
    MACHINE = "machine"
    REST_PAUSE = "rest_pause"
    PARTIAL = "partial"
    CHEAT = "cheat"
    NEGATIVE = "negative"
    ASSISTED = "assisted"


@dataclass(frozen=True, slots=True)
class LaterSegment:
    """A segment after the first of its set, as the forecast sees it.

    Args:
        way: How the set went on.
        exercise: Key of the exercise that the set began with.
        before: Repetitions of the segment before [rep].
        log_drop: Logarithm of the load before over the load now, as the muscles feel it.
        link: Its place in the set: 1 for the first after the head.
        rest_s: Rest before it; None where it is not known [s].
        doubt: Spread of `log_drop`, where another machine's load is not known well.
    """

    way: Way
    exercise: str
    before: float
    log_drop: float = 0.0
    link: int = 1
    rest_s: float | None = None
    doubt: float = 0.0


def expected_repetitions(segment: LaterSegment, *, prior: LaterSegmentPrior) -> float:
    """Return the median repetitions of a later segment over lifters, not rounded [rep]."""
    if segment.way is Way.PARTIAL:
        return max(prior.partial_share * segment.before, 1.0)
    if segment.way in (Way.CHEAT, Way.ASSISTED):
        return prior.cheat_repetitions
    ratio = log(prior.lowering_ratio) if segment.way is Way.NEGATIVE else 0.0
    at_once = prior.drop_gain * (segment.log_drop + ratio) / prior.curve
    return max(at_once + recovered_share(segment, prior=prior) * segment.before, _LEAST)


def recovered_share(segment: LaterSegment, *, prior: LaterSegmentPrior) -> float:
    """Return the repetitions that the rest gives back, as a share of those of the segment before [1]."""
    share = prior.recovered if segment.link == 1 else prior.recovered_later
    if segment.rest_s is None:
        return share
    back = 1.0 - 2.0 ** (-segment.rest_s / prior.half_life_s)
    usual = 1.0 - 2.0 ** (-prior.usual_rest_s / prior.half_life_s)
    return min(float(share * back / usual), _MOST_RECOVERED)


@dataclass(frozen=True, slots=True, eq=False)
class WayHabit:
    """What is known of one lifter's later segments of one way. Changed by making another.

    Args:
        exercises: Exercises that were seen; each has a place of its own in the state after the common ones.
        mean: State: level, by length, by ratio, then a level an exercise.
        cov: Its covariance.
        square: Squared errors so far, in units of the population's noise.
        count: Segments that they came from.
        seen: Segments of each exercise.
        session: The session of the last one.
    """

    exercises: tuple[str, ...]
    mean: Floats
    cov: Floats
    square: float = 0.0
    count: float = 0.0
    seen: tuple[int, ...] = ()
    session: int | None = None

    @classmethod
    def unknown(cls, way: Way, *, prior: LaterSegmentPrior) -> WayHabit:
        """Return what is known of a lifter who has never gone on that way."""
        untried = 0.0 if way is Way.DROP else prior.untried_sd
        spread = (math.hypot(prior.lifter_sd, untried), prior.length_sd, prior.ratio_sd)
        return cls((), np.zeros(_COMMON), np.diag(np.square(spread)))

    def with_exercise(self, exercise: str, *, prior: LaterSegmentPrior) -> WayHabit:
        """Return the same with a place for an exercise."""
        if exercise in self.exercises:
            return self
        size = len(self.mean)
        cov = np.zeros((size + 1, size + 1))
        cov[:size, :size] = self.cov
        cov[size, size] = prior.exercise_sd**2
        return replace(
            self, exercises=(*self.exercises, exercise), mean=np.append(self.mean, 0.0), cov=cov, seen=(*self.seen, 0)
        )

    def noise(self, *, prior: LaterSegmentPrior) -> float:
        """Return the lifter's own noise; the population's where little is known."""
        share = (prior.spread_count + self.square) / (prior.spread_count + self.count)
        return prior.noise * sqrt(share)

    def view(self, segment: LaterSegment) -> Floats:
        """Return how a segment reads the state."""
        seen = np.zeros(len(self.mean))
        seen[:_COMMON] = 1.0, log(max(segment.before, 1.0)) - _USUAL_LENGTH, segment.log_drop - _USUAL_DROP
        seen[_COMMON + self.exercises.index(segment.exercise)] = 1.0
        return seen


@dataclass(frozen=True, slots=True)
class Belief:
    """A belief about ln(repetitions + 1): its centre, the variance of that, and the noise of a single segment."""

    centre: float
    variance: float
    noise: float

    def below(self, edge: float, *, prior: LaterSegmentPrior) -> float:
        """Return the probability of fewer repetitions than an edge."""
        gap = log(edge + 1.0) - self.centre
        found = 0.0
        for share, factor in ((1.0 - prior.odd_share, 1.0), (prior.odd_share, prior.odd_factor)):
            sd = sqrt(self.variance + (factor * self.noise) ** 2)
            found += share * 0.5 * (1.0 + erf(gap / (sd * sqrt(2.0))))
        return found

    def pmf(self, *, prior: LaterSegmentPrior) -> Floats:
        """Return the probability of 0, 1, ... MOST repetitions; the last holds what lies above."""
        below = [self.below(edge + 0.5, prior=prior) for edge in range(MOST)]
        return np.diff(np.array([0.0, *below, 1.0]))


@dataclass(frozen=True, slots=True, eq=False)
class SegmentHabits:
    """What a lifter's later segments have taught so far, way by way. Immutable: `after` makes another.

    Args:
        prior: The population's figures.
        ways: What is known of every way that was seen.
    """

    prior: LaterSegmentPrior = field(default_factory=later_segment_prior)
    ways: tuple[tuple[Way, WayHabit], ...] = ()

    def of(self, way: Way) -> WayHabit:
        """Return what is known of a way."""
        return dict(self.ways).get(way) or WayHabit.unknown(way, prior=self.prior)

    def seen(self, way: Way, exercise: str | None = None) -> int:
        """Return how many segments of a way were learnt from, of one exercise or of all."""
        habit = self.of(way)
        if exercise is None:
            return sum(habit.seen)
        return dict(zip(habit.exercises, habit.seen, strict=True)).get(exercise, 0)

    def belief(self, segment: LaterSegment) -> Belief:
        """Return what is believed of a segment about to be done, its predecessor known."""
        habit = self.of(segment.way).with_exercise(segment.exercise, prior=self.prior)
        seen = habit.view(segment)
        expected = expected_repetitions(segment, prior=self.prior)
        # A doubtful ratio of loads moves the expectation: by the slope of ln(m + 1) in it.
        slope = self.prior.drop_gain / self.prior.curve / (expected + 1.0)
        variance = float(seen @ habit.cov @ seen) + (slope * segment.doubt) ** 2
        centre = log(expected + 1.0) + float(seen @ habit.mean)
        return Belief(centre, variance, habit.noise(prior=self.prior))

    def forecast(self, segment: LaterSegment) -> RepetitionForecast:
        """Return the repetitions of a segment about to be done, its predecessor known."""
        return RepetitionForecast(self.belief(segment).pmf(prior=self.prior))

    def forecast_after(self, segment: LaterSegment, before: Floats) -> RepetitionForecast:
        """Return the repetitions of a segment whose predecessor is itself only forecast.

        Args:
            segment: The segment; its `before` is ignored.
            before: Probability of 0, 1, ... repetitions of the segment before it.
        """
        found = np.zeros(MOST + 1)
        for count in np.flatnonzero(before > 1e-4).tolist():
            found += before[count] * self.belief(replace(segment, before=float(count))).pmf(prior=self.prior)
        return RepetitionForecast(found / found.sum())

    def after(self, segment: LaterSegment, done: int, *, session: int) -> SegmentHabits:
        """Return what is known once a segment was done.

        Args:
            segment: The segment.
            done: Its repetitions [rep].
            session: Number of its session in the log.
        """
        habit = self._wandered(self.of(segment.way), session, segment.way)
        habit = habit.with_exercise(segment.exercise, prior=self.prior)
        belief = replace(self, ways=_with(self.ways, segment.way, habit)).belief(segment)
        habit = replace(_learnt(habit, segment, belief, done, prior=self.prior), session=session)
        return replace(self, ways=_with(self.ways, segment.way, habit))

    def _wandered(self, habit: WayHabit, session: int, way: Way) -> WayHabit:
        """Return a habit at the beginning of a session."""
        if habit.session is None or habit.session == session:
            return habit
        unknown = WayHabit.unknown(way, prior=self.prior)
        wander = np.full(len(habit.mean), self.prior.exercise_sd**2)
        wander[:_COMMON] = unknown.cov[0, 0], 0.0, 0.0
        return replace(habit, cov=habit.cov + np.diag(wander) * self.prior.drift**2)


def _learnt(habit: WayHabit, segment: LaterSegment, belief: Belief, done: int, *, prior: LaterSegmentPrior) -> WayHabit:
    """Return a habit after a segment of which something was believed; one that is far off counts less."""
    seen = habit.view(segment)
    miss, noise = log(done + 1.0) - belief.centre, belief.noise
    usual, odd = (
        share * exp(-0.5 * miss * miss / spread) / sqrt(spread)
        for share, factor in ((1.0 - prior.odd_share, 1.0), (prior.odd_share, prior.odd_factor))
        for spread in (belief.variance + (factor * noise) ** 2,)
    )
    trusted = usual / (usual + odd) if usual + odd > 0.0 else 0.0
    precision = (trusted + (1.0 - trusted) / prior.odd_factor**2) / noise**2
    gain = habit.cov @ seen / (belief.variance + 1.0 / precision)
    spread = belief.variance + noise**2
    share = miss * miss * noise**2 / spread / prior.noise**2
    at = habit.exercises.index(segment.exercise)
    return replace(
        habit,
        mean=habit.mean + gain * miss,
        cov=habit.cov - np.outer(gain, seen @ habit.cov),
        square=habit.square + trusted * share,
        count=habit.count + trusted,
        seen=tuple(count + (place == at) for place, count in enumerate(habit.seen)),
    )


def _with(ways: tuple[tuple[Way, WayHabit], ...], way: Way, habit: WayHabit) -> tuple[tuple[Way, WayHabit], ...]:
    """Return the habits with one replaced."""
    return (*((one, known) for one, known in ways if one is not way), (way, habit))
