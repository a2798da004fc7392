"""Synthetic lifters who tire: logs made from the fatigue states with known gains and half-lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from momentary.athlete.doses import Involvement
from momentary.athlete.fatigue import FatiguePrior, FatigueState, Part, Work, channels_of, felt_in
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Muscle, Segment, Session, Set, Technique

Floats = NDArray[np.float64]

_START = datetime(2023, 1, 2, 18)
_EPOCH = datetime(1970, 1, 1)
_SET_DAYS = 3.5 / 1440.0
_TYPICAL_CURVE = 0.0266
_DROP_SHARE = 0.6
_SLOW = (Part.RESIDUAL, Part.DAMAGE, Part.NEURAL_RESIDUAL, Part.NEURAL_ACCUMULATED)

EXERCISES: dict[str, dict[Muscle, float]] = {
    "bench": {Muscle.CHEST: 1.0, Muscle.TRICEPS: 0.5, Muscle.FRONT_DELTOID: 0.5},
    "incline": {Muscle.CHEST: 1.0, Muscle.FRONT_DELTOID: 1.0, Muscle.TRICEPS: 0.5},
    "extension": {Muscle.TRICEPS: 1.0},
    "row": {Muscle.UPPER_BACK: 1.0, Muscle.LATS: 1.0, Muscle.BICEPS: 0.5},
    "pulldown": {Muscle.LATS: 1.0, Muscle.BICEPS: 0.5},
    "curl": {Muscle.BICEPS: 1.0},
    "squat": {Muscle.QUADRICEPS: 1.0, Muscle.GLUTES: 1.0, Muscle.SPINAL_ERECTORS: 0.5},
    "leg press": {Muscle.QUADRICEPS: 1.0, Muscle.GLUTES: 0.5},
}
"""The exercises of synthetic lifters who tire."""


@dataclass(frozen=True, slots=True, eq=False)
class TiredLifter:
    """A log, and the gains and half-lives that made it.

    Args:
        log: The log.
        gain: True gain of each part (part,).
        half_life: True half-life of each part (part,) [day].
    """

    log: Log
    gain: Floats
    half_life: Floats


def tired_lifter(
    rng: Generator, *, prior: FatiguePrior, sessions: int = 150, is_regular: bool = False, drops: float = 0.0,
    drop_cost: float = 1.0,
) -> TiredLifter:  # fmt: skip
    """Return a lifter drawn from the prior who takes every set to failure.

    Args:
        rng: Where chance comes from.
        prior: What is believed of fatigue.
        sessions: How many sessions the log has.
        is_regular: Whether all sessions are alike, a week apart: then hardly anything can be learnt of fatigue.
        drops: Share of the exercises of a session whose last set goes on as a drop set.
        drop_cost: How many times what its dose says a drop costs over hours and days.
    """
    channels, count = channels_of(prior), len(Part)
    steps = np.clip(rng.standard_normal((2, count)), -2.0, 2.0)
    gain = np.array([prior.of(part).gain * np.exp(prior.of(part).gain_log_sd * steps[0, part]) for part in Part])
    half_life = np.array(
        [prior.of(part).half_life * np.exp(prior.of(part).half_life_log_sd * steps[1, part]) for part in Part]
    )
    gains = np.zeros(len(channels))
    for part in Part:
        gains[channels.places(part)] = gain[part] * channels.shares(part, half_life[[part]])[0]
    gains[channels.places(Part.ADAPTATION)] *= -1.0
    involved = {name: Involvement.of(muscles) for name, muscles in EXERCISES.items()}
    level = {name: np.log(60.0) + 0.3 * rng.standard_normal() for name in EXERCISES}
    state, moment, made = FatigueState.rested(channels), _START, []
    for number in range(sessions):
        moment += timedelta(days=7.0 if is_regular else float(rng.choice([1.0, 1.0, 2.0, 2.0, 3.0, 5.0])))
        names = list(EXERCISES) if is_regular else rng.permutation(list(EXERCISES))[: rng.integers(3, 6)].tolist()
        time, good = (moment - _EPOCH).total_seconds() / 86400.0, 0.03 * rng.standard_normal()
        sets: list[Set] = []
        for name in names:
            level[name] += 0.006 * rng.standard_normal()
            load = round(float(np.exp(level[name] - _TYPICAL_CURVE * rng.integers(6, 12))) * 2.0) / 2.0
            for place in range(3):
                time += _SET_DAYS if sets else 0.0
                state.rest_until(time, channels=channels, law=prior.doses)
                capacity = level[name] + good - float(felt_in(state, involved[name]) @ gains)
                possible = 1.0 + (capacity - np.log(load)) / _TYPICAL_CURVE - 0.8 * place + 0.8 * rng.standard_normal()
                done = max(int(possible), 1)
                share = float(np.exp(-_TYPICAL_CURVE * (done - 1.0)))
                state.add(Work(time, number, done, 0.0, share), involved[name], channels=channels, law=prior.doses)
                sets.append(Set((Segment(name, Load(load), done, ending=Ending(EndingKind.FAILURE)),)))
            if drops > 0.0 and rng.random() < drops:
                link = _drop(sets[-1].segments[0], rng)
                before = state.muscular.copy(), state.neural.copy()
                extra = float(link.repetitions or 0)
                work = Work(time, number, extra, 0.0, _DROP_SHARE)
                state.add(work, involved[name], channels=channels, law=prior.doses)
                slow = (drop_cost - 1.0) * np.isin(channels.part, _SLOW)
                state.muscular += slow[: channels.muscular] * (state.muscular - before[0])
                state.neural += slow[channels.muscular :] * (state.neural - before[1])
                sets[-1] = Set((*sets[-1].segments, link))
        made.append(Session(Moment.of(moment), tuple(sets)))
    return TiredLifter(Log.of(made), gain, half_life)


def _drop(head: Segment, rng: Generator) -> Segment:
    """Return a drop to failure after a set: a quarter lighter, some half of the repetitions and two more."""
    kg = head.load.kg if head.load is not None else 0.0
    count = max(round(2.5 + 0.45 * float(head.repetitions or 0) + rng.standard_normal()), 1)
    ended = Ending(EndingKind.FAILURE)
    return Segment(head.exercise, Load(round(1.5 * kg) / 2.0), count, technique=Technique.DROP, ending=ended)
