from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.catalogue import match_log
from momentary.prescription.training_habits import TrainingHabits, training_habits
from momentary.quantities import Load, Log, Moment, Muscle, Role, Segment, Session, Set

BENCH, CURL, SQUAT = "Bench Press (Barbell)", "Bicep Curl (Dumbbell)", "Squat (Barbell)"
MONDAY = datetime(2024, 1, 1, 18, 7)


def session(day: float, names: dict[str, int], *, duration_s: float | None = None) -> Session:
    warm = Set((Segment(next(iter(names)), Load(20.0), 5),), role=Role.WARM_UP)
    rows = [
        Set((Segment(name, Load(40.0), 8),), role=Role.WORKING) for name, count in names.items() for _ in range(count)
    ]
    return Session(Moment.of(MONDAY + timedelta(days=day)), (warm, *rows), duration_s=duration_s)


def habits_of(*sessions: Session) -> TrainingHabits:
    log = Log.of(sessions)
    found = training_habits(log, {name: one.exercise for name, one in match_log(log).items()})
    assert found is not None
    return found


def test_sets_rhythm_days_and_company_are_read_off_the_last_six_weeks() -> None:
    push = [session(7.0 * week, {BENCH: 4, CURL: 2}) for week in range(20)]
    legs = [session(7.0 * week + 3, {SQUAT: 5}) for week in range(0, 20, 2)]
    found = habits_of(*sorted((*push, *legs), key=lambda one: one.start.wall))
    by_name = {one.name: one for one in found.exercises}
    assert (by_name[BENCH].sets, by_name[CURL].sets, by_name[SQUAT].sets) == (4, 2, 5)
    assert by_name[BENCH].a_week == pytest.approx(1.0)
    assert by_name[SQUAT].a_week == pytest.approx(0.5)
    assert by_name[BENCH].weekdays == (6, 0, 0, 0, 0, 0, 0)
    assert by_name[CURL].companion == by_name[BENCH].exercise.slug
    assert by_name[SQUAT].companion is None
    assert by_name[BENCH].place < by_name[CURL].place
    assert found.usual_days(2) == (0, 3)
    assert found.begins == time(18, 15)
    assert found.volume[Muscle.CHEST] == pytest.approx(4.0)
    assert not found.is_timed


def test_an_exercise_of_every_other_week_is_due_when_its_turn_has_come() -> None:
    weeks = [session(7.0 * week, {BENCH: 3, **({SQUAT: 5} if week % 2 else {})}) for week in range(12)]
    squat = next(one for one in habits_of(*weeks).exercises if one.name == SQUAT)
    last = MONDAY + timedelta(days=77)
    assert squat.last == last
    assert squat.due(last + timedelta(days=8)) == (0, 0)
    assert squat.due(last + timedelta(days=15)) == (1, 5)


def test_sets_of_an_exercise_that_is_done_between_once_and_twice_a_week_are_as_many_as_usual() -> None:
    days = [0.0, 2.0, 7.0, 14.0, 16.0, 21.0, 28.0, 35.0]
    bench = habits_of(*(session(day, {BENCH: 3}) for day in days)).exercises[0]
    sessions, sets = bench.due(MONDAY + timedelta(days=42))
    assert (sessions, sets) == (2, 4)


def test_durations_tell_the_pace_and_slips_do_not() -> None:
    slow = habits_of(*(session(7.0 * week, {BENCH: 3}, duration_s=855.0) for week in range(6)))
    assert slow.is_timed
    assert slow.pace == pytest.approx(855.0 / (90.0 + 3 * 160.0))
    forgotten = habits_of(*(session(7.0 * week, {BENCH: 3}, duration_s=90000.0) for week in range(6)))
    assert (forgotten.is_timed, forgotten.pace) == (False, 1.0)


@given(st.sets(st.integers(0, 6), min_size=1), st.integers(1, 7))
def test_usual_days_are_as_many_as_asked_for_and_the_lifters_own_come_first(trained: set[int], count: int) -> None:
    found = habits_of(*(session(7.0 * week + day, {BENCH: 3}) for week in range(3) for day in sorted(trained)))
    days = found.usual_days(count)
    assert len(set(days)) == count
    assert set(days) <= trained or trained <= set(days)


def test_of_days_that_are_as_usual_those_apart_are_taken() -> None:
    every_other_day = habits_of(*(session(2.0 * number, {BENCH: 3}) for number in range(21)))
    days = every_other_day.usual_days(3)
    assert all((later - earlier) % 7 > 1 for earlier, later in zip(days, (*days[1:], days[0]), strict=True))


@pytest.mark.parametrize("count", [0, 8])
def test_a_week_has_one_to_seven_days(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 7"):
        habits_of(session(0.0, {BENCH: 3})).usual_days(count)


def test_a_log_without_strength_training_has_no_habits() -> None:
    log = Log((Session(Moment.of(MONDAY), (Set((Segment("Running", duration_s=600.0),)),)),))
    assert training_habits(log, {name: one.exercise for name, one in match_log(log).items()}) is None
