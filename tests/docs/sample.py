"""An invented lifter's export, for the examples of the documentation to run on."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
# Exercise, load at the start [kg], rise a week [kg], repetitions of the last set.
LIFTS = (
    ("Squat (Barbell)", 90.0, 1.25, 7),
    ("Bench Press (Barbell)", 65.0, 0.75, 6),
    ("Lat Pulldown (Cable)", 55.0, 0.5, 9),
    ("Bicep Curl (Dumbbell)", 12.5, 0.25, 10),
)


def write_export(file: Path, *, weeks: int = 10) -> None:
    """Write a Strong export of two sessions a week, with warm-ups, RPE and failures."""
    lines = [HEADER]
    for number in range(2 * weeks):
        start = datetime(2024, 1, 8, 18, 30) + timedelta(days=3.5 * number)
        for exercise, first, rise, last in LIFTS:
            load = round((first + rise * number / 2) / 2.5) * 2.5
            sets = [("W", load / 2, 8, ""), ("1", load, last + 2, "8"), ("2", load, last + 1, "9")]
            sets.append(("F", load, last, "") if number % 3 == 0 else ("3", load, last, "9.5"))
            lines += [
                f"{start:%Y-%m-%d %H:%M:%S},Evening,58m,{exercise},{order},{value},{repetitions},0,0,,,{rpe}"
                for order, value, repetitions, rpe in sets
            ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
