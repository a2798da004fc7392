"""A training protocol done in a laboratory, and how much strength it leaves: what the fatigue states say of it.

Persons are drawn from the prior. Each does the sets as the protocol says: to failure, to a reserve, or for a number of
repetitions; what is possible in a set follows from what the sets before have cost. It is how the prior is held against
published courses of recovery.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from momentary.athlete.doses import Involvement
from momentary.athlete.fatigue import ACCUSTOMED, MINUTE, FatiguePrior, FatigueState, Part, Work, channels_of, felt_in
from momentary.quantities import Muscle

Floats = NDArray[np.float64]

_SET_MINUTES = 0.7


@dataclass(frozen=True, slots=True)
class Trial:
    """Sets of one exercise in a laboratory.

    Args:
        sets: How many.
        load_share: Load as a share of the rested 1RM [1].
        reserve: Repetitions left at the end of each set; zero to failure [rep].
        repetitions: Repetitions of each set where they were fixed, the load made lighter or help given when there
            was need; else as many as the reserve allows [rep].
        rest_min: Rest between sets [min].
        mass: Muscle mass at work beside that of a squat [1].
        lowering: Whether the lowering was emphasised.
        guard: Doses of such work in the weeks before, which protect from damage; zero for the unaccustomed.
    """

    sets: int
    load_share: float
    reserve: float = 0.0
    repetitions: float | None = None
    rest_min: float = 3.0
    mass: float = 0.3
    lowering: bool = False
    guard: float = ACCUSTOMED


@dataclass(frozen=True, slots=True, eq=False)
class TrialLoss:
    """What a trial cost each person, as shares of their rested strength.

    Args:
        last_set: Loss just before the last set (person,) [1].
        after: Loss at the times asked for after the last set (person, time) [1].
        repetitions: Repetitions done in each set (person, set) [rep].
    """

    last_set: Floats
    after: Floats
    repetitions: Floats


def lose(
    trial: Trial, *, prior: FatiguePrior, gains: Floats, curve: Floats, hours: Sequence[float]
) -> TrialLoss:  # fmt: skip
    """Return what a trial costs persons.

    Args:
        trial: The protocol.
        prior: What is believed of fatigue: its half-lives and doses.
        gains: Gains of the channels (person, channel).
        curve: Fall of the log-load per repetition (person,) [1/rep].
        hours: When strength is tested, after the last set [h].
    """
    results = [_one(trial, prior, gain, float(c), hours) for gain, c in zip(gains, curve, strict=True)]
    return TrialLoss(
        np.array([one[0] for one in results]), np.array([one[1] for one in results]),
        np.array([one[2] for one in results]),
    )  # fmt: skip


def _one(
    trial: Trial, prior: FatiguePrior, gains: Floats, curve: float, hours: Sequence[float]
) -> tuple[float, list[float], list[float]]:
    """Return the loss before the last set, at the times asked for, and the repetitions of one person."""
    channels, law = channels_of(prior), prior.doses
    costs = np.where(channels.part == Part.ADAPTATION, 0.0, gains)
    state = FatigueState.rested(channels)
    alone = Involvement.of({Muscle.QUADRICEPS: 1.0})
    involved = Involvement(alone.shares, trial.mass, alone.pull)
    state.guard[:] = trial.guard
    time, loss, done = 0.0, 0.0, []
    for number in range(trial.sets):
        if number:
            time += (trial.rest_min + _SET_MINUTES) * MINUTE
        state.rest_until(time, channels=channels, law=law)
        loss = float(felt_in(state, involved) @ costs)
        possible = 1.0 + (-loss - log(trial.load_share)) / curve
        wanted = possible - trial.reserve if trial.repetitions is None else trial.repetitions
        count = max(min(wanted, possible), 0.0) if trial.repetitions is None else trial.repetitions
        done.append(count)
        share = min(trial.load_share * np.exp(loss), 1.0)
        work = Work(time, 0, count, max(possible - count, 0.0), float(share), trial.lowering)
        state.add(work, involved, channels=channels, law=law)
    after = []
    for hour in hours:
        later = state.copy()
        later.rest_until(time + hour / 24.0, channels=channels, law=law)
        after.append(1.0 - float(np.exp(-(felt_in(later, involved) @ costs))))
    return 1.0 - float(np.exp(-loss)), after, done
