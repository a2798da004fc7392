"""`momentary plateau`: is strength still rising, and what to try where it is not?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.logs import progress_bar, read_logs
from momentary.cli.options import gym_option, reading_options
from momentary.cli.wrapping import terminal_width, wrapped

if TYPE_CHECKING:
    from momentary.cli.analysis import Analysis
    from momentary.prescription import PlateauReading
    from momentary.prescription.stimulus.kinds import Stimulus

_RESTS_ON = ("own-trend", "one-bad-session-is-a-plateau", "lifters-know-their-reserve")
_PROVIDED = (
    "good and bad days come by chance, not in spells that last some days or more, and the exercise is done alike all "
    "the while: same place in the session, same machine, sets logged the same way"
)
_NAME_WIDTH = 34
_PROPOSED, _SHOWN = 4, 3
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
    proposals: tuple[Stimulus, ...] = ()


@click.command()
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--exercise", metavar="NAME", help="Only this exercise, as your app or the catalogue calls it.")
@click.option(
    "--weeks", default=8.0, show_default=True, type=click.FloatRange(4.0, 52.0), help="Over how many last weeks."
)
@gym_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def plateau(
    files: tuple[Path, ...],
    exercise: str | None,
    weeks: float,
    gym_path: Path | None,
    *,
    as_json: bool,
    **reading: Any,
) -> None:
    """Is strength in each exercise of LOG still rising, or is this a plateau?

    A plateau is called only where it is plain; otherwise it says "cannot tell yet". A lifter who gains 0.5 % a week
    and looks after every session is told so falsely in at most 1 of 20 stretches of that many weeks, if good and bad
    days come by chance and the exercise is done alike all the while. Good and bad spells make that about 1 in 10
    (of some days) to 2 in 5 (of a week or two). A lasting loss of 5 % for another reason is nearly always called a
    plateau: the exercise moved to later in the session, a machine that feels heavier.

    On a plateau it proposes what to try: a method, heavier loads or another exercise that the muscle has not had
    lately, with what would count as success and when to look; or an easier stretch first, where tiredness is the
    likelier reason.

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
    rows = _with_proposals(analysis, rows, weeks, gym_path, most=len(rows) if as_json else _PROPOSED)
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


def _with_proposals(
    analysis: Analysis, rows: Sequence[_Row], weeks: float, gym_path: Path | None, *, most: int
) -> list[_Row]:
    """Return the rows, the first ones of those on a plateau with what to try."""
    from momentary.cli.gym import stored_gym
    from momentary.inference.recovering import readiness_of
    from momentary.prescription.deload.of_log import deload_of_log
    from momentary.prescription.gym import usual_gym, usual_unit
    from momentary.prescription.method_choice import LoggedMethods
    from momentary.prescription.stimulus.proposals import stimuli

    stalled = dict([(row.label, row.reading) for row in rows if row.reading.is_alarm][:most])
    gym = stored_gym(gym_path)
    if not stalled:
        return list(rows)
    exercises = {name: one.exercise for name, one in analysis.matches.items()}
    posterior = analysis.posterior
    readiness = readiness_of(posterior.fatigue, at=analysis.at)
    deload = deload_of_log(
        posterior, {name: exercises[name] for name in stalled}, at=analysis.at, readiness=readiness, readings=stalled
    )
    is_told, gym = gym is not None, gym or usual_gym(usual_unit(analysis.log))
    methods = LoggedMethods(analysis.log, posterior, exercises, gym, is_told)
    return [
        row
        if row.label not in stalled
        else replace(
            row,
            proposals=stimuli(
                row.label, reading=row.reading, log=analysis.log, exercises=exercises, posterior=posterior, gym=gym,
                at=analysis.at, deload=deload, weeks=weeks, is_gym_told=is_told, methods=methods,
            ),
        )
        for row in rows
    ]  # fmt: skip


def _record(rows: Sequence[_Row], weeks: float, model: str) -> dict[str, Any]:
    """Return the answers as JSON."""
    from momentary.cli.proposals import stimulus_record
    from momentary.prescription.methods import SAFETY
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
                "proposals": [stimulus_record(one) for one in row.proposals],
            }
            for row in rows
        ],
        "model": model,
        "claims": list(_RESTS_ON),
        "disclaimer": SAFETY,
    }


def _lines(rows: Sequence[_Row], weeks: float, *, is_one: bool) -> Iterator[str]:
    """Yield the answer for a terminal."""
    from momentary.evidence import SAFETY, rests_on

    if not rows:
        yield f"No exercise has a set in the last {weeks:g} weeks of the log: there is no trend to speak of."
        yield from wrapped(SAFETY, terminal_width())
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
    claims = dict.fromkeys(_RESTS_ON)
    yield from _proposed([row for row in rows if row.reading.is_alarm], claims, is_one=is_one)
    yield from wrapped(rests_on(claims), terminal_width(), hanging=2)
    yield from wrapped(SAFETY, terminal_width())


def _proposed(rows: Sequence[_Row], claims: dict[str, None], *, is_one: bool) -> Iterator[str]:
    """Yield what to try on the plateaus, of many the surest ones; what it rests on is added to the claims."""
    from momentary.cli.proposals import stimulus_lines

    if not rows:
        return
    width = terminal_width()
    yield ""
    yield from wrapped("What to try, one change at a time, the first of each list rather than the last:", width)
    for row in rows[: 1 if is_one else _PROPOSED]:
        if not is_one:
            yield from wrapped(row.label, width)
        yield from stimulus_lines(row.proposals, width, is_whole=is_one)
        shown = row.proposals[:_SHOWN]
        told = [one for proposal in shown for one in (proposal.sentences() if is_one else proposal.reasons[:1])]
        claims.update(dict.fromkeys(key for one in told for key in one.claims))
    if len(rows) > _PROPOSED and not is_one:
        yield from wrapped(f"{len(rows) - _PROPOSED} more: change one exercise first, and see.", width)
    if not is_one:
        yield from wrapped("Steps, cost, and when to look: `momentary plateau LOG --exercise NAME`.", width)


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
    yield "if good and bad days come by chance and the exercise is done alike all the while. Spells that last some days"
    yield "or more make it more often, and an exercise moved to later in the session looks like a plateau."
    if count >= 10:
        false = max(round(count / 20), 1)
        yield f"You look at {count} exercises: if all were rising, about {false} of them would be called falsely."


def _words(reading: PlateauReading) -> str:
    """Return the answer in words."""
    from momentary.figures.plateau_words import plateau_words

    return plateau_words(reading)


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
