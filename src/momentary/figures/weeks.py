"""Failures and near failures by calendar week, in all and by muscle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from momentary.figures.report import MuscleWeek, NamedExercise, Week
from momentary.figures.rows import SetRow, near_range
from momentary.quantities import Muscle


def monday_of(day: date) -> date:
    """Return the Monday of a day's calendar week."""
    return day - timedelta(days=day.weekday())


def weeks(rows: Sequence[SetRow]) -> tuple[Week, ...]:
    """Return the calendar weeks with at least one working set, oldest first."""
    by_week: dict[date, list[SetRow]] = {}
    for row in rows:
        if row.is_working:
            by_week.setdefault(monday_of(row.day), []).append(row)
    return tuple(
        Week(monday, len(of_week), sum(row.is_failure for row in of_week), near_range(of_week))
        for monday, of_week in sorted(by_week.items())
    )


def muscle_weeks(rows: Sequence[SetRow], named: Mapping[str, NamedExercise]) -> tuple[MuscleWeek, ...]:
    """Return sets, failures and near failures of each muscle and week; a set counts by the muscle's share."""
    found: dict[tuple[date, Muscle], list[tuple[SetRow, float]]] = {}
    for row in rows:
        if not row.is_working or row.typed not in named:
            continue
        monday = monday_of(row.day)
        for muscle, share in named[row.typed].muscles:
            found.setdefault((monday, muscle), []).append((row, share))
    order = {muscle: place for place, muscle in enumerate(Muscle)}
    return tuple(
        _muscle_week(muscle, monday, found[monday, muscle])
        for monday, muscle in sorted(found, key=lambda key: (key[0], order[key[1]]))
    )


def _muscle_week(muscle: Muscle, monday: date, counted: Sequence[tuple[SetRow, float]]) -> MuscleWeek:
    """Return one muscle in one week."""
    rows, shares = [row for row, _ in counted], [share for _, share in counted]
    return MuscleWeek(
        muscle=muscle,
        monday=monday,
        sets=sum(shares),
        failures=sum(share for row, share in counted if row.is_failure),
        near=near_range(rows, shares),
    )
