"""Forecasts that were possible before each set: made from the past alone, kept for scoring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Prior, repetitions_to_failure, weigh_cues
from momentary.inference.fitting import filter_all
from momentary.inference.forecasting import cued_pmf, repetition_pmf, shares_of
from momentary.inference.recalling import log_shares_before, model_steps, recall
from momentary.inference.records import SetRecords
from momentary.inference.tiring import opening_rows, tire
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MOST_REPETITIONS = 200


@dataclass(frozen=True, slots=True, eq=False)
class StepForecasts:
    """Forecasts of repetitions to failure just before some segments.

    Args:
        rows: Rows in the records, in their order.
        pmf: Probability of 1, 2, ... repetitions (row, repetitions - 1): a set was done, so at least one.
    """

    rows: Integers
    pmf: Floats

    def quantiles(self, levels: tuple[float, ...]) -> Floats:
        """Return quantiles, one column a level; between whole numbers by interpolation [rep]."""
        reached = np.cumsum(np.pad(self.pmf, ((0, 0), (1, 0))), axis=1)
        edges = np.arange(self.pmf.shape[1] + 1) + 0.5
        return np.array([np.interp(levels, one, edges) for one in reached]).reshape(-1, len(levels))


def forecast_steps(records: SetRecords, wanted: Integers, *, prior: Prior) -> StepForecasts:
    """Return forecasts of repetitions to failure of the `wanted` rows from what was logged before each, and its load.

    Rows that tell nothing (later links of a chain, holds, no load) have no forecast and are left out.

    Args:
        records: The log as arrays.
        wanted: Rows of the records.
        prior: The population's figures.
    """
    steps = model_steps(records, filter_all(records, prior=prior))
    openings, rows = opening_rows(records, steps), np.unique(wanted[~np.isnan(steps.mean[wanted])])
    both = np.union1d(rows, openings)
    weighed = weigh_cues(recall(records, steps, both)[0], weights=prior.cues)
    tired, _ = tire(records, steps, openings, weighed.at(np.searchsorted(both, openings)), prior=prior)
    shift = np.zeros(len(both))
    shift[np.searchsorted(both, openings)] = tired.shift
    weighed = weighed.shifted(shift).at(np.searchsorted(both, rows))
    return StepForecasts(rows, at_least_one(cued_pmf(weighed, weights=prior.cues, most=MOST_REPETITIONS)))


def forecast_steps_alone(records: SetRecords, wanted: Integers, *, prior: Prior, load_is_chosen: bool) -> StepForecasts:
    """Return the same from the level model alone, without what the lifter did lately: to see what that buys.

    Args:
        records: The log as arrays.
        wanted: Rows of the records.
        prior: The population's figures.
        load_is_chosen: Whether the load of the row is evidence of the lifter's choice, or is imposed.
    """
    rows, parts = [np.zeros(0, dtype=np.int64)], [np.zeros((0, MOST_REPETITIONS))]
    for track in filter_all(records, prior=prior):
        at = np.flatnonzero(np.isin(track.rows, wanted))
        rows.append(track.rows[at])
        parts.append(_alone(track, at, prior=prior, load_is_chosen=load_is_chosen))
    order = np.argsort(np.concatenate(rows), kind="stable")
    return StepForecasts(np.concatenate(rows)[order], np.concatenate(parts)[order])


def _alone(track: Track, at: Integers, *, prior: Prior, load_is_chosen: bool) -> Floats:
    """Return the probabilities of whole repetitions of some rows of a track."""
    mean, var = (track.forecast_mean, track.forecast_var) if load_is_chosen else (track.blind_mean, track.blind_var)
    curve = track.curve[track.owner[at]]
    pmf = repetition_pmf(
        mean=repetitions_to_failure(track.log_moved[at], mean[at], curve=curve),
        sd=np.sqrt(var[at]) / curve,
        shares=shares_of(log_shares_before(track, at, load_is_chosen=load_is_chosen)),
        prior=prior,
        most=MOST_REPETITIONS,
    )
    return at_least_one(pmf)


def at_least_one(pmf: Floats) -> Floats:
    """Return the probabilities of 1, 2, ... repetitions of sets that were done, from those of 0, 1, ..."""
    return np.asarray(pmf[:, 1:] / np.maximum(pmf[:, 1:].sum(axis=1, keepdims=True), 1e-300))
