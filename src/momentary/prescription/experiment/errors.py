"""Sessions that are off together: what that leaves of the answer of an experiment.

Exercises of one day share a good or a bad day, and spells last: several exercises, or several weeks, then tell far less
than as many independent ones. How far sessions are off together is not known beforehand, so every way of leaning on
each other in `LEANINGS` is asked, with every size of the noise, and each has the say that the log gives it:

    cov(e_i, e_j) = phi sd_i sd_j ((1 - lasting) day_ij + lasting spell_ij exp(-|t_i - t_j| / weeks))

`day_ij` is one for a session and itself, `day` for two sessions of one day, zero else; `spell_ij` is one within an
exercise and `spell` between two. The answer is a mixture of normals.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from momentary.inference.lines import Fit, Lines

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_SHARES = (0.0, 0.4, 0.8)
_PAIRS = ((0.0, 0.0), (0.4, 0.0), (0.4, 0.4), (0.8, 0.0), (0.8, 0.8))
"""Shares of days and of spells: spells are shared as days are, or are each exercise's own."""

_SPELLS = ((0.4, 1.0), (0.9, 1.0), (0.4, 3.0), (0.9, 3.0))
_NO_SPELL = 0.4
"""Probability beforehand that no spells last."""

_TOGETHER = 400
"""Sessions that are looked at together: spells are forgotten where one such stretch ends and the next begins."""

_NOISE_COUNT = 1.0
_NOISE_STEPS = np.linspace(-3.0, 5.0, 13)
_TURNS = 6
_FREE = 1e-9
_CALM = 0.956
"""Mean square of a standard normal under the weights of `inference.lines`, over their mean."""

_NEGLIGIBLE = 1e-6


@dataclass(frozen=True, slots=True)
class Leaning:
    """One way in which sessions may be off together.

    Args:
        chance: Its probability beforehand.
        day: Share of a day's own error that the exercises of the day have in common.
        spell: Share of the error of spells that exercises have in common.
        lasting: Share of the error that lasts.
        weeks: How long it does: after so many weeks it has fallen to 37 % [week].
    """

    chance: float
    day: float
    spell: float
    lasting: float
    weeks: float


def _leanings() -> tuple[Leaning, ...]:
    """Return all ways, shares of every size alike."""
    brief = [Leaning(_NO_SPELL / len(_SHARES), day, 0.0, 0.0, 1.0) for day in _SHARES]
    each = (1.0 - _NO_SPELL) / (len(_PAIRS) * len(_SPELLS))
    lasting = [Leaning(each, day, spell, *kind) for (day, spell), kind in product(_PAIRS, _SPELLS)]
    return (*brief, *lasting)


LEANINGS = _leanings()


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """When and in which unit each session was.

    Args:
        week: Weeks since the start (row,).
        unit: Number of the unit (row,).
    """

    week: Floats
    unit: Integers

    def correlations(self, leanings: Sequence[Leaning] = LEANINGS) -> Iterator[Floats]:
        """Yield the correlation of the sessions' errors under each leaning (row, row)."""
        day = np.floor(7.0 * self.week + 1e-6)
        of_day = (day[:, None] == day).astype(np.float64)
        is_same = self.unit[:, None] == self.unit
        apart = np.abs(self.week[:, None] - self.week)
        faded = {weeks: np.exp(-apart / weeks) for weeks in {one.weeks for one in leanings}}
        for one in leanings:
            found = ((1.0 - one.lasting) * one.day) * of_day
            if one.lasting > 0.0:
                found += one.lasting * np.where(is_same, 1.0, one.spell) * faded[one.weeks]
            np.fill_diagonal(found, 1.0)
            yield found


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """A mixture of normals.

    Args:
        share: Share of each; they sum to one.
        mean: Mean of each.
        sd: SD of each.
    """

    share: Floats
    mean: Floats
    sd: Floats

    @property
    def moments(self) -> tuple[float, float]:
        """Mean and SD of the whole."""
        mean = float(self.share @ self.mean)
        return mean, math.sqrt(float(self.share @ (self.sd**2 + (self.mean - mean) ** 2)))

    def density(self, value: float) -> float:
        """Return the density at a value."""
        distance = (value - self.mean) / self.sd
        return float(self.share @ (np.exp(-0.5 * distance**2) / self.sd)) / math.sqrt(2.0 * math.pi)

    def below(self, value: float) -> float:
        """Return the probability of less than a value."""
        distance = ((value - self.mean) / (self.sd * math.sqrt(2.0))).tolist()
        return float(self.share @ np.array([0.5 * math.erfc(-one) for one in distance]))

    def quantile(self, share: float) -> float:
        """Return the value below which lies a share."""
        mean, sd = self.moments
        low, high = mean - 12.0 * sd, mean + 12.0 * sd
        for _ in range(40):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return 0.5 * (low + high)


def answer_of(lines: Lines, fit: Fit, grid: Grid, *, doubts: Floats) -> Mixture:
    """Return the posterior of the first coefficient, sessions being off together as the log has it.

    Args:
        lines: The regression.
        fit: What it says if sessions are off on their own: which of them are too far off to count, and the noise.
        grid: When and where the sessions were.
        doubts: How sessions move together by one standard deviation of each doubtful common trait (row, trait).
    """
    kept = fit.weight > 0.0
    weight, spread = fit.weight[kept], np.sqrt(lines.variance[kept])
    # Around the first fit the numbers are small, and a free level loses no digits.
    rest = lines.y - lines.columns @ fit.mean
    columns = np.column_stack([lines.columns, rest, doubts])[kept]
    sums, logs = _told(columns, Grid(grid.week[kept], grid.unit[kept]), spread, spread**2 * (1.0 / weight - 1.0))
    many = len(fit.mean)
    told = _Told(
        sums[:, :many, :many], sums[:, :many, many], sums[:, many, many], logs, sums[:, :many, many + 1 :],
        lines.precision + _FREE, lines.precision / (lines.precision + _FREE) * (lines.centre - fit.mean),
        _CALM * float(weight.sum()),
    )  # fmt: skip
    return _mixed(told, float(fit.mean[0]), start=float(np.median(fit.variance / lines.variance)))


def _told(columns: Floats, grid: Grid, spread: Floats, odd: Floats) -> tuple[Floats, Floats]:
    """Return products of columns by the inverse covariance of each leaning, and the logarithms of its determinant."""
    width, order = columns.shape[1], np.argsort(grid.week, kind="stable")
    sums, logs = np.zeros((len(LEANINGS), width, width)), np.zeros(len(LEANINGS))
    for part in np.array_split(order, max(math.ceil(len(order) / _TOGETHER), 1)):
        for at, correlation in enumerate(Grid(grid.week[part], grid.unit[part]).correlations()):
            cov = spread[part][:, None] * correlation * spread[part]
            cov[np.diag_indices_from(cov)] += odd[part] + 1e-6 * spread[part] ** 2
            root = np.linalg.cholesky(cov)
            white = np.linalg.solve(root, columns[part])
            sums[at] += white.T @ white
            logs[at] += 2.0 * float(np.log(np.diag(root)).sum())
    return sums, logs


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What the log says under each leaning, for noise of size one; the leaning is the first axis."""

    columns: Floats
    cross: Floats
    square: Floats
    log_det: Floats
    doubts: Floats
    precision: Floats
    centre: Floats
    count: float

    def solved(self, phi: Floats) -> tuple[Floats, Floats, Floats]:
        """Return mean and covariance of the coefficients for noise of some size, and the logarithm of its evidence.

        Args:
            phi: Sizes of the noise (leaning, size).
        """
        inverse = self.columns[:, None] / phi[..., None, None] + np.diag(self.precision)
        cov = np.linalg.inv(inverse)
        told = self.cross[:, None] / phi[..., None] + self.precision * self.centre
        mean = (cov @ told[..., None])[..., 0]
        log = self.count * np.log(phi) + self.log_det[:, None] + np.linalg.slogdet(inverse)[1]
        log = log + self.square[:, None] / phi - (told * mean).sum(axis=-1)
        # The noise beforehand: inverse chi-squared around one, worth one session.
        log = -0.5 * (log + _NOISE_COUNT * (np.log(phi) + 1.0 / phi))
        return mean, np.asarray(cov, dtype=np.float64), np.asarray(log, dtype=np.float64)

    def usual_noise(self, start: float) -> tuple[Floats, Floats]:
        """Return the likeliest noise of each leaning, and how many sessions know it."""
        phi = np.full(len(self.square), start)
        free = np.ones(len(self.square))
        for _ in range(_TURNS):
            mean, cov, _ = self.solved(phi[:, None])
            mean, cov = mean[:, 0], cov[:, 0]
            gap = self.square - 2.0 * (mean * self.cross).sum(axis=-1)
            gap = gap + (mean[:, None, :] @ self.columns @ mean[:, :, None])[:, 0, 0]
            paid = np.trace(cov @ self.columns, axis1=1, axis2=2) / phi
            free = np.maximum(self.count - paid, 1.0) + _NOISE_COUNT
            phi = (np.maximum(gap, 0.0) + _NOISE_COUNT) / free
        return phi, free


def _mixed(told: _Told, first: float, *, start: float) -> Mixture:
    """Return the posterior of the first coefficient over all leanings and all sizes of the noise."""
    usual, free = told.usual_noise(start)
    width = np.sqrt(2.0 / free)
    phi = usual[:, None] * np.exp(width[:, None] * _NOISE_STEPS)
    mean, cov, log = told.solved(phi)
    log = log + np.log([one.chance for one in LEANINGS])[:, None] + np.log(width)[:, None]
    share = np.exp(log - log.max())
    moved = (cov[:, :, 0, None, :] @ told.doubts[:, None])[:, :, 0, :] / phi[..., None]
    var = cov[:, :, 0, 0] + (moved * moved).sum(axis=-1)
    kept = share > _NEGLIGIBLE * share.max()
    return Mixture(share[kept] / share[kept].sum(), first + mean[..., 0][kept], np.sqrt(var[kept]))
