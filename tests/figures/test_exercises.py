from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.figures import ReportData, report_data
from momentary.figures.exercises import next_training_day
from momentary.inference import LEVELS
from momentary.quantities import EndingKind, Load, LoadUnit, Log
from tests.figures.lifter import NAMED, PlainPosterior, lifter_log, session, straight

BENCH = "Bench Press (Barbell)"


def test_the_report_repeats_the_posterior() -> None:
    log = lifter_log(6)
    posterior = PlainPosterior(log)
    data = report_data(log, posterior, named=NAMED)
    for exercise in data.exercises:
        now = posterior.one_rm(exercise.key)
        assert exercise.one_rm_kg is not None
        assert exercise.one_rm_kg.p50 == now.median
        assert (exercise.one_rm_kg.p10, exercise.one_rm_kg.p90) == pytest.approx(now.interval(0.8))
        history = posterior.one_rm_history(exercise.key)
        assert [point.day for point in exercise.history] == [at.date() for at in history.at]
        assert [point.kg.p75 for point in exercise.history] == history.column(0.75).tolist()
        assert exercise.certainty == posterior.evidence(exercise.key).certainty


def test_every_working_set_with_a_count_is_in_its_exercise_once() -> None:
    log = lifter_log(6)
    data = report_data(log, PlainPosterior(log), named=NAMED)
    assert sum(len(exercise.past_sets) for exercise in data.exercises) == data.reading.working_sets
    failed = sum(one.is_failure for exercise in data.exercises for one in exercise.past_sets)
    assert failed == data.endings.failures


def test_the_reserve_of_past_sets_is_the_posteriors_at_the_same_levels() -> None:
    log = lifter_log(4)
    posterior = PlainPosterior(log)
    data = report_data(log, posterior, named=NAMED)
    reserve = posterior.reserve(None)
    working = reserve.quantiles[reserve.is_working]
    by_key: dict[str, list[list[float]]] = {}
    for exercise, row in zip(np.array(reserve.exercise)[reserve.is_working].tolist(), working.tolist(), strict=True):
        by_key.setdefault(exercise, []).append(row)
    for report in data.exercises:
        shown = [one.reserve.p10 for one in report.past_sets if one.reserve is not None]
        assert shown == [row[LEVELS.index(0.1)] for row in by_key[report.key]]


def test_the_next_session_asks_for_the_usual_load_and_as_many_sets_as_usual(data: ReportData) -> None:
    bench = next(one for one in data.exercises if one.key == BENCH)
    assert bench.next_session is not None
    assert bench.next_session.load == Load(80.0)
    assert [one.number for one in bench.next_session.sets] == [1, 2, 3]
    assert all(one.low <= one.middle <= one.high for one in bench.next_session.sets)
    middles = [one.middle for one in bench.next_session.sets]
    assert middles == sorted(middles, reverse=True)


def test_a_load_of_another_year_is_not_the_usual_one() -> None:
    log = Log.of(
        [
            session(date(2022, 6, 1), *[straight("Curl", 30, 8)] * 3),
            session(date(2023, 8, 1), straight("Curl", 20, 8)),
            session(date(2023, 8, 5), straight("Curl", 20, 8)),
        ]
    )
    (report,) = report_data(log, PlainPosterior(log), named={}).exercises
    assert report.next_session is not None
    assert report.next_session.load == Load(20.0)
    assert len(report.next_session.sets) == 1


def test_an_exercise_not_trained_for_months_gets_no_next_session() -> None:
    log = Log.of(
        [
            session(date(2024, 1, 1), straight("Old", 50, 8)),
            session(date(2024, 6, 1), straight("New", 50, 8)),
        ]
    )
    data = report_data(log, PlainPosterior(log), named={})
    assert {one.key: one.next_session is not None for one in data.exercises} == {"Old": False, "New": True}
    assert [one.key for one in data.exercises] == ["New", "Old"]


def test_repetitions_done_count_sessions_that_kept_their_first_load() -> None:
    kept = [straight(BENCH, 80, 8), straight(BENCH, 80, 7), straight(BENCH, 80, 6)]
    changed = [straight(BENCH, 80, 9), straight(BENCH, 70, 12), straight(BENCH, 80, 7)]
    log = Log.of([session(date(2024, 1, 1), *kept), session(date(2024, 1, 4), *changed)])
    (bench,) = report_data(log, PlainPosterior(log), named=NAMED).exercises
    assert bench.fall is not None
    assert [point.sessions for point in bench.fall.points] == [2, 1, 1]
    assert [point.done.p50 for point in bench.fall.points if point.done is not None] == [8.5, 7.0, 6.0]


def test_a_name_merged_by_the_catalogue_is_shown_as_the_lifter_typed_it_most() -> None:
    log = lifter_log(2)
    (bench, *_) = sorted(report_data(log, PlainPosterior(log), named=NAMED).exercises, key=lambda one: one.key != BENCH)
    assert bench.label == BENCH
    assert bench.names == (BENCH,)
    assert bench.is_compound is True


def test_without_a_posterior_failures_are_still_counted() -> None:
    log = Log.of([session(date(2024, 1, 1), straight("Push Up", None, 20, kind=EndingKind.MOMENTARY_FAILURE))])
    data = report_data(log, None, named={})
    assert data.endings.momentary == 1
    assert data.model is None
    (exercise,) = data.exercises
    assert (exercise.failures, exercise.one_rm_kg, exercise.next_session, exercise.fall) == (1, None, None, None)
    assert exercise.past_sets[0].is_failure


@given(st.lists(st.dates(), min_size=1, max_size=30))
def test_the_next_training_day_comes_after_the_last_and_within_a_week(days: list[date]) -> None:
    found = next_training_day(sorted(days))
    if max(days) < date(9999, 12, 24):
        assert timedelta(days=1) <= found - max(days) <= timedelta(days=7)
    else:
        assert found >= max(days)


def test_a_lifter_of_every_second_day_is_due_in_two() -> None:
    days = [date(2024, 1, 1) + timedelta(days=2 * number) for number in range(10)]
    assert next_training_day(days) == days[-1] + timedelta(days=2)


def test_sets_done_beyond_the_believed_one_rm_are_a_doubt_of_the_model() -> None:
    def pushed(extra_kg: float) -> Log:
        usual = [session(date(2024, 1, 1) + timedelta(days=3 * n), straight(BENCH, 60, 8)) for n in range(4)]
        last = session(date(2024, 2, 1), *[straight(BENCH, 60 + extra_kg, 2)] * 3)
        return Log.of([*usual, last])

    class Stubborn(PlainPosterior):
        def _of(self, exercise: str) -> float:
            return min(super()._of(exercise), 76.0)

    for extra_kg, is_doubted in ((10.0, False), (40.0, True)):
        log = pushed(extra_kg)
        (bench,) = report_data(log, Stubborn(log), named=NAMED).exercises
        assert (bench.doubt is not None) == is_doubted


def test_a_single_typo_does_not_doubt_the_model() -> None:
    log = lifter_log(4)
    typo = session(date(2024, 1, 29), straight(BENCH, 800, 8))

    class Robust(PlainPosterior):
        def _of(self, exercise: str) -> float:
            return min(super()._of(exercise), 105.0)

    longer = Log.of([*log.sessions, typo])
    bench = next(one for one in report_data(longer, Robust(longer), named=NAMED).exercises if one.key == BENCH)
    assert bench.doubt is None


def test_more_repetitions_than_the_model_allows_are_a_doubt_once_they_are_done_twice() -> None:
    class Stubborn(PlainPosterior):
        def _of(self, exercise: str) -> float:
            return min(super()._of(exercise), 76.0)

    for often, is_doubted in ((0, False), (1, False), (2, True)):
        usual = [session(date(2024, 1, 1) + timedelta(days=3 * n), straight(BENCH, 60, 6)) for n in range(4)]
        strong_days = [session(date(2024, 2, 1 + n), straight(BENCH, 60, 30)) for n in range(often)]
        log = Log.of([*usual, *strong_days])
        (bench,) = report_data(log, Stubborn(log), named=NAMED).exercises
        assert (bench.doubt is not None) == is_doubted
        if is_doubted:
            assert "30 repetitions" in str(bench.doubt)


def test_an_exercise_without_loads_is_told_in_the_unit_of_the_others() -> None:
    pounds = LoadUnit.LB
    bench = replace(
        straight(BENCH, 60, 8), segments=(replace(straight(BENCH, 60, 8).segments[0], load=Load(135, pounds)),)
    )
    bare = replace(straight("Pull Up", 0, 8), segments=(replace(straight("Pull Up", 0, 8).segments[0], load=None),))
    log = Log.of([session(date(2024, 1, 1), bench, bare)])
    data = report_data(log, None, named={})
    assert {one.unit for one in data.exercises} == {pounds}
