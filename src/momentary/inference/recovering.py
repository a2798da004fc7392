"""How tired a lifter is at a moment, and how that goes on: the states of the log under the persons they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import MUSCLES, FatigueState, Involvement, Part, Work
from momentary.inference.clock import days_of, moment_of
from momentary.inference.fatigue import FatigueMemory
from momentary.inference.persons import PERSONS, Persons, borne, draw_persons, resampled
from momentary.inference.readiness import Course, Readiness, StateLevel
from momentary.quantities import Muscle

Floats = NDArray[np.float64]

RECOVERED = 0.97
"""Share of rested strength that counts as recovered where nothing else is asked for [1]."""

SURE = 0.8
"""How sure it must be where nothing else is asked for."""

HOURS = np.concatenate([np.arange(0.0, 24.0, 2.0), np.arange(24.0, 72.0, 4.0), np.arange(72.0, 337.0, 8.0)])
"""Hours after the question at which the coming days are looked at (time,) [h]."""

FELT_SD = 0.02
"""How exactly a lifter can tell their own state: spread of the share of strength lost [1]."""

_LOWER, _UPPER = 0.1, 0.9
_FREEDOM = 4.0
_UNSURE_DAYS = 0.5
_TIMES = 16
_LEAST_EFFECTIVE = 150.0
_NEURAL = len(MUSCLES)
_CHECK_IN_HALF_H = 12.0


@dataclass(frozen=True, slots=True)
class Correction:
    """What the lifter says of a state, against what the model says: an observation among others.

    Args:
        at: When they said it.
        muscle: The muscle; None for the nervous system, the whole body.
        level: Share of rested strength that they feel: 1 is fine [1].
    """

    at: datetime
    muscle: Muscle | None
    level: float


@dataclass(frozen=True, slots=True)
class Planned:
    """A segment that may be done.

    Args:
        involvement: The muscles of its exercise.
        work: What would be done; its time counts.
    """

    involvement: Involvement
    work: Work


def readiness_of(
    memory: FatigueMemory,
    *,
    at: datetime,
    wanted: float = RECOVERED,
    probability: float = SURE,
    corrections: Sequence[Correction] = (),
    planned: Sequence[Planned] = (),
    persons: Persons | None = None,
    check_in: Mapping[Muscle | None, tuple[float, float]] | None = None,
) -> Readiness:
    """Return the states of a lifter at a moment and over the fourteen days after it, if nothing more is done.

    Args:
        memory: What the log has told of fatigue.
        at: The moment; not before the day of the log's last set. Within half a day before that set counts as just after
            it: few logs tell when a session ended.
        wanted: The level that counts as recovered, above 0 and below 1.
        probability: How sure it must be that the level is reached, above 0 and below 1.
        corrections: What the lifter said of their states since the last set.
        planned: Segments that may be done by then, in order of time: what would they cost?
        persons: The persons that the lifter may be; worked out here if not given.
        check_in: What the last check-in does to the log-capacity of states, mean and SD (`CheckInWeights.effects`).

    Raises:
        ValueError: A level or probability is not possible, or a moment lies before the last set.
    """
    for name, value in (("level", wanted), ("probability", probability)):
        if not 0.0 < value < 1.0:
            raise ValueError(f"The {name} is {value!r}: it must lie between 0 and 1, both excluded.")
    at = at.replace(tzinfo=None, microsecond=0)
    state, now = _state_at(memory, at, planned), days_of(at)
    drawn = draw_persons(memory.prior.fatigue, memory.known()) if persons is None else persons
    learnt = {part: drawn.learnt(part) for part in (Part.RESIDUAL, Part.NEURAL_RESIDUAL)}
    spread = _spread(memory.prior.fatigue.session_log_sd)
    if corrections:
        drawn, spread = _corrected(memory, drawn, corrections, planned)
        said = {one.muscle for one in corrections}
        check_in = {muscle: told for muscle, told in (check_in or {}).items() if muscle not in said}
    kept = np.exp2(-HOURS[:, None] / 24.0 / memory.channels.half_life)
    costs = np.where(memory.channels.part == Part.ADAPTATION, 0.0, drawn.gains)
    trained = np.flatnonzero(_ever(memory) | (state.muscular > 0.0).any(axis=1))
    levels, courses = {}, {}
    for place in [*trained.tolist(), _NEURAL]:
        losses = _losses(state, place, costs, kept, memory.channels.muscular) * spread[:, [place]]
        losses = losses - _told_by(check_in, None if place == _NEURAL else MUSCLES[place])
        course = np.exp(-np.maximum(losses, 0.0))
        low, middle, high = _quantiles(course)
        surely = (course >= wanted).mean(axis=0)
        reached = _reached(now, surely, probability)
        muscle = None if place == _NEURAL else MUSCLES[place]
        taught = learnt[Part.NEURAL_RESIDUAL if muscle is None else Part.RESIDUAL]
        ends = (float(middle[0]), float(low[0]), float(high[0]))
        levels[place] = StateLevel(muscle, *ends, reached, taught, float(surely[0]))
        courses[place] = Course(muscle, HOURS, middle, low, high)
    order = sorted(trained.tolist(), key=lambda place: levels[place].level)
    return Readiness(
        at, wanted, probability, levels[_NEURAL], tuple(levels[place] for place in order),
        tuple(courses[place] for place in [_NEURAL, *order]),
    )  # fmt: skip


def _state_at(memory: FatigueMemory, at: datetime, planned: Sequence[Planned]) -> FatigueState:
    """Return the states at a moment, planned work done."""
    state, now, law = memory.state.copy(), days_of(at.replace(tzinfo=None)), memory.prior.fatigue.doses
    for one in planned:
        if one.work.time < state.time:
            raise ValueError("A planned set lies before the last one of the log: plan later ones, in order of time.")
        state.add(one.work, one.involvement, channels=memory.channels, law=law)
    if now < state.time - _UNSURE_DAYS and np.isfinite(state.time):
        last = moment_of(state.time)
        raise ValueError(f"{at:%Y-%m-%d %H:%M} lies before the last set ({last:%Y-%m-%d %H:%M}): ask for later.")
    state.rest_until(now, channels=memory.channels, law=law)
    return state


def _ever(memory: FatigueMemory) -> NDArray[np.bool_]:
    """Return which muscles the log has worked, however long ago (muscle,)."""
    return np.asarray((memory.state.muscular > 0.0).any(axis=1))


def _spread(log_sd: float) -> Floats:
    """Return by how much the same session may cost more or less in each state (person, state)."""
    rng = np.random.default_rng(7)
    half = rng.standard_normal((PERSONS // 2, _NEURAL + 1))
    return np.asarray(np.exp(log_sd * np.concatenate([half, -half])))


def _losses(state: FatigueState, place: int, costs: Floats, kept: Floats, muscular: int) -> Floats:
    """Return the log-capacity lost to one state under each person over the coming hours (person, time)."""
    part = slice(0, muscular) if place != _NEURAL else slice(muscular, None)
    doses = state.muscular[place] if place != _NEURAL else state.neural
    return np.asarray(costs[:, part] @ (doses * kept[:, part]).T)


def _told_by(check_in: Mapping[Muscle | None, tuple[float, float]] | None, muscle: Muscle | None) -> Floats:
    """Return what a check-in adds to the log-capacity of a state under each person over the coming hours."""
    if check_in is None or muscle not in check_in:
        return np.zeros((1, 1))
    mean, sd = check_in[muscle]
    half = np.random.default_rng(13).standard_normal(PERSONS // 2)
    return np.asarray((mean + sd * np.concatenate([half, -half]))[:, None] * np.exp2(-HOURS / _CHECK_IN_HALF_H))


def _quantiles(levels: Floats) -> tuple[Floats, Floats, Floats]:
    """Return lower end, median and upper end of levels over the persons (time,)."""
    places = [round(share * (len(levels) - 1)) for share in (_LOWER, 0.5, _UPPER)]
    ordered = np.partition(levels, places, axis=0)
    return ordered[places[0]], ordered[places[1]], ordered[places[2]]


def _reached(now: float, surely: Floats, probability: float) -> datetime | None:
    """Return when a level is reached for good with a probability; None beyond the hours looked at."""
    below = np.flatnonzero(surely < probability)
    if not len(below):
        return moment_of(now)
    last = int(below[-1])
    if last + 1 == len(HOURS):
        return None
    share = (probability - surely[last]) / (surely[last + 1] - surely[last])
    return moment_of(now + (HOURS[last] + share * (HOURS[last + 1] - HOURS[last])) / 24.0)


def _corrected(
    memory: FatigueMemory, drawn: Persons, corrections: Sequence[Correction], planned: Sequence[Planned]
) -> tuple[Persons, Floats]:  # fmt: skip
    """Return persons, and what their sessions cost, in keeping with what the lifter said of their states.

    What lies far outside the range that the log leaves open is believed less (Student's distribution), and never so
    much that the persons become few.
    """
    persons, spread = _many(drawn, memory.prior.fatigue.session_log_sd)
    costs = np.where(memory.channels.part == Part.ADAPTATION, 0.0, persons.gains)
    log_weights = np.zeros(len(spread))
    for one in corrections:
        if not 0.0 < one.level <= 1.0:
            raise ValueError(f"The level is {one.level!r}: it must be above 0 and at most 1, which is fine.")
        place = _NEURAL if one.muscle is None else MUSCLES.index(one.muscle)
        before = [segment for segment in planned if segment.work.time <= days_of(one.at.replace(tzinfo=None))]
        state = _state_at(memory, one.at, before)
        if one.muscle is not None and not state.muscular[place].any():
            raise ValueError(f"The log has never trained the {one.muscle.label}: there is nothing to correct.")
        kept = np.ones((1, len(memory.channels)))
        loss = _losses(state, place, costs, kept, memory.channels.muscular)[:, 0] * spread[:, place]
        off = (np.exp(-loss) - one.level) / FELT_SD
        log_weights -= 0.5 * (_FREEDOM + 1.0) * np.log1p(off**2 / _FREEDOM)
    picks = resampled(borne(log_weights, enough=_LEAST_EFFECTIVE)[1])
    kept_ones = Persons(
        drawn.prior, persons.gain_steps[picks], persons.half_life_steps[picks], persons.gains[picks]
    )  # fmt: skip
    return kept_ones, spread[picks]


def _many(drawn: Persons, log_sd: float) -> tuple[Persons, Floats]:
    """Return every person several times, each time with other costs of the same session (person, state)."""
    rng = np.random.default_rng(17)
    half = rng.standard_normal((PERSONS * _TIMES // 2, _NEURAL + 1))
    again = np.tile(np.arange(PERSONS), _TIMES)
    persons = Persons(drawn.prior, drawn.gain_steps[again], drawn.half_life_steps[again], drawn.gains[again])
    return persons, np.asarray(np.exp(log_sd * np.concatenate([half, -half])))
