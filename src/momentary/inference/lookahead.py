"""What lies ahead of a log: the belief about an exercise in a coming session, and its repetitions at any load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    FRESH_DAYS,
    Cues,
    Prior,
    Weighed,
    chosen_load,
    log_capacity_of,
    repetitions_to_failure,
    weigh_cues,
)
from momentary.inference.beliefs import Projection, weigh_sum
from momentary.inference.clock import days_of, moment_of
from momentary.inference.exercise_belief import ExerciseBelief
from momentary.inference.fatigue import FatigueMemory
from momentary.inference.filtering import TYPO_LOG_RANGE
from momentary.inference.forecasting import shares_of
from momentary.inference.outlook import AnchoredOutlook, ModelOutlook, Outlook
from momentary.inference.readout import Readout
from momentary.inference.recalling import cells_before, cues_of
from momentary.inference.recollection import MOST_BEFORE, Done, Recollection
from momentary.inference.records import SetRecords
from momentary.inference.tiring import involvement_of
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_NEGLIGIBLE = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class KnownSet:
    """A forecast at a load of which much is known.

    Args:
        load: The load, on the exercise's basis [kg].
        weighed: The forecast.
        cues: What it rests on.
    """

    load: float
    weighed: Weighed
    cues: Cues


@dataclass(frozen=True, slots=True, eq=False)
class Lookahead:
    """The end of a log, as coming sessions are asked of it.

    Args:
        records: The log as arrays.
        tracks: The filtered belief.
        readouts: Where each track is read.
        places: Track and position in it of each exercise that tells something.
        ends: Of each track, the row after the last of each exercise.
        memory: What the lifter did lately.
        fatigue: What the log has told of fatigue.
        prior: The population's figures.
    """

    records: SetRecords
    tracks: tuple[Track, ...]
    readouts: tuple[Readout, ...]
    places: Mapping[int, tuple[int, int]]
    ends: tuple[Integers, ...]
    memory: Recollection
    fatigue: FatigueMemory
    prior: Prior

    def belief(self, index: int, *, at: datetime | date | None, after_sets: int) -> ExerciseBelief:
        """Return the belief about an exercise in a session that begins at `at`."""
        if after_sets < 0:
            raise ValueError(f"The sets before are {after_sets}: they cannot be fewer than none.")
        number, position = self.places[index]
        track, prior = self.tracks[number], self.prior
        row = int(self.ends[number][position]) - 1
        gap = self._gap_days(at, float(self.records.day[track.rows[row]]))
        shares, kept = self.kept_nodes(number, position)
        x, p = (part[0] for part in track.state_after(np.array([row])))
        readout, owner = self.readouts[number], np.array([position])
        level, slope, shared = (readout.at(one[None], owner)[0, kept] for one in (x[:, 0], x[:, 2], p[:, 0, 2]))
        a_var, l_var = (readout.variance_at(p[None, :, one, one], owner)[0, kept] for one in (0, 2))
        a_var = a_var + float(prior.gap_variance(np.array(gap)))
        l_var = l_var + prior.loss_drift_sd**2 * gap
        # A ramp that nobody marked can make the loss look negative; no set makes the next one to failure stronger.
        loss = np.maximum(slope, 0.0)
        n = float(after_sets)
        var = a_var - 2.0 * n * shared + n * n * l_var + prior.day_sd**2
        return ExerciseBelief(
            level=(level, a_var), capacity=(level - n * loss, np.maximum(var, 1e-12)), loss=(loss, l_var),
            curve=readout.curve[position][kept], body=self.body(number, index, rows=track.rows[[row]])[0, kept],
            shares=shares, sign=-1.0 if self.records.traits[index].is_assisted else 1.0,
        )  # fmt: skip

    def outlook(
        self, belief: ExerciseBelief, index: int, *, at: datetime | date | None, after_sets: int
    ) -> ModelOutlook | AnchoredOutlook:
        """Return how repetitions depend on the load: through what was done lately, where anything was."""
        known = self.known_set(index, at=at, after_sets=after_sets)
        if known is None:
            return self._alone(belief)
        return self.anchored(belief, known.load, known.weighed)

    def at_chosen_load(
        self, index: int, load: float, *, at: datetime | date | None, after_sets: int
    ) -> tuple[ExerciseBelief, AnchoredOutlook]:
        """Return the belief about a set and its outlook, once its load has been chosen: the choice tells something."""
        belief = self.belief(index, at=at, after_sets=after_sets)
        fresh = self.belief(index, at=at, after_sets=0)
        mean, var, shares = self._after_choice(fresh, index, fresh.log_moved(load))
        tired = (belief.capacity[0] - fresh.capacity[0], belief.capacity[1] - fresh.capacity[1])
        told = replace(belief, capacity=(mean + tired[0], np.maximum(var + tired[1], 1e-12)), shares=shares)
        weighed, _ = self._weighed(told, index, load, at=at, after_sets=after_sets)
        return told, self.anchored(told, load, weighed)

    def known_set(self, index: int, *, at: datetime | date | None, after_sets: int) -> KnownSet | None:
        """Return the forecast from which those of other loads follow: of this set, or of an earlier that gives less.

        In a series to failure no set makes the next one easier, whatever the sets of the last session were for.
        """
        found = []
        for before in range(after_sets + 1):
            belief = self.belief(index, at=at, after_sets=before)
            known = self._known_load(index, before)
            if known is None:
                return None
            load = belief.sign * known
            weighed, cues = self._weighed(belief, index, load, at=at, after_sets=before)
            at_one_kg = float(weighed.mean[0]) + float(belief.shares @ (belief.log_moved(load) / belief.curve))
            found.append((at_one_kg, -before, KnownSet(load, weighed, cues)))
        return min(found, key=lambda one: one[:2])[2]

    def anchored(self, belief: ExerciseBelief, load: float, weighed: Weighed) -> AnchoredOutlook:
        """Return the outlook through a forecast at one load."""
        return AnchoredOutlook(
            belief.log_moved(load), float(weighed.mean[0]), float(weighed.sd[0]), belief.curve, belief.shares,
            self._alone(belief), self.prior.cues, self.prior,
        )  # fmt: skip

    def _alone(self, belief: ExerciseBelief) -> ModelOutlook:
        """Return the outlook of the level model alone."""
        mean, var = belief.capacity
        return ModelOutlook(mean, var, belief.curve, belief.shares, self.prior)

    def _known_load(self, index: int, after_sets: int) -> float | None:
        """Return the load at which most is known of a coming set, as logged: a failure's lately, or the last."""
        memory = self.memory.exercises.get(index)
        if memory is None or not memory.today:
            return None
        since = memory.today[-1].day - FRESH_DAYS
        failed = [(before, day, load) for (load, before), (_, day, _) in memory.by_load.items() if day >= since]
        sets = failed or [(done.before, done.day, done.load) for done in memory.today]
        return max(sets, key=lambda one: (-abs(one[0] - after_sets), -one[0], one[1]))[2]

    def _weighed(
        self, belief: ExerciseBelief, index: int, load: float, *, at: datetime | date | None, after_sets: int
    ) -> tuple[Weighed, Cues]:
        """Return the forecast of a set of the next session at a load, and the cues in it."""
        mean, var = belief.capacity
        log_moved, shares = belief.log_moved(load), belief.shares
        expected = repetitions_to_failure(log_moved, mean, curve=belief.curve)
        middle = float(shares @ expected)
        spread = float(np.sqrt(shares @ (var / belief.curve**2 + (expected - middle) ** 2)))
        day = float(self.records.day[-1]) + self._gap_days(at, float(self.records.day[-1]))
        session = int(self.records.session[-1]) + 1
        before = min(after_sets, MOST_BEFORE)
        coming = Done(session, day, round(belief.sign * load, 2), float(shares @ log_moved), before)
        cells = np.array([cells_before(self.memory, index, coming)])
        cues = cues_of(np.array([middle]), np.array([spread]), cells)
        return weigh_cues(cues, weights=self.prior.cues).shifted(np.array([self.fatigue_shift(index, at=at)])), cues

    def fatigue_shift(self, index: int, *, at: datetime | date | None) -> float:
        """Return by how much fatigue moves forecasts of a session at `at` [rep]; without a time it is as usual."""
        if at is None:
            return 0.0
        last = float(self.records.day[-1])
        day = last + self._gap_days(at, last)
        return self.fatigue.shift(index, involvement_of(self.records.traits[index]), time=day)

    def _after_choice(self, belief: ExerciseBelief, index: int, log_moved: Floats) -> tuple[Floats, Floats, Floats]:
        """Return mean and variance of the log-capacity, and the nodes' shares, once a first load is chosen."""
        number, position = self.places[index]
        track, prior = self.tracks[number], self.prior
        habit = self.readouts[number].habit_index[self.kept_nodes(number, position)[1]]
        terms = chosen_load(
            track.choice.mean[position][habit], track.choice.sd(prior=prior)[position][habit], prior=prior
        )
        mean, var = (part[None] for part in belief.capacity)
        curve = belief.curve[:, None]
        moments = weigh_sum(
            Projection(mean, var, np.zeros((*mean.shape, 3))),
            target=log_capacity_of(log_moved[:, None], terms.centre, curve=curve)[None],
            error=(curve * terms.sd)[None] ** 2,
            mass=((1.0 - prior.typo_share) * terms.mass)[None],
            extra_var=np.array([0.0, prior.shift_sd**2]),
            chance=np.array([[1.0 - prior.shift_share], [prior.shift_share]]),
            floor=np.full(mean.shape, prior.typo_share / TYPO_LOG_RANGE),
        )
        left = 1.0 - moments.share.sum(axis=0)
        change = moments.shift.sum(axis=0)
        spread = moments.square.sum(axis=0) + left * var - change**2
        shares = shares_of(np.log(np.maximum(belief.shares, 1e-300)) + np.log(moments.evidence[0]))
        return (mean + change)[0], spread[0], shares

    def kept_nodes(self, number: int, position: int) -> tuple[Floats, Integers]:
        """Return the shares of the nodes of an exercise that matter, and which they are."""
        shares = self.readouts[number].shares[position]
        kept = np.flatnonzero(shares > _NEGLIGIBLE)
        return shares[kept] / shares[kept].sum(), kept

    def _gap_days(self, at: datetime | date | None, last: float) -> float:
        """Return the days from the exercise's last session to `at`."""
        last_session = moment_of(float(self.records.day[-1]))
        moment = last_session if at is None else at
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day)
        if moment.date() < last_session.date():
            raise ValueError(
                f"{moment:%Y-%m-%d} lies before the last session ({last_session:%Y-%m-%d}): "
                "forecasts look ahead; `one_rm_history` looks back."
            )
        return max(days_of(moment.replace(tzinfo=None)) - last, 0.0)

    def body(self, number: int, index: int, *, rows: Integers) -> Floats:
        """Return the moved body mass at some rows of the records, by node; zero where none is moved [kg]."""
        share = self.records.traits[index].moved_share or 1.0
        body = self.records.body_kg[rows][:, None]
        return np.where(np.isnan(body), share * self.readouts[number].body_mass, body)


def load_giving(belief: ExerciseBelief, outlook: Outlook, repetitions: int, probability: float) -> float:
    """Return the load at which `repetitions` or more have the given probability, by halving on the moved load [kg]."""
    mean, var = belief.capacity
    edge = np.array([repetitions - 0.5])
    low, high = 0.0, float(np.exp(mean + 6.0 * np.sqrt(var) + 1.0).max())
    base = float(belief.body @ belief.shares)
    for _ in range(44):
        middle = 0.5 * (low + high)
        below = outlook.below(edge, belief.log_moved(belief.sign * (middle - base)))
        low, high = (middle, high) if 1.0 - below[0] >= probability else (low, middle)
    return belief.sign * (low - base)
