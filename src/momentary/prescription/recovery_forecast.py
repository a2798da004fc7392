"""How recovered a lifter will be on the coming days, planned sets done, and how far apart sessions have to lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import MUSCLES, FatigueState
from momentary.inference.clock import moment_of
from momentary.inference.fatigue import FatigueMemory
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.persons import Persons
from momentary.inference.readiness import Readiness
from momentary.inference.recovering import RECOVERED, Planned, readiness_of
from momentary.prescription.frequency import LATELY_DAYS, days_to_recover
from momentary.quantities import Muscle

Floats = NDArray[np.float64]

_HARD_DOSE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class RecoveryForecast:
    """A lifter's recovery over the coming days, as their own log has taught it.

    Args:
        memory: What the log has told of fatigue.
        persons: The persons that the lifter may be.
        needed: Days that each of them needs after a usual hard session of a muscle (person,) [day].
    """

    memory: FatigueMemory
    persons: Persons
    needed: Mapping[Muscle, Floats]

    def readiness(self, at: datetime, planned: Sequence[Planned] = ()) -> Readiness:
        """Return how recovered the lifter is at a moment, planned sets before it done.

        Args:
            at: The moment; one before the end of the log counts as that.
            planned: Sets to be done by then, in order of time.
        """
        state = self.memory.state
        when = max(at, moment_of(state.time)) if np.isfinite(state.time) else at
        return readiness_of(self.memory, at=when, planned=planned, persons=self.persons)

    def gap_days(self, muscle: Muscle, *, probability: float) -> float:
        """Return how long a muscle needs after a usual hard session until it is recovered with a probability [day]."""
        days = self.needed.get(muscle)
        return 0.0 if days is None else float(np.quantile(days, probability))

    def rested(self) -> RecoveryForecast:
        """Return the same lifter without any fatigue left."""
        memory = self.memory.copy()
        time, rest = memory.state.time, FatigueState.rested(memory.channels)
        # What protects from damage is no fatigue: only the states themselves are emptied.
        memory.state.muscular[:], memory.state.neural[:] = rest.muscular, rest.neural
        memory.state.time = time
        return RecoveryForecast(memory, self.persons, self.needed)


def recovery_forecast(tiredness: LogTiredness, *, memory: FatigueMemory | None = None) -> RecoveryForecast:
    """Return a lifter's recovery forecast.

    Args:
        tiredness: The fatigue of a log.
        memory: What is known of fatigue at the moment, where that is more than the log's end tells.
    """
    sessions, persons = tiredness.sessions(), tiredness.persons()
    known = ~np.isnan(sessions.day)
    needed: dict[Muscle, Floats] = {}
    if known.any():
        is_late = known & (sessions.day > float(np.nanmax(sessions.day)) - LATELY_DAYS)
        for place, muscle in enumerate(MUSCLES):
            doses = sessions.dose[is_late, place]
            hard = doses[doses >= _HARD_DOSE]
            if len(hard):
                needed[muscle] = days_to_recover(tiredness, persons, float(np.median(hard)), RECOVERED)
    return RecoveryForecast(tiredness.fatigue if memory is None else memory, persons, needed)
