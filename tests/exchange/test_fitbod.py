"""Fitbod: instants, loads counted by a multiplier, and a table of sets saved by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from momentary.exchange import RowKind
from momentary.quantities import Clock, Distance, DistanceUnit, Load, LoadUnit, Role
from tests.exchange.readings import counts, only, read_text, segments, sets

HEADER = "Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier\n"
AT = "2021-01-17 22:14:35 +0000"


def row(exercise: str, rest: str = "8,60.0,0.0,0.0,0.0,0.0,false,, 1.0", at: str = AT) -> str:
    return f"{at},{exercise}, {rest}\n"


def test_a_session_is_an_instant_in_utc() -> None:
    reading = read_text(HEADER + row("Squat", at="2021-01-18 10:00:00 +0000") + row("Squat") + row("Curl"))
    assert [len(one.sets) for one in reading.log.sessions] == [2, 1]
    start = reading.log.sessions[0].start
    assert (start.clock, start.utc_offset, str(start)) == (Clock.INSTANT, timedelta(0), "2021-01-17T22:14:35+00:00")


def test_a_space_before_repetitions_is_no_part_of_them() -> None:
    assert only(read_text(HEADER + row("Squat"))).repetitions == 8


@pytest.mark.parametrize(("word", "role"), [("true", Role.WARM_UP), ("FALSE", Role.WORKING), ("False", Role.WORKING)])
def test_warm_ups_are_told_in_any_case(word: str, role: Role) -> None:
    assert sets(read_text(HEADER + row("Squat", f"8,60.0,0.0,0.0,0.0,0.0,{word},, 1.0")))[0].role is role


@pytest.mark.parametrize(
    ("exercise", "multiplier", "implements"),
    [
        ("Barbell Squat", "1.0", None), ("Dumbbell Bench Press", "2.0", 2), ("Hammerstrength Chest Press", "2.0", 2),
        ("Single Arm Cable Crossover", "2.0", None), ("Barbell Lunge", "2.0", None), ("Dumbbell Lunge", "4.0", 2),
        ("Dumbbell Row", "2.0", None), ("Running", "0.0", None),
    ],
)  # fmt: skip
def test_the_multiplier_counts_implements_but_not_the_sides_of_the_body(
    exercise: str, multiplier: str, implements: int | None
) -> None:
    one = only(read_text(HEADER + row(exercise, f"8,20.0,0.0,0.0,0.0,0.0,false,, {multiplier}")))
    assert one.implements == implements
    assert one.source is not None
    kept = dict(one.source.unread).get("multiplier")
    assert kept == (multiplier if multiplier in {"2.0", "4.0"} else None)


def test_a_walk_keeps_time_and_distance_and_is_no_failed_attempt() -> None:
    one = only(read_text(HEADER + row("Walking", "0,0.0,1412.5,1874.8,0.0,0.0,false,, 0.0")))
    assert (one.repetitions, one.duration_s, one.distance) == (None, 1412.5, Distance(1874.8, DistanceUnit.M))


def test_incline_and_resistance_are_kept_where_they_say_something() -> None:
    one = only(read_text(HEADER + row("Running", "0,0.0,600.0,0.0,1.5,0.0,false,, 0.0")))
    assert one.source is not None
    assert one.source.unread == (("Incline", "1.5"),)


def test_blank_lines_are_no_rows_and_zeros_were_not_done() -> None:
    reading = read_text(HEADER + "\n" + row("Squat") + "\n\n" + row("Squat", "0,0.0,0.0,0.0,0.0,0.0,false,, 1.0"))
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.NOT_DONE: 1}


def test_a_load_that_was_typed_in_pounds_is_kept_as_exported() -> None:
    assert only(read_text(HEADER + row("Squat", "8,47.62725549074217,0,0,0,0,false,, 1.0"))).load == Load(
        47.62725549074217, LoadUnit.KG
    )


def test_pounds_in_the_header_are_pounds() -> None:
    assert only(read_text(HEADER.replace("kg", "lbs") + row("Squat"))).load == Load(60, LoadUnit.LB)


def test_a_table_with_a_column_of_sets_has_as_many_sets_a_row() -> None:
    header = "Date,Exercise,Sets,Reps,Weight,isWarmup,Note\n"
    reading = read_text(
        header + f"{AT},Bench Press,3,8,60,FALSE,\n{AT},Squat,0,8,80,TRUE,\n{AT},Squat,500,8,80,TRUE,\n"
    )
    assert [one.repetitions for one in segments(reading)] == [8, 8, 8]
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.NOT_DONE: 1, RowKind.UNREADABLE: 1}


def test_a_word_that_is_neither_true_nor_false_is_told() -> None:
    reading = read_text(HEADER + row("Squat", "8,60.0,0.0,0.0,0.0,0.0,maybe,, 1.0"))
    assert [problem.column for problem in reading.problems] == ["isWarmup"]
