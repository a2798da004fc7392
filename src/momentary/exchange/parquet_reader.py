"""Reads flat Parquet tables, our own and others of the same columns, a part at a time.

Rows, the lifters among them and the length of texts are checked before anything is loaded.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from momentary.exchange.cells import shown
from momentary.exchange.entries import SetType
from momentary.exchange.parquet import MAGIC
from momentary.exchange.parquet_rows import (
    SESSION_COLUMNS,
    TableRow,
    is_nothing,
    kind_of,
    load_of,
    number_of,
    read_segment,
    read_set,
    read_start,
    text_of,
)
from momentary.exchange.reading import CellError, Ledger, RowKind, UnreadableFileError
from momentary.exchange.source import ReadOptions, Source
from momentary.quantities import ImpossibleValueError, Log, Moment, Session, Set

MOST_ROWS = 3_000_000
"""Rows of one lifter: a set a minute for two hours a day gives as many in 68 years."""
MOST_ROWS_OF_ALL = 200_000_000
LONGEST_TEXT = 1_000_000
_MOST_TEXT_IN_A_PART = 1 << 28
_ROWS_IN_A_PART = 100_000
_FAILURES = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, MemoryError)
_MOST_LIFTERS_NAMED = 12
_NUMBERS = frozenset(
    (
        "session", "exercise_pos", "set_index", "set_in_session", "weight_kg", "reps", "rpe", "seconds", "distance",
        "rest_after_s", "set", "load", "partial_reps", "rir", "effort", "assistance", "assistance_kg", "implements",
        "rest_before_s", "session_seconds", "body_mass", "utc_offset_s", "source_line",
    )
)  # fmt: skip
_TEXTS = frozenset(
    (
        "lifter", "tz", "exercise", "set_type", "unit", "superset", "role", "technique", "effort_scale", "ending",
        "judge", "assistance_unit", "tempo", "distance_unit", "side", "note", "title", "session_note",
        "body_mass_unit", "zone", "source_file", "source_row", "source_unread",
    )
)  # fmt: skip
_TIMES = frozenset(("started_at", "set_at"))
_TRUTHS = frozenset(("suspect",))
_COMPUTED = frozenset(("catalogue_exercise", "match", "match_confidence", "distance_m", "unit_basis", "app"))


def read(source: Source, ledger: Ledger, options: ReadOptions) -> Log:
    """Return the log of one lifter in a flat table.

    Raises:
        UnreadableFileError: It is no Parquet file, no table of segments, too large, or one of several lifters of
            which none was named; the message lists them.
    """
    if source.size < 12:
        raise UnreadableFileError(source.name, "The Parquet file is cut short.", "Export the log again.")
    with source.open() as stream:
        stream.seek(-4, io.SEEK_END)
        if stream.read(4) != MAGIC:
            raise UnreadableFileError(source.name, "The Parquet file is cut short.", "Export the log again.")
    try:
        table = pl.scan_parquet(source.path if source.path is not None else io.BytesIO(source.open().read()))
        with _panic_unsaid():
            table, rows = _checked(table, source, ledger, options)
        reader = _Reader(ledger)
        seen = 0
        for begin in range(0, rows, _ROWS_IN_A_PART):
            with _panic_unsaid():
                part = table.slice(begin, _ROWS_IN_A_PART).collect()
            _require_texts_of_a_log(part, source.name)
            for row in part.iter_rows(named=True):
                seen += 1
                reader.row(seen, row)
            if options.progress is not None:
                options.progress(seen)
    except UnreadableFileError:
        raise
    except _FAILURES as error:
        why = next(iter(str(error).strip().splitlines()), "no reason is told")
        fact = f"The Parquet file is damaged ({why[:120]})."
        raise UnreadableFileError(source.name, fact, "Export the log again.") from None
    return reader.log()


@contextmanager
def _panic_unsaid() -> Iterator[None]:
    """Keep what Polars says on standard error back while it reads, and drop it where it panics.

    Over a damaged file it writes a backtrace of its own before it raises; the error that we raise says enough.
    """
    try:
        stderr = os.dup(2)
    except OSError:
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
            held.seek(0)
            os.write(stderr, held.read())
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)


def _checked(table: pl.LazyFrame, source: Source, ledger: Ledger, options: ReadOptions) -> tuple[pl.LazyFrame, int]:
    """Return the columns that are read and the rows of one lifter, after a look at names, types and sizes."""
    schema = table.collect_schema()
    if "exercise" not in schema or not ({"session", "started_at"} & set(schema)):
        named = ", ".join(f'"{name[:30]}"' for name in list(schema)[:8])
        fact = f"The table has the columns {named}: it needs exercise, and session or started_at."
        raise UnreadableFileError(source.name, fact, "Rename its columns.")
    unread = []
    chosen: list[Any] = []
    for name, kind in schema.items():
        if name in _NUMBERS and (kind.is_numeric() or kind == pl.Null):
            chosen.append(pl.col(name).cast(pl.Float64) if kind.is_decimal() else pl.col(name))
        elif (name in _TEXTS and kind in (pl.String, pl.Categorical, pl.Enum, pl.Null)) or (
            name in _TEXTS and kind.is_integer()
        ):
            chosen.append(pl.col(name).cast(pl.String))
        elif name in _TIMES and (kind.is_temporal() or kind == pl.Null) and kind not in (pl.Time, pl.Duration):
            # Dates as microseconds, since a time that Python has no year for must not stop the rest.
            without_zone = pl.col(name).dt.replace_time_zone(None) if getattr(kind, "time_zone", None) else pl.col(name)
            chosen.append(without_zone.cast(pl.Datetime("us")).cast(pl.Int64))
        elif name in _TRUTHS and kind in (pl.Boolean, pl.Null):
            chosen.append(pl.col(name))
        elif name in _NUMBERS | _TEXTS | _TIMES | _TRUTHS:
            what = "numbers" if name in _NUMBERS else "texts" if name in _TEXTS else "times"
            fact = f'The column "{name}" holds {kind}, not {what}.'
            raise UnreadableFileError(source.name, fact, "Convert the column.")
        elif name not in _COMPUTED:
            unread.append(name)
    if unread:
        named = ", ".join(name[:30] for name in unread[:8])
        ledger.decide("columns left out", named, "momentary has no word for them")
    rows = table.select(pl.len()).collect().item()
    if rows > MOST_ROWS_OF_ALL:
        fact = f"The table says that it has {rows:,} rows."
        raise UnreadableFileError(source.name, fact, f"momentary reads {MOST_ROWS_OF_ALL:,} at most.")
    found = table.select(chosen)
    if "lifter" in schema:
        found = _of_one_lifter(found, source, ledger, options)
    elif options.lifter is not None:
        raise UnreadableFileError(source.name, 'The table has no column "lifter".', "Leave --lifter out.")
    rows = found.select(pl.len()).collect().item()
    if rows > MOST_ROWS:
        fact = f"The table has {rows:,} rows of one lifter: no one trains so much."
        raise UnreadableFileError(source.name, fact, f"momentary reads {MOST_ROWS:,} at most.")
    return found, rows


def _of_one_lifter(table: pl.LazyFrame, source: Source, ledger: Ledger, options: ReadOptions) -> pl.LazyFrame:
    lifters: list[str] = table.select(pl.col("lifter").unique().sort()).collect()["lifter"].drop_nulls().to_list()
    named = ", ".join(name[:40] for name in lifters[:_MOST_LIFTERS_NAMED])
    named += f", ... ({len(lifters)} in all)" if len(lifters) > _MOST_LIFTERS_NAMED else ""
    wanted = options.lifter
    if wanted is None:
        if len(lifters) > 1:
            fact = f"The table holds {len(lifters)} lifters: {named}."
            raise UnreadableFileError(source.name, fact, f"Say whose log to read: --lifter {lifters[0][:40]}.")
        return table
    if wanted not in lifters:
        raise UnreadableFileError(source.name, f"No lifter is called {shown(wanted)}.", f"There are: {named}.")
    ledger.decide("lifter", wanted, "you said so")
    return table.filter(pl.col("lifter") == wanted)


def _require_texts_of_a_log(part: pl.DataFrame, file: str) -> None:
    """Refuse texts so long that a small file would fill the memory: the same text may stand in every row."""
    total = 0
    for name, kind in part.schema.items():
        if kind == pl.String and part.height:
            sizes = part[name].str.len_bytes()
            longest: Any = sizes.max()
            if longest is not None and longest > LONGEST_TEXT:
                fact = f'The column "{name}" has a text of {longest:,} bytes: no note is so long.'
                raise UnreadableFileError(file, fact, "Shorten it.")
            total += int(sizes.sum() or 0)
    if total > _MOST_TEXT_IN_A_PART:
        raise UnreadableFileError(file, f"{part.height:,} rows hold {total:,} bytes of text.", "Shorten the texts.")


@dataclass(slots=True)
class _OpenSession:
    """A session while its rows come in: its sets by their key, and what its first row tells of it as a whole."""

    start: Moment
    told: TableRow
    sets: dict[Any, Set] = field(default_factory=dict)
    last: Any = None


class _Reader:
    """Puts the rows of one table together."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._sessions: dict[Any, _OpenSession] = {}

    def row(self, number: int, row: TableRow) -> None:
        """Read one row: a set, or a segment of one."""
        try:
            set_type = kind_of(row, "set_type", SetType) or SetType.UNKNOWN
            start = read_start(row)
            is_own = row.get("set") is not None
            segment = read_segment(number, row, set_type, self._ledger.file)
            if not is_own and is_nothing(segment):
                self._ledger.rows[RowKind.NOT_DONE] += 1
                return
            one = read_set(row, segment, set_type)
            key = row["session"] if row.get("session") is not None else start
            session = self._sessions.get(key)
            if session is None:
                told = {name: row.get(name) for name in SESSION_COLUMNS}
                session = self._sessions[key] = _OpenSession(start, told)
            _place(session, row.get("set"), one, set_type)
        except (CellError, ImpossibleValueError) as error:
            refused = error if isinstance(error, CellError) else CellError(str(error))
            self._ledger.refuse(number, refused)
            return
        self._ledger.rows[RowKind.SEGMENT] += 1
        if row.get("suspect"):
            self._ledger.suspect(number, "suspect", "The table marks the set as implausible.", "The set is kept.")

    def log(self) -> Log:
        """Return the log of all rows; what is impossible of a session as a whole is reported with its first row."""
        found = []
        for session in self._sessions.values():
            bare = Session(session.start, tuple(session.sets.values()))
            first = session.told
            try:
                found.append(
                    replace(
                        bare,
                        title=text_of(first, "title"),
                        duration_s=number_of(first, "session_seconds"),
                        body_mass=load_of(first, "body_mass", "body_mass_unit"),
                        note=text_of(first, "session_note"),
                    )
                )
            except (CellError, ImpossibleValueError) as error:
                self._ledger.suspect(1, None, str(error), f"The session of {session.start} is kept without it.")
                found.append(bare)
        return Log.of(found)


def _place(session: _OpenSession, key: Any, one: Set, set_type: SetType) -> None:
    """Add a set of one segment, or add its segment to the set that it belongs to."""
    if key is None:
        key = ("row", len(session.sets))
        before = session.sets.get(session.last)
        if (
            set_type is SetType.DROP
            and before is not None
            and before.exercise == one.exercise
            and not before.is_warm_up
        ):
            key = session.last
    before = session.sets.get(key)
    if before is not None:
        timer = before.rest_timer_s if one.rest_timer_s is None else one.rest_timer_s
        one = replace(before, segments=before.segments + one.segments, rest_timer_s=timer)
    session.sets[key] = one
    session.last = key
