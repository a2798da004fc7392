"""What planned sets would cost: how ready a lifter would be after them, and how ready without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta
from math import exp

from momentary.athlete import Work
from momentary.inference import LevelPosterior
from momentary.inference.clock import days_of
from momentary.inference.readiness import Readiness
from momentary.inference.records import RULE_OF_THUMB
from momentary.inference.recovering import Planned, readiness_of

REST_MINUTES = 3.5
"""From the end of one planned set to that of the next [min]."""

_LATER = timedelta(hours=1)


@dataclass(frozen=True, slots=True, eq=False)
class SessionCost:
    """What planned sets would cost.

    Args:
        done: The states an hour after them.
        without: The states at the same moment if they are not done.
    """

    done: Readiness
    without: Readiness


def session_cost(
    posterior: LevelPosterior, exercise: str, load_kg: float, *, at: datetime, sets: int, reserve: int
) -> SessionCost:
    """Return what sets of one exercise at one load would cost.

    Args:
        posterior: What is believed after the log.
        exercise: Key of an exercise of the log.
        load_kg: The load on the exercise's basis [kg].
        at: When the first of them would be done.
        sets: How many.
        reserve: Repetitions left in each; zero to failure [rep].

    Raises:
        ValueError: The load is none that the exercise can have or would not go up once, or the sets lie before the
            last one of the log.
    """
    if at.year == MAXYEAR:
        raise ValueError(f"{at:%Y-%m-%d} is at the end of the calendar: plan sets for an earlier day.")
    planned = _planned(posterior, exercise, load_kg, at=at, sets=sets, reserve=reserve)
    later = at + _LATER + timedelta(minutes=REST_MINUTES * sets)
    persons, nothing = posterior.tiredness.persons(), ()
    done, without = (
        readiness_of(posterior.fatigue, at=later, planned=one, persons=persons) for one in (planned, nothing)
    )  # fmt: skip
    return SessionCost(done, without)


def _planned(
    posterior: LevelPosterior, exercise: str, load_kg: float, *, at: datetime, sets: int, reserve: int
) -> Sequence[Planned]:
    """Return planned sets with the repetitions that are forecast for them."""
    involvement = posterior.tiredness.involvement(exercise)
    session, begin, rows = int(posterior.tiredness.records.session[-1]) + 1, days_of(at), []
    for number in range(sets):
        possible = posterior.repetitions_to_failure(exercise, load_kg, at=at, after_sets=number).median
        if not number and possible < 1.0:
            raise ValueError(f"{load_kg:.10g} kg is more than is forecast to go up once: plan a lighter load.")
        share = exp(-RULE_OF_THUMB * max(possible - 1.0, 0.0))
        time = begin + number * REST_MINUTES / 1440.0
        left = min(float(reserve), possible)
        rows.append(Planned(involvement, Work(time, session, max(possible - reserve, 0.0), left, share)))
    return rows
