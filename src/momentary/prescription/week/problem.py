"""A week to be planned, in whole numbers: what may stand on which day, what it takes, and what was wished for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from momentary.catalogue import Exercise
from momentary.quantities import Muscle

PARTS = 2
"""Volumes are counted in halves of a set, so that they are whole numbers [1/set]."""


class Wish(StrEnum):
    """A kind of wish or fact that a plan has to obey; each can be left out to find which of them clash."""

    MINUTES = "minutes"
    GYM = "gym"
    RECOVERY = "recovery"
    SAFETY = "safety"
    CONTAINS = "contains"
    FAILS = "fails"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Demand:
    """One wish: its kind, and the exercise that it is about.

    Args:
        kind: What is wished.
        slug: The exercise; None where it is about the whole week.
    """

    kind: Wish
    slug: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """An exercise that the week may have, in the order in which exercises stand in a session.

    Args:
        name: How the lifter types it.
        exercise: What it is.
        sets: Usual working sets in a session.
        most_sets: Most sets in a session.
        sessions: Most sessions of the week that have it.
        due: Sets of the whole week that are due.
        on_day: Most sets on each day, as recovery allows it; zero where it is to be left (day,).
        is_there: Whether the gym has what it needs.
        may_fail: Whether its last set may go to failure on each day, as far as safety goes (day,).
        is_cheap: Whether nothing else speaks against failure on each day (day,).
        fails: Most sets to failure in the week.
        setting_up_s: What it takes before the first working set, warm-up sets included [s].
        set_s: What a set takes with its rest [s].
        liking: How well each day suits: habit, from 0 to 10, and more where a week keeps another's shape (day,).
        regard: What it is worth that the week has it at all: more where the lifter does it often.
        companion: Slug of the exercise with which it is usually done.
    """

    name: str
    exercise: Exercise
    sets: int
    most_sets: int
    sessions: int
    due: int
    on_day: tuple[int, ...]
    is_there: bool
    may_fail: tuple[bool, ...]
    is_cheap: tuple[bool, ...]
    fails: int
    setting_up_s: int
    set_s: int
    liking: tuple[int, ...]
    regard: int = 0
    companion: str | None = None

    @property
    def slug(self) -> str:
        """Its key."""
        return self.exercise.slug

    @property
    def least_sets(self) -> int:
        """Fewest sets on a day that has it: two, or one where recovery may leave no more."""
        return min(2, max(self.sets - 1, 1), max((one for one in self.on_day if one), default=1))

    @property
    def credit(self) -> Mapping[Muscle, int]:
        """What a set gives each muscle, in halves of a set."""
        return _credit(self.exercise)


@lru_cache(maxsize=512)
def _credit(exercise: Exercise) -> Mapping[Muscle, int]:
    return MappingProxyType({muscle: round(PARTS * share) for muscle, share in exercise.shares})


@dataclass(frozen=True, slots=True)
class WeekProblem:
    """A week to be planned.

    Args:
        tasks: The exercises, in the order in which they stand in a session.
        days: Days from the first moment of the week, with their fractions (day,) [day].
        seconds: How long each session may take (day,) [s].
        due: Volume of each muscle that is due, in halves of a set; more does not count.
        most: Most volume of each muscle, in halves of a set.
        gaps: Days that a muscle must have between two sessions that are for it.
        muscle_fails: Most sessions of the week with a failure of each muscle; others once.
        day_fails: Most sets to failure in a session.
        demands: What was wished for.
        keep: Share of the due volume of every muscle that has to be kept, in per cent; zero where nobody asked.
    """

    tasks: tuple[Task, ...]
    days: tuple[float, ...]
    seconds: tuple[int, ...]
    due: Mapping[Muscle, int]
    most: Mapping[Muscle, int]
    gaps: Mapping[Muscle, float]
    muscle_fails: Mapping[Muscle, int]
    day_fails: int
    demands: frozenset[Demand] = frozenset()
    keep: int = 0

    def without(self, demands: frozenset[Demand]) -> WeekProblem:
        """Return the same week with only some of what was wished for."""
        return replace(self, demands=demands)


@dataclass(frozen=True, slots=True)
class WeekSolution:
    """The best week that was found.

    Args:
        sets: Sets by exercise and day; only what is to be done.
        failures: Exercises and days on which the last set goes to failure.
        is_optimal: Whether no week has more of the due volume, proven.
        gap: How much more of it another week could have at most [1].
        covered: The volume that counts, the first half of every muscle's twice, in halves of a set.
        search_s: What the search took [s].
    """

    sets: Mapping[tuple[str, int], int]
    failures: frozenset[tuple[str, int]]
    is_optimal: bool
    gap: float
    covered: int
    search_s: float = field(default=0.0, compare=False)
