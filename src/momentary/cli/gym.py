"""`momentary gym`: what there is to load."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from momentary.cli.records import load_record
from momentary.cli.wrapping import terminal_width, wrapped
from momentary.quantities import Load, LoadUnit

if TYPE_CHECKING:
    from momentary.prescription.gym import Gym

_FILE_HELP = "Where the gym is kept; a file in your configuration folder if not given."


def gym_file() -> Path:
    """Return where the gym is kept if nobody says otherwise."""
    return Path(click.get_app_dir("momentary")) / "gym.toml"


def stored_gym(file: Path | None) -> Gym | None:
    """Return the gym that was stored, or None where none was.

    Raises:
        click.ClickException: The file is no gym, or a file that was named is not there.
    """
    from momentary.prescription.gym_text import UnreadableGymError, gym_from_toml

    path = file or gym_file()
    if not path.exists():
        if file is not None:
            raise click.ClickException(
                f"{file}: there is no such file. `momentary gym --file {file} --usual` makes it."
            )
        return None
    try:
        return gym_from_toml(path.read_text(encoding="utf-8"), name=path.name)
    except UnicodeDecodeError:
        raise click.ClickException(f"{path}: this is no text. `momentary gym --usual` makes a new one.") from None
    except UnreadableGymError as error:
        raise click.ClickException(str(error)) from None


@click.command()
@click.option("--unit", type=click.Choice(["kg", "lb"]), help="The unit in which loads are told.")
@click.option("--bar", "bars", multiple=True, metavar="NAME=LOAD", help="A bar: barbell=20kg. Repeatable.")
@click.option("--plates", metavar="LIST", help='All plates, singly counted: "20x8 10x4 2.5x4".')
@click.option("--dumbbells", metavar="LIST", help='Dumbbells: "2-50/2" is 2 to 50 in steps of 2, or "5 7.5 10".')
@click.option("--kettlebells", metavar="LIST", help="Kettlebells, written as the dumbbells.")
@click.option("--stack", metavar="LIST", help="Steps of the stacks of machines, written as the dumbbells.")
@click.option("--partner/--alone", "partner", default=None, help="Whether somebody is there to help.")
@click.option("--pins/--no-pins", "pins", default=None, help="Whether a rack has pins or safety arms.")
@click.option("--usual", is_flag=True, help="Begin anew from what many gyms have.")
@click.option(
    "--file", "file", type=click.Path(path_type=Path), envvar="MOMENTARY_GYM", metavar="FILE", help=_FILE_HELP
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def gym(
    unit: str | None,
    bars: tuple[str, ...],
    plates: str | None,
    dumbbells: str | None,
    kettlebells: str | None,
    stack: str | None,
    *,
    partner: bool | None,
    pins: bool | None,
    usual: bool,
    file: Path | None,
    as_json: bool,
) -> None:
    """Show what your gym has, or change it: advice never names a load that is not there.

    Without options it shows what is stored; any option changes that and stores it.

    \b
    Examples:
      momentary gym
      momentary gym --plates "20x6 10x4 5x2 2.5x2 1.25x2" --pins --alone
      momentary gym --unit lb --usual --dumbbells "5-100/5" --partner
    """  # noqa: D301
    from momentary.prescription.gym import usual_gym
    from momentary.prescription.gym_words import loads_of, plates_of
    from momentary.quantities import ImpossibleValueError

    changes: dict[str, Any] = {"partner": partner, "pins": pins}
    lists = {"dumbbells": dumbbells, "kettlebells": kettlebells, "stack": stack}
    is_changed = usual or any(one is not None for one in (unit, plates, *lists.values(), partner, pins)) or bool(bars)
    path = file or gym_file()
    stored = None if usual or (is_changed and not path.exists()) else stored_gym(file)
    told = stored if stored is not None else usual_gym(LoadUnit(unit or "kg"))
    try:
        told = replace(told, unit=LoadUnit(unit) if unit else told.unit)
        new: dict[str, Any] = {key: loads_of(text, told.unit) for key, text in lists.items() if text is not None}
        told = replace(told, **new)
        if plates is not None:
            told = replace(told, plates=plates_of(plates, told.unit))
        told = replace(told, bars=_bars(told, bars))
    except ImpossibleValueError as error:
        raise click.UsageError(str(error)) from None
    told = replace(told, **{f"has_{key}": value for key, value in changes.items() if value is not None})
    if is_changed:
        _store(told, path)
    if as_json:
        click.echo(json.dumps(_record(told, is_stored=is_changed or stored is not None), indent=2, ensure_ascii=False))
        return
    for line in _lines(told, path if is_changed or stored is not None else None):
        click.echo(line)


def _store(told: Gym, path: Path) -> None:
    """Write the gym, whole or not at all."""
    from momentary.prescription.gym_text import gym_to_toml

    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(gym_to_toml(told), encoding="utf-8")
    beside.replace(path)


def _bars(told: Gym, words: Sequence[str]) -> tuple[tuple[Any, Load], ...]:
    """Return the bars, with those of some words added or changed."""
    from momentary.catalogue import Equipment
    from momentary.prescription.gym_words import load_of

    found = dict(told.bars)
    names = {one.casefold(): one for one in Equipment}
    for word in words:
        name, _, load = word.partition("=")
        equipment, found_load = names.get(name.strip().casefold()), load_of(load, told.unit)
        if equipment is None or found_load is None:
            raise click.UsageError(f"'{word}' is no bar. Write barbell=20kg, 'EZ bar=10kg' or 'smith machine=15kg'.")
        found[equipment] = found_load
    return tuple(found.items())


def _record(told: Gym, *, is_stored: bool) -> dict[str, Any]:
    return {
        "format": "momentary-gym/1",
        "is_stored": is_stored,
        "unit": str(told.unit),
        "partner": told.has_partner,
        "pins": told.has_pins,
        "bars": {str(equipment): load_record(load) for equipment, load in told.bars},
        "plates": [{**load_record(one.load), "count": one.count} for one in told.plates],
        "dumbbells": [load_record(one) for one in told.dumbbells],
        "kettlebells": [load_record(one) for one in told.kettlebells],
        "stack": [load_record(one) for one in told.stack],
    }


def _lines(told: Gym, path: Path | None) -> Iterator[str]:
    """Yield the gym for a terminal."""
    width = terminal_width()
    yield "Your gym" if path is not None else "No gym is stored. This is assumed:"
    bars = ", ".join(f"{equipment} {load}" for equipment, load in told.bars if load.value > 0.0) or "none"
    parts = {
        "bars": bars,
        "plates": ", ".join(f"{one.count} x {one.load}" for one in told.plates if one.count) or "none",
        "dumbbells": _row(told.dumbbells),
        "kettlebells": _row(told.kettlebells),
        "stacks": _row(told.stack),
        "partner": "yes" if told.has_partner else "no: nothing that needs one is advised",
        "pins": "yes" if told.has_pins else "no: no bench press or squat to failure alone",
    }
    for name, text in parts.items():
        yield from wrapped(f"{name}: {text}", width, indent=2, hanging=2)
    if path is None:
        yield from wrapped('Say what is there: `momentary gym --plates "20x8 10x4" --pins`.', width)
    else:
        yield from wrapped(f"Kept in {path}", width, hanging=2)


def _row(loads: Sequence[Load]) -> str:
    """Return loads in few words: evenly spaced ones by their ends and step."""
    if not loads:
        return "none"
    values = [one.value for one in loads]
    gaps = {round(after - before, 6) for before, after in pairwise(values)}
    if len(loads) > 3 and len(gaps) == 1 and len({one.unit for one in loads}) == 1:
        return f"{values[0]:g} to {loads[-1]} in steps of {gaps.pop():g}"
    return ", ".join(str(one) for one in loads)
