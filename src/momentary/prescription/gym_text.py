"""A gym as the text of a small TOML file, and back. Reading and writing the file itself is the caller's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Any

from momentary.catalogue import Equipment
from momentary.prescription.gym import Gym, Plates
from momentary.quantities import ImpossibleValueError, Load, LoadUnit

FORMAT = "momentary-gym/1"
_LOAD = re.compile(r"(?P<value>\d+(?:[.,]\d+)?)\s*(?P<unit>kg|lb)?\Z", re.ASCII)
_KNOWN = frozenset({"format", "unit", "partner", "pins", "bars", "plates", "dumbbells", "kettlebells", "stack"})


class UnreadableGymError(ValueError):
    """A text that describes no gym: the message names the file, the fact and the next step."""


def gym_to_toml(gym: Gym) -> str:
    """Return a gym as TOML. Loads stand in the gym's unit, others with theirs: `"45 lb"`."""
    lines = [
        "# What is in the gym: `momentary gym --help` says how to change it; this file may be edited, too.",
        f'format = "{FORMAT}"',
        f'unit = "{gym.unit}"',
        f"partner = {str(gym.has_partner).lower()}",
        f"pins = {str(gym.has_pins).lower()}",
        f"dumbbells = [{', '.join(_told(one, gym.unit) for one in gym.dumbbells)}]",
        f"kettlebells = [{', '.join(_told(one, gym.unit) for one in gym.kettlebells)}]",
        f"stack = [{', '.join(_told(one, gym.unit) for one in gym.stack)}]",
        "",
        "[bars]",
        *(f'"{equipment}" = {_told(load, gym.unit)}' for equipment, load in gym.bars),
        "",
        "# One plate = how many there are.",
        "[plates]",
        *(f'"{_told(one.load, gym.unit).strip(chr(34))}" = {one.count}' for one in gym.plates),
    ]
    return "\n".join(lines) + "\n"


def gym_from_toml(text: str, *, name: str) -> Gym:
    """Return the gym that a text describes.

    Args:
        text: The text, as `gym_to_toml` writes it.
        name: Name of the file, for errors.

    Raises:
        UnreadableGymError: The text is no TOML, of another format, or a value in it cannot be.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(name, f"This is no TOML ({error}).") from None
    if table.get("format") != FORMAT:
        raise _unreadable(name, f"The format is {table.get('format')!r}, not '{FORMAT}'.")
    strange = sorted(set(table) - _KNOWN)
    if strange:
        raise _unreadable(name, f"'{strange[0]}' is nothing that a gym has: there are {', '.join(sorted(_KNOWN))}.")
    if table.get("unit", "kg") not in tuple(LoadUnit):
        raise _unreadable(name, f"The unit is {table['unit']!r}: it can be kg or lb.")
    unit = LoadUnit(table.get("unit", "kg"))
    try:
        return Gym(
            unit,
            bars=tuple((_equipment(key), _load(value, unit)) for key, value in _table(table, "bars").items()),
            plates=tuple(Plates(_load(key, unit), _count(value)) for key, value in _table(table, "plates").items()),
            dumbbells=_loads(table.get("dumbbells", []), unit),
            kettlebells=_loads(table.get("kettlebells", []), unit),
            stack=_loads(table.get("stack", []), unit),
            has_pins=_truth(table, "pins"),
            has_partner=_truth(table, "partner"),
        )
    except ImpossibleValueError as error:
        raise _unreadable(name, str(error)) from None


def _told(load: Load, unit: LoadUnit) -> str:
    return f"{load.value:.10g}" if load.unit is unit else f'"{load}"'


def _table(table: dict[str, Any], key: str) -> dict[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise ImpossibleValueError(f"{key} is {found!r}, not a table.")
    return found


def _equipment(key: str) -> Equipment:
    try:
        return Equipment(key)
    except ValueError:
        raise ImpossibleValueError(f"'{key}' is no bar: write barbell, EZ bar, trap bar, smith machine.") from None


def _load(value: object, unit: LoadUnit) -> Load:
    parts = _LOAD.match(str(value).strip()) if isinstance(value, int | float | str) else None
    if parts is None or isinstance(value, bool):
        raise ImpossibleValueError(f"{value!r} is no load: write 20, or 45 lb.")
    return Load(float(parts["value"].replace(",", ".")), LoadUnit(parts["unit"]) if parts["unit"] else unit)


def _loads(values: object, unit: LoadUnit) -> tuple[Load, ...]:
    if not isinstance(values, Iterable) or isinstance(values, str | dict):
        raise ImpossibleValueError(f"{values!r} is no row of loads: write [2, 4, 6].")
    return tuple(_load(one, unit) for one in values)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ImpossibleValueError(f"{value!r} is no number of plates: write a whole one.")
    return value


def _truth(table: dict[str, Any], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise ImpossibleValueError(f"{key} is {value!r}: write true or false.")
    return value


def _unreadable(name: str, fact: str) -> UnreadableGymError:
    return UnreadableGymError(f"{name}: {fact} `momentary gym` shows what such a file holds and writes it.")
