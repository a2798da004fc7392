"""`momentary backtest`: how well failures would have been forecast, each from what came before it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.options import reading_options

if TYPE_CHECKING:
    from momentary.athlete import Prior


@click.command()
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write the forecasts as Parquet."
)
@click.option(
    "--prior",
    "prior_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Population figures to start from; the shipped ones if not given.",
)
@click.option(
    "--folds",
    metavar="N",
    type=click.IntRange(min=2),
    help="In a table of lifters: learn the population anew, N times, each lifter's from other lifters only.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def backtest(
    files: tuple[Path, ...],
    out: Path | None,
    prior_file: Path | None,
    folds: int | None,
    *,
    as_json: bool,
    **reading: Any,
) -> None:
    """How well the model would have forecast the failures in LOG, each from what came before it alone.

    Of one lifter's log it says in plain words how far off the forecasts were, against Epley's formula and against "same
    as last time", and where they were wrong. Of a Parquet table with a column "lifter" it prints figures for
    every lifter.

    \b
    Examples:
      momentary backtest strong.csv
      momentary backtest hevy.csv --json
    """  # noqa: D301
    if folds is not None and prior_file is not None:
        raise click.UsageError("--folds learns the population figures, --prior gives them: choose one.")
    if out is not None and not out.parent.is_dir():
        raise click.ClickException(f"{out.parent}: There is no such folder. Make it first.")
    if reading["lifter"] is None and _hold_lifters(files):
        from momentary.cli.backtest_lifters import backtest_lifters

        if len(files) > 1:
            raise click.UsageError("Name one table of lifters at a time.")
        _refuse_reading(reading)
        backtest_lifters(files[0], out=out, prior=_prior(prior_file), folds=folds, as_json=as_json)
        return
    if folds is not None:
        raise click.UsageError('--folds needs a Parquet table of several lifters, with a column "lifter".')
    from momentary.cli.backtest_own import backtest_own
    from momentary.cli.logs import read_logs

    backtest_own(read_logs(files, **reading), out=out, prior=_prior(prior_file), as_json=as_json)


def _hold_lifters(files: tuple[Path, ...]) -> bool:
    """Whether any of the files is a table of lifters; only Parquet is worth the look."""
    if not any(map(_is_parquet, files)):
        return False
    from momentary.population import is_table_of_lifters

    return any(is_table_of_lifters(file) for file in files)


def _refuse_reading(reading: dict[str, Any]) -> None:
    """Refuse options that say how an app's export is read: a table of lifters would not heed them."""
    for name, value in reading.items():
        if value not in (None, False, ()):
            option = {"format_name": "--format", "columns": "--column", "day_first": "--day-first or --month-first"}
            said = option.get(name, f"--{name.replace('_', '-')}")
            raise click.UsageError(f"{said} is for the export of an app: a table of lifters says all that itself.")


def _is_parquet(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.read(4) == b"PAR1"


def _prior(file: Path | None) -> Prior:
    """Return the shipped population figures, or those of a file."""
    from momentary.parameters import level_prior, prior_from_toml

    if file is None:
        return level_prior()
    try:
        return prior_from_toml(file.read_text(encoding="utf-8"), name=str(file))
    except UnicodeDecodeError:
        raise click.ClickException(f"{file}: This is no text. Name a file of population figures.") from None
