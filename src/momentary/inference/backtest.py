"""Forecasts that were possible before each set: made from the past alone, kept for scoring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Prior, repetitions_to_failure
from momentary.inference.filtering import Track
from momentary.inference.fitting import filter_all
from momentary.inference.forecasting import repetition_pmf, shares_of
from momentary.inference.records import SetRecords

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MOST_REPETITIONS = 100


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
        reached = np.cumsum(self.pmf, axis=1)
        edges = np.arange(1, self.pmf.shape[1] + 1) + 0.5
        return np.array([np.interp(levels, one, edges, left=0.5) for one in reached]).reshape(-1, len(levels))


def forecast_steps(records: SetRecords, wanted: Integers, *, prior: Prior, load_is_chosen: bool) -> StepForecasts:
    """Return forecasts of repetitions to failure of the `wanted` rows from what was logged before each.

    Rows that tell nothing (later links of a chain, holds, no load) have no forecast and are left out.

    Args:
        records: The log as arrays.
        wanted: Rows of the records.
        prior: The population's figures.
        load_is_chosen: Whether the load of the row is evidence of the lifter's choice, as on a real set, or is imposed.
    """
    rows, parts = [], []
    for track in filter_all(records, prior=prior):
        at = np.flatnonzero(np.isin(track.rows, wanted))
        if len(at):
            rows.append(track.rows[at])
            parts.append(_forecast(track, at, prior=prior, load_is_chosen=load_is_chosen))
    if not rows:
        return StepForecasts(np.zeros(0, dtype=np.int64), np.zeros((0, MOST_REPETITIONS)))
    order = np.argsort(np.concatenate(rows), kind="stable")
    return StepForecasts(np.concatenate(rows)[order], np.concatenate(parts)[order])


def _forecast(track: Track, at: Integers, *, prior: Prior, load_is_chosen: bool) -> Floats:
    """Return the probabilities of whole repetitions of some rows of a track, given at least one."""
    total = np.cumsum(track.log_evidence, axis=0)
    first = np.searchsorted(track.owner, track.owner[at])
    before = total[at] - track.log_evidence[at] - (total[first] - track.log_evidence[first])
    if load_is_chosen:
        mean, var, told = track.forecast_mean[at], track.forecast_var[at], before + track.log_choice[at]
    else:
        mean, var, told = track.blind_mean[at], track.blind_var[at], before
    curve = track.curve[track.owner[at]]
    pmf = repetition_pmf(
        mean=repetitions_to_failure(track.log_moved[at], mean, curve=curve),
        sd=np.sqrt(var) / curve,
        shares=shares_of(told + track.nodes.log_prior),
        prior=prior,
        most=MOST_REPETITIONS,
    )[:, 1:]
    return np.asarray(pmf / np.maximum(pmf.sum(axis=1, keepdims=True), 1e-300))
