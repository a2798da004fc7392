"""A lifter and a posterior for the tests: simple on purpose, so that every number can be checked by hand."""

# ruff: noqa: ARG002 (the plain posterior leaves most of the questions' details aside)

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import NormalDist

import numpy as np

from momentary.figures import NamedExercise
from momentary.inference import (
    LEVELS,
    CalledReserve,
    Distribution,
    Evidence,
    ForecastSource,
    History,
    LoadAnswer,
    LogPosition,
    Posterior,
    RepetitionForecast,
    RepetitionLoss,
    Reserve,
    RirCalibration,
    UnknownExerciseError,
)
from momentary.quantities import (
    Ending,
    EndingKind,
    Load,
    LoadUnit,
    Log,
    Moment,
    Muscle,
    Role,
    Segment,
    Session,
    Set,
    Technique,
    rpe,
)

LOSS = 1.5
SPREAD = 0.05
NORMAL = np.array([NormalDist().inv_cdf(level) for level in LEVELS])


class PlainPosterior(Posterior):
    """A posterior in which each exercise's 1RM is its best Epley estimate, known to 5 %, for ever."""

    def __init__(self, log: Log) -> None:
        self._places = list(enumerate(log.places()))
        self._best: dict[str, float] = {}
        for _, place in self._places:
            segment = place.segment
            if self._is_observed(segment):
                assert segment.load is not None
                assert segment.repetitions is not None
                best = segment.load.kg * (1 + segment.repetitions / 30)
                self._best[segment.exercise] = max(self._best.get(segment.exercise, 0.0), best)
        self._log = log

    @staticmethod
    def _is_observed(segment: Segment) -> bool:
        return segment.load is not None and segment.load.value > 0 and (segment.repetitions or 0) > 0

    def _of(self, exercise: str) -> float:
        try:
            return self._best[exercise]
        except KeyError:
            raise UnknownExerciseError(f"No exercise is called {exercise!r}.") from None

    @property
    def model(self) -> str:
        return "plain 1"

    @property
    def position(self) -> LogPosition:
        return LogPosition(len(self._places), "0" * 64)

    @property
    def exercises(self) -> tuple[str, ...]:
        return tuple(self._best)

    @property
    def last_session(self) -> datetime:
        return self._log.sessions[-1].start.wall

    def evidence(self, exercise: str) -> Evidence:
        self._of(exercise)
        at = [place.session.start.wall for _, place in self._places if place.segment.exercise == exercise]
        failures = sum(place.segment.is_failure for _, place in self._places if place.segment.exercise == exercise)
        certainty = "Fair: failures were logged." if failures else "Wide: no failure logged yet in this exercise."
        return Evidence(exercise, (exercise,), len(at), failures, 0, 0, at[0], at[-1], "typed", certainty)

    def rir_calibration(self) -> RirCalibration:
        efforts = [place.segment.effort for _, place in self._places if place.segment.effort is not None]
        calls = sum(one.rir > 0.5 for one in efforts)
        rows = tuple(CalledReserve(float(one), one + 1.1, one + 0.4, one + 1.9, 0.9, calls, calls) for one in (1, 2, 3))
        return RirCalibration(rows, calls, calls, calls >= 5, "You call 2 when it is 3.1 (2.4 to 3.9).")

    def one_rm(self, exercise: str, at: datetime | date | None = None) -> Distribution:
        levels = (np.arange(99) + 0.5) / 99
        values = [self._of(exercise) * (1 + SPREAD * NormalDist().inv_cdf(level)) for level in levels]
        return Distribution.of(values, np.ones(99))

    def one_rm_history(self, exercise: str) -> History:
        best = self._of(exercise)
        at = list(dict.fromkeys(p.session.start.wall for _, p in self._places if p.segment.exercise == exercise))
        return History(tuple(at), LEVELS, np.tile(best * (1 + SPREAD * NORMAL), (len(at), 1)))

    def _possible(self, exercise: str, load_kg: float, before: int) -> float:
        return max(30 * (self._of(exercise) / load_kg - 1) - LOSS * before, 0.0)

    def repetitions_to_failure(
        self, exercise: str, load_kg: float, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> RepetitionForecast:
        assert at is None or not isinstance(at, datetime) or at >= self.last_session
        middle = min(self._possible(exercise, load_kg, after_sets), 90.0)
        pmf = np.exp(-0.5 * ((np.arange(101) - middle) / 2.0) ** 2)
        return RepetitionForecast(pmf / pmf.sum())

    def sources(
        self, exercise: str, *, at: datetime | date | None = None, after_sets: int = 0
    ) -> tuple[ForecastSource, ...]:
        load = self._best[exercise] * 0.75
        return (ForecastSource("model", load, 9.0, 0.6), ForecastSource("last_session", load, 7.0, 0.4))

    def reserve(self, exercise: str | None = None) -> Reserve:
        rows = [(i, p) for i, p in self._places if self._is_observed(p.segment) and p.segment.exercise in self._best]
        table = np.zeros((len(rows), len(LEVELS)))
        for row, (_, place) in enumerate(rows):
            segment = place.segment
            assert segment.load is not None
            assert segment.repetitions is not None
            left = self._possible(segment.exercise, segment.load.kg, 0) - segment.repetitions
            if not segment.is_failure:
                table[row] = np.maximum(left + NORMAL, 0.0)
        return Reserve(
            np.array([i for i, _ in rows], dtype=np.int64),
            tuple(p.segment.exercise for _, p in rows),
            tuple(p.session.start.wall for _, p in rows),
            np.array([p.segment.repetitions for _, p in rows], dtype=np.int64),
            np.array([p.set.role is not Role.WARM_UP for _, p in rows], dtype=np.bool_),
            np.array([p.segment.is_failure for _, p in rows], dtype=np.bool_),
            LEVELS,
            table,
        )

    def rep_loss(self, exercise: str, *, sets: int = 5, load_kg: float | None = None) -> RepetitionLoss:
        load = load_kg if load_kg is not None else 0.8 * self._of(exercise)
        middle = np.array([self._possible(exercise, load, before) for before in range(sets)])
        quantiles = np.maximum(middle[:, None] + NORMAL[None, :], 0.0)
        lost = np.maximum((middle[0] - middle)[:, None] + 0.3 * NORMAL[None, :], 0.0)
        return RepetitionLoss(exercise, load, tuple(range(1, sets + 1)), LEVELS, quantiles, lost)

    def load_for(
        self,
        exercise: str,
        repetitions: int,
        *,
        probability: float = 0.5,
        at: datetime | date | None = None,
        after_sets: int = 0,
    ) -> LoadAnswer:
        load = self._of(exercise) / (1 + repetitions / 30)
        return LoadAnswer(
            load, repetitions, probability, self.repetitions_to_failure(exercise, load), self.one_rm(exercise)
        )


NAMED: Mapping[str, NamedExercise] = {
    "Bench Press (Barbell)": NamedExercise(
        "Bench Press (Barbell)",
        "Barbell bench press",
        key="barbell-bench-press",
        confidence=1.0,
        muscles=((Muscle.CHEST, 1.0), (Muscle.TRICEPS, 0.5), (Muscle.FRONT_DELTOID, 0.5)),
        is_compound=True,
        alone="set the rack's pins or safety arms before the set, or have a spotter",
    ),
    "Bicep Curl (Dumbbell)": NamedExercise(
        "Bicep Curl (Dumbbell)",
        "Dumbbell curl",
        key="dumbbell-curl",
        confidence=1.0,
        muscles=((Muscle.BICEPS, 1.0),),
        is_compound=False,
    ),
    "Grandpa's Machine": NamedExercise(
        "Grandpa's Machine", "Grandpa's Machine", muscles=((Muscle.CHEST, 1.0),), is_guess=True
    ),
}


def straight(
    exercise: str,
    load_kg: float | None,
    repetitions: int | None,
    *,
    kind: EndingKind | None = None,
    role: Role | None = Role.WORKING,
    unit: LoadUnit = LoadUnit.KG,
    reported_rpe: float | None = None,
) -> Set:
    """Return a set of one segment."""
    segment = Segment(
        exercise,
        None if load_kg is None else Load(load_kg, unit),
        repetitions,
        ending=None if kind is None else Ending(kind),
        effort=None if reported_rpe is None else rpe(reported_rpe),
    )
    return Set((segment,), role=role)


def session(day: date | datetime, *sets: Set) -> Session:
    """Return a session of a day."""
    return Session(Moment.of(day), tuple(sets))


def lifter_log(weeks: int = 10, exercises: Sequence[str] = tuple(NAMED), seed: int = 7) -> Log:
    """Return the log of a lifter who trains on Mondays and Thursdays and often fails the last set."""
    chance = random.Random(seed)
    sessions = []
    for visit in range(2 * weeks):
        day = datetime(2024, 1, 1, 18) + timedelta(days=7 * (visit // 2) + 3 * (visit % 2))
        sets = [straight(exercises[0], 40, 10, role=Role.WARM_UP)]
        for place, exercise in enumerate(exercises):
            load = 80.0 / (place + 1)
            for number in range(3):
                kind = EndingKind.FAILURE if number == 2 and chance.random() < 0.6 else None
                reported = 8.0 if kind is None and chance.random() < 0.4 else None
                count = 8 - number + chance.choice((-1, 0, 0, 1))
                sets.append(straight(exercise, load, count, kind=kind, reported_rpe=reported))
        sessions.append(session(day, *sets))
    return Log.of(sessions)


def drop_set(exercise: str, loads_kg: Sequence[float], *, kind: EndingKind = EndingKind.FAILURE) -> Set:
    """Return a drop set whose last link failed."""
    links = [
        Segment(
            exercise,
            Load(load),
            8,
            technique=Technique.DROP if place else Technique.STRAIGHT,
            ending=Ending(kind) if place == len(loads_kg) - 1 else None,
        )
        for place, load in enumerate(loads_kg)
    ]
    return Set(tuple(links), role=Role.WORKING)


def is_close(left: float, right: float) -> bool:
    """Whether two numbers are the same but for rounding."""
    return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)
