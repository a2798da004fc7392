"""What a log tells of a lifter's fatigue: a regression of first sets on what was done before, set by set.

The level model and the cues forecast the first set of an exercise as if fatigue were as usual. What the states of that
moment have beyond the usual explains a part of the miss:

    y = log-capacity missed = - sum over channels of gain x (state - usual state) + error,

the sign turned for adaptation. The error has the forecast's own spread; what is usual follows the exercise's first sets
as the level does. All that a log says of gains and half-lives is therefore a matrix and a vector over the channels: of
fixed size, exact, and the same whatever prior is put to it later. Later sets of an exercise are not asked: the set
before says more. A stop tells only how much was possible at least: it can lower fatigue, never raise it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    Channels,
    FatiguePrior,
    FatigueState,
    Involvement,
    Part,
    Work,
    channels_of,
    felt_in,
)
from momentary.inference.records import RULE_OF_THUMB

Floats = NDArray[np.float64]

LARGEST_SHIFT = 4.0
"""Fatigue never moves a forecast by more than this [rep]."""

_FOLLOWED = 0.3
_DOUBT = 1.5
_DOUBT_OF_CALLS = 1.5
_CREDIBLE = 3.0
_MINUTES = (Part.ACUTE, Part.NEURAL_ACUTE)
_DRAWS = 4096


@dataclass(slots=True)
class FatigueEvidence:
    """What first sets say of the channels: a Gaussian likelihood in information form, and the belief that follows.

    Args:
        precision: Its matrix (channel, channel).
        pull: Its vector (channel,).
        sets: How many first sets it is made of.
        mean: Mean of the gains of the channels, prior and evidence taken as Gaussian (channel,).
        cov: Their covariance (channel, channel).
    """

    precision: Floats
    pull: Floats
    sets: int
    mean: Floats
    cov: Floats

    @classmethod
    def none(cls, prior: FatiguePrior) -> FatigueEvidence:
        """Return the evidence of no set."""
        mean, precision = prior_gains(prior)
        return cls(np.zeros_like(precision), np.zeros_like(mean), 0, mean.copy(), _inverse(precision))

    @classmethod
    def of(cls, precision: Floats, pull: Floats, sets: int, *, prior: FatiguePrior) -> FatigueEvidence:
        """Return evidence as it was kept, with the belief that follows from it."""
        mean, before = prior_gains(prior)
        cov = _inverse(before + precision)
        return cls(precision, pull, sets, cov @ (before @ mean + pull), cov)

    def copy(self) -> FatigueEvidence:
        """Return the same, free to be changed."""
        return FatigueEvidence(self.precision.copy(), self.pull.copy(), self.sets, self.mean, self.cov)

    def add(self, felt: Floats, miss: float, sd: float) -> None:
        """Take one set: what each channel did to it, the log-capacity missed, and the spread of that."""
        error = sd * sd
        scaled = felt / error
        self.precision += scaled[:, None] * felt
        self.pull += scaled * miss
        self.sets += 1
        across = self.cov @ felt
        gain = across / (float(felt @ across) + error)
        self.mean = self.mean + gain * (miss - float(felt @ self.mean))
        self.cov = self.cov - gain[:, None] * across


@dataclass(frozen=True, slots=True)
class Opening:
    """The first set of an exercise in a session, as it was forecast.

    Args:
        mean: The forecast as if fatigue were as usual [rep].
        sd: Its spread [rep].
        possible: Repetitions that were possible: those done at failure, with the reserve where one was called [rep].
        is_known: Whether that is known, or only a bound from below.
        is_called: Whether it rests on a called reserve.
    """

    mean: float
    sd: float
    possible: float
    is_known: bool
    is_called: bool = False


@dataclass(slots=True)
class FatigueMemory:
    """The fatigue of a lifter as the log has told of it so far. Changed in place by `take`; everything else only reads.

    Args:
        prior: What is believed before any log.
        channels: Its channels.
        state: The states at unit gain.
        evidence: What first sets have said.
        usual: What each exercise's first sets usually feel of every channel, by exercise.
        opened: Session in which each exercise was last opened, by exercise.
    """

    prior: FatiguePrior
    channels: Channels
    state: FatigueState
    evidence: FatigueEvidence
    usual: dict[int, Floats] = field(default_factory=dict)
    opened: dict[int, int] = field(default_factory=dict)

    @classmethod
    def rested(cls, prior: FatiguePrior) -> FatigueMemory:
        """Return the memory of an empty log."""
        channels = channels_of(prior)
        return cls(prior, channels, FatigueState.rested(channels), FatigueEvidence.none(prior))

    def copy(self) -> FatigueMemory:
        """Return the same, free to take another set; rows of `usual` are replaced, never changed."""
        return FatigueMemory(
            self.prior, self.channels, self.state.copy(), self.evidence.copy(), self.usual.copy(), self.opened.copy()
        )

    def opens(self, exercise: int, session: int) -> bool:
        """Whether a set would be the exercise's first in a session."""
        return self.opened.get(exercise) != session

    def felt(self, exercise: int, involvement: Involvement, *, time: float) -> Floats:
        """Return what each channel does at a time to an exercise beyond what is usual (channel,); zero at first."""
        usual = self.usual.get(exercise)
        if usual is None:
            return np.zeros(len(self.channels))
        return signs_of(self.channels) * (self._felt_at(involvement, time) - usual)

    def shift(self, exercise: int, involvement: Involvement, *, time: float) -> float:
        """Return by how much fatigue moves the forecast of an exercise's first set at a time [rep]."""
        if exercise not in self.usual:
            return 0.0
        return shift_of(float(self.felt(exercise, involvement, time=time) @ self.evidence.mean))

    def take(self, exercise: int, involvement: Involvement, work: Work | None, opening: Opening | None) -> Floats:
        """Take a segment: learn from it if it opens its exercise, then let it tire; return what it felt (channel,).

        Args:
            exercise: Its exercise.
            involvement: The muscles of that.
            work: What was done; None if nothing.
            opening: Its forecast, where it opens its exercise and tells how it ended.
        """
        felt = np.zeros(0)
        if opening is not None and work is not None:
            self.opened[exercise] = work.session
            now, usual = self._felt_at(involvement, work.time), self.usual.get(exercise)
            if usual is not None:
                felt = signs_of(self.channels) * (now - usual)
                learn(self.evidence, felt, opening)
            self.usual[exercise] = now if usual is None else usual + _FOLLOWED * (now - usual)
        if work is not None:
            self.state.add(work, involvement, channels=self.channels, law=self.prior.doses)
        return felt

    def _felt_at(self, involvement: Involvement, time: float) -> Floats:
        """Return what each channel takes from an exercise at a time, at unit gain: minutes are left out."""
        felt = felt_in(self.state, involvement)
        days = time - self.state.time
        if not days < float("inf"):
            return np.zeros(len(self.channels))
        if days > 0.0:
            felt *= np.exp2(-days / self.channels.half_life)
        for part in _MINUTES:
            felt[self.channels.places(part)] = 0.0
        return felt


def learn(evidence: FatigueEvidence, felt: Floats, opening: Opening) -> None:
    """Let an opening set say what it says of the channels."""
    if not opening.is_known:
        return
    sd = _DOUBT * opening.sd * RULE_OF_THUMB * (_DOUBT_OF_CALLS if opening.is_called else 1.0)
    reach = _CREDIBLE * sd
    miss = RULE_OF_THUMB * (opening.possible - opening.mean)
    evidence.add(felt, min(max(miss, -reach), reach), sd)


def shift_of(log_capacity: float) -> float:
    """Return a shift of the log-capacity as one of the repetitions to failure, bounded [rep]."""
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


@lru_cache(maxsize=16)
def signs_of(channels: Channels) -> Floats:
    """Return what each channel does to capacity: adaptation raises it, all others lower it (channel,)."""
    return np.where(channels.part == Part.ADAPTATION, 1.0, -1.0)
