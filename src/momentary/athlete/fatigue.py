"""Neural and muscular fatigue: states that every set raises and rest lets fall, each with its own half-life.

The log-capacity lost in an exercise e at time t is a sum over parts:

    loss_e(t) = sum_m pull(e, m) (acute + residual + damage)_m(t) + (acute + residual + accumulated)_neural(t)

and each part is a gain times a state that decays by its half-life and that every set raises by its dose. Half-lives are
unknown: each part is carried along at a few of them (channels), and a half-life in between is a mixture of its
neighbours. Fatigue is therefore linear in the channels, whatever the person's gains and half-lives are. Beside it runs
adaptation: what training of the last weeks adds to strength; without it, rest would look better than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from math import exp2

import numpy as np
from numpy.typing import NDArray

from momentary.athlete.doses import MUSCLES, DoseLaw, Involvement, effort_dose, neural_dose

Floats = NDArray[np.float64]

MINUTE = 1.0 / 1440.0
"""A minute in days."""

ACCUSTOMED = 6.0
"""Doses of the last weeks that somebody is taken to have done before a log begins: few begin to train with it."""

_RECENT_DAYS = 4.0
_USUAL_DAYS = 20.0
_MOST_OVERLOAD = 1.0


class Part(IntEnum):
    """The parts of fatigue, and adaptation."""

    ACUTE = 0
    """Of a muscle, over minutes: phosphocreatine and what returns with it."""
    RESIDUAL = 1
    """Of a muscle, over hours to two days."""
    DAMAGE = 2
    """Of a muscle, over days, after unaccustomed or lowering-emphasised work only."""
    NEURAL_ACUTE = 3
    """Of the nervous system, over minutes."""
    NEURAL_RESIDUAL = 4
    """Of the nervous system, over a day or three after very hard sessions."""
    NEURAL_ACCUMULATED = 5
    """Of the whole body, over weeks, only after more than usual for days."""
    ADAPTATION = 6
    """Of a muscle, over weeks: a gain, not a loss."""


MUSCULAR = (Part.ACUTE, Part.RESIDUAL, Part.DAMAGE, Part.ADAPTATION)
NEURAL = (Part.NEURAL_ACUTE, Part.NEURAL_RESIDUAL, Part.NEURAL_ACCUMULATED)
_STEPS: dict[Part, tuple[float, ...]] = {
    Part.ACUTE: (-1.2, 0.0, 1.2),
    Part.RESIDUAL: (-1.6, -0.55, 0.55, 1.6),
    Part.DAMAGE: (-1.2, 0.0, 1.2),
    Part.NEURAL_ACUTE: (0.0,),
    Part.NEURAL_RESIDUAL: (-1.2, 0.0, 1.2),
    Part.NEURAL_ACCUMULATED: (-1.0, 1.0),
    Part.ADAPTATION: (-1.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class PartPrior:
    """What is believed of one part before a log is read. Both figures spread in proportion (log-normal).

    Args:
        gain: Median log-capacity that one dose costs; of adaptation, brings.
        gain_log_sd: Spread of its logarithm between persons.
        half_life: Median half-life [day].
        half_life_log_sd: Spread of its logarithm.
        shown: How much of it is to be added to forecasts that hold the usual fatigue and what recent sets showed [1].
    """

    gain: float
    gain_log_sd: float
    half_life: float
    half_life_log_sd: float
    shown: float


@dataclass(frozen=True, slots=True)
class FatiguePrior:
    """What is believed of fatigue before a log is read.

    Args:
        acute: Muscular, minutes.
        residual: Muscular, hours to days.
        damage: Muscular, days, of unaccustomed or lowering work.
        neural_acute: Neural, minutes.
        neural_residual: Neural, a day or three.
        neural_accumulated: Neural, weeks.
        adaptation: What training adds over weeks.
        session_log_sd: Spread of the logarithm of what the same session costs from one time to the next.
        doses: How doses follow from sets.
    """

    acute: PartPrior
    residual: PartPrior
    damage: PartPrior
    neural_acute: PartPrior
    neural_residual: PartPrior
    neural_accumulated: PartPrior
    adaptation: PartPrior
    session_log_sd: float
    doses: DoseLaw

    def of(self, part: Part) -> PartPrior:
        """Return the prior of a part."""
        result: PartPrior = getattr(self, part.name.lower())
        return result


@dataclass(frozen=True, slots=True, eq=False)
class Channels:
    """The half-lives at which the parts are carried along.

    Args:
        part: Part of each channel (channel,), muscular ones first.
        half_life: Its half-life (channel,) [day].
        muscular: How many channels belong to muscles.
        slices: Where the channels of each part stand, in the order of `Part`.
        sign: What each channel does to capacity: adaptation raises it, all others lower it (channel,).
        shown: How much of each is to be added to forecasts (channel,).
    """

    part: NDArray[np.int64]
    half_life: Floats
    muscular: int
    slices: tuple[slice, ...]
    sign: Floats
    shown: Floats

    def __len__(self) -> int:
        """Return the number of channels."""
        return len(self.part)

    def places(self, part: Part) -> slice:
        """Return the channels of a part, the shortest half-life first."""
        return self.slices[part]

    def shares(self, part: Part, half_life: Floats) -> Floats:
        """Return how half-lives mix those of a part's channels (value, channel of the part); rows sum to one.

        Beyond the outermost channels these are taken: the prior hardly reaches there.
        """
        places = self.places(part)
        nodes, values = np.log(self.half_life[places]), np.log(half_life)
        corner = np.eye(len(nodes))
        return np.stack([np.interp(values, nodes, one) for one in corner], axis=1)


@lru_cache(maxsize=16)
def channels_of(prior: FatiguePrior) -> Channels:
    """Return the channels of a prior: its median half-lives and some to either side."""
    pairs = [
        (part, prior.of(part).half_life * np.exp(prior.of(part).half_life_log_sd * step))
        for part in (*MUSCULAR, *NEURAL)
        for step in _STEPS[part]
    ]
    muscular = sum(len(_STEPS[part]) for part in MUSCULAR)
    parts = np.array([part for part, _ in pairs])
    ends = [np.flatnonzero(parts == part)[[0, -1]].tolist() for part in Part]
    slices = tuple(slice(first, last + 1) for first, last in ends)
    half_lives = np.array([value for _, value in pairs])
    sign = np.where(parts == Part.ADAPTATION, 1.0, -1.0)
    shown = np.array([prior.of(part).shown for part, _ in pairs])
    return Channels(parts, half_lives, muscular, slices, sign, shown)


@dataclass(frozen=True, slots=True)
class Work:
    """One segment as fatigue sees it.

    Args:
        time: When it ended [days since 1970].
        session: Session in the log.
        repetitions: Repetitions done [rep].
        left: Repetitions left at the end, zero at failure [rep].
        load_share: Load as a share of the 1RM [1].
        lowering: Whether the lowering was emphasised.
    """

    time: float
    session: int
    repetitions: float
    left: float
    load_share: float
    lowering: bool = False


@dataclass(slots=True)
class FatigueState:
    """What has been put into the states and not yet decayed, at unit gain. Changed in place by `add`.

    Args:
        time: The moment [days since 1970]; minus infinity before any work.
        muscular: States of the muscles (muscle, muscular channel).
        neural: States of the nervous system (neural channel,).
        guard: Work of the last weeks that protects each muscle from damage (muscle,).
        fresh_guard: That of the session that is going on, which protects only the next ones (muscle,).
        recent: Neural doses, forgotten within days.
        usual: Neural doses, forgotten within weeks.
        begun: When the first work was done [days since 1970].
        session: The session that is going on.
    """

    time: float
    muscular: Floats
    neural: Floats
    guard: Floats
    fresh_guard: Floats
    recent: float = 0.0
    usual: float = 0.0
    begun: float = float("-inf")
    session: int = -1

    @classmethod
    def rested(cls, channels: Channels) -> FatigueState:
        """Return the state of a lifter who has rested."""
        neural = np.zeros(len(channels) - channels.muscular)
        muscular = np.zeros((len(MUSCLES), channels.muscular))
        return cls(float("-inf"), muscular, neural, np.full(len(MUSCLES), ACCUSTOMED), np.zeros(len(MUSCLES)))

    def copy(self) -> FatigueState:
        """Return the same, free to be changed."""
        arrays = (self.muscular.copy(), self.neural.copy(), self.guard.copy(), self.fresh_guard.copy())
        return FatigueState(self.time, *arrays, self.recent, self.usual, self.begun, self.session)

    def rest_until(self, time: float, *, channels: Channels, law: DoseLaw) -> None:
        """Let time pass; a time before the state's own changes nothing."""
        days = time - self.time
        if not days > 0.0:
            return
        if days < float("inf"):
            kept = np.exp2(-days / channels.half_life)
            self.muscular *= kept[: channels.muscular]
            self.neural *= kept[channels.muscular :]
            protects = exp2(-days / law.protection_half_life)
            self.guard *= protects
            self.fresh_guard *= protects
            self.recent *= exp2(-days / _RECENT_DAYS)
            self.usual *= exp2(-days / _USUAL_DAYS)
        self.time = time

    def add(self, work: Work, involvement: Involvement, *, channels: Channels, law: DoseLaw) -> None:
        """Let a segment be done: time passes until it ends, and the states rise by its doses."""
        if self.begun == float("-inf"):
            self.begun = work.time
        if work.session != self.session:
            self.guard += self.fresh_guard
            self.fresh_guard[:] = 0.0
            self.session = work.session
        self.rest_until(work.time, channels=channels, law=law)
        effort = effort_dose(work.repetitions, work.left, work.load_share, law=law)
        dose = involvement.shares * effort
        self.muscular += dose[:, None]
        lowering = law.lowering_factor if work.lowering else 1.0
        harm = dose * (lowering * np.exp(-self.guard / law.protection_dose) - 1.0)
        self.muscular[:, channels.places(Part.DAMAGE)] += harm[:, None]
        self.fresh_guard += dose * lowering
        nervous = neural_dose(effort, work.load_share, involvement.mass, law=law)
        self.recent += nervous
        self.usual += nervous
        self.neural += nervous
        weeks = channels.places(Part.NEURAL_ACCUMULATED)
        self.neural[weeks.start - channels.muscular :] += nervous * (self._overload(law.overload_from) - 1.0)

    def _overload(self, least: float) -> float:
        """Return how far the last days are above the usual, from 0; before there is a usual, hardly at all."""
        known = 1.0 - exp2(-(self.time - self.begun) / _USUAL_DAYS)
        if self.usual <= 0.0:
            return 0.0
        # A steady load has the usual one's own forgetting in it: by `known` of its final sum.
        ratio = (self.recent / _RECENT_DAYS) / (self.usual / (_USUAL_DAYS * max(known, 0.2)))
        return known * min(max(ratio - least, 0.0), _MOST_OVERLOAD)


def felt_in(state: FatigueState, involvement: Involvement) -> Floats:
    """Return what every channel takes from an exercise at unit gain (channel,); of adaptation, gives."""
    return np.concatenate([involvement.pull @ state.muscular, state.neural])
