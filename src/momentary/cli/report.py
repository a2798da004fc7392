"""`momentary report`: what a log says about failure."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from momentary.cli.logs import Logs, progress_bar, read_logs
from momentary.cli.options import reading_options

DEMO_SEED = 1


@click.command()
@click.argument("files", metavar="[LOG]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--html", "page", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write the page.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the summary.")
@click.option("--demo", is_flag=True, help="Report on an invented demo lifter.")
@reading_options
def report(files: tuple[Path, ...], page: Path | None, *, as_json: bool, demo: bool, **reading: Any) -> None:
    """What LOG says about failure: 1RM, reserve of past sets, failures, and what the next session would allow.

    Several LOGs become one log. The page needs no network; every figure carries its interval.

    \b
    Examples:
      momentary report strong.csv --html report.html
      momentary report hevy.csv --json
    """
    if demo == bool(files):
        raise click.UsageError("Name your app's export, or pass --demo: momentary report LOG.")
    logs = _demo() if demo else read_logs(files, **reading)
    from momentary.cli.analysis import analyse
    from momentary.figures import render_html, render_terminal, report_data, to_json

    with progress_bar() as bar:
        task = bar.add_task("learning from the log", total=1.0)
        analysis = analyse(logs.log)

        def progress(step: str, fraction: float) -> None:
            bar.update(task, description=step, completed=0.3 + 0.3 * fraction)

        data = report_data(
            logs.log,
            analysis.posterior,
            named=analysis.named(),
            source=", ".join(one.file for one in logs.readings) or "a demo lifter, invented",
            decisions=[str(decision) for one in logs.readings for decision in one.decisions] + list(logs.notes),
            problems=[str(problem) for one in logs.readings for problem in one.problems],
            made_on=date.today(),  # noqa: DTZ011
            progress=progress,
        )
        if page is not None:
            bar.update(task, description="drawing the page", completed=0.6)
            _write(page, render_html(data))
    if as_json:
        click.echo(json.dumps(to_json(data), indent=2, ensure_ascii=False))
    else:
        click.echo(render_terminal(data))
        if page is None:
            click.echo("\nThe whole report: add --html report.html", err=True)
    if page is not None:
        click.echo(f"{page}: the report as a page", err=True)


def _demo() -> Logs:
    from momentary.athlete import demo_log

    return Logs(demo_log(seed=DEMO_SEED), ())


def _write(page: Path, text: str) -> None:
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
