"""What to take back, after all that a log tells of tiredness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from momentary.catalogue import Exercise
from momentary.inference import LevelPosterior
from momentary.inference.readiness import Readiness
from momentary.prescription.deload.arrivals import arrivals
from momentary.prescription.deload.plan import Deload, deload_of
from momentary.prescription.frequency import Frequency, frequencies, neural_warning
from momentary.prescription.plateau import PlateauReading, read_plateaus


def deload_of_log(
    posterior: LevelPosterior,
    exercises: Mapping[str, Exercise],
    *,
    at: datetime,
    readiness: Readiness | None,
    readings: Mapping[str, PlateauReading] | None = None,
    often: Sequence[Frequency] | None = None,
) -> Deload:
    """Return what to take back of some exercises from a moment on, and what stays.

    Args:
        posterior: What is believed after the log.
        exercises: The exercises, by the name that the lifter types.
        at: From when.
        readiness: How recovered the lifter is then; None where nobody knows.
        readings: Whether their strength still rises; asked here if not given.
        often: How often muscles were taken to failure lately; worked out here if not given.
    """
    tiredness = posterior.tiredness
    return deload_of(
        exercises,
        at=at,
        readiness=readiness,
        arrivals=arrivals(tiredness),
        frequencies=frequencies(tiredness) if often is None else often,
        neural_warning=neural_warning(tiredness),
        readings=read_plateaus(posterior, exercises) if readings is None else readings,
    )
