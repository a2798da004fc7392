"""How often a lifter can train to failure and still come back, muscle by muscle.

Three things are set side by side: how often it was done of late, how the first sets went when the muscles were trained
again, and how long the states need after a usual session to failure. Each comes with its interval; where the log has
hardly said anything, the last is a typical lifter's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import MUSCLES, Part
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.persons import Persons
from momentary.inference.recovering import HOURS, RECOVERED
from momentary.inference.tiring import involvement_of
from momentary.quantities import Muscle

Floats = NDArray[np.float64]

LATELY_DAYS = 56.0
"""How far back "of late" reaches [day]."""

_WEEK = 7.0
_DAY_H = 24.0
_LOWER, _UPPER = 0.1, 0.9
_FEWEST = 4
_PRIMARY = 0.99
_HEAVY_LOSS = 0.01
_Z = 1.2816


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often one muscle was trained to failure, how it came back, and how often that can be borne.

    Args:
        muscle: The muscle.
        lately: Sessions a week with a set to failure, over the last eight weeks.
        sets: Sets to failure a week over the same time.
        returns: How many times first sets after such a session told how it came back.
        came_back: By how many repetitions these differed from what was forecast for a usual gap [rep].
        came_back_low: Lower end of the 80 % interval of that mean [rep].
        came_back_high: Upper end [rep].
        bears: Sessions to failure a week after which the muscle is recovered in time, median.
        bears_low: Lower end of the 80 % interval.
        bears_high: Upper end.
        warning: What speaks against going on like this; None where nothing does.
    """

    muscle: Muscle
    lately: float
    sets: float
    returns: int
    came_back: float
    came_back_low: float
    came_back_high: float
    bears: float
    bears_low: float
    bears_high: float
    warning: str | None


def frequencies(tiredness: LogTiredness, *, wanted: float = RECOVERED) -> tuple[Frequency, ...]:
    """Return how often each muscle that was taken to failure lately can be, the most frequent first.

    Args:
        tiredness: The fatigue of a log.
        wanted: Share of rested strength that counts as recovered [1].
    """
    sessions, persons = tiredness.sessions(), tiredness.persons()
    known = ~np.isnan(sessions.day)
    if not known.any():
        return ()
    last = float(np.nanmax(sessions.day))
    is_late = known & (sessions.day > last - LATELY_DAYS)
    weeks = max(min(LATELY_DAYS, last - float(np.nanmin(sessions.day))) / _WEEK, 1.0)
    misses = _misses(tiredness)
    found = []
    for place, muscle in enumerate(MUSCLES):
        failed = sessions.failures[:, place] > 0
        late = failed & is_late
        if not late.any():
            continue
        days = _days_to_recover(tiredness, persons, float(np.median(sessions.dose[late, place])), wanted)
        low, middle, high = (_WEEK / max(day, 1.0) for day in np.quantile(days, (_UPPER, 0.5, _LOWER)).tolist())
        back = np.array(_returns(misses, failed, place))
        mean, error = (float(back.mean()), float(back.std() / np.sqrt(len(back)))) if len(back) else (0.0, np.inf)
        lately = float(late.sum()) / weeks
        enough = len(back) >= _FEWEST
        told = (mean, mean - _Z * error, mean + _Z * error) if enough else (float("nan"),) * 3
        found.append(
            Frequency(
                muscle, lately, float(sessions.failures[late, place].sum()) / weeks, len(back), *told,
                middle, low, high, _warning(lately, high, told[2], enough=enough),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: -one.lately))


def neural_warning(tiredness: LogTiredness) -> str | None:
    """Return a warning where heavy work has probably piled up over weeks; None where it has not."""
    memory, persons = tiredness.fatigue, tiredness.persons()
    places = memory.channels.places(Part.NEURAL_ACCUMULATED)
    muscular = memory.channels.muscular
    loss = persons.gains[:, places] @ memory.state.neural[places.start - muscular : places.stop - muscular]
    chance = float((loss > _HEAVY_LOSS).mean())
    if chance < 0.5:
        return None
    return (
        f"Heavy work has been above your usual for a while: it probably ({chance:.0%}) still costs 1 % or more "
        "everywhere. An easier week would tell."
    )


def _days_to_recover(tiredness: LogTiredness, persons: Persons, dose: float, wanted: float) -> Floats:
    """Return how long each person needs after a session with a dose for a muscle (person,) [day]."""
    channels = tiredness.fatigue.channels
    muscular = slice(0, channels.muscular)
    costs = np.where(np.isin(channels.part, (Part.ADAPTATION, Part.DAMAGE)), 0.0, persons.gains)[:, muscular]
    kept = np.exp2(-HOURS[:, None] / _DAY_H / channels.half_life[muscular])
    loss = dose * (costs @ kept.T)
    is_tired = np.exp(-loss) < wanted
    last = np.where(is_tired.any(axis=1), len(HOURS) - 1 - np.argmax(is_tired[:, ::-1], axis=1), -1)
    return np.asarray(HOURS[np.minimum(last + 1, len(HOURS) - 1)] / _DAY_H)


def _misses(tiredness: LogTiredness) -> list[tuple[int, NDArray[np.bool_], float]]:
    """Return session, primary muscles and miss of the first sets whose end is known; the miss in repetitions."""
    first, records = tiredness.first_sets, tiredness.records
    primary = [involvement_of(one).shares >= _PRIMARY for one in records.traits]
    return [
        (int(records.session[row]), primary[records.exercise[row]], float(done - mean))
        for row, known, done, mean in zip(
            first.rows.tolist(), first.is_known.tolist(), first.possible, first.mean + first.shift, strict=True
        )
        if known
    ]


def _returns(
    misses: list[tuple[int, NDArray[np.bool_], float]], failed: NDArray[np.bool_], place: int
) -> list[float]:  # fmt: skip
    """Return the misses of a muscle's first sets in the next session after one to failure."""
    result, before = [], -1
    for session, primary, miss in misses:
        if not primary[place]:
            continue
        if before >= 0 and session != before and failed[before]:
            result.append(miss)
        before = session
    return result


def _warning(lately: float, most: float, came_back: float, *, enough: bool) -> str | None:
    """Return what speaks against going on like this."""
    if enough and came_back < 0.0:
        return "first sets after failure came back lower than forecast: failure outruns recovery"
    if lately > most:
        return f"{lately:.1f} sessions to failure a week are more than the {most:.1f} that are probably borne"
    return None
