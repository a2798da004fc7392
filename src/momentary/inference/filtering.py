"""The level filter: one step per set, all exercises and all nodes side by side.

State of an exercise at a node (a value of the curve c, of the habit, of an unknown body mass): a, the log 1RM;
d, the good or bad day; l, the log-capacity lost per earlier set. A set after n others observes

    h = a + d - l n,     r* = 1 + (h - ln w) / c,

with w the moved load. Between sessions a walks, d is drawn anew, l walks slowly; when the load is changed within a
session, d wanders. Before a set, the chosen load is itself an observation of h (`athlete.choice`). At the first
choice of a session a second hypothesis is carried along, that the level has jumped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    COMPONENTS,
    ChoiceHabit,
    Nodes,
    Observed,
    Prior,
    Terms,
    biased_report,
    censored_stop,
    chosen_load,
    exact_failure,
    log_capacity_of,
    unknown_habit,
)
from momentary.inference.beliefs import move, project, weigh_bound, weigh_sum
from momentary.inference.records import SetRecords

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LEAST_MOVED_SHARE = 0.1
"""Help never takes more than the rest of the body's moved mass: beyond that the row is clipped."""

TYPO_LOG_RANGE = 5.0
"""A row that means nothing lies anywhere on this range of log-loads."""

SAME_LOAD = 0.01
"""Log-loads closer than this are the same load: the lifter has not chosen again."""


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """The filtered belief of some exercises: per row what was forecast, per visit what was learnt.

    A visit is an exercise within a session. Rows and visits are ordered by exercise, then time. States are (a, d, l).

    Args:
        exercises: Exercises of the track, in the order of `curve`.
        curve: c of each exercise and node [1/rep].
        nodes: The nodes.
        rows: Row in the records of each observed segment.
        owner: Position in `exercises` of each of these rows.
        visit: Visit of each row.
        log_moved: Logarithm of the moved load of each row and node.
        wander: Variance that the day gained just before each row.
        forecast_mean: Mean of h before each row, by node, the chosen load known.
        forecast_var: Variance of h before each row, by node.
        blind_mean: The same with the load imposed: what it says of the lifter's choice is left out.
        blind_var: Its variance.
        log_choice: Log-probability of the choice made before each row, by node; zero where none was made.
        log_evidence: Log-probability of each row and its choice, by node.
        row_mean: State after each row (row, node, 3).
        row_cov: Its covariance (row, node, 3, 3).
        visit_first: First row (position in `rows`) of each visit.
        visit_last: Last row of each visit.
        start_mean: (a, l) forecast at the start of each visit (visit, node, 2).
        start_cov: Its covariance (visit, node, 2, 2), a jump included by its probability.
        choice: For how many repetitions the first load of a session is chosen at the end, by exercise and habit.
    """

    exercises: Integers
    curve: Floats
    nodes: Nodes
    rows: Integers
    owner: Integers
    visit: Integers
    log_moved: Floats
    wander: Floats
    forecast_mean: Floats
    forecast_var: Floats
    blind_mean: Floats
    blind_var: Floats
    log_choice: Floats
    log_evidence: Floats
    row_mean: Floats
    row_cov: Floats
    visit_first: Integers
    visit_last: Integers
    start_mean: Floats
    start_cov: Floats
    choice: ChoiceHabit


def filter_exercises(records: SetRecords, exercises: Integers, nodes: Nodes, *, prior: Prior) -> Track:
    """Return the filtered belief of `exercises`, from all their observed rows."""
    counts = np.bincount(records.exercise[records.observed != Observed.NOTHING], minlength=len(records.traits))
    exercises = exercises[np.argsort(-counts[exercises], kind="stable")]
    run = _Run(records, exercises, nodes, prior)
    run.walk()
    return run.track()


class _Run:
    """A filter on its way through the rows: what is known of them, the results, and the moving state."""

    def __init__(self, records: SetRecords, exercises: Integers, nodes: Nodes, prior: Prior) -> None:
        """Lay out the rows, the empty results and the state before any row."""
        self.prior, self.nodes, self.exercises = prior, nodes, exercises
        self.rows, self.owner = _rows_by_exercise(records, exercises)
        kinds = [records.traits[index].curve for index in exercises]
        self.curve = np.array([prior.curve_of(kind) for kind in kinds]).reshape(-1, 1) * nodes.curve_ratio
        self.log_moved = _log_moved(records, self.rows, nodes)
        self.observed = records.observed[self.rows]
        self.repetitions = records.repetitions[self.rows].astype(np.float64)
        self.before = records.sets_before[self.rows].astype(np.float64)
        self.terms = _terms(self.observed, self.repetitions, records.reserve[self.rows], prior)
        self._lay_out_visits(records)
        count, size = self.log_moved.shape
        self.forecast_mean, self.forecast_var, self.blind_mean, self.blind_var = np.empty((4, count, size))
        self.log_choice, self.log_evidence = np.zeros((2, count, size))
        self.row_mean, self.row_cov = np.empty((count, size, 3)), np.empty((count, size, 3, 3))
        visits = len(self.visit_first)
        self.start_mean, self.start_cov = np.empty((visits, size, 2)), np.empty((visits, size, 2, 2))
        self.x, self.p = np.zeros((len(exercises), size, 3)), np.zeros((len(exercises), size, 3, 3))
        shape = (len(exercises), len(prior.habits))
        self.first_habit, self.later_habit = unknown_habit(shape, prior=prior), unknown_habit(shape, prior=prior)

    def _lay_out_visits(self, records: SetRecords) -> None:
        """Find where visits and exercises begin, how long the gaps were, and where a load was chosen."""
        session, day, owner = records.session[self.rows], records.day[self.rows], self.owner
        self.opens_exercise = _changes(owner)
        self.opens_visit = self.opens_exercise | _changes(session)
        self.visit = np.cumsum(self.opens_visit) - 1
        self.visit_first = np.flatnonzero(self.opens_visit)
        self.visit_last = np.r_[self.visit_first[1:], len(self.rows)][: len(self.visit_first)] - 1
        gap = np.maximum(np.diff(day, prepend=0.0), 0.0)
        self.gap = np.where(self.opens_exercise, 0.0, gap)
        self.is_bound = (self.observed == Observed.AT_LEAST) | (self.observed == Observed.AT_MOST)
        self.first_choice, self.new_choice = np.zeros((2, len(self.rows)), dtype=np.bool_)
        told = np.flatnonzero(~self.is_bound)
        self.first_choice[told] = _changes(self.visit[told])
        load = self.log_moved[told, 0] if len(told) else np.zeros(0)
        changed = np.abs(np.diff(load, prepend=np.inf)) > SAME_LOAD
        self.new_choice[told] = changed & ~self.first_choice[told]
        self.wander = np.where(self.new_choice, self.prior.wander_sd**2, 0.0)

    def walk(self) -> None:
        """Take all rows, the n-th of every exercise together."""
        counts = np.bincount(self.owner, minlength=len(self.exercises))
        starts = np.cumsum(counts) - counts
        for step in range(int(counts.max(initial=0))):
            self._step(starts[: int(np.count_nonzero(counts > step))] + step)

    def _step(self, rows: Integers) -> None:
        """Take one row of each of the first `len(rows)` exercises."""
        count = len(rows)
        x, p = self.x[:count], self.p[:count]
        opens = np.flatnonzero(self.opens_visit[rows])
        if len(opens):
            self._open_visits(rows, opens)
        blind = project(x, p, self.before[rows])
        self.blind_mean[rows], self.blind_var[rows] = blind.mean, blind.var + self.wander[rows][:, None]
        for kind in (self.first_choice, self.new_choice):
            chosen = np.flatnonzero(kind[rows])
            if len(chosen):
                self._weigh_choice(rows[chosen], chosen, is_first=kind is self.first_choice)
        self.log_choice[rows] = self.log_evidence[rows]
        forecast = project(x, p, self.before[rows])
        self.forecast_mean[rows], self.forecast_var[rows] = forecast.mean, forecast.var
        bound = self.is_bound[rows]
        if bound.any():
            self._weigh_bounds(rows[bound], np.flatnonzero(bound))
        told = np.flatnonzero(~bound)
        if len(told):
            self._weigh_endings(rows[told], told)
        self.row_mean[rows], self.row_cov[rows] = x, p

    def _open_visits(self, rows: Integers, at: Integers) -> None:
        """Let time pass for the exercises `at`, or start those that were never done."""
        prior, gap = self.prior, self.gap[rows[at]]
        x, p = self.x[at], self.p[at]
        p[..., 0, 0] += prior.gap_variance(gap)[:, None]
        p[..., 2, 2] += (prior.loss_drift_sd**2 * gap)[:, None]
        new = self.opens_exercise[rows[at]]
        if new.any():
            x[new, :, 0] = log_capacity_of(self.log_moved[rows[at[new]]], prior.choice_mean, curve=self.curve[at[new]])
            x[new, :, 2] = prior.loss_mean
            p[new, :, 0, 0] = prior.first_sd**2
            p[new, :, 2, 2] = prior.loss_sd**2
        x[..., 1] = 0.0
        p[..., 1, :] = p[..., :, 1] = 0.0
        p[..., 1, 1] = prior.day_sd**2
        visit = self.visit[rows[at]]
        self.start_mean[visit], self.start_cov[visit] = x[..., ::2], p[..., ::2, ::2]
        self.x[at], self.p[at] = x, p

    def _weigh_choice(self, rows: Integers, at: Integers, *, is_first: bool) -> None:
        """Learn from the chosen loads of some rows; the first choice of a visit may speak for a jump."""
        prior, habit = self.prior, self.nodes.habit_index
        x, p = self.x[at], self.p[at]
        p[..., 1, 1] += self.wander[rows][:, None]
        usual = self.first_habit if is_first else self.later_habit
        terms = chosen_load(usual.mean[at][:, habit], usual.sd(prior=prior)[at][:, habit], prior=prior)
        shift = np.where(is_first & ~self.opens_exercise[rows], prior.shift_share, 0.0)
        extra = np.array([0.0, prior.shift_sd**2]) if is_first else np.zeros(1)
        chance = np.stack([1.0 - shift, shift])[: len(extra)]
        ones = np.ones_like(self.curve[at])
        jumped = self._weigh(rows, at, x, p, terms, extra_var=extra, chance=chance, density=ones)
        self.x[at], self.p[at] = x, p
        if is_first:
            self.start_cov[self.visit[rows], :, 0, 0] += jumped * prior.shift_sd**2

    def _weigh_endings(self, rows: Integers, at: Integers) -> None:
        """Learn from how some rows ended, and from that for how many repetitions the lifter chooses loads."""
        habit = self.nodes.habit_index
        x, p = self.x[at], self.p[at]
        terms = Terms(*(part[rows][:, habit] for part in (self.terms.centre, self.terms.sd, self.terms.mass)))
        chance = np.ones((1, len(rows)))
        self._weigh(rows, at, x, p, terms, extra_var=np.zeros(1), chance=chance, density=self.curve[at])
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

    def _weigh(
        self, rows: Integers, at: Integers, x: Floats, p: Floats, terms: Terms, *, extra_var: Floats, chance: Floats,
        density: Floats,
    ) -> Floats:  # fmt: skip
        """Move the states `x`, `p` by a sum of normals in repetitions; return the probability of a jump.

        `density` turns a density of h into the probability of what was logged: c for a whole number of
        repetitions; one for a chosen load, whose logarithm is on the scale of h.
        """
        prior, curve = self.prior, self.curve[at]
        forecast = project(x, p, self.before[rows])
        moments = weigh_sum(
            forecast,
            target=log_capacity_of(self.log_moved[rows][..., None], terms.centre, curve=curve[..., None]),
            error=(curve[..., None] * terms.sd) ** 2,
            mass=(1.0 - prior.typo_share) * density[..., None] * terms.mass,
            extra_var=extra_var,
            chance=chance,
            floor=prior.typo_share / TYPO_LOG_RANGE * density,
        )
        move(x, p, forecast, moments)
        self.log_evidence[rows] += np.log(moments.evidence)
        return moments.share[-1] if len(extra_var) > 1 else np.zeros_like(moments.evidence)

    def _weigh_bounds(self, rows: Integers, at: Integers) -> None:
        """Learn from rows that only bound capacity: warm-ups from below, failed attempts from above."""
        prior, curve = self.prior, self.curve[at]
        x, p = self.x[at], self.p[at]
        forecast = project(x, p, self.before[rows])
        repetitions = self.repetitions[rows][:, None]
        at_least = (self.observed[rows] == Observed.AT_LEAST)[:, None]
        moments = weigh_bound(
            forecast,
            edge=log_capacity_of(self.log_moved[rows], repetitions + np.where(at_least, -0.5, 0.5), curve=curve),
            error=(curve * prior.noise_sd(repetitions)) ** 2,
            is_above=np.where(at_least, 1.0, -1.0),
            floor=np.where(at_least, prior.doubt_share, prior.empty_share),
        )
        move(x, p, forecast, moments)
        self.x[at], self.p[at] = x, p
        self.log_evidence[rows] += np.log(moments.evidence)

    def track(self) -> Track:
        """Return the results."""
        return Track(
            exercises=self.exercises, curve=self.curve, nodes=self.nodes, rows=self.rows, owner=self.owner,
            visit=self.visit, log_moved=self.log_moved, wander=self.wander, forecast_mean=self.forecast_mean,
            forecast_var=self.forecast_var, blind_mean=self.blind_mean, blind_var=self.blind_var,
            log_choice=self.log_choice, log_evidence=self.log_evidence, row_mean=self.row_mean, row_cov=self.row_cov,
            visit_first=self.visit_first, visit_last=self.visit_last,
            start_mean=self.start_mean, start_cov=self.start_cov, choice=self.first_habit,
        )  # fmt: skip


def _changes(values: Integers) -> Flags:
    """Return where a value differs from the one before; true at the start."""
    return np.r_[True, values[1:] != values[:-1]] if len(values) else np.zeros(0, dtype=np.bool_)


def _rows_by_exercise(records: SetRecords, exercises: Integers) -> tuple[Integers, Integers]:
    """Return the observed rows of the exercises, by exercise then time, and each row's place in `exercises`."""
    place = np.full(len(records.traits), -1, dtype=np.int64)
    place[exercises] = np.arange(len(exercises))
    owner = place[records.exercise]
    rows = np.flatnonzero((owner >= 0) & (records.observed != Observed.NOTHING))
    rows = rows[np.argsort(owner[rows], kind="stable")]
    return rows, owner[rows]


def _log_moved(records: SetRecords, rows: Integers, nodes: Nodes) -> Floats:
    """Return the logarithm of the moved load of each row at each node; an unknown body mass is the node's."""
    share = np.array([trait.moved_share or 1.0 for trait in records.traits])[records.exercise[rows]]
    body = records.body_kg[rows][:, None]
    body = np.where(np.isnan(body), share[:, None] * nodes.body_mass, body)
    moved = body + records.added_kg[rows][:, None]
    return np.log(np.maximum(moved, np.maximum(LEAST_MOVED_SHARE * body, 1e-3)))


def _terms(observed: Integers, repetitions: Floats, reserve: Floats, prior: Prior) -> Terms:
    """Return the likelihood of every row, by habit; bounds have no mass."""
    shape = (len(observed), len(prior.habits), COMPONENTS)
    centre, sd, mass = np.zeros(shape), np.ones(shape), np.zeros(shape)
    for kind in (Observed.FAILURE, Observed.REPORT, Observed.STOPPED):
        chosen = np.flatnonzero(observed == kind)
        done = repetitions[chosen]
        if kind is Observed.FAILURE:
            terms = exact_failure(done, prior=prior)
        elif kind is Observed.REPORT:
            terms = biased_report(done, reserve[chosen], prior=prior)
        else:
            terms = censored_stop(done, prior=prior)
        centre[chosen], sd[chosen], mass[chosen] = terms.centre, terms.sd, terms.mass
    return Terms(centre, sd, mass)
