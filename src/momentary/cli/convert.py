"""`momentary convert`: logs of any known format into another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from momentary.cli.logs import read_logs
from momentary.cli.options import reading_options
from momentary.exchange import FORMATS, find_writer, write


@click.command(
    epilog="Writes: " + ", ".join(f"{one.name} ({one.suffix})" for one in FORMATS if one.write is not None) + "."
)
@click.argument("files", metavar="IN... OUT", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", "to_format", metavar="NAME", help="Format of OUT; found by its ending if not given.")
@click.option("--skip-bad-rows", is_flag=True, help="Write OUT although rows could not be read.")
@reading_options
def convert(files: tuple[Path, ...], to_format: str | None, *, skip_bad_rows: bool, **reading: Any) -> None:
    """Turn the logs IN into the file OUT.

    Several INs become one log: what an older and a newer export share is written once. OUT is written
    whole or not at all. Where OUT's format cannot hold something, it is said.

    \b
    Examples:
      momentary convert strong.csv log.json
      momentary convert old_export.csv new_export.csv log.parquet
    """  # noqa: D301
    *inputs, output = files
    if not inputs:
        raise click.UsageError("Name the logs to read, then the file to write: momentary convert IN OUT.")
    find_writer(output, to_format)
    logs = read_logs(inputs, **reading)
    if logs.unreadable and not skip_bad_rows:
        raise click.ClickException(
            f"{logs.unreadable:,} rows could not be read, so {output} was not written."
            " Fix them, or pass --skip-bad-rows to leave them out."
        )
    losses = write(logs.log, output, format_name=to_format)
    for loss in losses:
        click.echo(f"  not in {output.name}: {loss}", err=True)
    count = logs.log.count_segments()
    click.echo(f"{output}: {len(logs.log):,} sessions, {count:,} sets written", err=True)
