"""`momentary methods`: ways to take a set to failure and beyond, with the lifter's own numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.logs import read_logs
from momentary.cli.method_words import cost_lines, cost_record, method_record, record_lines
from momentary.cli.options import LoadType, MomentType, gym_option, reading_options
from momentary.cli.records import advice_record, load_record, repetitions_record
from momentary.cli.wrapping import terminal_width, wrapped
from momentary.quantities import Load

if TYPE_CHECKING:
    from momentary.prescription.methods import Advice, Method, PlannedSegment, Proposal, Protocol, Situation

_NAME_WIDTH = 24
_WIDE = 64
_TECHNIQUES = {
    "straight": "failure",
    "drop": "drop",
    "rest_pause": "pause",
    "partial": "partial",
    "cheat": "cheat",
    "negative": "lowering",
    "assisted": "with help",
}
_LEARNT = {
    "drop": ("drop", "drops"),
    "machine": ("switch to a machine", "switches to a machine"),
    "rest_pause": ("rest-pause", "rest-pauses"),
    "partial": ("segment of partials", "segments of partials"),
    "cheat": ("cheat segment", "cheat segments"),
    "negative": ("segment of negatives", "segments of negatives"),
    "assisted": ("assisted segment", "assisted segments"),
}
"""What was learnt from, one and many."""


@click.command()
@click.argument("name", required=False)
@click.argument("files", metavar="[LOG...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--exercise", metavar="NAME", help="The exercise, as your app or the catalogue calls it.")
@click.option("--load", type=LoadType(), help="The first load: 80kg, 175lb; one for about 10 repetitions if not given.")
@click.option(
    "--then", "others", multiple=True, metavar="NAME", help="Another method after it in the same set. Repeatable."
)
@click.option(
    "--with", "pair", metavar="NAME", help="In a superset: the second exercise; chosen from the log if not given."
)
@click.option("--sets-before", default=0, type=click.IntRange(0, 20), help="Working sets of it done before.")
@click.option("--more-to-come", is_flag=True, help="It is not the last set of these muscles.")
@click.option("--anyway", is_flag=True, help="Show the numbers although something speaks against it.")
@click.option("--at", type=MomentType(), help="When; your next session, a usual gap after the last, if not given.")
@gym_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options
def methods(
    name: str | None,
    files: tuple[Path, ...],
    exercise: str | None,
    load: Load | None,
    others: tuple[str, ...],
    pair: str | None,
    sets_before: int,
    at: datetime | None,
    gym_path: Path | None,
    *,
    more_to_come: bool,
    anyway: bool,
    as_json: bool,
    **reading: Any,
) -> None:
    """List the methods, show how one is done, or show it with your own numbers from LOG.

    NAME is a name from the list, such as "double drop set".

    \b
    Examples:
      momentary methods
      momentary methods drop-set
      momentary methods "double drop set" strong.csv --exercise "Lat Pulldown (Cable)" --load 55kg
    """  # noqa: D301
    from momentary.prescription.methods import METHODS, UnknownMethodError, find_method

    if name is None:
        _tell_all([one.protocol for one in METHODS], as_json=as_json)
        return
    try:
        chosen = [find_method(one) for one in (name, *others)]
    except UnknownMethodError as error:
        raise click.ClickException(str(error)) from None
    if not files:
        if exercise is not None or load is not None:
            raise click.UsageError("The numbers come from a log: name one after the method.")
        _tell_protocols([one.protocol for one in chosen], as_json=as_json)
        return
    if exercise is None:
        raise click.UsageError("Which exercise? Name one of the log: --exercise NAME.")
    from momentary.cli.situations import situation_of

    logs = read_logs(files, **reading)
    situation = situation_of(
        logs.log, exercise=exercise, load=load, pair=pair, at=at, gym_path=gym_path, after_sets=sets_before,
        is_last_set=not more_to_come, methods=chosen,
    )  # fmt: skip
    _tell_proposal(situation, chosen, is_forced=anyway, as_json=as_json)


def _tell_all(protocols: Sequence[Protocol], *, as_json: bool) -> None:
    """Print the list of methods."""
    from momentary.prescription.methods import SAFETY

    if as_json:
        _tell_protocols(protocols, as_json=True)
        return
    width = terminal_width()
    for one in protocols:
        if width >= _WIDE:
            first, *more = wrapped(one.summary.text, width, indent=_NAME_WIDTH)
            click.echo(f"{one.name:<{_NAME_WIDTH}}{first.strip()}")
            for line in more:
                click.echo(line)
        else:
            click.echo(one.name)
            for line in wrapped(one.summary.text, width, indent=2):
                click.echo(line)
    click.echo("")
    for text in ("`momentary methods drop-set` shows how; with your log and --exercise also your numbers.", SAFETY):
        for line in wrapped(text, width):
            click.echo(line)


def _tell_protocols(protocols: Sequence[Protocol], *, as_json: bool) -> None:
    """Print how methods are done."""
    from momentary.prescription.methods import SAFETY

    if as_json:
        answer = {"format": "momentary-methods/1", "methods": [_record(one) for one in protocols], "disclaimer": SAFETY}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    width = terminal_width()
    for one in protocols:
        for line in _protocol(one, width, is_whole=True):
            click.echo(line)
    for line in _ending(
        dict.fromkeys(key for one in protocols for said in one.sentences() for key in said.claims), width
    ):
        click.echo(line)


def _tell_proposal(situation: Situation, chosen: Sequence[Method], *, is_forced: bool, as_json: bool) -> None:
    """Print a method with the lifter's numbers, or why not."""
    from momentary.prescription.methods import SAFETY, Fit, NotPossibleError, propose

    fit = Fit()
    for method in chosen:
        fit += method.fits(situation)
    refusal: str | None = None
    proposal: Proposal | None = None
    if fit.is_possible or is_forced:
        try:
            proposal = chosen[0].propose(situation) if len(chosen) == 1 else propose(situation, chosen)
        except (NotPossibleError, ValueError) as error:
            refusal = str(error)
    if as_json:
        answer = {
            "format": "momentary-method/1",
            "exercise": situation.name,
            "at": None if situation.at is None else situation.at.isoformat(),
            "gym_is_told": situation.is_gym_told,
            "is_possible": proposal is not None,
            "is_overruled": is_forced and not fit.is_possible,
            "refusal": refusal,
            "for": advice_record(fit.reasons),
            "against": advice_record(fit.doubts),
            "hindrances": advice_record(fit.hindrances),
            "methods": [_record(one.protocol) for one in chosen],
            "records": [method_record(situation.records.of(one.protocol.name)) for one in chosen],
            "proposal": None if proposal is None else _proposal_record(proposal),
            "disclaimer": SAFETY,
        }
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    width = terminal_width()
    title = ", then ".join(one.protocol.title for one in chosen)
    for line in wrapped(f"{title[0].upper()}{title[1:]}: {situation.name}", width, hanging=2):
        click.echo(line)
    for told in (() if refusal is None else (refusal,)), tuple(one.text for one in fit.hindrances):
        for text in told:
            for line in wrapped(f"Not here: {text}", width, indent=2, hanging=2):
                click.echo(line)
    if proposal is None:
        if refusal is None:
            for line in wrapped("--anyway shows the numbers nevertheless.", width, indent=2):
                click.echo(line)
        for line in wrapped(SAFETY, width):
            click.echo(line)
        return
    for line in _numbers(situation, chosen, proposal, width):
        click.echo(line)
    for one in proposal.protocols:
        for line in _protocol(one, width, is_whole=False):
            click.echo(line)
    for line in _ending(proposal.claims, width):
        click.echo(line)


def _numbers(situation: Situation, chosen: Sequence[Method], proposal: Proposal, width: int) -> Iterator[str]:
    """Yield the segments with their repetitions, and what speaks for and against."""
    first = proposal.segments[0].load
    if first != situation.load:
        other = f"{situation.load} cannot be put together in your gym: {first} is next."
        yield from wrapped(other, width, hanging=2)
    yield from wrapped("Repetitions, and the range that holds 8 times in 10:", width)
    for chain in proposal.sets:
        name = situation.name
        for number, segment in enumerate(chain):
            if segment.name != name or (number == 0 and len(proposal.sets) > 1):
                name = segment.name
                yield from wrapped(name, width, indent=2)
            yield _segment(segment)
    yield from _doubts(situation, proposal, width)
    yield from record_lines(situation, chosen, width)
    for word, said in (("For", proposal.fit.reasons), ("Against", proposal.fit.doubts)):
        for one in said:
            yield from wrapped(f"{word}: {one.text}", width, hanging=2)
    for one in proposal.notes:
        yield from wrapped(one.text, width, hanging=2)
    yield from cost_lines(proposal.cost, width)


def _segment(segment: PlannedSegment) -> str:
    """Return one segment as a line that fits 40 columns."""
    low, high = segment.interval
    count = f"{segment.forecast.median}"
    reach = f"({low}-{high})"
    rest = "" if not segment.rest_s else f"{segment.rest_s:.0f} s, "
    return f"  {segment.load!s:>9}  {count:>3} {reach:<7} {rest}{_TECHNIQUES[str(segment.technique)]}"


def _doubts(situation: Situation, proposal: Proposal, width: int) -> Iterator[str]:
    """Yield what the numbers rest on."""
    ways = dict.fromkeys(
        (one.to_come.way, one.to_come.exercise) for one in proposal.segments if one.to_come is not None
    )
    for way, exercise in ways:
        here, all_ = situation.habits.seen(way, exercise), situation.habits.seen(way)
        what, many = _LEARNT[str(way)]
        if all_:
            of = f", {here} of them of this exercise" if here != all_ else ""
            counted = f"1 {what}" if all_ == 1 else f"{all_} {many}"
            yield from wrapped(f"Learnt from {counted} in your log{of}.", width, hanging=2)
        else:
            whose = "other lifters' drops" if way == "drop" else "judgement more than on data"
            yield from wrapped(f"Your log has no {what}: this rests on {whose}.", width, hanging=2)
    if not situation.is_gym_told:
        yield from wrapped("What the gym has is assumed: `momentary gym` says what it is.", width, hanging=2)


def _protocol(one: Protocol, width: int, *, is_whole: bool) -> Iterator[str]:
    """Yield how a method is done."""
    yield ""
    yield from wrapped(f"{one.title[0].upper()}{one.title[1:]}: {one.summary.text}", width)
    if is_whole:
        yield from _listed("When", one.when, width)
    yield from _listed("You", one.steps, width, is_numbered=True)
    yield from _listed("Your partner", one.partner_steps, width, is_numbered=True)
    yield from _listed("It ends", one.ends, width)
    yield from _listed("It costs", one.cost, width)
    yield from _listed("Log it", one.log_as, width)
    yield from _listed("Why", one.why, width)


def _listed(title: str, said: Sequence[Advice], width: int, *, is_numbered: bool = False) -> Iterator[str]:
    """Yield sentences under a title."""
    if not said:
        return
    if len(said) == 1:
        yield from wrapped(f"{title}: {said[0].text}", width, hanging=2)
        return
    yield f"{title}:"
    for number, one in enumerate(said, start=1):
        mark = f"{number}. " if is_numbered else "- "
        yield from wrapped(f"{mark}{one.text}", width, indent=2, hanging=len(mark))


def _ending(keys: Iterable[str], width: int) -> Iterator[str]:
    """Yield where the evidence is, and the note on safety."""
    from momentary.prescription.methods import SAFETY

    yield ""
    yield from wrapped(f"Evidence (`momentary evidence NAME`): {', '.join(keys)}", width, hanging=2)
    yield from wrapped(SAFETY, width)


def _record(one: Protocol) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "also": list(one.also),
        "summary": advice_record((one.summary,))[0],
        "when": advice_record(one.when),
        "steps": advice_record(one.steps),
        "partner_steps": advice_record(one.partner_steps),
        "ends": advice_record(one.ends),
        "cost": advice_record(one.cost),
        "log_as": advice_record(one.log_as),
        "why": advice_record(one.why),
    }


def _proposal_record(proposal: Proposal) -> dict[str, Any]:
    return {
        "title": proposal.title,
        "interval": 0.8,
        "superset": proposal.superset,
        "sets": [
            [
                {
                    "exercise": one.name,
                    "load": load_record(one.load),
                    "technique": str(one.technique),
                    "rest_s": one.rest_s,
                    **repetitions_record(one.forecast),
                    "most": one.most,
                    "ending": str(one.ending),
                    "judge": str(one.judge),
                    "help": [load_record(some) for some in one.help],
                }
                for one in chain
            ]
            for chain in proposal.sets
        ],
        "cost": cost_record(proposal.cost),
        "notes": advice_record(proposal.notes),
        "claims": list(proposal.claims),
    }
