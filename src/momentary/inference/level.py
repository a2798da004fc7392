"""The first posterior: a level per exercise, filtered and smoothed at every node of curve and habit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    FRESH_DAYS,
    MODEL,
    Cues,
    Observed,
    Prior,
    Weighed,
    chosen_load,
    log_capacity_of,
    log_load_of,
    repetitions_to_failure,
    weigh_cues,
)
from momentary.inference.beliefs import Projection, weigh_sum
from momentary.inference.distribution import Distribution, RepetitionForecast, mixture_quantiles
from momentary.inference.evidence import evidence_of
from momentary.inference.exercise_belief import POINTS, ExerciseBelief, belief_quantiles, possible_load
from momentary.inference.filtering import TYPO_LOG_RANGE
from momentary.inference.forecasting import shares_of
from momentary.inference.outlook import AnchoredOutlook, ModelOutlook, Outlook
from momentary.inference.posterior import (
    LEVELS,
    SOURCES,
    Evidence,
    ForecastSource,
    History,
    LoadAnswer,
    LogPosition,
    Posterior,
    RepetitionLoss,
    Reserve,
    RirCalibration,
    UnknownExerciseError,
)
from momentary.inference.readout import read_out
from momentary.inference.recalling import cells_before, cues_of
from momentary.inference.recollection import MOST_BEFORE, Done, Recollection
from momentary.inference.records import EPOCH, SetRecords, days_of
from momentary.inference.reserve import reserve_of
from momentary.inference.rir import LearntCalls
from momentary.inference.rir_calibration import calibration_of
from momentary.inference.smoothing import Hindsight, smooth
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_NEGLIGIBLE = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class _KnownSet:
    """A forecast at a load of which much is known.

    Args:
        load: The load, on the exercise's basis [kg].
        weighed: The forecast.
        cues: What it rests on.
    """

    load: float
    weighed: Weighed
    cues: Cues


class LevelPosterior(Posterior):
    """What the level model believes of a lifter: made by `fit`, never changed."""

    def __init__(
        self,
        records: SetRecords,
        tracks: tuple[Track, ...],
        *,
        prior: Prior,
        calls: LearntCalls,
        memory: Recollection,
    ) -> None:
        """Hold the filtered tracks; hindsight is worked out when first asked for."""
        self._records, self._tracks, self._prior, self._calls = records, tracks, prior, calls
        self._memory = memory
        self._place: dict[int, tuple[int, int]] = {}
        self._readouts = tuple(read_out(track, prior=prior) for track in tracks)
        self._ends: list[Integers] = []
        for number, track in enumerate(tracks):
            counts = np.bincount(track.owner, minlength=len(track.exercises))
            self._ends.append(np.cumsum(counts))
            for position, exercise in enumerate(track.exercises.tolist()):
                if counts[position]:
                    self._place[exercise] = (number, position)
        self._order = sorted(self._place)
        self._key_of = {records.traits[index].key: index for index in self._order}
        self._index_of = {name: index for index in self._order for name in records.names[index]} | self._key_of

    @property
    def model(self) -> str:
        """Name and version of the model."""
        return MODEL

    @property
    def position(self) -> LogPosition:
        """The log that was seen."""
        return self._records.position

    @property
    def exercises(self) -> tuple[str, ...]:
        """Keys of the exercises with at least one observed set, in order of their first appearance."""
        return tuple(self._records.traits[index].key for index in self._order)

    @property
    def last_session(self) -> datetime:
        """Start of the last session in the log.

        Raises:
            ValueError: The log is empty.
        """
        if not len(self._records):
            raise ValueError("The log is empty: there is no last session. Log a set first.")
        return _moment(float(self._records.day[-1]))

    def rir_calibration(self) -> RirCalibration:
        """Return what the lifter's reported reserves are worth, against their own sets to failure."""
        return calibration_of(self._records, self._calls, prior=self._prior)

    def evidence(self, exercise: str) -> Evidence:
        """Return how much is known about an exercise."""
        index = self._find(exercise)
        return evidence_of(self._records, index, one_rm=self.one_rm(exercise), today=float(self._records.day[-1]))

    def one_rm(self, exercise: str, at: datetime | date | None = None) -> Distribution:
        """Return the greatest load for one repetition [kg], on an average day, when fresh."""
        belief = self._belief(exercise, at=at, after_sets=0)
        points, masses = belief.mixture(*belief.level)
        return Distribution.of(belief.as_typed(np.exp(points)), masses)

    def one_rm_history(self, exercise: str) -> History:
        """Return the 1RM of each past session of an exercise, smoothed by what came later [kg]."""
        index = self._find(exercise)
        number, position = self._place[index]
        track, past = self._tracks[number], self._hindsight[number]
        visits = np.flatnonzero(track.owner[track.visit_first] == position)
        shares, kept = self._kept_nodes(number, position)
        readout, owner = self._readouts[number], np.full(len(visits), position)
        mean = readout.at(past.level_mean[visits], owner)[:, kept]
        sd = np.sqrt(readout.variance_at(past.level_var[visits], owner)[:, kept])
        moved = np.exp(mean[..., None] + sd[..., None] * POINTS)
        body = self._body(number, index, rows=track.rows[track.visit_first[visits]])[:, kept]
        sign = -1.0 if self._records.traits[index].is_assisted else 1.0
        values = sign * (moved - body[..., None])
        quantiles = mixture_quantiles(values, shares, LEVELS)
        at = tuple(_moment(day) for day in self._records.day[track.rows[track.visit_first[visits]]].tolist())
        return History(at, LEVELS, quantiles)

    def repetitions_to_failure(
        self, exercise: str, load_kg: float, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> RepetitionForecast:
        """Return how many repetitions a set taken to failure would give at a load that was not the lifter's choice."""
        belief = self._belief(exercise, at=at, after_sets=after_sets)
        outlook = self._outlook(belief, self._find(exercise), at=at, after_sets=after_sets)
        return outlook.forecast(belief.log_moved(possible_load(load_kg, belief)))

    def repetitions_at_chosen_load(
        self, exercise: str, load_kg: float, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> RepetitionForecast:
        """Return the same at a load that the lifter has chosen: choosing it tells how strong they feel.

        Raises:
            UnknownExerciseError: The log never had it.
            ValueError: The load is not possible, `at` lies before the last session, or `after_sets` is negative.
        """
        belief = self._belief(exercise, at=at, after_sets=after_sets)
        load = possible_load(load_kg, belief)
        fresh = self._belief(exercise, at=at, after_sets=0)
        mean, var, shares = self._after_choice(fresh, self._find(exercise), fresh.log_moved(load))
        tired = (belief.capacity[0] - fresh.capacity[0], belief.capacity[1] - fresh.capacity[1])
        told = replace(belief, capacity=(mean + tired[0], np.maximum(var + tired[1], 1e-12)), shares=shares)
        weighed, _ = self._weighed(told, self._find(exercise), load, at=at, after_sets=after_sets)
        return self._anchored(told, load, weighed).forecast(told.log_moved(load))

    def sources(
        self, exercise: str, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> tuple[ForecastSource, ...]:
        """Return what the forecast of a set rests on: the model, and what was done lately, each with its share."""
        known = self._known_set(self._find(exercise), at=at, after_sets=after_sets)
        if known is None:
            return ()
        values = (float(known.weighed.corrected[0]), *known.cues.value[0].tolist())
        return tuple(
            ForecastSource(name, known.load, repetitions, share)
            for name, repetitions, share in zip(SOURCES, values, known.weighed.share[0].tolist(), strict=True)
            if share > 0.0
        )

    def _outlook(
        self, belief: ExerciseBelief, index: int, *, at: datetime | date | None, after_sets: int
    ) -> ModelOutlook | AnchoredOutlook:
        """Return how repetitions depend on the load: through what was done lately, where anything was."""
        known = self._known_set(index, at=at, after_sets=after_sets)
        if known is None:
            return self._alone(belief)
        return self._anchored(belief, known.load, known.weighed)

    def _known_set(self, index: int, *, at: datetime | date | None, after_sets: int) -> _KnownSet | None:
        """Return the forecast from which those of other loads follow: of this set, or of an earlier that gives less.

        In a series to failure no set makes the next one easier, whatever the sets of the last session were for.
        """
        found = []
        for before in range(after_sets + 1):
            belief = self._belief(self._records.traits[index].key, at=at, after_sets=before)
            known = self._known_load(index, before)
            if known is None:
                return None
            load = belief.sign * known
            weighed, cues = self._weighed(belief, index, load, at=at, after_sets=before)
            at_one_kg = float(weighed.mean[0]) + float(belief.shares @ (belief.log_moved(load) / belief.curve))
            found.append((at_one_kg, -before, _KnownSet(load, weighed, cues)))
        return min(found, key=lambda one: one[:2])[2]

    def _anchored(self, belief: ExerciseBelief, load: float, weighed: Weighed) -> AnchoredOutlook:
        """Return the outlook through a forecast at one load."""
        return AnchoredOutlook(
            belief.log_moved(load), float(weighed.mean[0]), float(weighed.sd[0]), belief.curve, belief.shares,
            self._alone(belief), self._prior.cues, self._prior,
        )  # fmt: skip

    def _alone(self, belief: ExerciseBelief) -> ModelOutlook:
        """Return the outlook of the level model alone."""
        mean, var = belief.capacity
        return ModelOutlook(mean, var, belief.curve, belief.shares, self._prior)

    def _known_load(self, index: int, after_sets: int) -> float | None:
        """Return the load at which most is known of a coming set, as logged: a failure's lately, or the last."""
        memory = self._memory.exercises.get(index)
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
        day = float(self._records.day[-1]) + self._gap_days(at, float(self._records.day[-1]))
        session = int(self._records.session[-1]) + 1
        before = min(after_sets, MOST_BEFORE)
        coming = Done(session, day, round(belief.sign * load, 2), float(shares @ log_moved), before)
        cells = np.array([cells_before(self._memory, index, coming)])
        cues = cues_of(np.array([middle]), np.array([spread]), cells)
        return weigh_cues(cues, weights=self._prior.cues), cues

    def _after_choice(self, belief: ExerciseBelief, index: int, log_moved: Floats) -> tuple[Floats, Floats, Floats]:
        """Return mean and variance of the log-capacity, and the nodes' shares, once a first load is chosen."""
        number, position = self._place[index]
        track, prior = self._tracks[number], self._prior
        habit = self._readouts[number].habit_index[self._kept_nodes(number, position)[1]]
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

    def reserve(self, exercise: str | None = None) -> Reserve:
        """Return the repetitions in reserve of past segments, of one exercise or of all (in the log's order)."""
        wanted = None if exercise is None else self._find(exercise)
        parts = []
        for number, track in enumerate(self._tracks):
            rows = np.arange(len(track.rows))
            if wanted is not None:
                rows = rows[self._records.exercise[track.rows] == wanted]
            if len(rows):
                past = self._hindsight[number]
                values = reserve_of(
                    self._records, track, rows, readout=self._readouts[number],
                    mean=past.capacity_mean[rows], var=past.capacity_var[rows], prior=self._prior, levels=LEVELS,
                    caller=self._calls.caller,
                )  # fmt: skip
                parts.append((track.rows[rows], values))
        segment = np.concatenate([np.zeros(0, dtype=np.int64), *(rows for rows, _ in parts)])
        quantiles = np.concatenate([np.zeros((0, len(LEVELS))), *(values for _, values in parts)])
        order = np.argsort(segment, kind="stable")
        return self._reserve_table(segment[order], quantiles[order])

    def rep_loss(self, exercise: str, *, sets: int = 5, load_kg: float | None = None) -> RepetitionLoss:
        """Return how repetitions to failure fall over the sets of a session at one load.

        Raises:
            UnknownExerciseError: The log never had it.
            ValueError: Fewer than one set is asked for, or the load is not possible.
        """
        if sets < 1:
            raise ValueError(f"The number of sets is {sets}: it must be one or more.")
        belief = self._belief(exercise, at=None, after_sets=0)
        load = self._usual_load(self._find(exercise)) if load_kg is None else load_kg
        log_moved = belief.log_moved(possible_load(load, belief))
        left, lost = [], []
        for before in range(sets):
            mean, var = self._belief(exercise, at=None, after_sets=before).capacity
            expected = repetitions_to_failure(log_moved, mean, curve=belief.curve)
            left.append(belief_quantiles(belief, expected, np.sqrt(var) / belief.curve))
            loss, spread = belief.loss
            lost.append(belief_quantiles(belief, before * loss / belief.curve, before * np.sqrt(spread) / belief.curve))
        return RepetitionLoss(
            self._records.traits[self._find(exercise)].key, load, tuple(range(1, sets + 1)), LEVELS,
            np.maximum(np.array(left), 0.0), np.maximum(np.array(lost), 0.0),
        )  # fmt: skip

    def load_for(
        self,
        exercise: str,
        repetitions: int,
        *,
        probability: float = 0.5,
        at: datetime | date | None = None,
        after_sets: int = 0,
    ) -> LoadAnswer:
        """Return the load at which `repetitions` or more are possible with the given probability."""
        if repetitions < 1:
            raise ValueError(f"The repetitions are {repetitions}: ask for one or more.")
        if not 0.0 < probability < 1.0:
            raise ValueError(f"The probability is {probability!r}: it must lie between 0 and 1, both excluded.")
        belief = self._belief(exercise, at=at, after_sets=after_sets)
        mean, var = belief.capacity
        points, masses = belief.mixture(log_load_of(repetitions, mean, curve=belief.curve), var)
        possible = Distribution.of(belief.as_typed(np.exp(points)), masses)
        outlook = self._outlook(belief, self._find(exercise), at=at, after_sets=after_sets)
        load = _solve(belief, outlook, repetitions, probability)
        return LoadAnswer(load, repetitions, probability, outlook.forecast(belief.log_moved(load)), possible)

    def _find(self, exercise: str) -> int:
        """Return the index of an exercise by key or typed name."""
        index = self._index_of.get(exercise)
        if index is None:
            known = ", ".join(self.exercises[:5]) or "none"
            raise UnknownExerciseError(
                f"No set of '{exercise}' tells anything in this log. It has {len(self._order)} exercises: {known} ..."
            )
        return index

    def _belief(self, exercise: str, *, at: datetime | date | None, after_sets: int) -> ExerciseBelief:
        """Return the belief about an exercise in a session that begins at `at`."""
        if after_sets < 0:
            raise ValueError(f"The sets before are {after_sets}: they cannot be fewer than none.")
        index = self._find(exercise)
        number, position = self._place[index]
        track, prior = self._tracks[number], self._prior
        row = int(self._ends[number][position]) - 1
        gap = self._gap_days(at, float(self._records.day[track.rows[row]]))
        shares, kept = self._kept_nodes(number, position)
        x, p = (part[0] for part in track.state_after(np.array([row])))
        readout, owner = self._readouts[number], np.array([position])
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
            curve=readout.curve[position][kept], body=self._body(number, index, rows=track.rows[[row]])[0, kept],
            shares=shares, sign=-1.0 if self._records.traits[index].is_assisted else 1.0,
        )  # fmt: skip

    def _kept_nodes(self, number: int, position: int) -> tuple[Floats, Integers]:
        """Return the shares of the nodes of an exercise that matter, and which they are."""
        shares = self._readouts[number].shares[position]
        kept = np.flatnonzero(shares > _NEGLIGIBLE)
        return shares[kept] / shares[kept].sum(), kept

    def _gap_days(self, at: datetime | date | None, last: float) -> float:
        """Return the days from the exercise's last session to `at`."""
        moment = self.last_session if at is None else at
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day)
        if moment.date() < self.last_session.date():
            raise ValueError(
                f"{moment:%Y-%m-%d} lies before the last session ({self.last_session:%Y-%m-%d}): "
                "forecasts look ahead; `one_rm_history` looks back."
            )
        return max(days_of(moment.replace(tzinfo=None)) - last, 0.0)

    def _body(self, number: int, index: int, *, rows: Integers) -> Floats:
        """Return the moved body mass at some rows of the records, by node; zero where none is moved [kg]."""
        share = self._records.traits[index].moved_share or 1.0
        body = self._records.body_kg[rows][:, None]
        return np.where(np.isnan(body), share * self._readouts[number].body_mass, body)

    def _usual_load(self, index: int) -> float:
        """Return the load used most in the last session of an exercise, as typed [kg]."""
        records = self._records
        rows = np.flatnonzero((records.exercise == index) & (records.observed != Observed.NOTHING))
        rows = rows[records.session[rows] == records.session[rows[-1]]]
        working = rows[records.is_working[rows]]
        loads, counts = np.unique(records.added_kg[working if len(working) else rows], return_counts=True)
        load = float(loads[::-1][np.argmax(counts[::-1])])
        return -load if records.traits[index].is_assisted else load

    @cached_property
    def _hindsight(self) -> tuple[Hindsight, ...]:
        """The smoothed belief of every track."""
        return tuple(
            smooth(track, sets_before=self._records.sets_before[track.rows].astype(np.float64))
            for track in self._tracks
        )

    def _reserve_table(self, segment: Integers, quantiles: Floats) -> Reserve:
        """Return the reserve of some segments as a table."""
        records = self._records
        keys = [trait.key for trait in records.traits]
        moments = {day: _moment(day) for day in np.unique(records.day[segment]).tolist()}
        return Reserve(
            segment=segment,
            exercise=tuple(keys[index] for index in records.exercise[segment].tolist()),
            at=tuple(moments[day] for day in records.day[segment].tolist()),
            repetitions=records.repetitions[segment],
            is_working=records.is_working[segment],
            is_observed=records.observed[segment] == Observed.FAILURE,
            levels=LEVELS,
            quantiles=quantiles,
        )


def _solve(belief: ExerciseBelief, outlook: Outlook, repetitions: int, probability: float) -> float:
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


def _moment(day: float) -> datetime:
    """Return days since 1970 as a wall-clock time, to the second."""
    return EPOCH + timedelta(seconds=round(day * 86400.0))
