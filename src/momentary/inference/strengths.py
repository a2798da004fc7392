"""What each session alone says of an exercise's strength: observations, not beliefs.

Smoothed levels lean on each other: a test on them would take one session's news several times. Here every session
gives one number, from its own sets, with its own variance. What all sessions have in common and may get wrong (the
curve, the loss between sets, the bias of calls, the reserve of silent stops) is kept beside it as a slope and a doubt,
so that a change of loads or of logging is not taken for a change of strength.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CallBelief, Observed, Prior, call_root, report_bias, report_sd
from momentary.athlete.likelihood import RESERVE_MASSES, RESERVE_MULTIPLES
from momentary.inference.exercise_belief import ExerciseBelief
from momentary.inference.filter_rows import log_moved_of
from momentary.inference.records import SetRecords

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_MOST_COUNTED = 40
"""Sets of more repetitions say next to nothing of strength [rep]."""

_NEAR_BEST = 3.0
"""Silent stops this far below the session's best were never meant to be hard [rep]."""

_LIGHT = 0.08
_RECENT = 8
_FEW = 3
_ODD = 6.0
_ROUNDING = 1.0 / 12.0
_USUAL_MULTIPLE = float(np.dot(RESERVE_MULTIPLES, RESERVE_MASSES))
_SPREAD_OF_MULTIPLES = float(np.sqrt(np.dot(np.square(RESERVE_MULTIPLES), RESERVE_MASSES) - _USUAL_MULTIPLE**2))


@dataclass(frozen=True, slots=True)
class CommonTraits:
    """What all sessions of an exercise have in common, as the posterior has it; each with its doubt.

    Args:
        curve: c [1/rep].
        curve_sd: Its SD.
        usual_curve: c of lifters in general [1/rep].
        loss: Log-capacity lost per earlier working set.
        loss_sd: Its SD.
        habit: Repetitions that the lifter typically leaves at silent stops [rep].
        habit_sd: Its SD.
    """

    curve: float
    curve_sd: float
    usual_curve: float
    loss: float
    loss_sd: float
    habit: float
    habit_sd: float


@dataclass(frozen=True, slots=True, eq=False)
class SessionStrengths:
    """The strength that each session of an exercise shows on its own; parallel columns, in time.

    Args:
        session: Session in the log, from zero.
        day: Start of the session [days since 1970].
        log_one_rm: Logarithm of the 1RM of the day, moved load.
        variance: Its error by the sets' own errors; good and bad days are not in it.
        log_load: Logarithm of the moved load, averaged over the session's sets.
        common: How it would move with each common trait, as (session, trait) slopes: curve, loss, calls, habit.
        common_sd: Doubt of each of these traits.
        curve: c, as the posterior expects it [1/rep].
        usual_curve: c of lifters in general [1/rep].
    """

    session: Integers
    day: Floats
    log_one_rm: Floats
    variance: Floats
    log_load: Floats
    common: Floats
    common_sd: Floats
    curve: float
    usual_curve: float

    def __len__(self) -> int:
        """Return the number of sessions."""
        return len(self.day)

    @property
    def is_silent(self) -> NDArray[np.bool_]:
        """Whether each session rests on silent stops alone."""
        return np.asarray(self.common[:, -1] > 0.0)

    def at_curve(self, curve: float) -> SessionStrengths:
        """Return the same sessions as another curve would have them."""
        moved = self.log_one_rm + (curve - self.curve) * self.common[:, 0]
        return replace(self, log_one_rm=moved, variance=self.variance * (curve / self.curve) ** 2, curve=curve)

    def until(self, day: float) -> SessionStrengths:
        """Return the sessions up to and with a day."""
        kept = self.day <= day
        return SessionStrengths(
            self.session[kept], self.day[kept], self.log_one_rm[kept], self.variance[kept], self.log_load[kept],
            self.common[kept], self.common_sd, self.curve, self.usual_curve,
        )  # fmt: skip


def common_traits(belief: ExerciseBelief, habits: Floats, *, usual_curve: float) -> CommonTraits:
    """Return what a belief about an exercise says of all its sessions.

    Args:
        belief: The belief, by node.
        habits: Habit of each node [rep].
        usual_curve: c of lifters in general [1/rep].
    """
    curve, curve_sd = _moments(belief.curve, belief.shares)
    loss, _ = _moments(belief.loss[0], belief.shares)
    habit, habit_sd = _moments(habits, belief.shares)
    loss_sd = float(np.sqrt(belief.shares @ belief.loss[1]))
    return CommonTraits(curve, curve_sd, usual_curve, loss, loss_sd, habit, habit_sd)


def _moments(values: Floats, shares: Floats) -> tuple[float, float]:
    """Return mean and SD of a quantity over nodes."""
    mean = float(shares @ values)
    return mean, float(np.sqrt(np.maximum(shares @ (values - mean) ** 2, 0.0)))


def strengths_of(
    records: SetRecords, rows: Integers, *, traits: CommonTraits, caller: CallBelief, prior: Prior
) -> SessionStrengths:
    """Return what each session says of an exercise's strength.

    Sets to failure and sets with a reported reserve speak; where a session has neither, its hardest silent stops do,
    unless they are far lighter than lately (a deload says nothing of strength).

    Args:
        records: The log as arrays.
        rows: Rows of the exercise, in order.
        traits: What its sessions have in common.
        caller: What is believed of the lifter's calls in the end (one row): the same for all sessions.
        prior: The population's figures.
    """
    counted = (records.repetitions[rows] > 0) & (records.repetitions[rows] <= _MOST_COUNTED)
    kinds = (Observed.FAILURE, Observed.REPORT, Observed.STOPPED)
    rows = rows[counted & np.isin(records.observed[rows], kinds)]
    done = records.repetitions[rows].astype(np.float64)
    before = records.sets_before[rows].astype(np.float64)
    left, spread, by_call = _reserves(records, rows, traits=traits, caller=caller, prior=prior)
    beyond = done + left - 1.0
    log_load = _log_moved(records, rows, prior)
    height = log_load + traits.curve * beyond + traits.loss * before
    error = np.square(traits.curve * spread)
    is_silent = records.observed[rows] == Observed.STOPPED
    habit = traits.curve * _USUAL_MULTIPLE * is_silent
    columns = np.column_stack([height, log_load, beyond, before, traits.curve * by_call, habit])
    kept = _speaking(records.session[rows], height, error, is_silent, near=_NEAR_BEST * traits.curve)
    sessions, place = np.unique(records.session[rows][kept], return_inverse=True)
    precision = 1.0 / error[kept]
    total = np.bincount(place, precision, len(sessions))
    means = np.zeros((len(sessions), columns.shape[1]))
    np.add.at(means, place, precision[:, None] * columns[kept])
    means /= total[:, None]
    silent = np.bincount(place, is_silent[kept], len(sessions)) > 0
    day = records.day[rows][kept][np.searchsorted(records.session[rows][kept], sessions)]
    told = ~(silent & _is_light(means[:, 0]))
    sds = np.array([traits.curve_sd, traits.loss_sd, float(caller.deviation_sd[0]), traits.habit_sd])
    return SessionStrengths(
        sessions[told], day[told], means[told, 0], 1.0 / total[told], means[told, 1], means[told, 2:], sds,
        traits.curve, traits.usual_curve,
    )  # fmt: skip


def _reserves(
    records: SetRecords, rows: Integers, *, traits: CommonTraits, caller: CallBelief, prior: Prior
) -> tuple[Floats, Floats, Floats]:
    """Return what each row left in reserve, the error of its repetitions to failure, and how a caller's bias counts."""
    observed, done = records.observed[rows], records.repetitions[rows].astype(np.float64)
    call = np.where(observed == Observed.REPORT, np.nan_to_num(records.reserve[rows]), 0.0)
    bias = report_bias(call, prior=prior, deviation=float(caller.deviation[0]), length=float(caller.length[0]))
    left = np.where(observed == Observed.REPORT, call + bias, 0.0)
    own = report_sd(call, prior=prior, spread=float(caller.spread[0]), deviation_sd=0.0)
    called = np.where(observed == Observed.REPORT, own, 0.0)
    is_silent = observed == Observed.STOPPED
    left = np.where(is_silent, traits.habit * _USUAL_MULTIPLE, left)
    called = np.where(is_silent, traits.habit * _SPREAD_OF_MULTIPLES, called)
    spread = np.sqrt(prior.noise_sd(done) ** 2 + called**2 + _ROUNDING)
    return left, spread, np.where(observed == Observed.REPORT, call_root(call), 0.0)


def _log_moved(records: SetRecords, rows: Integers, prior: Prior) -> Floats:
    """Return the moved load; before a body mass is known the first known one holds, in hindsight."""
    body = records.body_kg[rows]
    known = body[~np.isnan(body)]
    at = log_moved_of(records, rows, np.array([prior.body_mass_median]))[:, 0]
    if not len(known) or len(known) == len(body):
        return at
    moved = np.maximum(known[0] + records.added_kg[rows], 1e-3)
    return np.where(np.isnan(body), np.log(moved), at)


def _speaking(
    session: Integers, height: Floats, error: Floats, is_silent: NDArray[np.bool_], *, near: float
) -> NDArray[np.bool_]:
    """Return which rows speak for their session."""
    kept = np.ones(len(session), dtype=np.bool_)
    starts = np.flatnonzero(np.diff(session, prepend=-1))
    for first, last in zip(starts, np.r_[starts, len(session)][1:], strict=True):
        silent, values = is_silent[first:last], height[first:last]
        if not silent.all():
            kept[first:last] = ~silent
        else:
            kept[first:last] = values >= values.max() - near
        one = np.flatnonzero(kept[first:last])
        if len(one) >= _FEW:
            gap = np.abs(values[one] - np.median(values[one]))
            kept[first + one[gap > _ODD * np.sqrt(error[first:last][one])]] = False
    return kept


def _is_light(mean: Floats) -> NDArray[np.bool_]:
    """Return which sessions lie far below the usual of the sessions before them."""
    usual = [np.median(mean[max(at - _RECENT, 0) : at]) if at else mean[0] for at in range(len(mean))]
    return np.asarray(mean < np.asarray(usual, dtype=np.float64).reshape(len(mean)) - _LIGHT)
