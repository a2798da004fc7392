"""What an experiment on oneself says: the posterior of the difference, and whether to go on.

Session i of unit u, t weeks after the start, shows strength (log 1RM, `inference.strengths`)

    y = level_u + gain_e t + side_e (+t or -t) / 2 + difference exposure_u(t) + seen arm_u(t) + bend (t/T - 1/2)^2 + e

where exposure is half the weeks of failure less half those of the reserve so far, as planned: what was done instead
changes nothing (intention to treat). `difference` is the answer: how much more is gained a week by failure. `side` is
what sides may differ anyway; `seen`, where a unit changes its arm, that strength may look different in sets to failure
and in sets with a called reserve; `bend` that gains slow down.

Errors e are off together: exercises of one day share it, and good and bad spells last for weeks, in one exercise or in
all. How much of either is learnt with the rest (`prescription.experiment_errors`), and the answer is as wide as that
makes it.

The difference has the prior Normal(0, 0.5 % a week). Stopping: the odds that there is a difference rather than none
rise to twenty or more; or the 95 % interval lies within a quarter of a percent either way; or the weeks are over. Where
there is no difference the odds reach twenty in at most one experiment of twenty, however often one looks: over
experiments whose gains, noise and spells are spread like what is supposed of them beforehand. Spells that last for much
longer than three weeks, sets that are logged otherwise in one arm from some day on, or another machine in one arm are
not among them. The posterior needs no correction for looks: it is what is known at that moment. Only over experiments
whose true differences are spread like the prior do intervals that are read at a stop chosen by the data hold exactly
what they say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from momentary.inference.clock import days_of
from momentary.inference.lines import Lines, solve
from momentary.inference.strengths import SessionStrengths
from momentary.prescription.experiment.errors import Grid, Leaning, Mixture, answer_of
from momentary.prescription.experiment.plan import Arm, Plan, Unit

Floats = NDArray[np.float64]

DIFFERENCE_SD = 0.005
"""SD of the difference before the experiment [1/week]."""

ALIKE = 0.0025
"""Differences smaller than this do not matter [1/week]."""

ODDS = 20.0
LEAST_WEEKS = 4.0
LEAST_SESSIONS = 6

_GAIN = (0.0025, 0.01)
_SIDE_SD = 0.001
_SEEN_SD = 0.03
_BEND_SD = 0.05
_DAY_VAR = 0.03**2
_USUAL = (
    Leaning(1.0, 0.0, 0.0, 0.0, 1.0), Leaning(1.0, 0.0, 0.0, 0.4, 1.0),
    Leaning(1.0, 0.4, 0.0, 0.0, 1.0), Leaning(1.0, 0.4, 0.4, 0.4, 1.0),
)  # fmt: skip
"""How sessions are off as a rule: exercises on their own or not, without spells and with short ones."""


class Stop(StrEnum):
    """Whether to go on, and if not, why."""

    TOO_EARLY = "too early"
    GO_ON = "go on"
    DIFFERENCE = "a difference"
    ALIKE = "no difference that matters"
    OVER = "the planned weeks are over"


@dataclass(frozen=True, slots=True)
class ExperimentReading:
    """What is known of the difference; gains are fractions a week, 0.005 is 0.5 %.

    Args:
        week: Weeks since the start.
        sessions: Sessions of units that counted, by arm.
        mean: How much more is gained by failure [1/week].
        sd: Its SD.
        interval_80: Ends of its 80 % interval.
        interval_95: Ends of its 95 % interval.
        failure_better: Probability that failure gains more.
        odds: How many times more likely the log is under some difference than under none.
        stop: Whether to go on.
    """

    week: float
    sessions: dict[Arm, int]
    mean: float
    sd: float
    interval_80: tuple[float, float]
    interval_95: tuple[float, float]
    failure_better: float
    odds: float
    stop: Stop


def read_experiment(plan: Plan, strengths: Sequence[SessionStrengths], *, week: float) -> ExperimentReading:
    """Return what an experiment says.

    Args:
        plan: The plan.
        strengths: What the sessions of each unit say, in the plan's order; those outside of the plan are left aside.
        week: Weeks since the start: later sessions are left aside.

    Raises:
        ValueError: There are not as many tables as units.
    """
    if len(strengths) != len(plan.units):
        raise ValueError(f"The plan has {len(plan.units)} units, but {len(strengths)} tables of sessions are given.")
    rows = _rows(plan, strengths, until=min(week, float(plan.weeks)))
    sessions = {arm: sum(int((one.arm == arm.sign).sum()) for one in rows) for arm in Arm}
    if sum(sessions.values()):
        lines = _lines(plan, rows)
        told = answer_of(lines, solve(lines), _grid(rows), doubts=_doubts(rows))
    else:
        told = Mixture(np.ones(1), np.zeros(1), np.full(1, DIFFERENCE_SD))
    mean, sd = told.moments
    odds = 1.0 / max(DIFFERENCE_SD * math.sqrt(2.0 * math.pi) * told.density(0.0), 1e-300)
    wide = told.quantile(0.025), told.quantile(0.975)
    return ExperimentReading(
        week, sessions, mean, sd, (told.quantile(0.1), told.quantile(0.9)), wide, 1.0 - told.below(0.0), odds,
        _stop(plan, week, sessions, odds=odds, wide=wide),
    )  # fmt: skip


def _stop(plan: Plan, week: float, sessions: dict[Arm, int], *, odds: float, wide: tuple[float, float]) -> Stop:
    """Return whether to go on."""
    if week >= plan.weeks:
        return Stop.OVER
    if week < LEAST_WEEKS or min(sessions.values()) < LEAST_SESSIONS:
        return Stop.TOO_EARLY
    if odds >= ODDS:
        return Stop.DIFFERENCE
    return Stop.ALIKE if wide[0] >= -ALIKE and wide[1] <= ALIKE else Stop.GO_ON


@dataclass(frozen=True, slots=True, eq=False)
class _UnitRows:
    """The sessions of a unit within the plan."""

    unit: Unit
    week: Floats
    y: Floats
    variance: Floats
    arm: Floats
    common: Floats
    common_sd: Floats


def _rows(plan: Plan, strengths: Sequence[SessionStrengths], *, until: float) -> list[_UnitRows]:
    """Return the sessions that count, unit by unit."""
    rows = []
    begin = days_of(datetime.combine(plan.start, time()))
    for unit, one in zip(plan.units, strengths, strict=True):
        week = (one.day - begin) / 7.0
        kept = (week >= 0.0) & (week <= until) & (week < plan.weeks)
        arm = np.array([plan.arm(unit, at).sign for at in week[kept].tolist()])
        rows.append(
            _UnitRows(unit, week[kept], one.log_one_rm[kept], one.variance[kept], arm, one.common[kept], one.common_sd)
        )
    return rows


def _lines(plan: Plan, rows: Sequence[_UnitRows]) -> Lines:
    """Return the regression; the difference is its first coefficient."""
    count = sum(len(one.week) for one in rows)
    ends = np.cumsum([len(one.week) for one in rows])
    week = np.concatenate([one.week for one in rows])
    columns = [np.concatenate([plan.exposure(one.unit, one.week) for one in rows])]
    sds, centre = [DIFFERENCE_SD], [0.0]
    if plan.switches:
        columns += [np.concatenate([one.arm for one in rows]), (week / plan.weeks - 0.5) ** 2]
        sds += [_SEEN_SD, _BEND_SD]
        centre += [0.0, 0.0]
    gains: dict[str, Floats] = {}
    sides: dict[str, Floats] = {}
    for one, end in zip(rows, ends.tolist(), strict=True):
        place = slice(end - len(one.week), end)
        level = np.zeros(count)
        level[place] = 1.0
        columns.append(level)
        sds.append(math.inf)
        centre.append(0.0)
        gains.setdefault(one.unit.exercise, np.zeros(count))[place] = one.week
        if one.unit.side is not None:
            sides.setdefault(one.unit.exercise, np.zeros(count))[place] = one.week * (
                0.5 if one.unit.group == "left" else -0.5
            )
    columns += [*gains.values(), *sides.values()]
    sds += [_GAIN[1]] * len(gains) + [_SIDE_SD] * len(sides)
    centre += [_GAIN[0]] * len(gains) + [0.0] * len(sides)
    return Lines(
        np.concatenate([one.y for one in rows]), np.column_stack(columns), np.array(sds) ** -2.0, np.array(centre),
        _DAY_VAR + np.concatenate([one.variance for one in rows]),
    )  # fmt: skip


def _grid(rows: Sequence[_UnitRows]) -> Grid:
    """Return when and in which unit each session was."""
    unit = np.repeat(np.arange(len(rows)), [len(one.week) for one in rows])
    return Grid(np.concatenate([one.week for one in rows]), unit)


def _doubts(rows: Sequence[_UnitRows]) -> Floats:
    """Return how sessions move by what all sessions of an exercise have in common, doubt by doubt (row, doubt)."""
    names = list(dict.fromkeys(one.unit.exercise for one in rows))
    blocks = []
    for one in rows:
        block = np.zeros((len(one.week), len(names), len(one.common_sd)))
        block[:, names.index(one.unit.exercise)] = one.common * one.common_sd
        blocks.append(block.reshape(len(one.week), -1))
    return np.concatenate(blocks)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What an experiment may be expected to tell after some weeks.

    Args:
        weeks: After how many.
        half_width: Half of the 95 % interval of the difference [1/week].
        found: Probability that a difference of half a percent a week has odds of twenty by then.
    """

    weeks: int
    half_width: float
    found: float


def prospects(plan: Plan, *, noise: float = 0.035, true: float = 0.005) -> tuple[Prospect, ...]:
    """Return what a plan may be expected to tell, four weeks by four weeks.

    Exercises are off each on its own, or share the day: whichever tells less. Between no spells and short ones the
    middle is taken, since a reading must allow for them; spells that really last for weeks tell less.

    Args:
        plan: The plan.
        noise: How far a single session is off.
        true: The difference that is to be found [1/week].
    """
    marks = sorted({*range(4, plan.weeks, 4), plan.weeks})
    return tuple(_prospect(plan, weeks, noise=noise, true=true) for weeks in marks)


def _prospect(plan: Plan, weeks: int, *, noise: float, true: float) -> Prospect:
    """Return what a plan may be expected to tell after some weeks."""
    at = np.arange(0.0, weeks, 1.0 / plan.sessions)
    empty = np.zeros(len(at))
    rows = [
        _UnitRows(
            unit, at, empty, empty, np.array([plan.arm(unit, one).sign for one in at.tolist()]),
            np.zeros((len(at), 1)), np.zeros(1),
        )
        for unit in plan.units
    ]  # fmt: skip
    lines = _lines(plan, rows)
    each = [_expected(lines, one * noise**2) for one in _grid(rows).correlations(_USUAL)]
    var = max(0.5 * (each[0] + each[1]), 0.5 * (each[2] + each[3]))
    sd = math.sqrt(var)
    needed = math.sqrt(max(2.0 * math.log(ODDS * DIFFERENCE_SD / sd), 0.0))
    # The posterior mean moves by this share of a true difference, with that spread.
    share = 1.0 - var / DIFFERENCE_SD**2
    spread = math.sqrt(max(share * var, 1e-18))
    found = 0.5 * math.erfc((needed * sd - share * true) / (spread * math.sqrt(2.0)))
    return Prospect(weeks, 1.95996 * sd, found)


def _expected(lines: Lines, cov: Floats) -> float:
    """Return the variance of the difference, errors having some covariance."""
    told = lines.columns.T @ np.linalg.solve(cov, lines.columns) + np.diag(lines.precision + 1e-9)
    return float(np.linalg.inv(told)[0, 0])
