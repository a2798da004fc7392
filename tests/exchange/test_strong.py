"""Strong: a row of every header that its exports and their re-saves have had."""

from __future__ import annotations

from datetime import datetime

import pytest

from momentary.exchange import ReadOptions, RowKind, UnreadableFileError
from momentary.quantities import Distance, DistanceUnit, Load, LoadUnit, Role, Technique
from tests.exchange.readings import counts, decision, only, read_text, segments, sets

KG, LB = LoadUnit.KG, LoadUnit.LB
CLASSIC = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
NUMBERED = "Workout #,Date,Workout Name,Duration (sec),Exercise Name,Set Order,Weight (kg),Reps,RPE,Distance (meters),"
NUMBERED += "Seconds,Notes,Workout Notes\n"

# Header, row, load, RPE: each row is five or eight repetitions of a squat on 10 February 2021.
VARIANTS = {
    "classic": (CLASSIC, "2021-02-10 16:46:13,Legs,31m,Squat (Barbell),1,100,5,0,0,,,8", Load(100, KG), 8.0),
    "classic, CRLF": (CLASSIC.replace("\n", "\r\n"), "2021-02-10 16:46:13,Legs,2h 18m,Squat,1,100.0,5.0,0,0.0,,,",
                      Load(100, KG), None),
    "no duration": (
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n",
        "2020-10-10 10:41:22 AM,Legs,Squat,1,100,5,0,0,,,", Load(100, KG), None,
    ),
    "no duration, no RPE": (
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes\n",
        "2021-02-10 16:46:13,Legs,Squat,1,100,5,0,0,,", Load(100, KG), None,
    ),
    "no notes": (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n",
        "2021-02-10 16:46:13,Legs,57m,Squat,1,100,5.0,0,0.0,9.5", Load(100, KG), 9.5,
    ),
    "semicolons with units": (
        ("Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;Distance;Distance Unit;Seconds;Notes;"
        "Workout Notes\n"),
        "2021-02-10 16:46:13;Legs;Squat;1;225;lbs;5;;;0;;", Load(225, LB), None,
    ),
    "semicolons with units and RPE": (
        ("Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"
        "Workout Notes\n"),
        "2021-02-10 16:46:13;Legs;Squat;1;225,5;lbs;5;8;;;0;;", Load(225.5, LB), 8.0,
    ),
    "semicolons with duration at the end": (
        ("Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"
        "Workout Notes;Workout Duration\n"),
        "2021-02-10 16:46:13;Legs;Squat;1;100;kg;5;;;;0;;;2h 4m", Load(100, KG), None,
    ),
    "commas with duration at the end": (
        ("Date,Workout Name,Exercise Name,Set Order,Weight,Weight Unit,Reps,RPE,Distance,Distance Unit,Seconds,Notes,"
        "Workout Notes,Workout Duration\n"),
        "2021-02-10 16:46:13,Legs,Squat,1,32.5,lbs,5,,,,0,,,33m", Load(32.5, LB), None,
    ),
    "without header": (
        "", "2021-02-10 16:46:13;Legs;Squat;1;225;lbs;5;;;;0;;", Load(225, LB), None,
    ),
    "without header, without RPE": (
        "", "2021-02-10 16:46:13;Legs;Squat;1;225;lbs;5;;;0;;", Load(225, LB), None,
    ),
    "numbered": (NUMBERED, "1,25-02-2021 22:08,Legs,3789,Squat,1,35.0,5,8,,,,", Load(35, KG), 8.0),
    "numbered, semicolons, all quoted": (
        ";".join(f'"{name}"' for name in NUMBERED.strip().split(",")) + "\n",
        '"1";"2021-02-10 16:46:13";"Legs";"3180";"Squat";"1";"61.23492";"5";"";"";"";"";""', Load(61.23492, KG), None,
    ),
    "German": (
        ("Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen,"
        "Workout-Notizen,RPE\n"),
        "2021-02-10 16:46:13,Beine,38min,Kniebeuge,1,100.0,5,0,0,,,", Load(100, KG), None,
    ),
    "French": (
        ("Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,"
        "Notes d'entraînement,RPE\r\n"),
        "2021-02-10 16:46:13,Jambes,35min,Squat,1,100,5,0,0,,,", Load(100, KG), None,
    ),
    "Spanish": (
        ("Fecha,Nombre de entrenamiento,Duración,Nombre del ejercicio,Orden de la serie,Peso,Rep.,Distancia,Segundos,"
        "Notas,Notas del entrenamiento,RPE\n"),
        "2021-02-10 16:46:13,Piernas,1 h 46 min,Sentadilla,1,100,5.0,0,0.0,,,7", Load(100, KG), 7.0,
    ),
    "Chinese": (
        "日期,锻炼名称,时长,运动名称,设置顺序,重量,次,距离,秒,备注,锻炼备注,RPE\n",
        "2021-02-10 16:46:13,腿,1小时13分钟,深蹲,1,100,5,0,0,,,", Load(100, KG), None,
    ),
    "columns called lb and mi": (
        "Date,Workout Name,Exercise Name,Set Order,lb,Reps,mi,Seconds\r\n",
        "2021-02-10 16:46:13,Legs,Squat,1,225.0,5,0.0,0", Load(225, LB), None,
    ),
    "columns called kg and km": (
        "Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes\r\n",
        "2021-02-10 16:46:13,Legs,Squat,1,100,5,0,0,", Load(100, KG), None,
    ),
    "saved by hand: menu": (
        "date,workout_name,menu,set_order,weight,reps,distance,sec,note,workout_note,part\n",
        "2021/2/10 5:49,Legs,Squat,1,100,5,0,0,,,legs", Load(100, KG), None,
    ),
    "saved by hand: set_num and set_type": (
        "date,workout_name,exercise,set_type,set_num,weight_lb,reps,seconds,rpe_actual\n",
        "2021-02-10,Legs,Squat,working,1,225.0,5,0,8", Load(225, LB), 8.0,
    ),
    "saved by Excel, day first": (CLASSIC, "13/09/2021 10:41,Legs,31m,Squat,1,100,5,0,0,,,", Load(100, KG), None),
    "saved by Excel, month first": (CLASSIC, "11/18/2024 15:04,Legs,31m,Squat,1,100,5,0,0,,,", Load(100, KG), None),
    "saved by Excel with semicolons": (
        CLASSIC.replace(",", ";"), "2018/8/31 5:49;Legs;31m;Squat;1;100,5;5;0;0;;;", Load(100.5, KG), None,
    ),
    "every line in quotes": (
        f'"{CLASSIC.strip()}"\n', '"2021-02-10 16:46:13,Legs,31m,Squat,1,100,5,0,0,""a, b"",,"', Load(100, KG), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_set_is_the_same_under_every_header(variant: str) -> None:
    header, row, typed, felt = VARIANTS[variant]
    reading = read_text(header + row + "\n", options=ReadOptions(unit=KG) if typed.unit is KG else None)
    assert reading.format == "strong"
    assert not reading.problems
    one = only(reading)
    assert (one.load, one.repetitions) == (typed, 5)
    assert (None if one.effort is None else one.effort.value) == felt
    assert reading.log.sessions[0].title in {"Legs", "Beine", "Jambes", "Piernas", "腿"}


@pytest.mark.parametrize(
    ("variant", "seconds"),
    [("classic", 1860), ("Spanish", 6360), ("Chinese", 4380), ("German", 2280), ("numbered", 3789),
     ("semicolons with duration at the end", 7440)],
)  # fmt: skip
def test_the_duration_of_the_session_is_read_in_every_language(variant: str, seconds: float) -> None:
    header, row, *_ = VARIANTS[variant]
    assert read_text(header + row).log.sessions[0].duration_s == seconds


def test_a_duration_in_a_language_that_is_not_known_costs_no_set() -> None:
    row = "2021-02-10 16:46:13,Legs,1 ωρες,Squat,{},100,5,0,0,,,\n"
    reading = read_text(CLASSIC + row.format(1) + row.format(2))
    assert counts(reading) == {RowKind.SEGMENT: 2}
    assert [problem.column for problem in reading.problems] == ["Duration"]
    assert reading.log.sessions[0].duration_s is None


def test_letters_of_set_order_are_warm_ups_drops_and_failures() -> None:
    rows = "".join(
        f"2021-02-10 16:46:13,Legs,31m,Squat,{order},{load},{count},0,0,,,\n"
        for order, load, count in (("W", 50, 10), ("1", 100, 5), ("F", 100, 4), ("D", 60, 9), ("D", 40, 8))
    )
    reading = read_text(CLASSIC + rows)
    assert [one.role for one in sets(reading)] == [Role.WARM_UP, Role.WORKING, Role.WORKING]
    assert [one.is_failure for one in sets(reading)] == [False, False, True]
    assert [link.technique for link in sets(reading)[2].segments] == [
        Technique.STRAIGHT, Technique.DROP, Technique.DROP,
    ]  # fmt: skip


def test_words_of_set_order_are_read_too() -> None:
    header = VARIANTS["semicolons with units and RPE"][0]
    row = "2021-02-10 16:46:13;Legs;Squat;{};100;kg;5;;;;0;;\n"
    reading = read_text(header + row.format("WARM_UP") + row.format("FAILURE") + row.format("1"))
    assert [one.role for one in sets(reading)] == [Role.WARM_UP, Role.WORKING, Role.WORKING]
    assert [one.is_failure for one in sets(reading)] == [False, True, False]


def test_an_older_export_names_no_types() -> None:
    reading = read_text(VARIANTS["classic"][0] + VARIANTS["classic"][1])
    assert sets(reading)[0].role is None
    assert decision(reading, "set types") == "unknown"


@pytest.mark.parametrize(
    "word", ["Rest Timer", "Temporizador de descanso", "Ruhezeit", "Minuteur de repos", "休息计时器"]
)
def test_a_rest_timer_belongs_to_the_set_before_it(word: str) -> None:
    rows = f"2021-02-10 16:46:13,L,31m,Squat,1,100,5,0,0,,,\n2021-02-10 16:46:13,L,31m,Squat,{word},0,0.0,0,45.0,,,\n"
    reading = read_text(CLASSIC + rows + "2021-02-10 16:46:13,L,31m,Squat,2,100,4,0,0,,,\n")
    assert [one.rest_timer_s for one in sets(reading)] == [45.0, None]
    assert counts(reading) == {RowKind.SEGMENT: 2, RowKind.REST_TIMER: 1}


def test_a_rest_timer_in_a_language_that_is_not_known_is_told_by_its_seconds() -> None:
    rows = "2021-02-10 16:46:13,L,31m,Squat,1,100,5,0,0,,,\n2021-02-10 16:46:13,L,31m,Squat,Lepoaika,0,0,0,90,,,\n"
    reading = read_text(CLASSIC + rows)
    assert sets(reading)[0].rest_timer_s == 90.0
    assert decision(reading, 'rows of order "lepoaika"') == "rest timers"


def test_an_order_that_is_not_known_keeps_its_set_and_is_told_once() -> None:
    row = "2021-02-10 16:46:13,L,31m,Squat,Q,100,5,0,0,,,\n"
    reading = read_text(CLASSIC + row + row.replace("100", "90"))
    assert [one.role for one in sets(reading)] == [None, None]
    assert [problem.column for problem in reading.problems] == ["Set Order"]


def test_a_note_row_belongs_to_its_exercise() -> None:
    rows = "2021-02-10 16:46:13,L,31m,Squat,Note,0,0,0,0,knees out,,\n2021-02-10 16:46:13,L,31m,Squat,1,100,5,0,0,,,\n"
    reading = read_text(CLASSIC + rows)
    assert sets(reading)[0].note == "knees out"
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.NOTE: 1}


def test_pounds_are_told_by_the_artefacts_of_their_conversion() -> None:
    row = "2021-02-10 16:46:13,L,31m,Squat,{},{},5,0,0,,,\n"
    reading = read_text(CLASSIC + row.format(1, "74.99999999999999") + row.format(2, "185.00000000000003"))
    assert [one.load for one in segments(reading)] == [Load(75, LB), Load(185, LB)]


def test_a_set_of_nothing_is_not_done_and_a_failed_attempt_is_kept() -> None:
    row = "2021-02-10 16:46:13,L,31m,Squat,{},{},{},0,0,,,\n"
    reading = read_text(CLASSIC + row.format(1, 100, 0) + row.format(2, 0, 0) + row.format(3, "", ""))
    assert only(reading).repetitions == 0
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.NOT_DONE: 2}


def test_zero_beside_a_time_is_no_failed_attempt() -> None:
    one = only(read_text(CLASSIC + "2021-02-10 16:46:13,L,31m,Plank,1,0,0,0,60,,,\n"))
    assert (one.repetitions, one.duration_s) == (None, 60.0)


def test_a_distance_keeps_the_unit_of_its_column() -> None:
    header, row = VARIANTS["columns called lb and mi"][:2]
    assert only(read_text(header + row.replace(",0.0,0", ",2.5,1200"))).distance == Distance(2.5, DistanceUnit.MI)
    header = VARIANTS["semicolons with units"][0]
    row = "2021-02-10 16:46:13;Legs;Cycling;1;;;;2.4;mi.;2100;;"
    assert only(read_text(header + row)).distance == Distance(2.4, DistanceUnit.MI)


def test_a_load_below_zero_is_help_of_a_machine() -> None:
    one = only(read_text(CLASSIC + "2021-02-10 16:46:13,L,31m,Pull Up,1,-20,5,0,0,,,\n", options=ReadOptions(unit=KG)))
    assert (one.load, one.assistance) == (None, Load(20, KG))


def test_an_unknown_column_and_the_row_are_kept() -> None:
    header, row = VARIANTS["saved by hand: menu"][:2]
    source = only(read_text(header + row)).source
    assert source is not None
    assert (source.line, source.row, source.unread) == (2, row, (("part", "legs"),))


def test_an_unreadable_cell_is_told_with_line_and_column() -> None:
    reading = read_text(CLASSIC + '2021-02-10 16:46:13,L,31m,Squat,1,"82,5.0",5,0,0,,,\n', name="strong.csv")
    assert counts(reading) == {RowKind.UNREADABLE: 1}
    assert str(reading.problems[0]).startswith('strong.csv, line 2, column "Weight": "82,5.0" is not a number.')


def test_a_slip_in_the_rpe_costs_the_effort_and_not_the_set() -> None:
    reading = read_text(CLASSIC + "2021-02-10 16:46:13,L,31m,Squat,2,100,5,0,0,,,11\n", name="strong.csv")
    assert counts(reading) == {RowKind.SEGMENT: 1}
    assert only(reading).effort is None
    assert str(reading.problems[0]).startswith('strong.csv, line 2, column "RPE": "11" is no RPE.')
    assert not reading.unreadable


def test_a_start_and_a_number_tell_sessions_apart() -> None:
    header, row = VARIANTS["numbered"][:2]
    reading = read_text(header + row + "\n" + row.replace("1,25-02", "2,25-02", 1) + "\n")
    assert len(reading.log.sessions) == 2
    assert reading.log.sessions[0].start.wall == datetime(2021, 2, 25, 22, 8)


def test_an_old_export_without_header_is_read_by_its_places() -> None:
    rows = "2021-02-10 16:46:13,A,31m,Squat,W,60,8,0,0,,,\n2021-02-10 16:46:13,A,31m,Squat,1,100,5,0,0,,,9\n"
    reading = read_text(rows, options=ReadOptions(unit=KG))
    assert reading.format == "strong"
    assert [(one.load, one.repetitions) for one in segments(reading)] == [(Load(60), 8), (Load(100), 5)]
    assert sets(reading)[0].role is Role.WARM_UP


@pytest.mark.parametrize(
    ("header", "row", "unit"),
    [
        ("Datum;Training;Duur;Naam oefening;Set volgorde;Gewicht;Herhalingen;Afstand;Seconden;Notities;Nog iets;RPE",
         "2021-02-10 16:46:13;A;31m;Squat;1;100;5;0;0;;;", KG),
        ("日付;ワークアウト名;エクササイズ名;セット順;重量;重量の単位;レップ;RPE;距離;距離の単位;秒;メモ;ワークアウトメモ",
         "2021-02-10 16:46:13;A;Squat;1;100;lb;5;;0;m;0;;", LB),
    ],
)  # fmt: skip
def test_a_header_in_an_unknown_language_is_read_by_its_places(header: str, row: str, unit: LoadUnit) -> None:
    reading = read_text(f"{header}\n{row}\n", options=ReadOptions(unit=KG))
    assert decision(reading, "columns") == "by their places"
    one = only(reading)
    assert (one.exercise, one.load, one.repetitions) == ("Squat", Load(100, unit), 5)


def test_twelve_columns_of_something_else_are_no_export_of_strong() -> None:
    header = ",".join(f"c{number}" for number in range(12))
    with pytest.raises(UnreadableFileError, match="No format has the columns"):
        read_text(f"{header}\n{','.join(map(str, range(12)))}\n")
