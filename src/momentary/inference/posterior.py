"""What every posterior of an athlete can be asked. The models behind it may change; the questions stay."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from momentary.inference.distribution import Distribution, Floats, RepetitionForecast

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Quantile levels of tables such as `History` and `Reserve`."""


class UnknownExerciseError(KeyError):
    """An exercise that the posterior has never seen, with the names that it knows."""

    def __str__(self) -> str:
        """The message, without the quotation marks that KeyError puts around it."""
        return str(self.args[0]) if self.args else ""


@dataclass(frozen=True, slots=True)
class LogPosition:
    """Which log a posterior has seen: so many segments, with this fingerprint (SHA-256, hexadecimal)."""

    segments: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much a posterior knows about one exercise, and how sure that makes it.

    Args:
        exercise: Key of the exercise.
        names: The names under which the lifter logged it.
        sets: Segments that told something about the lifter's capacity (warm-ups are not counted).
        failures: Segments that ended in failure.
        reports: Segments with a reported RIR or RPE that did not end in failure.
        not_observed: Segments that told nothing: later links of a chain, partial, negative, assisted ones,
            holds, rows without repetitions or without a load.
        first: Start of the first session with the exercise.
        last: Start of the last session with it.
        basis: What a load of this exercise means: `typed`, `added to the body` or `assistance`.
        certainty: One plain sentence for the lifter.
    """

    exercise: str
    names: tuple[str, ...]
    sets: int
    failures: int
    reports: int
    not_observed: int
    first: datetime
    last: datetime
    basis: str
    certainty: str


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """A quantity over the sessions of an exercise, in hindsight.

    Args:
        at: Start of each session.
        levels: Quantile levels.
        quantiles: Values, one row a session and one column a level.
    """

    at: tuple[datetime, ...]
    levels: tuple[float, ...]
    quantiles: Floats

    def column(self, level: float) -> Floats:
        """Return the values of one quantile level over the sessions."""
        return self.quantiles[:, self.levels.index(level)]


@dataclass(frozen=True, slots=True, eq=False)
class Reserve:
    """How many repetitions each past segment left in reserve, in hindsight; parallel columns.

    Segments that told nothing about capacity (later links of a chain, holds ...) have no row.

    Args:
        segment: Position of the segment in `Log.places()`, from zero.
        exercise: Key of the exercise.
        at: Start of the session.
        repetitions: Repetitions done.
        is_working: Whether the segment is not a warm-up or cool-down.
        is_observed: Whether the reserve is zero by observation: the segment ended in momentary failure.
        levels: Quantile levels.
        quantiles: Repetitions in reserve, one row a segment and one column a level [rep].
    """

    segment: NDArray[np.int64]
    exercise: tuple[str, ...]
    at: tuple[datetime, ...]
    repetitions: NDArray[np.int64]
    is_working: NDArray[np.bool_]
    is_observed: NDArray[np.bool_]
    levels: tuple[float, ...]
    quantiles: Floats

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.segment)

    def column(self, level: float) -> Floats:
        """Return the repetitions in reserve at one quantile level [rep]."""
        return self.quantiles[:, self.levels.index(level)]


@dataclass(frozen=True, slots=True, eq=False)
class RepetitionLoss:
    """How repetitions to failure fall over the sets of a session, all at the same load.

    Args:
        exercise: Key of the exercise.
        load_kg: The load, on the exercise's basis [kg].
        sets: Set numbers, from one.
        levels: Quantile levels.
        quantiles: Repetitions to failure, not rounded, one row a set and one column a level [rep].
        lost: Repetitions lost since the first set, on the same rows and columns [rep].
    """

    exercise: str
    load_kg: float
    sets: tuple[int, ...]
    levels: tuple[float, ...]
    quantiles: Floats
    lost: Floats


@dataclass(frozen=True, slots=True, eq=False)
class LoadAnswer:
    """The load at which some repetitions are possible with a wanted probability, with its forecast.

    Args:
        load_kg: The load, on the exercise's basis, not rounded to plates [kg].
        repetitions: The repetitions asked for.
        probability: The probability asked for.
        forecast: Repetitions to failure at that load.
        possible: Loads at which the repetitions are just possible: the belief behind the answer [kg].
    """

    load_kg: float
    repetitions: int
    probability: float
    forecast: RepetitionForecast
    possible: Distribution


@dataclass(frozen=True, slots=True)
class CalledReserve:
    """What one call of this lifter is worth.

    Args:
        call: Repetitions in reserve that the lifter says [rep].
        mean: Repetitions that are then left, on average [rep].
        low: Lower end of the 80 % interval of that mean [rep].
        high: Upper end [rep].
        sd: Spread of single calls around the mean [rep].
        calls: Calls of the log that are nearest to this one.
        pairs: Those with a set to failure of the same exercise in the same or a neighbouring session of it.
    """

    call: float
    mean: float
    low: float
    high: float
    sd: float
    calls: int
    pairs: int


@dataclass(frozen=True, slots=True)
class RirCalibration:
    """What a lifter's reported reserves are worth, against their own sets to failure.

    The yardstick are sets that failed, and sets reported with half a repetition in reserve or none.

    Args:
        rows: One row a call.
        calls: Reports of more than half a repetition in reserve.
        pairs: Those with a set to failure nearby.
        is_enough: Whether the log tells more than the population does.
        sentence: One plain sentence for the lifter.
    """

    rows: tuple[CalledReserve, ...]
    calls: int
    pairs: int
    is_enough: bool
    sentence: str


SOURCES = ("model", "habit", "same_load", "last_session", "set_before")
"""What a forecast can rest on: the model, and the cues of `athlete.Cue` in their order."""


@dataclass(frozen=True, slots=True)
class ForecastSource:
    """One of the numbers that a forecast is a weighted mean of.

    Args:
        name: Which (`SOURCES`).
        load_kg: The load that it speaks of, on the exercise's basis [kg].
        repetitions: What it says [rep].
        share: How much it counts; the shares of a forecast sum to one.
    """

    name: str
    load_kg: float
    repetitions: float
    share: float


class Posterior(ABC):
    """What is believed about a lifter after their log. Immutable; every answer carries its uncertainty.

    Exercises are named by key or by any name under which the lifter logged them. Times are the wall clock of
    the lifter's log. Loads are on the basis that `evidence(exercise).basis` names: as typed, as added to the
    body, or as assistance of a machine.
    """

    @property
    @abstractmethod
    def model(self) -> str:
        """Name and version of the model."""

    @property
    @abstractmethod
    def position(self) -> LogPosition:
        """The log that was seen."""

    @property
    @abstractmethod
    def exercises(self) -> tuple[str, ...]:
        """Keys of the exercises with at least one observed set, in order of their first appearance."""

    @property
    @abstractmethod
    def last_session(self) -> datetime:
        """Start of the last session in the log."""

    @abstractmethod
    def rir_calibration(self) -> RirCalibration:
        """Return what the lifter's reported reserves are worth, against their own sets to failure."""

    @abstractmethod
    def evidence(self, exercise: str) -> Evidence:
        """Return how much is known about an exercise.

        Raises:
            UnknownExerciseError: The log never had it.
        """

    @abstractmethod
    def one_rm(self, exercise: str, at: datetime | date | None = None) -> Distribution:
        """Return the greatest load for one repetition [kg], on an average day, when fresh.

        Args:
            exercise: Key or typed name.
            at: When; the last session of the log if not given.

        Raises:
            UnknownExerciseError: The log never had it.
            ValueError: `at` lies before the last session: ask `one_rm_history`.
        """

    @abstractmethod
    def one_rm_history(self, exercise: str) -> History:
        """Return the 1RM of each past session of an exercise, smoothed by what came later [kg].

        Raises:
            UnknownExerciseError: The log never had it.
        """

    @abstractmethod
    def repetitions_to_failure(
        self, exercise: str, load_kg: float, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> RepetitionForecast:
        """Return how many repetitions a set taken to failure would give.

        Args:
            exercise: Key or typed name.
            load_kg: The load, on the exercise's basis [kg].
            at: When; the last session of the log if not given (as if it began again).
            after_sets: Working sets of the exercise done earlier in the same session.

        Raises:
            UnknownExerciseError: The log never had it.
            ValueError: The load is not possible, `at` lies before the last session, or `after_sets` is negative.
        """

    @abstractmethod
    def sources(
        self, exercise: str, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> tuple[ForecastSource, ...]:
        """Return what the forecast of a set rests on, at a load that is known: a failure's lately, or the last.

        Args:
            exercise: Key or typed name.
            at: When; the last session of the log if not given.
            after_sets: Working sets of the exercise done earlier in the same session.

        Returns:
            The sources, whose weighted mean is the forecast; none where no working set is known.

        Raises:
            UnknownExerciseError: The log never had it.
            ValueError: `at` lies before the last session, or `after_sets` is negative.
        """

    @abstractmethod
    def reserve(self, exercise: str | None = None) -> Reserve:
        """Return the repetitions in reserve of past segments, of one exercise or of all (in the log's order).

        Raises:
            UnknownExerciseError: The log never had it.
        """

    @abstractmethod
    def rep_loss(self, exercise: str, *, sets: int = 5, load_kg: float | None = None) -> RepetitionLoss:
        """Return how repetitions to failure fall over the sets of a session at one load.

        Args:
            exercise: Key or typed name.
            sets: How many sets.
            load_kg: The load; if not given, the last session's most used one [kg].

        Raises:
            UnknownExerciseError: The log never had it.
        """

    @abstractmethod
    def load_for(
        self,
        exercise: str,
        repetitions: int,
        *,
        probability: float = 0.5,
        at: datetime | date | None = None,
        after_sets: int = 0,
    ) -> LoadAnswer:
        """Return the load at which `repetitions` or more are possible with the given probability.

        Raises:
            UnknownExerciseError: The log never had it.
            ValueError: The repetitions are fewer than one or the probability is not between 0 and 1.
        """

    def next_session_loads(
        self, exercise: str, repetitions: Sequence[int], *, probability: float = 0.5, at: datetime | None = None
    ) -> tuple[LoadAnswer, ...]:
        """Return `load_for` of the sets of a session: the first set's repetitions first."""
        return tuple(
            self.load_for(exercise, wanted, probability=probability, at=at, after_sets=before)
            for before, wanted in enumerate(repetitions)
        )
