"""`momentary restore`: a backup in the place of what a server knows."""

from __future__ import annotations

import os
from pathlib import Path

import click

from momentary.cli.hosting import data_option


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@data_option
def restore(*, file: Path, data: Path) -> None:
    """Put the data of the backup FILE in the place of the app's, while it runs or not.

    What was there before is kept as a backup in the data folder. A file that is damaged, or of a newer momentary, is
    refused, and nothing changes. Everybody signs in again.

    \b
    Example:
      momentary restore monday.momentary
    """  # noqa: D301
    from momentary.web import ServerSettings, require_extra
    from momentary.web import restore as put_back

    require_extra()
    done = put_back(ServerSettings(data=data, database_url=os.environ.get("DATABASE_URL") or None), file)
    click.echo(f"{file}: {done.athletes:,} logs, {done.operations:,} operations restored", err=True)
    if done.file.exists():
        click.echo(f"What was there before: {done.file}", err=True)
