"""From a log to a posterior."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Prior, nodes
from momentary.inference.filtering import filter_exercises
from momentary.inference.level import LevelPosterior
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.recalling import model_steps
from momentary.inference.recollection import Recollection
from momentary.inference.records import ExerciseTraits, SetRecords, observations
from momentary.inference.rir import LearntCalls, learn_calls
from momentary.inference.tiring import recall_and_tire
from momentary.inference.tracks import Track
from momentary.parameters import level_prior
from momentary.quantities import Log


def fit(
    log: Log | SetRecords, *, traits: Mapping[str, ExerciseTraits] | None = None, prior: Prior | None = None
) -> LevelPosterior:
    """Return what a log tells about the lifter.

    The same log and prior give the same posterior, to the last digit.

    Example:
        >>> from momentary.athlete import demo_log
        >>> posterior = fit(demo_log(seed=1))
        >>> forecast = posterior.repetitions_to_failure("Bench Press (Barbell)", 60.0)
        >>> forecast.interval(0.8)[0] <= forecast.median <= forecast.interval(0.8)[1]
        True

    Args:
        log: The log, or its records made by `observations` (then `traits` are already in them).
        traits: Typed name to traits: names of one exercise are merged by key.
        prior: The population's figures; the shipped ones if not given.
    """
    records = log if isinstance(log, SetRecords) else observations(log, traits)
    return Pass.through(records, level_prior() if prior is None else prior).posterior()


@dataclass(frozen=True, slots=True, eq=False)
class Pass:
    """All that one pass through a log's records gives; posteriors and summaries are made of it.

    Args:
        records: The records.
        prior: The population's figures.
        calls: What the lifter's calls are worth.
        tracks: The filtered exercises.
        memory: What the lifter did lately.
        tiredness: What fatigue did, and the memory of it at the end.
    """

    records: SetRecords
    prior: Prior
    calls: LearntCalls
    tracks: tuple[Track, ...]
    memory: Recollection
    tiredness: LogTiredness

    @classmethod
    def through(cls, records: SetRecords, prior: Prior) -> Pass:
        """Return what a pass through some records gives."""
        calls = learn_calls(records, prior=prior)
        tracks = filter_all(records, prior=prior, calls=calls)
        steps = model_steps(records, tracks)
        memory, fatigue, tired = recall_and_tire(records, steps, prior=prior)
        return cls(records, prior, calls, tracks, memory, LogTiredness(records, steps, tired, fatigue, prior))

    def posterior(self) -> LevelPosterior:
        """Return the posterior."""
        return LevelPosterior(
            self.records, self.tracks, prior=self.prior, calls=self.calls, memory=self.memory,
            tiredness=self.tiredness,
        )  # fmt: skip


def filter_all(
    records: SetRecords,
    *,
    prior: Prior,
    calls: LearntCalls | None = None,
    exercises: NDArray[np.int64] | None = None,
) -> tuple[Track, ...]:
    """Return the filtered belief of all exercises, in two tracks: those of unknown body mass have more nodes.

    Args:
        records: The log as arrays.
        prior: The population's figures.
        calls: What was learnt of the lifter's reported reserves; worked out here if not given.
        exercises: Only these; all if not given.
    """
    caller = (learn_calls(records, prior=prior) if calls is None else calls).caller
    body_unknown = np.zeros(len(records.traits), dtype=np.bool_)
    body_unknown[records.exercise[np.isnan(records.body_kg)]] = True
    is_wanted = np.ones(len(records.traits), dtype=np.bool_)
    if exercises is not None:
        is_wanted = np.isin(np.arange(len(records.traits)), exercises)
    return tuple(
        filter_exercises(
            records,
            np.flatnonzero(chosen & is_wanted),
            nodes(prior, with_body_mass=with_body_mass),
            prior=prior,
            caller=caller,
        )
        for chosen, with_body_mass in ((~body_unknown, False), (body_unknown, True))
    )
