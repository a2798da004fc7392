"""A log's chains as later segments, and the habits that they teach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log
from typing import NamedTuple

from momentary.catalogue import Exercise, LoadBasis
from momentary.inference import UnknownExerciseError
from momentary.parameters import level_prior
from momentary.parameters.later_segments import LaterSegmentPrior, later_segment_prior
from momentary.prescription.learnt.later_segments import LaterSegment, SegmentHabits, Way
from momentary.quantities import EndingKind, Log, Segment, Session, Set, Technique

_WAYS = {
    Technique.DROP: Way.DROP,
    Technique.REST_PAUSE: Way.REST_PAUSE,
    Technique.CLUSTER: Way.REST_PAUSE,
    Technique.PARTIAL: Way.PARTIAL,
    Technique.CHEAT: Way.CHEAT,
    Technique.NEGATIVE: Way.NEGATIVE,
    Technique.ASSISTED: Way.ASSISTED,
}
_CUT_SHORT = frozenset({EndingKind.PAIN, EndingKind.TIME})
_LEAST_DROP = 0.01
_LEAST_MOVED = 0.05
_POPULATION_SETS = 4.0
_MOST_DROP = 2.0


Ratios = Mapping[tuple[str, str], float]
"""Logarithm of the moved load on a second exercise over that on a first one, for equal strength, by their slugs."""


class DoneSegment(NamedTuple):
    """A later segment that was done: what it was, its repetitions, and the number of its session in the log."""

    segment: LaterSegment
    done: int
    session: int


def learn_habits(
    log: Log,
    exercises: Mapping[str, Exercise],
    *,
    ratios: Ratios | None = None,
    prior: LaterSegmentPrior | None = None,
) -> SegmentHabits:
    """Return what a log's later segments teach of its lifter.

    Args:
        log: The log.
        exercises: What the catalogue makes of every typed name.
        ratios: How loads of two exercises relate; alike if not given.
        prior: The population's figures; the shipped ones if not given.
    """
    habits = SegmentHabits(later_segment_prior() if prior is None else prior)
    for one in done_segments(log, exercises, ratios=ratios):
        habits = habits.after(one.segment, one.done, session=one.session)
    return habits


def done_segments(
    log: Log, exercises: Mapping[str, Exercise], *, ratios: Ratios | None = None
) -> Iterator[DoneSegment]:
    """Yield the later segments of a log that tell how many repetitions were left, oldest first.

    Those without a load on both sides, after a segment without repetitions, cut short by pain or time, and drops whose
    load is no lower tell nothing.

    Args:
        log: The log.
        exercises: What the catalogue makes of every typed name.
        ratios: How loads of two exercises relate; alike if not given.
    """
    body_kg = level_prior().body_mass_median
    for number, session in enumerate(log.sessions):
        body_kg = session.body_mass.kg if session.body_mass is not None else body_kg
        for one in session.sets:
            if not one.is_warm_up:
                yield from _of_set(one, number, exercises, body_kg, ratios or {})


def updated_habits(
    habits: SegmentHabits,
    done: Set,
    *,
    session: Session,
    number: int,
    exercises: Mapping[str, Exercise],
    ratios: Ratios | None = None,
) -> SegmentHabits:
    """Return the habits after one more set.

    Args:
        habits: What is known before it.
        done: The set.
        session: Its session: the body mass counts.
        number: Number of the session in the log.
        exercises: What the catalogue makes of every typed name.
        ratios: How loads of two exercises relate; alike if not given.
    """
    body_kg = level_prior().body_mass_median if session.body_mass is None else session.body_mass.kg
    for one in _of_set(done, number, exercises, body_kg, ratios or {}):
        habits = habits.after(one.segment, one.done, session=one.session)
    return habits


def _of_set(
    one: Set, number: int, exercises: Mapping[str, Exercise], body_kg: float, ratios: Ratios
) -> Iterator[DoneSegment]:
    """Yield the later segments of a set."""
    for link, segment in enumerate(one.segments):
        partials = segment.partial_repetitions
        if partials is not None and segment.repetitions and segment.technique is not Technique.PARTIAL:
            # Partial repetitions that follow the full ones of their own segment.
            own = exercise_of(segment.exercise, exercises).slug
            told = LaterSegment(Way.PARTIAL, own, segment.repetitions, link=link + 1)
            yield DoneSegment(told, partials, number)
        if link:
            found = later_segment(one.segments[link - 1], segment, link, exercises, body_kg, ratios)
            done = segment.repetitions
            if segment.technique is Technique.PARTIAL and partials is not None:
                done = partials
            if found is not None and done is not None:
                yield DoneSegment(found, done, number)


def way_of(segment: Segment) -> Way | None:
    """Return how a set goes on by a segment, on the same exercise; None where its technique is no way to go on."""
    return _WAYS.get(segment.technique)


def later_segment(
    before: Segment,
    segment: Segment,
    link: int,
    exercises: Mapping[str, Exercise],
    body_kg: float,
    ratios: Ratios,
) -> LaterSegment | None:
    """Return a segment as the forecast sees it, or None where it tells nothing."""
    way = way_of(segment)
    count = before.repetitions or before.partial_repetitions
    if way is None or not count or (segment.ending is not None and segment.ending.kind in _CUT_SHORT):
        return None
    first, now = (exercise_of(one.exercise, exercises) for one in (before, segment))
    log_drop = 0.0
    if first.slug != now.slug:
        way = Way.MACHINE if way is Way.DROP else way
        log_drop = ratios.get((first.slug, now.slug), 0.0)
    if way in (Way.DROP, Way.MACHINE):
        loads = [moved_kg(one, exercise, body_kg) for one, exercise in ((before, first), (segment, now))]
        if loads[0] is None or loads[1] is None or loads[0] <= 0.0 or loads[1] <= 0.0:
            return None
        log_drop = min(log_drop + log(loads[0] / loads[1]), _MOST_DROP)
        if log_drop <= _LEAST_DROP and way is Way.DROP:
            return None
    return LaterSegment(way, first.slug, count, log_drop, link, segment.rest_before_s)


def moved_kg(segment: Segment, exercise: Exercise, body_kg: float) -> float | None:
    """Return the load that the muscles move in a segment, or None where none was logged [kg]."""
    if segment.load is None and not exercise.body_mass_share:
        return None
    load = 0.0 if segment.load is None else segment.load.kg * (segment.implements or exercise.implements)
    body = exercise.body_mass_share * body_kg
    if segment.assistance is not None:
        load -= segment.assistance.kg
    elif exercise.load_basis is LoadBasis.ASSISTANCE:
        load = -load
    return max(load + body, _LEAST_MOVED * body)


def exercise_of(name: str, exercises: Mapping[str, Exercise]) -> Exercise:
    """Return what the catalogue makes of a typed name.

    Raises:
        KeyError: Nobody looked it up.
    """
    try:
        return exercises[name]
    except KeyError:
        raise UnknownExerciseError(f"Nobody looked up '{name}': match the names of the whole log first.") from None


def learnt_help(log: Log, exercises: Mapping[str, Exercise]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the help that assisted repetitions take, as shares of the load: first and second; low, middle, high.

    Where the log tells help of a partner, the population's shares are moved by its mean, shrunk as if four sets had
    been as the population's.

    Args:
        log: The log.
        exercises: What the catalogue makes of every typed name.
    """
    prior = later_segment_prior()
    usual = 0.5 * (prior.help_first[1] + prior.help_second[1])
    told = [
        segment.assistance.kg / segment.load.kg
        for segment in log.segments()
        if segment.technique is Technique.ASSISTED
        and segment.assistance is not None
        and segment.load is not None
        and segment.load.kg > 0.0
        and exercise_of(segment.exercise, exercises).load_basis is not LoadBasis.ASSISTANCE
    ]
    factor = (_POPULATION_SETS * usual + sum(told)) / (_POPULATION_SETS + len(told)) / usual
    first, second = (
        tuple(min(one * factor, 0.95) for one in shares) for shares in (prior.help_first, prior.help_second)
    )
    return first, second
