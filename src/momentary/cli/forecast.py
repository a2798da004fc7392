"""`momentary forecast`: repetitions to failure at a load."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.logs import read_logs
from momentary.cli.options import LoadType, MomentType, reading_options
from momentary.cli.records import load_record, repetitions_record
from momentary.cli.wrapping import terminal_width, wrapped
from momentary.quantities import Load

if TYPE_CHECKING:
    from momentary.inference import ForecastSource

_RESTS_ON = ("own-forecast", "one-formula-fits-all", "lifters-know-their-reserve", "early-failure-harms-later-sets")
_SAME_KG = 0.01
_SOURCES = {
    "model": "your strength, curve and days, by the model",
    "habit": "how many you usually get when you fail",
    "same_load": "your last failure at this load, as the same set",
    "last_session": "the same set of your last session",
    "set_before": "the set before",
}


@click.command()
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--exercise", required=True, metavar="NAME", help="The exercise, as your app or the catalogue calls it.")
@click.option("--load", required=True, type=LoadType(), help="The load as you would type it: 80kg, 175lb.")
@click.option(
    "--sets", "sets", default=3, show_default=True, type=click.IntRange(1, 12), help="How many sets in a row."
)
@click.option("--at", type=MomentType(), help="When; your next session, a usual gap after the last, if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def forecast(
    files: tuple[Path, ...],
    exercise: str,
    load: Load,
    sets: int,
    at: datetime | None,
    *,
    as_json: bool,
    **reading: Any,
) -> None:
    """How many repetitions LOG's lifter can do to failure with a load, set by set.

    \b
    Example:
      momentary forecast strong.csv --exercise "Bench Press (Barbell)" --load 80kg
    """  # noqa: D301
    from momentary.cli.analysis import analyse
    from momentary.evidence import SAFETY, rests_on

    logs = read_logs(files, **reading)
    analysis = analyse(logs.log, at=at)
    key = analysis.find_exercise(exercise)
    posterior, when = analysis.posterior, analysis.at
    rows = []
    for done in range(sets):
        try:
            found = posterior.repetitions_to_failure(key, load.kg, at=when, after_sets=done)
        except ValueError as error:
            raise click.ClickException(str(error)) from None
        rows.append({"set": done + 1, **repetitions_record(found)})
    certainty = posterior.evidence(key).certainty
    sources = posterior.sources(key, at=when)
    if as_json:
        answer = {
            "format": "momentary-forecast/1",
            "exercise": key,
            "load": load_record(load),
            "at": when.isoformat(),
            "interval": 0.8,
            "sets": rows,
            "sources": [asdict(one) for one in sources],
            "certainty": certainty,
            "model": posterior.model,
            "claims": list(_RESTS_ON),
            "disclaimer": SAFETY,
        }
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    click.echo(f"{analysis.label(key)} with {load}, {when:%d %B %Y}: repetitions to failure")
    for row in rows:
        click.echo(f"  set {row['set']}: {row['median']}, 8 times in 10 between {row['low']} and {row['high']}")
    for line in _where_from(sources, load):
        click.echo(line)
    click.echo(f"How sure: {certainty}")
    for text in (rests_on(_RESTS_ON), SAFETY):
        click.echo("\n".join(wrapped(text, terminal_width(), hanging=2)))


def _where_from(sources: Sequence[ForecastSource], load: Load) -> Iterator[str]:
    """Yield what the forecast of the first set is a weighted mean of, and the load that is known."""
    if not sources:
        return
    known = sources[0].load_kg
    there = f"{abs(known) / Load(1.0, load.unit).kg:.10g} {load.unit}" + (" of help" if known < 0.0 else "")
    is_asked = abs(known - load.kg) < _SAME_KG
    yield f"Set 1 rests on what is known at {there}" + (":" if is_asked else ", and from there on your own curve:")
    for one in sources:
        yield f"  {_SOURCES[one.name]}: {one.repetitions:.1f} (counts {one.share:.0%})"
