"""One row of one exercise through the level filter, its nodes and those of the lifter's calls side by side.

A whole log goes through the filter twice: once under every departure of the lifter's calls, once with what that taught.
A single set goes through once, with both kinds of nodes side by side: nodes know nothing of each other, so each gives
what it would have given alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CallBelief, ChoiceHabit, Nodes, Observed, Prior, nodes, repetitions_to_failure
from momentary.inference.departures import DEPARTURES, exercise_evidence
from momentary.inference.filter_rows import curve_of, log_moved, terms_of
from momentary.inference.filtering import LANES, SAME_LOAD, FilterRun
from momentary.inference.holding import Held
from momentary.inference.recalling import over_nodes
from momentary.inference.records import ExerciseTraits, LogRow
from momentary.inference.rir import at_departure, departure_prior

Floats = NDArray[np.float64]

_ZERO = np.zeros(1, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """Both kinds of nodes.

    Args:
        prior: The population's figures, with the habits of both.
        nodes: Both, the filter's first.
        own: The filter's.
        side: Those of the departures.
        departures: Departures of the side, one where none has made a difference yet.
    """

    prior: Prior
    nodes: Nodes
    own: Nodes
    side: Nodes
    departures: int

    @property
    def own_habits(self) -> int:
        """Number of habits of the filter's nodes."""
        return len(self.prior.habits) - self.departures

    def caller(self, belief: CallBelief) -> CallBelief:
        """Return what is believed of a call at each habit, from the belief at a row: the side takes its departures."""
        ones, habits = np.ones((1, self.departures)), np.ones((1, self.own_habits))
        departures = DEPARTURES[None] if self.departures > 1 else np.zeros((1, 1))
        return CallBelief(
            np.concatenate([habits * belief.deviation, departures], axis=1),
            np.concatenate([habits * belief.deviation_sd, 0.0 * ones], axis=1),
            np.concatenate([habits * belief.spread, ones], axis=1),
            np.concatenate([habits * belief.length, ones * belief.length], axis=1),
        )

    def with_departures(self, held: Held) -> Held:
        """Return a state of one departure as one of all: until now they have all been alike."""
        own, side, habits = len(self.own), len(self.side), self.own_habits
        return held.at(
            np.r_[np.arange(own), own + np.repeat(np.arange(side), len(DEPARTURES))],
            np.r_[np.arange(habits), np.full(len(DEPARTURES), habits)],
        )

    def told(self, held: Held, *, prior: Prior) -> Floats:
        """Return what an exercise says of every fine departure of the lifter's calls (fine,)."""
        evidence = held.log_evidence[None, len(self.own) :]
        return np.asarray(exercise_evidence(evidence, self.side.log_prior, prior=prior)[0])


@lru_cache(maxsize=32)
def joint_of(prior: Prior, *, with_body_mass: bool, is_called: bool) -> Joint:
    """Return the nodes of a step.

    Args:
        prior: The population's figures.
        with_body_mass: Whether the exercise moves a body whose mass was not known when it was first done.
        is_called: Whether the exercise has a call (a reported reserve of more than a half).
    """
    wide = departure_prior(prior, departures=len(DEPARTURES) if is_called else 1)
    own, side = nodes(prior, with_body_mass=with_body_mass), nodes(wide, with_body_mass=False)
    both = Nodes(
        np.r_[own.habit_index, len(prior.habits) + side.habit_index],
        np.r_[own.curve_ratio, side.curve_ratio],
        np.r_[own.habit, side.habit],
        np.r_[own.body_mass, side.body_mass],
        np.r_[own.log_prior, side.log_prior],
    )
    habits, shares = prior.habits + wide.habits, prior.habit_shares + wide.habit_shares
    return Joint(replace(prior, habits=habits, habit_shares=shares), both, own, side, len(wide.habits))


@lru_cache(maxsize=64)
def _curve(joint: Joint, kind: str | None) -> tuple[Floats, Floats]:
    """Return c of a kind of exercise at each node, once and for both lanes (1, node) [1/rep]."""
    curve = curve_of(kind, joint.nodes, joint.prior)[None]
    return curve, np.tile(curve, LANES)


@lru_cache(maxsize=64)
def _wide_habit(joint: Joint) -> NDArray[np.intp]:
    """Return the habit of each node for both lanes."""
    return np.tile(joint.nodes.habit_index, LANES)


class SingleRun(FilterRun):
    """The filter at one row of one exercise: laid out by hand, since a log's layout costs more than the step."""

    keeps_track = False

    def __init__(self, row: LogRow, traits: ExerciseTraits, joint: Joint, held: Held | None) -> None:
        """Lay out the row and put the state in."""
        self.prior, self.nodes, self.exercises, self.held = joint.prior, joint.nodes, _ZERO, (held,)
        self.row, self.joint = row, joint
        self.rows = self.owner = self.visit = self.visit_first = self.visit_last = _ZERO
        self.curve, self.wide_curve = _curve(joint, traits.curve)
        self.wide_habit = _wide_habit(joint)
        body = np.array([row.body_kg])
        if np.isnan(row.body_kg):
            body = (traits.moved_share or 1.0) * joint.nodes.body_mass
        self.log_moved = np.empty((1, len(joint.nodes)))
        self.log_moved[0] = log_moved(row.added_kg, body)
        middle = (traits.moved_share or 1.0) * joint.prior.body_mass_median if np.isnan(row.body_kg) else row.body_kg
        self.log_load = log_moved(row.added_kg, np.array([middle]))
        self.observed, self.repetitions = np.array([row.observed]), np.array([float(row.repetitions)])
        self.before = np.array([float(row.sets_before)])
        self.session, self.day = np.array([row.session]), np.array([row.day])
        self._lay_out_visit(held)
        self._lay_out_results()
        self._put_in()

    def _lay_out_visit(self, held: Held | None) -> None:
        """Find whether the row opens the exercise or a visit, how long the gap was, and whether a load was chosen."""
        row = self.row
        same = held is not None and held.session == row.session
        is_bound = row.observed in (Observed.AT_LEAST, Observed.AT_MOST)
        is_first = not (same and held is not None and not np.isnan(held.log_load))
        is_new = not is_first and held is not None and abs(float(self.log_load[0]) - held.log_load) > SAME_LOAD
        self.opens_exercise, self.opens_visit = np.array([held is None]), np.array([not same])
        self.is_first_visit = np.array([held is None or (same and held.is_first_visit)])
        self.gap = np.array([0.0 if held is None else max(row.day - held.day, 0.0)])
        self.is_bound = np.array([is_bound])
        self.first_choice = np.array([is_first and not is_bound])
        self.new_choice = np.array([is_new and not is_bound])
        self.wander = np.where(self.new_choice, self.prior.wander_sd**2, 0.0)

    def forecast(self) -> tuple[float, float, float]:
        """Return mean and SD of the repetitions to failure, and the log-load, before the row: see `ModelSteps`."""
        self._forecast(_ZERO)
        own = slice(None, len(self.joint.own))
        log_shares = self.earlier[:, own] + self.log_choice[:, own] + self.joint.own.log_prior
        merged = over_nodes(
            log_shares, self.curve[:, own], mean=self.forecast_mean[:, own], var=self.forecast_var[:, own],
            log_moved=self.log_moved[:, own],
        )  # fmt: skip
        mean, sd, log_moved = (float(one[0]) for one in merged)
        return mean, sd, log_moved

    def forecast_at(self, departure: Floats) -> tuple[Floats, Floats]:
        """Return mean and variance of the repetitions to failure before the row at one departure: `rir.forecast_at`."""
        side = slice(len(self.joint.own), None)
        curve = self.curve[:, side]
        each = repetitions_to_failure(self.log_moved[:, side], self.forecast_mean[:, side], curve=curve)
        log_shares = self.earlier[:, side] + self.joint.side.log_prior
        return at_departure(departure, log_shares, mean=each, var=self.forecast_var[:, side] / curve**2)

    def learn(self, belief: CallBelief | None) -> Held:
        """Learn how the row ended, after `forecast`, and return the state after it."""
        if not self.is_bound[0]:
            caller = None if belief is None else self.joint.caller(belief)
            reserve = np.array([self.row.reserve])
            self.terms = terms_of(self.observed, self.repetitions, reserve, self.prior, caller)
        self._learn(_ZERO)
        shape, first, later = (LANES, len(self.nodes)), self.first_habit, self.later_habit
        return Held(
            self.x[0].reshape(*shape, 3), self.p[0].reshape(*shape, 3, 3), self.chance[0],
            self.earlier[0] + self.log_evidence[0],
            ChoiceHabit(first.count[0], first.mean[0], first.variance[0]),
            ChoiceHabit(later.count[0], later.mean[0], later.variance[0]),
            self.row.session, self.row.day, self._last_load(0, 0), bool(self.is_first_visit[0]),
        )  # fmt: skip
