from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.figures.rows import Names, set_rows
from momentary.figures.weeks import monday_of, muscle_weeks, weeks
from momentary.quantities import Log, Muscle
from tests.figures.lifter import NAMED, PlainPosterior, lifter_log, session, straight


@given(st.dates())
def test_a_week_begins_on_its_monday(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days <= 6


def test_weeks_hold_every_working_set_and_failure_once() -> None:
    rows = set_rows(lifter_log(12), Names({}, {}), None)
    found = weeks(rows)
    assert [week.monday for week in found] == sorted({monday_of(row.day) for row in rows})
    assert sum(week.sets for week in found) == sum(row.is_working for row in rows)
    assert sum(week.failures for week in found) == sum(row.is_failure for row in rows)


def test_a_week_of_nothing_but_a_run_is_no_training_week() -> None:
    log = Log.of([session(date(2024, 1, 1), straight("run", None, None))])
    assert weeks(set_rows(log, Names({}, {}), None)) == ()


def test_muscles_get_their_share_of_sets_and_failures() -> None:
    log = lifter_log(6)
    posterior = PlainPosterior(log)
    rows = set_rows(log, Names({}, {}), posterior)
    sets: dict[tuple[date, Muscle], float] = defaultdict(float)
    failures: dict[tuple[date, Muscle], float] = defaultdict(float)
    near: dict[tuple[date, Muscle], float] = defaultdict(float)
    for row in rows:
        for muscle, share in NAMED[row.typed].muscles if row.is_working else ():
            key = (monday_of(row.day), muscle)
            sets[key] += share
            failures[key] += share * row.is_failure
            near[key] += 0.0 if row.is_failure else share * (row.near or 0.0)
    found = muscle_weeks(rows, NAMED)
    assert {(one.monday, one.muscle) for one in found} == set(sets)
    for one in found:
        key = (one.monday, one.muscle)
        assert one.sets == pytest.approx(sets[key])
        assert one.failures == pytest.approx(failures[key])
        assert one.near.expected == pytest.approx(near[key])


def test_a_name_that_nobody_knows_counts_for_no_muscle() -> None:
    log = Log.of([session(date(2024, 1, 1), straight("Thing", 50, 5))])
    assert muscle_weeks(set_rows(log, Names({}, {}), None), {}) == ()
