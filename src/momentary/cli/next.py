"""`momentary next`: what to do in the next set of an exercise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.options import LoadType, MomentType, goal_option, gym_option, reading_options
from momentary.cli.wrapping import terminal_width, wrapped
from momentary.quantities import Load

if TYPE_CHECKING:
    from momentary.catalogue import Exercise
    from momentary.cli.advising import Advising
    from momentary.prescription.deload.plan import Deload
    from momentary.prescription.methods import Advice, Proposal
    from momentary.prescription.next_set import NextSet
    from momentary.prescription.placement import Placement

_REASONS_SHOWN = 2


@click.command("next")
@click.argument("files", metavar="LOG...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--exercise", required=True, metavar="NAME", help="The exercise, as your app or the catalogue calls it.")
@goal_option
@click.option("--reserve", type=click.IntRange(0, 10), help="Repetitions to leave; as the goal asks if not given.")
@click.option("--sets", "sets", type=click.IntRange(1, 20), help="Working sets of it in all; as usual if not given.")
@click.option(
    "--to-failure/--not-to-failure", "to_failure", default=None,
    help="Whether you wish for failure; if not given, only where nothing speaks against it.",
)  # fmt: skip
@click.option("--overrule", metavar="WHY", help="Go to failure against advice, and say why: it is kept in the answer.")
@click.option("--method", metavar="NAME", help="A method to go on with at failure, such as drop-set.")
@click.option("--last-exercise", is_flag=True, help="No other exercise comes after it today.")
@click.option("--load", type=LoadType(), help="A load to start from, where your log has none: 80kg, 175lb.")
@click.option("--at", type=MomentType(), help="Begin a session then; the last session of the log goes on if not given.")
@gym_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def next(  # noqa: A001
    files: tuple[Path, ...],
    exercise: str,
    goal: str,
    reserve: int | None,
    sets: int | None,
    overrule: str | None,
    method: str | None,
    load: Load | None,
    at: datetime | None,
    gym_path: Path | None,
    *,
    to_failure: bool | None,
    last_exercise: bool,
    as_json: bool,
    **reading: Any,
) -> None:
    """What to do in the next set of an exercise: load, repetitions, rest, failure or not, or to stop.

    The last session of LOG goes on, unless --at begins another one. LOG may be a posterior that
    `momentary readiness --save` has kept.

    \b
    Example:
      momentary next strong.csv --exercise "Bench Press (Barbell)" --goal size
    """  # noqa: D301
    from momentary.cli.advising import advising
    from momentary.inference import UnusableSummaryError
    from momentary.prescription.next_set import Decision
    from momentary.prescription.record import next_record

    if to_failure is False and (overrule is not None or method is not None):
        raise click.UsageError("--not-to-failure leaves nothing to overrule and no method to go on with.")
    wants = True if overrule is not None or method is not None else to_failure
    known = advising(files, at=at, gym_path=gym_path, reading=reading)
    try:
        found = _ask(
            known, exercise, goal=goal, reserve=reserve, sets=sets, wants=wants, overrule=overrule, load=load,
            is_last=last_exercise,
        )  # fmt: skip
    except (UnusableSummaryError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    proposal = None
    if method is not None and found.decision is Decision.TO_FAILURE:
        proposal = _proposal(known, found, method, gym_path)
    if as_json:
        click.echo(json.dumps(next_record(found, proposal), indent=2, ensure_ascii=False))
        return
    for line in _lines(found, known, proposal, terminal_width()):
        click.echo(line)


def _ask(
    known: Advising,
    name: str,
    *,
    goal: str,
    reserve: int | None,
    sets: int | None,
    wants: bool | None,
    overrule: str | None,
    load: Load | None,
    is_last: bool,
) -> NextSet:
    """Return the next set of an exercise."""
    from momentary.prescription.goals import Goal
    from momentary.prescription.next_set import NextQuestion, next_set
    from momentary.prescription.placement import ComingSets

    typed = known.find_exercise(name)
    exercise = known.exercises[typed]
    done = known.sets_today(exercise)
    due = () if known.coming is None or is_last else known.coming.exercises
    coming = tuple(
        ComingSets(one.name, one.exercise, one.sets)
        for one in due
        if one.exercise.slug != exercise.slug and not known.sets_today(one.exercise)
    )
    is_unknown = known.log is None and not is_last
    question = NextQuestion(
        typed, exercise, known.gym, Goal(goal), known.usual_sets(exercise) if sets is None else sets, reserve, wants,
        overrule, None if is_unknown else coming, known.readiness, known.frequencies, known.neural_warning,
        done[-1] if done else None, known.is_gym_told, _deload(known, typed, exercise),
    )  # fmt: skip
    begins = None if known.session is not None else known.at
    return next_set(known.summary, question, at=begins, load_kg=None if load is None else load.kg)


def _deload(known: Advising, name: str, exercise: Exercise) -> Deload | None:
    """Return what is to be taken back of an exercise; None where nobody knows."""
    from momentary.prescription.deload.of_log import deload_of_log

    if known.posterior is None or known.at is None:
        return None
    return deload_of_log(
        known.posterior, {name: exercise}, at=known.at, readiness=known.readiness, often=known.frequencies
    )


def _proposal(known: Advising, found: NextSet, method: str, gym_path: Path | None) -> Proposal:
    """Return the set to failure as it goes on by a method."""
    from momentary.cli.situations import situation_of
    from momentary.prescription.methods import NotPossibleError, UnknownMethodError, find_method

    if known.log is None:
        raise click.UsageError("A method needs the log: give it instead of the saved posterior.")
    try:
        chosen = find_method(method)
        situation = situation_of(
            known.log, exercise=found.name, load=found.load, pair=None, at=known.at, gym_path=gym_path,
            after_sets=found.number - 1, is_last_set=found.number >= found.planned, methods=(chosen,),
        )  # fmt: skip
        fit = chosen.fits(situation)
        if not fit.is_possible:
            raise click.ClickException(f"{chosen.protocol.title}: {fit.hindrances[0].text}")
        return chosen.propose(situation)
    except (UnknownMethodError, NotPossibleError) as error:
        raise click.ClickException(str(error)) from None


def _lines(found: NextSet, known: Advising, proposal: Proposal | None, width: int) -> Iterator[str]:
    """Yield the answer for the gym floor: what to do first, then why."""
    from momentary.evidence import SAFETY, rests_on
    from momentary.prescription.next_set import Decision

    if found.decision is Decision.STOP:
        yield from wrapped(f"{found.name}: stop", width, hanging=2)
    else:
        heading = f"{found.name}: set {found.number} of {found.planned}, for {found.goal}"
        yield from wrapped(heading, width, hanging=2)
        yield from _to_do(found, proposal, width)
    yield ""
    told = list(found.reasons)
    for one in found.reasons:
        yield from wrapped(f"- {one.text}", width, hanging=2)
    if found.placement is not None and found.decision is Decision.LIFT:
        shown = [one for one in found.placement.against if one not in told]
        yield from _failure(found.placement, shown, width)
        told += shown[:_REASONS_SHOWN]
    if not known.is_gym_told and found.load is not None:
        yield from wrapped("- What the gym has is assumed: `momentary gym` says what it is.", width, hanging=2)
    yield ""
    yield from wrapped(rests_on(key for one in told for key in one.claims), width, hanging=2)
    yield from wrapped(SAFETY, width)


def _to_do(found: NextSet, proposal: Proposal | None, width: int) -> Iterator[str]:
    """Yield load, repetitions and rest."""
    from momentary.prescription.next_set import Decision
    from momentary.prescription.session.in_short import minutes_in_short

    assert found.interval is not None
    assert found.possible is not None
    low, high = found.interval
    if found.decision is Decision.TO_FAILURE:
        yield from wrapped(f"{found.load} to failure: about {found.repetitions}", width, indent=2, hanging=2)
        yield from wrapped(f"{low} to {high} hold 8 times in 10", width, indent=2, hanging=2)
    else:
        yield from wrapped(f"{found.load} x {found.repetitions}, then stop", width, indent=2, hanging=2)
        left = f"leaves about {found.reserve}: to failure {found.possible.median} ({low} to {high}, 8 times in 10)"
        yield from wrapped(left, width, indent=2, hanging=2)
    if found.rest_s is not None:
        yield from wrapped(f"rest {minutes_in_short(found.rest_s)} before it", width, indent=2, hanging=2)
    if proposal is not None:
        yield from wrapped(f"then, as a {proposal.title}:", width, indent=2, hanging=2)
        for one in proposal.segments[1:]:
            first, last = one.interval
            rest = f"after {one.rest_s:.0f} s " if one.rest_s else ""
            text = f"{rest}{one.name}, {one.load}: {one.forecast.median} ({first} to {last})"
            yield from wrapped(text, width, indent=4, hanging=2)


def _failure(placement: Placement, against: Sequence[Advice], width: int) -> Iterator[str]:
    """Yield what the guard says of failure in a set that stops short, in few words; what was told is left out."""
    if against or not placement.against:
        yield from wrapped(f"- To failure instead? {str(placement.verdict).capitalize()}.", width, hanging=2)
    shown = against[:_REASONS_SHOWN]
    for one in shown:
        yield from wrapped(f"- {one.text}", width, indent=2, hanging=2)
    more = len(against) - len(shown)
    if more:
        yield from wrapped(f"- and {more} more: --json lists them", width, indent=2, hanging=2)
    if placement.against and not placement.hindrances:
        yield from wrapped('- Your decision: --overrule "WHY" keeps it on record.', width, indent=2, hanging=2)
