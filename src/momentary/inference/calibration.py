"""Simulation-based calibration of the fast posterior: where the truth of drawn logs falls in what is believed of it.

Draw a lifter from the prior, a log from the model, fit it, and note the probability that the posterior gives to values
below the truth. If the posterior is right these ranks are uniform. Ranks piled up at both ends say that the
posterior is too narrow, in the middle too wide, at one end biased.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from momentary.athlete import Observed, Prior, nodes, repetitions_to_failure
from momentary.athlete.normal import cumulative
from momentary.inference.filtering import filter_exercises
from momentary.inference.forecasting import repetition_pmf, shares_of
from momentary.inference.generating import DrawnExercise
from momentary.inference.posterior import LogPosition
from momentary.inference.readout import Readout, read_out
from momentary.inference.records import ExerciseTraits, SetRecords
from momentary.inference.smoothing import smooth
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_MOST_REPETITIONS = 150


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """Probability below the truth, one a drawn exercise; discrete truths are spread over their own probability.

    Args:
        level_now: a after the last session.
        level_past: a after the middle session, given all.
        capacity_past: h at the middle row, given all.
        loss: l in the last session.
        log_curve: ln c.
        habit: The habit of stopping.
        day: d at the last row.
        next_set: Repetitions of the last set to failure, forecast from what came before it; NaN without one.
    """

    level_now: Floats
    level_past: Floats
    capacity_past: Floats
    loss: Floats
    log_curve: Floats
    habit: Floats
    day: Floats
    next_set: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Recovery:
    """Pairs of the truths of drawn exercises and the posterior means of the same quantities.

    Args:
        level_now: a after the last session.
        loss: l in the last session.
        log_curve: ln c.
        day: d at the last row.
    """

    level_now: tuple[Floats, Floats]
    loss: tuple[Floats, Floats]
    log_curve: tuple[Floats, Floats]
    day: tuple[Floats, Floats]


def ranks(drawn: Sequence[DrawnExercise], *, prior: Prior, rng: Generator) -> Ranks:
    """Return where the truths fall in the fast posterior.

    Args:
        drawn: Exercises drawn from the model.
        prior: The figures that they were drawn with.
        rng: Spreads discrete truths.
    """
    records = _side_by_side([one.records for one in drawn])
    track = filter_exercises(records, np.arange(len(drawn)), nodes(prior, with_body_mass=False), prior=prior)
    order = track.exercises.tolist()
    drawn = [drawn[index] for index in order]
    readout, past = (
        read_out(track, prior=prior),
        smooth(track, sets_before=records.sets_before[track.rows].astype(np.float64)),
    )
    last_row = np.cumsum(np.bincount(track.owner, minlength=len(drawn))) - 1
    first_row = np.r_[0, last_row[:-1] + 1]
    visits = np.bincount(track.owner[track.visit_last], minlength=len(drawn))
    middle_visit = np.cumsum(visits) - visits + visits // 2
    middle_row = (first_row + last_row) // 2
    state, spread = track.state_after(last_row)

    def below(truth: list[float], mean: Floats, var: Floats) -> Floats:
        owner = np.arange(len(drawn))
        centre, width = readout.at(mean, owner), np.sqrt(readout.variance_at(var, owner))
        return np.asarray((readout.shares * cumulative((np.array(truth)[:, None] - centre) / width)).sum(axis=1))

    return Ranks(
        level_now=below([one.levels[-1] for one in drawn], state[..., 0], spread[..., 0, 0]),
        level_past=below(
            [one.levels[len(one.levels) // 2] for one in drawn],
            past.level_mean[middle_visit], past.level_var[middle_visit],
        ),
        capacity_past=below(
            [one.capacity[row - first] for one, row, first in zip(drawn, middle_row, first_row, strict=True)],
            past.capacity_mean[middle_row], past.capacity_var[middle_row],
        ),
        loss=below([one.losses[-1] for one in drawn], state[..., 2], spread[..., 2, 2]),
        log_curve=_below_curve(readout, np.array([one.log_curve for one in drawn])),
        habit=_below_habit(readout, np.array([one.habit for one in drawn]), rng),
        day=below([one.days[-1] for one in drawn], state[..., 1], spread[..., 1, 1]),
        next_set=_below_next(track, records, first_row, last_row, prior=prior, rng=rng),
    )  # fmt: skip


def recovery(drawn: Sequence[DrawnExercise], *, prior: Prior) -> Recovery:
    """Return what is believed of drawn exercises beside what is true of them.

    Args:
        drawn: Exercises drawn from the model.
        prior: The figures that they were drawn with.
    """
    records = _side_by_side([one.records for one in drawn])
    track = filter_exercises(records, np.arange(len(drawn)), nodes(prior, with_body_mass=False), prior=prior)
    drawn = [drawn[index] for index in track.exercises.tolist()]
    readout, owner = read_out(track, prior=prior), np.arange(len(drawn))
    state, _ = track.state_after(np.cumsum(np.bincount(track.owner, minlength=len(drawn))) - 1)

    def mean(values: Floats) -> Floats:
        return np.asarray((readout.shares * readout.at(values, owner)).sum(axis=1))

    curve = (readout.group_shares * readout.log_curve_mean).sum(axis=1)
    return Recovery(
        level_now=(np.array([one.levels[-1] for one in drawn]), mean(state[..., 0])),
        loss=(np.array([one.losses[-1] for one in drawn]), mean(state[..., 2])),
        log_curve=(np.array([one.log_curve for one in drawn]), curve),
        day=(np.array([one.days[-1] for one in drawn]), mean(state[..., 1])),
    )


def deviation_from_uniform(values: Floats, *, bins: int = 10) -> float:
    """Return the chi-square of a histogram of ranks against the even one; about `bins - 1` where they are uniform."""
    known = values[~np.isnan(values)]
    counts = np.histogram(known, bins=bins, range=(0.0, 1.0))[0]
    expected = len(known) / bins
    return float(((counts - expected) ** 2 / expected).sum())


def _side_by_side(parts: Sequence[SetRecords]) -> SetRecords:
    """Return logs of one exercise each as one log of many."""
    counts = [len(part) for part in parts]
    column = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in (
            "session", "day", "added_kg", "body_kg", "repetitions", "reserve", "observed", "is_failure", "is_working",
            "sets_before", "time", "lowering",
        )
    }  # fmt: skip
    names = [f"drawn {number}" for number in range(len(parts))]
    return SetRecords(
        exercise=np.repeat(np.arange(len(parts)), counts), **column,
        traits=tuple(ExerciseTraits(name) for name in names), moves_body=np.zeros(len(parts), dtype=np.bool_),
        names=tuple((name,) for name in names), position=LogPosition(sum(counts), "drawn"),
    )  # fmt: skip


def _below_curve(readout: Readout, truth: Floats) -> Floats:
    """Return the probability below the true ln c."""
    z = (truth[:, None] - readout.log_curve_mean) / readout.log_curve_sd
    return np.asarray((readout.group_shares * cumulative(z)).sum(axis=1))


def _below_habit(readout: Readout, truth: Integers, rng: Generator) -> Floats:
    """Return the probability below the true habit, its own spread evenly."""
    habit = readout.habit_index
    share = np.stack([readout.shares[:, habit == index].sum(axis=1) for index in range(int(habit.max()) + 1)], axis=1)
    reached = np.cumsum(share, axis=1)
    place = np.arange(len(truth))
    return np.asarray(reached[place, truth] - share[place, truth] * rng.random(len(truth)))


def _below_next(
    track: Track, records: SetRecords, first_row: Integers, last_row: Integers, *, prior: Prior, rng: Generator
) -> Floats:
    """Return the probability below the repetitions of each exercise's last failure, their own spread evenly."""
    total = np.cumsum(track.log_evidence, axis=0)
    result = np.full(len(first_row), np.nan)
    failed = records.observed[track.rows] == Observed.FAILURE
    for number, (first, last) in enumerate(zip(first_row.tolist(), last_row.tolist(), strict=True)):
        rows = first + np.flatnonzero(failed[first : last + 1])
        if not len(rows) or rows[-1] == first:
            continue
        row = rows[-1]
        told = total[row - 1] - total[first] + track.log_evidence[first] + track.log_choice[row]
        curve = track.curve[number]
        pmf = repetition_pmf(
            mean=repetitions_to_failure(track.log_moved[row], track.forecast_mean[row], curve=curve),
            sd=np.sqrt(track.forecast_var[row]) / curve,
            shares=shares_of(told + track.nodes.log_prior), prior=prior, most=_MOST_REPETITIONS,
        )  # fmt: skip
        done = int(np.clip(records.repetitions[track.rows[row]], 0, _MOST_REPETITIONS))
        result[number] = pmf[:done].sum() + pmf[done] * rng.random()
    return result
