"""From the nodes that a filter carries to the nodes that are read: placed where the posterior of the curve is.

The filter carries the same few values of ln c for every exercise, spread over the prior. A log that tells the curve
well leaves a posterior between two of them, narrower than their distance. The log-evidence and the moments of the
state are smooth in ln c: here they are interpolated, and the posterior of ln c at every habit (and body mass) is
replaced by seven points with its mean and variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Prior, curve_steps
from momentary.inference.forecasting import shares_of
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MASSES = np.exp(-0.5 * np.linspace(-2.4, 2.4, 7) ** 2)
MASSES /= MASSES.sum()
POINTS = np.linspace(-2.4, 2.4, 7) / np.sqrt(MASSES @ np.linspace(-2.4, 2.4, 7) ** 2)
"""Even points that stand for a standard normal: so close that mixed normals leave no gaps between them."""

_FINE = 16
"""Points between two nodes at which the posterior of ln c is summed."""


@dataclass(frozen=True, slots=True, eq=False)
class Readout:
    """The nodes at which the exercises of a track are read; a node is a point x habit x body mass.

    Args:
        curve: c of each exercise and node [1/rep].
        shares: Probability of each (exercise, node).
        habit_index: Habit of each node.
        body_mass: Body mass of each node [kg].
        group_shares: Probability of each habit and body mass (exercise, group).
        log_curve_mean: Mean of ln c under each (exercise, group).
        log_curve_sd: Its SD.
        carry: Interpolation onto the nodes of each exercise and group: (exercise, group, point, curve node).
    """

    curve: Floats
    shares: Floats
    habit_index: NDArray[np.intp]
    body_mass: Floats
    group_shares: Floats
    log_curve_mean: Floats
    log_curve_sd: Floats
    carry: Floats

    def at(self, values: Floats, owner: Integers) -> Floats:
        """Return a quantity of some rows at the nodes that are read; it may be of either sign.

        Args:
            values: The quantity at the nodes of the track (row, node).
            owner: Exercise of each row.
        """
        _, groups, points, curves = self.carry.shape
        apart = values.reshape(len(values), curves, groups)
        read = np.einsum("rgpc,rcg->rpg", self.carry[owner], apart)
        return np.asarray(read.reshape(len(values), points * groups))

    def variance_at(self, values: Floats, owner: Integers) -> Floats:
        """Return a variance of some rows at the nodes that are read: interpolated by its logarithm."""
        return np.exp(self.at(np.log(np.maximum(values, 1e-14)), owner))


def read_out(track: Track, *, prior: Prior) -> Readout:
    """Return where a track is to be read, from the evidence of all its rows."""
    evidence = np.zeros((len(track.exercises), len(track.nodes)))
    np.add.at(evidence, track.owner, track.log_evidence)
    steps = curve_steps(prior.curve_nodes)
    groups = len(track.nodes) // len(steps)
    logs = evidence.reshape(len(evidence), len(steps), groups)
    log_curve = np.log(track.curve.reshape(len(evidence), len(steps), groups)[..., 0])
    middle = log_curve[:, len(steps) // 2]
    if len(steps) == 1:
        shares = shares_of(evidence + track.nodes.log_prior)
        known = np.broadcast_to(middle[:, None], shares.shape)
        return Readout(
            curve=track.curve, shares=shares, habit_index=track.nodes.habit_index, body_mass=track.nodes.body_mass,
            group_shares=shares, log_curve_mean=known, log_curve_sd=np.full(shares.shape, 1e-9),
            carry=np.ones((len(evidence), groups, 1, 1)),
        )  # fmt: skip
    width = steps[1] - steps[0]
    reach = steps[-1] + 0.5 * width
    fine = np.linspace(-reach, reach, _FINE * len(steps) + 1)
    # Interpolated before the prior is added: the prior is known, and exact everywhere.
    told = np.einsum("fc,ecg->efg", blend(steps, fine), logs) - 0.5 * (fine * fine)[:, None]
    top = told.max(axis=1, keepdims=True)
    mass = np.exp(told - top)
    total = mass.sum(axis=1)
    mean = np.einsum("efg,f->eg", mass, fine) / total
    var = np.einsum("efg,f->eg", mass, fine * fine) / total - mean * mean
    group_prior = track.nodes.log_prior.reshape(len(steps), groups)[len(steps) // 2]
    shares = shares_of(np.log(total) + top[:, 0] + group_prior)
    # No finer than the sum itself can tell, and hardly outside of what was carried.
    sd = np.sqrt(np.maximum(var, (fine[1] - fine[0]) ** 2))
    points = np.clip(mean[..., None] + sd[..., None] * POINTS, -reach, reach)
    # The spread of ln c differs between exercises: what they are carried at tells it.
    log_sd = (log_curve[:, -1] - log_curve[:, 0]) / (steps[-1] - steps[0])
    curve = np.exp(middle[:, None, None] + log_sd[:, None, None] * points.transpose(0, 2, 1))
    first = np.arange(groups)
    return Readout(
        curve=curve.reshape(len(evidence), groups * len(POINTS)),
        shares=(MASSES[:, None] * shares[:, None, :]).reshape(len(evidence), groups * len(POINTS)),
        habit_index=np.tile(track.nodes.habit_index[first], len(POINTS)),
        body_mass=np.tile(track.nodes.body_mass[first], len(POINTS)),
        group_shares=shares,
        log_curve_mean=middle[:, None] + log_sd[:, None] * mean,
        log_curve_sd=log_sd[:, None] * sd,
        carry=blend(steps, points),
    )


def blend(knots: Floats, at: Floats) -> Floats:
    """Return the matrix that interpolates values at even `knots` to some points, by blended parabolas.

    Between two knots, the parabola through them and the one before and that through them and the one after, mixed in
    proportion to the distance; at the ends the only one. Exact for parabolas: for the log of normals.
    """
    count = len(knots)
    width = knots[1] - knots[0]
    place = (np.asarray(at) - knots[0]) / width
    below = np.clip(np.floor(place).astype(np.intp), 0, count - 2)
    part = place - below
    matrix = np.zeros((*part.shape, count))
    for start, weight in ((below - 1, 1.0 - part), (below, part)):
        first = np.clip(start, 0, count - 3)
        t = place - first
        for offset, value in enumerate((0.5 * (t - 1.0) * (t - 2.0), t * (2.0 - t), 0.5 * t * (t - 1.0))):
            column = (first + offset)[..., None]
            added = np.take_along_axis(matrix, column, axis=-1) + (weight * value)[..., None]
            np.put_along_axis(matrix, column, added, axis=-1)
    return matrix
