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
    n = sets_before[:, None]
    capacity_mean = np.empty(track.forecast_mean.shape)
    capacity_var = np.empty(track.forecast_mean.shape)
    span = track.visit_last - track.visit_first
    for back in range(int(span.max(initial=-1)) + 1):
        visits = np.flatnonzero(span >= back)
        rows = track.visit_last[visits] - back
        x, p, g = mean[visits], cov[visits], n[rows]
        capacity_mean[rows] = x[..., 0] + x[..., 1] - g * x[..., 2]
        capacity_var[rows] = (
            p[..., 0, 0] + p[..., 1, 1] + g * g * p[..., 2, 2]
            + 2.0 * (p[..., 0, 1] - g * p[..., 0, 2] - g * p[..., 1, 2])
        )  # fmt: skip
        wandered = np.flatnonzero((track.wander[rows] > 0.0) & (span[visits] > back))
        if len(wandered):
            _step_back(track, rows[wandered], visits[wandered], mean, cov)
    return Hindsight(pair_mean[..., 0], pair_cov[..., 0], capacity_mean, np.maximum(capacity_var, 0.0))


def _smooth_visits(track: Track) -> tuple[Floats, Floats]:
    """Return smoothed (a, l) of every visit and its covariance (aa, al, ll)."""
    last = track.visit_last
    mean = track.row_mean[last][..., [0, 2]]
    cov = track.row_cov[last][..., [0, 2, 5]]
    owner = track.owner[last]
    counts = np.bincount(owner, minlength=len(track.exercises))
    ends = np.cumsum(counts) - 1
    for back in range(1, int(counts.max(initial=0))):
        here = ends[counts > back] - back
        nxt = here + 1
        gain = _gain(cov[here], track.start_cov[nxt])
        mean[here] += _apply(gain, mean[nxt] - track.start_mean[nxt])
        cov[here] += _sandwich(gain, cov[nxt] - track.start_cov[nxt])
    return mean, cov


def _gain(filtered: Floats, forecast: Floats) -> Floats:
    """Return F P^-1 of symmetric two-by-two matrices given as (aa, al, ll), as (..., 2, 2)."""
    a, b, c = np.moveaxis(forecast, -1, 0)
    determinant = np.maximum(a * c - b * b, 1e-30)
    inverse = np.stack([np.stack([c, -b], -1), np.stack([-b, a], -1)], -2) / determinant[..., None, None]
    return _full(filtered) @ inverse


def _full(entries: Floats) -> Floats:
    """Return symmetric two-by-two matrices from (aa, al, ll)."""
    a, b, c = np.moveaxis(entries, -1, 0)
    return np.stack([np.stack([a, b], -1), np.stack([b, c], -1)], -2)


def _apply(gain: Floats, vector: Floats) -> Floats:
    """Return the product of matrices and vectors."""
    return np.asarray((gain @ vector[..., None])[..., 0])


def _sandwich(gain: Floats, entries: Floats) -> Floats:
    """Return G D G^T as (aa, al, ll)."""
    product = gain @ _full(entries) @ np.swapaxes(gain, -1, -2)
    return np.stack([product[..., 0, 0], product[..., 0, 1], product[..., 1, 1]], axis=-1)


def _join_day(track: Track, pair_mean: Floats, pair_cov: Floats) -> tuple[Floats, Floats]:
    """Return smoothed (a, d, l) at the end of every visit: d follows (a, l) by regression."""
    filtered_mean, entries = track.row_mean[track.visit_last], track.row_cov[track.visit_last]
    pair = entries[..., [0, 2, 5]]
    a, b, c = np.moveaxis(pair, -1, 0)
    determinant = np.maximum(a * c - b * b, 1e-30)
    ad, dl = entries[..., 1], entries[..., 4]
    on_a, on_l = (ad * c - dl * b) / determinant, (dl * a - ad * b) / determinant
    moved = pair_mean - filtered_mean[..., [0, 2]]
    mean = np.stack(
        [pair_mean[..., 0], filtered_mean[..., 1] + on_a * moved[..., 0] + on_l * moved[..., 1], pair_mean[..., 1]], -1
    )
    aa, al, ll = np.moveaxis(pair_cov, -1, 0)
    with_a, with_l = on_a * aa + on_l * al, on_a * al + on_l * ll
    dd = entries[..., 3] - on_a * ad - on_l * dl + on_a * with_a + on_l * with_l
    cov = np.stack(
        [np.stack([aa, with_a, al], -1), np.stack([with_a, dd, with_l], -1), np.stack([al, with_l, ll], -1)], -2
    )
    return mean, cov


def _step_back(track: Track, rows: Integers, visits: Integers, mean: Floats, cov: Floats) -> None:
    """Carry the smoothed state of some visits in place from before `rows` to the row before, where d wandered."""
    entries = track.row_cov[rows - 1]
    p = entries[..., [0, 1, 2, 1, 3, 4, 2, 4, 5]].reshape(*entries.shape[:-1], 3, 3)
    wander = track.wander[rows][:, None, None, None]
    forecast = p + wander * np.diag([0.0, 1.0, 0.0])
    gain = np.swapaxes(np.linalg.solve(forecast + 1e-14 * np.eye(3), p), -1, -2)
    before = track.row_mean[rows - 1]
    mean[visits] = before + _apply(gain, mean[visits] - before)
    cov[visits] = p + gain @ (cov[visits] - forecast) @ np.swapaxes(gain, -1, -2)
