"""What a simulated method is, before it becomes a page, a summary or JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from momentary.muscle import Outcome, Trace

_DIGITS = 4
ENDINGS = ("as planned", "failed on the way up", "failed on the way down", "at the limit")
"""How a segment ended, by its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedMethod:
    """A method as it went.

    Args:
        name: Its name on the command line.
        title: Its name in a sentence.
        what: What is done.
        outcome: What it came to.
        trace: It step by step; None where no page is made.
    """

    name: str
    title: str
    what: str
    outcome: Outcome
    trace: Trace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """Methods simulated with one lifter, exercise and load.

    Args:
        exercise: The exercise.
        load: Load of the first segment, as a share of the 1RM.
        load_told: The load in words.
        lifter_told: Whose muscle it is, in words.
        basis: On what grounds methods are compared, in words.
        methods: The methods, the one asked for first.
        notes: What else is to be said.
        references: What the run rests on.
        kg: The 1RM, where it is known [kg].
    """

    exercise: str
    load: float
    load_told: str
    lifter_told: str
    basis: str
    methods: Sequence[SimulatedMethod]
    notes: Sequence[str] = ()
    references: Sequence[str] = field(default=())
    kg: float | None = None


def simulation_json(found: Simulation) -> dict[str, Any]:
    """Return a simulation as JSON knows it; forces are shares of the rested maximum."""
    return {
        "format": "momentary-simulation/1",
        "exercise": found.exercise,
        "load": round(found.load, _DIGITS),
        "one_rm_kg": None if found.kg is None else round(found.kg, 2),
        "lifter": found.lifter_told,
        "basis": found.basis,
        "methods": [_method(one) for one in found.methods],
        "notes": list(found.notes),
        "references": list(found.references),
    }


def _method(one: SimulatedMethod) -> dict[str, Any]:
    outcome = one.outcome
    return {
        "method": one.name,
        "repetitions": outcome.repetitions,
        "volume": round(outcome.volume, _DIGITS),
        "seconds": round(outcome.seconds, 1),
        "near_failure_s": round(outcome.near_failure_s, 1),
        "segments": [_segment(segment) for segment in outcome.segments],
        "afterwards": [
            {"seconds": then.seconds, "capacity": round(then.capacity, _DIGITS),
             "reachable": round(then.reachable, _DIGITS)}
            for then in outcome.afterwards
        ],
    }  # fmt: skip


def _segment(segment: Any) -> Mapping[str, Any]:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, _DIGITS)

    return {
        "load": rounded(segment.planned.load),
        "muscle": segment.planned.muscle,
        "repetitions": segment.repetitions,
        "failed_at": rounded(segment.part),
        "ended": ENDINGS[segment.ended],
        "begins_s": round(segment.begins_s, 1),
        "seconds": round(segment.seconds, 1),
        "working_s": round(segment.working_s, 1),
        "near_failure_s": round(segment.near_failure_s, 1),
        "recruited": rounded(segment.recruited),
        "newly_recruited": rounded(segment.newly_recruited),
        "capacity": rounded(segment.capacity),
        "reachable": rounded(segment.reachable),
        "muscular_loss": rounded(segment.muscular_loss),
        "neural_loss": rounded(segment.neural_loss),
        "help_peak": rounded(segment.help_peak),
        "help_mean": rounded(segment.help_mean),
    }
