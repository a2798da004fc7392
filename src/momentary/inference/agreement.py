"""The fast posterior beside the oracle: mean and spread of the same quantities of one exercise under both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CallBelief, Observed, Prior, nodes, repetitions_to_failure, unknown_caller
from momentary.inference.filter_rows import LEAST_MOVED_SHARE
from momentary.inference.filtering import filter_exercises
from momentary.inference.readout import Readout, read_out
from momentary.inference.records import SetRecords
from momentary.inference.reserve import reserve_of
from momentary.inference.sampling import Draws
from momentary.inference.smoothing import Hindsight, smooth
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]

MOST_SHIFT = 0.15
"""Means agree within this share of the oracle's SD."""

MOST_STRETCH = 0.15
"""SDs agree within this share."""

_SIXTEEN, _MEDIAN, _EIGHTY_FOUR = 0.16, 0.5, 0.84


@dataclass(frozen=True, slots=True)
class Agreement:
    """One quantity under both.

    Args:
        quantity: What it is.
        mean: Its mean by the fast posterior.
        sd: Its SD by the fast posterior.
        oracle_mean: Its mean by the oracle.
        oracle_sd: Its SD by the oracle.
    """

    quantity: str
    mean: float
    sd: float
    oracle_mean: float
    oracle_sd: float

    @property
    def shift(self) -> float:
        """Distance of the means [SD of the oracle]."""
        return (self.mean - self.oracle_mean) / self.oracle_sd

    @property
    def stretch(self) -> float:
        """SD over the SD of the oracle."""
        return self.sd / self.oracle_sd

    @property
    def is_close(self) -> bool:
        """Whether both agree within MOST_SHIFT and MOST_STRETCH."""
        return abs(self.shift) <= MOST_SHIFT and abs(self.stretch - 1.0) <= MOST_STRETCH


@dataclass(frozen=True, slots=True, eq=False)
class FastPosterior:
    """The fast posterior of one exercise, whole.

    Args:
        track: The filtered belief; the exercise is its only one.
        past: The smoothed belief.
        readout: The nodes to read at.
    """

    track: Track
    past: Hindsight
    readout: Readout

    def mixed(self, mean: Floats, var: Floats) -> tuple[float, float]:
        """Return mean and SD of a quantity that is normal at every node that is read."""
        shares = self.readout.shares[0]
        middle = float(shares @ mean)
        return middle, float(np.sqrt(shares @ (var + (mean - middle) ** 2)))

    def read(self, mean: Floats, var: Floats) -> tuple[Floats, Floats]:
        """Return mean and variance of one row's quantity at the nodes that are read."""
        owner = np.zeros(1, dtype=np.int64)
        return self.readout.at(mean[None], owner)[0], self.readout.variance_at(var[None], owner)[0]


def fast_posterior(
    records: SetRecords, exercise: int, *, prior: Prior, caller: CallBelief | None = None
) -> FastPosterior:
    """Return the fast posterior of one exercise."""
    unknown = bool(np.isnan(records.body_kg[records.exercise == exercise]).any())
    track = filter_exercises(
        records, np.array([exercise]), nodes(prior, with_body_mass=unknown), prior=prior, caller=caller
    )
    past = smooth(track, sets_before=records.sets_before[track.rows].astype(np.float64))
    return FastPosterior(track, past, read_out(track, prior=prior))


def compare(
    records: SetRecords,
    *,
    draws: Draws,
    fast: FastPosterior,
    prior: Prior,
    caller: CallBelief | None = None,
) -> tuple[Agreement, ...]:
    """Return the quantities of one exercise under both.

    The level now and at the middle visit, the loss, ln c, the expected repetitions of three rows, the forecast at the
    last load on a day to come, and what the last set that did not fail left in reserve (by its median and the 16 and
    84 %).

    Args:
        records: The log as arrays.
        draws: The oracle's draws.
        fast: The fast posterior of the same exercise.
        prior: The figures of both.
        caller: What both believed of the lifter's reported reserves; the population's if not given.
    """
    track, layout = fast.track, draws.layout
    state, spread = (part[0] for part in track.state_after(track.visit_last[-1:]))
    middle = len(layout.gap_days) // 2
    told = np.flatnonzero(~layout.is_bound)
    expected = draws.expected()
    found = [
        ("log 1RM now", fast.mixed(*fast.read(state[:, 0], spread[:, 0, 0])), draws.level),
        (
            "log 1RM then",
            fast.mixed(*fast.read(fast.past.level_mean[middle], fast.past.level_var[middle])),
            draws.levels[:, middle],
        ),
        ("loss", fast.mixed(*fast.read(state[:, 2], spread[:, 2, 2])), draws.loss),
        ("ln c", _log_curve(fast.readout), draws.log_curve),
    ]
    places = (told[len(told) // 4], told[len(told) // 2], told[-1]) if len(told) else ()
    for name, row in zip(("early", "mid", "late"), places, strict=False):
        found.append((f"r* {name}", fast.mixed(*_expected(fast, row)), expected[:, row]))
    load = float(layout.added_kg[-1])
    ahead = draws.forecast(load, prior=prior, seed=0)
    found.append(("forecast", fast.mixed(*_forecast(fast, records, load, prior)), ahead))
    result = [Agreement(name, *moments, float(drawn.mean()), float(drawn.std())) for name, moments, drawn in found]
    silent = [row for row in told.tolist() if records.observed[layout.rows[row]] != Observed.FAILURE]
    if silent:
        result.append(_reserve(records, silent[-1], draws=draws, fast=fast, prior=prior, caller=caller))
    return tuple(result)


def _log_curve(readout: Readout) -> tuple[float, float]:
    """Return mean and SD of ln c."""
    shares, mean, sd = readout.group_shares[0], readout.log_curve_mean[0], readout.log_curve_sd[0]
    middle = float(shares @ mean)
    return middle, float(np.sqrt(shares @ (sd**2 + (mean - middle) ** 2)))


def _expected(fast: FastPosterior, row: int) -> tuple[Floats, Floats]:
    """Return mean and variance of one row's expected repetitions, at the nodes that are read [rep]."""
    mean, var = fast.read(fast.past.capacity_mean[row], fast.past.capacity_var[row])
    log_moved = fast.readout.at(fast.track.log_moved[[row]], np.zeros(1, dtype=np.int64))[0]
    curve = fast.readout.curve[0]
    return repetitions_to_failure(log_moved, mean, curve=curve), var / curve**2


def _forecast(fast: FastPosterior, records: SetRecords, load_kg: float, prior: Prior) -> tuple[Floats, Floats]:
    """Return mean and variance of the expected repetitions at a load on a day to come [rep]."""
    track, curve = fast.track, fast.readout.curve[0]
    state, spread = (part[0] for part in track.state_after(track.visit_last[-1:]))
    mean, var = fast.read(state[:, 0], spread[:, 0, 0])
    last = track.rows[-1]
    share = records.traits[int(records.exercise[last])].moved_share or 1.0
    body = records.body_kg[last]
    known = share * fast.readout.body_mass if np.isnan(body) else np.full(len(curve), body)
    moved = np.maximum(known + load_kg, np.maximum(LEAST_MOVED_SHARE * known, 1e-3))
    return repetitions_to_failure(np.log(moved), mean, curve=curve), (var + prior.day_sd**2) / curve**2


def _reserve(
    records: SetRecords, row: int, *, draws: Draws, fast: FastPosterior, prior: Prior, caller: CallBelief | None
) -> Agreement:
    """Return what one set left in reserve under both, by quantiles [rep]."""
    past, rows = fast.past, np.array([row])
    low, middle, high = reserve_of(
        records, fast.track, rows, readout=fast.readout, mean=past.capacity_mean[rows], var=past.capacity_var[rows],
        prior=prior, levels=(_SIXTEEN, _MEDIAN, _EIGHTY_FOUR),
        caller=unknown_caller(len(records), prior=prior) if caller is None else caller,
    )[0]  # fmt: skip
    drawn = np.quantile(draws.reserve(row, prior=prior, seed=1), (_SIXTEEN, _MEDIAN, _EIGHTY_FOUR))
    return Agreement("reserve", middle, (high - low) / 2.0, float(drawn[1]), float(drawn[2] - drawn[0]) / 2.0)
