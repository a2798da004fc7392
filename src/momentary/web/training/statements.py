"""What a lifter says of themselves beside the sets, as operations hold it: check-ins, and corrections by hand.

A check-in tells of sleep, motivation and soreness. A correction says how a muscle or the neural state feels, against
what the model says of it. Both are observations: they are weighed, never taken over as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from momentary.exchange import UnreadablePartError
from momentary.quantities import CheckIn, ImpossibleValueError, Muscle

CHECK_IN, CORRECTION = "check_in", "correction"
NEURAL = "neural"
_LONGEST_TIME = 26
_CHECK_IN_PARTS = frozenset({"at", "sleep_h", "motivation", "soreness"})
_CORRECTION_PARTS = frozenset({"at", "state", "level"})


@dataclass(frozen=True, slots=True)
class Feeling:
    """How a lifter says that a state feels.

    Args:
        at: When they said it, wall clock.
        muscle: The muscle; None for the neural state of the whole body.
        level: Share of rested strength that they feel, above 0 and at most 1, which is fine [1].
    """

    at: datetime
    muscle: Muscle | None
    level: float


def check_in_of(value: object, place: str = "") -> CheckIn:
    """Return the check-in that an object says.

    Raises:
        UnreadablePartError: It says none.
    """
    members = _members(value, _CHECK_IN_PARTS, place)
    told = _soreness(members.get("soreness", {}), f"{place}/soreness")
    sleep, motivation = (_number(members.get(name), f"{place}/{name}") for name in ("sleep_h", "motivation"))
    if sleep is None and motivation is None and not told:
        fact = "It tells neither sleep nor motivation nor soreness."
        raise UnreadablePartError(place, fact, "Tell one of them.")
    try:
        return CheckIn(_time(members, place), sleep, motivation, told)
    except ImpossibleValueError as error:
        raise UnreadablePartError(place, str(error), "Correct the value.") from None


def feeling_of(value: object, place: str = "") -> Feeling:
    """Return the correction that an object says.

    Raises:
        UnreadablePartError: It says none.
    """
    members = _members(value, _CORRECTION_PARTS, place)
    state = members.get("state")
    muscle = None if state == NEURAL else _muscle(state, f"{place}/state")
    level = _number(members.get("level"), f"{place}/level")
    if level is None or not 0.0 < level <= 1.0:
        fact = f"{members.get('level')!r} is no share of rested strength."
        raise UnreadablePartError(f"{place}/level", fact, "Give one above 0 and at most 1, which is fine.")
    return Feeling(_time(members, place), muscle, level)


def check_in_value(told: CheckIn) -> dict[str, Any]:
    """Return a check-in as an operation holds it; what was not told is left out."""
    parts: dict[str, Any] = {"sleep_h": told.sleep_h, "motivation": told.motivation}
    value = {"at": told.at.isoformat(), **{name: part for name, part in parts.items() if part is not None}}
    return {**value, "soreness": {str(key): one for key, one in told.soreness.items()}} if told.soreness else value


def feeling_value(felt: Feeling) -> dict[str, Any]:
    """Return a correction as an operation holds it."""
    state = NEURAL if felt.muscle is None else str(felt.muscle)
    return {"at": felt.at.isoformat(), "state": state, "level": felt.level}


def _members(value: object, known: frozenset[str], place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UnreadablePartError(place, "The value is not an object.", "Correct it.")
    for key in value:
        if key not in known:
            fact = f"There is no part of that name: {', '.join(sorted(known))}."
            raise UnreadablePartError(f"{place}/{str(key)[:40]}", fact, "Update the server, or leave it out.")
    return value


def _time(members: Mapping[str, Any], place: str) -> datetime:
    text = members.get("at")
    if isinstance(text, str) and len(text) <= _LONGEST_TIME:
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = None
        if found is not None and found.tzinfo is None:
            return found
    raise UnreadablePartError(f"{place}/at", "It is no time by the wall clock.", "Write 2026-01-05T18:00:00.")


def _number(value: object, place: str) -> float | None:
    if value is None:
        return None
    # 400 digits are a whole number for JSON, and none for a computer.
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9 and isfinite(value):
        return float(value)
    raise UnreadablePartError(place, f"{str(value)[:40]!r} is no number.", "Give one, or leave it out.")


def _soreness(value: object, place: str) -> dict[Muscle, float]:
    if not isinstance(value, dict):
        raise UnreadablePartError(place, "It is not an object of muscles.", "Write {'chest': 3}.")
    found = {}
    for name, each in value.items():
        level = _number(each, f"{place}/{str(name)[:40]}")
        if level is not None:
            found[_muscle(name, place)] = level
    return found


def _muscle(name: object, place: str) -> Muscle:
    try:
        return Muscle(str(name))
    except ValueError:
        near = f"one such as {Muscle.CHEST} or {Muscle.LATS}"
        raise UnreadablePartError(place, f"{str(name)[:40]!r} is no muscle.", f"Name {near}.") from None
