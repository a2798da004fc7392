from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.inference import SetRecords, observations
from momentary.inference.baselines import epley_last_session, same_as_last_time, same_set_last_session
from momentary.quantities import EndingKind
from tests.inference.logs import Row, log_of, stopped, warm_up

ROWS = st.lists(
    st.builds(
        Row,
        st.integers(0, 6).map(float),
        st.sampled_from([0.0, 20.0, 60.0, 82.5]),
        st.one_of(st.none(), st.integers(0, 15)),
        st.sampled_from([None, EndingKind.FAILURE]),
        exercise=st.sampled_from(["Bench", "Squat"]),
    )
    | st.builds(warm_up, st.integers(0, 6).map(float), st.just(20.0), st.integers(1, 9)),
    min_size=1,
    max_size=30,
)


def records_of(*rows: Row) -> SetRecords:
    return observations(log_of(rows))


def naive(records: SetRecords) -> list[int]:
    """The same set of the last session of every row, by walking through the log."""
    visits: dict[int, dict[int, list[int]]] = defaultdict(dict)
    found = []
    for row in range(len(records)):
        exercise, session = int(records.exercise[row]), int(records.session[row])
        earlier = [sets for number, sets in visits[exercise].items() if number < session and sets]
        mine = visits[exercise].setdefault(session, [])
        found.append(earlier[-1][min(len(mine), len(earlier[-1]) - 1)] if earlier else -1)
        if records.is_working[row] and records.repetitions[row] > 0:
            mine.append(row)
    return found


@given(ROWS)
def test_the_same_set_of_the_last_session_is_found_as_by_walking_through_the_log(rows: list[Row]) -> None:
    records = records_of(*rows)
    assert same_set_last_session(records, np.arange(len(records))).tolist() == naive(records)


@given(ROWS, st.integers(0, 30))
def test_simple_rules_know_nothing_of_what_comes_later(rows: list[Row], count: int) -> None:
    whole = records_of(*rows)
    ordered = sorted(rows, key=lambda row: row.day)[:count]
    part = records_of(*ordered)
    kept = np.arange(len(part))
    for rule in (epley_last_session, same_as_last_time):
        np.testing.assert_array_equal(rule(whole, kept), rule(part, kept))


def test_epley_by_hand() -> None:
    # 100 kg x 6 shows a 1RM of 120 kg; at 90 kg that allows 30 (120 / 90 - 1) = 10 repetitions.
    records = records_of(Row(0, 100.0, 6), Row(0, 80.0, 9), Row(4, 90.0, 8), Row(4, 80.0, 7))
    assert epley_last_session(records, np.array([2, 3])) == pytest.approx([10.0, 9.0])
    assert same_as_last_time(records, np.array([2, 3])).tolist() == [6.0, 9.0]


def test_a_session_with_fewer_sets_answers_with_its_last_one() -> None:
    records = records_of(Row(0, 80.0, 9), Row(4, 80.0, 8), Row(4, 80.0, 7))
    assert same_as_last_time(records, np.array([1, 2])).tolist() == [9.0, 9.0]


def test_warm_ups_and_failed_attempts_are_no_sets_to_be_like() -> None:
    records = records_of(
        warm_up(0, 40.0, 12), Row(0, 100.0, 0), stopped(0, 80.0, 6), warm_up(4, 40.0, 12), Row(4, 80.0, 5)
    )
    assert same_as_last_time(records, np.array([4])).tolist() == [6.0]


def test_without_an_earlier_session_there_is_no_forecast() -> None:
    records = records_of(Row(0, 80.0, 9), Row(0, 80.0, 8))
    assert np.isnan(same_as_last_time(records, np.array([0, 1]))).all()
    assert np.isnan(epley_last_session(records, np.array([0, 1]))).all()


def test_epley_stays_between_one_and_forty_repetitions() -> None:
    records = records_of(Row(0, 100.0, 10), Row(4, 10.0, 30), Row(8, 100.0, 1))
    assert epley_last_session(records, np.array([1, 2])).tolist() == [40.0, 1.0]


def test_without_a_load_epley_repeats_the_last_time_or_says_nothing() -> None:
    records = records_of(Row(0, None, 12), Row(4, None, 11), Row(8, 10.0, 9))
    found = epley_last_session(records, np.array([1, 2]))
    assert found[0] == 12.0
    assert np.isnan(found[1])


def test_a_log_without_working_sets_has_nothing_to_be_like() -> None:
    records = records_of(warm_up(0, 40.0, 12), warm_up(4, 40.0, 12))
    assert same_set_last_session(records, np.array([0, 1])).tolist() == [-1, -1]
