"""The nodes of a step: those of the level filter, and beside them those that tell what a lifter's calls are worth.

A whole log goes through the filter twice: once under every departure of the lifter's calls, once with what that taught. A
single set goes through once, with both kinds of nodes side by side: nodes know nothing of each other, so each gives
what it would have given alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import CallBelief, Nodes, Prior, nodes
from momentary.inference.filtering import Track
from momentary.inference.holding import Held
from momentary.inference.rir import DEPARTURES, departure_prior

Floats = NDArray[np.float64]


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
        """Return what is believed of a call at each habit, from the belief at one row: the side takes its departures."""
        ones, habits = np.ones((1, self.departures)), np.ones((1, self.own_habits))
        departures = DEPARTURES[None] if self.departures > 1 else np.zeros((1, 1))
        return CallBelief(
            np.concatenate([habits * belief.deviation, departures], axis=1),
            np.concatenate([habits * belief.deviation_sd, 0.0 * ones], axis=1),
            np.concatenate([habits * belief.spread, ones], axis=1),
            np.concatenate([habits * belief.length, ones * belief.length], axis=1),
        )

    def own_part(self, track: Track) -> Track:
        """Return what a track says at the filter's nodes: its forecasts, and what is known before its rows."""
        return _part(track, slice(None, len(self.own)), self.own)

    def side_part(self, track: Track) -> Track:
        """Return the same at the nodes of the departures."""
        return _part(track, slice(len(self.own), None), self.side)

    def with_departures(self, held: Held) -> Held:
        """Return a state of one departure as one of all: until now they have all been alike."""
        own, side, habits = len(self.own), len(self.side), self.own_habits
        return held.at(
            np.r_[np.arange(own), own + np.repeat(np.arange(side), len(DEPARTURES))],
            np.r_[np.arange(habits), np.full(len(DEPARTURES), habits)],
        )


def _part(track: Track, part: slice, kept: Nodes) -> Track:
    """Return a track at some of its nodes; states and habits stay those of all."""
    return replace(
        track,
        nodes=kept,
        curve=track.curve[:, part],
        log_moved=track.log_moved[:, part],
        forecast_mean=track.forecast_mean[:, part],
        forecast_var=track.forecast_var[:, part],
        blind_mean=track.blind_mean[:, part],
        blind_var=track.blind_var[:, part],
        log_choice=track.log_choice[:, part],
        log_evidence=track.log_evidence[:, part],
        earlier=track.earlier[:, part],
    )


@lru_cache(maxsize=32)
def joint_of(prior: Prior, *, with_body_mass: bool, is_called: bool) -> Joint:
    """Return the nodes of a step.

    Args:
        prior: The population's figures.
        with_body_mass: Whether the exercise moves a body whose mass was not known when it was first done.
        is_called: Whether the exercise has a call (a reported reserve of more than a half).
    """
    departures = len(DEPARTURES) if is_called else 1
    wide = departure_prior(prior, departures=departures)
    own, side = nodes(prior, with_body_mass=with_body_mass), nodes(wide, with_body_mass=False)
    both = Nodes(
        np.r_[own.habit_index, len(prior.habits) + side.habit_index],
        np.r_[own.curve_ratio, side.curve_ratio],
        np.r_[own.habit, side.habit],
        np.r_[own.body_mass, side.body_mass],
        np.r_[own.log_prior, side.log_prior],
    )
    habits, shares = prior.habits + wide.habits, prior.habit_shares + wide.habit_shares
    return Joint(replace(prior, habits=habits, habit_shares=shares), both, own, side, departures)
