"""`momentary today`: how recovered, what is due by the lifter's own rotation, and where failure fits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.options import MomentType, reading_options
from momentary.cli.wrapping import terminal_width, wrapped

if TYPE_CHECKING:
    from momentary.cli.advising import Advising
    from momentary.inference.readiness import StateLevel
    from momentary.prescription.methods import Advice
    from momentary.prescription.next_set import NextSet
    from momentary.prescription.placement import Placement
    from momentary.prescription.rotation import ComingSession, DueExercise

_FORMAT = "momentary-today/1"
_LONG_AGO_DAYS = 21


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """An exercise that is due: what the guard says of failure in its last set, and its first set."""

    due: DueExercise
    placement: Placement
    first: NextSet | None


@click.command()
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--at", type=MomentType(), help="When the session begins; now if not given.")
@click.option(
    "--goal", default="size", show_default=True, type=click.Choice(["strength", "size", "endurance"]),
    help="What the sets are for.",
)  # fmt: skip
@click.option("--why", is_flag=True, help="Tell all that speaks for and against failure, not only the weightiest.")
@click.option(
    "--gym", "gym_path", type=click.Path(path_type=Path), envvar="MOMENTARY_GYM", metavar="FILE",
    help="What the gym has; as `momentary gym` stored it if not given.",
)  # fmt: skip
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
    rows = _rows(known, goal)
    if as_json:
        click.echo(json.dumps(_record(known, rows), indent=2, ensure_ascii=False))
        return
    for line in _lines(known, rows, terminal_width(), is_whole=why):
        click.echo(line)


def _rows(known: Advising, goal: str) -> tuple[_Row, ...]:
    """Return the exercises that are due, in their usual order."""
    from momentary.inference import UnknownExerciseError
    from momentary.prescription.goals import Goal
    from momentary.prescription.next_set import NextQuestion, next_set
    from momentary.prescription.placement import ComingSets, FailureWish, place_failure

    due = () if known.coming is None else known.coming.exercises
    found = []
    for place, one in enumerate(due):
        coming = tuple(ComingSets(later.name, later.exercise, later.sets) for later in due[place + 1 :])
        wish = FailureWish(
            one.name, one.exercise, known.gym, 0, coming, known.readiness, known.frequencies, known.neural_warning
        )
        question = NextQuestion(
            one.name, one.exercise, known.gym, Goal(goal), one.sets, wants_failure=False, coming=coming,
            readiness=known.readiness, is_gym_told=known.is_gym_told,
        )  # fmt: skip
        try:
            first = next_set(known.summary, question, at=known.at)
        except UnknownExerciseError:
            first = None
        found.append(_Row(one, place_failure(wish), first))
    return tuple(found)


def _record(known: Advising, rows: Sequence[_Row]) -> dict[str, Any]:
    """Return the answer as JSON."""
    from momentary.cli.next import next_record, placement_record
    from momentary.figures.readiness_record import states_record
    from momentary.prescription.methods import SAFETY

    coming, readiness = known.coming, known.readiness
    return {
        "format": _FORMAT,
        "at": None if known.at is None else known.at.isoformat(),
        "readiness": None if readiness is None else {"interval": 0.8, **states_record(readiness)},
        "session": None
        if coming is None
        else {
            "title": coming.title,
            "alike": coming.alike,
            "last": coming.last.isoformat(),
            "kinds": coming.kinds,
            "chance": round(coming.chance, 4),
        },
        "exercises": [
            {
                "exercise": row.due.name,
                "sets": row.due.sets,
                "last": row.due.last.isoformat(),
                "failure_on_last_set": placement_record(row.placement),
                "first_set": None if row.first is None else next_record(row.first),
            }
            for row in rows
        ],
        "disclaimer": SAFETY,
    }


def _lines(known: Advising, rows: Sequence[_Row], width: int, *, is_whole: bool) -> Iterator[str]:
    """Yield the answer for the gym floor."""
    from momentary.figures.readiness_words import moment
    from momentary.prescription.methods import SAFETY

    assert known.at is not None
    yield from wrapped(moment(known.at), width)
    if known.coming is None or not rows:
        yield from wrapped("The log has no working set of a strength exercise: nothing is due.", width)
        yield from wrapped(SAFETY, width)
        return
    yield from _session(known.coming, known.at, width)
    yield ""
    yield from _strip(known, rows, width)
    yield ""
    fits = [row.due.name for row in rows if row.placement.verdict == "fits"]
    digest = f"Failure fits on the last set of {'; '.join(fits)}." if fits else "Failure fits nowhere today."
    yield from wrapped(digest, width)
    yield ""
    claims: dict[str, None] = {}
    for number, row in enumerate(rows, start=1):
        shown = _shown(row.placement, is_whole=is_whole)
        yield from _exercise(row, shown, number, width)
        claims |= dict.fromkeys(key for one in shown for key in one.claims)
    yield ""
    yield from wrapped("Failure is meant for the last set only. `momentary next` goes on set by set.", width)
    if not known.is_gym_told:
        yield from wrapped("What the gym has is assumed: `momentary gym` says what it is.", width)
    yield from wrapped(f"Evidence (`momentary evidence NAME`): {', '.join(claims)}", width, hanging=2)
    yield from wrapped(SAFETY, width)


def _session(coming: ComingSession, at: datetime, width: int) -> Iterator[str]:
    """Yield which session is due, and how sure that is."""
    title = "" if coming.title is None else f'"{coming.title}", '
    ago = (at.date() - coming.last.date()).days
    when = "today" if ago == 0 else "yesterday" if ago == 1 else f"{ago} days ago"
    times = "once" if coming.alike == 1 else f"{coming.alike} times"
    chance = "" if coming.kinds == 1 else f" A guess among {coming.kinds} kinds: {coming.chance:.0%} sure."
    text = f"Due by your rotation: {title}done {times} in your last 12 weeks, last {when}.{chance}"
    yield from wrapped(text, width)
    if ago > _LONG_AGO_DAYS:
        yield from wrapped("That is long ago: strength may have drifted, so the ranges are wide.", width)


def _strip(known: Advising, rows: Sequence[_Row], width: int) -> Iterator[str]:
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


def _exercise(row: _Row, shown: Sequence[Advice], number: int, width: int) -> Iterator[str]:
    """Yield an exercise with its first set and what the guard says of failure in its last one."""
    sets = "1 set" if row.due.sets == 1 else f"{row.due.sets} sets"
    yield from wrapped(f"{number}. {row.due.name}, {sets}", width, hanging=3)
    yield from wrapped(_first(row.first), width, indent=3, hanging=2)
    why = f". {shown[0].text}" if shown else ""
    yield from wrapped(f"failure on the last: {row.placement.verdict}{why}", width, indent=3, hanging=2)
    for one in shown[1:]:
        mark = "for: " if one in row.placement.reasons else "against: "
        yield from wrapped(f"{mark}{one.text}", width, indent=5, hanging=2)


def _first(first: NextSet | None) -> str:
    """Return the first set in few words."""
    if first is None:
        return "no load is known yet"
    if first.load is None or first.possible is None or first.interval is None:
        return first.reasons[0].text
    low, high = first.interval
    return f"begin with {first.load} x {first.repetitions} (to failure {first.possible.median}, {low} to {high})"
