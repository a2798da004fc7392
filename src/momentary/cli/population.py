"""`momentary population`: what lifters have in common, learnt from their logs."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def population() -> None:
    """What lifters in general have in common: learn it from the logs of many."""


@population.command()
@click.argument("file", metavar="LOGS.parquet", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the population figures to this file, as TOML.",
)
def learn(file: Path, out: Path) -> None:
    """Learn population figures from a Parquet table of many lifters, to forecast your own lifters better.

    Only figures about lifters in general are written: no set of any log. Name the file with --prior where a
    command takes it.

    \b
    Example:
      momentary population learn lifters.parquet --out prior.toml
    """  # noqa: D301
    if not out.parent.is_dir():
        raise click.ClickException(f"{out.parent}: There is no such folder. Make it first.")
    from momentary.cli.logs import progress_bar
    from momentary.exchange.files import written_whole
    from momentary.parameters import population_to_toml
    from momentary.population import LifterTable
    from momentary.population.learning import Learner

    table = LifterTable(file)
    with progress_bar() as bar:
        task = bar.add_task("reading", total=Learner.steps(len(table.names)) + len(table.names))
        lifters = []
        for lifter in table.lifters():
            lifters.append(lifter)
            bar.update(task, advance=1, description=f"reading {lifter.name}")
        learner = Learner(progress=lambda text: bar.update(task, advance=1, description=text))
        found = learner.learn(lifters)
    with written_whole(out) as temporary:
        temporary.write_text(population_to_toml(found), encoding="utf-8")
    fitted = found.fitted_on
    click.echo(
        f"{out}: learnt from {fitted.lifters} lifters, {fitted.segments:,} sets, {fitted.targets:,} of them to failure",
        err=True,
    )
