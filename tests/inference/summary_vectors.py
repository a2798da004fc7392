"""Test vectors of a summary: what another implementation of the step must reproduce.

python -m tests.inference.summary_vectors    writes vectors/summary.json anew, after a change of the model
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from momentary.athlete import CueWeights, DoseLaw, FatiguePrior, Part, PartPrior, Prior
from momentary.inference import ExerciseTraits
from momentary.inference.online import forecast, step
from momentary.inference.summary import Summary, summarise
from momentary.inference.summary_format import summary_to_json
from momentary.inference.summary_reading import summary_from_json
from momentary.parameters import level_prior
from momentary.quantities import Log, Muscle
from tests.inference.logs import START, Row, log_of, stopped, warm_up

FILE = Path(__file__).parent / "vectors" / "summary.json"

TRAITS = {
    "Bench": ExerciseTraits("bench", curve="bench_press", shares=((Muscle.CHEST, 1.0), (Muscle.TRICEPS, 0.5))),
    "Pull Up": ExerciseTraits("pull-up", moved_share=0.95, shares=((Muscle.LATS, 1.0), (Muscle.BICEPS, 0.5))),
    "Row": ExerciseTraits("Row", shares=((Muscle.UPPER_BACK, 1.0), (Muscle.LATS, 1.0), (Muscle.BICEPS, 0.5))),
    "Curl": ExerciseTraits("Curl", shares=((Muscle.BICEPS, 1.0),)),
    "Dip Machine": ExerciseTraits("dip-machine", moved_share=0.9, is_assisted=True),
}
SETS_STEPPED = 4


def lifter() -> Log:
    """Six weeks of an invented lifter: warm-ups, failures, calls, silent stops, help, no body mass, a new exercise."""
    rows: list[Row] = []
    for week in range(6):
        day, load = 7.0 * week, 80.0 + 2.5 * (week // 2)
        rows += [warm_up(day, 50.0, 8), Row(day, load, 9, None, rir=2), Row(day, load, 8), Row(day, load - 5.0, 8)]
        rows += [Row(day, None, 8 + week // 2, exercise="Pull Up"), Row(day, 5.0, 6, exercise="Pull Up")]
        rows += [stopped(day + 3, 60.0, reps, "Row") for reps in (10, 9)]
        rows += [Row(day + 3, 65.0, 8, exercise="Row")]
        rows += [Row(day + 3, 20.0, 8, None, rir=1, exercise="Bench")]
    rows += [Row(45.0, 90.0, 7), Row(45.0, 90.0, 5, None, rir=1)]
    rows += [Row(45.0, 40.0, reps, exercise="Curl") for reps in (12, 9)]
    return log_of(rows)


def figures_of(prior: Prior) -> dict[str, Any]:
    """The population's figures as JSON knows them."""
    return dict(asdict(prior))


def prior_of(figures: Mapping[str, Any]) -> Prior:
    """The population's figures of a file of vectors."""

    def tuples(value: Any) -> Any:
        return tuple(tuples(one) for one in value) if isinstance(value, list) else value

    parts = {name: tuples(value) for name, value in figures.items() if name not in ("cues", "fatigue")}
    fatigue = figures["fatigue"]
    states = {part.name.lower(): PartPrior(**fatigue[part.name.lower()]) for part in Part}
    return Prior(
        **parts,
        cues=CueWeights(**{name: tuples(value) for name, value in figures["cues"].items()}),
        fatigue=FatiguePrior(**states, session_log_sd=fatigue["session_log_sd"], doses=DoseLaw(**fatigue["doses"])),
    )


def vectors(prior: Prior) -> dict[str, Any]:
    """The vectors: a summary, forecasts from it, sets that are stepped through, and forecasts after each."""
    log = lifter()
    last = log.sessions[-1]
    head = Log.of(log.sessions[:-1])
    data = summary_to_json(summarise(head, traits=TRAITS, prior=prior), prior=prior)
    summary = summary_from_json(data, prior=prior)
    day = (last.start.wall - START) / timedelta(days=1)
    steps = []
    for done in last.sets[:SETS_STEPPED]:
        segment = done.segments[0]
        summary = step(summary, done, session=last, traits=TRAITS, prior=prior)
        steps.append(
            {
                "exercise": segment.exercise,
                "load_kg": None if segment.load is None else segment.load.kg,
                "repetitions": segment.repetitions,
                "rir": None if segment.effort is None else segment.effort.rir,
                "is_failure": segment.is_failure,
                "started_at": last.start.wall.isoformat(),
                "forecasts": forecasts(summary, prior, at_day=day),
            }
        )
    first = summary_from_json(data, prior=prior)
    return {
        "figures": figures_of(prior),
        "summary": data,
        "forecasts": forecasts(first, prior, at_day=day),
        "steps": steps,
    }


def forecasts(summary: Summary, prior: Prior, *, at_day: float) -> list[dict[str, Any]]:
    """Forecasts of every exercise at two loads, for a working set and for a warm-up."""
    at = START + timedelta(days=at_day)
    found = []
    for one in summary.exercises:
        for load in (40.0, 85.0):
            for is_chosen in (True, False):
                said = forecast(summary, one.entry.traits.key, load, at=at, is_chosen=is_chosen, prior=prior)
                found.append(
                    {
                        "exercise": one.entry.traits.key,
                        "load_kg": load,
                        "started_at": at.isoformat(),
                        "is_chosen": is_chosen,
                        "pmf": [round(chance, 7) for chance in said.pmf.tolist()[:41]],
                    }
                )
    return found


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(vectors(level_prior()), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size} bytes")  # noqa: T201
