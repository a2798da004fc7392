"""Hindsight: what the whole log says of every past visit and row (Rauch-Tung-Striebel, per node and lane).

Between visits only (a, l) carry over; within a visit only d moves, where a load was chosen anew, and a, where it jumped
at the first choice. With F the filtered covariance, P the covariance forecast for the next step and G = F P^-1, the
smoothed belief is x + G (x' - forecast) with covariance F + G (S' - P) G^T.

What comes later also tells whether the level had jumped. At the end of a visit the merged filtered belief is N(m, C)
and the smoothed one N(m', C'): the later visits have multiplied the belief by their ratio. Each lane is multiplied by
it, too, and weighed by what remains.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.inference.filtering import LANES
from momentary.inference.tracks import Track, merge_lanes

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_TINY = 1e-14


@dataclass(frozen=True, slots=True, eq=False)
class Hindsight:
    """The smoothed belief of a track.

    Args:
        level_mean: Mean of a at the end of each visit, by node.
        level_var: Its variance.
        capacity_mean: Mean of h = a + d - l n at each row, by node.
        capacity_var: Its variance.
        jump_chance: Probability that the level jumped in each visit, by node.
    """

    level_mean: Floats
    level_var: Floats
    capacity_mean: Floats
    capacity_var: Floats
    jump_chance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Lanes:
    """Smoothed (a, l) at the end of visits, by lane.

    Args:
        mean: Means (visit, lane, node, 2).
        cov: Covariances (visit, lane, node, 2, 2).
        chance: Probability of each lane (visit, lane, node).
    """

    mean: Floats
    cov: Floats
    chance: Floats


def smooth(track: Track, *, sets_before: Floats) -> Hindsight:
    """Return the smoothed belief of a track.

    Args:
        track: The filtered belief.
        sets_before: Earlier working sets in the session, of each row of the track.
    """
    lanes = _smooth_visits(track)
    mean, cov = _join_day(track, lanes)
    capacity_mean = np.empty(track.forecast_mean.shape)
    capacity_var = np.empty(track.forecast_mean.shape)
    span = track.visit_last - track.visit_first
    for back in range(int(span.max(initial=-1)) + 1):
        visits = np.flatnonzero(span >= back)
        rows = track.visit_last[visits] - back
        along = np.stack(np.broadcast_arrays(1.0, 1.0, -sets_before[rows]), axis=-1)[:, None, None, :]
        ahead = (mean[visits] * along).sum(axis=-1)
        spread = ((cov[visits] @ along[..., None])[..., 0] * along).sum(axis=-1)
        middle, var = merge_lanes(ahead[..., None], spread[..., None, None], lanes.chance[visits])
        capacity_mean[rows], capacity_var[rows] = middle[..., 0], var[..., 0, 0]
        more = span[visits] > back
        wandered = np.flatnonzero((track.wander[rows] > 0.0) & more)
        if len(wandered):
            _undo_wander(track, rows[wandered], visits[wandered], mean, cov)
        chosen = np.flatnonzero((track.chosen_at[visits] == rows) & more)
        if len(chosen):
            _undo_jump(track, visits[chosen], mean, cov)
    level, var = merge_lanes(lanes.mean, lanes.cov, lanes.chance)
    return Hindsight(
        level[..., 0], var[..., 0, 0], capacity_mean, np.maximum(capacity_var, 0.0), lanes.chance[:, LANES - 1]
    )


def _smooth_visits(track: Track) -> _Lanes:
    """Return smoothed (a, l) at the end of every visit, by lane."""
    last = track.visit_last
    result = _Lanes(
        track.lane_mean[last][..., ::2].copy(), track.lane_cov[last][..., ::2, ::2].copy(),
        track.lane_chance[last].copy(),
    )  # fmt: skip
    counts = np.bincount(track.owner[last], minlength=len(track.exercises))
    ends = np.cumsum(counts) - 1
    for back in range(1, int(counts.max(initial=0))):
        here = ends[counts > back] - back
        after = here + 1
        mean, cov = _before_visit(track, result, after)
        filtered_mean, filtered_cov = track.state_after(last[here])
        filtered_mean, filtered_cov = filtered_mean[..., ::2], filtered_cov[..., ::2, ::2]
        gain = filtered_cov @ _inverse(track.start_cov[after])
        later_mean = filtered_mean + _apply(gain, mean - track.start_mean[after])
        later_cov = filtered_cov + _sandwich(gain, cov - track.start_cov[after])
        _weigh_again(result, here, filtered=(filtered_mean, filtered_cov), smoothed=(later_mean, later_cov))
    return result


def _before_visit(track: Track, lanes: _Lanes, visits: Integers) -> tuple[Floats, Floats]:
    """Return smoothed (a, l) of some visits before any jump, lanes merged."""
    mean, cov = lanes.mean[visits], lanes.cov[visits]
    calm_mean, calm_cov = track.calm_mean[visits][..., ::2], track.calm_cov[visits][..., ::2, ::2]
    jumped = calm_cov.copy()
    jumped[..., 0, 0] += track.jump_var
    gain = calm_cov @ _inverse(jumped)
    mean[:, 1] = calm_mean + _apply(gain, mean[:, 1] - calm_mean)
    cov[:, 1] = calm_cov + _sandwich(gain, cov[:, 1] - jumped)
    return merge_lanes(mean, cov, lanes.chance[visits])


def _weigh_again(
    lanes: _Lanes, visits: Integers, *, filtered: tuple[Floats, Floats], smoothed: tuple[Floats, Floats]
) -> None:
    """Multiply the lanes of some visits in place by the ratio of two normal beliefs, and weigh them by what remains."""
    (mean, cov), (later_mean, later_cov) = filtered, smoothed
    precision, later_precision = _inverse(cov), _inverse(later_cov)
    added = (later_precision - precision)[:, None]
    # Counted from the filtered mean, where the ratio's own linear term is that of the smoothed belief alone.
    pull = _apply(later_precision, later_mean - mean)[:, None]
    own = _inverse(lanes.cov[visits])
    gap = lanes.mean[visits] - mean[:, None]
    total = own + added
    # A ratio wider than a lane would take information away: there the lane keeps what it had.
    sound = (total[..., 0, 0] > 0.0) & (_determinant(total) > 1e-9 * _determinant(own))
    total = np.where(sound[..., None, None], total, own)
    new_cov = _inverse(total)
    linear = _apply(own, gap)
    moved = linear + np.where(sound[..., None], pull, 0.0)
    new_gap = _apply(new_cov, moved)
    log_fit = 0.5 * ((moved * new_gap).sum(axis=-1) - (linear * gap).sum(axis=-1))
    log_fit += 0.5 * (np.log(_determinant(own)) - np.log(_determinant(total)))
    log_fit = np.where(sound.all(axis=1, keepdims=True), log_fit, 0.0)
    with np.errstate(divide="ignore"):
        logs = np.log(lanes.chance[visits]) + log_fit
    chance = np.exp(logs - logs.max(axis=1, keepdims=True))
    lanes.chance[visits] = chance / chance.sum(axis=1, keepdims=True)
    lanes.mean[visits] = mean[:, None] + new_gap
    lanes.cov[visits] = new_cov


def _join_day(track: Track, lanes: _Lanes) -> tuple[Floats, Floats]:
    """Return smoothed (a, d, l) at the end of every visit, by lane: d follows (a, l) by regression."""
    mean, cov = track.lane_mean[track.visit_last].copy(), track.lane_cov[track.visit_last].copy()
    pair = cov[..., ::2, ::2]
    slope = (cov[..., None, 1, ::2] @ _inverse(pair))[..., 0, :]
    mean[..., 1] += (slope * (lanes.mean - mean[..., ::2])).sum(axis=-1)
    cov[..., 1, 1] += (_apply(lanes.cov - pair, slope) * slope).sum(axis=-1)
    cov[..., 1, ::2] = cov[..., ::2, 1] = _apply(lanes.cov, slope)
    mean[..., ::2], cov[..., ::2, ::2] = lanes.mean, lanes.cov
    return mean, cov


def _undo_wander(track: Track, rows: Integers, visits: Integers, mean: Floats, cov: Floats) -> None:
    """Carry the smoothed state of some visits in place from before `rows` to the row before, where d wandered."""
    before, filtered = track.lane_mean[rows - 1], track.lane_cov[rows - 1]
    noise = track.wander[rows][:, None, None, None, None] * np.diag([0.0, 1.0, 0.0])
    mean[visits], cov[visits] = _step_back(before, filtered, noise, (mean[visits], cov[visits]))


def _undo_jump(track: Track, visits: Integers, mean: Floats, cov: Floats) -> None:
    """Carry the smoothed state of some visits in place to before their first choice, where the second lane jumped."""
    noise = track.jump_var * np.diag([1.0, 0.0, 0.0])
    later = mean[visits, 1], cov[visits, 1]
    mean[visits, 1], cov[visits, 1] = _step_back(track.calm_mean[visits], track.calm_cov[visits], noise, later)


def _step_back(before: Floats, filtered: Floats, noise: Floats, later: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Return the smoothed state before some noise was added, from that after it."""
    forecast = filtered + noise
    gain = np.swapaxes(np.linalg.solve(forecast + _TINY * np.eye(3), filtered), -1, -2)
    return before + _apply(gain, later[0] - before), filtered + _sandwich(gain, later[1] - forecast)


def _determinant(matrix: Floats) -> Floats:
    """Return the determinant of symmetric two-by-two matrices."""
    return np.maximum(matrix[..., 0, 0] * matrix[..., 1, 1] - matrix[..., 0, 1] ** 2, 1e-30)


def _inverse(matrix: Floats) -> Floats:
    """Return the inverse of symmetric two-by-two matrices."""
    swapped = matrix[..., ::-1, ::-1] * np.array([[1.0, -1.0], [-1.0, 1.0]])
    return np.asarray(swapped / _determinant(matrix)[..., None, None])


def _apply(matrix: Floats, vector: Floats) -> Floats:
    """Return the product of matrices and vectors."""
    return np.asarray((matrix @ vector[..., None])[..., 0])


def _sandwich(gain: Floats, matrix: Floats) -> Floats:
    """Return G D G^T."""
    return np.asarray(gain @ matrix @ np.swapaxes(gain, -1, -2))
