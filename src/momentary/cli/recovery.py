"""`momentary recovery`: what sets cost, why the last ones failed, how often failure is borne, what a plan costs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.logs import read_logs
from momentary.cli.options import LoadType, MomentType, reading_options
from momentary.quantities import Load

if TYPE_CHECKING:
    from momentary.cli.analysis import Analysis
    from momentary.inference.attribution import Attribution
    from momentary.inference.log_tiredness import LogTiredness
    from momentary.inference.readiness import Readiness
    from momentary.inference.recovering import Planned
    from momentary.prescription.frequency import Frequency

_SHOWN = 5
_MUSCLES_SHOWN = 6
_FRESH = 0.995
_REST_MINUTES = 3.5


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
    from momentary.prescription.frequency import frequencies, neural_warning

    if (exercise is None) != (load is None):
        raise click.UsageError("A plan needs both --exercise and --load.")
    analysis = analyse(read_logs(files, **reading).log, at=at)
    tiredness = analysis.posterior.tiredness
    failures = tiredness.attributions(last=_SHOWN)
    found, comparison = frequencies(tiredness), tiredness.comparison()
    warning = neural_warning(tiredness)
    cost = None if exercise is None or load is None else _cost(analysis, exercise, load, sets=sets, reserve=reserve)
    if as_json:
        answer = {
            "format": "momentary-recovery/1",
            "parts": _parts(tiredness),
            "supported": comparison.supported,
            "compared": [_plain(asdict(one)) for one in comparison.compared],
            "failures": [_plain(asdict(one)) for one in failures],
            "frequency": [_plain(asdict(one)) for one in found],
            "neural_warning": warning,
            "plan": None if cost is None else _plan_json(*cost),
            "model": analysis.posterior.model,
            "disclaimer": _not_advice(),
        }
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    blocks = [_told_cost(tiredness), [comparison.sentence], _told_failures(analysis, failures), _told_frequency(found)]
    blocks += [[warning]] if warning else []
    blocks += [_told_plan(*cost)] if cost is not None else []
    texts = ["\n".join(block) for block in [*blocks, [_not_advice()]]]
    click.echo("\n\n".join(text for text in texts if text))


def _not_advice() -> str:
    """Return the line that this is no medical advice."""
    from momentary.figures.readiness_words import NOT_ADVICE

    return NOT_ADVICE


def _parts(tiredness: LogTiredness) -> list[dict[str, Any]]:
    """Return gain and half-life of every part, with 80 % intervals and how much of them the log has taught."""
    import numpy as np

    from momentary.athlete import Part

    persons, rows = tiredness.persons(), []
    for part in Part:
        gain, half_life = (np.quantile(one, (0.1, 0.5, 0.9)) for one in (persons.gain(part), persons.half_life(part)))
        row = {"part": part.name.lower(), "learnt": round(persons.learnt(part), 3)}
        for name, values in (("cost", 1.0 - np.exp(-gain)), ("half_life_h", 24.0 * half_life)):
            row |= {
                f"{name}{end}": float(f"{value:.4g}") for end, value in zip(("_low", "", "_high"), values, strict=True)
            }
        rows.append(row)
    return rows


def _told_cost(tiredness: LogTiredness) -> Iterator[str]:
    """Yield what a set to failure costs."""
    row = next(one for one in _parts(tiredness) if one["part"] == "residual")
    whose = (
        "your log has taught this"
        if row["learnt"] >= 0.5
        else (
            "partly from your log, the rest is a typical lifter's"
            if row["learnt"] >= 0.1
            else "a typical lifter's numbers"
        )
    )
    yield (
        f"A set of ten to failure costs its muscles {row['cost']:.1%} of their strength once the minutes are over "
        f"({row['cost_low']:.1%} to {row['cost_high']:.1%}),"
    )
    low, middle, high = (_hours(row[f"half_life_h{end}"]) for end in ("_low", "", "_high"))
    yield f"half of it back after {middle} ({low} to {high}): {whose}."


def _hours(hours: float) -> str:
    """Return a time in hours or days."""
    return f"{hours:.0f} h" if hours < 48.0 else f"{hours / 24.0:.1f} days"


def _told_failures(analysis: Analysis, failures: Sequence[Attribution]) -> Iterator[str]:
    """Yield why the last failed sets fell short."""
    if failures:
        yield "Why your last failed sets fell short of what you can do rested:"
    for one in reversed(failures):
        name = analysis.label(one.exercise)
        yield (
            f"  {one.at:%d %b} {name}, {one.repetitions} reps: {one.shortfall:.1f} short "
            f"({max(one.low, 0.0):.1f} to {one.high:.1f}). Muscular {one.muscular:.0%}, neural {one.neural:.0%}, "
            f"cannot tell {one.cannot_tell:.0%}"
        )
        yield f"    {'; '.join(one.reasons[:2])}"


def _told_frequency(found: Sequence[Frequency]) -> Iterator[str]:
    """Yield how often failure was done and is borne."""
    if not found:
        return
    yield "How often a muscle was trained to failure in the last eight weeks, and how often it can bear that (80 %):"
    for one in found[:_MUSCLES_SHOWN]:
        back = "too few returns to tell how it came back"
        if not math.isnan(one.came_back):
            back = f"came back {one.came_back:+.1f} reps ({one.came_back_low:+.1f} to {one.came_back_high:+.1f})"
        yield (
            f"  {one.muscle.label}: {one.lately:.1f} a week; bears {one.bears:.1f} "
            f"({one.bears_low:.1f} to {one.bears_high:.1f}); {back}"
        )
        if one.warning:
            yield f"    ! {one.warning}"
    if len(found) > _MUSCLES_SHOWN:
        yield f"  ... and {len(found) - _MUSCLES_SHOWN} more (--json lists them)"


def _cost(analysis: Analysis, exercise: str, load: Load, *, sets: int, reserve: int) -> tuple[Readiness, Readiness]:
    """Return readiness an hour after planned sets, and what it would be without them."""
    from momentary.inference.recovering import readiness_of

    planned = _planned(analysis, exercise, load, sets=sets, reserve=reserve)
    at = analysis.at + timedelta(hours=1, minutes=_REST_MINUTES * sets)
    fatigue, persons = analysis.posterior.fatigue, analysis.posterior.tiredness.persons()
    with_plan, without = (
        readiness_of(fatigue, at=at, planned=one, persons=persons) for one in (planned, ())
    )  # fmt: skip
    return with_plan, without


def _planned(analysis: Analysis, exercise: str, load: Load, *, sets: int, reserve: int) -> list[Planned]:
    """Return planned sets with the repetitions that are forecast for them."""
    from momentary.athlete import Work
    from momentary.inference.records import RULE_OF_THUMB, days_of
    from momentary.inference.recovering import Planned

    key, posterior = analysis.find_exercise(exercise), analysis.posterior
    involvement = posterior.tiredness.involvement(key)
    session, rows = int(posterior.tiredness.records.session[-1]) + 1, []
    for number in range(sets):
        try:
            possible = posterior.repetitions_to_failure(key, load.kg, at=analysis.at, after_sets=number).median
        except ValueError as error:
            raise click.ClickException(str(error)) from None
        share = math.exp(-RULE_OF_THUMB * max(possible - 1.0, 0.0))
        time = days_of(analysis.at) + number * _REST_MINUTES / 1440.0
        work = Work(time, session, max(possible - reserve, 0.0), min(float(reserve), possible), share)
        rows.append(Planned(involvement, work))
    return rows


def _told_plan(after: Readiness, without: Readiness) -> Iterator[str]:
    """Yield what planned sets would cost."""
    from momentary.figures.readiness_words import level_words, recovered_words, state_name

    yield f"What the planned sets would cost, an hour after them ({after.at:%a %d %b, %H:%M}):"
    before = {one.muscle: one for one in (without.neural, *without.muscles)}
    for one in (after.neural, *after.muscles):
        old = before.get(one.muscle)
        if old is not None and one.level > old.level - (1.0 - _FRESH):
            continue
        yield f"  {state_name(one)}: {level_words(one)}, recovered {recovered_words(one, after)}"


def _plan_json(after: Readiness, without: Readiness) -> dict[str, Any]:
    """Return what planned sets would cost as JSON knows it."""
    from momentary.cli.readiness import states_json

    return {"at": after.at.isoformat(), "with": states_json(after), "without": states_json(without)}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as JSON knows it: no number infinite or NaN, times as text."""
    result: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, datetime):
            result[name] = value.isoformat()
        elif isinstance(value, float):
            result[name] = round(value, 4) if math.isfinite(value) else None
        else:
            result[name] = value
    return result
