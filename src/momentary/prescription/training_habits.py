"""How a lifter has trained of late: which exercises, how often and how many sets, on which days, how fast.

Read off the log, never prescribed: a plan for a week begins with what the lifter does anyway.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import ceil
from statistics import median

from momentary.catalogue import Exercise
from momentary.quantities import Log, Muscle, Session, Set

LATELY = timedelta(days=42)
"""How far back from the log's end habits are looked for."""

SET_S, SETTING_UP_S = 160.0, 90.0
"""What a set with its rest, and changing to another exercise, take where no log tells; judgements [s]."""

_WEEK_DAYS = 7
_OFTEN = 0.75
_NEARLY = 0.1
_TOGETHER = 0.5
_PACES = (0.5, 1.6)
_FEWEST_TIMED = 4
_LONGEST_S = 4.0 * 3600.0
_QUARTER_MIN = 15


@dataclass(frozen=True, slots=True)
class UsualExercise:
    """An exercise as a lifter has done it lately.

    Args:
        name: How the lifter types it.
        exercise: What it is.
        sets: Usual number of working sets in a session.
        most_sets: Most working sets in one session.
        a_week: Sessions a week that had it, over the weeks with any training.
        failures: Sets to failure a week.
        last: When it was done last.
        place: Where in the session it usually stands, from 0 (first) to 1 (last).
        weekdays: How often it was done on each weekday, Monday first.
        companion: Slug of the exercise that most often shares its sessions, at least half of them; None without one.
    """

    name: str
    exercise: Exercise
    sets: int
    most_sets: int
    a_week: float
    failures: float
    last: datetime
    place: float
    weekdays: tuple[int, ...]
    companion: str | None = None

    def due(self, until: datetime) -> tuple[int, int]:
        """Return what a week that ends at `until` is to have of it by the lifter's own rhythm: sessions and sets."""
        if self.a_week >= _OFTEN:
            return max(ceil(self.a_week - _NEARLY), 1), max(ceil(self.a_week * self.sets - _NEARLY), 1)
        weeks = (until - self.last).total_seconds() / (86400.0 * _WEEK_DAYS)
        return (1, self.sets) if weeks * self.a_week >= _OFTEN else (0, 0)


@dataclass(frozen=True, slots=True)
class TrainingHabits:
    """How a lifter has trained in the last weeks of their log.

    Args:
        exercises: The strength exercises, the most frequent first.
        volume: Fractional sets a week of each muscle: a set counts one where the muscle is primary, half where it
            helps (Pelland 2025, the catalogue's shares) [set/week].
        weekdays: Sessions on each weekday, Monday first.
        begins: Usual time of day at which a session begins.
        sessions: Sessions a week.
        pace: Time that a session takes beside what is assumed; 1 where the log tells no durations [1].
        is_timed: Whether the log told durations.
        end: When the last session began.
    """

    exercises: tuple[UsualExercise, ...]
    volume: Mapping[Muscle, float]
    weekdays: tuple[int, ...]
    begins: time
    sessions: float
    pace: float
    is_timed: bool
    end: datetime

    def usual_days(self, count: int) -> tuple[int, ...]:
        """Return the weekdays on which the lifter trains most, Monday being 0; of those alike, far apart ones.

        Args:
            count: How many, from 1 to 7.

        Raises:
            ValueError: A week has no such number of days.
        """
        if not 1 <= count <= _WEEK_DAYS:
            raise ValueError(f"A week has 1 to 7 days, not {count}.")
        chosen: list[int] = []
        while len(chosen) < count:
            left = [day for day in range(_WEEK_DAYS) if day not in chosen]
            often = max(self.weekdays[day] for day in left)
            usual = [day for day in left if self.weekdays[day] >= _OFTEN * often]
            chosen.append(max(usual, key=lambda day: (_apart(day, chosen), self.weekdays[day], -day)))
        return tuple(sorted(chosen))


def training_habits(log: Log, exercises: Mapping[str, Exercise]) -> TrainingHabits | None:
    """Return how a lifter has trained of late; None where the log has no working set of a strength exercise.

    Args:
        log: The log.
        exercises: What the catalogue makes of every typed name.
    """
    done = [(one, _working(one, exercises)) for one in log.sessions]
    done = [(session, sets) for session, sets in done if sets]
    if not done:
        return None
    end = done[-1][0].start.wall
    recent = [(session, sets) for session, sets in done if end - session.start.wall < LATELY]
    weeks = len({(end - session.start.wall) // timedelta(days=_WEEK_DAYS) for session, _ in recent})
    by_slug: dict[str, list[tuple[Session, Sequence[Set]]]] = defaultdict(list)
    volume: dict[Muscle, float] = defaultdict(float)
    for session, sets in recent:
        for slug, own in _by_exercise(sets, exercises).items():
            by_slug[slug].append((session, own))
            for muscle, share in exercises[own[0].exercise].shares:
                volume[muscle] += share * len(own)
    usual = tuple(
        sorted(
            (_usual(slug, found, recent, exercises, weeks=weeks) for slug, found in by_slug.items()),
            key=lambda one: (-one.a_week, one.place, one.exercise.slug),
        )
    )
    weekdays = Counter(session.start.wall.weekday() for session, _ in recent)
    paces = [one for one in (_pace(session, sets) for session, sets in recent) if one is not None]
    is_timed = len(paces) >= _FEWEST_TIMED
    return TrainingHabits(
        usual,
        {muscle: sets / weeks for muscle, sets in volume.items() if sets > 0},
        tuple(weekdays[day] for day in range(_WEEK_DAYS)),
        _begins(session.start.wall for session, _ in recent),
        len(recent) / weeks,
        min(max(median(paces), _PACES[0]), _PACES[1]) if is_timed else 1.0,
        is_timed,
        end,
    )


def _usual(
    slug: str,
    found: Sequence[tuple[Session, Sequence[Set]]],
    recent: Sequence[tuple[Session, Sequence[Set]]],
    exercises: Mapping[str, Exercise],
    *,
    weeks: int,
) -> UsualExercise:
    """Return how one exercise was done."""
    counts = [len(own) for _, own in found]
    name = found[-1][1][-1].exercise
    sessions = {id(session) for session, _ in found}
    beside: Counter[str] = Counter()
    places = []
    for session, sets in recent:
        if id(session) in sessions:
            order = list(_by_exercise(sets, exercises))
            places.append(order.index(slug) / max(len(order) - 1, 1))
            beside.update(one for one in order if one != slug)
    best = max(beside, key=lambda one: (beside[one], one), default=None)
    weekdays = Counter(session.start.wall.weekday() for session, _ in found)
    return UsualExercise(
        name,
        exercises[name],
        max(round(median(counts)), 1),
        max(counts),
        len(found) / weeks,
        sum(one.is_failure for _, own in found for one in own) / weeks,
        found[-1][0].start.wall,
        sum(places) / len(places),
        tuple(weekdays[day] for day in range(_WEEK_DAYS)),
        best if best is not None and beside[best] >= _TOGETHER * len(found) else None,
    )


def _working(session: Session, exercises: Mapping[str, Exercise]) -> tuple[Set, ...]:
    """Return the working sets of strength exercises in a session."""
    return tuple(one for one in session.sets if not one.is_warm_up and exercises[one.exercise].is_strength)


def _by_exercise(sets: Sequence[Set], exercises: Mapping[str, Exercise]) -> dict[str, list[Set]]:
    """Return working sets by exercise, in the order in which these were begun."""
    found: dict[str, list[Set]] = {}
    for one in sets:
        found.setdefault(exercises[one.exercise].slug, []).append(one)
    return found


def _pace(session: Session, sets: Sequence[Set]) -> float | None:
    """Return how long a session took beside what is assumed; None where the log does not tell, or tells a slip."""
    if session.duration_s is None or not 0.0 < session.duration_s < _LONGEST_S:
        return None
    changes = len({one.exercise for one in sets})
    return session.duration_s / (SETTING_UP_S * changes + SET_S * len(sets))


def _begins(starts: Iterable[datetime]) -> time:
    """Return the usual time of day, to the quarter of an hour; the evening where the log tells none."""
    minutes = sorted(60 * one.hour + one.minute for one in starts if one.time() != time())
    if not minutes:
        return time(18)
    quarter = ceil(minutes[len(minutes) // 2] / _QUARTER_MIN) * _QUARTER_MIN
    return time(*divmod(min(quarter, 24 * 60 - _QUARTER_MIN), 60))


def _apart(day: int, others: Iterable[int]) -> int:
    """Return how many days lie between a weekday and the nearest of some others, round the week."""
    return min((min((day - one) % _WEEK_DAYS, (one - day) % _WEEK_DAYS) for one in others), default=_WEEK_DAYS)
