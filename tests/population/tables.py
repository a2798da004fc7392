"""Invented tables of lifters, in the columns that momentary reads."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

START = datetime(2024, 1, 8, 18, 30)
EXERCISES = (("Squat (Barbell)", 100.0, 6), ("Bench Press (Barbell)", 70.0, 8), ("Lat Pulldown (Cable)", 55.0, 10))


def rows_of(lifter: str, *, sessions: int, seed: int = 1) -> list[dict[str, Any]]:
    """The rows of a lifter who trains three exercises, each with a warm-up and two sets, the last to failure."""
    random = np.random.default_rng(seed)
    rows = []
    for session in range(1, sessions + 1):
        number = 0
        for exercise, load, reps in EXERCISES:
            for set_type, share in (("warmup", 0.5), ("normal", 1.0), ("failure", 1.0)):
                number += 1
                rows.append(
                    {
                        "lifter": lifter,
                        "session": session,
                        "set_in_session": number,
                        "started_at": START + timedelta(days=3.5 * session),
                        "exercise": exercise,
                        "set_type": set_type,
                        "weight_kg": share * load,
                        "reps": float(reps + random.integers(-1, 2)),
                        "rpe": None,
                        "suspect": False,
                    }
                )
    return rows


def table_of(*lifters: tuple[str, int]) -> pl.DataFrame:
    """A table of some lifters, each with a number of sessions; a session after the first has three targets."""
    rows = [row for seed, (name, count) in enumerate(lifters) for row in rows_of(name, sessions=count, seed=seed)]
    return pl.DataFrame(rows, schema_overrides={"rpe": pl.Float64})


def write_table(file: Path, *lifters: tuple[str, int]) -> Path:
    """Write such a table and return its path."""
    table_of(*lifters).write_parquet(file)
    return file
