"""One exercise of a log laid out for the oracle: row by row, as the model is told in words.

What the data alone decide: visits and gaps, where a load was chosen and from which habit, what each row says.
Written apart from `filtering`, so that a slip there shows as a disagreement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import (
    CallBelief,
    ChoiceHabit,
    Observed,
    Prior,
    Terms,
    biased_report,
    censored_stop,
    exact_failure,
    report_sd,
    unknown_caller,
    unknown_habit,
)
from momentary.inference.filtering import SAME_LOAD
from momentary.inference.records import SetRecords

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The observed rows of one exercise, and what each says; K habits, C components.

    Args:
        rows: Row in the records of each.
        visit: Visit of each row, from zero.
        gap_days: Days since the row before, at each visit's first row; zero at the first (visit,) [d].
        may_jump: Whether the level can jump in a visit: not in the first, nor where no load was chosen (visit,).
        sets_before: Earlier working sets of each row.
        added_kg: Load on bar or stack [kg].
        body_kg: Moved body mass; NaN where it is unknown [kg].
        moved_share: Share of the body mass that the exercise moves.
        curve_kind: Kind of load-repetitions curve, where the exercise has its own.
        is_bound: Whether a row only bounds capacity.
        is_above: 1 where a bound lies below capacity, -1 where above.
        is_early: Whether a bound comes before its visit's first chosen load, when a jump is still to come.
        is_wandering: Whether the load was changed within the visit just before the row.
        is_choice: Whether a load was chosen just before the row.
        choice_mean: Repetitions for which it was chosen, by habit (row, K) [rep].
        choice_sd: Its error (row, K) [rep].
        repetitions: Repetitions done [rep].
        centre: Centres of the sum of normals that each ending gives (row, K, C) [rep].
        sd: Their errors (row, K, C) [rep].
        mass: Their masses (row, K, C).
        called: Repetitions to failure that a report stands for; NaN without one [rep].
        called_sd: The error of the report [rep].
    """

    rows: Integers
    visit: Integers
    gap_days: Floats
    may_jump: Flags
    sets_before: Floats
    added_kg: Floats
    body_kg: Floats
    moved_share: float
    curve_kind: str | None
    is_bound: Flags
    is_above: Floats
    is_early: Flags
    is_wandering: Flags
    is_choice: Flags
    choice_mean: Floats
    choice_sd: Floats
    repetitions: Floats
    centre: Floats
    sd: Floats
    mass: Floats
    called: Floats
    called_sd: Floats


def lay_out(records: SetRecords, exercise: int, *, prior: Prior, caller: CallBelief | None = None) -> Layout:
    """Return the observed rows of one exercise, walked through in the order of the log.

    Args:
        records: The log as arrays.
        exercise: Index of the exercise.
        prior: The population's figures.
        caller: What is believed of the lifter's reported reserves at every row of the records; the population's if
            not given.

    Raises:
        ValueError: No row of the exercise says anything.
    """
    rows = np.flatnonzero((records.exercise == exercise) & (records.observed != Observed.NOTHING))
    if not len(rows):
        raise ValueError(
            f"No set of '{records.traits[exercise].key}' tells anything: there is nothing to sample. "
            "Choose an exercise with observed sets."
        )
    calls = unknown_caller(len(records), prior=prior) if caller is None else caller
    walk = _Walk(records, prior, calls)
    for row in rows.tolist():
        walk.step(row)
    terms, is_report = walk.terms, records.observed[rows] == Observed.REPORT
    return Layout(
        rows=rows,
        visit=np.array(walk.visit),
        gap_days=np.array(walk.gap_days),
        may_jump=np.array([number > 0 and chosen for number, chosen in enumerate(walk.chosen)]),
        sets_before=records.sets_before[rows].astype(np.float64),
        added_kg=records.added_kg[rows],
        body_kg=records.body_kg[rows],
        moved_share=records.traits[exercise].moved_share or 1.0,
        curve_kind=records.traits[exercise].curve,
        is_bound=np.array(walk.is_bound),
        is_above=np.where(records.observed[rows] == Observed.AT_LEAST, 1.0, -1.0),
        is_early=np.array([
            bound and choice_at > number
            for number, (bound, choice_at) in enumerate(
                zip(walk.is_bound, [walk.first_choice[visit] for visit in walk.visit], strict=True)
            )
        ]),
        is_wandering=np.array(walk.is_wandering),
        is_choice=np.array(walk.is_choice),
        choice_mean=np.array(walk.choice_mean),
        choice_sd=np.array(walk.choice_sd),
        repetitions=records.repetitions[rows].astype(np.float64),
        centre=np.stack([one.centre for one in terms]),
        sd=np.stack([one.sd for one in terms]),
        mass=np.stack([one.mass for one in terms]),
        called=np.where(is_report, [one.centre[0, 0] for one in terms], np.nan),
        # What is left of the error once the set's own is taken out.
        called_sd=np.where(is_report, _call_error(records, rows, calls, prior), np.nan),
    )  # fmt: skip


class _Walk:
    """The rows seen so far."""

    def __init__(self, records: SetRecords, prior: Prior, calls: CallBelief) -> None:
        """Begin before the first row."""
        self.records, self.prior, self.calls = records, prior, calls
        self.first_habit = self.later_habit = unknown_habit((len(prior.habits),), prior=prior)
        self.session, self.day, self.load = -1, 0.0, np.inf
        self.visit: list[int] = []
        self.gap_days: list[float] = []
        self.chosen: list[bool] = []
        self.first_choice: list[int] = []
        self.is_bound: list[bool] = []
        self.is_wandering: list[bool] = []
        self.is_choice: list[bool] = []
        self.choice_mean: list[Floats] = []
        self.choice_sd: list[Floats] = []
        self.terms: list[Terms] = []

    def step(self, row: int) -> None:
        """Take one more row."""
        records, prior = self.records, self.prior
        day = float(records.day[row])
        if not self.gap_days or records.session[row] != self.session:
            self.gap_days.append(max(day - self.day, 0.0) if self.gap_days else 0.0)
            self.chosen.append(False)
            self.first_choice.append(-1)
        self.session, self.day = int(records.session[row]), day
        bound = records.observed[row] in (Observed.AT_LEAST, Observed.AT_MOST)
        is_first = not bound and not self.chosen[-1]
        load = float(np.log(max(records.added_kg[row] + self._body(row), 1e-3)))
        is_new = not bound and not is_first and abs(load - self.load) > SAME_LOAD
        usual = self.first_habit if is_first else self.later_habit
        terms = _terms_of(records, row, prior, self.calls)
        self.visit.append(len(self.gap_days) - 1)
        self.is_bound.append(bound)
        self.is_wandering.append(is_new)
        self.is_choice.append(is_first or is_new)
        self.choice_mean.append(usual.mean)
        self.choice_sd.append(usual.sd(prior=prior))
        self.terms.append(terms)
        if bound:
            return
        self.load = load
        self._learn(terms, is_first=is_first)
        if is_first:
            self.chosen[-1] = True
            self.first_choice[-1] = len(self.visit) - 1

    def _body(self, row: int) -> float:
        """Return the moved body mass, the prior's middle where it is unknown [kg]."""
        body = float(self.records.body_kg[row])
        share = self.records.traits[int(self.records.exercise[row])].moved_share or 1.0
        return share * self.prior.body_mass_median if np.isnan(body) else body

    def _learn(self, terms: Terms, *, is_first: bool) -> None:
        """Learn from one ending for how many repetitions loads are chosen."""
        typical = (terms.centre * terms.mass).sum(axis=-1)
        old: ChoiceHabit = self.first_habit if is_first else self.later_habit
        new = old.after(typical, prior=self.prior)
        if is_first:
            self.first_habit = new
        else:
            self.later_habit = new


def _call_error(records: SetRecords, rows: Integers, calls: CallBelief, prior: Prior) -> Floats:
    """Return the error of reported reserves, the set's own error left out [rep]."""
    belief, reserve = calls.at(rows), np.nan_to_num(records.reserve[rows])
    return report_sd(reserve, prior=prior, spread=belief.spread, deviation_sd=belief.deviation_sd)


def _terms_of(records: SetRecords, row: int, prior: Prior, calls: CallBelief) -> Terms:
    """Return what one row says, by habit; a bound has no mass."""
    done, told = records.repetitions[[row]].astype(np.float64), records.observed[row]
    if told == Observed.REPORT:
        terms = biased_report(done, records.reserve[[row]], prior=prior, caller=calls.at(np.array([row])))
    elif told == Observed.STOPPED:
        terms = censored_stop(done, prior=prior)
    else:
        terms = exact_failure(done, prior=prior)
    shape = (len(prior.habits), terms.mass.shape[-1])
    is_bound = told in (Observed.AT_LEAST, Observed.AT_MOST)
    mass = np.zeros_like(terms.mass) if is_bound else terms.mass
    return Terms(*(np.broadcast_to(part[0], shape) for part in (terms.centre, terms.sd, mass)))
