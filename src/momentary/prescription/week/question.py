"""What a lifter asks of a week: their days and minutes, the gym, what must be in it; and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from momentary.catalogue import Exercise
from momentary.inference import LevelPosterior, Summary
from momentary.inference.readiness import Readiness
from momentary.prescription.deload.plan import Deload, with_deload
from momentary.prescription.frequency import Frequency
from momentary.prescription.goals import Goal
from momentary.prescription.gym import Gym
from momentary.prescription.learnt.later_segments import SegmentHabits
from momentary.prescription.placement import ComingSets, FailureWish, Placement, place_failure
from momentary.prescription.recovery_forecast import RecoveryForecast
from momentary.prescription.stimulus.kinds import Stimulus
from momentary.prescription.training_habits import TrainingHabits, UsualExercise
from momentary.quantities import ImpossibleValueError

_MOST_DAYS = 7


@dataclass(frozen=True, slots=True)
class PlanDay:
    """A day on which a lifter can train.

    Args:
        at: When the session begins.
        minutes: How long it may take [min].
        has_partner: Whether somebody is there to help.

    Raises:
        ImpossibleValueError: There are no minutes.
    """

    at: datetime
    minutes: float
    has_partner: bool = False

    def __post_init__(self) -> None:
        """Refuse a day without time."""
        if not self.minutes > 0.0:
            raise ImpossibleValueError(
                f"{self.at:%a}: {self.minutes:g} minutes are no session. Give it more, or leave it."
            )


@dataclass(frozen=True, slots=True, eq=False)
class WeekQuestion:
    """What a lifter asks of a week, and what is known of them.

    Args:
        summary: What is known of the lifter, for first sets.
        posterior: The same, for later sets and methods.
        habits: How they have trained of late.
        recovery: How they recover.
        gym: What there is.
        days: The days on which they can train, in order.
        exercises: The exercises that the week may have.
        goal: What they train for.
        is_gym_told: Whether they have said what is in the gym.
        contains: Slugs of exercises that have to be in the week.
        fails: Slugs of exercises that they wish to take to failure.
        keep: Share of the usual volume of every muscle that has to stay [1]; None where nobody asked.
        deload: What is taken back for a while because it is tired; None where nobody asked.
        stimuli: What to try on a plateau, by slug.
        frequencies: How often muscles were taken to failure lately, and how often they bear it.
        neural_warning: What speaks of heavy work piled up over weeks; None where nothing does.
        segments: What the lifter's own later segments have taught.
        help_shares: Help in the first and second assisted repetition: low, middle and high share of the load.

    Raises:
        ImpossibleValueError: There is no day or more than seven, two are one, or a share is out of range.
    """

    summary: Summary
    posterior: LevelPosterior
    habits: TrainingHabits
    recovery: RecoveryForecast
    gym: Gym
    days: tuple[PlanDay, ...]
    exercises: tuple[UsualExercise, ...]
    goal: Goal = Goal.SIZE
    is_gym_told: bool = True
    contains: frozenset[str] = frozenset()
    fails: frozenset[str] = frozenset()
    keep: float | None = None
    deload: Deload | None = None
    stimuli: Mapping[str, Stimulus] = field(default_factory=dict)
    frequencies: tuple[Frequency, ...] = ()
    neural_warning: str | None = None
    segments: SegmentHabits = field(default_factory=SegmentHabits)
    help_shares: tuple[tuple[float, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse weeks that cannot be."""
        if not 1 <= len(self.days) <= _MOST_DAYS:
            raise ImpossibleValueError(f"A week has 1 to {_MOST_DAYS} days, not {len(self.days)}: name those you have.")
        dates = [one.at.date() for one in self.days]
        if sorted(set(dates)) != dates:
            raise ImpossibleValueError("The days of a plan are not in order, or one comes twice: name each once.")
        if self.keep is not None and not 0.0 <= self.keep <= 1.0:
            raise ImpossibleValueError(f"{self.keep:g} of the usual volume is to stay: give a share from 0 to 1.")

    @property
    def begins(self) -> datetime:
        """When the first session begins."""
        return self.days[0].at

    def gym_of(self, day: PlanDay) -> Gym:
        """Return the gym as it is on a day: with a partner or without."""
        return replace(self.gym, has_partner=day.has_partner)

    def guard(
        self, one: Exercise, name: str, day: PlanDay, readiness: Readiness, coming: tuple[ComingSets, ...] = ()
    ) -> Placement:
        """Return what speaks for and against failure on the last set of an exercise.

        Args:
            one: What it is.
            name: How the lifter types it.
            day: When.
            readiness: How recovered they will be.
            coming: What comes after it on that day.
        """
        wish = FailureWish(
            name, one, self.gym_of(day), coming=coming, readiness=readiness, frequencies=self.frequencies,
            neural_warning=self.neural_warning, age_days=self._age_days(one, day),
        )  # fmt: skip
        found = place_failure(wish)
        return found if self.deload is None else with_deload(found, self.deload, day.at)

    def _age_days(self, one: Exercise, day: PlanDay) -> float | None:
        """Return how long before a day an exercise was done last; None where the log never had it [day]."""
        last = [usual.last for usual in self.exercises if usual.exercise.slug == one.slug]
        return float((day.at - max(last)).days) if last else None

    def share(self, name: str, day: PlanDay) -> float:
        """Return the share of an exercise's usual sets that a deload leaves on a day [1]."""
        return 1.0 if self.deload is None else self.deload.share_of(name, day.at)

    def load_share(self, name: str, day: PlanDay) -> float:
        """Return the share of an exercise's usual load that a deload leaves on a day [1]."""
        return 1.0 if self.deload is None else self.deload.load_share_of(name, day.at)
