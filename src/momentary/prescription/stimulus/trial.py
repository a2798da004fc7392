"""A change that is tried on a plateau, as a small experiment: when to look, what counts as success, and how surely.

The test is the one that called the plateau, over the weeks of the trial: success is "still rising". The error of a gain
falls with the power 3/2 of the weeks, so that of the reading, s0 over T0 weeks, says what T weeks will tell:

    s(T) = s0 (T0 / T)^(3/2),     success where gain >= g* = HALF_WAY + z s sqrt(1 + s^2 / PRIOR_SD^2)

with z the normal quantile of `SURE`, since the prior's mean is `HALF_WAY`. So it is known beforehand how often a lifter
who gains `RISING` from then on is told of success, and how often one for whom nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import erfc, exp, hypot, sqrt

from momentary.prescription.plateau import HALF_WAY, PRIOR, RISING, PlateauReading

FEWEST_WEEKS, MOST_WEEKS = 6, 16
"""How long a trial lasts, at least and at most [week]; judgements."""

CHANCE = 0.8
"""The trial lasts until success would be seen so surely, where `MOST_WEEKS` allow it; a judgement."""

_Z = 1.2816


@dataclass(frozen=True, slots=True)
class Trial:
    """When to look at a change, and what counts as success.

    Args:
        weeks: How long it lasts [week].
        look_on: When to look, not before.
        gain: The gain from which the test says "still rising" [1/week].
        seen: How likely success is told to a lifter who gains `RISING` from now on.
        false: How likely it is told to one for whom nothing changes.
    """

    weeks: int
    look_on: datetime
    gain: float
    seen: float
    false: float

    @property
    def growth(self) -> float:
        """What the 1RM is multiplied by if it gains just that [1]."""
        return exp(self.gain * self.weeks)


def trial_of(reading: PlateauReading, *, at: datetime) -> Trial | None:
    """Return the trial of a change after a reading; None where too little is known to judge one.

    Args:
        reading: What the test says of the exercise now.
        at: When the trial begins.
    """
    if reading.trend is None or reading.mean is None or reading.low is None or reading.high is None:
        return None
    now_sd = (reading.high - reading.low) / (2.0 * _Z)
    chosen = MOST_WEEKS
    for weeks in range(FEWEST_WEEKS, MOST_WEEKS + 1):
        sd = _sd(reading, weeks)
        if _above(RISING, sd, wanted_gain(sd)) >= CHANCE:
            chosen = weeks
            break
    sd = _sd(reading, chosen)
    gain = wanted_gain(sd)
    return Trial(
        chosen,
        at + timedelta(weeks=chosen),
        gain,
        _above(RISING, sd, gain),
        _above(reading.mean, hypot(sd, now_sd), gain),
    )


def wanted_gain(sd: float) -> float:
    """Return the gain from which the test says "still rising" where a gain is known with an error [1/week]."""
    return HALF_WAY + _Z * sd * sqrt(1.0 + (sd / PRIOR[1]) ** 2)


def _sd(reading: PlateauReading, weeks: float) -> float:
    """Return the error of the gain over some weeks of sessions like those of the reading."""
    assert reading.trend is not None
    return float(reading.trend.sd * (reading.trend.weeks / weeks) ** 1.5)


def _above(mean: float, sd: float, limit: float) -> float:
    """Return the probability of a normal above a limit."""
    return 0.5 * erfc((limit - mean) / (sd * sqrt(2.0)))
