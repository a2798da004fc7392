"""`momentary plateau`: is strength still rising?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.logs import progress_bar, read_logs
from momentary.cli.options import reading_options

if TYPE_CHECKING:
    from momentary.cli.analysis import Analysis
    from momentary.prescription import PlateauReading

_DISCLAIMER = "This describes your log; it is not medical advice."
_PROVIDED = (
    "good and bad days come by chance, not in spells that last a week or more, and the exercise is done alike all the "
    "while: same place in the session, same machine, sets logged the same way"
)
_NAME_WIDTH = 34
_ORDER = ("falling", "plateau", "rising", "cannot tell yet")
_COLORS = {"falling": "red", "plateau": "yellow", "rising": "green"}


@dataclass(frozen=True, slots=True)
class _Row:
    """What is said of one exercise."""

    key: str
    label: str
    last: datetime
    sessions: int
    reading: PlateauReading


@click.command()
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--exercise", metavar="NAME", help="Only this exercise, as your app or the catalogue calls it.")
@click.option(
    "--weeks", default=8.0, show_default=True, type=click.FloatRange(4.0, 52.0), help="Over how many last weeks."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def plateau(files: tuple[Path, ...], exercise: str | None, weeks: float, *, as_json: bool, **reading: Any) -> None:
    """Is strength in each exercise of LOG still rising, or is this a plateau?

    A plateau is called only where it is plain; otherwise it says "cannot tell yet". A lifter who gains 0.5 % a week
    and looks after every session is told so falsely in at most 1 of 20 stretches of that many weeks, if good and bad
    days come by chance and the exercise is done alike all the while. Good and bad spells that last a week or more
    make that about 1 in 6 to 1 in 3. A lasting loss for another reason is nearly always called a plateau: the exercise
    moved to later in the session, a machine that feels 5 % heavier.

    \b
    Example:
      momentary plateau strong.csv --exercise "Bench Press (Barbell)"
    """  # noqa: D301
    from momentary.cli.analysis import analyse

    logs = read_logs(files, **reading)
    with progress_bar() as bar:
        bar.add_task("learning from the log", total=None)
        analysis = analyse(logs.log)
        keys = analysis.posterior.exercises if exercise is None else (analysis.find_exercise(exercise),)
        rows = [_row(analysis, key, weeks) for key in keys]
    last = analysis.posterior.last_session
    if exercise is None:
        rows = [row for row in rows if (last - row.last).days <= 7.0 * weeks]
    rows.sort(key=lambda row: (_ORDER.index(row.reading.verdict), -(row.reading.probability or 0.0)))
    if as_json:
        click.echo(json.dumps(_record(rows, weeks, analysis.posterior.model), indent=2, ensure_ascii=False))
        return
    for line in _lines(rows, weeks, is_one=exercise is not None):
        click.echo(line)


def _row(analysis: Analysis, key: str, weeks: float) -> _Row:
    """Return what is said of an exercise."""
    from momentary.prescription import read_plateau

    strengths = analysis.posterior.session_strengths(key)
    last = analysis.posterior.evidence(key).last
    return _Row(key, analysis.label(key), last, len(strengths), read_plateau(strengths, weeks=weeks))


def _record(rows: Sequence[_Row], weeks: float, model: str) -> dict[str, Any]:
    """Return the answers as JSON."""
    from momentary.prescription.plateau import HALF_WAY, RISING

    return {
        "format": "momentary-plateau/1",
        "weeks": weeks,
        "rising": RISING,
        "half_way": HALF_WAY,
        "false_alarms": {"at_gain": RISING, "at_most": 0.05, "in_weeks": weeks, "provided": _PROVIDED},
        "interval": 0.8,
        "exercises": [
            {
                "exercise": row.key,
                "label": row.label,
                "last": row.last.isoformat(),
                "sessions": row.sessions,
                "verdict": str(row.reading.verdict),
                "is_plateau": row.reading.is_alarm,
                "probability": row.reading.probability,
                "words": _words(row.reading),
                "gain_per_week": None if row.reading.low is None else row.reading.mean,
                "low": row.reading.low,
                "high": row.reading.high,
                "surprise": row.reading.surprise,
                "limit": row.reading.limit,
                "weeks_more": row.reading.weeks_more,
                "trend": None if row.reading.trend is None else asdict(row.reading.trend),
            }
            for row in rows
        ],
        "model": model,
        "disclaimer": _DISCLAIMER,
    }


def _lines(rows: Sequence[_Row], weeks: float, *, is_one: bool) -> Iterator[str]:
    """Yield the answer for a terminal."""
    if not rows:
        yield f"No exercise has a set in the last {weeks:g} weeks of the log: there is no trend to speak of."
        return
    if is_one:
        yield from _one(rows[0], weeks)
    else:
        yield f"Is strength still rising? Gain a week over the last {weeks:g} weeks, and its 80 % range"
        silent = [row for row in rows if row.reading.trend is None]
        for row in rows:
            if row.reading.trend is not None:
                yield f"  {_fitted(row.label)} {_gain(row.reading)}  {_colored(row.reading)}"
        if silent:
            asked = f"six over {weeks / 2.0:g} weeks are needed"
            yield f"  Too few sessions to ask ({asked}): {len(silent)} of {len(rows)} exercises"
        yield from _chance(len(rows) - len(silent), weeks)
        if any(row.reading.trend is not None and row.reading.weeks_more is None for row in rows):
            yield f"Where {weeks:g} weeks are too noisy to tell, ask about more: --weeks {2 * weeks:g}."
    yield _DISCLAIMER


def _one(row: _Row, weeks: float) -> Iterator[str]:
    """Yield the answer about one exercise, with what it rests on."""
    reading = row.reading
    yield f"{row.label}, up to {row.last:%d %B %Y}: {_colored(reading)}"
    trend = reading.trend
    if trend is None:
        yield f"  Of its last {weeks:g} weeks too little is known: six sessions over half of them are needed at least."
        return
    yield f"  gain: {_gain(reading).strip()}, over {trend.weeks:.1f} weeks with {trend.sessions} sessions"
    yield f"  a single session is off by {trend.noise:.1%} as a rule"
    if trend.steps:
        times = "once" if trend.steps == 1 else f"{trend.steps} times"
        yield f"  the level broke {times} (another machine, another unit, a long pause): taken out"
    if trend.planned > 0.5:
        yield "  most sets stopped at planned counts without a word, and such sets hardly show strength: log RPE or RIR"
    if trend.lasting > 0.0:
        yield "  good and bad spells last: such sessions tell less, and a false alarm is likelier than 1 in 20"
    if trend.left_out:
        yield f"  sessions far off the rest, not counted: {trend.left_out}"
    yield from _chance(1, weeks)


def _chance(count: int, weeks: float) -> Iterator[str]:
    """Yield what a false alarm is, in words."""
    if count == 0:
        return
    yield (
        f"Someone gaining 0.5 % a week who looks after every session is told 'plateau' falsely in at most 1 of 20 "
        f"stretches of {weeks:g} weeks,"
    )
    yield "if good and bad days come by chance and the exercise is done alike all the while. Spells that last a week or"
    yield "more make it more often, and an exercise moved to later in the session looks like a plateau."
    if count >= 10:
        false = max(round(count / 20), 1)
        yield f"You look at {count} exercises: if all were rising, about {false} of them would be called falsely."


def _words(reading: PlateauReading) -> str:
    """Return the answer in words."""
    if reading.probability is None:
        return "cannot tell yet: too few sessions"
    chance = min(max(reading.probability, 0.01), 0.99)
    if reading.verdict == "plateau":
        return f"plateau ({chance:.0%} sure that the gain is below 0.25 % a week)"
    if reading.verdict == "falling":
        return f"falling ({chance:.0%} sure that it does not rise)"
    if reading.verdict == "rising":
        return f"still rising ({1.0 - chance:.0%} sure)"
    more = reading.weeks_more
    later = "" if more is None or more < 1.5 else f"; about {more:.0f} more weeks like these would tell"
    return f"cannot tell yet ({chance:.0%} for a plateau{later})"


def _colored(reading: PlateauReading) -> str:
    color = _COLORS.get(reading.verdict)
    return _words(reading) if color is None else click.style(_words(reading), fg=color)


def _gain(reading: PlateauReading) -> str:
    """Return the gain with its range."""
    assert reading.mean is not None
    assert reading.low is not None
    assert reading.high is not None
    return f"{reading.mean:+5.1%} ({reading.low:+.1%} to {reading.high:+.1%})"


def _fitted(name: str) -> str:
    """Return a name at the width of its column."""
    return name.ljust(_NAME_WIDTH) if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1] + "…"
