"""How often a lifter can train to failure and still come back, muscle by muscle.

Three things are set side by side: how often it was done of late, how the first sets went when the muscles were trained
again, and how long the states need after a usual session to failure. Each comes with its interval; where the log has
hardly said anything, the last is a typical lifter's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import MUSCLES, Part
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.persons import Persons
from momentary.inference.recovering import HOURS, RECOVERED
from momentary.inference.tiring import involvement_of
from momentary.language import decimals, percent, say
from momentary.quantities import Muscle

Floats = NDArray[np.float64]

LATELY_DAYS = 56.0
"""How far back "of late" reaches [day]."""

_WEEK = 7.0
_DAY_H = 24.0
_ACCUSTOMED_DAMAGE = 0.1
_FEWEST = 4
_NO_SPREAD = 1e-12
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
        came_back: By how many repetitions more these differed from their forecasts than the muscle's other first sets
            did [rep].
        came_back_low: Lower end of the 80 % interval of that mean [rep].
        came_back_high: Upper end [rep].
        bears: Sessions to failure a week between which the muscle is recovered with 80 % probability.
        bears_low: The same with 90 % probability.
        bears_high: The same with 50 % probability.
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
    weeks = max(min(LATELY_DAYS, last - float(np.nanmin(sessions.day)) + 1.0) / _WEEK, 1.0)
    openings = _openings(tiredness)
    found = []
    for place, muscle in enumerate(MUSCLES):
        failed = sessions.failures[:, place] > 0
        late = failed & is_late
        if not late.any():
            continue
        days = days_to_recover(tiredness, persons, float(np.median(sessions.dose[late, place])), wanted)
        low, middle, high = (_WEEK / max(day, 1.0) for day in np.quantile(days, (0.9, 0.8, 0.5)).tolist())
        back, others = (np.array(one) for one in _returns(openings, failed, place))
        lately = float(late.sum()) / weeks
        enough = min(len(back), len(others)) >= _FEWEST
        told = _difference(back, others) if enough else (float("nan"),) * 3
        found.append(
            Frequency(
                muscle, lately, float(sessions.failures[late, place].sum()) / weeks, len(back), *told,
                middle, low, high, _warning(lately, middle, told[2], enough=enough),
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
    return say(
        "Heavy work has been above your usual for a while: it probably ({chance}) still costs 1 % or more "
        "everywhere. An easier week would tell.",
        chance=percent(chance),
    )


def days_to_recover(tiredness: LogTiredness, persons: Persons, dose: float, wanted: float) -> Floats:
    """Return how long each person needs after a session with a dose for a muscle (person,) [day]."""
    channels = tiredness.fatigue.channels
    muscular = slice(0, channels.muscular)
    costs = np.where(channels.part == Part.ADAPTATION, 0.0, persons.gains)[:, muscular]
    # Accustomed work leaves a part of its damage, and the doses of earlier sessions add up: as steady training does.
    costs = costs * np.where(channels.part[muscular] == Part.DAMAGE, _ACCUSTOMED_DAMAGE, 1.0)
    kept = np.exp2(-HOURS[:, None] / _DAY_H / channels.half_life[muscular])
    loss = dose * (costs @ kept.T)
    is_tired = np.exp(-loss) < wanted
    last = np.where(is_tired.any(axis=1), len(HOURS) - 1 - np.argmax(is_tired[:, ::-1], axis=1), -1)
    return np.asarray(HOURS[np.minimum(last + 1, len(HOURS) - 1)] / _DAY_H)


@dataclass(frozen=True, slots=True, eq=False)
class _Opening:
    """The first set of an exercise in a session.

    Args:
        session: Its session.
        primary: The muscles that the exercise is done for (muscle,).
        miss: By how much it differed from its forecast; NaN where its end is not known [rep].
    """

    session: int
    primary: NDArray[np.bool_]
    miss: float


def _openings(tiredness: LogTiredness) -> list[_Opening]:
    """Return the first sets of a log, those whose end is not known as well."""
    first, records = tiredness.first_sets, tiredness.records
    primary = [involvement_of(one).shares >= _PRIMARY for one in records.traits]
    told = first.is_known & ~first.is_slip(tiredness.prior.cues)
    misses = np.where(told, first.possible - first.mean, np.nan).tolist()
    return [
        _Opening(int(records.session[row]), primary[records.exercise[row]], miss)
        for row, miss in zip(first.rows.tolist(), misses, strict=True)
    ]


def _returns(
    openings: Sequence[_Opening], failed: NDArray[np.bool_], place: int
) -> tuple[list[float], list[float]]:  # fmt: skip
    """Return the misses of a muscle's first sets after a session to failure, and those of its other first sets."""
    after: tuple[list[float], list[float]] = ([], [])
    before = -1
    for one in openings:
        if not one.primary[place] or one.session == before:
            continue
        if before >= 0 and not np.isnan(one.miss):
            after[0 if failed[before] else 1].append(one.miss)
        before = one.session
    return after


def _difference(one: Floats, other: Floats) -> tuple[float, float, float]:
    """Return the difference of two means with the ends of its 80 % interval, by Welch's test."""
    parts = [values.var(ddof=1) / len(values) for values in (one, other)]
    mean, var = float(one.mean() - other.mean()), float(sum(parts))
    if var < _NO_SPREAD:
        return mean, mean, mean
    free = var**2 / sum(part**2 / (len(values) - 1) for part, values in zip(parts, (one, other), strict=True))
    # Cornish and Fisher's expansion: within 1 % of the quantile from three degrees of freedom on.
    wide = _Z + (_Z**3 + _Z) / (4.0 * free) + (5.0 * _Z**5 + 16.0 * _Z**3 + 3.0 * _Z) / (96.0 * free**2)
    return mean, mean - wide * float(np.sqrt(var)), mean + wide * float(np.sqrt(var))


def _warning(lately: float, most: float, came_back: float, *, enough: bool) -> str | None:
    """Return what speaks against going on like this."""
    if enough and came_back < 0.0:
        return say("first sets after failure came back lower than the others: failure may outrun recovery")
    if lately > most:
        return say(
            "{lately} sessions to failure a week are more than the {most} that are probably borne",
            lately=decimals(lately),
            most=decimals(most),
        )
    return None
