"""A set about to be done, as a method sees it: exercise, load, gym, and what is believed of the lifter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from momentary.catalogue import Exercise, LoadBasis
from momentary.inference import Posterior, RepetitionForecast
from momentary.prescription.gym import Gym
from momentary.prescription.learnt.later_segments import SegmentHabits
from momentary.prescription.learnt.method_costs import MethodCosts
from momentary.prescription.learnt.method_record import MethodRecords
from momentary.prescription.methods.advice import NotPossibleError
from momentary.quantities import Load

_LEAST_BODY = 0.05
_SAME_KG = 1e-3


@dataclass(frozen=True, slots=True)
class Station:
    """Another exercise that a set may go on with, or be paired with.

    Args:
        name: Its name as the lifter types it, or as the catalogue has it.
        exercise: What it is.
        log_ratio: Logarithm of the moved load there over the moved load here, for equal strength.
        log_sd: How far that may be off.
        is_learnt: Whether the lifter's log shows both.
    """

    name: str
    exercise: Exercise
    log_ratio: float = 0.0
    log_sd: float = 0.35
    is_learnt: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """A set about to be done: all that a method needs to know.

    Args:
        name: The exercise as the lifter types it.
        exercise: What it is.
        load: The load of the first segment, as typed.
        gym: What there is.
        posterior: What is believed of the lifter.
        habits: What their later segments taught.
        records: How often they did each method, what it gave and what it cost.
        at: When; the last session of the log if not given.
        after_sets: Working sets of the exercise done before in the session.
        is_last_set: Whether it is the last set of the exercise.
        is_recovered: Whether the muscles and the neural state have probably recovered; None where nobody knows.
        twin: The machine or cable exercise that follows the same movement.
        pair: The exercise to alternate with.
        help_shares: Help in the first and second assisted repetition: low, middle and high share of the load.
        body_kg: The lifter's body mass, or the population's [kg].
        is_gym_told: Whether the lifter has said what is in the gym; else the first load is taken as it is.
    """

    name: str
    exercise: Exercise
    load: Load
    gym: Gym
    posterior: Posterior
    habits: SegmentHabits = field(default_factory=SegmentHabits)
    records: MethodRecords = field(default_factory=MethodRecords.none)
    at: datetime | None = None
    after_sets: int = 0
    is_last_set: bool = True
    is_recovered: bool | None = None
    twin: Station | None = None
    pair: Station | None = None
    help_shares: tuple[tuple[float, ...], ...] = ()
    body_kg: float = 75.0
    is_gym_told: bool = True

    @property
    def costs(self) -> MethodCosts:
        """What it costs the lifter to go on after failure."""
        return self.records.costs

    def first_load(self) -> Load:
        """Return the load of the first segment: the one asked for, or the next below it that is there.

        Raises:
            NotPossibleError: Nothing there is as light.
        """
        if not self.is_gym_told:
            return self.load
        found = self.gym.no_heavier(self.exercise, self.load.kg)
        if found is None:
            raise NotPossibleError(
                f"The gym has no {self.exercise.equipment} load of {self.load} or less for {self.name}: "
                "`momentary gym` shows what it has."
            )
        # What is there keeps the unit in which it was asked for.
        return self.load if abs(found.kg - self.load.kg) < _SAME_KG else found

    def forecast(self, load: Load) -> RepetitionForecast:
        """Return the repetitions to failure of the first segment."""
        return self.posterior.repetitions_to_failure(self.name, load.kg, at=self.at, after_sets=self.after_sets)

    def moved_kg(self, load_kg: float, exercise: Exercise | None = None) -> float:
        """Return the load that the muscles move at a typed load [kg]."""
        one = self.exercise if exercise is None else exercise
        body = one.body_mass_share * self.body_kg
        sign = -1.0 if one.load_basis is LoadBasis.ASSISTANCE else 1.0
        return max(body + sign * load_kg * one.implements, _LEAST_BODY * body)

    def typed_kg(self, moved_kg: float, exercise: Exercise | None = None) -> float:
        """Return the typed load at which the muscles move so much; below zero where the body alone is more [kg]."""
        one = self.exercise if exercise is None else exercise
        sign = -1.0 if one.load_basis is LoadBasis.ASSISTANCE else 1.0
        return sign * (moved_kg - one.body_mass_share * self.body_kg) / one.implements
