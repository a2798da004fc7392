"""`momentary plan`: the next week on the lifter's own days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.options import MomentType, goal_option, gym_option, reading_options
from momentary.cli.planning import DaysType, week_question
from momentary.cli.wrapping import terminal_width, wrapped

if TYPE_CHECKING:
    from momentary.prescription.session.plan import PlannedExercise, PlannedSession
    from momentary.prescription.week.plan import WeekPlan
    from momentary.prescription.week.question import WeekQuestion

_NAMED = 8


@click.command()
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--days", required=True, type=DaysType(), metavar="DAYS",
    help="Your days, mon,wed,fri; or how many, 3: then those on which you train most.",
)  # fmt: skip
@click.option("--minutes", required=True, type=click.IntRange(1, 600), help="How long a session may take.")
@click.option("--partner", type=DaysType(), metavar="DAYS", help="Days with a partner; as the gym says if not given.")
@click.option("--at", type=MomentType(), help="When the week begins; now if not given.")
@goal_option
@click.option("--only", multiple=True, metavar="EXERCISE", help="Nothing but these, each of them. Repeatable.")
@click.option("--with", "contains", multiple=True, metavar="EXERCISE", help="This has to be in it. Repeatable.")
@click.option("--without", multiple=True, metavar="EXERCISE", help="This stays out. Repeatable.")
@click.option("--to-failure", "fails", multiple=True, metavar="EXERCISE", help="Take this to failure. Repeatable.")
@click.option(
    "--keep", type=click.IntRange(0, 100), metavar="PERCENT",
    help="How much of every muscle's usual sets has to stay; as much as fits if not given.",
)  # fmt: skip
@click.option("--why", is_flag=True, help="Tell the reasons of every exercise, not only those of the week.")
@gym_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def plan(
    files: tuple[Path, ...],
    days: tuple[int, ...] | int,
    minutes: int,
    partner: tuple[int, ...] | int | None,
    at: datetime | None,
    goal: str,
    only: tuple[str, ...],
    contains: tuple[str, ...],
    without: tuple[str, ...],
    fails: tuple[str, ...],
    keep: int | None,
    gym_path: Path | None,
    *,
    why: bool,
    as_json: bool,
    **reading: Any,
) -> None:
    """Plan the next week from LOG: your exercises on your days, within your minutes, your gym and your recovery.

    \b
    Examples:
      momentary plan strong.csv --days mon,wed,fri --minutes 60
      momentary plan strong.csv --days 4 --minutes 45 --partner tue --to-failure "Bicep Curl (Dumbbell)"
    """  # noqa: D301
    from momentary.prescription.week.model import NoWeekFoundError
    from momentary.prescription.week.of_log import Wishes
    from momentary.prescription.week.plan import ImpossibleWeekError, plan_week
    from momentary.quantities import ImpossibleValueError

    if isinstance(partner, int):
        raise click.UsageError("--partner names days: tue,thu.")
    begins = (datetime.now() if at is None else at).replace(microsecond=0)  # noqa: DTZ005
    wishes = Wishes(days, float(minutes), partner, goal, only, contains, without, fails, keep)
    question = week_question(files, wishes, at=begins, gym_path=gym_path, reading=reading)
    try:
        found = plan_week(question)
    except (ImpossibleWeekError, NoWeekFoundError, ImpossibleValueError) as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        from momentary.cli.plan_record import plan_record

        click.echo(json.dumps(plan_record(found, question), indent=2, ensure_ascii=False))
        return
    for line in _lines(found, question, terminal_width(), is_whole=why):
        click.echo(line)


def _lines(found: WeekPlan, question: WeekQuestion, width: int, *, is_whole: bool) -> Iterator[str]:
    """Yield the week for the gym floor."""
    from momentary.prescription.methods import SAFETY

    claims: dict[str, None] = {}
    for session in found.sessions:
        yield from _session(session, width, is_whole=is_whole)
        told = (*session.reasons, *(one for each in session.exercises for one in _told(each, is_whole=is_whole)))
        claims |= dict.fromkeys(key for one in told for key in one.claims)
        yield ""
    if found.left_out:
        yield from _left_out(found, width)
        yield ""
    yield from _volume(found, width)
    yield ""
    yield from wrapped("Why", width)
    for one in found.reasons:
        yield from wrapped(f"- {one.text}", width, hanging=2)
    claims |= dict.fromkeys(key for one in (*found.reasons, *(one.why for one in found.left_out)) for key in one.claims)
    yield from wrapped(f"- {_optimal(found)}", width, hanging=2)
    yield ""
    if not question.habits.is_timed:
        yield from wrapped("Your log tells no durations: minutes are a typical lifter's.", width)
    if not question.is_gym_told:
        yield from wrapped("What the gym has is assumed: `momentary gym` says what it is.", width)
    yield from wrapped("`momentary next` goes on set by set, after what you really do.", width)
    yield from wrapped(f"Evidence (`momentary evidence NAME`): {', '.join(claims)}", width, hanging=2)
    yield from wrapped(SAFETY, width)


def _session(session: PlannedSession, width: int, *, is_whole: bool) -> Iterator[str]:
    """Yield a session."""
    partner = ", with your partner" if session.has_partner else ""
    minutes = f"about {session.seconds / 60.0:.0f} of {session.budget_s / 60.0:.0f} min{partner}"
    yield from wrapped(f"{session.at:%a} {session.at.day} {session.at:%b, %H:%M}: {minutes}", width, hanging=2)
    for one in session.reasons:
        yield from wrapped(one.text, width, indent=2, hanging=2)
    for number, each in enumerate(session.exercises, start=1):
        yield from _exercise(each, number, width, is_whole=is_whole)


def _exercise(one: PlannedExercise, number: int, width: int, *, is_whole: bool) -> Iterator[str]:
    """Yield an exercise: its name, warm-up, sets, and failure."""
    from momentary.prescription.session.in_short import later_segments_in_short, minutes_in_short, sets_in_short

    yield from wrapped(f"{number}. {one.name}", width, indent=1, hanging=3)
    if one.warm_up:
        ramp = ", ".join(f"{each.load} x {each.repetitions}" for each in one.warm_up)
        yield from wrapped(f"warm up: {ramp}", width, indent=4, hanging=2)
    rest = f", rest {minutes_in_short(one.rest_s)}" if one.rest_s is not None else ""
    yield from wrapped(f"{sets_in_short(one.sets, times='x')}{rest}", width, indent=4, hanging=2)
    if one.goes_to_failure:
        last = one.sets[-1]
        low, high = last.interval
        text = f"last set to failure: about {last.repetitions} ({low} to {high}, 8 times in 10)"
        yield from wrapped(text, width, indent=4, hanging=2)
        if one.method is not None:
            chain = later_segments_in_short(one.method, times="x")
            yield from wrapped(f"if you like, go on as a {one.method.title}: {chain}", width, indent=4, hanging=2)
    for each in _told(one, is_whole=is_whole):
        yield from wrapped(f"- {each.text}", width, indent=4, hanging=2)


def _told(one: PlannedExercise, *, is_whole: bool) -> tuple[Any, ...]:
    """Return the sentences to show of an exercise: all, or what is out of the ordinary."""
    if is_whole:
        return tuple(dict.fromkeys((*one.reasons, *one.placement.sentences())))
    return tuple(each for each in one.reasons if "own-readiness" in each.claims or "own-words" in each.claims)


def _left_out(found: WeekPlan, width: int) -> Iterator[str]:
    """Yield what has less than is due, exercises with the same reason together."""
    yield from wrapped("Less than is due (planned of due sets):", width)
    by_reason: dict[str, list[str]] = {}
    for one in found.left_out:
        counts = "" if one.due is None else f" ({one.planned} of {one.due})"
        by_reason.setdefault(one.why.text, []).append(f"{one.name}{counts}")
    for text, names in by_reason.items():
        more = len(names) - _NAMED
        rest = f"; and {more} more: --json lists them" if more > 0 else ""
        yield from wrapped(f"- {text} {'; '.join(names[:_NAMED])}{rest}", width, hanging=2)


def _volume(found: WeekPlan, width: int) -> Iterator[str]:
    """Yield the sets of every muscle beside those of a usual week."""
    yield from wrapped("Sets a week by muscle, helpers counted half: planned, usual, to failure", width)
    for one in found.volume:
        failures = f"{one.failures:>4}" if one.failures else "   -"
        yield f"  {one.muscle.label:<16}{one.planned:>6.1f}{one.usual:>7.1f}{failures}".rstrip()


def _optimal(found: WeekPlan) -> str:
    """Return how good the week is, in words."""
    if found.is_optimal:
        return "No other week within these limits holds more of your due sets: proven."
    return f"Another week could hold at most {max(found.gap, 0.001):.1%} more of what counts: not searched to the end."
