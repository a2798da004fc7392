"""RepCount, LiftLog, StrongLifts, the R package rweightlifting and Alpha Progression."""

from __future__ import annotations

from datetime import datetime

import pytest

from momentary.exchange import ReadOptions, RowKind
from momentary.quantities import Clock, Load, LoadUnit, Role
from tests.exchange.readings import counts, decision, read_text, segments, sets

KG, LB = LoadUnit.KG, LoadUnit.LB
REPCOUNT = "Workout Start,Workout End,Exercise,Weight,Reps,Notes,Kcal,Distance,Duration,Category,Name,Bodyweight\n"
LIFTLOG = "SessionId,Timestamp,Exercise,Weight,WeightUnit,Reps,TargetReps,Notes\n"
STRONGLIFTS = (
    "Date (yyyy/mm/dd),Workout,Workout Name,Program Name,Body Weight (KG),Exercise,Sets×Reps,Sets×Time,"
    "Top Set (Reps×LB),e1RM (LB),Reps,Volume (LB),Workout Volume (LB),Duration (hours),Start Time (h:mm),"
    "End Time (h:mm),Notes,Set 1 (Reps),Set 1 (LB),Set 2 (Reps),Set 2 (LB),Set 3 (Reps),Set 3 (LB)\n"
)
OLD_STRONGLIFTS = (
    "Date,Note,Body Weight (KG),Body Weight (LB),Exercise 1,Weight (KG),Weight (LB),Set 1,Set 2,Set 3,"
    "Exercise 2,Weight (KG),Weight (LB),Set 1,Set 2,Set 3\n"
)
WIDE = "date,exercise,equipment,variant,set1weight,set1reps,set2weight,set2reps,set3weight,set3reps\n"
ALPHA = """
"Push Pull","2021-02-03 17:05",1:02 hr
"Day 1 · Week 2 · Push Pull"
"1. Bench Press","WU1 · 37.5 lbs · 9 reps<br>WU2 · 72.5 lbs · 7 reps"
"8 reps"
#,LBS,REPS,RIR
1,115,8,1
2,102.5,6,0

"2. Dips","Superset 1"
"10 reps"
#,LBS,REPS
1,+35,10

"Other plan"
"2021-02-05 17:05",55 min
"1. Curl"
#,KG,REPS
1,20,10
"""


def test_repcount_shares_a_session_by_start_and_name() -> None:
    line = '2025-10-17 03:34,2025-10-17 04:10,"Dumbbell Press",{},12,"easy",,,,Chest,"{}",80\n'
    options = ReadOptions(unit=KG)
    rows = line.format(10, "Push ") + line.format(10, "Pull") + line.format(12, "Push")
    reading = read_text(REPCOUNT + rows, options=options)
    assert reading.format == "repcount"
    assert [(one.title, len(one.sets), one.duration_s) for one in reading.log.sessions] == [
        ("Push", 2, 2160.0),
        ("Pull", 1, 2160.0),
    ]
    assert reading.log.sessions[0].body_mass == Load(80)
    assert sets(reading)[0].note == "easy"


def test_repcount_writes_help_below_zero_and_leaves_undone_sets_empty() -> None:
    start = "2025-10-17 03:34,2025-10-17 04:10"
    rows = f'{start},"Assisted Dips ",-14,8,"",,,,Chest,"Push",\n{start},"Press",,,"",,,,Chest,"Push",\n'
    rows += f'{start},"Run",,,"",300,3.1,2700,Cardio,"Push",\n'
    reading = read_text(REPCOUNT + rows, options=ReadOptions(unit=LB))
    helped, run = segments(reading)
    assert (helped.exercise, helped.load, helped.assistance) == ("Assisted Dips", None, Load(14, LB))
    assert (run.duration_s, run.repetitions) == (2700.0, None)
    assert run.distance is not None
    assert run.distance.unit is None
    assert counts(reading) == {RowKind.SEGMENT: 2, RowKind.NOT_DONE: 1}


def test_liftlog_has_a_time_for_each_set_newest_first() -> None:
    rows = (
        "b,2024-10-16T10:52:39,Bench Press,67.5,kg,11,12,\nb,2024-10-16T10:44:38,Squat,100,kg,12,12,slow\n"
        "a,2024-10-14T10:43:50,Pull-ups,84,kg,8,8,\na,2024-10-14T10:43:50,Pull-ups,84,kg,7,8,\n"
    )
    reading = read_text(LIFTLOG + rows)
    assert reading.format == "liftlog"
    assert [(one.exercise, one.repetitions) for one in segments(reading)] == [
        ("Pull-ups", 8), ("Pull-ups", 7), ("Squat", 12), ("Bench Press", 11),
    ]  # fmt: skip
    assert [str(one.start) for one in reading.log.sessions] == ["2024-10-14T10:43:50", "2024-10-16T10:44:38"]
    assert segments(reading)[2].at == datetime(2024, 10, 16, 10, 44, 38)


def stronglifts(exercise: str, told: str, cells: str, *, times: str = "") -> str:
    start = '2021/08/11,1,"Workout A","P",83.5'
    return f'{start},"{exercise}",{told},{times},5×120,1,20,1,1,0.5,10:56 PM,11:26 PM,"felt ok",{cells}\n'


def test_stronglifts_tells_a_failed_attempt_from_a_set_not_done() -> None:
    reading = read_text(STRONGLIFTS + stronglifts("Squat", "5/0/-", "5,120.5,0,120.5,0,120.5"))
    assert reading.format == "stronglifts"
    assert [(one.repetitions, one.load) for one in segments(reading)] == [(5, Load(120.5, LB)), (0, Load(120.5, LB))]
    assert counts(reading) == {RowKind.SEGMENT: 1}
    session = reading.log.sessions[0]
    assert (str(session.start), session.duration_s, session.note) == ("2021-08-11T22:56:00", 1800.0, "felt ok")
    assert session.body_mass == Load(83.5)


def test_stronglifts_without_that_column_takes_zero_for_not_done() -> None:
    header = "Date (yyyy/mm/dd),Body Weight (KG),Exercise,Set 1 (Reps), Set 1 (KG),Set 2 (Reps), Set 2 (KG)\n"
    assert [one.repetitions for one in segments(read_text(header + "2021/08/11,80,Squat,5,60,0,60\n"))] == [5]


def test_stronglifts_holds_have_a_time() -> None:
    reading = read_text(STRONGLIFTS + stronglifts("Plank", "", ",,,,,", times="2×60"))
    assert [(one.duration_s, one.repetitions) for one in segments(reading)] == [(60.0, None)] * 2
    assert counts(read_text(STRONGLIFTS + stronglifts("Row", "Skipped", ",,,,,"))) == {RowKind.NOT_DONE: 1}


def test_older_stronglifts_has_a_row_a_session() -> None:
    rows = "02/13/18,hard,,180,Squat,,135,5,5,4,Bench Press,,95,5,5,0\n02/15/18,,,180,Squat,61.2349,135,5,5,,,,,,,\n"
    reading = read_text(OLD_STRONGLIFTS + rows)
    assert reading.format == "stronglifts"
    assert [str(one.start) for one in reading.log.sessions] == ["2018-02-13", "2018-02-15"]
    first, second = reading.log.sessions
    assert [one.segments[0].repetitions for one in first.sets] == [5, 5, 4, 5, 5, 0]
    assert (first.note, first.body_mass) == ("hard", Load(180, LB))
    assert [one.segments[0].load for one in second.sets] == [Load(135, LB)] * 2
    assert counts(reading) == {RowKind.SEGMENT: 2}


def test_a_wide_log_names_the_exercise_by_its_parts() -> None:
    rows = "2020-01-02,bench press,barbell,incline,60,8,62.5,7,,\n2020-01-02,squat,barbell,NA,100,5,,,,\n"
    reading = read_text(WIDE + rows + "2020-01-02,row,NA,,,,,,,\n", options=ReadOptions(unit=KG))
    assert reading.format == "rweightlifting"
    assert [(one.exercise, str(one.load), one.repetitions) for one in segments(reading)] == [
        ("bench press (barbell, incline)", "60 kg", 8),
        ("bench press (barbell, incline)", "62.5 kg", 7),
        ("squat (barbell)", "100 kg", 5),
    ]
    assert counts(reading) == {RowKind.SEGMENT: 2, RowKind.NOT_DONE: 1}
    assert len(reading.log.sessions) == 1


def test_a_wide_row_with_one_bad_cell_adds_none_of_its_sets() -> None:
    reading = read_text(WIDE + "2020-01-02,squat,barbell,NA,100,5,x,5,,\n", options=ReadOptions(unit=KG))
    assert counts(reading) == {RowKind.UNREADABLE: 1}
    assert reading.problems[0].column == "set2weight"


def test_alpha_progression_is_read_block_by_block() -> None:
    reading = read_text(ALPHA)
    assert reading.format == "alpha-progression"
    assert [(one.exercise, str(one.load), one.repetitions) for one in segments(reading)] == [
        ("Bench Press", "37.5 lb", 9), ("Bench Press", "72.5 lb", 7), ("Bench Press", "115 lb", 8),
        ("Bench Press", "102.5 lb", 6), ("Dips", "35 lb", 10), ("Curl", "20 kg", 10),
    ]  # fmt: skip
    assert [one.role for one in sets(reading)][:3] == [Role.WARM_UP, Role.WARM_UP, Role.WORKING]
    assert [None if one.effort is None else one.effort.value for one in segments(reading)][2:4] == [1.0, 0.0]
    assert sets(reading)[4].superset == "Superset 1"
    first, second = reading.log.sessions
    assert (first.title, first.duration_s) == ("Push Pull · Day 1 · Week 2 · Push Pull", 3720.0)
    assert (second.title, second.start.wall, second.start.clock) == (
        "Other plan", datetime(2021, 2, 5, 17, 5), Clock.LOCAL,
    )  # fmt: skip


def test_alpha_progression_may_have_semicolons_and_commas_as_decimal_marks() -> None:
    text = (
        '"Legs · Day 2 · PPL";"2026-02-19 4:54 h";"1:02 hr"\n'
        '"1. Hack Squats · Machine · 8 reps";"WU1 · 37,5 kg · 9 reps"\n#;KG;REPS;RIR\n1;115;8;1\n2;102,5;6;0,5\n'
    )
    reading = read_text(text)
    assert [str(one.load) for one in segments(reading)] == ["37.5 kg", "115 kg", "102.5 kg"]
    assert segments(reading)[0].exercise == "Hack Squats · Machine"
    assert decision(reading, "unit of loads") == "kg"


@pytest.mark.parametrize("line", ["x,115,8,1", "1,heavy,8,1", "1,115,many,1", "1,115,8,99"])
def test_alpha_progression_tells_a_line_that_is_no_set(line: str) -> None:
    reading = read_text(ALPHA.replace("2,102.5,6,0", line))
    assert len(segments(reading)) == 5
    assert counts(reading).get(RowKind.UNREADABLE, 0) + counts(reading)[RowKind.NOTE] == 11 + 1
