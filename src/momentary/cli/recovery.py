"""`momentary recovery`: what sets cost, why the last ones failed, how often failure is borne, what a plan costs."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.logs import read_logs
from momentary.cli.options import LoadType, MomentType, reading_options
from momentary.cli.wrapping import terminal_width
from momentary.quantities import Load

if TYPE_CHECKING:
    from momentary.cli.analysis import Analysis
    from momentary.figures.recovery_report import RecoveryReport
    from momentary.prescription.session.cost import SessionCost

_SHOWN = 5


@click.command()
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--at", type=MomentType(), help="When the planned sets would be done; a usual gap after the last session."
)
@click.option("--exercise", metavar="NAME", help="Plan sets of this exercise: what would they cost?")
@click.option("--load", type=LoadType(), help="Their load as you would type it: 80kg, 175lb.")
@click.option("--sets", "sets", default=3, show_default=True, type=click.IntRange(1, 20), help="How many of them.")
@click.option(
    "--reserve",
    default=0,
    show_default=True,
    type=click.IntRange(0, 10),
    help="Repetitions left in each; 0 to failure.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def recovery(
    files: tuple[Path, ...],
    at: datetime | None,
    exercise: str | None,
    load: Load | None,
    sets: int,
    reserve: int,
    *,
    as_json: bool,
    **reading: Any,
) -> None:
    """What LOG says of recovery: what failure costs, why sets failed, how often it is borne, what a plan would cost.

    \b
    Example:
      momentary recovery strong.csv --exercise "Bench Press (Barbell)" --load 80kg --sets 4
    """  # noqa: D301
    from momentary.cli.analysis import analyse
    from momentary.figures import recovery_record, render_recovery

    if (exercise is None) != (load is None):
        raise click.UsageError("A plan needs both --exercise and --load.")
    analysis = analyse(read_logs(files, **reading).log, at=at)
    plan = None if exercise is None or load is None else _plan(analysis, exercise, load, sets=sets, reserve=reserve)
    found = _report(analysis, plan)
    if as_json:
        click.echo(json.dumps(recovery_record(found), indent=2, ensure_ascii=False, allow_nan=False))
        return
    click.echo(render_recovery(found, width=terminal_width()), nl=False)


def _report(analysis: Analysis, plan: SessionCost | None) -> RecoveryReport:
    """Return what a log says of recovery."""
    from momentary.figures import RecoveryReport
    from momentary.prescription.frequency import frequencies, neural_warning

    tiredness = analysis.posterior.tiredness
    failures = tiredness.attributions(last=_SHOWN)
    labels = {one.exercise: analysis.label(one.exercise) for one in failures}
    return RecoveryReport(
        tiredness.costs(), tiredness.comparison(), failures, labels, frequencies(tiredness), neural_warning(tiredness),
        plan, analysis.posterior.last_session, analysis.posterior.model,
    )  # fmt: skip


def _plan(analysis: Analysis, exercise: str, load: Load, *, sets: int, reserve: int) -> SessionCost:
    """Return what planned sets would cost."""
    from momentary.prescription.session.cost import session_cost

    key = analysis.find_exercise(exercise)
    try:
        return session_cost(analysis.posterior, key, load.kg, at=analysis.at, sets=sets, reserve=reserve)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
