"""Options and parameters that commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from momentary.quantities import Load, LoadUnit

_Command = TypeVar("_Command", bound=Callable[..., Any])
_LOAD = re.compile(r"(?P<value>\d+(?:[.,]\d+)?)\s*(?P<unit>kgs?|lbs?)\Z", re.IGNORECASE | re.ASCII)


class LoadType(click.ParamType[Load]):
    """A load with its unit, as typed: 80kg, 82,5 kg, 175lb."""

    name = "load"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Load:
        """Return the load."""
        if isinstance(value, Load):
            return value
        parts = _LOAD.match(str(value).strip())
        if parts is None:
            self.fail(f"'{value}' is not a load with its unit. Write 80kg or 175lb.", param, ctx)
        return Load(float(parts["value"].replace(",", ".")), LoadUnit(parts["unit"].lower().rstrip("s")))


class ColumnType(click.ParamType[tuple[str, str]]):
    """One of our words and the name of the file's column: exercise=Movement."""

    name = "word=column"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return the word and the column."""
        if isinstance(value, tuple):
            return value
        word, mark, column = str(value).partition("=")
        if not mark or not word.strip() or not column.strip():
            self.fail(f"'{value}' names no column. Write it as exercise=NAME.", param, ctx)
        return word.strip(), column.strip()


class MomentType(click.ParamType[datetime]):
    """A date, or a date and a time."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the wall time."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"'{value}' is not a date. Write 2026-01-31 or 2026-01-31T18:30.", param, ctx)
        return moment.replace(tzinfo=None)


def gym_option(command: _Command) -> _Command:
    """Give a command the option that names the gym's file."""
    return click.option(
        "--gym", "gym_path", type=click.Path(path_type=Path), envvar="MOMENTARY_GYM", metavar="FILE",
        help="What the gym has; as `momentary gym` stored it if not given.",
    )(command)  # fmt: skip


def goal_option(command: _Command) -> _Command:
    """Give a command the option that says what sets are for."""
    goals = click.Choice(["strength", "size", "endurance"])
    return click.option("--goal", default="size", show_default=True, type=goals, help="What the sets are for.")(command)


def reading_options(command: _Command) -> _Command:
    """Give a command the options that say how a file is to be read."""
    for option in reversed(
        (
            click.option(
                "--format", "format_name", metavar="NAME", help="Format of LOG; found by itself if not given."
            ),
            click.option("--unit", type=click.Choice(["kg", "lb"]), help="Unit of loads where the file names none."),
            click.option(
                "--day-first/--month-first", default=None, help="How 03/04/2021 is meant; found by itself if not given."
            ),
            click.option(
                "--column",
                "columns",
                type=ColumnType(),
                multiple=True,
                help="In a table of no known format: which column holds what, as exercise=NAME. Repeatable.",
            ),
            click.option("--lifter", metavar="NAME", help="Which lifter, where a file holds several."),
            click.option("--all-problems", is_flag=True, help="List every problem of the file, not only the first."),
        )
    ):
        command = option(command)
    return command
