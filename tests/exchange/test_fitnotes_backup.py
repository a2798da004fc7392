"""FitNotes' backup: a database made here, read without a trace beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.exchange import Reading, RowKind, Source, UnreadableFileError, read
from momentary.quantities import Clock, Distance, DistanceUnit, Load, LoadUnit
from tests.exchange.readings import counts, decision, only, read_text, segments, sets

SCHEMA = """
CREATE TABLE training_log (_id INTEGER PRIMARY KEY, exercise_id INTEGER, date TEXT, metric_weight INTEGER,
    reps INTEGER, unit INTEGER, is_complete INTEGER, distance INTEGER, duration_seconds INTEGER);
CREATE TABLE exercise (_id INTEGER PRIMARY KEY, name TEXT, category_id INTEGER, weight_unit_id INTEGER);
CREATE TABLE Category (_id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE WorkoutTime (_id INTEGER PRIMARY KEY, workout_date TEXT, start_date_time TEXT, end_date_time TEXT);
CREATE TABLE Comment (_id INTEGER PRIMARY KEY, date TEXT, owner_type_id INTEGER, owner_id INTEGER, comment TEXT);
CREATE TABLE WorkoutComment (_id INTEGER PRIMARY KEY, date TEXT, comment TEXT);
CREATE TABLE WorkoutGroupExercise (_id INTEGER PRIMARY KEY, exercise_id INTEGER, date TEXT, workout_group_id INTEGER);
CREATE TABLE settings (metric INTEGER);
INSERT INTO exercise VALUES (1, 'Squat, low bar', 1, 0), (2, 'Run', 2, 0), (3, 'Curl', 1, 1), (4, 'Row', 1, 2);
INSERT INTO Category VALUES (1, 'Legs'), (2, 'Cardio');
"""


def insert(exercise: int = 1, kg: float = 100, reps: int = 5, day: str = "2021-02-10", **more: float) -> str:
    values = {"unit": 0, "is_complete": 0, "distance": 0, "duration_seconds": 0} | more
    rest = ", ".join(str(values[key]) for key in ("unit", "is_complete", "distance", "duration_seconds"))
    return (
        "INSERT INTO training_log (exercise_id, date, metric_weight, reps, unit, is_complete, distance,"
        f" duration_seconds) VALUES ({exercise}, '{day}', {kg}, {reps}, {rest});"
    )


def backup(*statements: str, schema: str = SCHEMA) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema + "".join(statements))
        return connection.serialize()


def read_backup(*statements: str, schema: str = SCHEMA) -> Reading:
    return read_text(backup(*statements, schema=schema), name="backup.fitnotes")


def test_sets_are_read_by_day_with_the_names_of_their_exercises() -> None:
    reading = read_backup(insert(day="2021-02-12"), insert(), insert(reps=4))
    assert reading.format == "fitnotes-backup"
    assert [(str(one.start), len(one.sets)) for one in reading.log.sessions] == [("2021-02-10", 2), ("2021-02-12", 1)]
    first = segments(reading)[0]
    assert first.exercise == "Squat, low bar"
    assert first.source is not None
    assert first.source.unread == (("Category", "Legs"),)


@pytest.mark.parametrize(
    ("metric", "exercise", "kg", "typed"),
    [
        (0, 1, 225 * 0.453592, Load(225, LoadUnit.LB)),
        (0, 1, 32.5 * 0.453592, Load(32.5, LoadUnit.LB)),
        (0, 1, 225 * 0.45359237, Load(225, LoadUnit.LB)),
        (0, 3, 12.5, Load(12.5)),
        (1, 1, 100, Load(100)),
        (1, 4, 45 * 0.453592, Load(45, LoadUnit.LB)),
        (1, 1, 225 * 0.453592, Load(225 * 0.453592)),
    ],
)
def test_the_typed_unit_is_the_exercises_or_that_of_the_settings(
    metric: int, exercise: int, kg: float, typed: Load
) -> None:
    reading = read_backup(f"INSERT INTO settings VALUES ({metric});", insert(exercise, kg))
    assert only(reading).load == typed


def test_without_settings_the_unit_is_told_by_round_loads() -> None:
    pounds = read_backup(*(insert(kg=lb * 0.453592) for lb in (45, 95, 135, 185, 225)))
    assert decision(pounds, "unit of loads") == "lb"
    assert str(segments(pounds)[4].load) == "225 lb"
    assert decision(read_backup(*(insert(kg=kg) for kg in (20, 60, 62.5, 100))), "unit of loads") == "kg"


def test_a_distance_is_in_the_unit_that_was_typed() -> None:
    one = only(read_backup(insert(2, 0, 0, unit=5, distance=1609.344, duration_seconds=480)))
    assert (one.distance, one.duration_s) == (Distance(1, DistanceUnit.MI), 480.0)
    assert (one.load, one.repetitions) == (None, None)


def test_times_notes_and_groups_are_read_from_their_tables() -> None:
    reading = read_backup(
        insert(), insert(3),
        "INSERT INTO WorkoutTime VALUES (1, '2021-02-10', '2021-02-10 17:05:00', '2021-02-10 18:05:00');",
        "INSERT INTO Comment VALUES (1, '2021-02-10', 1, 2, 'slow');",
        "INSERT INTO WorkoutComment VALUES (1, '2021-02-10', 'tired');",
        "INSERT INTO WorkoutGroupExercise VALUES (1, 1, '2021-02-10', 7), (2, 3, '2021-02-10', 7);",
    )  # fmt: skip
    session = reading.log.sessions[0]
    assert (session.start.clock, str(session.start)) == (Clock.LOCAL, "2021-02-10T17:05:00")
    assert (session.duration_s, session.note) == (3600.0, "tired")
    assert [(one.superset, one.note) for one in sets(reading)] == [("7", None), ("7", "slow")]


def test_where_a_day_has_ticks_the_sets_without_one_were_not_done() -> None:
    reading = read_backup(insert(is_complete=1), insert(), insert(day="2021-02-12"))
    assert counts(reading) == {RowKind.SEGMENT: 2, RowKind.NOT_DONE: 1}
    assert decision(reading, "sets done") == "the ticked ones on 1 days"


def test_a_set_that_cannot_be_read_is_told_by_its_id() -> None:
    reading = read_backup(insert(), insert(9), insert(day="soon"), insert(reps=-5), insert(kg=float(10**12)))
    assert counts(reading) == {RowKind.SEGMENT: 1, RowKind.UNREADABLE: 4}
    assert [(problem.line, problem.column) for problem in reading.problems] == [
        (2, "exercise_id"), (3, "date"), (4, "reps"), (5, "metric_weight"),
    ]  # fmt: skip


def test_an_old_backup_lacks_columns_and_tables() -> None:
    schema = """CREATE TABLE training_log (_id INTEGER PRIMARY KEY, exercise_id INTEGER, date TEXT,
        metric_weight INTEGER, reps INTEGER); CREATE TABLE exercise (_id INTEGER PRIMARY KEY, name TEXT);
        INSERT INTO exercise VALUES (1, 'Squat'); INSERT INTO training_log VALUES (1, 1, '2014-02-10', 100, 5);"""
    assert str(only(read_backup(schema=schema)).load) == "100 kg"


def test_nothing_is_written_to_the_file_or_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "backup.fitnotes"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SCHEMA + insert())
    before = path.read_bytes()
    assert before[18:20] == b"\x02\x02"
    path.chmod(0o444)
    assert len(segments(read(path))) == 1
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["backup.fitnotes"]


def test_another_database_is_no_training_log() -> None:
    with pytest.raises(UnreadableFileError, match="binary"):
        read_text(backup(schema="CREATE TABLE books (_id INTEGER);"))
    with pytest.raises(UnreadableFileError, match="no table of exercises"):
        read_text(backup(schema="CREATE TABLE books (_id INTEGER);"), format_name="fitnotes-backup")


def test_a_view_in_the_place_of_a_table_is_not_run() -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS _id FROM n"
    schema = SCHEMA.replace("CREATE TABLE training_log", "CREATE TABLE old_log")
    content = backup(f"CREATE VIEW training_log AS {endless};", schema=schema)
    with pytest.raises(UnreadableFileError):
        read_text(content, format_name="fitnotes-backup")


@given(st.integers(0, 2**31), st.binary(min_size=1, max_size=60))
def test_a_damaged_database_is_told_or_read_in_part(place: int, damage: bytes) -> None:
    content = bytearray(DAMAGEABLE)
    place %= len(content)
    content[place : place + len(damage)] = damage
    try:
        reading = read(Source(content=bytes(content), name="backup.fitnotes"), format_name="fitnotes-backup")
    except UnreadableFileError as error:
        assert "backup.fitnotes" in str(error)  # noqa: PT017
    else:
        assert sum(reading.rows.values()) >= len(segments(reading))


@given(st.integers(1, 20_000))
def test_a_database_cut_short_is_told_or_read_in_part(size: int) -> None:
    with pytest.raises(UnreadableFileError):
        read(Source(content=DAMAGEABLE[: min(size, len(DAMAGEABLE) - 1)], name="b"), format_name="fitnotes-backup")


DAMAGEABLE = backup(*(insert(kg=kg) for kg in range(1, 200)))
