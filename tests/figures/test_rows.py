from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.figures.rows import Names, SetRow, names_of, near_range, probability_at_most, set_rows
from momentary.quantities import EndingKind, Load, Log, Role
from tests.figures.lifter import NAMED, PlainPosterior, drop_set, is_close, lifter_log, session, straight

NO_NAMES = Names({}, {})
BENCH = "Bench Press (Barbell)"


def test_places_in_the_session_agree_with_counting_by_hand() -> None:
    log = lifter_log()
    rows = set_rows(log, NO_NAMES, None)
    seen: dict[tuple[int, str], int] = defaultdict(int)
    for row in rows:
        same_session = [one for one in rows if one.session == row.session and one.is_working]
        if not row.is_working:
            assert (row.number, row.of, row.place, row.places) == (0, 0, 0, 0)
            continue
        seen[row.session, row.typed] += 1
        assert row.number == seen[row.session, row.typed]
        assert row.of == sum(one.typed == row.typed for one in same_session)
        assert row.place == same_session.index(row) + 1
        assert row.places == len(same_session)


def test_days_since_the_exercise_count_from_its_last_session_with_working_sets() -> None:
    log = Log.of(
        [
            session(date(2024, 1, 1), straight("a", 50, 5), straight("a", 50, 5)),
            session(date(2024, 1, 3), straight("a", 20, 5, role=Role.WARM_UP), straight("b", 50, 5)),
            session(date(2024, 1, 6), straight("a", 50, 5), straight("b", 50, 5)),
        ]
    )
    gaps = [(row.typed, row.gap_days) for row in set_rows(log, NO_NAMES, None) if row.is_working]
    assert gaps == [("a", None), ("a", None), ("b", None), ("a", 5), ("b", 3)]


def test_two_names_of_one_exercise_are_counted_together() -> None:
    log = Log.of([session(date(2024, 1, 1), straight("Bench", 50, 5), straight("Bankdrücken", 50, 5))])
    rows = set_rows(log, Names({"Bankdrücken": "Bench"}, {}), None)
    assert [(row.exercise, row.number, row.of) for row in rows] == [("Bench", 1, 2), ("Bench", 2, 2)]


def test_a_drop_set_that_fails_at_its_last_load_is_one_failed_set() -> None:
    log = Log.of([session(date(2024, 1, 1), drop_set("a", [50, 40, 30]), straight("a", 50, 5))])
    rows = set_rows(log, NO_NAMES, None)
    assert [row.is_failure for row in rows] == [True, False]
    assert [row.segments for row in rows] == [(0, 3), (3, 4)]
    assert rows[0].load == Load(50)


def test_a_failed_warm_up_is_no_working_set_and_a_run_neither() -> None:
    log = Log.of(
        [
            session(
                date(2024, 1, 1),
                straight("a", 50, 5, kind=EndingKind.FAILURE, role=Role.WARM_UP),
                straight("run", None, None),
                straight("a", 50, 0),
            )
        ]
    )
    assert [row.is_working for row in set_rows(log, NO_NAMES, None)] == [False, False, True]


def test_a_set_is_told_by_its_ending_or_its_report_only() -> None:
    log = Log.of(
        [
            session(
                date(2024, 1, 1),
                straight("a", 50, 5),
                straight("a", 50, 5, reported_rpe=10),
                straight("a", 50, 5, kind=EndingKind.STOPPED),
            )
        ]
    )
    rows = set_rows(log, NO_NAMES, None)
    assert [row.is_told for row in rows] == [False, True, True]
    assert [row.is_failure for row in rows] == [False, False, False]


def test_the_reserve_of_a_set_is_the_one_of_its_first_segment() -> None:
    dropped = drop_set("a", [60, 50, 40], kind=EndingKind.STOPPED)
    log = Log.of([session(date(2024, 1, 1), dropped, straight("a", 50, 5))])
    posterior = PlainPosterior(log)
    rows = set_rows(log, names_of(posterior, {}), posterior)
    reserve = posterior.reserve()
    by_segment = dict(zip(reserve.segment.tolist(), reserve.column(0.5).tolist(), strict=True))
    for row in rows:
        assert row.reserve is not None
        assert is_close(row.reserve.p50, by_segment[row.segments[0]])


def test_exercises_that_are_no_strength_work_have_no_reserve() -> None:
    log = lifter_log(2)
    posterior = PlainPosterior(log)
    names = names_of(posterior, NAMED)
    aside = Names(names.exercise, names.basis, frozenset({"Grandpa's Machine"}))
    rows = set_rows(log, aside, posterior)
    assert all((row.reserve is None) == (row.typed == "Grandpa's Machine") for row in rows)


def test_a_logged_failure_is_near_failure_for_sure_even_where_the_posterior_says_nothing() -> None:
    log = Log.of([session(date(2024, 1, 1), straight("a", None, 12, kind=EndingKind.FAILURE))])
    (row,) = set_rows(log, NO_NAMES, PlainPosterior(log))
    assert row.near == 1.0
    assert row.reserve is None


@given(
    st.lists(st.floats(0, 30), min_size=7, max_size=7).map(sorted),
    st.lists(st.floats(-5, 40), min_size=2, max_size=20).map(sorted),
)
def test_the_probability_of_at_most_some_reserve_grows_and_stays_a_probability(
    quantiles: list[float], limits: list[float]
) -> None:
    levels = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
    found = [probability_at_most(limit, levels, quantiles) for limit in limits]
    assert all(0.0 < one < 1.0 for one in found)
    assert found == sorted(found)


@pytest.mark.parametrize("limit", [0.5, 1.3, 2.0, 3.7])
def test_the_probability_between_quantiles_agrees_with_the_distribution(limit: float) -> None:
    levels = np.linspace(0.01, 0.99, 99)
    quantiles = -np.log1p(-levels) * 2.0  # exponential with mean 2
    found = probability_at_most(limit, levels.tolist(), quantiles.tolist())
    assert found == pytest.approx(1 - np.exp(-limit / 2.0), abs=1e-3)


def _row(near: float | None, *, ending: EndingKind | None = None) -> SetRow:
    return SetRow(
        session=0,
        day=date(2024, 1, 1),
        typed="a",
        exercise="a",
        is_working=True,
        load=None,
        load_kg=None,
        repetitions=5,
        ending=ending,
        reported_rir=None,
        segments=(0, 1),
        number=1,
        of=1,
        place=1,
        places=1,
        gap_days=None,
        reserve=None,
        near=near,
    )


def test_near_failures_leave_named_failures_out_and_sum_probabilities() -> None:
    rows = [_row(1.0, ending=EndingKind.FAILURE), _row(0.95), _row(0.5), _row(0.05), _row(None)]
    found = near_range(rows)
    assert (found.low, found.high) == (1.0, 2.0)
    assert found.expected == pytest.approx(1.5)


def test_near_failures_count_by_the_share_of_the_muscle() -> None:
    found = near_range([_row(0.95), _row(0.95)], [1.0, 0.5])
    assert (found.low, found.expected) == pytest.approx((1.425, 1.425))
    assert found.high == 1.5


@given(st.lists(st.floats(0, 1), max_size=30))
def test_the_range_of_near_failures_holds_what_is_expected(nears: list[float]) -> None:
    found = near_range([_row(near) for near in nears])
    assert 0.0 <= found.low <= found.expected <= found.high <= max(len(nears), 0)


def test_a_failed_attempt_at_no_repetition_has_nothing_in_reserve() -> None:
    failed = straight(BENCH, 80, 0, kind=EndingKind.FAILURE)
    log = Log.of([session(date(2024, 1, 1), straight(BENCH, 80, 7), failed)])
    posterior = PlainPosterior(log)
    done, tried = set_rows(log, names_of(posterior, NAMED), posterior)
    assert done.reserve is not None
    assert done.reserve.p90 > 0
    assert tried.reserve is None or tried.reserve.p90 == 0
    assert tried.near == 1
