"""`momentary simulate METHOD`: a set by a method, repetition by repetition, inside the muscle."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.logs import progress_bar, read_logs
from momentary.cli.options import LoadType
from momentary.cli.wrapping import terminal_width
from momentary.quantities import Load

if TYPE_CHECKING:
    from momentary.catalogue import Exercise
    from momentary.figures.simulated import Simulation
    from momentary.muscle import Lift, Lifter, Method, Protocol

METHODS = MappingProxyType(
    {
        "straight": "One load until a repetition fails.",
        "drop": "To failure, a fifth off, to failure.",
        "double-drop": "To failure, a fifth off, and again.",
        "forced": "To failure, then two repetitions in which a partner lifts just what is missing.",
        "assisted": "To failure, then on with a fifth of the load taken off on the way up.",
        "negatives": "To failure, then up to four slow lowerings of a load that a partner lifts.",
        "partials": "To failure, then only the part of the range that still goes.",
        "cheat": "To failure, then on with a swing of the body.",
        "machine": "To failure with a free weight, then the same load on a machine.",
        "rest-pause": "To failure three times with 20 s between.",
        "superset": "To failure, then the opposite muscle to failure.",
    }
)
"""The methods with their help; the muscle's own list takes a second to import."""

ALSO = MappingProxyType(
    {
        "drop-set": "drop",
        "double-drop-set": "double-drop",
        "partial-repetitions": "partials",
        "cheat-repetitions": "cheat",
        "assisted-repetitions": "forced",
        "superset-opposing": "superset",
    }
)
"""What `momentary methods` calls them; its assisted repetitions are helped only as far as they need it."""

TYPICAL = "typical"
EQUAL_ROUNDS = 3
_MOST_ROUNDS = 12
_LIGHTEST, _HEAVIEST = 0.2, 1.2


def method_named(name: str) -> str:
    """Return a method's name in the way in which it is listed, from the way in which people write it."""
    plain = "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
    return ALSO.get(plain, plain)


class MethodType(click.Choice[str]):
    """A method, as people write it."""

    def __init__(self) -> None:
        super().__init__(list(METHODS))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name of the method."""
        return super().convert(method_named(str(value)), param, ctx)


class ShareType(click.ParamType[Load | float]):
    """A load with its unit, or a share of the 1RM: 80kg, 175lb, 75%."""

    name = "load or share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Load | float:
        """Return the load, or the share."""
        if isinstance(value, Load | float):
            return value
        text = str(value).strip().replace(",", ".")
        if not text.endswith("%"):
            found: Load = LoadType().convert(value, param, ctx)
            return found
        try:
            share = float(text[:-1]) / 100.0
        except ValueError:
            self.fail(f"'{value}' is no share of the 1RM. Write 75%.", param, ctx)
        if not _LIGHTEST <= share <= _HEAVIEST:
            self.fail(f"{share:.0%} of the 1RM is not simulated: write {_LIGHTEST:.0%} to {_HEAVIEST:.0%}.", param, ctx)
        return share


@dataclass(frozen=True, slots=True, kw_only=True)
class _Who:
    """Whose muscle it is, the load as a share of the 1RM, and how both are told."""

    tiring: float
    share: float
    told: str
    load_told: str
    kg: float | None = None


@cache
def method_command(name: str) -> click.Command:
    """Return the command of a method."""
    return click.Command(
        name,
        callback=lambda **given: _run(name, **given),
        help=f"{METHODS[name]} What that does inside the muscle, repetition by repetition.",
        short_help=METHODS[name],
        params=[
            click.Option(
                ["--compare"], multiple=True, metavar="METHOD", type=MethodType(),
                help="Another method beside it. May be given several times.",
            ),
            click.Option(["--exercise"], required=True, metavar="NAME", help="The exercise, in any app's spelling."),
            click.Option(
                ["--load"], required=True, type=ShareType(), metavar="LOAD",
                help="The first load: a share of the 1RM such as 75%, or with a log a load such as 80kg.",
            ),
            click.Option(
                ["--lifter"], default=TYPICAL, show_default=True, metavar="LOG|typical",
                help="Whose repetitions the muscle is fitted to: those of a log, or people's in general.",
            ),
            click.Option(
                ["--rounds"], type=click.IntRange(1, _MOST_ROUNDS),
                help="How often the set is done; once, or three times with --equal, if not given.",
            ),
            click.Option(
                ["--rest", "rest_s"], default=120.0, show_default=True, type=click.FloatRange(0.0, 3600.0),
                metavar="SECONDS", help="Rest between rounds.",
            ),
            click.Option(
                ["--equal"], type=click.Choice(["volume", "time"]),
                help="Give every method the volume or the time that the first one takes.",
            ),
            click.Option(["--out"], type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
                         help="Write the page, with drawings."),
            click.Option(["--references"], is_flag=True, help="Print what the run rests on as well."),
            click.Option(["--json", "as_json"], is_flag=True, help="Print JSON instead of the summary."),
        ],
    )  # fmt: skip


def _run(
    name: str,
    *,
    compare: tuple[str, ...],
    exercise: str,
    load: Load | float,
    lifter: str,
    rounds: int | None,
    rest_s: float,
    equal: str | None,
    out: Path | None,
    references: bool,
    as_json: bool,
) -> None:
    names = list(dict.fromkeys((name, *compare)))
    with progress_bar() as bar:
        task = bar.add_task("starting the muscle", total=None)
        found = _simulation(
            names, exercise=exercise, load=load, lifter=lifter, rounds=rounds, rest_s=rest_s, equal=equal,
            with_traces=out is not None, tell=lambda words: bar.update(task, description=words),
        )  # fmt: skip
    from momentary.figures.simulated import simulation_json
    from momentary.figures.simulation_words import render_simulation_terminal

    if out is not None:
        from momentary.figures.simulation_page import render_simulation

        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(render_simulation(found), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(simulation_json(found), indent=2, ensure_ascii=False))
        return
    click.echo(render_simulation_terminal(found, width=terminal_width(), page=None if out is None else str(out)))
    if references:
        click.echo("\n".join(found.references))


def _simulation(
    names: Sequence[str],
    *,
    exercise: str,
    load: Load | float,
    lifter: str,
    rounds: int | None,
    rest_s: float,
    equal: str | None,
    with_traces: bool,
    tell: Callable[[str], None],
) -> Simulation:
    from momentary.catalogue import match
    from momentary.figures.simulated import SimulatedMethod, Simulation
    from momentary.muscle import METHODS as WAYS
    from momentary.muscle import is_free, lift_of, reference_lines, simulate, trace, typical_lifter

    named = match(exercise).exercise
    try:
        lift = lift_of(named)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    if "machine" in names and not is_free(named):
        raise click.ClickException(f"'{named.name}' is no free weight: name one for the way from it to a machine.")
    who = _typical(load) if lifter == TYPICAL else _of_log(lifter, exercise, load, lift=lift)
    tell("finding the 1RM of the muscle")
    muscle = typical_lifter(lift, tiring=who.tiring)
    ways = [WAYS[one] for one in names]
    tell("lifting")
    try:
        protocols, basis = _protocols(ways, muscle, who.share, named, rounds=rounds, rest_s=rest_s, equal=equal)
        outcomes = simulate(muscle, protocols)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    methods = []
    for way, protocol, outcome in zip(ways, protocols, outcomes, strict=True):
        tell(f"drawing the {way.title}")
        course = trace(muscle, protocol, steps=outcome.steps) if with_traces else None
        methods.append(SimulatedMethod(name=way.name, title=way.title, what=way.what, outcome=outcome, trace=course))
    notes = _notes(named, names, is_guess=named.is_own or named.is_guess)
    return Simulation(
        exercise=named.name,
        load=who.share,
        load_told=who.load_told,
        lifter_told=who.told,
        basis=basis,
        methods=methods,
        notes=notes,
        references=reference_lines(muscle.pool, lift, *ways),
        kg=who.kg,
    )


def _typical(load: Load | float) -> _Who:
    if isinstance(load, Load):
        raise click.UsageError(
            "A typical lifter has no 1RM in kg or lb: write the load as a share, 75%, or name a log, --lifter LOG."
        )
    return _Who(tiring=1.0, share=load, told="a typical lifter", load_told=f"{load:.0%} of the 1RM")


def _of_log(file: str, exercise: str, load: Load | float, *, lift: Lift) -> _Who:
    from momentary.cli.analysis import analyse
    from momentary.muscle import tiring_of

    analysis = analyse(read_logs((Path(file),)).log)
    key = analysis.find_exercise(exercise)
    one_rm = float(analysis.posterior.one_rm(key, at=analysis.at).median)
    body_kg = _moved_body(analysis, key)
    kg = load.kg if isinstance(load, Load) else load * (one_rm + body_kg) - body_kg
    share = (kg + body_kg) / (one_rm + body_kg)
    if not _LIGHTEST <= share <= _HEAVIEST:
        raise click.ClickException(
            f"{kg:g} kg is {share:.0%} of this lifter's 1RM: name a load from {_LIGHTEST:.0%} to {_HEAVIEST:.0%} of it."
        )
    # Far from 60 to 90 % the curve of repetitions is loose, for lifters as for the muscle.
    usual = min(max(share, 0.6), 0.9)
    forecast = analysis.posterior.repetitions_to_failure(key, usual * (one_rm + body_kg) - body_kg, at=analysis.at)
    repetitions = max(float(forecast.median), 1.0)
    fitted = f"a 1RM of about {one_rm:.0f} kg and {repetitions:.0f} repetitions at {usual:.0%} of it"
    told = f"a muscle fitted to the log: {fitted}"
    return _Who(
        tiring=tiring_of(lift, load=usual, repetitions=repetitions),
        share=share,
        told=told,
        load_told=f"{load if isinstance(load, Load) else f'{kg:.1f} kg'}, {share:.0%} of the 1RM",
        kg=one_rm,
    )


def _moved_body(analysis: Any, key: str) -> float:
    """Return the part of the body mass that moves with the load [kg]."""
    from momentary.parameters import level_prior

    share = analysis.matches[analysis.label(key)].exercise.body_mass_share
    told = [session.body_mass.kg for session in analysis.log.sessions if session.body_mass is not None]
    return float(share * (told[-1] if told else level_prior().body_mass_median))


def _protocols(
    ways: Sequence[Method],
    lifter: Lifter,
    share: float,
    exercise: Exercise,
    *,
    rounds: int | None,
    rest_s: float,
    equal: str | None,
) -> tuple[list[Protocol], str]:
    """Return what is to be done by every method, and on what grounds they are compared."""
    from momentary.muscle import is_free, protocol_of, simulate

    count = rounds if rounds is not None else 1 if equal is None else EQUAL_ROUNDS
    given: dict[str, Any] = {"load": share, "lift": lifter.lift, "rest_s": rest_s, "is_free": is_free(exercise)}
    planned = [protocol_of(way, rounds=count, **given) for way in ways]
    told = "one set each" if count == 1 else f"{count} rounds each, {rest_s:.0f} s of rest between them"
    if equal is None:
        return planned, told if len(ways) > 1 else told.removesuffix(" each").replace(" each,", ",")
    first, *others = ways
    (outcome,) = simulate(lifter, planned[:1])
    if not outcome.repetitions:
        raise click.ClickException(
            f"No repetition of the {first.title} goes up at {share:.0%} of the 1RM, so nothing can be equal to it: "
            "name a lighter load."
        )
    limit: dict[str, Any] = {"volume": outcome.volume} if equal == "volume" else {"time_s": outcome.seconds}
    again = [protocol_of(way, rounds=_MOST_ROUNDS, **given, **limit) for way in others]
    amount = "load times repetitions" if equal == "volume" else "time"
    return [
        planned[0],
        *again,
    ], f"as much {amount} as {count} rounds of the {first.title}, {rest_s:.0f} s between rounds"


def _notes(exercise: Exercise, names: Sequence[str], *, is_guess: bool) -> list[str]:
    notes = []
    if is_guess:
        notes.append(f"'{exercise.name}' is not in the catalogue: how it moves is guessed from its name.")
    if "superset" in names:
        notes.append("Of the superset, the second muscle is taken for as strong and as tiring as the first.")
    return notes
