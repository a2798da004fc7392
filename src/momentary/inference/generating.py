"""Logs of one exercise drawn from exactly the model that is fitted: for checks of calibration.

`athlete.synthetic` draws lifters as they might be; here every row comes from the probability by which the filter
weighs it: the load from the habit of choosing so far, the repetitions from the terms of the ending, odd sets and rows
that mean nothing included. What the model does not explain (when sessions are, how many sets, how each set ends, when
the load is changed) is drawn without regard to the lifter. A log in which a bound does not hold is thrown away: bounds
are logged where they hold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from momentary.athlete import (
    ChoiceHabit,
    Observed,
    Prior,
    Terms,
    biased_report,
    censored_stop,
    exact_failure,
    unknown_habit,
)
from momentary.athlete.normal import cumulative
from momentary.inference.filtering import SAME_LOAD, TYPO_LOG_RANGE
from momentary.inference.posterior import LogPosition
from momentary.inference.records import ExerciseTraits, SetRecords

Floats = NDArray[np.float64]

_COUNTS = np.arange(-60.0, 61.0)
"""Whole repetitions that can be drawn, around those expected; without a floor at one, as in the model [rep]."""

_FIRST_LOAD_KG = 60.0
_CANDIDATES = 4000
_MOST_TRIES = 400


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn without regard to the lifter.

    Args:
        sessions: Sessions of the exercise.
        sets: Working sets of each.
        failure_share: Share of sets to failure.
        report_share: Share of sets with a reported reserve; the rest end without a word.
        change_share: Share of later sets before which the load is chosen anew.
        warm_up_share: Share of sessions that begin with a warm-up, from the second on.
        attempt_share: Share of sessions that end with an attempt that fails.
        longest_gap_days: Sessions are one day to this far apart [d].
    """

    sessions: int = 6
    sets: int = 3
    failure_share: float = 0.4
    report_share: float = 0.3
    change_share: float = 0.2
    warm_up_share: float = 0.2
    attempt_share: float = 0.05
    longest_gap_days: float = 9.0


@dataclass(frozen=True, slots=True, eq=False)
class DrawnExercise:
    """A log of one exercise and what is true of it.

    Args:
        records: The log.
        log_curve: ln c.
        habit: Index of the habit.
        levels: a after each visit.
        losses: l in each visit.
        days: d at each row.
        capacity: h at each row.
    """

    records: SetRecords
    log_curve: float
    habit: int
    levels: Floats
    losses: Floats
    days: Floats
    capacity: Floats


def draw_exercise(prior: Prior, *, rng: Generator, plan: Plan | None = None) -> DrawnExercise:
    """Return a log and its truth, drawn from the model.

    Args:
        prior: The model's figures.
        rng: Source of randomness.
        plan: What is drawn without regard to the lifter.

    Raises:
        ValueError: No log held its own bounds: the plan asks for too many.
    """
    for _ in range(_MOST_TRIES):
        drawn = _Lifter(prior, rng, plan or Plan()).train()
        if drawn is not None:
            return drawn
    raise ValueError(f"{_MOST_TRIES} logs in a row held a bound that fails: plan fewer warm-ups and failed attempts.")


class _Lifter:
    """A lifter in the making: the state of the moment, the habits so far, the rows so far."""

    def __init__(self, prior: Prior, rng: Generator, plan: Plan) -> None:
        """Draw the traits, and the first level given that its load was chosen."""
        self.prior, self.rng, self.plan = prior, rng, plan
        self.habit = int(rng.choice(len(prior.habits), p=np.array(prior.habit_shares) / sum(prior.habit_shares)))
        self.first_habit = self.later_habit = unknown_habit((len(prior.habits),), prior=prior)
        self.log_load = float(np.log(_FIRST_LOAD_KG))
        curves = prior.curve_median * np.exp(prior.curve_log_sd * rng.standard_normal(_CANDIDATES))
        firsts = self.log_load + curves * (prior.choice_mean - 1.0)
        firsts += prior.first_sd * rng.standard_normal(_CANDIDATES)
        days = prior.day_sd * rng.standard_normal(_CANDIDATES)
        # The first load is given: level and curve are drawn in proportion to how likely it was to be chosen.
        mean, sd = self._choice(is_first=True)
        fit = _chosen(firsts + days - self.log_load, curves, mean=mean, sd=sd, prior=prior)
        kept = int(rng.choice(_CANDIDATES, p=fit / fit.sum()))
        self.curve, self.level, self.day = float(curves[kept]), float(firsts[kept]), float(days[kept])
        self.loss = prior.loss_mean + prior.loss_sd * float(rng.standard_normal())
        self.table: list[tuple[float, ...]] = []
        self.truth: list[tuple[float, float]] = []
        self.levels: list[float] = []
        self.losses: list[float] = []

    def train(self) -> DrawnExercise | None:
        """Return the whole log; None where a bound in it does not hold."""
        plan, rng = self.plan, self.rng
        day = 20_000.0
        for session in range(plan.sessions):
            if session:
                gap = float(rng.integers(1, int(plan.longest_gap_days) + 1))
                day += gap
                self._rest(gap)
                if rng.random() < plan.warm_up_share and not self._bound(Observed.AT_LEAST, session, day):
                    return None
                self._jump()
                self._choose(is_first=True)
            for before in range(plan.sets):
                if before and rng.random() < plan.change_share:
                    self.day += self.prior.wander_sd * float(rng.standard_normal())
                    self._choose(is_first=False, before=before)
                self._set(session, day, before)
            if rng.random() < plan.attempt_share and not self._bound(Observed.AT_MOST, session, day):
                return None
            self.levels.append(self.level)
            self.losses.append(self.loss)
        return self._drawn()

    def _rest(self, gap: float) -> None:
        """Let time pass until the next session."""
        prior, rng = self.prior, self.rng
        self.level += float(np.sqrt(prior.gap_variance(np.array(gap)))) * float(rng.standard_normal())
        self.loss += prior.loss_drift_sd * float(np.sqrt(gap)) * float(rng.standard_normal())
        self.day = prior.day_sd * float(rng.standard_normal())

    def _jump(self) -> None:
        """Let the level jump now and then."""
        if self.rng.random() < self.prior.shift_share:
            self.level += self.prior.shift_sd * float(self.rng.standard_normal())

    def _choice(self, *, is_first: bool) -> tuple[float, float]:
        """Return for how many repetitions the lifter chooses a load, and how far off [rep]."""
        usual = self.first_habit if is_first else self.later_habit
        return float(usual.mean[self.habit]), float(usual.sd(prior=self.prior)[self.habit])

    def _choose(self, *, is_first: bool, before: int = 0) -> None:
        """Choose a load; within a session another than the last."""
        prior, rng = self.prior, self.rng
        capacity = self.level + self.day - self.loss * before
        mean, sd = self._choice(is_first=is_first)
        last = self.log_load
        while True:
            far = prior.odd_factor if rng.random() < prior.odd_share else 1.0
            self.log_load = capacity - self.curve * (mean + far * sd * float(rng.standard_normal()) - 1.0)
            if rng.random() < prior.typo_share:
                self.log_load = capacity + TYPO_LOG_RANGE * (float(rng.random()) - 0.5)
            if is_first or abs(self.log_load - last) > SAME_LOAD:
                return

    def _set(self, session: int, day: float, before: int) -> None:
        """Do one working set and learn from it for how many repetitions loads are chosen."""
        prior, rng, plan = self.prior, self.rng, self.plan
        capacity = self.level + self.day - self.loss * before
        expected = 1.0 + (capacity - self.log_load) / self.curve
        counts = np.rint(expected) + _COUNTS
        kind = rng.random()
        reserve = float("nan")
        if kind < plan.failure_share:
            observed, terms = Observed.FAILURE, exact_failure(counts, prior=prior)
        elif kind < plan.failure_share + plan.report_share:
            reserve = float(rng.integers(0, 4))
            observed = Observed.REPORT
            terms = biased_report(counts, np.full(len(counts), reserve), prior=prior)
        else:
            observed, terms = Observed.STOPPED, censored_stop(counts, prior=prior)
        habit = min(self.habit, terms.centre.shape[1] - 1)
        centre, sd, mass = (part[:, habit] for part in (terms.centre, terms.sd, terms.mass))
        fit = (mass * np.exp(-0.5 * ((expected - centre) / sd) ** 2) / sd).sum(axis=-1)
        if rng.random() < prior.typo_share:
            fit = np.ones_like(fit)
        done = int(rng.choice(len(counts), p=fit / fit.sum()))
        self._log(session, day, before, observed=observed, done=float(counts[done]), reserve=reserve)
        self._learn(Terms(*(part[done] for part in (terms.centre, terms.sd, terms.mass))), is_first=before == 0)

    def _bound(self, observed: Observed, session: int, day: float) -> bool:
        """Log a light warm-up or a failed attempt; return whether it held."""
        prior, rng = self.prior, self.rng
        above = 1.0 if observed is Observed.AT_LEAST else -1.0
        before = 0 if above > 0.0 else self.plan.sets
        done = 5.0 if above > 0.0 else 0.0
        working, self.log_load = self.log_load, self.log_load + (-0.15 if above > 0.0 else 0.35)
        expected = 1.0 + (self.level + self.day - self.loss * before - self.log_load) / self.curve
        noise = float(prior.noise_sd(np.array(done)))
        floor = prior.doubt_share if above > 0.0 else prior.empty_share
        holds = floor + (1.0 - floor) * float(cumulative(above * (expected - done + 0.5 * above) / noise))
        self._log(session, day, before, observed=observed, done=done, reserve=float("nan"))
        self.log_load = working
        return bool(rng.random() < holds)

    def _learn(self, terms: Terms, *, is_first: bool) -> None:
        """Learn for how many repetitions loads are chosen."""
        typical = np.broadcast_to((terms.centre * terms.mass).sum(axis=-1), (len(self.prior.habits),))
        old: ChoiceHabit = self.first_habit if is_first else self.later_habit
        new = old.after(typical, prior=self.prior)
        self.first_habit, self.later_habit = (new, self.later_habit) if is_first else (self.first_habit, new)

    def _log(
        self, session: int, day: float, before: int, *, observed: Observed, done: float, reserve: float
    ) -> None:  # fmt: skip
        """Keep one row and its truth."""
        self.table.append((session, day, float(np.exp(self.log_load)), done, reserve, observed, before))
        self.truth.append((self.day, self.level + self.day - self.loss * before))

    def _drawn(self) -> DrawnExercise:
        """Return the rows as records, with the truth."""
        session, day, load, done, reserve, observed, before = np.array(self.table, dtype=np.float64).T
        count = len(session)
        records = SetRecords(
            exercise=np.zeros(count, dtype=np.int64), session=session.astype(np.int64), day=day, added_kg=load,
            body_kg=np.zeros(count), repetitions=done.astype(np.int64), reserve=reserve,
            observed=observed.astype(np.int64), is_failure=observed == Observed.FAILURE,
            is_working=observed != Observed.AT_LEAST, sets_before=before.astype(np.int64),
            time=day, lowering=np.zeros(count, dtype=np.bool_),
            traits=(ExerciseTraits("drawn"),), moves_body=np.zeros(1, dtype=np.bool_), names=(("drawn",),),
            position=LogPosition(count, "drawn"),
        )  # fmt: skip
        days, capacity = np.array(self.truth).T
        return DrawnExercise(
            records, float(np.log(self.curve)), self.habit, np.array(self.levels), np.array(self.losses), days, capacity
        )


def _chosen(gap: Floats, curve: Floats, *, mean: float, sd: float, prior: Prior) -> Floats:
    """Return how likely a load is chosen that lies `gap` below capacity, on the scale of its logarithm."""
    off = 1.0 + gap / curve - mean
    usual, odd = (np.exp(-0.5 * (off / (far * sd)) ** 2) / (far * sd * curve) for far in (1.0, prior.odd_factor))
    fit = ((1.0 - prior.odd_share) * usual + prior.odd_share * odd) / np.sqrt(2.0 * np.pi)
    return np.asarray((1.0 - prior.typo_share) * fit + prior.typo_share / TYPO_LOG_RANGE)
