"""FitNotes for Android: the backup, an SQLite database.

The database is read from a copy in memory: nothing is written to the file, and nothing beside it. A session is all
of a day; its clock times come from the table `WorkoutTime` where the lifter timed it.

Loads are stored in kilograms; the unit in which they were typed is the exercise's `weight_unit_id` (1 kilograms,
2 pounds, 0 what the table `settings` says), and typed pounds are restored from it. `training_log.unit` is the unit
of the distance (2 m, 3 km, 4 ft, 5 mi), distances are stored in metres. The meaning of these numbers, and that of
the tables of comments and groups, rests on public descriptions of the app: unconfirmed on a backup of known content.
A "line" in messages is the `_id` of a record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from momentary.exchange.cells import moment, shown
from momentary.exchange.entries import Entry, LogBuilder
from momentary.exchange.format import Format, Probe
from momentary.exchange.reading import CellError, Ledger, RowKind, UnreadableFileError
from momentary.exchange.source import ReadOptions, Source
from momentary.quantities import Distance, DistanceUnit, ImpossibleValueError, Load, LoadUnit, Log, Moment
from momentary.quantities.units import METRES_PER_UNIT

MAGIC = b"SQLite format 3\x00"
KG_PER_LB_OF_THE_APP = 0.453592
_LARGEST = 512 << 20
_LONGEST_VALUE = 1 << 20
_MOST_STEPS, _STEPS_AT_ONCE = 3000, 1_000_000
_WEIGHT_UNITS = {1: LoadUnit.KG, 2: LoadUnit.LB}
_DISTANCE_UNITS = {2: DistanceUnit.M, 3: DistanceUnit.KM, 4: DistanceUnit.FT, 5: DistanceUnit.MI}
_POUND_STEP, _POUND_SLACK = 0.05, 3e-3
_LEAST_SHARE_OF_POUNDS = 0.6
_SET_COMMENT, _DAY_COMMENT = 1, 2
# A damaged schema may come up in a message of SQLite's that is no UTF-8.
_DAMAGE = (sqlite3.Error, OverflowError, MemoryError, UnicodeDecodeError)
_Record = dict[str, Any]


class _Database:
    """A database in memory, of which only plain tables are read.

    Raises:
        UnreadableFileError: The file is no database that can be opened.
    """

    def __init__(self, source: Source) -> None:
        self.name = source.name
        if source.size > _LARGEST:
            fact = f"The database has {source.size >> 20:,} MiB, no backup is so large."
            raise UnreadableFileError(source.name, fact, "Name the app's backup.")
        with source.open() as stream:
            content = bytearray(stream.read())
        # The copy is taken out of write-ahead mode, which needs a file beside the database.
        if content[18:20] == b"\x02\x02":
            content[18:20] = b"\x01\x01"
        self.connection = sqlite3.connect(":memory:")
        try:
            self.connection.deserialize(bytes(content))
            self.connection.text_factory = lambda value: value.decode("utf-8", "replace")
            self.connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            self._steps = 0
            self.connection.set_progress_handler(self._step, _STEPS_AT_ONCE)
            self.connection.execute("PRAGMA trusted_schema = OFF")
            self.tables = self._plain_tables()
        except _DAMAGE as error:
            self.connection.close()
            raise UnreadableFileError(
                source.name, f"The database is damaged ({error}).", "Make a new backup."
            ) from None

    def _step(self) -> int:
        self._steps += 1
        return int(self._steps > _MOST_STEPS)

    def _plain_tables(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        for name, sql in self.connection.execute(query).fetchall():
            if isinstance(name, str) and isinstance(sql, str) and sql.upper().startswith("CREATE TABLE"):
                columns = self.connection.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
                found[name.casefold()] = frozenset(str(column[1]).casefold() for column in columns)
        return found

    def records(self, table: str, *columns: str) -> Iterator[_Record]:
        """Yield the records of a table, columns that it lacks as None; nothing where there is no such table."""
        there = self.tables.get(table.casefold())
        if there is None:
            return
        chosen = [column if column.casefold() in there else "NULL" for column in columns]
        names = ", ".join(_quoted(one) if one != "NULL" else one for one in chosen)
        for values in self.connection.execute(f"SELECT {names} FROM {_quoted(table)}"):
            yield dict(zip(columns, values, strict=True))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@dataclass(slots=True)
class _Exercise:
    """What the database says of an exercise."""

    name: str
    category: str
    weight_unit: int | None


@dataclass(slots=True)
class _Day:
    """What the database says of a day beside its sets."""

    start: Moment | None = None
    end: Moment | None = None
    note: str | None = None


@dataclass(slots=True)
class _Context:
    """Everything that the sets refer to."""

    exercises: dict[int, _Exercise] = field(default_factory=dict)
    days: dict[str, _Day] = field(default_factory=dict)
    comments: dict[int, str] = field(default_factory=dict)
    groups: dict[tuple[str, int], str] = field(default_factory=dict)
    metric: bool | None = None

    def day(self, text: object) -> _Day:
        """Return what is known of a day."""
        return self.days.setdefault(str(text), _Day())


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log in a backup of FitNotes."""
    database = _Database(source)
    with closing(database.connection):
        if "training_log" not in database.tables or "exercise" not in database.tables:
            fact = "The database has no table of exercises and of sets, as FitNotes has them."
            raise UnreadableFileError(source.name, fact, "Name the app's backup.")
        try:
            context = _context(database)
            records, damage = _sets(database)
        except _DAMAGE as error:
            raise UnreadableFileError(
                source.name, f"The database is damaged ({error}).", "Make a new backup."
            ) from None
    if damage is not None:
        if not records:
            raise UnreadableFileError(source.name, f"The database is damaged ({damage}).", "Make a new backup.")
        fact = f"The database is damaged behind the {len(records):,} sets that were read ({damage})."
        ledger.refuse(int(records[-1]["_id"] or 0), CellError(fact, "Make a new backup."))
    reader = _Reader(context, records, ledger, options)
    for count, record in enumerate(records, 1):
        reader.record(record)
        if options.progress is not None and count % 5000 == 0:
            options.progress(count)
    return reader.builder.log()


def _sets(database: _Database) -> tuple[list[_Record], str | None]:
    """Return the sets in order of their ids, and what is damaged behind them."""
    records: list[_Record] = []
    damage = None
    columns = ("_id", "exercise_id", "date", "metric_weight", "reps", "unit", "distance", "duration_seconds")
    try:
        records.extend(database.records("training_log", *columns, "is_complete", "is_personal_record"))
    except _DAMAGE as error:
        damage = str(error)
    records.sort(key=lambda one: one["_id"] if isinstance(one["_id"], int) else 0)
    return records, damage


def _context(database: _Database) -> _Context:
    context = _Context()
    categories = {one["_id"]: one["name"] for one in database.records("Category", "_id", "name")}
    for one in database.records("exercise", "_id", "name", "category_id", "weight_unit_id"):
        if isinstance(one["_id"], int) and isinstance(one["name"], str):
            category = categories.get(one["category_id"])
            unit = one["weight_unit_id"]
            context.exercises[one["_id"]] = _Exercise(
                intern(one["name"].strip()),
                category if isinstance(category, str) else "",
                unit if isinstance(unit, int) else None,
            )
    for one in database.records("WorkoutTime", "workout_date", "start_date_time", "end_date_time"):
        _time_day(context.day(one["workout_date"]), one)
    for one in database.records("WorkoutComment", "date", "comment"):
        _note_day(context.day(one["date"]), one["comment"])
    for one in database.records("Comment", "date", "owner_type_id", "owner_id", "comment"):
        if one["owner_type_id"] == _SET_COMMENT and isinstance(one["comment"], str) and one["comment"].strip():
            context.comments[one["owner_id"]] = one["comment"].strip()
        elif one["owner_type_id"] == _DAY_COMMENT:
            _note_day(context.day(one["date"]), one["comment"])
    for one in database.records("WorkoutGroupExercise", "date", "exercise_id", "workout_group_id"):
        if one["date"] and one["workout_group_id"] is not None:
            context.groups[str(one["date"]), one["exercise_id"]] = str(one["workout_group_id"])
    for one in database.records("settings", "metric"):
        if one["metric"] in (0, 1):
            context.metric = bool(one["metric"])
    return context


def _time_day(day: _Day, record: _Record) -> None:
    start, end = _clock(record["start_date_time"]), _clock(record["end_date_time"])
    if start is not None and (day.start is None or start.wall < day.start.wall):
        day.start = start
    if end is not None and (day.end is None or end.wall > day.end.wall):
        day.end = end


def _note_day(day: _Day, comment: object) -> None:
    if isinstance(comment, str) and comment.strip() and comment.strip() != day.note:
        day.note = comment.strip() if day.note is None else f"{day.note}\n{comment.strip()}"


def _clock(value: object) -> Moment | None:
    """Return a clock time, None where the cell has none that can be read."""
    try:
        found = moment(value) if isinstance(value, str) else None
    except CellError:
        return None
    return None if found is None or found.is_date_only else found


class _Reader:
    """Reads the sets."""

    def __init__(self, context: _Context, records: list[_Record], ledger: Ledger, options: ReadOptions) -> None:
        self.builder = LogBuilder(ledger)
        self._context = context
        self._ledger = ledger
        self._default = options.unit or self._decide_unit(records)
        if options.unit is not None:
            ledger.decide("unit of loads", str(options.unit), "you said so")
        done = {one["date"] for one in records if one["is_complete"] == 1}
        self._ticked = {one["date"] for one in records if one["date"] in done and one["is_complete"] == 0}
        if self._ticked:
            choice = f"the ticked ones on {len(self._ticked)} days"
            ledger.decide("sets done", choice, "on those days some sets are ticked as complete and others are not")

    def _decide_unit(self, records: list[_Record]) -> LoadUnit:
        """Return the unit of exercises that name none."""
        metric = self._context.metric
        if metric is not None:
            unit = LoadUnit.KG if metric else LoadUnit.LB
            self._ledger.decide("unit of loads", str(unit), 'the table "settings" says it, unless the exercise does')
            return unit
        loads = [one["metric_weight"] for one in records if isinstance(one["metric_weight"], int | float)]
        odd = [kg for kg in loads if kg > 0 and abs(kg * 4 - round(kg * 4)) > 1e-6]
        in_pounds = sum(_pounds(kg) is not None for kg in odd)
        is_lb = len(odd) > len(loads) / 10 and in_pounds >= _LEAST_SHARE_OF_POUNDS * len(odd)
        unit = LoadUnit.LB if is_lb else LoadUnit.KG
        why = f"of {len(odd)} loads that are not round in kilograms, {in_pounds} are round in pounds"
        self._ledger.decide("unit of loads", str(unit), why)
        return unit

    def record(self, record: _Record) -> None:
        """Read one set."""
        line = record["_id"] if isinstance(record["_id"], int) else 0
        try:
            entry = self._entry(record, line)
            if record["is_complete"] == 0 and record["date"] in self._ticked:
                self._ledger.rows[RowKind.NOT_DONE] += 1
            else:
                self.builder.add_if_done(entry)
        except CellError as error:
            self._ledger.refuse(line, error)
        except ImpossibleValueError as error:
            self._ledger.refuse(line, CellError(str(error)))

    def _entry(self, record: _Record, line: int) -> Entry:
        exercise = self._context.exercises.get(record["exercise_id"])
        if exercise is None or not exercise.name:
            fact = f"The set is of exercise {record['exercise_id']!r}, which the database does not name."
            raise CellError(fact, "Make a new backup.", column="exercise_id")
        day_text = record["date"]
        try:
            day_start = moment(day_text if isinstance(day_text, str) else "")
        except CellError:
            raise CellError(f"{shown(str(day_text))} is not a date.", "Make a new backup.", column="date") from None
        day = self._context.days.get(str(day_text)) or _Day()
        start, duration_s = _span(day, day_start)
        load, help_given = self._load(record, exercise)
        return Entry(
            line=line,
            session=day_start.date,
            start=start,
            exercise=exercise.name,
            load=load,
            assistance=help_given,
            repetitions=_whole(record["reps"], column="reps"),
            duration_s=_number(record["duration_seconds"], column="duration_seconds") or None,
            distance=_distance(record),
            superset=self._context.groups.get((str(day_text), record["exercise_id"])),
            note=self._context.comments.get(line),
            session_note=day.note,
            session_duration_s=duration_s,
            row="|".join("" if value is None else str(value) for value in record.values()),
            unread=(("Category", exercise.category),) if exercise.category else (),
        )

    def _load(self, record: _Record, exercise: _Exercise) -> tuple[Load | None, Load | None]:
        kg = _number(record["metric_weight"], column="metric_weight")
        # The column cannot be empty: what is neither lifted nor counted has a zero.
        if kg is None or (kg == 0 and not record["reps"]):
            return None, None
        unit = _WEIGHT_UNITS.get(exercise.weight_unit or 0, self._default)
        pounds = _pounds(abs(kg)) if unit is LoadUnit.LB else None
        load = Load(abs(kg), LoadUnit.KG) if pounds is None else Load(pounds, LoadUnit.LB)
        return (None, load) if kg < 0 else (load, None)


def _span(day: _Day, day_start: Moment) -> tuple[Moment, float | None]:
    """Return the start of the day's session and its duration, where the lifter timed it."""
    start, end = day.start, day.end
    if start is None or start.date != day_start.date:
        return day_start, None
    if end is None or end.utc_offset != start.utc_offset or not start.wall < end.wall:
        return start, None
    return start, (end.wall - start.wall).total_seconds()


def _pounds(kg: float) -> float | None:
    """Return the pounds typed, None where the load is round in none: the app multiplies by 0.453592."""
    exact = kg / KG_PER_LB_OF_THE_APP
    typed = round(exact / _POUND_STEP) * _POUND_STEP
    return round(typed, 2) if abs(exact - typed) < _POUND_SLACK else None


def _number(value: object, *, column: str) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) > 1e9:
        raise CellError(f"{shown(str(value))} is not a number.", "Make a new backup.", column=column)
    return float(value)


def _whole(value: object, *, column: str) -> int | None:
    found = _number(value, column=column)
    if found is None:
        return None
    if found < 0 or found != int(found):
        raise CellError(f"{found:g} is not a count.", "Fix the set in the app.", column=column)
    return int(found)


def _distance(record: _Record) -> Distance | None:
    metres = _number(record["distance"], column="distance")
    if metres is None or metres == 0:
        return None
    unit = _DISTANCE_UNITS.get(record["unit"], DistanceUnit.M)
    return Distance(round(metres / METRES_PER_UNIT[unit], 6), unit)


def _recognise(probe: Probe) -> str | None:
    if not probe.head.startswith(MAGIC):
        return None
    try:
        database = _Database(probe.source)
    except UnreadableFileError:
        # A damaged database is tried all the same: the reader says what is wrong with it.
        return "it is an SQLite database" if b"training_log" in probe.head else None
    with closing(database.connection):
        return 'it is a database with the table "training_log"' if "training_log" in database.tables else None


FORMAT = Format(
    name="fitnotes-backup",
    title="FitNotes backup (SQLite)",
    suffix=".fitnotes",
    recognise=_recognise,
    read=read,
)
