"""What a lifter has used for some muscles, and when last: methods, exercises, failure. Read off the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from momentary.catalogue import Exercise
from momentary.quantities import Log, Set, Technique


class Family(StrEnum):
    """Methods that are alike for a muscle: a double drop set is no news after a drop set."""

    FAILURE = "failure"
    """A straight set to failure."""
    DROP = "drop"
    MACHINE = "machine"
    """A set that goes on with another exercise."""
    REST_PAUSE = "rest-pause"
    PARTIAL = "partial"
    CHEAT = "cheat"
    NEGATIVE = "negative"
    ASSISTED = "assisted"
    SUPERSET = "superset"


_FAMILIES = {
    Technique.DROP: Family.DROP,
    Technique.REST_PAUSE: Family.REST_PAUSE,
    Technique.CLUSTER: Family.REST_PAUSE,
    Technique.PARTIAL: Family.PARTIAL,
    Technique.CHEAT: Family.CHEAT,
    Technique.NEGATIVE: Family.NEGATIVE,
    Technique.ASSISTED: Family.ASSISTED,
}
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class LastDone:
    """An exercise of the log: how the lifter types it, what it is, and when it was done last."""

    name: str
    exercise: Exercise
    on: datetime


@dataclass(frozen=True, slots=True)
class Usage:
    """What was used for the main muscles of an exercise.

    Args:
        since: From when on something counts as used lately.
        families: When each family of methods was used last for one of these muscles.
        exercises: The exercises for one of these muscles, by slug.
        is_told: Whether the log tells how sets of these muscles end, lately.
        repetitions: Repetitions of the exercise's straight working sets, lately [rep].
        sets: Its usual working sets in a session, lately.
    """

    since: datetime
    families: Mapping[Family, datetime]
    exercises: Mapping[str, LastDone]
    is_told: bool
    repetitions: tuple[int, ...]
    sets: int

    def is_novel(self, family: Family) -> bool:
        """Whether a family of methods was not used lately for these muscles."""
        return family not in self.families or self.families[family] < self.since

    def is_idle(self, slug: str) -> bool:
        """Whether an exercise was not done lately."""
        return slug not in self.exercises or self.exercises[slug].on < self.since


def usage_of(log: Log, name: str, exercises: Mapping[str, Exercise], *, weeks: float) -> Usage:
    """Return what a log has used for the main muscles of an exercise.

    Args:
        log: The log.
        name: The exercise as the lifter types it.
        exercises: What the catalogue makes of every typed name.
        weeks: How far back from its last session "lately" reaches.
    """
    asked = exercises[name]
    mains = set(asked.primary_muscles)
    since = log.sessions[-1].start.wall - timedelta(weeks=weeks)
    families: dict[Family, datetime] = {}
    done: dict[str, LastDone] = {}
    is_told, repetitions, counts = False, list[int](), list[int]()
    for session in log.sessions:
        on, count = session.start.wall, 0
        for one in session.sets:
            exercise = exercises[one.exercise]
            if one.is_warm_up or not mains.intersection(exercise.primary_muscles):
                continue
            done[exercise.slug] = LastDone(one.exercise, exercise, on)
            families |= dict.fromkeys(_families(one), on)
            if on >= since:
                is_told = is_told or one.is_failure or any(part.effort is not None for part in one.segments)
                if exercise.slug == asked.slug:
                    count += 1
                    repetitions += [one.segments[0].repetitions or 0]
        if count:
            counts.append(count)
    return Usage(
        since, families, done, is_told, tuple(one for one in repetitions if one > 0),
        sorted(counts)[len(counts) // 2] if counts else 1,
    )  # fmt: skip


def _families(one: Set) -> set[Family]:
    """Return the families of methods that a set belongs to."""
    found = set()
    for link, segment in enumerate(one.segments):
        family = _FAMILIES.get(segment.technique)
        if link and segment.exercise != one.exercise:
            family = Family.MACHINE
        if family is not None:
            found.add(family)
        if segment.partial_repetitions:
            found.add(Family.PARTIAL)
    if one.superset is not None:
        found.add(Family.SUPERSET)
    has_none_left = any(part.effort is not None and part.effort.rir <= _HALF for part in one.segments)
    if one.is_failure or has_none_left:
        found.add(Family.FAILURE)
    return found
