"""`momentary readiness`: each muscle and the neural state, now and over the coming days."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.options import MomentType, reading_options
from momentary.cli.tiredness import FeelingType, check_in_weights, tired_of
from momentary.cli.wrapping import terminal_width, wrapped
from momentary.quantities import Muscle

if TYPE_CHECKING:
    from momentary.inference.check_ins import CheckInWeights
    from momentary.inference.readiness import Readiness

_NAMED = 5
_FORMAT = "momentary-readiness/1"


@click.command()
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--at", type=MomentType(), help="When; an hour after the last set if not given.")
@click.option(
    "--level", default=97.0, show_default=True, type=click.FloatRange(50.0, 99.9),
    help="Share of rested strength that counts as recovered, in per cent.",
)  # fmt: skip
@click.option(
    "--sure", default=80.0, show_default=True, type=click.FloatRange(50.0, 99.0),
    help="How sure it must be that it is reached, in per cent.",
)  # fmt: skip
@click.option(
    "--feels", multiple=True, type=FeelingType(), metavar="MUSCLE=FEELING",
    help="What you say of a muscle, or of `neural`: fine, tired, spent, or per cent. May be given several times.",
)  # fmt: skip
@click.option(
    "--check-ins", "check_ins", type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV of sleep, soreness and motivation (time, kind, muscle, value); what they are worth is learnt.",
)  # fmt: skip
@click.option("--save", type=click.Path(path_type=Path, dir_okay=False), help="Keep the posterior for the next time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def readiness(
    files: tuple[Path, ...],
    at: datetime | None,
    level: float,
    sure: float,
    feels: tuple[tuple[Muscle | None, float], ...],
    check_ins: Path | None,
    save: Path | None,
    *,
    as_json: bool,
    **reading: Any,
) -> None:
    """How recovered LOG's lifter is: every muscle and the neural state, and when each is back.

    LOG may be a posterior that `--save` has kept: then the answer takes no fit.

    \b
    Example:
      momentary readiness strong.csv --at 2026-01-31T18:30 --feels chest=fine
    """  # noqa: D301
    from momentary.inference.recovering import Correction, readiness_of

    weights = None if check_ins is None else check_in_weights(files, check_ins, reading=reading)
    tired = tired_of(files, save=save, reading=reading)
    when = tired.when(at)
    corrections = [Correction(when, muscle, felt) for muscle, felt in feels]
    try:
        found = readiness_of(
            tired.fatigue, at=when, wanted=level / 100.0, probability=sure / 100.0, corrections=corrections,
            check_in=None if weights is None else weights.effects(when),
        )  # fmt: skip
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        record = _record(found, weights, model=tired.summary.model)
        click.echo(json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        _show(found, weights, not_counted=tired.not_counted)


def _record(found: Readiness, weights: CheckInWeights | None, *, model: str) -> dict[str, Any]:
    """Return the answer as JSON knows it."""
    from momentary.figures import readiness_record
    from momentary.figures.check_in_words import check_in_record
    from momentary.figures.readiness_words import NOT_ADVICE, RESTS_ON

    told = {} if weights is None else {"check_ins": check_in_record(weights)}
    known = {"claims": list(RESTS_ON), "model": model, "disclaimer": NOT_ADVICE}
    return {"format": _FORMAT, **readiness_record(found), **told, **known}


def _show(found: Readiness, weights: CheckInWeights | None, *, not_counted: tuple[str, ...]) -> None:
    """Print the answer."""
    from momentary.figures import render_readiness
    from momentary.figures.check_in_words import check_in_sentences

    click.echo(render_readiness(found, width=shutil.get_terminal_size().columns), nl=False)
    sentences = () if weights is None else check_in_sentences(weights)
    if not_counted:
        names = ", ".join(not_counted[:_NAMED]) + (", ..." if len(not_counted) > _NAMED else "")
        sentences = (*sentences, f"Not counted, since their muscles are not known: {names}.")
    for sentence in sentences:
        click.echo("\n".join(wrapped(sentence, terminal_width())))
