"""`momentary experiment`: a trial on oneself, planned by chance and read as planned."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.logs import progress_bar, read_logs
from momentary.cli.options import MomentType, reading_options
from momentary.cli.wrapping import terminal_width, wrapped

if TYPE_CHECKING:
    from momentary.cli.analysis import Analysis
    from momentary.prescription import Adherence, ExperimentReading, Plan, Prospect
    from momentary.prescription.methods import Advice

_SAFELY = "Training to failure can injure: fail only where you can do so safely."
_RESTS_ON = ("own-experiment", "failure-brings-strength", "failure-brings-growth", "a-bar-can-pin-you")
_WORDS = {"failure": "to failure", "reserve": "{reserve} in reserve"}


@click.group()
def experiment() -> None:
    """A trial on yourself, failure against repetitions in reserve: plan it by chance, read what came out."""


@experiment.command()
@click.option(
    "--exercise",
    "exercises",
    required=True,
    multiple=True,
    metavar="NAME",
    help="An exercise that you will train all the while; repeatable. LEFT | RIGHT where sides have their own names.",
)
@click.option(
    "--by",
    type=click.Choice(["side", "muscle", "week"]),
    default="side",
    show_default=True,
    help="What chance deals out: sides of the body, muscles, or weeks.",
)
@click.option("--start", type=MomentType(), required=True, help="First day: 2026-01-31.")
@click.option("--weeks", default=24, show_default=True, type=click.IntRange(4, 104), help="How long at most.")
@click.option(
    "--sessions", default=2.0, show_default=True, type=click.FloatRange(0.5, 7.0), help="Sessions a week, of each."
)
@click.option(
    "--reserve", default=2, show_default=True, type=click.IntRange(1, 5), help="Repetitions to leave in the other arm."
)
@click.option(
    "--block-weeks",
    type=click.IntRange(1, 52),
    help="Weeks until arms change: half the time by muscle, a quarter by week if not given.",
)
@click.option("--seed", type=click.IntRange(0), help="What chance is drawn from; drawn anew if not given.")
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write the plan here."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def plan(
    exercises: tuple[str, ...],
    by: str,
    start: datetime,
    weeks: int,
    sessions: float,
    reserve: int,
    block_weeks: int | None,
    seed: int | None,
    out: Path,
    *,
    as_json: bool,
) -> None:
    """Deal out by chance what goes to failure and what stops short, and fix it in a file.

    It also says beforehand how much such an experiment can tell: often less than hoped.

    \b
    Examples:
      momentary experiment plan --exercise "Curl left | Curl right" --start 2026-02-02 --out sides.json
      momentary experiment plan --by week --exercise "Squat (Barbell)" --start 2024-01-08 --out plan.json
    """  # noqa: D301
    from momentary.catalogue import match
    from momentary.evidence import SAFETY
    from momentary.exchange.files import written_whole
    from momentary.prescription import By, draw_plan, plan_record, prospects

    if out.exists():
        raise click.ClickException(f"{out}: There is a plan already. A plan is fixed in advance: name another file.")
    muscles = {}
    if by == "muscle":
        found = {name: match(name).exercise.primary_muscles for name in exercises}
        muscles = {name: one[0].value for name, one in found.items() if one}
    try:
        made = draw_plan(
            exercises, by=By(by), start=start.date(), weeks=weeks, seed=secrets.randbits(32) if seed is None else seed,
            sessions=sessions, reserve=reserve, block_weeks=block_weeks, muscles=muscles,
        )  # fmt: skip
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    record = plan_record(made)
    with written_whole(out) as temporary:
        temporary.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    ahead = prospects(made)
    if as_json:
        told = [{"weeks": one.weeks, "half_width": one.half_width, "found": one.found} for one in ahead]
        click.echo(
            json.dumps(
                record | {"prospects": told, "claims": list(_RESTS_ON), "disclaimer": SAFETY},
                indent=2,
                ensure_ascii=False,
            )
        )
        return
    for line in _planned(made, ahead, out):
        click.echo(line)


def _planned(plan: Plan, ahead: Sequence[Prospect], out: Path) -> Iterator[str]:
    """Yield a plan for a terminal."""
    yield f"{out}: fixed by chance (seed {plan.seed}), {plan.start:%d %B %Y} for {plan.weeks} weeks"
    for unit in plan.units:
        if len(set(unit.arms)) == 1:
            yield f"  {unit.label}: {_arm(plan, unit.arms[0])}, all the while"
            continue
        yield f"  {unit.label}:"
        for block, arm in enumerate(unit.arms):
            begin = plan.start + timedelta(weeks=block * plan.block_weeks)
            yield f"    from {begin:%d %B %Y}: {_arm(plan, arm)}"
    yield "Train both ways alike but for this; log how each set ended, and what was left where you stop."
    yield "What it can tell, if single sessions are off by 3.5 % (bad spells that last would make it less):"
    for one in ahead:
        within = f"known within {one.half_width:.2%} a week either way"
        yield f"  after {one.weeks:2d} weeks: {within}; a difference of 0.5 % a week found {one.found:.0%} of the time"
    if ahead[-1].found < 0.5:
        yield "That is little. More weeks, more sessions, or more exercises by side would tell more."
    yield from _ending()


def _arm(plan: Plan, arm: str) -> str:
    return _WORDS[arm].format(reserve=plan.reserve)


@experiment.command()
@click.argument("plan", metavar="PLAN", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def read(plan: Path, files: tuple[Path, ...], *, as_json: bool, **reading: Any) -> None:
    """What LOG says of the experiment in PLAN, as of the log's last session, and whether to go on.

    Read it as often as you like: the rule to stop allows for that. Without a difference, at most 1 experiment in 20
    ever says that there is one, as long as bad days, shared by the exercises of a day or not, and bad spells of some
    weeks are all that blurs it; a machine changed or sets logged otherwise in one arm only are beyond what it can know.

    \b
    Example:
      momentary experiment read plan.json strong.csv
    """  # noqa: D301
    from momentary.cli.analysis import analyse
    from momentary.prescription import adherence_of, plan_of, read_experiment, segments_of

    try:
        record = json.loads(plan.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError):
        record = {}
    fixed = plan_of(record if isinstance(record, dict) else {}, name=str(plan))
    logs = read_logs(files, **reading)
    with progress_bar() as bar:
        bar.add_task("learning from the log", total=None)
        analysis = analyse(logs.log)
        keys = [_key(analysis, unit.typed or unit.exercise) for unit in fixed.units]
        names = [analysis.posterior.evidence(key).names for key in keys]
        mine = [segments_of(unit, logs.log, names=name) for unit, name in zip(fixed.units, names, strict=True)]
        strengths = [
            analysis.posterior.session_strengths(key, segments=one) for key, one in zip(keys, mine, strict=True)
        ]
    missing = [unit.label for unit, one in zip(fixed.units, mine, strict=True) if not one.any()]
    if missing:
        raise click.ClickException(
            f"The log has no set of '{missing[0]}'. By side, it must say which side a set was, or have a name for each."
        )
    since = analysis.posterior.last_session - datetime.combine(fixed.start, time())
    week = (since.total_seconds() / 86400.0 + 1.0) / 7.0
    told = read_experiment(fixed, strengths, week=week)
    kept = adherence_of(fixed, logs.log, segments=mine)
    if as_json:
        click.echo(json.dumps(_record(fixed, told, kept, str(record["digest"])), indent=2, ensure_ascii=False))
        return
    for line in _told(fixed, told, kept):
        click.echo(line)


def _key(analysis: Analysis, name: str) -> str:
    return analysis.find_exercise(name)


def _record(plan: Plan, told: ExperimentReading, kept: Sequence[Adherence], digest: str) -> dict[str, Any]:
    """Return a reading as JSON."""
    from momentary.evidence import SAFETY

    advice = _advice(told)
    return {
        "format": "momentary-experiment-reading/1",
        "digest": digest,
        "week": told.week,
        "weeks": plan.weeks,
        "sessions": {str(arm): count for arm, count in told.sessions.items()},
        "adherence": {
            str(one.arm): {"kept": one.kept, "broken": one.broken, "unknown": one.unknown} for one in kept
        },
        "difference_per_week": {
            "mean": told.mean,
            "sd": told.sd,
            "interval_80": list(told.interval_80),
            "interval_95": list(told.interval_95),
        },
        "failure_better": told.failure_better,
        "odds": told.odds,
        "stop": str(told.stop),
        "words": advice.text,
        "claims": list(dict.fromkeys((*advice.claims, *_RESTS_ON))),
        "disclaimer": SAFETY,
    }  # fmt: skip


def _told(plan: Plan, told: ExperimentReading, kept: Sequence[Adherence]) -> Iterator[str]:
    """Yield a reading for a terminal."""
    yield f"Week {min(max(told.week, 0.0), plan.weeks):.0f} of {plan.weeks}: failure against {plan.reserve} in reserve"
    for one in kept:
        done = one.kept + one.broken + one.unknown
        unsaid = f", {one.unknown} where the log does not tell" if one.unknown else ""
        yield f"  {_arm(plan, one.arm)}: {done} sessions, {one.kept} as planned{unsaid}"
    low, high = told.interval_80
    wide = told.interval_95
    yield f"Gained by failure, beyond the other way: {told.mean:+.2%} a week"
    yield f"  80 % sure of {low:+.2%} to {high:+.2%}; 95 % sure of {wide[0]:+.2%} to {wide[1]:+.2%}"
    better = min(max(told.failure_better, 0.01), 0.99)
    yield f"  probability that failure gains more: {better:.0%}"
    yield _advice(told).text
    if any(one.broken > one.kept for one in kept):
        yield "Much was not done as planned: what you read is the effect of the plan, not of failure itself."
    yield from _ending()


def _advice(told: ExperimentReading) -> Advice:
    """Return whether to go on."""
    from momentary.prescription.methods import Advice

    return Advice(_words(told), ("own-experiment", "frequency-is-individual"))


def _words(told: ExperimentReading) -> str:
    """Return whether to go on, in words."""
    from momentary.prescription import Stop

    if told.stop is Stop.TOO_EARLY:
        return "Too early to say: go on as planned."
    if told.stop is Stop.GO_ON:
        return "Neither a difference nor its absence is plain yet: go on as planned."
    if told.stop is Stop.DIFFERENCE:
        more = "failure gains more" if told.mean > 0.0 else "stopping short gains more"
        return f"You may stop: {more} (the odds for a difference are {min(told.odds, 1e4):,.0f} to 1)."
    if told.stop is Stop.ALIKE:
        return "You may stop: if there is a difference, it is below 0.25 % a week."
    low, high = told.interval_95
    if low > 0.0 or high < 0.0:
        return "The planned weeks are over: one way did better, as far as the interval says."
    return "The planned weeks are over, and which is better cannot be told."


def _ending() -> Iterator[str]:
    """Yield what stands under a plan and its reading."""
    from momentary.evidence import SAFETY, rests_on

    for text in (_SAFELY, rests_on(_RESTS_ON), SAFETY):
        yield from wrapped(text, terminal_width(), hanging=2)
