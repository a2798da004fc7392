"""Small logs for the tests of inference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from momentary.quantities import Effort, Ending, EndingKind, Load, Log, Moment, Role, Segment, Session, Set, rir

START = datetime(2024, 3, 4, 18, 0)


@dataclass(frozen=True)
class Row:
    """One straight set of a test log."""

    day: float
    load_kg: float | None
    reps: int | None
    ending: EndingKind | None = EndingKind.FAILURE
    rir: float | None = None
    role: Role | None = Role.WORKING
    exercise: str = "Bench"


def stopped(day: float, load_kg: float, reps: int, exercise: str = "Bench") -> Row:
    """A working set that ended without a word."""
    return Row(day, load_kg, reps, None, exercise=exercise)


def warm_up(day: float, load_kg: float, reps: int, exercise: str = "Bench") -> Row:
    """A warm-up."""
    return Row(day, load_kg, reps, None, role=Role.WARM_UP, exercise=exercise)


def log_of(rows: Iterable[Row], *, body_mass_kg: float | None = None) -> Log:
    """The log of some rows; rows of one day are one session, in their order."""
    days: dict[float, list[Set]] = {}
    for row in rows:
        effort: Effort | None = None if row.rir is None else rir(row.rir)
        segment = Segment(
            row.exercise,
            None if row.load_kg is None else Load(row.load_kg),
            row.reps,
            effort=effort,
            ending=None if row.ending is None else Ending(row.ending),
        )
        days.setdefault(row.day, []).append(Set((segment,), role=row.role))
    mass = None if body_mass_kg is None else Load(body_mass_kg)
    return Log.of(
        Session(Moment.of(START + timedelta(days=day)), tuple(sets), body_mass=mass) for day, sets in days.items()
    )


def steady(sessions: int, *, load_kg: float = 80.0, reps: Sequence[int] = (9, 8, 7), every: float = 4.0) -> list[Row]:
    """Sessions that all go the same way, to failure."""
    return [Row(every * number, load_kg, count) for number in range(sessions) for count in reps]
