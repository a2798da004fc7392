"""Tables of many lifters, read one lifter at a time.

A table has the columns of COLUMNS: those of the flat table that `momentary convert` writes, and `lifter`. Without that
column it is the log of one lifter, named after the file. Rows that are marked as suspect are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from momentary.inference import SetRecords, observations
from momentary.inference.targets import failure_targets
from momentary.inference.traits import muscle_traits
from momentary.quantities import (
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    ImpossibleValueError,
    Load,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Technique,
)  # fmt: skip

COLUMNS = {
    "session": "whole numbers", "set_in_session": "whole numbers", "started_at": "times", "exercise": "texts",
    "set_type": "texts", "weight_kg": "numbers", "reps": "numbers", "rpe": "numbers", "suspect": "truths",
}  # fmt: skip
"""The columns that a table needs, and what each holds."""

_ROLES = {"warmup": Role.WARM_UP, "unknown": None, None: None}
_SET_TYPES = ("normal", "warmup", "drop", "failure", "unknown")
_KEYS = ("session", "set_in_session", "started_at", "exercise")
_REMEDY = "momentary convert LOG OUT.parquet writes such a table."


class UnreadableTableError(ValueError):
    """A table of lifters that cannot be read: the message names the file, the fact and the next step."""

    def __init__(self, file: Path, fact: str, remedy: str) -> None:
        """Put the message together."""
        super().__init__(f"{file}: {fact} {remedy}")


@dataclass(frozen=True, slots=True, eq=False)
class Lifter:
    """One lifter of a table: the log as arrays, and the sets by which forecasts are judged.

    Args:
        name: Their name in the table.
        records: Their log.
        targets: Rows of the records that are targets (`failure_targets`), ascending.
        keys: `session` and `set_in_session` of every row, as in the table.
    """

    name: str
    records: SetRecords
    targets: NDArray[np.int64]
    keys: pl.DataFrame


class LifterTable:
    """A table of lifters on disk, looked over but not yet read.

    Args:
        file: A Parquet file.

    Raises:
        UnreadableTableError: There is no such file, it is no table of segments, or it holds none.
    """

    def __init__(self, file: Path) -> None:
        """Check columns and types, and count the rows of every lifter."""
        self.file = file
        self._table = _checked(file)
        counts = self._collect(self._table.group_by("lifter").len().sort("lifter"))
        if counts["lifter"].null_count():
            raise UnreadableTableError(file, 'The column "lifter" has empty cells.', "Name the lifter in every row.")
        self.rows: dict[str, int] = dict(counts.iter_rows())
        """Segments of every lifter, by name in order, suspect ones left out."""
        if not self.rows:
            raise UnreadableTableError(file, "The table holds no set.", "Export the logs again.")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the lifters, sorted."""
        return tuple(self.rows)

    def lifters(self, names: Collection[str] | None = None) -> Iterator[Lifter]:
        """Yield the lifters in order of their names, or only some; each is read when it is asked for.

        Raises:
            UnreadableTableError: A lifter is not in the table, or a row of theirs cannot be.
        """
        for name in self.names if names is None else sorted(names):
            yield self.lifter(name)

    def lifter(self, name: str) -> Lifter:
        """Read one lifter.

        Raises:
            UnreadableTableError: The lifter is not in the table, or a row of theirs cannot be; the message names it.
        """
        log, rows = self._read(name)
        records = observations(log, muscle_traits(log))
        keys = rows.select("session", "set_in_session")
        return Lifter(name, records, failure_targets(log, records), keys)

    def log(self, name: str) -> Log:
        """Read the log of one lifter.

        Raises:
            UnreadableTableError: The lifter is not in the table, or a row of theirs cannot be; the message names it.
        """
        return self._read(name)[0]

    def _read(self, name: str) -> tuple[Log, pl.DataFrame]:
        """Return the log of one lifter, and its rows."""
        if name not in self.rows:
            known = ", ".join(self.names[:8]) + (", ..." if len(self.names) > 8 else "")
            raise UnreadableTableError(self.file, f"No lifter is called '{name}'.", f"There are: {known}.")
        rows = self._collect(self._table.filter(pl.col("lifter") == name).sort("session", "set_in_session"))
        self._require_order(name, rows)
        try:
            return _log(rows), rows
        except ImpossibleValueError as error:
            raise UnreadableTableError(self.file, f"Lifter '{name}': {error}", "Fix or leave out the row.") from None

    def _collect(self, table: pl.LazyFrame) -> pl.DataFrame:
        """Return the rows of a query."""
        try:
            return table.collect()
        except (pl.exceptions.PolarsError, OSError) as error:
            why = next(iter(str(error).strip().splitlines()), "no reason is told")[:120]
            raise UnreadableTableError(self.file, f"The table is damaged ({why}).", "Export the logs again.") from None

    def _require_order(self, name: str, rows: pl.DataFrame) -> None:
        """Refuse empty keys, sets that have the same key, sessions out of time, and words that no set type is."""
        who = f"Lifter '{name}'"
        for column in _KEYS:
            if rows[column].null_count():
                fact = f'{who}: the column "{column}" has empty cells.'
                raise UnreadableTableError(self.file, fact, "Fill them, or leave the rows out.")
        twice = rows.filter(pl.struct("session", "set_in_session").is_duplicated())
        if twice.height:
            session, number = twice.row(0)[1:3]
            fact = f"{who}: session {session} has {twice.height:,} sets under a number used twice, such as {number}."
            raise UnreadableTableError(self.file, fact, "Number the sets of a session from 1.")
        starts = rows.group_by("session", maintain_order=True).agg(pl.col("started_at").first())
        early = starts.filter(pl.col("started_at").diff() < pl.duration(seconds=0))
        if early.height:
            fact = f"{who}: session {early['session'][0]} begins before the session numbered before it."
            raise UnreadableTableError(self.file, fact, "Number the sessions in order of time.")
        strange = [word for word in rows["set_type"].unique() if word is not None and word not in _SET_TYPES]
        if strange:
            fact = f"{who}: '{strange[0][:40]}' is no set type."
            raise UnreadableTableError(self.file, fact, f"It can be one of: {', '.join(_SET_TYPES)}.")


def is_table_of_lifters(file: Path) -> bool:
    """Whether a file is a Parquet table with a column for the lifter, whatever else may be wrong with it."""
    try:
        with file.open("rb") as stream:
            return stream.read(4) == b"PAR1" and "lifter" in pl.read_parquet_schema(file)
    except (pl.exceptions.PolarsError, OSError):
        return False


def _checked(file: Path) -> pl.LazyFrame:
    """Return the columns that are read, in order and of one type each, without suspect rows."""
    if not file.is_file():
        fact = "This is a folder." if file.is_dir() else "There is no such file."
        raise UnreadableTableError(file, fact, "Name a Parquet table of lifters.")
    try:
        table = pl.scan_parquet(file)
        schema = table.collect_schema()
    except (pl.exceptions.PolarsError, OSError):
        raise UnreadableTableError(file, "This is no Parquet table, or a damaged one.", _REMEDY) from None
    missing = [name for name in COLUMNS if name not in schema]
    if missing:
        raise UnreadableTableError(file, f"The table has no column {_quoted(missing)}.", _REMEDY)
    chosen = [_lifter(file, schema)]
    for name, what in COLUMNS.items():
        if not _holds(schema[name], what):
            fact = f'The column "{name}" holds {schema[name]}, not {what}.'
            raise UnreadableTableError(file, fact, "Convert the column.")
        chosen.append(_as_read(name, what, schema[name]))
    return table.select(chosen).filter(~pl.col("suspect").fill_null(value=False)).drop("suspect")


def _lifter(file: Path, schema: pl.Schema) -> pl.Expr:
    """Return the names of the lifters; the file's own where the table is of one."""
    if "lifter" not in schema:
        return pl.lit(file.stem).alias("lifter")
    if not (schema["lifter"] in (pl.String, pl.Categorical, pl.Enum) or schema["lifter"].is_integer()):
        fact = f'The column "lifter" holds {schema["lifter"]}, not names.'
        raise UnreadableTableError(file, fact, "Convert the column.")
    return pl.col("lifter").cast(pl.String)


def _holds(kind: Any, what: str) -> bool:
    """Whether a column of a type can hold what is wanted; an empty column can hold anything but keys."""
    if what == "whole numbers":
        return bool(kind.is_integer())
    if what == "times":
        return bool(kind == pl.Date or kind == pl.Datetime)
    if what == "texts":
        return kind in (pl.String, pl.Categorical, pl.Enum)
    return bool(kind == pl.Null or (kind == pl.Boolean if what == "truths" else kind.is_numeric()))


def _as_read(name: str, what: str, kind: Any) -> pl.Expr:
    """Return a column as one type, whatever type it has in the file."""
    column = pl.col(name)
    if what == "times":
        # The time of day counts: a table that names a zone gives the wall time of that zone.
        without_zone = column.dt.replace_time_zone(None) if getattr(kind, "time_zone", None) else column
        return without_zone.cast(pl.Datetime("us"))
    target = {"whole numbers": pl.Int64, "texts": pl.String, "numbers": pl.Float64, "truths": pl.Boolean}[what]
    return column.cast(target).fill_nan(None) if what == "numbers" else column.cast(target)


def _quoted(names: Collection[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _log(rows: pl.DataFrame) -> Log:
    """Return the rows of one lifter as a log, a segment a row; a drop joins the set before it."""
    sessions: list[Session] = []
    sets: list[Set] = []
    start: datetime | None = None
    number: int | None = None
    for row in rows.iter_rows(named=True):
        if row["session"] != number:
            if start is not None:
                sessions.append(Session(Moment.of(start), tuple(sets)))
            number, start, sets = row["session"], row["started_at"], []
        segment, before = _segment(row), sets[-1] if sets else None
        is_drop = segment.technique is Technique.DROP
        if is_drop and before is not None and before.exercise == segment.exercise and not before.is_warm_up:
            sets[-1] = Set((*before.segments, segment), role=before.role)
        else:
            sets.append(Set((segment,), role=_ROLES.get(row["set_type"], Role.WORKING)))
    assert start is not None
    return Log.of([*sessions, Session(Moment.of(start), tuple(sets))])


def _segment(row: dict[str, Any]) -> Segment:
    """Return one row as a segment."""
    load, repetitions, rpe = row["weight_kg"], row["reps"], row["rpe"]
    if repetitions is not None and not float(repetitions).is_integer():
        place = f"session {row['session']}, set {row['set_in_session']}"
        raise ImpossibleValueError(f"{place} has {repetitions:g} repetitions: they must be whole.")
    return Segment(
        row["exercise"],
        Load(load) if load is not None and load >= 0.0 else None,
        None if repetitions is None else int(repetitions),
        technique=Technique.DROP if row["set_type"] == "drop" else Technique.STRAIGHT,
        effort=Effort(rpe, EffortScale.RPE) if rpe is not None and 1.0 <= rpe <= 10.0 else None,
        ending=Ending(EndingKind.FAILURE) if row["set_type"] == "failure" else None,
        assistance=Load(-load) if load is not None and load < 0.0 else None,
    )
