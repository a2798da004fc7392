"""`momentary report`: what a log says about failure."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from momentary.cli.logs import Logs, progress_bar, read_logs
from momentary.cli.options import goal_option, gym_option, reading_options

DEMO_SEED = 1


@click.command()
@click.argument("files", metavar="[LOG]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--html", "page", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write the page.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the summary.")
@click.option("--demo", is_flag=True, help="Report on an invented demo lifter.")
@goal_option
@gym_option
@reading_options
def report(
    files: tuple[Path, ...], page: Path | None, goal: str, gym_path: Path | None, *, as_json: bool, demo: bool,
    **reading: Any,
) -> None:  # fmt: skip
    """What LOG says about failure: 1RM, reserve of past sets, failures, and what to do in the next session.

    Several LOGs become one log. The page needs no network; every figure carries its interval.

    \b
    Examples:
      momentary report strong.csv --html report.html
      momentary report hevy.csv --json
    """  # noqa: D301
    if demo == bool(files):
        raise click.UsageError("Name your app's export, or pass --demo: momentary report LOG.")
    logs = _demo() if demo else read_logs(files, **reading)
    from momentary.cli.analysis import analyse
    from momentary.cli.coming import coming_advice
    from momentary.figures import named_exercise, render_html, render_terminal, report_data, to_json

    with progress_bar() as bar:
        task = bar.add_task("learning from the log", total=3.0)
        analysis = analyse(logs.log, is_summarised=True)
        step = _Step(bar, task)
        data = report_data(
            logs.log,
            analysis.posterior,
            named={name: named_exercise(found) for name, found in analysis.matches.items()},
            source=", ".join(one.file for one in logs.readings) or "a demo lifter, invented",
            decisions=[str(decision) for one in logs.readings for decision in one.decisions] + list(logs.notes),
            problems=[str(problem) for one in logs.readings for problem in one.problems],
            # The demo lifter lives in a year of their own: the report does not call them long gone.
            made_on=None if demo else date.today(),  # noqa: DTZ011
            readiness=analysis.readiness(),
            coming=coming_advice(analysis, goal=goal, gym_path=gym_path),
            progress=step.next(),
        )
        if page is not None:
            _write(page, render_html(data, progress=step.next()))
    if as_json:
        click.echo(json.dumps(to_json(data), indent=2, ensure_ascii=False))
    else:
        width = min(shutil.get_terminal_size().columns, 100)
        click.echo(render_terminal(data, width=width, page=None if page is None else str(page)))


class _Step:
    """Turns the progress of each step into that of the whole."""

    def __init__(self, bar: Any, task: Any) -> None:
        self._bar, self._task, self._done = bar, task, 0

    def next(self) -> Callable[[str, float], None]:
        """Return the progress of the step that follows."""
        self._done += 1
        done = self._done
        return lambda name, fraction: self._bar.update(
            self._task, description=name.casefold(), completed=done + fraction
        )


def _demo() -> Logs:
    from momentary.athlete import demo_log

    click.echo("a demo lifter: invented, drawn from the model itself", err=True)
    return Logs(demo_log(seed=DEMO_SEED), ())


def _write(page: Path, text: str) -> None:
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
