from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.catalogue import match
from momentary.parameters.later_segments import later_segment_prior
from momentary.prescription.learnt.later_segments import (
    LaterSegment,
    SegmentHabits,
    Way,
    WayHabit,
    expected_repetitions,
)
from momentary.prescription.learnt.segment_reading import done_segments, learn_habits, learnt_help
from momentary.quantities import (
    Ending,
    EndingKind,
    Load,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Technique,
)
from tests.prescription.methods.people import CURL, PULL_UP, ROW, START, known, trained_log

PRIOR = later_segment_prior()
EXERCISES = {name: match(name).exercise for name in (ROW, CURL, PULL_UP)}
segments = st.builds(
    LaterSegment, st.sampled_from(Way), st.just("barbell-row"), st.integers(0, 40).map(float), st.floats(0.01, 1.5),
    st.integers(1, 4), st.none() | st.floats(0.0, 120.0), st.floats(0.0, 0.4),
)  # fmt: skip


@given(segments)
def test_a_forecast_is_a_probability_and_its_interval_holds_its_median(segment: LaterSegment) -> None:
    forecast = SegmentHabits().forecast(segment)
    assert forecast.pmf.min() >= 0.0
    assert forecast.pmf.sum() == pytest.approx(1.0)
    low, high = forecast.interval(0.8)
    assert low <= forecast.median <= high


@given(segments, st.floats(0.05, 0.5), st.floats(1.0, 60.0))
def test_a_lighter_load_or_a_longer_rest_never_gives_fewer(segment: LaterSegment, lighter: float, more: float) -> None:
    usual = expected_repetitions(segment, prior=PRIOR)
    assert expected_repetitions(replace(segment, log_drop=segment.log_drop + lighter), prior=PRIOR) >= usual
    if segment.rest_s is not None:
        assert expected_repetitions(replace(segment, rest_s=segment.rest_s + more), prior=PRIOR) >= usual


def test_without_rest_or_drop_hardly_anything_is_left() -> None:
    nothing = LaterSegment(Way.REST_PAUSE, "barbell-row", 10.0, 0.0, 1, 0.0)
    assert expected_repetitions(nothing, prior=PRIOR) < 1.0


def test_the_usual_rest_is_that_of_drops_in_logs() -> None:
    unknown = LaterSegment(Way.DROP, "barbell-row", 10.0, 0.3)
    assert expected_repetitions(unknown, prior=PRIOR) == pytest.approx(
        expected_repetitions(replace(unknown, rest_s=PRIOR.usual_rest_s), prior=PRIOR)
    )


def test_learning_is_the_regression_that_it_claims_to_be() -> None:
    """Without odd segments and drift, the state is that of one least-squares step over all segments."""
    prior = replace(PRIOR, odd_share=0.0, drift=0.0, spread_count=1e9)
    rng = np.random.default_rng(3)
    drops = [
        LaterSegment(Way.DROP, f"e{number % 3}", float(rng.integers(4, 16)), float(rng.uniform(0.1, 0.7)))
        for number in range(20)
    ]
    done = [int(rng.integers(1, 15)) for _ in drops]
    habits = SegmentHabits(prior)
    for place, (one, count) in enumerate(zip(drops, done, strict=True)):
        habits = habits.after(one, count, session=place)
    learnt = habits.of(Way.DROP)
    rows = np.array([learnt.view(one) for one in drops])
    gap = np.array(
        [
            log(count + 1.0) - log(expected_repetitions(one, prior=prior) + 1.0)
            for one, count in zip(drops, done, strict=True)
        ]
    )
    before = WayHabit.unknown(Way.DROP, prior=prior)
    for name in learnt.exercises:
        before = before.with_exercise(name, prior=prior)
    precision = np.linalg.inv(before.cov) + rows.T @ rows / prior.noise**2
    mean = np.linalg.solve(precision, rows.T @ gap / prior.noise**2)
    np.testing.assert_allclose(learnt.mean, mean, atol=1e-6)
    np.testing.assert_allclose(learnt.cov, np.linalg.inv(precision), atol=1e-8)


def test_what_a_lifter_does_moves_their_forecast_and_narrows_it() -> None:
    drop = LaterSegment(Way.DROP, "barbell-row", 10.0, 0.29)
    habits = SegmentHabits()
    first = habits.forecast(drop)
    for session in range(12):
        habits = habits.after(drop, 9, session=session)
    later = habits.forecast(drop)
    assert abs(later.median - 9) < abs(first.median - 9)
    assert later.interval(0.8)[1] - later.interval(0.8)[0] < first.interval(0.8)[1] - first.interval(0.8)[0]
    assert habits.forecast(replace(drop, exercise="other")).median > first.median
    assert (
        habits.forecast(replace(drop, way=Way.REST_PAUSE)).mean
        == SegmentHabits().forecast(replace(drop, way=Way.REST_PAUSE)).mean
    )
    assert SegmentHabits().forecast(drop).mean == first.mean


def test_one_odd_segment_moves_little() -> None:
    drop = LaterSegment(Way.DROP, "barbell-row", 10.0, 0.29)
    habits = SegmentHabits()
    for session in range(12):
        habits = habits.after(drop, 7, session=session)
    assert abs(habits.after(drop, 40, session=12).forecast(drop).median - habits.forecast(drop).median) <= 1


def test_an_unknown_segment_before_widens_the_forecast() -> None:
    drop = LaterSegment(Way.DROP, "barbell-row", 10.0, 0.29)
    sure, unsure = np.eye(31)[10], np.zeros(31)
    unsure[[4, 10, 16]] = 1.0 / 3.0
    exact = SegmentHabits().forecast(drop)
    assert SegmentHabits().forecast_after(drop, sure).pmf == pytest.approx(exact.pmf)
    assert SegmentHabits().forecast_after(drop, unsure).interval()[1] >= exact.interval()[1]


def chain(*parts: tuple[Technique, float, int], ending: EndingKind | None = None) -> Log:
    made = tuple(
        Segment(ROW, Load(load), count, technique=how, ending=None if ending is None else Ending(ending))
        for how, load, count in parts
    )
    return Log.of([Session(Moment.of(START), (Set(made, role=Role.WORKING),))])


def test_a_chain_is_read_link_by_link() -> None:
    log_ = chain((Technique.STRAIGHT, 80.0, 10), (Technique.DROP, 60.0, 7), (Technique.DROP, 45.0, 6))
    found = list(done_segments(log_, EXERCISES))
    assert [(one.segment.link, one.segment.before, one.done) for one in found] == [(1, 10.0, 7), (2, 7.0, 6)]
    assert found[0].segment.log_drop == pytest.approx(log(80.0 / 60.0))


def test_what_tells_nothing_is_left_out() -> None:
    head = (Technique.STRAIGHT, 80.0, 10)
    assert not list(done_segments(chain(head, (Technique.DROP, 80.0, 5)), EXERCISES))
    assert not list(done_segments(chain((Technique.STRAIGHT, 80.0, 0), (Technique.DROP, 60.0, 5)), EXERCISES))
    assert not list(done_segments(chain(head, (Technique.DROP, 60.0, 5), ending=EndingKind.PAIN), EXERCISES))
    assert not list(done_segments(chain(head, (Technique.STRAIGHT, 60.0, 5)), EXERCISES))


def test_partial_repetitions_after_full_ones_count_in_their_own_segment_too() -> None:
    one = Segment(ROW, Load(80.0), 10, partial_repetitions=4)
    log_ = Log.of([Session(Moment.of(START), (Set((one,)),))])
    assert [(found.segment.way, found.done) for found in done_segments(log_, EXERCISES)] == [(Way.PARTIAL, 4)]


def test_a_drop_of_the_body_counts_what_the_muscles_feel() -> None:
    made = tuple(
        Segment(PULL_UP, Load(load), count, technique=how)
        for how, load, count in ((Technique.STRAIGHT, 20.0, 8), (Technique.DROP, 0.0, 5))
    )
    log_ = Log.of([Session(Moment.of(START), (Set(made),), body_mass=Load(80.0))])
    assert next(done_segments(log_, EXERCISES)).segment.log_drop == pytest.approx(log(100.0 / 80.0))


def test_a_log_teaches_as_many_drops_as_it_has() -> None:
    log_ = trained_log(drops=True)
    assert learn_habits(log_, known(drops=True).exercises).seen(Way.DROP) == 24


def test_help_that_was_logged_moves_the_help_that_is_expected() -> None:
    helped = Segment(ROW, Load(80.0), 2, technique=Technique.ASSISTED, assistance=Load(4.0))
    log_ = Log.of([Session(Moment.of(START), (Set((helped,)),) * 4)])
    first, second = learnt_help(log_, EXERCISES)
    assert first[1] < PRIOR.help_first[1]
    assert second[1] < PRIOR.help_second[1]
    assert learnt_help(Log(), EXERCISES) == (PRIOR.help_first, PRIOR.help_second)
