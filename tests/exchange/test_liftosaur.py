"""Liftosaur: what was required and what was done, with the time of every set."""

from __future__ import annotations

from datetime import datetime

from momentary.exchange import RowKind
from momentary.quantities import Clock, Load, LoadUnit, Role
from tests.exchange.readings import counts, decision, only, read_text, segments, sets

HEADER = (
    "Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,Completed Reps,Is AMRAP?,Required RPE,"
    "Completed RPE,Log RPE?,Required Weight Value,Required Weight Unit,Completed Weight Value,Completed Weight Unit,"
    "Ask Weight?,Completed Reps Time,Target Muscles,Synergist Muscles,Notes\n"
)
START = "2022-06-29T04:56:39.712Z"


def row(
    exercise: str = "Squat",
    *,
    start: str = START,
    warm_up: str = "0",
    done: str = "5",
    amrap: str = "0",
    rpe: str = "",
    load: str = "100",
    unit: str = "kg",
    at: str = "",
) -> str:
    return f"{start},5/3/1,Day 1,{exercise},{warm_up},5,{done},{amrap},8,{rpe},0,90,kg,{load},{unit},0,{at},Quads,,\n"


def test_what_was_only_required_was_not_done() -> None:
    reading = read_text(HEADER + row(done="", load="", unit="") + row() + row(done="", at="2022-06-29T05:00:00Z"))
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.NOT_DONE: 2}
    assert only(reading).load == Load(100)


def test_no_repetition_completed_is_a_failed_attempt() -> None:
    assert only(read_text(HEADER + row(done="0"))).repetitions == 0


def test_the_unit_stands_beside_each_load() -> None:
    first, second = segments(read_text(HEADER + row(load="225", unit="lb") + row(unit="")))
    assert (first.load, second.load) == (Load(225, LoadUnit.LB), Load(100))


def test_starts_are_instants_in_any_of_their_spellings() -> None:
    spellings = (START, "2022-06-29T04:56:39Z", "2022-03-07 09:01:00 +00:00")
    reading = read_text(HEADER + "".join(row(start=start) for start in spellings))
    assert len(reading.log.sessions) == 3
    assert all(session.start.clock is Clock.INSTANT for session in reading.log.sessions)
    assert reading.log.sessions[0].title == "5/3/1 · Day 1"


def test_warm_ups_effort_and_the_plan_are_kept() -> None:
    reading = read_text(HEADER + row(warm_up="1", rpe="8", amrap="1"))
    assert sets(reading)[0].role is Role.WARM_UP
    one = only(reading)
    assert one.effort is not None
    assert one.effort.value == 8.0
    assert one.source is not None
    assert {("Required Reps", "5"), ("Required RPE", "8"), ("Is AMRAP?", "1"), ("Target Muscles", "Quads")} <= set(
        one.source.unread
    )


def test_sets_are_put_in_the_order_of_their_times() -> None:
    rows = (
        row("Squat", at="2022-06-29T05:10:00Z")
        + row("Squat", at="2022-06-29T05:14:00Z")
        + row("Curl", at="2022-06-29T05:00:00Z")
        + row("Curl", at="2022-06-29T05:12:00Z")
    )
    reading = read_text(HEADER + rows)
    assert [one.exercise for one in segments(reading)] == ["Curl", "Squat", "Curl", "Squat"]
    assert segments(reading)[0].at == datetime(2022, 6, 29, 5)
    assert decision(reading, "order of sets") == "by the sets' own times in 1 sessions"


def test_sets_stay_in_the_files_order_where_one_has_no_time_or_was_written_days_later() -> None:
    for other in ("", "2022-07-03T05:00:00Z"):
        reading = read_text(HEADER + row("Squat", at="2022-06-29T05:10:00Z") + row("Curl", at=other))
        assert [one.exercise for one in segments(reading)] == ["Squat", "Curl"]
        assert not [one for one in reading.decisions if one.what == "order of sets"]
