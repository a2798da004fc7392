"""How many repetitions past sets left in reserve, given everything logged."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CallBelief, Observed, Prior, repetitions_to_failure, report_bias, report_sd
from momentary.athlete.normal import cumulative
from momentary.inference.readout import Readout
from momentary.inference.records import SetRecords
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_GRID = np.concatenate([np.arange(0.0, 6.0, 0.25), np.arange(6.0, 16.0, 1.0), [16, 18, 20, 25, 30, 40, 60, 100, 200]])
_ROWS_AT_ONCE = 20_000
_NEGLIGIBLE = 1e-3


def reserve_of(
    records: SetRecords, track: Track, rows: Integers, *, readout: Readout, mean: Floats, var: Floats, prior: Prior,
    levels: tuple[float, ...], caller: CallBelief,
) -> Floats:  # fmt: skip
    """Return quantiles of the repetitions in reserve of some rows of a track [rep].

    A set that ended in failure has none by observation. Any other has at least none: the belief about its
    repetitions to failure, with the set's own error, is cut off at what was done. A reported RIR is part of it.

    Args:
        records: The log as arrays.
        track: The filtered belief.
        rows: Positions in `track.rows`.
        readout: The nodes to read at, by exercise of the track.
        mean: Smoothed mean of h at these rows, by node of the track.
        var: Its variance.
        prior: The population's figures.
        levels: Quantile levels.
        caller: What was believed of the lifter's calls at every row of the records.
    """
    result = np.zeros((len(rows), len(levels)))
    at = track.rows[rows]
    not_failed = np.flatnonzero(records.observed[at] != Observed.FAILURE)
    for start in range(0, len(not_failed), _ROWS_AT_ONCE):
        part = not_failed[start : start + _ROWS_AT_ONCE]
        owner = track.owner[rows[part]]
        log_moved = readout.at(track.log_moved[rows[part]], owner)
        curve = readout.curve[owner]
        expected = repetitions_to_failure(log_moved, readout.at(mean[part], owner), curve=curve)
        level_var = readout.variance_at(var[part], owner) / curve**2
        expected, spread = _with_report(records, at[part], expected, level_var, prior, caller.at(at[part]))
        left = expected - records.repetitions[at[part]][:, None]
        result[part] = _cut_quantiles(left, np.sqrt(spread), readout.shares[owner], levels)
    return result


def _with_report(
    records: SetRecords, at: Integers, expected: Floats, level_var: Floats, prior: Prior, caller: CallBelief
) -> tuple[Floats, Floats]:
    """Return mean and variance of each set's own r*: the level's with the set's error, and its report if any.

    The smoothed level has already learnt from the report: that part is taken out before the report is put in.
    """
    done = records.repetitions[at].astype(np.float64)[:, None]
    reserve = records.reserve[at][:, None]
    noise = prior.noise_sd(np.maximum(expected, 1.0)) ** 2
    told = (records.observed[at] == Observed.REPORT)[:, None]
    reserve = np.where(told, reserve, 0.0)
    deviation, spread, unknown, length = (
        one[:, None] for one in (caller.deviation, caller.spread, caller.deviation_sd, caller.length)
    )
    report = done + reserve + report_bias(reserve, prior=prior, deviation=deviation, length=length)
    error = report_sd(reserve, prior=prior, spread=spread, deviation_sd=unknown) ** 2
    whole = error + prior.noise_sd(done) ** 2
    precision = 1.0 / np.maximum(level_var, 1e-12) - 1.0 / whole
    usable = told & (precision > 1e-6)
    cavity_var = 1.0 / np.where(usable, precision, 1.0)
    cavity = cavity_var * (expected / np.maximum(level_var, 1e-12) - report / whole)
    set_var = cavity_var + noise
    pull = set_var / (set_var + error)
    mean = np.where(usable, cavity + pull * (report - cavity), expected)
    return mean, np.where(usable, set_var * (1.0 - pull), level_var + noise)


def _cut_quantiles(mean: Floats, sd: Floats, shares: Floats, levels: tuple[float, ...]) -> Floats:
    """Return quantiles of mixtures of normals cut off below zero."""
    kept = np.flatnonzero(shares.max(axis=0, initial=0.0) > _NEGLIGIBLE)
    below = np.zeros((len(mean), len(_GRID)))
    none = np.zeros(len(mean))
    for node in kept:
        weight = shares[:, node]
        z = (_GRID - mean[:, node, None]) / sd[:, node, None]
        below += weight[:, None] * cumulative(z)
        none += weight * cumulative(-mean[:, node] / sd[:, node])
    total = shares[:, kept].sum(axis=1)
    above = np.maximum(total - none, 0.0)
    # Where a set far exceeds the level nothing is left above zero: the reserve is none.
    beyond = above < 1e-9
    share = (below - none[:, None]) / np.where(beyond, 1.0, above)[:, None]
    share[beyond] = 1.0
    share[:, -1] = 1.0
    return _invert(share, levels)


def _invert(share: Floats, levels: tuple[float, ...]) -> Floats:
    """Return the points of the grid that each level falls on, by linear interpolation."""
    result = np.empty((len(share), len(levels)))
    index = np.arange(len(share))
    for column, level in enumerate(levels):
        above = (share < level).sum(axis=1)
        below = np.maximum(above - 1, 0)
        low, high = share[index, below], share[index, above]
        part = np.where(high > low, (level - low) / np.where(high > low, high - low, 1.0), 0.0)
        result[:, column] = _GRID[below] + np.clip(part, 0.0, 1.0) * (_GRID[above] - _GRID[below])
    return result
