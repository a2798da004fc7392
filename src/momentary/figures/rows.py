"""The sets of a log as rows: each with its place in the session, its ending and its likely reserve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from momentary.figures.report import CountRange, NamedExercise, Quantiles
from momentary.inference import Evidence, Posterior
from momentary.quantities import EndingKind, Load, Log, Role, Set

NEAR_RIR = 1
"""A set with at most this much in reserve counts as near failure [rep]."""

_NOT_WORKING = frozenset({Role.WARM_UP, Role.COOL_DOWN})
_SURE, _POSSIBLE = 0.9, 0.1
_NOTHING_LEFT = Quantiles(0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class SetRow:
    """One set of the log.

    Args:
        session: Session in the log, from zero.
        day: Date of the session.
        typed: Name of the exercise as typed.
        exercise: Key of the exercise: names of one exercise share it.
        is_working: Not marked as warm-up or cool-down, and with a count or a failure.
        load: Load of the first segment as typed.
        load_kg: Its load on the exercise's basis; None where unknown [kg].
        repetitions: Repetitions of the first segment; None without a count.
        ending: Failure of any segment, else the last told ending; None where the log does not tell.
        reported_rir: Reported reserve of the first segment that has one [rep].
        segments: Positions of its segments in `Log.places()`: first, and one past the last.
        number: Working set of the exercise in the session, from one; 0 for others.
        of: Working sets of the exercise in the session.
        place: Working set of the session, from one; 0 for others.
        places: Working sets of the session.
        gap_days: Days since the last session with working sets of the exercise; None for its first.
        reserve: Repetitions in reserve, nothing after a failure; None where the posterior tells nothing [rep].
        near: Probability of at most one repetition in reserve; 1 for a failure.
    """

    session: int
    day: date
    typed: str
    exercise: str
    is_working: bool
    load: Load | None
    load_kg: float | None
    repetitions: int | None
    ending: EndingKind | None
    reported_rir: float | None
    segments: tuple[int, int]
    number: int
    of: int
    place: int
    places: int
    gap_days: int | None
    reserve: Quantiles | None
    near: float | None

    @property
    def is_failure(self) -> bool:
        """Whether the log says that the set ended in failure."""
        return self.ending is not None and self.ending.is_failure

    @property
    def is_told(self) -> bool:
        """Whether the log tells how the set ended."""
        return self.ending is not None or self.reported_rir is not None


@dataclass(frozen=True, slots=True)
class Names:
    """Which exercise each typed name is, and what a load of each exercise means.

    Args:
        exercise: Key of the exercise of each typed name; other names are their own key.
        basis: Basis of each key's loads: `typed`, `added to the body` or `assistance`.
        aside: Typed names of which no reserve is told: cardio, jumps, stretches.
        evidence: How much the posterior knows about each of its exercises.
    """

    exercise: Mapping[str, str]
    basis: Mapping[str, str]
    aside: frozenset[str] = frozenset()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


def names_of(posterior: Posterior | None, named: Mapping[str, NamedExercise]) -> Names:
    """Return the names that a posterior knows; names that it never saw have the catalogue's key or are their own."""
    exercise = {name: one.key if one.key is not None else name for name, one in named.items()}
    evidence = {} if posterior is None else {key: posterior.evidence(key) for key in posterior.exercises}
    for key, found in evidence.items():
        exercise.update(dict.fromkeys(found.names, key))
    return Names(
        exercise=exercise,
        basis={key: found.basis for key, found in evidence.items()},
        aside=frozenset(name for name, one in named.items() if not one.is_strength),
        evidence=evidence,
    )


def set_rows(log: Log, names: Names, posterior: Posterior | None) -> tuple[SetRow, ...]:
    """Return the sets of a log as rows, in the log's order, with their reserve where it is known."""
    reserves = _reserves(posterior)
    rows: list[SetRow] = []
    last_day: dict[str, date] = {}
    at = 0
    for index, session in enumerate(log.sessions):
        visit = _Visit(index, session.start.date, last_day)
        keys = [names.exercise.get(one.exercise, one.exercise) for one in session.sets]
        visit.of.update(key for key, one in zip(keys, session.sets, strict=True) if _is_working(one))
        for key, one in zip(keys, session.sets, strict=True):
            known = None if one.exercise in names.aside else reserves.get(at)
            rows.append(_row(one, key, visit=visit, at=at, basis=names.basis.get(key, "typed"), known=known))
            at += len(one.segments)
        last_day.update(dict.fromkeys(visit.of, visit.day))
    return tuple(rows)


def near_range(rows: Sequence[SetRow], shares: Sequence[float] | None = None) -> CountRange:
    """Return how many of the sets without a named failure probably came within one repetition of it.

    The ends count sets by their own probability: errors of one exercise's sets go together, so adding them
    up as if they were independent would claim too much.

    Args:
        rows: Sets; failures among them are left out.
        shares: Weight of each set; one each if not given.
    """
    low = expected = high = 0.0
    for row, share in zip(rows, shares if shares is not None else [1.0] * len(rows), strict=True):
        if row.is_failure or row.near is None:
            continue
        expected += share * row.near
        low += share * (row.near >= _SURE)
        high += share * (row.near >= _POSSIBLE)
    return CountRange(min(low, expected), expected, max(high, expected))


def probability_at_most(limit: float, levels: Sequence[float], quantiles: Sequence[float]) -> float:
    """Return the probability that a quantity is at most `limit`, from a few of its quantiles.

    Between two levels it is interpolated; beyond the outermost ones half of the remaining probability is taken.
    """
    if limit < quantiles[0]:
        return levels[0] / 2.0
    if limit >= quantiles[-1]:
        return (1.0 + levels[-1]) / 2.0
    upper = int(np.searchsorted(np.asarray(quantiles), limit, side="right"))
    left, right = quantiles[upper - 1], quantiles[upper]
    return levels[upper - 1] + (levels[upper] - levels[upper - 1]) * (limit - left) / (right - left)


def basis_load_kg(one: Set, basis: str) -> float | None:
    """Return the load of a set's first segment on the basis of its exercise: as the posterior counts it [kg].

    A pair of dumbbells counts as typed, one of them, unless it is added to the body.
    """
    segment = one.segments[0]
    pairs = (segment.implements or 1) if basis == "added to the body" else 1
    load = None if segment.load is None else segment.load.kg * pairs
    help_kg = None if segment.assistance is None else segment.assistance.kg
    if basis == "assistance":
        return help_kg if help_kg is not None else load
    if basis == "added to the body":
        return (load or 0.0) - (help_kg or 0.0)
    return load if help_kg is None else None


def _reserves(posterior: Posterior | None) -> Mapping[int, tuple[Quantiles, float]]:
    """Return the reserve of each observed segment, by its position, with the probability of being near failure."""
    if posterior is None:
        return {}
    reserve = posterior.reserve()
    shown = [reserve.levels.index(level) for level in (0.1, 0.25, 0.5, 0.75, 0.9)]
    found: dict[int, tuple[Quantiles, float]] = {}
    # Forecasts round repetitions to the nearest whole one; so does this.
    limit = NEAR_RIR + 0.5
    for segment, quantiles, is_zero in zip(
        reserve.segment.tolist(), reserve.quantiles.tolist(), reserve.is_observed.tolist(), strict=True
    ):
        near = 1.0 if is_zero else probability_at_most(limit, reserve.levels, quantiles)
        found[segment] = Quantiles(*(quantiles[column] for column in shown)), near
    return found


@dataclass(frozen=True, slots=True)
class _Visit:
    """A session while its rows are made: what came before it, and how many working sets it has."""

    index: int
    day: date
    last_day: Mapping[str, date]
    of: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)

    def gap_days(self, key: str) -> int | None:
        """Return the days since an exercise was last trained."""
        previous = self.last_day.get(key)
        return None if previous is None else (self.day - previous).days


def _is_working(one: Set) -> bool:
    """Return whether a set is a working set: not a warm-up or cool-down, and with a count or a failure."""
    return one.role not in _NOT_WORKING and (one.segments[0].repetitions is not None or one.is_failure)


def _row(one: Set, key: str, *, visit: _Visit, at: int, basis: str, known: tuple[Quantiles, float] | None) -> SetRow:
    """Return one set; the visit's count of sets done goes on."""
    first = one.segments[0]
    endings = [segment.ending.kind for segment in one.segments if segment.ending is not None]
    failed = [kind for kind in endings if kind.is_failure]
    efforts = [segment.effort.rir for segment in one.segments if segment.effort is not None]
    reserve, near = known if known is not None else (None, None)
    is_working = _is_working(one)
    if is_working:
        visit.done[key] += 1
    return SetRow(
        session=visit.index,
        day=visit.day,
        typed=one.exercise,
        exercise=key,
        is_working=is_working,
        load=first.load,
        load_kg=basis_load_kg(one, basis),
        repetitions=first.repetitions,
        ending=failed[-1] if failed else endings[-1] if endings else None,
        reported_rir=efforts[0] if efforts else None,
        segments=(at, at + len(one.segments)),
        number=visit.done[key] if is_working else 0,
        of=visit.of[key] if is_working else 0,
        place=visit.done.total() if is_working else 0,
        places=visit.of.total() if is_working else 0,
        gap_days=visit.gap_days(key) if is_working else None,
        # A failed attempt at none, or a failure later in a chain, is beyond the model's curve; the log still tells it.
        reserve=_NOTHING_LEFT if failed and reserve is not None else reserve,
        near=1.0 if failed else near,
    )
