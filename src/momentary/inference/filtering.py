"""The level filter: one step per set, all exercises and all nodes side by side.

State of an exercise at a node (a value of the curve c, of the habit, of an unknown body mass): a, the log 1RM;
d, the good or bad day; l, the log-capacity lost per earlier set. A set after n others observes

    h = a + d - l n,     r* = 1 + (h - ln w) / c,

with w the moved load. Between sessions a walks, d is drawn anew, l walks slowly; when the load is changed within a
session, d wanders. Before a set, the chosen load is itself an observation of h (`athlete.choice`). From the first
choice of a session to its end two lanes are carried side by side: the level was kept, and the level has jumped. Each
row weighs them against each other; when the session is over they are merged by their probability.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    CallBelief,
    ChoiceHabit,
    Nodes,
    Observed,
    Prior,
    Terms,
    chosen_load,
    log_capacity_of,
    unknown_habit,
)
from momentary.inference.beliefs import Projection, move, project, weigh_bound, weigh_sum
from momentary.inference.filter_rows import changes_of, curve_of, log_moved_of, rows_by_exercise, terms_of
from momentary.inference.holding import Held
from momentary.inference.records import SetRecords
from momentary.inference.tracks import Track, merge_lanes

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

TYPO_LOG_RANGE = 5.0
"""A row that means nothing lies anywhere on this range of log-loads."""

LANES = 2
"""The level kept, and the level jumped."""

SAME_LOAD = 0.01
"""Log-loads closer than this are the same load: the lifter has not chosen again."""


def filter_exercises(
    records: SetRecords,
    exercises: Integers,
    nodes: Nodes,
    *,
    prior: Prior,
    caller: CallBelief | None = None,
    held: Sequence[Held | None] | None = None,
    learns: bool = True,
) -> Track:
    """Return the filtered belief of `exercises`, from all their observed rows.

    Args:
        records: The log as arrays.
        exercises: Which exercises.
        nodes: The nodes.
        prior: The population's figures.
        caller: What is believed of the lifter's reported reserves at every row of the records, if anything is known.
        held: What was held of each of `exercises` when a filter stopped just before their rows here; sessions are
            counted alike. Visits that had begun by then have no start in the track.
        learns: Whether the rows are learnt from, or only forecast: then one row of each exercise is taken.
    """
    counts = np.bincount(records.exercise[records.observed != Observed.NOTHING], minlength=len(records.traits))
    order = np.argsort(-counts[exercises], kind="stable")
    states = [None] * len(exercises) if held is None else [held[index] for index in order]
    run = FilterRun(records, exercises[order], nodes, prior, caller, states)
    run.walk(learns=learns)
    return run.track()


class FilterRun:
    """A filter on its way through the rows: what is known of them, the results, and the moving state."""

    keeps_track = True
    """Whether all that a track holds is kept: forecasts at imposed loads, lanes, and how visits began."""

    def __init__(
        self,
        records: SetRecords,
        exercises: Integers,
        nodes: Nodes,
        prior: Prior,
        caller: CallBelief | None,
        held: Sequence[Held | None],
    ) -> None:
        """Lay out the rows, the empty results and the state before any row."""
        self.prior, self.nodes, self.exercises, self.held = prior, nodes, exercises, held
        self.rows, self.owner = rows_by_exercise(records, exercises)
        kinds = [records.traits[index].curve for index in exercises]
        self.curve = np.array([curve_of(kind, nodes, prior) for kind in kinds]).reshape(-1, len(nodes))
        self.log_moved = log_moved_of(records, self.rows, nodes.body_mass)
        self.observed = records.observed[self.rows]
        self.repetitions = records.repetitions[self.rows].astype(np.float64)
        self.before = records.sets_before[self.rows].astype(np.float64)
        belief = None if caller is None else caller.at(self.rows)
        self.terms = terms_of(self.observed, self.repetitions, records.reserve[self.rows], prior, belief)
        self._lay_out_visits(records)
        self.wide_curve, self.wide_habit = np.tile(self.curve, LANES), np.tile(nodes.habit_index, LANES)
        self._lay_out_results()
        self._put_in()

    def _lay_out_results(self) -> None:
        """Lay out the empty results and the state before any row."""
        count, size = self.log_moved.shape
        exercises, prior = self.exercises, self.prior
        self.forecast_mean, self.forecast_var = np.empty((2, count, size))
        self.log_choice, self.log_evidence = np.zeros((2, count, size))
        if self.keeps_track:
            self._lay_out_track(count, len(self.visit_first), size)
        # The lanes lie one after the other along the axis of the nodes.
        self.x, self.p = np.zeros((len(exercises), LANES * size, 3)), np.zeros((len(exercises), LANES * size, 3, 3))
        self.chance = np.zeros((len(exercises), LANES, size))
        self.wide_log_moved = np.concatenate([self.log_moved] * LANES, axis=1)
        shape = (len(exercises), len(prior.habits))
        self.first_habit, self.later_habit = unknown_habit(shape, prior=prior), unknown_habit(shape, prior=prior)
        self.earlier = np.zeros((len(exercises), size))

    def _lay_out_track(self, count: int, visits: int, size: int) -> None:
        """Lay out what a track holds beside the forecasts and their evidence."""
        self.blind_mean, self.blind_var = np.empty((2, count, size))
        self.lane_mean, self.lane_cov = np.empty((count, LANES, size, 3)), np.empty((count, LANES, size, 3, 3))
        self.lane_chance = np.empty((count, LANES, size))
        self.start_mean, self.start_cov = np.empty((visits, size, 2)), np.empty((visits, size, 2, 2))
        self.chosen_at = np.full(visits, -1, dtype=np.int64)
        self.calm_mean, self.calm_cov = np.empty((visits, size, 3)), np.empty((visits, size, 3, 3))

    def _put_in(self) -> None:
        """Let the moving state begin where another filter stopped."""
        size = len(self.nodes)
        for position, held in enumerate(self.held):
            if held is not None:
                self.x[position] = held.mean.reshape(LANES * size, 3)
                self.p[position] = held.cov.reshape(LANES * size, 3, 3)
                self.chance[position], self.earlier[position] = held.chance, held.log_evidence
                for mine, theirs in ((self.first_habit, held.first_habit), (self.later_habit, held.later_habit)):
                    mine.count[position], mine.mean[position] = theirs.count, theirs.mean
                    mine.variance[position] = theirs.variance

    def _taken_out(self) -> tuple[Held | None, ...]:
        """Return the moving state of every exercise as another filter may begin with it."""
        shape = (LANES, len(self.nodes))
        ends = np.searchsorted(self.owner, np.arange(len(self.exercises)), side="right")
        begins = np.r_[0, ends][:-1]
        result: list[Held | None] = []
        for position, (begin, end) in enumerate(zip(begins.tolist(), ends.tolist(), strict=True)):
            if begin == end:
                result.append(self.held[position])
                continue
            last, first, later = end - 1, self.first_habit, self.later_habit
            visit = int(self.visit[last])
            result.append(
                Held(
                    self.x[position].reshape(*shape, 3).copy(), self.p[position].reshape(*shape, 3, 3).copy(),
                    self.chance[position].copy(), self.earlier[position] + self.log_evidence[begin:end].sum(axis=0),
                    ChoiceHabit(first.count[position], first.mean[position], first.variance[position]),
                    ChoiceHabit(later.count[position], later.mean[position], later.variance[position]),
                    int(self.session[last]), float(self.day[last]), self._last_load(position, last),
                    bool(self.is_first_visit[visit]),
                )
            )  # fmt: skip
        return tuple(result)

    def _last_load(self, position: int, last: int) -> float:
        """Return the last chosen load of the visit of row `last`; NaN where none was chosen."""
        begin = int(self.visit_first[self.visit[last]])
        told = np.flatnonzero(~self.is_bound[begin : last + 1])
        if len(told):
            return float(self.log_load[begin + told[-1]])
        held = self.held[position]
        return float("nan") if held is None or self.opens_visit[begin] else held.log_load

    def _lay_out_visits(self, records: SetRecords) -> None:
        """Find where visits and exercises begin, how long the gaps were, and where a load was chosen."""
        self.session, self.day, owner = records.session[self.rows], records.day[self.rows], self.owner
        session, day = self.session, self.day
        self.opens_exercise = changes_of(owner)
        self.opens_visit = self.opens_exercise | changes_of(session)
        self.visit = np.cumsum(self.opens_visit) - 1
        self.visit_first = np.flatnonzero(self.opens_visit)
        self.is_first_visit = self.opens_exercise[self.visit_first]
        self.visit_last = np.r_[self.visit_first[1:], len(self.rows)][: len(self.visit_first)] - 1
        gap = np.maximum(np.diff(day, prepend=0.0), 0.0)
        self.gap = np.where(self.opens_exercise, 0.0, gap)
        self.is_bound = (self.observed == Observed.AT_LEAST) | (self.observed == Observed.AT_MOST)
        self.first_choice, self.new_choice = np.zeros((2, len(self.rows)), dtype=np.bool_)
        told = np.flatnonzero(~self.is_bound)
        self.first_choice[told] = changes_of(self.visit[told])
        self.log_load = log_moved_of(records, self.rows, np.array([self.prior.body_mass_median]))[:, 0]
        changed = np.abs(np.diff(self.log_load[told], prepend=np.inf)) > SAME_LOAD
        self.new_choice[told] = changed & ~self.first_choice[told]
        for position, held in enumerate(self.held):
            if held is not None:
                self._go_on(position, held)
        self.wander = np.where(self.new_choice, self.prior.wander_sd**2, 0.0)

    def _go_on(self, position: int, held: Held) -> None:
        """Let the first row of an exercise follow what was held of it."""
        first = int(np.searchsorted(self.owner, position))
        if first == len(self.owner) or self.owner[first] != position:
            return
        self.opens_exercise[first] = False
        self.gap[first] = max(self.day[first] - held.day, 0.0)
        visit = int(self.visit[first])
        self.is_first_visit[visit] = held.is_first_visit and self.session[first] == held.session
        if self.session[first] != held.session:
            return
        self.opens_visit[first] = False
        told = np.flatnonzero((self.visit == visit) & ~self.is_bound)
        if len(told) and not np.isnan(held.log_load):
            self.first_choice[told[0]] = False
            self.new_choice[told[0]] = abs(self.log_load[told[0]] - held.log_load) > SAME_LOAD

    def walk(self, *, learns: bool = True) -> None:
        """Take all rows, the n-th of every exercise together; or only forecast the first of each."""
        counts = np.bincount(self.owner, minlength=len(self.exercises))
        starts = np.cumsum(counts) - counts
        for step in range(int(counts.max(initial=0))):
            rows = starts[: int(np.count_nonzero(counts > step))] + step
            self._forecast(rows)
            if not learns:
                return
            self._learn(rows)

    def _forecast(self, rows: Integers) -> None:
        """Forecast one row of each of the first `len(rows)` exercises, its load known."""
        count = len(rows)
        x, p = self.x[:count], self.p[:count]
        opens = np.flatnonzero(self.opens_visit[rows])
        if len(opens):
            self._open_visits(rows, opens)
        if self.keeps_track:
            self.blind_mean[rows], self.blind_var[rows] = self._merged(project(x, p, self.before[rows]))
            self.blind_var[rows] += self.wander[rows][:, None]
        for kind in (self.first_choice, self.new_choice):
            chosen = np.flatnonzero(kind[rows])
            if len(chosen):
                self._weigh_choice(rows[chosen], chosen, is_first=kind is self.first_choice)
        self.log_choice[rows] = self.log_evidence[rows]
        self.forecast_mean[rows], self.forecast_var[rows] = self._merged(project(x, p, self.before[rows]))

    def _learn(self, rows: Integers) -> None:
        """Learn how these rows ended."""
        count = len(rows)
        x, p = self.x[:count], self.p[:count]
        bound = self.is_bound[rows]
        if bound.any():
            self._weigh_bounds(rows[bound], np.flatnonzero(bound))
        told = np.flatnonzero(~bound)
        if len(told):
            self._weigh_endings(rows[told], told)
        if self.keeps_track:
            shape = (count, LANES, len(self.nodes))
            self.lane_mean[rows], self.lane_cov[rows] = x.reshape(*shape, 3), p.reshape(*shape, 3, 3)
            self.lane_chance[rows] = self.chance[:count]

    def _merged(self, forecast: Projection) -> tuple[Floats, Floats]:
        """Return mean and variance of a forecast of h of the first exercises, lanes merged."""
        chance = self.chance[: len(forecast.mean)]
        mean, var = forecast.mean.reshape(chance.shape), forecast.var.reshape(chance.shape)
        middle = (chance * mean).sum(axis=1)
        return middle, (chance * (var + (mean - middle[:, None]) ** 2)).sum(axis=1)

    def _open_visits(self, rows: Integers, at: Integers) -> None:
        """Let time pass for the exercises `at`, or start those that were never done."""
        prior, gap, size = self.prior, self.gap[rows[at]], len(self.nodes)
        shape = (len(at), LANES, size)
        x, p = merge_lanes(self.x[at].reshape(*shape, 3), self.p[at].reshape(*shape, 3, 3), self.chance[at])
        p[..., 0, 0] += prior.gap_variance(gap)[:, None]
        p[..., 2, 2] += (prior.loss_drift_sd**2 * gap)[:, None]
        new = self.opens_exercise[rows[at]]
        if new.any():
            x[new] = p[new] = 0.0
            x[new, :, 0] = log_capacity_of(self.log_moved[rows[at[new]]], prior.choice_mean, curve=self.curve[at[new]])
            x[new, :, 2] = prior.loss_mean
            p[new, :, 0, 0] = prior.first_sd**2
            p[new, :, 2, 2] = prior.loss_sd**2
        x[..., 1] = 0.0
        p[..., 1, :] = p[..., :, 1] = 0.0
        p[..., 1, 1] = prior.day_sd**2
        if self.keeps_track:
            visit = self.visit[rows[at]]
            self.start_mean[visit], self.start_cov[visit] = x[..., ::2], p[..., ::2, ::2]
            self.calm_mean[visit], self.calm_cov[visit] = x, p
        self.x[at], self.p[at] = np.tile(x, (1, LANES, 1)), np.tile(p, (1, LANES, 1, 1))
        self.chance[at] = np.array([1.0, 0.0])[:, None]

    def _weigh_choice(self, rows: Integers, at: Integers, *, is_first: bool) -> None:
        """Learn from the chosen loads of some rows; at the first of a visit the second lane jumps."""
        prior, habit, size = self.prior, self.wide_habit, len(self.nodes)
        x, p = self.x[at], self.p[at]
        if is_first:
            visit = self.visit[rows]
            if self.keeps_track:
                self.chosen_at[visit], self.calm_mean[visit], self.calm_cov[visit] = rows, x[:, :size], p[:, :size]
            p[:, size:, 0, 0] += prior.shift_sd**2
            jump = np.where(self.is_first_visit[visit], 0.0, prior.shift_share)
            self.chance[at] = np.stack([1.0 - jump, jump], axis=1)[..., None]
        else:
            p[..., 1, 1] += self.wander[rows][:, None]
        usual = self.first_habit if is_first else self.later_habit
        terms = chosen_load(usual.mean[at][:, habit], usual.sd(prior=prior)[at][:, habit], prior=prior)
        self._weigh(rows, at, x, p, terms, density=np.ones_like(self.wide_curve[at]))
        self.x[at], self.p[at] = x, p

    def _weigh_endings(self, rows: Integers, at: Integers) -> None:
        """Learn from how some rows ended, and from that for how many repetitions the lifter chooses loads."""
        habit = self.wide_habit
        x, p = self.x[at], self.p[at]
        terms = Terms(*(part[rows][:, habit] for part in (self.terms.centre, self.terms.sd, self.terms.mass)))
        self._weigh(rows, at, x, p, terms, density=self.wide_curve[at])
        self.x[at], self.p[at] = x, p
        is_first = self.first_choice[rows]
        for usual, chosen in ((self.first_habit, is_first), (self.later_habit, ~is_first)):
            self._learn_habit(usual, rows[chosen], at[chosen])

    def _learn_habit(self, usual: ChoiceHabit, rows: Integers, at: Integers) -> None:
        """Learn for how many repetitions the exercises `at` choose their loads, in place."""
        typical = (self.terms.centre[rows] * self.terms.mass[rows]).sum(axis=-1)
        old = ChoiceHabit(usual.count[at], usual.mean[at], usual.variance[at])
        new = old.after(typical, prior=self.prior)
        usual.count[at], usual.mean[at], usual.variance[at] = new.count, new.mean, new.variance

    def _weigh(self, rows: Integers, at: Integers, x: Floats, p: Floats, terms: Terms, *, density: Floats) -> None:
        """Move the states `x`, `p` by a sum of normals in repetitions.

        `density` turns a density of h into the probability of what was logged: c for a whole number of
        repetitions; one for a chosen load, whose logarithm is on the scale of h.
        """
        prior, curve = self.prior, self.wide_curve[at]
        forecast = project(x, p, self.before[rows])
        moments = weigh_sum(
            forecast,
            target=log_capacity_of(self.wide_log_moved[rows][..., None], terms.centre, curve=curve[..., None]),
            error=(curve[..., None] * terms.sd) ** 2,
            mass=(1.0 - prior.typo_share) * density[..., None] * terms.mass,
            extra_var=np.zeros(1),
            chance=np.ones((1, len(rows))),
            floor=prior.typo_share / TYPO_LOG_RANGE * density,
        )
        move(x, p, forecast, moments)
        self._weigh_lanes(rows, at, moments.evidence)

    def _weigh_bounds(self, rows: Integers, at: Integers) -> None:
        """Learn from rows that only bound capacity: warm-ups from below, failed attempts from above."""
        prior, curve = self.prior, self.wide_curve[at]
        x, p = self.x[at], self.p[at]
        forecast = project(x, p, self.before[rows])
        repetitions = self.repetitions[rows][:, None]
        at_least = (self.observed[rows] == Observed.AT_LEAST)[:, None]
        edge = repetitions + np.where(at_least, -0.5, 0.5)
        moments = weigh_bound(
            forecast,
            edge=log_capacity_of(self.wide_log_moved[rows], edge, curve=curve),
            error=(curve * prior.noise_sd(repetitions)) ** 2,
            is_above=np.where(at_least, 1.0, -1.0),
            floor=np.where(at_least, prior.doubt_share, prior.empty_share),
        )
        move(x, p, forecast, moments)
        self.x[at], self.p[at] = x, p
        self._weigh_lanes(rows, at, moments.evidence)

    def _weigh_lanes(self, rows: Integers, at: Integers, evidence: Floats) -> None:
        """Weigh the lanes of some exercises by what some rows say under each."""
        joint = self.chance[at] * evidence.reshape(len(at), LANES, -1)
        total = np.maximum(joint.sum(axis=1), 1e-300)
        self.chance[at] = joint / total[:, None]
        self.log_evidence[rows] += np.log(total)

    def track(self) -> Track:
        """Return the results."""
        return Track(
            exercises=self.exercises, curve=self.curve, nodes=self.nodes, rows=self.rows, owner=self.owner,
            visit=self.visit, log_moved=self.log_moved, wander=self.wander, forecast_mean=self.forecast_mean,
            forecast_var=self.forecast_var, blind_mean=self.blind_mean, blind_var=self.blind_var,
            log_choice=self.log_choice, log_evidence=self.log_evidence, lane_mean=self.lane_mean,
            lane_cov=self.lane_cov, lane_chance=self.lane_chance, visit_first=self.visit_first,
            visit_last=self.visit_last, start_mean=self.start_mean, start_cov=self.start_cov,
            chosen_at=self.chosen_at, calm_mean=self.calm_mean, calm_cov=self.calm_cov,
            jump_var=self.prior.shift_sd**2, choice=self.first_habit, earlier=self.earlier, held=self._taken_out(),
        )  # fmt: skip
