"""Readiness as JSON: the states at a moment and over the coming days, under documented keys."""

from __future__ import annotations

from typing import Any

from momentary.inference.readiness import Course, Readiness, StateLevel

_DIGITS = 4
_INTERVAL = 0.8


def readiness_record(found: Readiness) -> dict[str, Any]:
    """Return readiness as a record that `json.dumps` takes; `docs/formats.md` documents its keys."""
    return {
        "at": found.at.isoformat(),
        "recovered_level": found.wanted,
        "probability": found.probability,
        "interval": _INTERVAL,
        **states_record(found),
        "courses": [_course(one) for one in found.courses],
    }


def states_record(found: Readiness) -> dict[str, Any]:
    """Return the states at the moment, without the coming days."""
    return {"neural": _state(found.neural), "muscles": [_state(one) for one in found.muscles]}


def _state(one: StateLevel) -> dict[str, Any]:
    """Return a state; the neural one is named so."""
    when = one.recovered_at
    return {
        "state": "neural" if one.muscle is None else one.muscle.value,
        **{name: round(getattr(one, name), _DIGITS) for name in ("level", "low", "high")},
        "recovered_at": None if when is None else when.isoformat(),
        "learnt": round(one.learnt, _DIGITS),
    }


def _course(one: Course) -> dict[str, Any]:
    """Return how a state goes on."""
    lines = {name: [round(float(value), _DIGITS) for value in getattr(one, name)] for name in ("level", "low", "high")}
    hours = [float(hour) for hour in one.hours]
    return {"state": "neural" if one.muscle is None else one.muscle.value, "hours": hours, **lines}
