"""What advice for the next set looks at beside the summary: worked out in the worker, read by web processes.

As long as a session goes on, what was known at its start counts: a muscle that has just been trained is not
unrecovered. So what was known before the log's last session is kept beside what is known now; readiness and
what to take back are worked out from them for the moment at which a session begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isnan
from typing import Any

from momentary.inference.fatigue import FatigueMemory
from momentary.inference.fatigue_format import fatigue_from_json, fatigue_to_json
from momentary.parameters import level_prior
from momentary.prescription.deload.arrivals import Arrival
from momentary.prescription.frequency import Frequency
from momentary.prescription.plateau import PlateauReading, Verdict
from momentary.quantities import LoadUnit, Muscle

NAME = "api/next"
"""Name of the fragment that holds it."""

FORMAT = "next-context/2"
_FREQUENCY = (
    "lately", "sets", "came_back", "came_back_low", "came_back_high", "bears", "bears_low", "bears_high",
)  # fmt: skip
_READING = ("probability", "mean", "low", "high", "surprise", "limit", "weeks_more")


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What is known beside the summary after a log.

    Args:
        last: Start of the log's last session, by the wall.
        frequencies: How often muscles were taken to failure lately.
        neural_warning: What speaks of heavy work piled up over weeks; None where nothing does.
        arrivals: How recovered muscles came to their sessions.
        readings: Whether strength still rises, by the name that the lifter types.
        coming: Exercises of the session that the rotation brings, with their usual sets; None where nobody knows.
        usual_sets: Usual working sets by the catalogue's name of an exercise.
        fatigue: What the log has told of fatigue.
        unit: In what loads are told, where no gym is.
    """

    last: datetime
    frequencies: tuple[Frequency, ...]
    neural_warning: str | None
    arrivals: tuple[Arrival, ...]
    readings: Mapping[str, PlateauReading]
    coming: tuple[tuple[str, int], ...] | None
    usual_sets: Mapping[str, int]
    fatigue: FatigueMemory
    unit: LoadUnit


@dataclass(frozen=True, slots=True, eq=False)
class Contexts:
    """What is known now, and what was before the log's last session; None where nobody knows."""

    now: Context
    before: Context | None

    def at_start(self, start: datetime) -> Context | None:
        """Return what was known when a session began, by the wall; None where nobody knows."""
        return self.now if self.now.last < start else self.before


def to_json(contexts: Contexts) -> dict[str, Any]:
    """Return contexts as what JSON knows."""
    before = None if contexts.before is None else _context(contexts.before)
    return {"format": FORMAT, "now": _context(contexts.now), "before": before}


def from_json(data: Mapping[str, Any]) -> Contexts | None:
    """Return what `to_json` wrote; None for another version, which the worker will replace."""
    if data.get("format") != FORMAT:
        return None
    before = data["before"]
    return Contexts(_as_context(data["now"]), None if before is None else _as_context(before))


def _context(one: Context) -> dict[str, Any]:
    return {
        "last": one.last.isoformat(),
        "frequencies": [_frequency(each) for each in one.frequencies],
        "neural_warning": one.neural_warning,
        "arrivals": [_arrival(each) for each in one.arrivals],
        "readings": {name: _reading(each) for name, each in one.readings.items()},
        "coming": one.coming,
        "usual_sets": dict(one.usual_sets),
        "fatigue": fatigue_to_json(one.fatigue, is_exact=True),
        "unit": str(one.unit),
    }


def _as_context(data: Mapping[str, Any]) -> Context:
    coming = data["coming"]
    return Context(
        last=datetime.fromisoformat(data["last"]),
        frequencies=tuple(_as_frequency(one) for one in data["frequencies"]),
        neural_warning=data["neural_warning"],
        arrivals=tuple(_as_arrival(one) for one in data["arrivals"]),
        readings={name: _as_reading(one) for name, one in data["readings"].items()},
        coming=None if coming is None else tuple((name, sets) for name, sets in coming),
        usual_sets=data["usual_sets"],
        fatigue=fatigue_from_json(data["fatigue"], prior=level_prior()),
        unit=LoadUnit(data["unit"]),
    )


def _arrival(one: Arrival) -> list[Any]:
    muscle = None if one.muscle is None else one.muscle.value
    numbers = [float(one.chance), float(one.level), float(one.low), float(one.high)]
    return [muscle, int(one.sessions), *numbers, None if one.eased is None else one.eased.isoformat()]


def _as_arrival(data: Sequence[Any]) -> Arrival:
    muscle, sessions, chance, level, low, high, eased = data
    known = None if muscle is None else Muscle(muscle)
    return Arrival(known, sessions, chance, level, low, high, None if eased is None else datetime.fromisoformat(eased))


def _reading(one: PlateauReading) -> dict[str, Any]:
    """Return a reading without its trend, which nobody asks here."""
    return {"verdict": str(one.verdict), **{name: _number(getattr(one, name)) for name in _READING}}


def _as_reading(data: Mapping[str, Any]) -> PlateauReading:
    told = {name: data[name] for name in _READING}
    for name in ("surprise", "limit"):
        told[name] = float("nan") if told[name] is None else told[name]
    return PlateauReading(verdict=Verdict(data["verdict"]), trend=None, **told)


def _frequency(one: Frequency) -> dict[str, Any]:
    told = {name: _number(getattr(one, name)) for name in _FREQUENCY}
    return {"muscle": one.muscle.value, "returns": int(one.returns), "warning": one.warning, **told}


def _as_frequency(data: Mapping[str, Any]) -> Frequency:
    told = {name: float("nan") if data[name] is None else data[name] for name in _FREQUENCY}
    return Frequency(muscle=Muscle(data["muscle"]), returns=data["returns"], warning=data["warning"], **told)


def _number(value: float | None) -> float | None:
    return None if value is None or isnan(value) else float(value)
