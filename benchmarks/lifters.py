"""The development lifters as records, with the sets whose failure is to be forecast: what the benchmarks share.

The rules are those of `../shared/benchmark/score.py`: a target is a working set that ended in failure (labelled, or
RPE 9.5 and above), of 1 to 40 repetitions, whose exercise the lifter did in an earlier session at most
60 days before. Figures are means over the lifters with at least 20 targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from momentary.athlete import Prior
from momentary.inference import SetRecords, forecast_steps, observations
from momentary.quantities import (
    Effort,
    EffortScale,
    Ending,
    EndingKind,
    Load,
    Log,
    Moment,
    Role,
    Segment,
    Session,
    Set,
    Technique,
)  # fmt: skip

DATA = Path(__file__).resolve().parent.parent.parent / "shared"
LEVELS = tuple(round(0.05 * step, 2) for step in range(1, 20))
LEAST_TARGETS = 20
LONGEST_GAP_DAYS = 60.0
ROLES = {"warmup": Role.WARM_UP, "unknown": None}
FIGURES = ("crps", "mae", "bias", "within1", "cover50", "cover80", "cover90", "width80", "log_score")


@dataclass(frozen=True, slots=True, eq=False)
class Lifter:
    """One lifter of the development data.

    Args:
        name: Their pseudonym.
        records: Their log.
        targets: Rows of the records that are targets.
        keys: Session and set in session of every row, as in the file.
    """

    name: str
    records: SetRecords
    targets: NDArray[np.int64]
    keys: pl.DataFrame


def lifters(*, scored_only: bool = True) -> Iterator[Lifter]:
    """Yield the lifters, by default only those with enough targets to be scored."""
    table = pl.read_parquet(DATA / "data" / "lifters.parquet").filter(~pl.col("suspect"))
    for (name,), part in table.group_by("lifter", maintain_order=True):
        rows = part.sort("session", "set_in_session")
        targets = _targets(rows)
        if scored_only and targets.sum() < LEAST_TARGETS:
            continue
        yield Lifter(
            str(name), observations(_log(rows)), np.flatnonzero(targets), rows.select("session", "set_in_session")
        )


def _targets(rows: pl.DataFrame) -> NDArray[np.bool_]:
    """Return which rows are targets."""
    done = pl.col("reps") > 0
    visits = rows.filter(done).group_by("exercise", "session").agg(pl.col("started_at").first())
    visits = visits.sort("exercise", "session")
    gap = pl.col("started_at").diff().over("exercise").dt.total_seconds() / 86400.0
    visits = visits.with_columns(gap.alias("gap")).select("exercise", "session", "gap")
    failed = (pl.col("set_type") == "failure") | (pl.col("rpe").fill_nan(None).fill_null(0.0) >= 9.5)
    wanted = (
        failed & pl.col("set_type").is_in(["normal", "unknown", "failure"]) & pl.col("reps").is_between(1, 40)
        & (pl.col("gap") <= LONGEST_GAP_DAYS)
    )  # fmt: skip
    joined = rows.join(visits, on=["exercise", "session"], how="left", maintain_order="left")
    return joined.select(wanted.fill_null(value=False)).to_series().to_numpy()


def _log(rows: pl.DataFrame) -> Log:
    """Return the rows of one lifter as a log; a drop set joins the set before it."""
    sessions = []
    for (_, started), part in rows.group_by("session", "started_at", maintain_order=True):
        sets: list[Set] = []
        for row in part.iter_rows(named=True):
            segment = _segment(row)
            if segment.technique is Technique.DROP and sets and sets[-1].exercise == segment.exercise:
                sets[-1] = Set((*sets[-1].segments, segment), role=sets[-1].role)
            else:
                sets.append(Set((segment,), role=ROLES.get(row["set_type"], Role.WORKING)))
        sessions.append(Session(Moment.of(started), tuple(sets)))
    return Log.of(sessions)


def _segment(row: dict[str, object]) -> Segment:
    """Return one row as a segment."""
    load, reps, rpe = (_number(row[column]) for column in ("weight_kg", "reps", "rpe"))
    return Segment(
        str(row["exercise"]),
        Load(load) if load is not None else None,
        int(reps) if reps is not None else None,
        technique=Technique.DROP if row["set_type"] == "drop" else Technique.STRAIGHT,
        effort=Effort(rpe, EffortScale.RPE) if rpe is not None and 1.0 <= rpe <= 10.0 else None,
        ending=Ending(EndingKind.FAILURE) if row["set_type"] == "failure" else None,
    )


def _number(cell: object) -> float | None:
    """Return a cell as a number, or None where it is empty or NaN."""
    return float(cell) if isinstance(cell, int | float) and cell == cell else None


def figures(lifter: Lifter, *, prior: Prior, load_is_chosen: bool = True) -> dict[str, float]:
    """Return the figures of the one-step forecasts of a lifter's targets."""
    forecasts = forecast_steps(lifter.records, lifter.targets, prior=prior, load_is_chosen=load_is_chosen)
    levels = np.array(LEVELS)
    table = np.full((len(lifter.targets), len(levels)), 8.0)
    place = np.searchsorted(lifter.targets, forecasts.rows)
    table[place] = forecasts.quantiles(LEVELS)
    actual = lifter.records.repetitions[lifter.targets].astype(np.float64)
    gap = actual[:, None] - table
    result = {
        "crps": 2.0 * np.maximum(levels * gap, (levels - 1.0) * gap).mean(),
        "mae": np.abs(np.round(table[:, 9]) - actual).mean(),
        "bias": (table[:, 9] - actual).mean(),
        "within1": (np.abs(np.round(table[:, 9]) - actual) <= 1.0).mean(),
    }
    for name, low, high in (("50", 4, 14), ("80", 1, 17), ("90", 0, 18)):
        bottom, top = np.round(table[:, low]), np.round(table[:, high])
        result["cover" + name] = ((actual >= bottom) & (actual <= top)).mean()
        result["width" + name] = (top - bottom).mean()
    hit = forecasts.pmf[np.arange(len(place)), actual[place].astype(np.int64) - 1]
    result["log_score"] = np.log(np.maximum(hit, 1e-6)).mean()
    return {key: float(value) for key, value in result.items()}


def forecast_table(lifter: Lifter, *, prior: Prior) -> pl.DataFrame:
    """Return the quantiles of a lifter's targets in the format of the judge."""
    forecasts = forecast_steps(lifter.records, lifter.targets, prior=prior, load_is_chosen=True)
    columns = {
        f"q{round(100 * level):02d}": column
        for level, column in zip(LEVELS, forecasts.quantiles(LEVELS).T, strict=True)
    }
    keys = lifter.keys[forecasts.rows.tolist()]
    return keys.select(pl.lit(lifter.name).alias("lifter"), pl.all()).with_columns(**columns)


def mean_figures(each: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return the means over lifters."""
    return {name: float(np.mean([one[name] for one in each.values()])) for name in FIGURES}
