"""Reading logs for a command: progress, decisions and problems on stderr, several files as one log."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.exchange import Problem, Reading, ReadOptions, RowKind, Source, read
from momentary.quantities import LoadUnit, Log

if TYPE_CHECKING:
    from momentary.exchange.source import Progress

_PROBLEMS_SHOWN = 8
_BYTES_WORTH_A_BAR = 2_000_000


@dataclass(frozen=True, slots=True)
class Logs:
    """The log of all files that a command was given, and how each was read."""

    log: Log
    readings: tuple[Reading, ...]
    notes: tuple[str, ...] = ()

    @property
    def unreadable(self) -> int:
        """The number of problems that cost rows."""
        return sum(len(reading.unreadable) for reading in self.readings)


def read_logs(
    files: Sequence[Path],
    *,
    format_name: str | None = None,
    unit: str | None = None,
    day_first: bool | None = None,
    columns: Sequence[tuple[str, str]] = (),
    lifter: str | None = None,
    all_problems: bool = False,
) -> Logs:
    """Read the files, tell on stderr what was decided and what could not be read, and put them together."""
    readings = []
    for file in files:
        source = Source(file)
        with _row_progress(source) as progress:
            options = ReadOptions(
                unit=None if unit is None else LoadUnit(unit),
                day_first=day_first,
                columns=dict(columns),
                lifter=lifter,
                progress=progress,
            )
            reading = read(source, format_name=format_name, options=options)
        tell(reading, all_problems=all_problems)
        readings.append(reading)
    # The log stays until the process ends: the collector of cycles need not walk its objects again and again.
    gc.freeze()
    if len(readings) == 1:
        return Logs(readings[0].log, tuple(readings))
    from momentary.exchange.merge import merge

    merged = merge(*readings)
    for note in merged.notes:
        click.echo(f"together: {note}", err=True)
    return Logs(merged.log, tuple(readings), tuple(merged.notes))


def tell(reading: Reading, *, all_problems: bool = False) -> None:
    """Print what was read, what was decided and why, and what is wrong, to stderr."""
    click.echo(f"{reading.file}: {summary(reading)}", err=True)
    for decision in reading.decisions:
        click.echo(f"  {decision}", err=True)
    shown = reading.problems if all_problems else reading.problems[:_PROBLEMS_SHOWN]
    for problem in shown:
        _tell_problem(problem)
    if len(shown) < len(reading.problems):
        click.echo(f"  ... and {len(reading.problems) - len(shown):,} more (--all-problems lists them)", err=True)


def summary(reading: Reading) -> str:
    """Return the row accounting of a file in one line."""
    rows = sum(reading.rows.values())
    parts = [
        f"{reading.rows[kind]:,} {_row_word(kind, reading.rows[kind])}" for kind in RowKind if reading.rows.get(kind, 0)
    ]
    return f"{rows:,} rows: {', '.join(parts) or 'nothing'}"


def _row_word(kind: RowKind, count: int) -> str:
    plural = {
        RowKind.SEGMENT: "sets",
        RowKind.REST_TIMER: "rest timers",
        RowKind.NOTE: "notes",
    }
    singular = {RowKind.SEGMENT: "set"}
    return plural.get(kind, str(kind)) if count != 1 else singular.get(kind, str(kind))


def _tell_problem(problem: Problem) -> None:
    color = "red" if problem.gravity == "unreadable" else "yellow"
    click.echo(click.style("  ! ", fg=color) + str(problem), err=True)


@contextmanager
def _row_progress(source: Source) -> Iterator[Progress | None]:
    if source.path is None or not source.path.is_file() or source.size < _BYTES_WORTH_A_BAR:
        yield None
        return
    with progress_bar() as bar:
        task = bar.add_task(f"reading {source.name}", total=None)
        yield lambda rows: bar.update(task, completed=rows, description=f"reading {source.name}: {rows:,} rows")


@contextmanager
def progress_bar() -> Iterator[Any]:
    """Yield a progress bar on stderr, gone when the work is done and silent where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield bar
