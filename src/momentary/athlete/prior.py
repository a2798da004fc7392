"""What is believed about a lifter before their log is read: the figures that fill the level model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from momentary.athlete.cues import CueWeights
from momentary.athlete.fatigue import FatiguePrior
from momentary.athlete.normal import quantiles_of_normal

Floats = NDArray[np.float64]


MODEL = "level 3"
"""Name and version of the model that the figures are for: a posterior of another version must be fitted again."""


@dataclass(frozen=True, slots=True)
class Prior:
    """The population figures of the level model. Logarithms are natural; a log-load step of 0.01 is 1 %.

    Args:
        curve_median: Fall of the log-load per repetition, c: between-person median [1/rep].
        curve_log_sd: Spread of ln c between persons and exercises.
        curve_person_log_sd: Spread of ln c between persons in one exercise whose median is known.
        curve_nodes: Number of values of c that are carried along.
        curve_by_exercise: Median of c where an exercise has its own [1/rep].
        habits: Repetitions that lifters may typically leave when they stop and say nothing [rep].
        habit_shares: Prior share of each habit.
        first_sd: Spread of the log 1RM around what the first row's load suggests, before anything is weighed.
        drift_sd: Random walk of the log 1RM [1/sqrt(day)].
        gap_sd: Extra spread per 30 days without the exercise, in proportion to the gap.
        widest: Greatest spread that a gap can add.
        day_sd: Good and bad days: spread of the log-capacity between sessions.
        wander_sd: Spread added to the day whenever the load is changed within a session: an unknown rest, a
            drop set that is not marked as one, another setting of the machine.
        loss_mean: Log-capacity lost per earlier working set of the exercise.
        loss_sd: Spread of the loss between lifters and exercises.
        loss_drift_sd: Random walk of the loss [1/sqrt(day)].
        noise_rep: Repetition error of a set to failure, at one repetition [rep].
        noise_growth: Its growth per further repetition.
        noise_test_rep: The part of `noise_rep` that is left in a laboratory, days apart [rep].
        odd_share: Share of sets whose error is several times larger.
        odd_factor: How many times.
        report_sd: Error of a report of no reserve, around the lifter's own mean [rep].
        report_sd_growth: Its growth per reported repetition in reserve.
        report_bias: Repetitions left beyond a report, on average and whatever the report [rep].
        report_bias_growth: The same per reported repetition in reserve.
        report_bias_most: Greatest average excess [rep].
        report_bias_sd: Spread between lifters of the excess, at a report of one; it grows with the root [rep].
        report_length: Repetitions to failure from which the average excess grows [rep].
        report_length_growth: Its growth per further repetition.
        report_exercise_sd: Spread of a lifter's excess between exercises, at a report of one [rep].
        report_doubt_sd: What the model's own errors may add to all of a lifter's excess, at a report of one [rep].
        report_spread_log_sd: Spread between lifters of the logarithm of the error.
        choice_mean: Repetitions to failure for which lifters choose loads, before any is known [rep].
        choice_sd: Spread of these between lifters and exercises [rep].
        choice_count: How many sets that prior is worth.
        choice_memory: Choices over which the lifter's own habit of choosing is averaged.
        choice_error_sd: Error of a choice beyond the lifter's own spread [rep].
        choice_share: Share of the lifter's own spread of repetitions that a choice does not foresee.
        shift_share: Share of sessions in which the level jumps: another machine, unit or form.
        shift_sd: Size of such a jump.
        typo_share: Share of rows that mean nothing.
        doubt_share: Share of warm-ups and sets cut short that bound nothing: another machine, a wrong mark.
        empty_share: Share of rows with zero repetitions that were not tried.
        body_mass_median: Body mass where none is logged: the middle of a wide nuisance, not an estimate [kg].
        body_mass_log_sd: Spread of its logarithm.
        body_mass_nodes: Number of body masses carried along.
        cues: How much the lifter's recent sets count beside the model.
        fatigue: What is believed of fatigue from one session, and one exercise, to the next.
    """

    curve_median: float
    curve_log_sd: float
    curve_person_log_sd: float
    curve_nodes: int
    curve_by_exercise: tuple[tuple[str, float], ...]
    habits: tuple[float, ...]
    habit_shares: tuple[float, ...]
    first_sd: float
    drift_sd: float
    gap_sd: float
    widest: float
    day_sd: float
    wander_sd: float
    loss_mean: float
    loss_sd: float
    loss_drift_sd: float
    noise_rep: float
    noise_growth: float
    noise_test_rep: float
    odd_share: float
    odd_factor: float
    report_sd: float
    report_sd_growth: float
    report_bias: float
    report_bias_growth: float
    report_bias_most: float
    report_bias_sd: float
    report_length: float
    report_length_growth: float
    report_exercise_sd: float
    report_doubt_sd: float
    report_spread_log_sd: float
    choice_mean: float
    choice_sd: float
    choice_count: float
    choice_memory: float
    choice_error_sd: float
    choice_share: float
    shift_share: float
    shift_sd: float
    typo_share: float
    doubt_share: float
    empty_share: float
    body_mass_median: float
    body_mass_log_sd: float
    body_mass_nodes: int
    cues: CueWeights
    fatigue: FatiguePrior

    def __hash__(self) -> int:
        """Return a hash of a few figures: one of all would cost more than much that is remembered by it."""
        return hash((self.curve_median, self.first_sd, self.day_sd, self.habits, self.habit_shares))

    def curve_of(self, kind: str | None) -> float:
        """Return the median of c for a kind of exercise; the common one where it has none [1/rep]."""
        return dict(self.curve_by_exercise).get(kind, self.curve_median) if kind else self.curve_median

    def curve_log_sd_of(self, kind: str | None) -> float:
        """Return the spread of ln c for a kind of exercise: that between persons where the kind has its own median."""
        return self.curve_person_log_sd if kind in dict(self.curve_by_exercise) else self.curve_log_sd

    def in_laboratory(self) -> Prior:
        """Return the figures under the conditions of a laboratory, for one exercise.

        What a training log adds is taken away: the spread between exercises and machines, sets that count
        repetitions otherwise, and good and bad days beyond the test-retest error of sets, which was measured on
        different days and has them in it.
        """
        return replace(
            self, curve_log_sd=self.curve_person_log_sd, noise_rep=self.noise_test_rep, day_sd=0.0, odd_share=0.0
        )

    def gap_variance(self, days: Floats) -> Floats:
        """Return how much the variance of the log 1RM grows over a gap of `days`."""
        grown = self.drift_sd**2 * days + (self.gap_sd * days / 30.0) ** 2
        return np.minimum(grown, self.widest**2)

    def noise_sd(self, repetitions: Floats) -> Floats:
        """Return the error of a set to failure of that many repetitions [rep]."""
        return self.noise_rep + self.noise_growth * np.minimum(np.maximum(repetitions - 1.0, 0.0), 60.0)


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """The values of a lifter's fixed traits that are carried along side by side; parallel columns.

    Args:
        habit_index: Which habit.
        curve_ratio: c over its median for the exercise.
        habit: Repetitions in reserve at silent stops [rep].
        body_mass: Body mass assumed where none is logged [kg].
        log_prior: Logarithm of the prior share.
    """

    habit_index: NDArray[np.intp]
    curve_ratio: Floats
    habit: Floats
    body_mass: Floats
    log_prior: Floats

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self.habit)


CURVE_REACH = 2.5
"""The outermost values of ln c lie this many prior SD from its median."""


def curve_steps(count: int) -> Floats:
    """Return the values of ln c that are carried along, evenly spaced [prior SD from the median]."""
    return np.linspace(-CURVE_REACH, CURVE_REACH, count) if count > 1 else np.zeros(1)


def nodes(prior: Prior, *, with_body_mass: bool) -> Nodes:
    """Return the grid of curve x habit, and x body mass for exercises that move an unknown one; even in ln c."""
    steps = curve_steps(prior.curve_nodes)
    curves = np.exp(prior.curve_log_sd * steps)
    masses = np.array([prior.body_mass_median])
    if with_body_mass:
        spread = prior.body_mass_log_sd * quantiles_of_normal(prior.body_mass_nodes)
        masses = prior.body_mass_median * np.exp(spread)
    sizes = (np.arange(len(curves)), np.arange(len(prior.habits)), np.arange(len(masses)))
    curve, habit, mass = (index.ravel() for index in np.meshgrid(*sizes, indexing="ij"))
    share = np.asarray(prior.habit_shares, dtype=np.float64)[habit] * np.exp(-0.5 * steps**2)[curve]
    return Nodes(
        habit_index=habit,
        curve_ratio=curves[curve],
        habit=np.asarray(prior.habits, dtype=np.float64)[habit],
        body_mass=masses[mass],
        log_prior=np.log(share / share.sum()),
    )
