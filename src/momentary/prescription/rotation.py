"""Which session a lifter's own rotation brings next, and its exercises: read off the log, never prescribed.

Sessions of the last weeks that share exercises are one kind. The kind that comes next is the one that most often
followed the last one, and was most often done on that weekday; both counts are smoothed by how common a kind is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from momentary.catalogue import Exercise
from momentary.quantities import Log, Session

LATELY = timedelta(days=84)
"""How far back from the log's end a rotation is looked for."""

_ALIKE, _ALIKE_BY_TITLE = 0.4, 0.2
_WORTH = 1.0
_LIKE = 4
_USUAL = 0.5


@dataclass(frozen=True, slots=True)
class DueExercise:
    """An exercise that the coming session usually has.

    Args:
        name: How the lifter types it.
        exercise: What it is.
        sets: Its usual number of working sets.
        last: When it was done last.
    """

    name: str
    exercise: Exercise
    sets: int
    last: datetime


@dataclass(frozen=True, slots=True)
class ComingSession:
    """The session that comes next by the lifter's own rotation.

    Args:
        title: How the lifter called the last one of its kind; None where they did not.
        exercises: Its usual exercises, in their usual order.
        alike: Sessions of its kind in the last weeks.
        last: When one was done last.
        kinds: Kinds of sessions in the rotation.
        chance: How likely this kind is among them.
    """

    title: str | None
    exercises: tuple[DueExercise, ...]
    alike: int
    last: datetime
    kinds: int
    chance: float


@dataclass(frozen=True, slots=True)
class _Done:
    """A past session: its exercises in order, with their working sets."""

    session: Session
    sets: Mapping[str, int]
    names: Mapping[str, str]

    def likeness(self, other: _Done) -> float:
        """Return the share of exercises that two sessions have in common."""
        mine, theirs = set(self.sets), set(other.sets)
        return len(mine & theirs) / len(mine | theirs)


def coming_session(log: Log, exercises: Mapping[str, Exercise], *, at: datetime) -> ComingSession | None:
    """Return the session that comes next; None where the log has no working set of a strength exercise.

    Args:
        log: The log.
        exercises: What the catalogue makes of every typed name.
        at: When it would begin: its weekday counts.
    """
    done = [one for one in (_done(session, exercises) for session in log.sessions) if one.sets]
    if not done:
        return None
    end = done[-1].session.start.wall
    recent = [one for one in done if end - one.session.start.wall <= LATELY]
    kinds = _kinds(recent)
    shares = _chances(kinds, recent, at.weekday())
    best = max(range(len(kinds)), key=lambda kind: (shares[kind], -kind))
    alike = kinds[best]
    return ComingSession(
        alike[-1].session.title, _due(alike[-_LIKE:], done, exercises), len(alike), alike[-1].session.start.wall,
        len(kinds), shares[best],
    )  # fmt: skip


def _done(session: Session, exercises: Mapping[str, Exercise]) -> _Done:
    """Return the strength exercises of a session with their working sets."""
    sets: Counter[str] = Counter()
    names: dict[str, str] = {}
    for one in session.sets:
        found = exercises[one.exercise]
        if not one.is_warm_up and found.is_strength:
            sets[found.slug] += 1
            names[found.slug] = one.exercise
    return _Done(session, sets, names)


def _kinds(recent: Sequence[_Done]) -> list[list[_Done]]:
    """Return sessions by kind, the kind of the newest first, each oldest first."""
    kinds: list[list[_Done]] = []
    for one in reversed(recent):
        best = max(kinds, key=lambda kind: _nearness(one, kind), default=None)
        if best is not None and _nearness(one, best) > 0.0:
            best.insert(0, one)
        else:
            kinds.append([one])
    return kinds


def _nearness(one: _Done, kind: Sequence[_Done]) -> float:
    """Return how much a session is like the next ones of a kind; zero where it is another."""
    found = max(one.likeness(other) for other in kind[:_LIKE])
    title = one.session.title
    is_called_so = title is not None and title == kind[0].session.title
    return found if found >= (_ALIKE_BY_TITLE if is_called_so else _ALIKE) else 0.0


def _chances(kinds: Sequence[Sequence[_Done]], recent: Sequence[_Done], weekday: int) -> list[float]:
    """Return how likely each kind comes next."""
    of = {id(one): number for number, kind in enumerate(kinds) for one in kind}
    order = [of[id(one)] for one in recent]
    last = order[-1]
    follows = Counter(after for before, after in pairwise(order) if before == last)
    days = Counter(kind for kind, one in zip(order, recent, strict=True) if one.session.start.wall.weekday() == weekday)
    shares = []
    for number, kind in enumerate(kinds):
        common = _WORTH * len(kind) / len(recent)
        after = (follows[number] + common) / (follows.total() + _WORTH)
        on_day = (days[number] + common) / (days.total() + _WORTH)
        shares.append(after * on_day / (len(kind) / len(recent)))
    return [one / sum(shares) for one in shares]


def _due(alike: Sequence[_Done], done: Sequence[_Done], exercises: Mapping[str, Exercise]) -> tuple[DueExercise, ...]:
    """Return the exercises that most sessions of a kind have, in their usual order."""
    places: dict[str, list[int]] = {}
    for one in alike:
        for place, slug in enumerate(one.sets):
            places.setdefault(slug, []).append(place)
    usual = [slug for slug, found in places.items() if len(found) >= _USUAL * len(alike)]
    usual.sort(key=lambda slug: (sum(places[slug]) / len(places[slug]), slug))
    found = []
    for slug in usual:
        with_it = [one for one in alike if slug in one.sets]
        name = with_it[-1].names[slug]
        last = next(one.session.start.wall for one in reversed(done) if slug in one.sets)
        found.append(DueExercise(name, exercises[name], max(round(median(one.sets[slug] for one in with_it)), 1), last))
    return tuple(found)
