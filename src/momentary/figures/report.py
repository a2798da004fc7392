"""What a report says, as plain immutable values: computed once, then shown as page, terminal text or JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from momentary.inference import ForecastSource, RirCalibration
from momentary.inference.readiness import Readiness
from momentary.prescription.methods import Advice
from momentary.prescription.session.advice import SessionAdvice
from momentary.quantities import Load, LoadUnit, Muscle


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Five quantiles of a quantity: the middle, the 50 % interval and the 80 % interval around it.

    Args:
        p10: Lower end of the 80 % interval.
        p25: Lower end of the 50 % interval.
        p50: As likely above as below.
        p75: Upper end of the 50 % interval.
        p90: Upper end of the 80 % interval.
    """

    p10: float
    p25: float
    p50: float
    p75: float
    p90: float


@dataclass(frozen=True, slots=True)
class CountRange:
    """How many sets were probably so: a count that nobody logged.

    Args:
        low: Sets for which it is at least 90 % sure.
        expected: Sum of the sets' probabilities.
        high: Sets for which it is at least 10 % possible.
    """

    low: float
    expected: float
    high: float


@dataclass(frozen=True, slots=True)
class NamedExercise:
    """What is known about a name in the log.

    Args:
        typed: The name as typed.
        label: Name of the catalogue exercise, or the typed one where nothing matched.
        key: Key of the catalogue exercise; None for the lifter's own exercise.
        confidence: How sure the match is, 0 to 1.
        muscles: Muscles with the share of a set that counts for each.
        is_guess: Whether the muscles are guessed from words in the name.
        is_compound: Whether it moves more than one joint; None where that is not known or not the question.
        is_strength: Whether repetitions to failure at a load make sense for it; False for cardio, jumps, stretches.
        alone: How failing without a spotter can be made safe, where the load can pin the lifter or fall on them.
    """

    typed: str
    label: str
    key: str | None = None
    confidence: float = 0.0
    muscles: tuple[tuple[Muscle, float], ...] = ()
    is_guess: bool = False
    is_compound: bool | None = None
    is_strength: bool = True
    alone: str | None = None


@dataclass(frozen=True, slots=True)
class NameRead:
    """A name in the log with its sets and what it was taken for."""

    exercise: NamedExercise
    sets: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from the log.

    Args:
        source: File or files, as the reader calls them.
        sets: Sets of every kind.
        working_sets: Sets with repetitions that are not marked as warm-up or cool-down.
        warm_ups: Sets marked as warm-up or cool-down.
        without_repetitions: Other sets without a count: cardio, holds, blank cells.
        sessions: Sessions.
        first: Date of the first session; None in an empty log.
        last: Date of the last session.
        decisions: What the reader decided, and why.
        problems: What could not be read.
        names: Every name, most sets first.
    """

    source: str
    sets: int
    working_sets: int
    warm_ups: int
    without_repetitions: int
    sessions: int
    first: date | None
    last: date | None
    decisions: tuple[str, ...]
    problems: tuple[str, ...]
    names: tuple[NameRead, ...]


@dataclass(frozen=True, slots=True)
class Endings:
    """How the working sets ended, as far as the log tells. Every set is counted in one place.

    Args:
        labelled: Failures by an app's bare label: in which way the set failed is not told.
        momentary: Momentary failures.
        technical: Technical failures.
        eccentric: Eccentric failures.
        zero_reports: No failure named, but a reported RIR of 0 (RPE 10).
        reports: Another RIR or RPE reported.
        other: Another ending told: stopped, time, target.
        pain: Stopped for pain.
        untold: The log does not tell. Never counted as "not to failure".
    """

    labelled: int
    momentary: int
    technical: int
    eccentric: int
    zero_reports: int
    reports: int
    other: int
    pain: int
    untold: int

    @property
    def failures(self) -> int:
        """Sets that ended in failure of any kind."""
        return self.labelled + self.momentary + self.technical + self.eccentric

    @property
    def sets(self) -> int:
        """All working sets."""
        return self.failures + self.zero_reports + self.reports + self.other + self.pain + self.untold

    @property
    def untold_share(self) -> float:
        """Share of the working sets whose ending is not told; 0 without sets."""
        return self.untold / self.sets if self.sets else 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """One place where failures can sit, beside how many working sets are there at all.

    Args:
        group: What is divided: `set of the exercise`, `part of the session`, `kind of exercise`, `days since`.
        name: The place: `last set`.
        failures: Failures here.
        sets: Working sets here.
        near: Further sets here that probably came within one repetition of failure.
        share_of_failures: Failures here among the group's failures; None without failures.
        interval: 80 % interval of that share (Wilson).
        share_of_sets: Working sets here among the group's working sets.
    """

    group: str
    name: str
    failures: int
    sets: int
    near: CountRange
    share_of_failures: float | None
    interval: tuple[float, float] | None
    share_of_sets: float


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week from Monday: working sets, failures and probable near failures."""

    monday: date
    sets: int
    failures: int
    near: CountRange


@dataclass(frozen=True, slots=True)
class MuscleWeek:
    """A muscle in a week. Sets count by the share that the muscle has in the exercise."""

    muscle: Muscle
    monday: date
    sets: float
    failures: float
    near: CountRange


@dataclass(frozen=True, slots=True)
class OneRmPoint:
    """The 1RM at a past session, in hindsight [kg]."""

    day: date
    kg: Quantiles


@dataclass(frozen=True, slots=True)
class PastSet:
    """A past working set with its likely repetitions in reserve.

    Args:
        session: Session in the log, from zero.
        day: Date of the session.
        number: Working set of the exercise in the session, from one.
        load: Load as typed; None where the cell was empty.
        repetitions: Repetitions done.
        is_failure: Whether the log says that it ended in failure.
        reported_rir: Reserve that the lifter reported [rep].
        reserve: Repetitions in reserve, in hindsight; None where the set tells nothing (chains, holds) [rep].
        near: Probability of at most one repetition in reserve; None with `reserve`.
    """

    session: int
    day: date
    number: int
    load: Load | None
    repetitions: int
    is_failure: bool
    reported_rir: float | None
    reserve: Quantiles | None
    near: float | None


@dataclass(frozen=True, slots=True)
class LossPoint:
    """One set number of a session at one load: what was done and what would have been possible.

    Args:
        number: Working set of the exercise in the session, from one.
        possible: Repetitions to failure by the model [rep].
        lost: Repetitions lost since the first set, by the model [rep].
        done: Repetitions done in such sets at a session's first load over sessions; None without any [rep].
        sessions: Sessions behind `done`.
    """

    number: int
    possible: Quantiles
    lost: Quantiles
    done: Quantiles | None
    sessions: int


@dataclass(frozen=True, slots=True)
class RepetitionFall:
    """How repetitions fall over the sets of a session at one load [kg]."""

    load_kg: float
    points: tuple[LossPoint, ...]


@dataclass(frozen=True, slots=True)
class NextSet:
    """Repetitions to failure in a set of the next session: whole numbers, 80 % interval [rep].

    Args:
        number: Set of the session, from one.
        low: Lower end.
        middle: As likely reached as not.
        high: Upper end.
    """

    number: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class NextSession:
    """What the next session's sets would allow, all taken to failure, at a load that was used lately.

    Args:
        load_kg: The load on the exercise's basis [kg].
        load: The load as typed; None for the bare body.
        sets: The sets in order.
        day: Date for which this holds.
        sources: What the forecast of the first set rests on, with what each counts.
    """

    load_kg: float
    load: Load | None
    sets: tuple[NextSet, ...]
    day: date
    sources: tuple[ForecastSource, ...] = ()


@dataclass(frozen=True, slots=True)
class ExerciseReport:
    """Everything the report says about one exercise.

    Args:
        key: Key in the posterior.
        label: The name under which it was logged most.
        names: Names under which it was logged.
        is_compound: Whether it moves more than one joint; None where that is not known.
        unit: Unit in which the lifter types its loads.
        basis: What a load means: `typed`, `added to the body` or `assistance`.
        sets: Working sets.
        failures: Those that ended in failure.
        reports: Those with a reported RIR or RPE and no failure.
        untold: Those whose ending the log does not tell.
        first: Date of its first session.
        last: Date of its last session.
        certainty: One plain sentence: how sure, and why.
        doubt: What the log has done that the model holds impossible; None where they agree.
        alone: How to fail safely without a spotter; None where the load can neither pin the lifter nor fall on them.
        one_rm_kg: 1RM at the end of the log [kg]; None where no set told anything.
        history: 1RM over its sessions.
        past_sets: Its working sets, oldest first.
        fall: How repetitions fall over a session's sets; None where no set told anything.
        next_session: What the next session would allow; None where it was not trained lately.
    """

    key: str
    label: str
    names: tuple[str, ...]
    is_compound: bool | None
    unit: LoadUnit
    basis: str
    sets: int
    failures: int
    reports: int
    untold: int
    first: date
    last: date
    certainty: str
    doubt: str | None
    alone: str | None
    one_rm_kg: Quantiles | None
    history: tuple[OneRmPoint, ...]
    past_sets: tuple[PastSet, ...]
    fall: RepetitionFall | None
    next_session: NextSession | None


@dataclass(frozen=True, slots=True)
class ReportData:
    """A whole report: what was read, where failure sat, each exercise, the next session, and how sure.

    Args:
        headline: Two or three plain sentences.
        reading: What was read.
        endings: How working sets ended.
        near: Working sets without a named failure that probably came within one repetition of it.
        places: Where failure sat.
        weeks: Calendar weeks with at least one working set, oldest first.
        muscle_weeks: Muscles and weeks with at least one working set.
        exercises: Exercises, the main ones (most working sets lately) first.
        rir: What the lifter's reported reserves are worth; None where the log reports none.
        readiness: How recovered the lifter is, now and over the coming days; None where no set tells.
        coming: Advice for the next session; None where it is not asked for.
        warnings: Sentences on health and safety that this log calls for.
        model: Name and version of the model; None where the log held nothing to learn from.
        made_on: Date of the report; None where not given.
    """

    headline: tuple[str, ...]
    reading: Reading
    endings: Endings
    near: CountRange
    places: tuple[Place, ...]
    weeks: tuple[Week, ...]
    muscle_weeks: tuple[MuscleWeek, ...]
    exercises: tuple[ExerciseReport, ...]
    rir: RirCalibration | None
    readiness: Readiness | None
    coming: SessionAdvice | None
    warnings: tuple[Advice, ...]
    model: str | None
    made_on: date | None
