"""How recovered a lifter came to their sessions of the last weeks, muscle by muscle, and when they last went easy.

One tired day is usual; a muscle that is trained again before it has recovered, session after session, is what an easier
week is for. The states of the log are walked through once more, and looked at just before each session began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import MUSCLES, FatigueState, Part, effort_dose, neural_dose
from momentary.inference.clock import moment_of
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.records import LogRow
from momentary.inference.recovering import RECOVERED
from momentary.inference.tiring import involvement_of, work_of
from momentary.quantities import Muscle

Floats = NDArray[np.float64]

LATELY_DAYS = 28.0
"""How far back sessions count as of late [day]."""

# Judgements: what is taken for an easy week, and how many sessions it takes to speak of a habit.
EASY_SHARE = 0.5
FEWEST = 3

_USUAL_DAYS = 56.0
_BEFORE_DAYS = 112.0
_WEEK = 7.0
_PRIMARY = 0.99
_NEURAL = len(MUSCLES)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How recovered a muscle, or the neural state, was when its sessions of the last four weeks began.

    Args:
        muscle: The muscle; None for the neural state.
        sessions: Sessions that are counted.
        chance: Probability that it was recovered, averaged over them.
        level: Share of rested strength that it had, median over sessions and doubt [1].
        low: Lower end of the 80 % interval of that [1].
        high: Upper end [1].
        eased: When a week ended that had at most `EASY_SHARE` of its usual work; the last one of these weeks, None
            where there was none.
    """

    muscle: Muscle | None
    sessions: int
    chance: float
    level: float
    low: float
    high: float
    eased: datetime | None


def arrivals(tiredness: LogTiredness, *, wanted: float = RECOVERED) -> tuple[Arrival, ...]:
    """Return how recovered each muscle and the neural state came to their sessions of late, the least so first.

    Only those with `FEWEST` sessions or more are told. The neural state's sessions are all of them.

    Args:
        tiredness: The fatigue of a log.
        wanted: Share of rested strength that counts as recovered [1].
    """
    if not len(tiredness.records.day):
        return ()
    last = float(tiredness.records.day[-1])
    persons, channels = tiredness.persons(), tiredness.fatigue.channels
    costs = np.where(channels.part == Part.ADAPTATION, 0.0, persons.gains)
    rng = np.random.default_rng(7)
    walked = _walked(tiredness, since=last - LATELY_DAYS)
    found: dict[int, list[Floats]] = {}
    for place, felt in walked.felt:
        part = slice(channels.muscular, None) if place == _NEURAL else slice(0, channels.muscular)
        # The same session costs more at one time than at another, as in `readiness_of`.
        spread = np.exp(tiredness.prior.fatigue.session_log_sd * rng.standard_normal(len(costs)))
        found.setdefault(place, []).append(np.exp(-np.maximum(costs[:, part] @ felt, 0.0) * spread))
    day, dose = np.array(walked.day), np.array(walked.dose)
    told = [
        _arrival(place, np.array(levels), wanted, _eased(day, dose[:, place], last))
        for place, levels in found.items()
        if len(levels) >= FEWEST
    ]
    return tuple(sorted(told, key=lambda one: (one.chance, "" if one.muscle is None else one.muscle)))


def _arrival(place: int, levels: Floats, wanted: float, eased: datetime | None) -> Arrival:
    """Return what the levels at the beginnings of sessions say (session, person)."""
    low, middle, high = np.quantile(levels, (0.1, 0.5, 0.9)).tolist()
    muscle = None if place == _NEURAL else MUSCLES[place]
    return Arrival(muscle, len(levels), float((levels >= wanted).mean()), middle, low, high, eased)


@dataclass(frozen=True, slots=True)
class _Walked:
    """What a walk through the last weeks of a log found.

    Args:
        felt: What was left in a state when a session of it began: the state's place, its channels.
        day: Day of each segment (segment,).
        dose: What it put into the muscles and, last, the neural state (segment, state).
    """

    felt: list[tuple[int, Floats]]
    day: list[float]
    dose: list[Floats]


def _walked(tiredness: LogTiredness, *, since: float) -> _Walked:
    """Walk through the last weeks, and through those before them that may still be felt."""
    channels, law = tiredness.fatigue.channels, tiredness.prior.fatigue.doses
    records, mean = tiredness.records, tiredness.steps.mean
    involved = [involvement_of(one) for one in records.traits]
    state = before = FatigueState.rested(channels)
    found, begun = _Walked([], [], []), set[int]()
    late = np.flatnonzero(records.day >= since - _BEFORE_DAYS)
    columns = [getattr(records, name)[late].tolist() for name in LogRow._fields]
    for values, forecast in zip(zip(*columns, strict=True), mean[late].tolist(), strict=True):
        row = LogRow(*values)
        work, muscles = work_of(row, forecast), involved[row.exercise]
        if work is None:
            continue
        if row.session != state.session:
            begun = set()
            if np.isfinite(state.time):
                before = state.copy()
                before.rest_until(row.time, channels=channels, law=law)
        if row.day >= since and np.isfinite(before.time):
            mains = np.flatnonzero(muscles.shares >= _PRIMARY).tolist()
            for place in [one for one in (_NEURAL, *mains) if one not in begun]:
                begun.add(place)
                found.felt.append((place, (before.neural if place == _NEURAL else before.muscular[place]).copy()))
        state.add(work, muscles, channels=channels, law=law)
        effort = effort_dose(work.repetitions, work.left, work.load_share, law=law)
        nervous = neural_dose(effort, work.load_share, muscles.mass, law=law)
        found.day.append(row.day)
        found.dose.append(np.append(muscles.shares * effort, nervous))
    return found


def _eased(day: Floats, dose: Floats, last: float) -> datetime | None:
    """Return when the last week ended that had little of the usual work; None where there was none of late."""
    first = float(day.min())
    for end in np.arange(last, last - LATELY_DAYS, -1.0).tolist():
        if end - _WEEK - _USUAL_DAYS / 2.0 < first:
            return None
        week = dose[(day > end - _WEEK) & (day <= end)].sum()
        before = (day > end - _WEEK - _USUAL_DAYS) & (day <= end - _WEEK)
        usual = dose[before].sum() * _WEEK / min(_USUAL_DAYS, end - _WEEK - first)
        if usual > 0.0 and week <= EASY_SHARE * usual:
            return moment_of(end)
    return None
