"""FitNotes: names with commas that nobody quotes, units in names and beside, and the iOS app's columns."""

from __future__ import annotations

import pytest

from momentary.exchange import ReadOptions, RowKind
from momentary.quantities import Distance, DistanceUnit, Load, LoadUnit
from tests.exchange.readings import counts, decision, only, read_text, segments, sets

POUNDS = "Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time\n"
BESIDE = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n"
IOS = "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind\n"


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (POUNDS + "2021-02-10,Squat,Legs,225.0,5,,,\n", Load(225, LoadUnit.LB)),
        (POUNDS.replace("lbs", "kgs") + "2021-02-10,Squat,Legs,100.0,5,,,\n", Load(100)),
        (BESIDE + "2021-02-10,Squat,Legs,100.0,kgs,5,,,,slow\n", Load(100)),
        (BESIDE.replace(",Comment", "") + "2021-02-10,Squat,Legs,225.0,lbs,5,,,\n", Load(225, LoadUnit.LB)),
        (IOS + "2021-02-10,Squat,Legs,,225,5,,,,,wr\n", Load(225, LoadUnit.LB)),
        (IOS + "2021-02-10,Squat,Legs,100,,5,,,,,wr\n", Load(100)),
    ],
)
def test_a_load_has_the_unit_that_the_file_names(text: str, typed: Load) -> None:
    reading = read_text(text)
    assert (reading.format, only(reading).load, only(reading).repetitions) == ("fitnotes", typed, 5)


def test_a_column_of_units_may_change_from_row_to_row() -> None:
    reading = read_text(
        BESIDE + "2021-02-10,A,X,100,kgs,5,,,,\n2021-02-10,B,X,225,lbs,5,,,,\n2021-02-10,C,X,1,,5,,,,\n"
    )
    assert [str(one.load) for one in segments(reading)] == ["100 kg", "225 lb", "1 kg"]


@pytest.mark.parametrize(
    ("row", "exercise", "category"),
    [
        ("2021-02-10,Row, seated,Back,100,5,,,", "Row, seated", "Back"),
        ("2021-02-10,Row, seated, wide,Back,100,5,,,", "Row, seated, wide", "Back"),
        ("2021-02-10,Run, easy,Cardio,,,5.0,km,0:30:00", "Run, easy", "Cardio"),
        ("2021-02-10,Hold, side,Abs,,,,,0:01:00", "Hold, side", "Abs"),
        ("2021-02-10,Press 8, 12,Chest,100,5,,,", "Press 8, 12", "Chest"),
    ],
)
def test_a_name_with_commas_is_put_together_from_both_ends(row: str, exercise: str, category: str) -> None:
    reading = read_text(POUNDS + row + "\n")
    one = only(reading)
    assert one.exercise == exercise
    assert one.source is not None
    assert one.source.unread == (("Category", category),)
    assert decision(reading, "names with commas") == "1 rows put together"


def test_a_category_with_a_comma_is_known_from_other_rows() -> None:
    rows = '2021-02-10,Squat,"Legs, Glutes",100,5,,,\n2021-02-10,Hip Thrust,Legs, Glutes,100,5,,,\n'
    assert [one.exercise for one in segments(read_text(POUNDS + rows))] == ["Squat", "Hip Thrust"]


def test_a_comment_with_a_comma_stays_a_comment() -> None:
    reading = read_text(BESIDE + "2021-02-10,Squat,Legs,100.0,kgs,5,,,,slow, deep\n")
    assert (only(reading).exercise, sets(reading)[0].note) == ("Squat", "slow, deep")


def test_empty_cells_at_the_end_make_no_name() -> None:
    assert only(read_text(POUNDS + "2021-02-10,Squat,Legs,100,5,,,,,\n")).exercise == "Squat"


def test_a_row_that_no_joining_makes_readable_is_told() -> None:
    reading = read_text(POUNDS + "2021-02-10,Squat,Legs,100,5,,,x,y,z\n2021-02-10,Squat,Legs,100,5,,,\n")
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.UNREADABLE: 1}
    assert "10 cells, the table 8 columns" in reading.problems[0].fact


def test_a_day_is_a_session_and_has_no_time() -> None:
    reading = read_text(POUNDS + "2021-02-12,A,X,1,5,,,\n2021-02-10,B,X,1,5,,,\n2021-02-12,C,X,1,5,,,\n")
    assert [(str(one.start), len(one.sets)) for one in reading.log.sessions] == [("2021-02-10", 1), ("2021-02-12", 2)]


def test_distance_and_time_are_read_and_a_unit_of_load_on_a_distance_is_doubted() -> None:
    rows = "2021-02-10,Run,Cardio,,,1.5,mi,0:12:30\n2021-02-10,Carry,Cardio,,,50.0,kg,0:00:40\n"
    run, carry = segments(reading := read_text(POUNDS + rows))
    assert (run.distance, run.duration_s) == (Distance(1.5, DistanceUnit.MI), 750.0)
    assert (carry.distance, carry.duration_s) == (Distance(50, None), 40.0)
    assert [problem.column for problem in reading.problems] == ["Distance Unit"]
    assert counts(reading) == {RowKind.SEGMENT: 2}


def test_zero_kilograms_are_kept_and_nothing_at_all_is_not_done() -> None:
    reading = read_text(POUNDS + "2021-02-10,Pushups,Chest,0.0,22,,,\n2021-02-10,Pushups,Chest,0.0,0,,,\n")
    assert only(reading).load == Load(0, LoadUnit.LB)
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.NOT_DONE: 1}


def test_a_unit_that_nothing_names_is_guessed_or_said() -> None:
    text = BESIDE.replace(",Weight Unit", "") + "2021-02-10,Barbell Squat,Legs,225,5,,,,\n"
    assert only(read_text(text)).load == Load(225, LoadUnit.LB)
    assert only(read_text(text, options=ReadOptions(unit=LoadUnit.KG))).load == Load(225)
