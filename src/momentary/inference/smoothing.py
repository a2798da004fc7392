"""Hindsight: what the whole log says of every past visit and row (Rauch-Tung-Striebel, per node).

Between visits only (a, l) carry over; within a visit only d moves, and only where a load was chosen anew. With F the
filtered covariance, P the covariance forecast for the next step and G = F P^-1, the smoothed belief is
x + G (x' - forecast) with covariance F + G (S' - P) G^T.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.inference.filtering import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Hindsight:
    """The smoothed belief of a track.

    Args:
        level_mean: Mean of a at each visit, by node.
        level_var: Its variance.
        capacity_mean: Mean of h = a + d - l n at each row, by node.
        capacity_var: Its variance.
    """

    level_mean: Floats
    level_var: Floats
    capacity_mean: Floats
    capacity_var: Floats


def smooth(track: Track, *, sets_before: Floats) -> Hindsight:
    """Return the smoothed belief of a track.

    Args:
        track: The filtered belief.
        sets_before: Earlier working sets in the session, of each row of the track.
    """
    pair_mean, pair_cov = _smooth_visits(track)
    mean, cov = _join_day(track, pair_mean, pair_cov)
    capacity_mean = np.empty(track.forecast_mean.shape)
    capacity_var = np.empty(track.forecast_mean.shape)
    span = track.visit_last - track.visit_first
    for back in range(int(span.max(initial=-1)) + 1):
        visits = np.flatnonzero(span >= back)
        rows = track.visit_last[visits] - back
        along = np.stack(np.broadcast_arrays(1.0, 1.0, -sets_before[rows]), axis=-1)[:, None, :]
        capacity_mean[rows] = (mean[visits] * along).sum(axis=-1)
        capacity_var[rows] = ((cov[visits] @ along[..., None])[..., 0] * along).sum(axis=-1)
        wandered = np.flatnonzero((track.wander[rows] > 0.0) & (span[visits] > back))
        if len(wandered):
            _step_back(track, rows[wandered], visits[wandered], mean, cov)
    return Hindsight(pair_mean[..., 0], pair_cov[..., 0, 0], capacity_mean, np.maximum(capacity_var, 0.0))


def _smooth_visits(track: Track) -> tuple[Floats, Floats]:
    """Return smoothed (a, l) of every visit and its covariance."""
    last = track.visit_last
    mean = track.row_mean[last][..., ::2].copy()
    cov = track.row_cov[last][..., ::2, ::2].copy()
    counts = np.bincount(track.owner[last], minlength=len(track.exercises))
    ends = np.cumsum(counts) - 1
    for back in range(1, int(counts.max(initial=0))):
        here = ends[counts > back] - back
        after = here + 1
        gain = cov[here] @ _inverse(track.start_cov[after])
        mean[here] += _apply(gain, mean[after] - track.start_mean[after])
        cov[here] += _sandwich(gain, cov[after] - track.start_cov[after])
    return mean, cov


def _join_day(track: Track, pair_mean: Floats, pair_cov: Floats) -> tuple[Floats, Floats]:
    """Return smoothed (a, d, l) at the end of every visit: d follows (a, l) by regression."""
    mean, cov = track.row_mean[track.visit_last].copy(), track.row_cov[track.visit_last].copy()
    pair = cov[..., ::2, ::2]
    slope = (cov[..., None, 1, ::2] @ _inverse(pair))[..., 0, :]
    mean[..., 1] += (slope * (pair_mean - mean[..., ::2])).sum(axis=-1)
    cov[..., 1, 1] += (_apply(pair_cov - pair, slope) * slope).sum(axis=-1)
    cov[..., 1, ::2] = cov[..., ::2, 1] = _apply(pair_cov, slope)
    mean[..., ::2], cov[..., ::2, ::2] = pair_mean, pair_cov
    return mean, cov


def _step_back(track: Track, rows: Integers, visits: Integers, mean: Floats, cov: Floats) -> None:
    """Carry the smoothed state of some visits in place from before `rows` to the row before, where d wandered."""
    before, filtered = track.row_mean[rows - 1], track.row_cov[rows - 1]
    forecast = filtered + track.wander[rows][:, None, None, None] * np.diag([0.0, 1.0, 0.0])
    gain = np.swapaxes(np.linalg.solve(forecast + 1e-14 * np.eye(3), filtered), -1, -2)
    mean[visits] = before + _apply(gain, mean[visits] - before)
    cov[visits] = filtered + _sandwich(gain, cov[visits] - forecast)


def _inverse(matrix: Floats) -> Floats:
    """Return the inverse of symmetric two-by-two matrices."""
    determinant = np.maximum(matrix[..., 0, 0] * matrix[..., 1, 1] - matrix[..., 0, 1] ** 2, 1e-30)
    swapped = matrix[..., ::-1, ::-1] * np.array([[1.0, -1.0], [-1.0, 1.0]])
    return np.asarray(swapped / determinant[..., None, None])


def _apply(matrix: Floats, vector: Floats) -> Floats:
    """Return the product of matrices and vectors."""
    return np.asarray((matrix @ vector[..., None])[..., 0])


def _sandwich(gain: Floats, matrix: Floats) -> Floats:
    """Return G D G^T."""
    return np.asarray(gain @ matrix @ np.swapaxes(gain, -1, -2))
