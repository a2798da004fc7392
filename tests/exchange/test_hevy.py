"""Hevy: four pairs of units, dates in many languages, kinds of sets, re-saves, and tables made from its API."""

from __future__ import annotations

from datetime import datetime

import pytest

from momentary.exchange import RowKind
from momentary.quantities import Clock, Distance, DistanceUnit, Load, LoadUnit, Role, Technique
from tests.exchange.readings import counts, decision, only, read_text, segments, sets

COLUMNS = "title start_time end_time description exercise_title superset_id exercise_notes set_index set_type {} reps"
COLUMNS += " {} duration_seconds rpe"


def header(load: str = "weight_kg", distance: str = "distance_km") -> str:
    return ",".join(f'"{name}"' for name in COLUMNS.format(load, distance).split()) + "\n"


def row(
    exercise: str = "Squat (Barbell)",
    *,
    title: str = "Legs",
    start: str = "5 Dec 2025, 11:37",
    end: str = "5 Dec 2025, 12:37",
    superset: str = "",
    note: str = "",
    index: int = 0,
    kind: str = "normal",
    load: str = "100",
    count: str = "5",
    distance: str = "",
    seconds: str = "",
    rpe: str = "",
) -> str:
    cells = (title, start, end, "", exercise, superset, note, str(index), kind, load, count, distance, seconds, rpe)
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


@pytest.mark.parametrize(("load", "unit"), [("weight_kg", LoadUnit.KG), ("weight_lbs", LoadUnit.LB)])
@pytest.mark.parametrize(
    ("distance", "length"), [("distance_km", DistanceUnit.KM), ("distance_miles", DistanceUnit.MI)]
)
def test_each_pair_of_units_is_the_one_that_its_columns_name(
    load: str, unit: LoadUnit, distance: str, length: DistanceUnit
) -> None:
    one = only(read_text(header(load, distance) + row(distance="1.5", seconds="600")))
    assert (one.load, one.distance, one.duration_s) == (Load(100, unit), Distance(1.5, length), 600.0)


@pytest.mark.parametrize(
    ("start", "end", "wall"),
    [
        ("5 Dec 2025, 11:37", "5 Dec 2025, 12:37", datetime(2025, 12, 5, 11, 37)),
        ("Jun 11, 2026, 1:01 PM", "Jun 11, 2026, 2:01 PM", datetime(2026, 6, 11, 13, 1)),
        ("5 Mai 2026, 07:34", "5 Mai 2026, 08:34", datetime(2026, 5, 5, 7, 34)),
        ("25 dic 2022, 12:00", "25 dic 2022, 13:00", datetime(2022, 12, 25, 12)),
        ("11 Nis 2026, 23:35", "12 Nis 2026, 00:35", datetime(2026, 4, 11, 23, 35)),
        ("2024-08-14 12:00:00", "2024-08-14 13:00:00", datetime(2024, 8, 14, 12)),
    ],
)
def test_a_session_has_start_and_duration_in_the_language_of_the_phone(start: str, end: str, wall: datetime) -> None:
    session = read_text(header() + row(start=start, end=end)).log.sessions[0]
    assert (session.start.wall, session.start.clock, session.duration_s) == (wall, Clock.LOCAL, 3600.0)


@pytest.mark.parametrize("end", ["", "soon", "5 Dec 2025, 10:00", "5 Dec 2025, 11:37"])
def test_an_end_that_tells_nothing_costs_no_set(end: str) -> None:
    reading = read_text(header() + row(end=end))
    assert reading.log.sessions[0].duration_s is None
    assert counts(reading) == {RowKind.SEGMENT: 1}


def test_kinds_of_sets_are_roles_endings_and_drops() -> None:
    kinds = ("warmup", "normal", "failure", "dropset", "dropset")
    reading = read_text(header() + "".join(row(kind=kind, load=str(100 - n)) for n, kind in enumerate(kinds)))
    assert [one.role for one in sets(reading)] == [Role.WARM_UP, Role.WORKING, Role.WORKING]
    assert [link.technique for link in sets(reading)[2].segments] == [
        Technique.STRAIGHT,
        Technique.DROP,
        Technique.DROP,
    ]
    assert sets(reading)[2].is_failure


def test_a_kind_that_is_not_known_keeps_its_set_and_is_told() -> None:
    reading = read_text(header() + row(kind="myoreps"))
    assert sets(reading)[0].role is None
    assert reading.problems[0].column == "set_type"


def test_sessions_come_newest_first_and_leave_in_order_of_time() -> None:
    late = row(index=0) + row(index=1, count="4")
    early = row(start="1 Dec 2025, 11:37", end="", index=0, count="3")
    assert [one.repetitions for one in segments(read_text(header() + late + early))] == [3, 5, 4]


def test_two_sessions_of_one_title_and_start_are_one() -> None:
    reading = read_text(header() + row("Squat") + row("Bench Press") + row("Squat", title="Again"))
    assert [len(session.sets) for session in reading.log.sessions] == [2, 1]


def test_supersets_effort_and_notes_are_kept() -> None:
    reading = read_text(header() + row(superset="0", rpe="8.5", note="deep, slow\nover two lines"))
    one = sets(reading)[0]
    assert (one.superset, one.note) == ("0", "deep, slow\nover two lines")
    assert one.segments[0].effort is not None
    assert one.segments[0].effort.value == 8.5


def test_a_set_of_nothing_is_not_done_and_a_run_is_kept_without_load() -> None:
    reading = read_text(header() + row(load="", count="") + row("Running", load="", count="", seconds="240"))
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.NOT_DONE: 1}
    assert (only(reading).load, only(reading).repetitions, only(reading).duration_s) == (None, None, 240.0)


def test_a_load_below_zero_is_help() -> None:
    assert only(read_text(header() + row("Pull Up (Assisted)", load="-20"))).assistance == Load(20)


def test_a_save_with_semicolons_and_without_supersets_is_read() -> None:
    names = [name for name in COLUMNS.format("weight_kg", "distance_km").split() if name != "superset_id"]
    line = "Push;28 Dec 2019, 11:11;28 Dec 2019, 12:24;;Bench Press (Barbell);;0;normal;57.5;8;;;\n"
    broken = "Push;0;normal;a note;12;;;;;;;;\n"
    reading = read_text(";".join(names) + "\n" + line + broken)
    assert (reading.format, only(reading).load) == ("hevy", Load(57.5))
    assert [str(problem).split(":")[0] for problem in reading.problems] == ['log.csv, line 3, column "start_time"']


API = (
    "workout_id,workout_title,workout_date,workout_start_time,workout_end_time,workout_duration_minutes,"
    "exercise_title,exercise_notes,exercise_template_id,exercise_template_type,superset_id,set_index,set_type,"
    "weight_kg,weight_lbs,reps,distance_meters,duration_seconds,rpe,workout_notes\r\n"
)


def test_a_table_made_from_the_api_is_read_in_the_unit_that_was_typed() -> None:
    line = "a1,Legs,2024-08-14,2024-08-14T12:00:00+00:00,2024-08-14T13:00:00+00:00,60,Squat (Barbell),,D1,"
    line += "weight_reps,,0,normal,61.23496995,135,5,,,8,easy\r\n"
    reading = read_text(API + line)
    assert reading.format == "hevy"
    assert only(reading).load == Load(135, LoadUnit.LB)
    assert decision(reading, "unit of loads") == "lb"
    session = reading.log.sessions[0]
    assert (session.start.clock, session.duration_s, session.note) == (Clock.INSTANT, 3600.0, "easy")
    kilograms = read_text(API + line.replace("61.23496995,135", "60,132.2774"))
    assert only(kilograms).load == Load(60, LoadUnit.KG)


def test_the_session_that_a_second_export_holds_again_is_counted_once() -> None:
    late, early = row(), row(start="1 Dec 2025, 11:37")
    assert counts(read_text(header() + late + early + late)) == {RowKind.SEGMENT: 2, RowKind.REPEATED: 1}
