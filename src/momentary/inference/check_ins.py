"""What a lifter's check-ins are worth: learnt from their own first sets, and it may be nothing.

Each kind is counted from the lifter's own usual, in their own spread. What first sets missed beyond fatigue is
regressed on it; before any set the weight of a kind is nothing, give or take one per cent of strength. What was
told in the last day then moves the states: sleep and motivation the neural one, soreness its muscle, and fades.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import MUSCLES
from momentary.inference.clock import days_of
from momentary.inference.fatigue import shared_day_var
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.tiring import involvement_of
from momentary.quantities import CheckIn, Muscle

Floats = NDArray[np.float64]

VALID_DAYS = 1.0
"""A check-in speaks for the sessions of the day after it [day]."""

WEIGHT_SD = 0.01
"""Spread of a kind's weight before any set: strength per own spread of the kind."""

_LEAST_SPREAD = (0.5, 1.0, 1.0)
_Z80 = 1.2816


class Kind(IntEnum):
    """What is told in a check-in."""

    SLEEP = 0
    MOTIVATION = 1
    SORENESS = 2


@dataclass(frozen=True, slots=True)
class KindWeight:
    """What one kind of check-in is worth.

    Args:
        kind: The kind.
        sets: First sets that it could be held against.
        usual: The lifter's mean of it.
        spread: Their spread of it.
        weight: Share of strength that one spread above the usual goes with, mean.
        low: Lower end of its 80 % interval.
        high: Upper end.
    """

    kind: Kind
    sets: int
    usual: float
    spread: float
    weight: float
    low: float
    high: float

    @property
    def is_something(self) -> bool:
        """Whether the interval leaves nothing out."""
        return self.low > 0.0 or self.high < 0.0


@dataclass(frozen=True, slots=True, eq=False)
class CheckInWeights:
    """What all kinds are worth.

    Args:
        kinds: Each kind.
        cov: Covariance of their weights (kind, kind).
        told: The check-ins, in order of time.
    """

    kinds: tuple[KindWeight, ...]
    cov: Floats
    told: tuple[CheckIn, ...]

    def effects(self, at: datetime) -> Mapping[Muscle | None, tuple[float, float]]:
        """Return mean and SD of what the check-ins of the last day do to the log-capacity of states."""
        last = _together(self.told, days_of(at.replace(tzinfo=None)))
        if last is None:
            return MappingProxyType({})
        cells = _cells(last)
        found: dict[Muscle | None, tuple[float, float]] = {}
        body = np.array([self._z(Kind.SLEEP, cells[0]), self._z(Kind.MOTIVATION, cells[1])])
        if body.any():
            weights = np.array([one.weight for one in self.kinds[:2]])
            found[None] = float(body @ weights), float(np.sqrt(body @ self.cov[:2, :2] @ body))
        for muscle, value in last.soreness.items():
            z = self._z(Kind.SORENESS, value)
            found[muscle] = z * self.kinds[Kind.SORENESS].weight, abs(z) * float(np.sqrt(self.cov[2, 2]))
        return MappingProxyType(found)

    def _z(self, kind: Kind, value: float) -> float:
        """Return a value counted from the usual; zero where it is not told."""
        one = self.kinds[kind]
        return 0.0 if np.isnan(value) else (value - one.usual) / one.spread


def weigh_check_ins(check_ins: Sequence[CheckIn], tiredness: LogTiredness) -> CheckInWeights:
    """Return what a lifter's check-ins are worth.

    Args:
        check_ins: The check-ins, in any order.
        tiredness: The fatigue of their log.
    """
    ordered = sorted(check_ins, key=lambda one: one.at)
    told = np.array([_cells(one) for one in ordered]).reshape(-1, 2)
    sore = np.array([value for one in ordered for value in one.soreness.values()])
    usual, spread = zip(*(_usual(one, kind) for kind, one in enumerate((told[:, 0], told[:, 1], sore))), strict=True)
    table, miss, sd, session = _rows(ordered, tiredness, np.array(usual), np.array(spread))
    known = ~np.isnan(table)
    precision, pull = _sums(np.nan_to_num(table), miss, sd, session, shared_day_var(tiredness.prior))
    cov = np.asarray(np.linalg.inv(precision + np.eye(len(Kind)) / WEIGHT_SD**2))
    mean = cov @ pull
    kinds = tuple(
        KindWeight(
            kind, int(known[:, kind].sum()), usual[kind], spread[kind], float(mean[kind]),
            float(mean[kind] - _Z80 * np.sqrt(cov[kind, kind])), float(mean[kind] + _Z80 * np.sqrt(cov[kind, kind])),
        )
        for kind in Kind
    )  # fmt: skip
    return CheckInWeights(kinds, cov, tuple(ordered))


def _together(ordered: Sequence[CheckIn], day: float) -> CheckIn | None:
    """Return what was told in the day before a time, of each kind and muscle the latest; None where nothing was."""
    days = [days_of(one.at.replace(tzinfo=None)) for one in ordered]
    first, last = bisect_left(days, day - VALID_DAYS), bisect_right(days, day)
    valid = ordered[first:last]
    if not valid:
        return None
    sleep = next((one.sleep_h for one in reversed(valid) if one.sleep_h is not None), None)
    motivation = next((one.motivation for one in reversed(valid) if one.motivation is not None), None)
    soreness = {muscle: value for one in valid for muscle, value in one.soreness.items()}
    return CheckIn(valid[-1].at, sleep, motivation, soreness)


def _cells(one: CheckIn) -> tuple[float, float]:
    """Return sleep and motivation; NaN where they are not told."""
    nan = float("nan")
    return (nan if one.sleep_h is None else one.sleep_h, nan if one.motivation is None else one.motivation)


def _usual(values: Floats, kind: int) -> tuple[float, float]:
    """Return mean and spread of what was told."""
    known = values[~np.isnan(values)]
    if not len(known):
        return 0.0, _LEAST_SPREAD[kind]
    return float(known.mean()), max(float(known.std()), _LEAST_SPREAD[kind])


def _rows(
    ordered: Sequence[CheckIn], tiredness: LogTiredness, usual: Floats, spread: Floats
) -> tuple[Floats, Floats, Floats, NDArray[np.int64]]:
    """Return check-ins before first sets (set, kind), and what these missed beyond fatigue, its spread, the session."""
    first, records = tiredness.first_sets, tiredness.records
    table, kept = [], []
    for place in np.flatnonzero(np.isfinite(first.miss)).tolist():
        row = int(first.rows[place])
        one = _together(ordered, float(records.time[row]))
        if one is None:
            continue
        pull = involvement_of(records.traits[records.exercise[row]]).shares
        soreness = np.array([one.soreness.get(muscle, np.nan) for muscle in MUSCLES])
        weighed = ~np.isnan(soreness) & (pull > 0.0)
        sore = float(np.average(soreness[weighed], weights=pull[weighed])) if weighed.any() else float("nan")
        table.append([*_cells(one), sore])
        kept.append(place)
    cells = (np.array(table).reshape(-1, len(Kind)) - usual) / spread
    places = np.array(kept, dtype=np.int64)
    miss = first.miss[places] - (first.felt[places] * first.gains[places]).sum(axis=1)
    return cells, miss, first.sd[places], records.session[first.rows[places]]


def _sums(
    table: Floats, miss: Floats, sd: Floats, session: NDArray[np.int64], day_var: float
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return matrix and vector of the likelihood, the day that a session's sets share taken out."""
    scaled = table / sd[:, None] ** 2
    precision, pull = table.T @ scaled, scaled.T @ miss
    for one in np.unique(session):
        at = session == one
        total, weight = scaled[at].sum(axis=0), (1.0 / sd[at] ** 2).sum()
        shared = 1.0 / (1.0 / day_var + weight)
        precision -= shared * np.outer(total, total)
        pull -= shared * (miss[at] / sd[at] ** 2).sum() * total
    return precision, pull
