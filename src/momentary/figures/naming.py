"""What the catalogue says about the names of a log, as far as a report needs it."""

from __future__ import annotations

from momentary.catalogue import Kind, Match, WayOut
from momentary.figures.report import NamedExercise
from momentary.language import mark

_IS_COMPOUND = {Kind.COMPOUND: True, Kind.ISOLATION: False}
STOPS = mark("set the machine's stops before the set")
"""How to fail where a machine's own stops catch the load."""
_ALONE = {
    WayOut.PINS: mark("set the rack's pins or safety arms before the set, or have a spotter"),
    WayOut.STOP_SHORT: mark("there is no safe way out: stop short of failure, or have a spotter"),
    WayOut.MACHINE_STOPS: STOPS,
}
_SHORT = {
    _ALONE[WayOut.PINS]: "pins or a spotter",
    _ALONE[WayOut.STOP_SHORT]: "stop short, or a spotter",
    STOPS: "set the stops",
}


def named_exercise(match: Match) -> NamedExercise:
    """Return what a report needs of a matched name."""
    exercise = match.exercise
    unsafe = exercise.needs_spotter or exercise.way_out in (WayOut.STOP_SHORT, WayOut.MACHINE_STOPS)
    warned = unsafe and exercise.is_strength and not exercise.is_own
    return NamedExercise(
        typed=match.typed,
        label=match.typed if exercise.is_own else exercise.name,
        key=None if exercise.is_own else exercise.slug,
        confidence=match.confidence,
        muscles=exercise.shares,
        is_guess=exercise.is_guess,
        is_compound=_IS_COMPOUND.get(exercise.kind),
        is_strength=exercise.is_own or exercise.is_strength,
        alone=_ALONE.get(exercise.way_out) if warned else None,
    )


def shortly(alone: str) -> str:
    """Return in a few words how to fail safely alone, for a table."""
    return _SHORT.get(alone, alone)
