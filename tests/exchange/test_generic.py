"""Tables of the lifter's own making: obvious names, the lifter's own words, several sets in a row."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from momentary.exchange import ReadOptions, RowKind, UnreadableFileError
from momentary.quantities import DistanceUnit, EffortScale, Load, LoadUnit, Role, Side, Technique
from tests.exchange.readings import counts, decision, only, read_text, segments, sets

KG = ReadOptions(unit=LoadUnit.KG)


def test_obvious_names_are_enough() -> None:
    text = "Date,Exercise,Weight (kg),Reps,RPE,Notes,Mood\n2021-02-03,Squat,100,5,8.5,deep,good\n"
    reading = read_text(text)
    one = only(reading)
    assert reading.format == "generic"
    assert (one.exercise, one.load, one.repetitions, sets(reading)[0].note) == ("Squat", Load(100), 5, "deep")
    assert one.source is not None
    assert one.source.unread == (("Mood", "good"),)
    assert 'date in "Date"' in decision(reading, "columns")


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Übung;Gewicht;Wdh", "Fecha;Ejercicio;Peso;Repeticiones", "Data;Esercizio;Peso;Ripetizioni",
        "Date;Exercice;Poids;Répétitions", "workout_date;exercise_name;weight;rep_count", "DATE;Lift;Load;Repetitions",
    ],
)  # fmt: skip
def test_names_are_known_in_several_languages(header: str) -> None:
    one = only(read_text(header + "\n03.02.2021;Kniebeugen;100,5;8\n", options=KG))
    assert (one.load, one.repetitions) == (Load(100.5), 8)


def test_the_lifter_says_which_column_is_which() -> None:
    text = "When,What,HowMuch,HowOften\n2020-02-02,Bench,60,5\n"
    words = {"date": "When", "exercise": "What", "load_lb": "HowMuch", "repetitions": "HowOften"}
    one = only(read_text(text, options=ReadOptions(columns=words)))
    assert (one.exercise, one.load, one.repetitions) == ("Bench", Load(60, LoadUnit.LB), 5)


def test_a_missing_column_is_named() -> None:
    text = "When,What,HowMuch\n2020-02-02,Bench,60\n"
    words = {"date": "When", "exercise": "What", "load": "HowMuch"}
    with pytest.raises(UnreadableFileError, match=r"the repetitions; .*--column repetitions=NAME"):
        read_text(text, options=ReadOptions(columns=words))
    with pytest.raises(UnreadableFileError, match=r'has no column "Wat"; its columns are "When", "What"'):
        read_text(text, options=ReadOptions(columns={"exercise": "Wat"}))
    with pytest.raises(UnreadableFileError, match="'mood' is no word for a column"):
        read_text(text, options=ReadOptions(columns={"mood": "What"}))
    with pytest.raises(UnreadableFileError, match='"id", "entry_id"'):
        read_text("id,entry_id,reps,weight,units,notes\n1,2,5,100,kg,\n")


@pytest.mark.parametrize(
    ("cell", "repetitions"),
    [("8", [8]), ("3x8", [8, 8, 8]), ("3 × 8", [8, 8, 8]), ("8/8/7", [8, 8, 7]), ('"8,8,7"', [8, 8, 7]),
     ('"12, 10"', [12, 10]), ("8 8 7", [8, 8, 7]), ("0", [0])],
)  # fmt: skip
def test_a_cell_may_hold_the_repetitions_of_several_sets(cell: str, repetitions: list[int]) -> None:
    reading = read_text(f"Date,Exercise,Weight,Reps\n2021-02-03,Squat,100,{cell}\n", options=KG)
    assert [one.repetitions for one in segments(reading)] == repetitions
    assert {one.load for one in segments(reading)} == {Load(100)}
    assert counts(reading) == {RowKind.SEGMENT: 1}


def test_a_column_of_sets_says_how_many_there_were() -> None:
    header = "Date,Exercise,Weight,Sets,Reps\n"
    reading = read_text(header + '2021-02-03,Squat,100,3,8\n2021-02-03,Row,60/65,2,"8,7"\n', options=KG)
    assert [(str(one.load), one.repetitions) for one in segments(reading)] == [
        ("100 kg", 8), ("100 kg", 8), ("100 kg", 8), ("60 kg", 8), ("65 kg", 7),
    ]  # fmt: skip
    wrong = read_text(header + '2021-02-03,Squat,100,3,"8,7"\n2021-02-03,Squat,1/2/3,,"8,7"\n', options=KG)
    assert [problem.column for problem in wrong.problems] == ["Reps", "Weight"]


@pytest.mark.parametrize(
    ("cell", "typed", "help_given"),
    [
        ("100kg", Load(100), None), ("225 lbs", Load(225, LoadUnit.LB), None), ("BW", None, None), ("-", None, None),
        ("BW+10", Load(10), None), ("bodyweight", None, None), ("-20", None, Load(20)), ("BW-20", None, Load(20)),
        ("", None, None),
    ],
)  # fmt: skip
def test_a_load_may_carry_its_unit_or_the_body(cell: str, typed: Load | None, help_given: Load | None) -> None:
    one = only(read_text(f"Date,Exercise,Weight,Reps\n2021-02-03,Dip,{cell},8\n", options=KG))
    assert (one.load, one.assistance) == (typed, help_given)


def test_where_every_load_carries_its_unit_none_is_guessed() -> None:
    reading = read_text("Date,Exercise,Weight,Reps\n2021-02-03,Dip,20kg,8\n2021-02-03,Dip,45lb,8\n")
    assert decision(reading, "unit of loads") == "row by row"


def test_sets_may_stand_side_by_side() -> None:
    text = "Date,Exercise,Set 1 (Reps),Set 1 (KG),Set 2 (Reps),Set 2 (KG)\n2021-02-03,Squat,8,100,6,110\n"
    reading = read_text(text)
    assert [(str(one.load), one.repetitions) for one in segments(reading)] == [("100 kg", 8), ("110 kg", 6)]
    assert counts(reading) == {RowKind.SEGMENT: 1}


def test_reserve_is_an_effort_of_its_own_scale_and_zero_counts() -> None:
    reading = read_text(
        "Date,Exercise,Weight,Reps,RIR\n2021-02-03,Squat,100,5,0\n2021-02-03,Squat,100,5,\n", options=KG
    )
    first, second = segments(reading)
    assert first.effort is not None
    assert (first.effort.value, first.effort.scale) == (0.0, EffortScale.RIR)
    assert second.effort is None


def test_kinds_and_sides_are_known_and_strange_kinds_are_kept() -> None:
    rows = "".join(
        f"2021-02-03,Curl,20,10,{kind},{side}\n"
        for kind, side in (("Warm-up", "left"), ("working", "R"), ("drop set", ""), ("myo", ""))
    )
    reading = read_text("Date,Exercise,Weight,Reps,Set Type,Side\n" + rows, options=KG)
    assert [one.role for one in sets(reading)] == [Role.WARM_UP, Role.WORKING, None]
    assert [one.side for one in sets(reading)][:2] == [Side.LEFT, Side.RIGHT]
    assert sets(reading)[1].segments[1].technique is Technique.DROP
    last = segments(reading)[3].source
    assert last is not None
    assert last.unread == (("Set Type", "myo"),)


def test_times_and_distances_are_read() -> None:
    text = (
        "Date,Exercise,Weight,Reps,Seconds,Minutes,Distance (km)\n2021-02-03,Plank,,,60,,\n2021-02-03,Run,,,,12,2.5\n"
    )
    plank, run = segments(read_text(text, options=KG))
    assert (plank.duration_s, run.duration_s) == (60.0, 720.0)
    assert run.distance is not None
    assert run.distance.unit is DistanceUnit.KM


def test_rows_of_a_day_and_title_are_a_session() -> None:
    text = "Date,Workout,Exercise,Weight,Reps\n2021-02-03,A,X,1,1\n2021-02-03,B,X,1,1\n2021-02-03,A,Y,1,1\n"
    assert [(one.title, len(one.sets)) for one in read_text(text, options=KG).log.sessions] == [("A", 2), ("B", 1)]


def test_hours_between_two_rows_part_sessions() -> None:
    times = ("07:00", "07:10", "18:30", "18:40")
    text = "Timestamp,Exercise,Weight,Reps\n" + "".join(
        f"2021-02-03 {time},X,{n},1\n" for n, time in enumerate(times, 1)
    )
    reading = read_text(text, options=KG)
    assert [str(one.start) for one in reading.log.sessions] == ["2021-02-03T07:00:00", "2021-02-03T18:30:00"]


def test_a_column_of_times_makes_the_date_a_start() -> None:
    text = "Date,Uhrzeit,Exercise,Weight,Reps\n2021-02-03,07:30,X,1,1\n"
    assert read_text(text, options=KG).log.sessions[0].start.wall == datetime(2021, 2, 3, 7, 30)


def test_tables_that_others_made_of_strong_exports_are_read() -> None:
    text = ",Date,Exercise Name,Set Order,Weight,Reps,Duration (minutes)\n0,2021-02-03 10:00:00,Squat,1,100,5,61\n"
    reading = read_text(text, options=KG)
    assert (only(reading).duration_s, reading.log.sessions[0].duration_s) == (None, 3660.0)
    text = (
        "Date,workoutId,exerciseId,singleSetId,exerciseName,reps,weight,fake_user_id\n2020-02-02,1,2,3,Bench,5,60,7\n"
    )
    assert only(read_text(text, options=KG)).exercise == "Bench"


def test_a_bad_cell_is_told_with_its_column() -> None:
    header = "Date,Exercise,Weight,Reps\n"
    rows = "soon,Squat,100,5\n2021-02-03,,100,5\n2021-02-03,Squat,heavy,5\n2021-02-03,Squat,100,many\n"
    reading = read_text(header + rows + "2021-02-03,Squat,100,500x2\n", options=KG)
    assert [(problem.line, problem.column) for problem in reading.problems] == [
        (2, "Date"), (3, "Exercise"), (4, "Weight"), (5, "Reps"), (6, "Reps"),
    ]  # fmt: skip


def test_the_lifter_may_call_a_column_by_any_name_that_is_known_for_it() -> None:
    text = "When,What,HowMuch,HowOften\n2020-02-02,Bench,60,5\n"
    words = {"date": "When", "lift": "What", "weight": "HowMuch", "reps": "HowOften"}
    one = only(read_text(text, options=ReadOptions(columns=words, unit=LoadUnit.KG)))
    assert (one.exercise, one.load, one.repetitions) == ("Bench", Load(60), 5)


def test_the_remedy_for_an_unknown_table_names_words_that_are_accepted() -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_text("when,what,how heavy,how many\n2021-02-10,Bench,80,8\n")
    words = re.findall(r"--column (\w+)=NAME", str(refused.value))
    names = ("when", "what", "how heavy", "how many")
    said = dict(zip(words, names, strict=True))
    one = only(read_text("when,what,how heavy,how many\n2021-02-10,Bench,80,8\n", options=ReadOptions(columns=said)))
    assert (one.exercise, one.repetitions) == ("Bench", 8)


@pytest.mark.parametrize(
    ("cell", "fails", "is_kept_unread"), [("yes", True, False), ("X", True, False), ("no", False, False),
                                          ("", False, False), ("nearly", False, True)],
)  # fmt: skip
def test_a_column_of_its_own_tells_failure_by_a_yes(cell: str, *, fails: bool, is_kept_unread: bool) -> None:
    reading = read_text(f"Date,Exercise,Weight (kg),Reps,To failure\n2021-02-10,Bench,80,8,{cell}\n")
    (one,) = sets(reading)
    assert one.is_failure == fails
    source = one.segments[0].source
    assert source is not None
    assert (("To failure", cell) in source.unread) == is_kept_unread


def test_a_column_of_its_own_tells_warm_ups_by_a_yes() -> None:
    text = "Tag;Übung;Gewicht;Wdh;Aufwärmen\n10.02.2021;Bankdrücken;42,5;8;ja\n10.02.2021;Bankdrücken;82,5;8;nein\n"
    assert [one.role is Role.WARM_UP for one in sets(read_text(text, options=KG))] == [True, False]
