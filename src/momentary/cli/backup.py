"""`momentary backup`: everything a server knows, in one file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from momentary.cli.hosting import data_option


@click.command()
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), required=True, help="File to write; new."
)
@data_option
def backup(*, out: Path, data: Path) -> None:
    """Write everything that the app knows to FILE, while it runs or not.

    The file holds logs and the means to sign in: it is readable by you alone. Keep a copy on another machine.

    \b
    Example:
      momentary backup --out monday.momentary
    """  # noqa: D301
    from momentary.web import ServerSettings, back_up

    done = back_up(ServerSettings(data=data, database_url=os.environ.get("DATABASE_URL") or None), out)
    click.echo(f"{out}: {done.athletes:,} logs, {done.operations:,} operations", err=True)
