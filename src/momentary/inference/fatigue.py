"""What a log tells of a lifter's fatigue: a regression of first sets on what was done before, set by set.

The first set of an exercise in a session that went to failure shows a capacity, z = ln load + c (r - 1). Of each
exercise a level is followed through these, as a random walk under the errors of days and sets. What the states had
taken before each of them goes through the same filter; so the innovations of both obey, exactly,

    e_z = - sum over channels of gain x e_state + error,

the sign turned for adaptation. All that a log says of gains and half-lives is therefore a matrix and a vector over
the channels: of fixed size, and the same whatever prior is put to it later. Later sets of an exercise are not asked:
the set before says more. Nor are sets that were stopped without a word: which sets are stopped hangs on how they went.
The first weeks teach nothing either: what was done before the log began is not known. Good and bad days that all first
sets of a session share are taken out, or sets of a good day would seem to tire less.

Forecasts already hold the usual fatigue, and through recent sets some of the rest; how much of each part is still to be
added to them is a population figure, `PartPrior.shown`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import hypot, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    Channels,
    FatiguePrior,
    FatigueState,
    Involvement,
    Part,
    Prior,
    Work,
    channels_of,
    felt_in,
)
from momentary.inference.records import MOST_SHOWN, RULE_OF_THUMB

Floats = NDArray[np.float64]

LARGEST_SHIFT = 4.0
"""Fatigue never moves a forecast by more than this [rep]."""

BURN_IN_DAYS = 42.0
"""For so long after its first set a log teaches nothing of fatigue: what was done before is not known [day]."""

# Judgements, none of them learnt: how the usual follows, errors beyond the prior's, and how far off is another machine.
_FOLLOWED = 0.3
_CALL_SD_REP = 1.0
_CURVE_DOUBT = 0.3
_FIRST_VAR = 0.04
_JUMP = 4.0
_SHARED_DAY = 0.5
_DRAWS = 4096


@dataclass(slots=True)
class FatigueEvidence:
    """What first sets say of the channels: a Gaussian likelihood in information form, and the belief that follows.

    The first sets of a session share a good or bad day. It is integrated out when the session is over: until then its
    sums are kept apart, and the belief is that of the session before.

    Args:
        before: Mean and precision of the gains before any set (channel,), (channel, channel).
        precision: Its matrix (channel, channel), the open session's day not yet taken out.
        pull: Its vector (channel,), likewise.
        sets: How many first sets it is made of.
        mean: Mean of the gains of the channels, prior and closed sessions taken as Gaussian (channel,).
        session: The open session; -1 for none.
        weight: Sum of the precisions of its sets.
        felt_sum: Sum of what they felt, so weighted (channel,).
        miss_sum: Sum of their misses, so weighted.
    """

    before: tuple[Floats, Floats]
    precision: Floats
    pull: Floats
    sets: int
    mean: Floats
    session: int
    weight: float
    felt_sum: Floats
    miss_sum: float

    @classmethod
    def none(cls, before: tuple[Floats, Floats]) -> FatigueEvidence:
        """Return the evidence of no set, from mean and precision of the gains before any."""
        mean, precision = before
        nothing = np.zeros_like(mean)
        return cls(before, np.zeros_like(precision), nothing, 0, mean, -1, 0.0, nothing.copy(), 0.0)

    def copy(self) -> FatigueEvidence:
        """Return the same, free to be changed."""
        arrays = (self.precision.copy(), self.pull.copy(), self.sets, self.mean)
        return FatigueEvidence(self.before, *arrays, self.session, self.weight, self.felt_sum.copy(), self.miss_sum)

    def add(self, felt: Floats, miss: float, sd: float, *, session: int, day_var: float) -> None:
        """Take one set.

        Args:
            felt: What each channel did to it, with its sign (channel,).
            miss: The log-capacity missed.
            sd: The spread of that, the day that the session's sets share left out.
            session: Its session.
            day_var: Variance of such days.
        """
        if session != self.session:
            self.close(day_var=day_var)
            self.session = session
        worth = 1.0 / (sd * sd)
        scaled = worth * felt
        self.precision += scaled[:, None] * felt
        self.pull += scaled * miss
        self.sets += 1
        self.weight += worth
        self.felt_sum += scaled
        self.miss_sum += worth * miss

    def close(self, *, day_var: float) -> None:
        """Take the day out of the open session, and believe what follows."""
        if self.weight <= 0.0:
            return
        shared = 1.0 / (1.0 / day_var + self.weight)
        self.precision -= shared * self.felt_sum[:, None] * self.felt_sum
        self.pull -= shared * self.miss_sum * self.felt_sum
        self.weight = self.miss_sum = 0.0
        self.felt_sum[:] = 0.0
        self.mean = self.belief()[0]

    def closed(self, *, day_var: float) -> FatigueEvidence:
        """Return the same with no session open."""
        result = self.copy()
        result.close(day_var=day_var)
        return result

    def belief(self) -> tuple[Floats, Floats]:
        """Return mean and covariance of the gains of the channels."""
        mean, before = self.before
        cov = _inverse(before + self.precision)
        return cov @ (before @ mean + self.pull), cov


@dataclass(frozen=True, slots=True)
class Opening:
    """The first set of an exercise in a session that tells how it ended.

    Args:
        log_moved: Logarithm of the moved load.
        possible: Repetitions that were possible: those done, with the reserve where one was called [rep].
        is_known: Whether that is known, or only a bound from below.
        is_called: Whether it rests on a called reserve.
    """

    log_moved: float
    possible: float
    is_known: bool
    is_called: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class FirstSets:
    """What the first sets of one exercise have shown so far. Never changed: the next set makes another one.

    Args:
        session: Session of the last of them.
        time: When the last one that showed a capacity was done [days since 1970]; minus infinity before any.
        level: The level of log-capacity that they show.
        var: Its variance.
        repetitions: Their usual repetitions [rep].
        felt: What the states had taken from that level: the same filter's mean of them (channel,).
        usual: What first sets usually feel of the states, as forecasts hold it (channel,).
    """

    session: int
    time: float
    level: float
    var: float
    repetitions: float
    felt: Floats
    usual: Floats


class Told(NamedTuple):
    """What a first set told; the innovations are NaN where it taught nothing.

    `beyond` is what each channel did to it beyond the usual, with its sign (channel,); `felt` the same beyond what its
    level holds; `miss` the innovation of the log-capacity; `sd` its spread; `gain` how far the level followed, 0 to 1.
    """

    beyond: Floats
    felt: Floats
    miss: float = float("nan")
    sd: float = float("nan")
    gain: float = 0.0


@dataclass(slots=True)
class FatigueMemory:
    """The fatigue of a lifter as the log has told of it so far. Changed in place by `take`; everything else only reads.

    Args:
        prior: The population's figures.
        channels: The channels of its prior of fatigue.
        state: The states at unit gain.
        evidence: What first sets have said.
        first: What each exercise's first sets have shown, by exercise.
    """

    prior: Prior
    channels: Channels
    state: FatigueState
    evidence: FatigueEvidence
    first: dict[int, FirstSets] = field(default_factory=dict)

    @classmethod
    def rested(cls, prior: Prior) -> FatigueMemory:
        """Return the memory of an empty log."""
        channels = channels_of(prior.fatigue)
        return cls(prior, channels, FatigueState.rested(channels), FatigueEvidence.none(prior_gains(prior.fatigue)))

    def copy(self) -> FatigueMemory:
        """Return the same, free to take another set."""
        return FatigueMemory(self.prior, self.channels, self.state.copy(), self.evidence.copy(), self.first.copy())

    def opens(self, exercise: int, session: int) -> bool:
        """Whether a set would be the exercise's first in a session."""
        first = self.first.get(exercise)
        return first is None or first.session != session

    def shift(self, exercise: int, involvement: Involvement, *, time: float) -> float:
        """Return by how much fatigue moves the forecast of an exercise's first set at a time [rep]."""
        first = self.first.get(exercise)
        if first is None:
            return 0.0
        beyond = self.channels.sign * (self._felt_at(involvement, time) - first.usual)
        return shift_of(beyond, self.evidence.mean, channels=self.channels)

    def take(self, exercise: int, involvement: Involvement, work: Work | None, opening: Opening | None) -> Told | None:
        """Take a segment: learn from it if it opens its exercise, then let it tire; return what it told if it does.

        Args:
            exercise: Its exercise.
            involvement: The muscles of that.
            work: What was done; None if nothing.
            opening: How it went, where it opens its exercise and tells how it ended.
        """
        told = None
        if work is None:
            return None
        if opening is not None:
            told = self._learn(exercise, self._felt_at(involvement, work.time), work, opening)
        self.state.add(work, involvement, channels=self.channels, law=self.prior.fatigue.doses)
        return told

    def _learn(self, exercise: int, felt: Floats, work: Work, opening: Opening) -> Told:
        """Take what an opening set says, and return it."""
        before, signs = self.first.get(exercise), self.channels.sign
        if before is None:
            nothing = np.zeros(len(felt))
            before = FirstSets(work.session, float("-inf"), 0.0, _FIRST_VAR, opening.possible, nothing, felt)
        beyond = signs * (felt - before.usual)
        usual = before.usual + _FOLLOWED * (felt - before.usual)
        if not opening.is_known:
            self.first[exercise] = replace(before, session=work.session, usual=usual)
            return Told(beyond, beyond)
        shown = opening.log_moved + RULE_OF_THUMB * (min(opening.possible, MOST_SHOWN) - 1.0)
        error = self._error(opening, before.repetitions)
        alone = error * error + self.day_var
        days = work.time - before.time
        var = before.var + (float(self.prior.gap_variance(np.array(days))) if days < float("inf") else 0.0)
        miss, spread = shown - before.level, sqrt(var + alone)
        repetitions = before.repetitions + _FOLLOWED * (opening.possible - before.repetitions)
        if days == float("inf") or abs(miss) > _JUMP * spread:
            # Another machine, another unit: the level begins anew, and the set says nothing of fatigue.
            fresh = FirstSets(work.session, work.time, shown, alone, opening.possible, felt, usual)
            self.first[exercise] = fresh
            return Told(beyond, beyond, gain=1.0)
        innovation = signs * (felt - before.felt)
        is_taught = work.time - self.state.begun > BURN_IN_DAYS
        if is_taught:
            self.evidence.add(
                innovation, miss, sqrt(var + error * error), session=work.session, day_var=self.day_var
            )  # fmt: skip
        gain = var / (spread * spread)
        self.first[exercise] = FirstSets(
            work.session, work.time, before.level + gain * miss, (1.0 - gain) * var, repetitions,
            before.felt + gain * (felt - before.felt), usual,
        )  # fmt: skip
        if not is_taught:
            return Told(beyond, innovation, gain=gain)
        return Told(beyond, innovation, miss, sqrt(var + error * error), gain)

    @property
    def day_var(self) -> float:
        """Variance of good and bad days as far as all exercises of a session share them."""
        return shared_day_var(self.prior)

    def known(self) -> FatigueEvidence:
        """Return what first sets have said, the last session's as well."""
        return self.evidence.closed(day_var=self.day_var)

    def _error(self, opening: Opening, usual_repetitions: float) -> float:
        """Return the error of the log-capacity that a set shows, the session's shared day left out."""
        beyond_one = min(max(opening.possible - 1.0, 0.0), MOST_SHOWN)
        count = self.prior.noise_rep + self.prior.noise_growth * beyond_one
        if opening.is_called:
            count = hypot(count, _CALL_SD_REP)
        bend = _CURVE_DOUBT * (min(opening.possible, MOST_SHOWN) - min(usual_repetitions, MOST_SHOWN))
        return sqrt((RULE_OF_THUMB * hypot(count, bend)) ** 2 + (1.0 - _SHARED_DAY) * self.prior.day_sd**2)

    def _felt_at(self, involvement: Involvement, time: float) -> Floats:
        """Return what each channel takes from an exercise at a time, at unit gain."""
        felt = felt_in(self.state, involvement)
        days = time - self.state.time
        if not days < float("inf"):
            return np.zeros(len(self.channels))
        if days > 0.0:
            felt *= np.exp2(-days / self.channels.half_life)
        return felt


def shared_day_var(prior: Prior) -> float:
    """Return the variance of good and bad days as far as all exercises of a session share them."""
    return _SHARED_DAY * prior.day_sd**2


def shift_of(beyond: Floats, gains: Floats, *, channels: Channels) -> float:
    """Return by how much fatigue moves a forecast, bounded [rep].

    Args:
        beyond: What each channel does beyond the usual, with its sign (channel,).
        gains: Gains of the channels (channel,).
        channels: The channels: how much of each forecasts do not hold already.
    """
    log_capacity = float((channels.shown * beyond) @ gains)
    return min(max(log_capacity / RULE_OF_THUMB, -LARGEST_SHIFT), LARGEST_SHIFT)


@lru_cache(maxsize=16)
def prior_gains(prior: FatiguePrior) -> tuple[Floats, Floats]:
    """Return mean and precision of the gains of the channels before any log: the moments of many draws."""
    draws = gains_of(prior, *standard_draws(_DRAWS))
    cov = np.cov(draws.T)
    floor = 1e-6 * np.diag(np.diag(cov)) + 1e-14 * np.eye(len(cov))
    return draws.mean(axis=0), _inverse(cov + floor)


def _inverse(matrix: Floats) -> Floats:
    """Return the inverse of a matrix."""
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


@lru_cache(maxsize=8)
def standard_draws(count: int) -> tuple[Floats, Floats]:
    """Return standard normal draws for gains and half-lives (draw, part) each: always the same, in mirrored pairs."""
    parts = len(Part)
    half = np.random.default_rng(20_240_229).standard_normal((count // 2, 2 * parts))
    draws = np.concatenate([half, -half])
    return draws[:, :parts], draws[:, parts:]


def gains_of(
    prior: FatiguePrior, gain_steps: Floats, half_life_steps: Floats, *, channels: Channels | None = None
) -> Floats:
    """Return the gains of the channels of persons (person, channel).

    Args:
        prior: What is believed before any log.
        gain_steps: Logarithms of the gains [prior SD from the median] (person, part).
        half_life_steps: The same of the half-lives (person, part).
        channels: The channels, if not those of the prior.
    """
    channels = channels_of(prior) if channels is None else channels
    result = np.zeros((len(gain_steps), len(channels)))
    for part in Part:
        one = prior.of(part)
        gain = one.gain * np.exp(one.gain_log_sd * gain_steps[:, part])
        half_life = one.half_life * np.exp(one.half_life_log_sd * half_life_steps[:, part])
        result[:, channels.places(part)] = gain[:, None] * channels.shares(part, half_life)
    return result
