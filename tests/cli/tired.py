"""A log of a lifter who tires, as a file that the commands read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from momentary.athlete.tired_lifter import tired_lifter
from momentary.exchange import write
from momentary.parameters import level_prior
from momentary.quantities import Log

NAMES = {
    "bench": "Bench Press (Barbell)",
    "incline": "Incline Bench Press (Barbell)",
    "extension": "Triceps Extension (Cable)",
    "row": "Bent Over Row (Barbell)",
    "pulldown": "Lat Pulldown (Cable)",
    "curl": "Bicep Curl (Barbell)",
    "squat": "Squat (Barbell)",
    "leg press": "Leg Press",
}


def write_tired(file: Path, *, sessions: int = 30, seed: int = 4) -> Log:
    """Write the log of a lifter who takes every set to failure, and return it."""
    made = tired_lifter(np.random.default_rng(seed), prior=level_prior().fatigue, sessions=sessions).log
    log = Log.of(
        replace(
            session,
            sets=tuple(
                replace(one, segments=tuple(replace(part, exercise=NAMES[part.exercise]) for part in one.segments))
                for one in session.sets
            ),
        )
        for session in made.sessions
    )
    write(log, file)
    return log
