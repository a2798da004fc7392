"""The first posterior: a level per exercise, filtered and smoothed at every node of curve and habit."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    MODEL,
    Observed,
    Prior,
    log_load_of,
    repetitions_to_failure,
)
from momentary.inference.clock import moment_of
from momentary.inference.distribution import Distribution, RepetitionForecast, mixture_quantiles
from momentary.inference.evidence import evidence_of
from momentary.inference.exercise_belief import POINTS, belief_quantiles, possible_load
from momentary.inference.fatigue import FatigueMemory
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.lookahead import Lookahead, load_giving
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
from momentary.inference.recollection import Recollection
from momentary.inference.records import SetRecords
from momentary.inference.reserve import reserve_of
from momentary.inference.rir import LearntCalls
from momentary.inference.rir_calibration import calibration_of
from momentary.inference.smoothing import Hindsight, smooth
from momentary.inference.strengths import SessionStrengths, common_traits, strengths_of
from momentary.inference.tracks import Track

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_NEGLIGIBLE = 1e-5


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
        tiredness: LogTiredness,
    ) -> None:
        """Hold the filtered tracks; hindsight is worked out when first asked for."""
        self._records, self._tracks, self._prior, self._calls = records, tracks, prior, calls
        self._tiredness = tiredness
        self._place: dict[int, tuple[int, int]] = {}
        self._readouts = tuple(read_out(track, prior=prior) for track in tracks)
        ends = []
        for number, track in enumerate(tracks):
            counts = np.bincount(track.owner, minlength=len(track.exercises))
            ends.append(np.cumsum(counts))
            for position, exercise in enumerate(track.exercises.tolist()):
                if counts[position]:
                    self._place[exercise] = (number, position)
        self._ahead = Lookahead(
            records, tracks, self._readouts, self._place, tuple(ends), memory, tiredness.fatigue, prior
        )
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
        return moment_of(float(self._records.day[-1]))

    @property
    def fatigue(self) -> FatigueMemory:
        """What the log has told of fatigue: what readiness and recovery are read from."""
        return self._tiredness.fatigue

    @property
    def tiredness(self) -> LogTiredness:
        """What the whole log tells of fatigue: why sets failed, and which account of fatigue it supports."""
        return self._tiredness

    def rir_calibration(self) -> RirCalibration:
        """Return what the lifter's reported reserves are worth, against their own sets to failure."""
        return calibration_of(self._records, self._calls, prior=self._prior)

    def evidence(self, exercise: str) -> Evidence:
        """Return how much is known about an exercise."""
        index = self._find(exercise)
        return evidence_of(self._records, index, one_rm=self.one_rm(exercise), today=float(self._records.day[-1]))

    def one_rm(self, exercise: str, at: datetime | date | None = None) -> Distribution:
        """Return the greatest load for one repetition [kg], on an average day, when fresh."""
        belief = self._ahead.belief(self._find(exercise), at=at, after_sets=0)
        points, masses = belief.mixture(*belief.level)
        return Distribution.of(belief.as_typed(np.exp(points)), masses)

    def one_rm_history(self, exercise: str) -> History:
        """Return the 1RM of each past session of an exercise, smoothed by what came later [kg]."""
        index = self._find(exercise)
        number, position = self._place[index]
        track, past = self._tracks[number], self._hindsight[number]
        visits = np.flatnonzero(track.owner[track.visit_first] == position)
        shares, kept = self._ahead.kept_nodes(number, position)
        readout, owner = self._readouts[number], np.full(len(visits), position)
        mean = readout.at(past.level_mean[visits], owner)[:, kept]
        sd = np.sqrt(readout.variance_at(past.level_var[visits], owner)[:, kept])
        moved = np.exp(mean[..., None] + sd[..., None] * POINTS)
        body = self._ahead.body(number, index, rows=track.rows[track.visit_first[visits]])[:, kept]
        sign = -1.0 if self._records.traits[index].is_assisted else 1.0
        values = sign * (moved - body[..., None])
        quantiles = mixture_quantiles(values, shares, LEVELS)
        at = tuple(moment_of(day) for day in self._records.day[track.rows[track.visit_first[visits]]].tolist())
        return History(at, LEVELS, quantiles)

    def session_strengths(self, exercise: str, *, segments: NDArray[np.bool_] | None = None) -> SessionStrengths:
        """Return what each session alone says of an exercise's strength, by its own sets.

        Args:
            exercise: Key or typed name.
            segments: Which segments of the log may speak, in the order of `Log.places()`; all if not given.

        Raises:
            UnknownExerciseError: The log never had it.
        """
        index = self._find(exercise)
        number, position = self._place[index]
        _, kept = self._ahead.kept_nodes(number, position)
        habits = np.asarray(self._prior.habits)[self._readouts[number].habit_index[kept]]
        usual = float(self._prior.curve_of(self._records.traits[index].curve))
        traits = common_traits(self._ahead.belief(index, at=None, after_sets=0), habits, usual_curve=usual)
        chosen = self._records.exercise == index
        rows = np.flatnonzero(chosen if segments is None else chosen & segments)
        return strengths_of(self._records, rows, traits=traits, caller=self._calls.last, prior=self._prior)

    def repetitions_to_failure(
        self, exercise: str, load_kg: float, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> RepetitionForecast:
        """Return how many repetitions a set taken to failure would give at a load that was not the lifter's choice."""
        belief = self._ahead.belief(self._find(exercise), at=at, after_sets=after_sets)
        outlook = self._ahead.outlook(belief, self._find(exercise), at=at, after_sets=after_sets)
        return outlook.forecast(belief.log_moved(possible_load(load_kg, belief)))

    def repetitions_at_chosen_load(
        self, exercise: str, load_kg: float, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> RepetitionForecast:
        """Return the same at a load that the lifter has chosen: choosing it tells how strong they feel.

        Raises:
            UnknownExerciseError: The log never had it.
            ValueError: The load is not possible, `at` lies before the last session, or `after_sets` is negative.
        """
        index = self._find(exercise)
        load = possible_load(load_kg, self._ahead.belief(index, at=at, after_sets=after_sets))
        told, outlook = self._ahead.at_chosen_load(index, load, at=at, after_sets=after_sets)
        return outlook.forecast(told.log_moved(load))

    def sources(
        self, exercise: str, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> tuple[ForecastSource, ...]:
        """Return what the forecast of a set rests on: the model, and what was done lately, each with its share."""
        known = self._ahead.known_set(self._find(exercise), at=at, after_sets=after_sets)
        if known is None:
            return ()
        values = (float(known.weighed.corrected[0]), *known.cues.value[0].tolist())
        return tuple(
            ForecastSource(name, known.load, repetitions, share)
            for name, repetitions, share in zip(SOURCES, values, known.weighed.share[0].tolist(), strict=True)
            if share > 0.0
        )

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
        belief = self._ahead.belief(self._find(exercise), at=None, after_sets=0)
        load = self._usual_load(self._find(exercise)) if load_kg is None else load_kg
        log_moved = belief.log_moved(possible_load(load, belief))
        left, lost = [], []
        for before in range(sets):
            mean, var = self._ahead.belief(self._find(exercise), at=None, after_sets=before).capacity
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
        belief = self._ahead.belief(self._find(exercise), at=at, after_sets=after_sets)
        mean, var = belief.capacity
        points, masses = belief.mixture(log_load_of(repetitions, mean, curve=belief.curve), var)
        possible = Distribution.of(belief.as_typed(np.exp(points)), masses)
        outlook = self._ahead.outlook(belief, self._find(exercise), at=at, after_sets=after_sets)
        load = load_giving(belief, outlook, repetitions, probability)
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
        moments = {day: moment_of(day) for day in np.unique(records.day[segment]).tolist()}
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
