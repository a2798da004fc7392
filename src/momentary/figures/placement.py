"""Where failure sat: how sets ended, at which place of the session, of which exercise, after how many days."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist

from momentary.figures.report import Endings, NamedExercise, Place
from momentary.figures.rows import SetRow, near_range
from momentary.language import mark
from momentary.quantities import EndingKind

LAST_THIRD = 2.0 / 3.0
_GAPS = ((1, mark("0-1 days")), (3, mark("2-3 days")), (7, mark("4-7 days")), (14, mark("8-14 days")))
_LONGER = mark("15 or more days")

SET_OF_EXERCISE = "set of the exercise"
PART_OF_SESSION = "part of the session"
KIND_OF_EXERCISE = "kind of exercise"
DAYS_SINCE = "days since the exercise"


def endings(rows: Sequence[SetRow]) -> Endings:
    """Return how the working sets ended; each counts once."""
    kinds = Counter(_ending(row) for row in rows if row.is_working)
    return Endings(
        labelled=kinds[EndingKind.FAILURE],
        momentary=kinds[EndingKind.MOMENTARY_FAILURE],
        technical=kinds[EndingKind.TECHNICAL_FAILURE],
        eccentric=kinds[EndingKind.ECCENTRIC_FAILURE],
        zero_reports=kinds["zero"],
        reports=kinds["report"],
        other=kinds[EndingKind.STOPPED] + kinds[EndingKind.TIME] + kinds[EndingKind.TARGET],
        pain=kinds[EndingKind.PAIN],
        untold=kinds["untold"],
    )


def places(rows: Sequence[SetRow], named: Mapping[str, NamedExercise]) -> tuple[Place, ...]:
    """Return where failures sat, beside where working sets are at all.

    A group counts the sets of which the question can be asked: the last set of an exercise where the session
    had two or more of it, thirds where it had three or more sets.
    """
    working = [row for row in rows if row.is_working]
    groups: tuple[tuple[str, Callable[[SetRow], str | None]], ...] = (
        (SET_OF_EXERCISE, _set_of_exercise),
        (PART_OF_SESSION, _part_of_session),
        (KIND_OF_EXERCISE, lambda row: _kind(named.get(row.typed))),
        (DAYS_SINCE, _days_since),
    )
    return tuple(place for group, place_of in groups for place in _group(group, working, place_of))


def wilson(count: int, of: int, level: float = 0.8) -> tuple[float, float]:
    """Return the Wilson interval of a share: it stays within 0 and 1 for any count."""
    z = NormalDist().inv_cdf(0.5 + level / 2.0)
    share, spread = count / of, z * z / of
    middle = (share + spread / 2.0) / (1.0 + spread)
    half = math.sqrt(share * (1.0 - share) * spread + spread * spread / 4.0) / (1.0 + spread)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _ending(row: SetRow) -> str:
    """Return the one class in which a working set's ending counts."""
    if row.is_failure and row.ending is not None:
        return row.ending
    if row.ending is EndingKind.PAIN:
        return row.ending
    if row.reported_rir is not None:
        return "zero" if row.reported_rir <= 0.0 else "report"
    return row.ending if row.ending is not None else "untold"


def _set_of_exercise(row: SetRow) -> str | None:
    """Return whether a set was its exercise's last in the session; None where it was the only one."""
    if row.of < 2:
        return None
    return "last set" if row.number == row.of else "an earlier set"


def _part_of_session(row: SetRow) -> str | None:
    """Return whether a set lay in the last third of its session; None in sessions of one or two sets."""
    if row.places < 3:
        return None
    return "last third" if (row.place - 0.5) / row.places > LAST_THIRD else "first two thirds"


def _kind(exercise: NamedExercise | None) -> str | None:
    """Return whether an exercise is compound or isolation; None where that is not known."""
    if exercise is None or exercise.is_compound is None:
        return None
    return "compound" if exercise.is_compound else "isolation"


def _days_since(row: SetRow) -> str | None:
    """Return the class of days since the exercise was last trained; None the first time."""
    if row.gap_days is None:
        return None
    return next((name for most, name in _GAPS if row.gap_days <= most), _LONGER)


_ORDER = {
    SET_OF_EXERCISE: ("last set", "an earlier set"),
    PART_OF_SESSION: ("last third", "first two thirds"),
    KIND_OF_EXERCISE: ("compound", "isolation"),
    DAYS_SINCE: (*(name for _, name in _GAPS), _LONGER),
}


def _group(group: str, rows: Sequence[SetRow], place_of: Callable[[SetRow], str | None]) -> list[Place]:
    """Return the places of one group, in reading order; none without sets."""
    by_place: dict[str, list[SetRow]] = {}
    for row in rows:
        name = place_of(row)
        if name is not None:
            by_place.setdefault(name, []).append(row)
    failures = {name: sum(row.is_failure for row in found) for name, found in by_place.items()}
    all_failures = sum(failures.values())
    all_sets = sum(len(found) for found in by_place.values())
    return [
        Place(
            group=group,
            name=name,
            failures=failures[name],
            sets=len(by_place[name]),
            near=near_range(by_place[name]),
            share_of_failures=failures[name] / all_failures if all_failures else None,
            interval=wilson(failures[name], all_failures) if all_failures else None,
            share_of_sets=len(by_place[name]) / all_sets,
        )
        for name in _ORDER[group]
        if name in by_place
    ]
