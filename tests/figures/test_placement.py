from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.figures.placement import (
    DAYS_SINCE,
    KIND_OF_EXERCISE,
    PART_OF_SESSION,
    SET_OF_EXERCISE,
    endings,
    places,
    wilson,
)
from momentary.figures.report import Place
from momentary.figures.rows import Names, SetRow, set_rows
from momentary.quantities import EndingKind, Log, Role
from tests.figures.lifter import NAMED, lifter_log, session, straight


def rows_of(log: Log) -> tuple[SetRow, ...]:
    return set_rows(log, Names({}, {}), None)


def named_place(found: tuple[Place, ...], group: str, name: str) -> Place:
    return next(place for place in found if (place.group, place.name) == (group, name))


def test_every_working_set_ends_in_exactly_one_way() -> None:
    kinds = [None, *EndingKind]
    sets = [straight("a", 50, 5, kind=kind, reported_rpe=report) for kind in kinds for report in (None, 10.0, 8.0)]
    warm_up = straight("a", 20, 5, kind=EndingKind.FAILURE, role=Role.WARM_UP)
    found = endings(rows_of(Log.of([session(date(2024, 1, 1), warm_up, *sets)])))
    assert found.sets == len(sets)
    assert (found.labelled, found.momentary, found.technical, found.eccentric) == (3, 3, 3, 3)
    assert found.failures == 12
    assert found.pain == 3
    assert (found.zero_reports, found.reports) == (4, 4)
    assert found.other == 3
    assert found.untold == 1


def test_a_set_without_a_told_ending_is_unknown_and_never_not_to_failure() -> None:
    log = Log.of([session(date(2024, 1, 1), *[straight("a", 50, 5, role=None)] * 4)])
    found = endings(rows_of(log))
    assert (found.untold, found.other, found.failures) == (4, 0, 0)
    assert found.untold_share == 1.0


def test_failure_sat_where_it_was_put() -> None:
    last = [EndingKind.FAILURE]
    sessions = [
        session(
            date(2024, 1, 1) + timedelta(days=7 * week),
            *(straight("Bench Press (Barbell)", 80, 8, kind=kind) for kind in [None, None, *last]),
            *(straight("Bicep Curl (Dumbbell)", 20, 8) for _ in range(3)),
        )
        for week in range(6)
    ]
    found = places(rows_of(Log.of(sessions)), NAMED)
    assert named_place(found, SET_OF_EXERCISE, "last set").share_of_failures == 1.0
    assert named_place(found, SET_OF_EXERCISE, "last set").share_of_sets == pytest.approx(1 / 3)
    assert named_place(found, PART_OF_SESSION, "last third").failures == 0
    assert named_place(found, PART_OF_SESSION, "last third").share_of_sets == pytest.approx(1 / 3)
    assert named_place(found, KIND_OF_EXERCISE, "compound").share_of_failures == 1.0
    assert named_place(found, DAYS_SINCE, "4-7 days").failures == 5


@pytest.mark.parametrize("group", [SET_OF_EXERCISE, PART_OF_SESSION, KIND_OF_EXERCISE, DAYS_SINCE])
def test_the_places_of_a_group_divide_its_failures_and_sets(group: str) -> None:
    rows = rows_of(lifter_log(20))
    found = [place for place in places(rows, NAMED) if place.group == group]
    assert sum(place.share_of_sets for place in found) == pytest.approx(1.0)
    assert sum(place.share_of_failures or 0.0 for place in found) == pytest.approx(1.0)
    assert sum(place.sets for place in found) <= sum(row.is_working for row in rows)


def test_the_only_set_of_an_exercise_is_neither_its_last_nor_an_earlier_one() -> None:
    log = Log.of([session(date(2024, 1, 1), straight("a", 50, 5, kind=EndingKind.FAILURE))])
    assert [place for place in places(rows_of(log), {}) if place.group == SET_OF_EXERCISE] == []


def test_without_failures_no_share_of_failures_is_claimed() -> None:
    log = Log.of([session(date(2024, 1, 1), *[straight("a", 50, 5)] * 4)])
    found = places(rows_of(log), {})
    assert found
    assert all(place.share_of_failures is None and place.interval is None for place in found)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_of_a_share_solves_its_own_equation(counts: tuple[int, int]) -> None:
    count, of = counts
    z = 1.2815515655446004
    for bound in wilson(count, of):
        assert 0.0 <= bound <= 1.0
        assert (count / of - bound) ** 2 == pytest.approx(z * z * bound * (1 - bound) / of, abs=1e-9)
