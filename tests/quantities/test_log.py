from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from momentary.quantities import Clock, ImpossibleValueError, Load, Log, Moment, Segment, Session, Set, Technique
from tests.exchange.logs import logs


def session(day: int, *exercises: str) -> Session:
    sets = tuple(Set((Segment(name, Load(20), 8),)) for name in exercises)
    return Session(Moment.of(date(2026, 1, day)), sets)


def test_a_log_is_in_order_of_time_however_it_is_given() -> None:
    log = Log.of([session(9, "b"), session(2, "a")])
    assert [one.start.date.day for one in log.sessions] == [2, 9]


def test_sessions_of_one_time_keep_their_order() -> None:
    log = Log.of([session(2, "first"), session(2, "second")])
    assert log.exercises() == ("first", "second")


def test_places_count_segments_by_session_and_exercise() -> None:
    drop = Set((Segment("curl", Load(20), 8), Segment("curl", Load(15), 4, technique=Technique.DROP)))
    row = Set((Segment("row", Load(50), 8),))
    log = Log.of([Session(Moment.of(date(2026, 1, 2)), (drop, row, drop))])
    found = [(p.segment.exercise, p.exercise_position, p.set_index, p.set_in_session) for p in log.places()]
    assert found == [("curl", 1, 1, 1), ("curl", 1, 2, 2), ("row", 2, 1, 3), ("curl", 1, 3, 4), ("curl", 1, 4, 5)]


@given(logs)
def test_places_walk_over_every_segment_once(log: Log) -> None:
    places = list(log.places())
    assert [place.segment for place in places] == list(log.segments())
    assert len(places) == log.count_segments()
    assert log.count_sets() == sum(1 for _ in log.sets())
    for place in places:
        assert log.sessions[place.session_index] is place.session
        assert place.segment in place.set.segments


def test_a_session_without_sets_cannot_be() -> None:
    with pytest.raises(ImpossibleValueError, match="no sets"):
        Session(Moment.of(date(2026, 1, 2)), ())


def test_a_body_mass_of_zero_cannot_be() -> None:
    with pytest.raises(ImpossibleValueError, match="above zero"):
        Session(Moment.of(date(2026, 1, 2)), (Set((Segment("row"),)),), body_mass=Load(0))


def test_a_date_has_no_time() -> None:
    moment = Moment.of(date(2026, 1, 2))
    assert moment.is_date_only
    assert str(moment) == "2026-01-02"


def test_a_naive_time_is_local() -> None:
    assert Moment.of(datetime(2026, 1, 2, 18, 5)).clock is Clock.LOCAL


def test_an_aware_time_keeps_wall_offset_and_zone() -> None:
    moment = Moment.of(datetime(2026, 7, 2, 18, 5, tzinfo=ZoneInfo("Europe/Berlin")))
    assert moment.wall == datetime(2026, 7, 2, 18, 5)
    assert moment.utc_offset == timedelta(hours=2)
    assert moment.zone == "Europe/Berlin"
    assert str(moment) == "2026-07-02T18:05:00+02:00"


def test_a_western_offset_is_written_with_its_sign() -> None:
    west = timezone(timedelta(hours=-3, minutes=-30))
    assert str(Moment.of(datetime(2026, 1, 2, 18, 5, tzinfo=west))).endswith("-03:30")


@pytest.mark.parametrize(
    ("wall", "clock", "offset"),
    [
        (datetime(2026, 1, 2, 8), Clock.DATE_ONLY, None),
        (datetime(2026, 1, 2, 8), Clock.LOCAL, timedelta(0)),
        (datetime(2026, 1, 2, 8), Clock.INSTANT, None),
        (datetime(2026, 1, 2, 8), Clock.INSTANT, timedelta(hours=25)),
        (datetime(2026, 1, 2, 8, tzinfo=timezone.utc), Clock.LOCAL, None),  # noqa: UP017
    ],
)
def test_a_moment_whose_parts_contradict_each_other_cannot_be(
    wall: datetime, clock: Clock, offset: timedelta | None
) -> None:
    with pytest.raises(ImpossibleValueError):
        Moment(wall, clock, offset)
