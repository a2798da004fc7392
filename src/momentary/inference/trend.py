"""Whether strength still rises: the posterior of the gain over the last weeks, from what each session says alone.

Sessions i at days t_i with strength y_i (log 1RM, `inference.strengths`) over a span that begins at s, and up to
sixteen weeks before it:

    y_i = level + before min(t_i - s, 0) + gain max(t_i - s, 0) + sum_k step_k 1(t_i >= k) + e_i
    e_i ~ Normal(0, phi (v0 + v_i)) for most sessions, anything for a few

`gain` is the answer, with a flat prior; `level` and the steps are free; `before` has a normal prior. A step is put in
where four weeks or more went by without the exercise, and where the level jumped (another machine,
another unit: at least 6 %, four and a half standard errors, and three sessions on either side). `phi` is
learnt. Sessions beyond 2.2 standard errors count less, those beyond five not at all (Hampel's three-part function).

Where a session plainly resembles the one before, good and bad spells last and say less than as many sessions would: the
error of the gain is widened by sqrt((1 + r) / (1 - r)). A correlation below two of its standard errors is taken for
chance, so that spells of a few days, or in a short log, go unseen.

Silent stops only say "at least". Where sessions scatter as sets near failure do (by a repetition or so) they are taken
for such; where they lie on the line, they were planned counts, and the reserve behind them may have changed unseen.

The mean gain is a linear function of the y_i, hence of the traits that all sessions share (the curve, the bias of
calls ...): their doubt is carried through it. They are no columns of the regression, since a steeper or flatter curve
scales the noise as well and the fit would always prefer the flattest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.inference.lines import Fit, Lines, solve
from momentary.inference.strengths import SessionStrengths

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

WEEK = 7.0
LEAST_SESSIONS = 6
"""Fewer sessions in a span say nothing of a trend."""

BEFORE_DAYS = 112.0
"""How far before a span sessions help to know the level at which it began [days]."""

_BEFORE = (0.003, 0.01)
_DAY_VAR = 0.03**2
_LONG_GAP = 28.0
_LEAST_STEP, _STEP_SQUARED_Z, _STEP_SIDE, _MOST_STEPS = 0.06, 20.25, 3, 3
_ISOLATED = 0.25
_CURVE_WEEKS, _CURVE_LOG_SD = 52.0, 0.4

_NEXT_DAYS, _PLAIN, _MOST_LASTING = 14.0, 2.0, 0.9
"""Sessions further apart than so many days are not neighbours; a correlation is plain from so many errors on."""

_LIGHT, _MEDIAN_OF_SIZES = 2.0, 0.6745
"""Neighbours so many robust errors below the line are a light week; the second is the median size of a normal."""

_HIDDEN = 1.0
"""How much the reserve of stops at planned counts may change over a span without anyone seeing it [rep]."""

_CALM, _LIVELY = 0.4, 0.9
"""Silent stops that lie closer to a line than sets near failure do were planned [rep]."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The posterior of the gain over a span of weeks, under a flat prior; fractions a week, 0.005 is 0.5 %.

    Args:
        weeks: Length of the span, from its first session to its last.
        sessions: Sessions in it.
        earlier: Sessions before it that helped to know where it began.
        gain: Mean of the gain [1/week].
        sd: Its SD [1/week].
        by_load: How much of the gain the loads alone show [1/week].
        curve_doubt: SD of the curve over the curve: what was gained in repetitions may be off by this factor.
        planned: Share of the sessions that are silent stops at planned counts and hardly speak of strength.
        noise: SD of a single session around the line.
        freedom: Sessions beyond the coefficients that they paid for: how well the noise is known.
        steps: Breaks in the level that were taken out.
        left_out: Sessions too far from the line to count.
        lasting: Correlation of what a session is off with the session before, where it is plain; zero else.
    """

    weeks: float
    sessions: int
    earlier: int
    gain: float
    sd: float
    by_load: float
    curve_doubt: float
    planned: float
    noise: float
    freedom: float
    steps: int
    left_out: int
    lasting: float = 0.0


def trend_of(strengths: SessionStrengths, *, weeks: float) -> Trend | None:
    """Return the gain over the last `weeks` that the sessions span; None where they are too few.

    Args:
        strengths: What each session says; the last one is "now".
        weeks: Length of the span.
    """
    if len(strengths) < LEAST_SESSIONS:
        return None
    begin = max(float(strengths.day[-1]) - weeks * WEEK, float(strengths.day[0]))
    at = strengths.day - begin
    chosen = at >= -BEFORE_DAYS
    inside = at[chosen] >= 0.0
    if np.count_nonzero(inside) < LEAST_SESSIONS:
        return None
    lines, steps = _with_steps(_lines(strengths, chosen, at[chosen] / WEEK), at[chosen])
    fit = solve(lines)
    along = fit.along[0]
    doubts = (along @ strengths.common[chosen]) * strengths.common_sd
    lasting = _lasting(lines, fit, at[chosen])
    wide = float(fit.cov[0, 0]) * (1.0 + lasting) / (1.0 - lasting)
    noise, span = float(np.sqrt(np.median(fit.variance))), float(at[-1]) / WEEK
    silent = float(np.mean(strengths.is_silent[chosen][inside]))
    planned = silent * float(np.clip((_LIVELY - noise / strengths.curve) / (_LIVELY - _CALM), 0.0, 1.0))
    hidden = planned * _HIDDEN * strengths.curve / span
    return Trend(
        weeks=span, sessions=int(np.count_nonzero(inside)), earlier=int(np.count_nonzero(~inside)),
        gain=float(fit.mean[0]), sd=float(np.sqrt(wide + doubts @ doubts + hidden**2)),
        by_load=float(along @ strengths.log_load[chosen]), curve_doubt=float(strengths.common_sd[0]) / strengths.curve,
        planned=planned, noise=noise, freedom=fit.freedom, steps=steps,
        left_out=int(np.count_nonzero(fit.weight[inside] == 0.0)), lasting=lasting,
    )  # fmt: skip


def _lasting(lines: Lines, fit: Fit, day: Floats) -> float:
    """Return how far sessions resemble the ones before, beyond the line; zero where that may be chance."""
    rest = (lines.y - lines.columns @ fit.mean) / np.sqrt(fit.variance)
    kept = (fit.weight > 0.0) & ~_light_weeks(rest)
    rest = rest[kept] - rest[kept].mean()
    near = np.diff(day[kept]) <= _NEXT_DAYS
    pairs = int(np.count_nonzero(near))
    if pairs < LEAST_SESSIONS or not float(rest @ rest) > 0.0:
        return 0.0
    seen = float((rest[:-1] * rest[1:])[near].sum()) / pairs / (float(rest @ rest) / len(rest))
    # A fitted line takes with it some of what neighbours have in common, about one over the sessions a coefficient.
    found = seen + (len(rest) - min(fit.freedom, len(rest))) / len(rest)
    # Where sessions hardly differ at all, the noise is what was supposed beforehand, and nothing of it lasts.
    real = min(float(rest @ rest) / fit.freedom, 1.0)
    return real * min(found, _MOST_LASTING) if seen * np.sqrt(pairs) >= _PLAIN else 0.0


def _light_weeks(rest: Floats) -> Flags:
    """Return which sessions are far below the line together with a neighbour: a light week is no spell."""
    low = rest < -_LIGHT * float(np.median(np.abs(rest))) / _MEDIAN_OF_SIZES
    beside = np.zeros(len(low), dtype=np.bool_)
    beside[1:] = low[:-1]
    beside[:-1] |= low[1:]
    return low & beside


def plausible_curves(strengths: SessionStrengths) -> tuple[float, ...]:
    """Return values of the curve at which a trend must be plain before it is: one where no curve is in play.

    The posterior's takes each load for a choice that knows the day. Lifters who keep a load until it is light choose
    without knowing it, and their curve is that of the regression of repetitions on loads. The third is the usual one.
    """
    if not strengths.common_sd[0] > 0.0 or len(strengths) < LEAST_SESSIONS:
        return (strengths.curve,)
    usual = strengths.usual_curve
    week = (strengths.day - strengths.day[-1]) / WEEK
    recent = week >= -_CURVE_WEEKS
    ones = np.ones(np.count_nonzero(recent))
    load = strengths.log_load[recent]
    columns = np.column_stack([load.mean() - load, ones, week[recent], np.minimum(week[recent] + 8.0, 0.0)])
    found = solve(
        Lines(
            strengths.common[recent, 0], columns,
            np.array([(usual / _CURVE_LOG_SD) ** 2, 0.0, 0.0, (usual / _BEFORE[1]) ** 2]),
            np.array([1.0 / usual, 0.0, 0.0, 0.0]),
            (_DAY_VAR + strengths.variance[recent]) / usual**2,
        )
    )  # fmt: skip
    own = 1.0 / float(np.clip(found.mean[0], 0.4 / usual, 2.5 / usual))
    return strengths.curve, usual, own


def _lines(strengths: SessionStrengths, chosen: Flags, week: Floats) -> Lines:
    """Return the regression of some sessions."""
    y = strengths.log_one_rm[chosen]
    parts, precision, centre = [np.maximum(week, 0.0), np.ones(len(y))], [0.0, 0.0], [0.0, 0.0]
    if week[0] < 0.0:
        parts.append(np.minimum(week, 0.0))
        precision.append(_BEFORE[1] ** -2)
        centre.append(_BEFORE[0])
    return Lines(
        y, np.column_stack(parts), np.array(precision), np.array(centre), _DAY_VAR + strengths.variance[chosen]
    )


def _with_steps(lines: Lines, day: Floats) -> tuple[Lines, int]:
    """Return the regression with a step at every long gap and wherever the level plainly jumped, and their number."""
    gaps = np.flatnonzero(np.diff(day) >= _LONG_GAP)
    for at in gaps.tolist():
        lines = lines.broken(at + 1)
    for found in range(_MOST_STEPS):
        jump = _jump(lines)
        if jump is None:
            return lines, len(gaps) + found
        lines = lines.broken(jump)
    return lines, len(gaps) + _MOST_STEPS


def _jump(lines: Lines) -> int | None:
    """Return the session before which a step explains most, where that is plain; sessions off on their own aside."""
    count = len(lines.y)
    if count < 2 * _STEP_SIDE:
        return None
    padded = np.pad(lines.y, 2, mode="edge")
    usual = np.median(np.lib.stride_tricks.sliding_window_view(padded, 5), axis=1)
    sound = np.abs(lines.y - usual) < _ISOLATED
    root = np.sqrt(sound / lines.variance)[:, None]
    places = np.arange(_STEP_SIDE, count - _STEP_SIDE + 1)
    steps = root * (np.arange(count)[:, None] >= places)
    basis = np.vstack([root * lines.columns, np.diag(np.sqrt(lines.precision))])
    wide = np.vstack([steps, np.zeros((lines.columns.shape[1], len(places)))])
    target = np.r_[root[:, 0] * (lines.y - lines.y.mean()), np.sqrt(lines.precision) * lines.centre]
    axes, sizes, _ = np.linalg.svd(basis, full_matrices=False)
    axes = axes[:, sizes > 1e-9 * sizes[0]]
    wide = wide - axes @ (axes.T @ wide)
    rest = target - axes @ (axes.T @ target)
    length = np.maximum((wide * wide).sum(axis=0), 1e-12)
    size = (wide * rest[:, None]).sum(axis=0) / length
    explained = size * size * length
    free = max(int(np.count_nonzero(sound)) - axes.shape[1] - 1, 1)
    noise = np.maximum(((rest @ rest) - explained) / free, 1e-12)
    plain = (explained / noise >= _STEP_SQUARED_Z) & (np.abs(size) >= _LEAST_STEP) & (length > 1e-6)
    if not plain.any():
        return None
    return int(places[np.argmax(np.where(plain, explained, 0.0))])
