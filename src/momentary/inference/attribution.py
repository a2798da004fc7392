"""Why a failed set fell short: for neural or for muscular reasons, or it cannot be told.

Before the set each state had taken something from the capacity. Under every person that the lifter may be, the loss is
neural where at least two thirds of it are, and muscular likewise; where it is mixed, or so small that it drowns in the
error of a set, it cannot be told. The loss from the exercise's own earlier sets is muscular acute fatigue, taken from
the states as well. How repetitions fell since the session's first failure at the same load speaks for the persons
under whom as much was lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Part, Prior, felt_in
from momentary.inference.clock import moment_of
from momentary.inference.fatigue import FatigueMemory, Opening
from momentary.inference.persons import Persons, borne, draw_persons, resampled
from momentary.inference.recalling import ModelSteps
from momentary.inference.records import RULE_OF_THUMB, SetRecords, calls_and_failures
from momentary.inference.tiring import involvement_of, rows_of, work_of
from momentary.language import mark, say, say_count

Floats = NDArray[np.float64]

_MOSTLY = 2.0 / 3.0
_NEURAL_PARTS = (Part.NEURAL_ACUTE, Part.NEURAL_RESIDUAL, Part.NEURAL_ACCUMULATED)
_HEAVY_REPETITIONS = 5
_MANY_REPETITIONS = 12
_SHOWN = 0.005
_WORTH_NAMING = 0.25
_LONG_AGO = 0.5
_LEAST_PERSONS = 30.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Why one failed set fell short of what the lifter could do rested.

    Args:
        row: Row of the records.
        at: When it was done.
        exercise: Key of its exercise.
        repetitions: Repetitions done [rep].
        neural: Probability that the shortfall was neural.
        muscular: Probability that it was muscular.
        cannot_tell: Probability that it cannot be told.
        shortfall: Repetitions that fatigue took, median [rep].
        low: Lower end of its 80 % interval [rep].
        high: Upper end of it [rep].
        reasons: Why, in words, the weightiest first.
    """

    row: int
    at: datetime
    exercise: str
    repetitions: int
    neural: float
    muscular: float
    cannot_tell: float
    shortfall: float
    low: float
    high: float
    reasons: tuple[str, ...]


def attribute_failures(
    records: SetRecords, steps: ModelSteps, *, prior: Prior, fatigue: FatigueMemory, last: int | None = None
) -> tuple[Attribution, ...]:
    """Return why the failed sets of a log fell short, in the log's order.

    Args:
        records: The log as arrays.
        steps: The level model's forecasts of its rows.
        prior: The population's figures.
        fatigue: What the log has told of fatigue.
        last: Only the last so many failures; all if not given.
    """
    persons = draw_persons(prior.fatigue, fatigue.known())
    failed = np.flatnonzero(calls_and_failures(records)[1] & records.is_working & (records.repetitions >= 0))
    wanted = set(failed.tolist() if last is None else failed[max(len(failed) - last, 0) :].tolist())
    return tuple(_walk(records, steps, prior, persons, wanted, set(failed.tolist())))


def _walk(
    records: SetRecords, steps: ModelSteps, prior: Prior, persons: Persons, wanted: set[int], failed: set[int]
) -> Iterator[Attribution]:
    """Yield the attributions of some rows, walking through the log."""
    memory = FatigueMemory.rested(prior)
    parts, law = memory.channels.part, prior.fatigue.doses
    is_neural = np.isin(parts, _NEURAL_PARTS)
    costs = np.where(parts == Part.ADAPTATION, 0.0, persons.gains)
    involved = [involvement_of(one) for one in records.traits]
    nothing: Opening | None = None
    begun, session = memory.state.copy(), -1
    before: dict[int, _Before] = {}
    for number, (row, forecast) in enumerate(zip(rows_of(records), steps.mean.tolist(), strict=True)):
        if row.session != session:
            begun, session, before = memory.state.copy(), row.session, {}
        muscles = involved[row.exercise]
        if number in failed:
            rested = memory.state.copy(), begun.copy()
            for state in rested:
                state.rest_until(row.time, channels=memory.channels, law=law)
            felt, from_before = (felt_in(state, muscles) * costs for state in rested)
            here = _Before(row.added_kg, float(row.repetitions), felt.sum(axis=1))
            error = RULE_OF_THUMB * float(prior.noise_sd(np.array(float(row.repetitions))))
            picks = _in_keeping(before.setdefault(row.exercise, here), here, error)
            if number not in wanted:
                memory.take(row.exercise, muscles, work_of(row, forecast), nothing)
                continue
            felt, from_before = felt[picks], from_before[picks]
            neural, muscular = felt[:, is_neural].sum(axis=1), felt[:, ~is_neural].sum(axis=1)
            if not muscles.mass:
                neural, muscular = 0.0 * neural, 0.0 * muscular
            low, middle, high = np.quantile((neural + muscular) / RULE_OF_THUMB, (0.1, 0.5, 0.9)).tolist()
            yield Attribution(
                number, moment_of(row.time), records.traits[row.exercise].key, row.repetitions,
                *_chances(neural, muscular, error), middle, low, high,
                _reasons(_lost(felt, from_before, parts), row.repetitions, row.sets_before, muscles.mass),
            )  # fmt: skip
        memory.take(row.exercise, muscles, work_of(row, forecast), nothing)


@dataclass(frozen=True, slots=True, eq=False)
class _Before:
    """A failed set of a session.

    Args:
        load: Its load as logged [kg].
        repetitions: Its repetitions [rep].
        loss: What had been lost before it under each person (person,).
    """

    load: float
    repetitions: float
    loss: Floats


def _in_keeping(first: _Before, here: _Before, error: float) -> NDArray[np.intp]:
    """Return the persons that fit how repetitions fell since the session's first failure at this load."""
    if first is here or first.load != here.load:
        return np.arange(len(here.loss))
    fell = RULE_OF_THUMB * (first.repetitions - here.repetitions)
    off = (here.loss - first.loss - fell) / (np.sqrt(2.0) * error)
    return resampled(borne(-0.5 * off**2, enough=_LEAST_PERSONS)[1])


def _lost(felt: Floats, from_before: Floats, parts: NDArray[np.int64]) -> dict[Part, float]:
    """Return what each part took, median: what the session itself did is all of minutes ago, the rest of before."""
    today = np.maximum(felt - from_before, 0.0)
    lost = {part: float(np.median(from_before[:, parts == part].sum(axis=1))) for part in Part}
    is_neural = np.isin(parts, _NEURAL_PARTS)
    lost[Part.ACUTE] += float(np.median(today[:, ~is_neural].sum(axis=1)))
    lost[Part.NEURAL_ACUTE] += float(np.median(today[:, is_neural].sum(axis=1)))
    return lost


def _chances(neural: Floats, muscular: Floats, error: float) -> tuple[float, float, float]:
    """Return the probabilities that a loss was neural, that it was muscular, and that it cannot be told."""
    total = np.maximum(neural + muscular, 1e-12)
    # A loss well below the error of a set is not seen in it: it counts by how likely it would have been seen.
    seen = 1.0 - np.exp(-0.5 * (total / error) ** 2)
    is_neural, is_muscular = neural >= _MOSTLY * total, muscular >= _MOSTLY * total
    told = float((seen * is_neural).mean()), float((seen * is_muscular).mean())
    return (*told, 1.0 - sum(told))


_NTH = (
    mark("the first set"), mark("the second set"), mark("the third set"), mark("the fourth set"),
    mark("the fifth set"), mark("the sixth set"),
)  # fmt: skip


def _reasons(lost: dict[Part, float], repetitions: int, before: int, mass: float) -> tuple[str, ...]:
    """Return why a set fell short, in words, the weightiest first; parts that took next to nothing stay out."""
    acute = say("other exercises for these muscles minutes before")
    if before:
        nth = say(_NTH[before]) if before < len(_NTH) else say("set {number}", number=before + 1)
        acute = say("{set} of the exercise, minutes after the one before", set=nth)
    words = {
        Part.ACUTE: acute,
        Part.RESIDUAL: say("the same muscles had worked hard in the last day or two"),
        Part.DAMAGE: say("unaccustomed or lowering work of the last days still counts"),
        Part.NEURAL_ACUTE: say("hard sets minutes before, which tire the nerves as well"),
        Part.NEURAL_RESIDUAL: say("heavy sets of large muscles in the last days"),
        Part.NEURAL_ACCUMULATED: say("more heavy work than usual for a week or more"),
    }
    if not mass:
        return (say("which muscles the exercise works is not known"),)
    least = max(_SHOWN, _WORTH_NAMING * max(lost[part] for part in words))
    found = [text for part, text in sorted(words.items(), key=lambda one: -lost[one[0]]) if lost[part] > least]
    if not found:
        return (say("nothing that the log shows: an ordinary day, or what it does not tell"),)
    if repetitions <= _HEAVY_REPETITIONS and mass > _LONG_AGO:
        text = say_count(
            repetitions,
            "{count} repetition with much muscle at work: heavy sets may tire the nerves more",
            "{count} repetitions with much muscle at work: heavy sets may tire the nerves more",
        )
        found.append(text)
    if repetitions >= _MANY_REPETITIONS:
        found.append(say("{count} repetitions: long sets tire the muscle more", count=repetitions))
    return tuple(found)
