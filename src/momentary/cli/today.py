"""`momentary today`: how recovered, what is due by the lifter's own rotation, and where failure fits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.options import MomentType, goal_option, gym_option, reading_options
from momentary.cli.wrapping import terminal_width, wrapped

if TYPE_CHECKING:
    from momentary.cli.advising import Advising
    from momentary.inference.readiness import StateLevel
    from momentary.prescription.methods import Advice, Proposal
    from momentary.prescription.next_set import NextSet
    from momentary.prescription.placement import Placement
    from momentary.prescription.session.advice import DueAdvice, SessionAdvice

_FORMAT = "momentary-today/1"


@click.command()
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--at", type=MomentType(), help="When the session begins; now if not given.")
@goal_option
@click.option("--why", is_flag=True, help="Tell all reasons, not only the weightiest.")
@gym_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def today(
    files: tuple[Path, ...],
    at: datetime | None,
    goal: str,
    gym_path: Path | None,
    *,
    why: bool,
    as_json: bool,
    **reading: Any,
) -> None:
    """What is due today by LOG's own rotation, how recovered its muscles are, and where failure fits.

    \b
    Example:
      momentary today strong.csv --at 2026-01-31T18:30
    """  # noqa: D301
    from momentary.cli.advising import advising

    begins = datetime.now() if at is None else at  # noqa: DTZ005
    known = advising(files, at=begins.replace(microsecond=0), gym_path=gym_path, reading=reading)
    if known.log is None:
        raise click.ClickException("A saved posterior does not hold your rotation: give the log.")
    advice = session_advice_of(known, goal)
    if as_json:
        click.echo(json.dumps(_record(known, advice), indent=2, ensure_ascii=False))
        return
    for line in _lines(known, advice, terminal_width(), is_whole=why):
        click.echo(line)


def session_advice_of(known: Advising, goal: str) -> SessionAdvice:
    """Return the advice for the session that begins at the moment that is known."""
    from momentary.prescription.goals import Goal
    from momentary.prescription.session.advice import SessionQuestion, advise_session
    from momentary.prescription.session.of_log import question_of_log

    assert known.at is not None
    question = SessionQuestion(
        known.summary, known.at, known.coming, known.gym, Goal(goal), known.is_gym_told, known.readiness,
        known.frequencies, known.neural_warning,
    )  # fmt: skip
    if known.log is not None and known.posterior is not None:
        question = question_of_log(question, log=known.log, posterior=known.posterior, exercises=known.exercises)
    return advise_session(question)


def _record(known: Advising, advice: SessionAdvice) -> dict[str, Any]:
    """Return the answer as JSON."""
    from momentary.cli.proposals import deload_record
    from momentary.evidence import SAFETY
    from momentary.figures.readiness_record import states_record
    from momentary.prescription.record import session_record

    readiness = known.readiness
    return {
        "format": _FORMAT,
        **session_record(advice),
        "readiness": None if readiness is None else {"interval": 0.8, **states_record(readiness)},
        "deload": None if advice.deload is None else deload_record(advice.deload),
        "disclaimer": SAFETY,
    }


def _lines(known: Advising, advice: SessionAdvice, width: int, *, is_whole: bool) -> Iterator[str]:
    """Yield the answer for the gym floor."""
    from momentary.cli.proposals import deload_lines, deload_told
    from momentary.evidence import SAFETY, rests_on
    from momentary.figures.readiness_words import moment

    rows = advice.exercises
    yield from wrapped(moment(advice.at), width)
    for one in advice.due:
        yield from wrapped(one.text, width)
    if not rows:
        yield from wrapped(SAFETY, width)
        return
    yield ""
    yield from _strip(known, rows, width)
    yield ""
    if advice.deload is not None:
        yield from deload_lines(advice.deload, width, is_whole=is_whole)
    yield from wrapped(advice.digest.text, width)
    yield ""
    told: list[Advice] = [*advice.due, advice.digest, *advice.closing]
    told += () if advice.deload is None else deload_told(advice.deload, is_whole=is_whole)
    for number, row in enumerate(rows, start=1):
        shown = _shown(row.placement, is_whole=is_whole)
        yield from _exercise(row, shown, number, width)
        told += shown
        told += [] if row.why_method is None else [row.why_method]
    yield ""
    for one in advice.closing:
        yield from wrapped(one.text, width)
    yield from wrapped("`momentary next` goes on set by set.", width)
    yield from wrapped(rests_on(key for one in told for key in one.claims), width, hanging=2)
    yield from wrapped(SAFETY, width)


def _strip(known: Advising, rows: Sequence[DueAdvice], width: int) -> Iterator[str]:
    """Yield the states of the muscles that are due, the most tired first."""
    from momentary.figures.readiness_words import recovered_shortly, state_name, what_the_log_taught

    if known.readiness is None:
        return
    wanted = {muscle for row in rows for muscle in row.due.exercise.primary_muscles}
    states: list[StateLevel] = [one for one in known.readiness.muscles if one.muscle in wanted]
    yield from wrapped(f"Readiness: share of rested strength, recovered from {known.readiness.wanted:.0%}", width)
    for one in (known.readiness.neural, *states):
        between = f"{100.0 * one.low:.0f}-{100.0 * one.high:.0f}"
        when = recovered_shortly(one, known.readiness)
        yield f"  {state_name(one):<16}{100.0 * one.level:>4.0f} % {between:>7}  {when}".rstrip()
    if all(one.learnt < 0.1 for one in (known.readiness.neural, *states)):
        yield from wrapped("  (typical lifters' figures: your log has taught little yet)", width, indent=2)
    else:
        yield from wrapped(what_the_log_taught(known.readiness), width, indent=2)


def _shown(placement: Placement, *, is_whole: bool) -> tuple[Advice, ...]:
    """Return the sentences to show: all of them, or the weightiest."""
    told = placement.sentences()
    return told if is_whole else told[:1]


def _exercise(row: DueAdvice, shown: Sequence[Advice], number: int, width: int) -> Iterator[str]:
    """Yield an exercise with its first set and what the guard says of failure in its last one."""
    sets = "1 set" if row.due.sets == 1 else f"{row.due.sets} sets"
    if row.sets < row.due.sets:
        sets = f"{row.sets} of {sets}" if row.sets else "not this time"
    yield from wrapped(f"{number}. {row.due.name}, {sets}", width, hanging=3)
    yield from wrapped(_first(row.first), width, indent=3, hanging=2)
    why = f". {shown[0].text}" if shown else ""
    yield from wrapped(f"failure on the last: {row.placement.verdict}{why}", width, indent=3, hanging=2)
    for one in shown[1:]:
        mark = "for: " if one in row.placement.reasons else "against: "
        yield from wrapped(f"{mark}{one.text}", width, indent=5, hanging=2)
    if row.method is not None and row.why_method is not None:
        yield from wrapped(f"more, if you want: {_method(row.method)}", width, indent=3, hanging=2)
        if len(shown) > 1:
            yield from wrapped(row.why_method.text, width, indent=5, hanging=2)


def _method(method: Proposal) -> str:
    """Return how a set goes on after failure in few words."""
    from momentary.prescription.session.in_short import later_segments_in_short

    later = later_segments_in_short(method, times="x", between=", ")
    return f"{method.title}, {later}; about {method.cost.ratio:.1f} times the recovery"


def _first(first: NextSet | None) -> str:
    """Return the first set in few words."""
    if first is None:
        return "no load is known yet"
    if first.load is None or first.possible is None or first.interval is None:
        return first.reasons[0].text
    low, high = first.interval
    return f"begin with {first.load} x {first.repetitions} (to failure {first.possible.median}, {low} to {high})"
