"""What some segments of a log cost beside what their doses say, learnt from how first sets came back after them.

The doses of such segments are carried along apart, a column a kind, and go through the same filter as all fatigue
(`inference.fatigue`). With factors k on the columns the innovations of first sets obey

    e_z = - sum over channels of gain x (e_state + sum over columns of (k - 1) e_column) + error,

which under each person that the lifter may be is a Gaussian likelihood of the factors. Their prior is log-normal around
one: what the doses say. Persons and factors are drawn together, since a lifter who tires more and a kind that costs
more look alike; only work with and without the kind tells them apart. Factors act on fatigue of hours and days; the
minutes after a set, and what training adds, stay as they are. First sets that follow in the same session are not asked:
they tell of minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from momentary.athlete import Channels, Involvement, Part, Work
from momentary.inference.fatigue import FatigueMemory, Opening
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.persons import PERSONS, Persons, draw_persons
from momentary.inference.records import RULE_OF_THUMB
from momentary.inference.tiring import involvement_of, opening_of, rows_of, work_of

Floats = NDArray[np.float64]

RETURN_DAYS = 3.0
"""First sets within so many days after a segment tell how its muscles came back [day]."""

_SLOW = (Part.RESIDUAL, Part.DAMAGE, Part.NEURAL_RESIDUAL, Part.NEURAL_ACCUMULATED)
_PRIMARY = 0.99
_SWEEPS, _FIRST_KEPT, _EVERY = 160, 40, 15
_STEPS = np.linspace(-3.5, 3.5, 113)
_NEGLIGIBLE = 1e-7
_BLOCK = 512
_LEAST_RETURNS = 2


@dataclass(frozen=True, slots=True)
class CountedSegment:
    """A segment whose cost is learnt.

    Args:
        column: Its kind, from zero.
        work: What was done beside what the log's row counts: partial repetitions; None where the row is the segment.
    """

    column: int
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class CameBack:
    """How first sets came back after segments of one kind, against what was expected without these segments.

    Args:
        count: How many first sets told, within `RETURN_DAYS` in later sessions.
        mean: Mean difference; NaN with fewer than two [rep].
        low: Lower end of its 80 % interval [rep].
        high: Upper end [rep].
    """

    count: int
    mean: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class ColumnEvidence:
    """What first sets say of some kinds of segments; one row a first set, errors taken apart (all of spread one).

    Args:
        felt: Innovations of fatigue as the doses say, with their sign (row, channel).
        columns: The part of each kind in them (row, column, channel).
        miss: Innovations of the log-capacity (row,).
        came_back: How first sets came back after each kind.
    """

    felt: Floats
    columns: Floats
    miss: Floats
    came_back: tuple[CameBack, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SegmentCosts:
    """What is believed of the factors of some kinds of segments; equally likely draws.

    Args:
        factors: Times what the doses say (draw, column).
        gains: Gains of the channels of the person that goes with each draw (draw, channel).
        learnt: How much of the prior's doubt the log has taken away, from 0 (nothing) to 1 (column,).
        came_back: How first sets came back after each kind.
    """

    factors: Floats
    gains: Floats
    learnt: Floats
    came_back: tuple[CameBack, ...]


def segment_costs(
    tiredness: LogTiredness, counted: Mapping[int, Sequence[CountedSegment]], *, columns: int, log_sd: float
) -> SegmentCosts:
    """Return what some segments of a log cost beside what their doses say.

    Args:
        tiredness: The fatigue of the log.
        counted: The segments, by row of the records.
        columns: How many kinds there are.
        log_sd: Spread of the logarithm of a factor before any log.
    """
    evidence, persons = column_evidence(tiredness, counted, columns=columns)
    return factors_of(evidence, persons, channels=tiredness.fatigue.channels, log_sd=log_sd)


def column_evidence(
    tiredness: LogTiredness, counted: Mapping[int, Sequence[CountedSegment]], *, columns: int
) -> tuple[ColumnEvidence, Persons]:
    """Return what a log's first sets say of some segments, and the persons that the lifter may be."""
    memory = FatigueMemory.rested(tiredness.prior)
    walk = _Walk(memory, columns)
    records, place = tiredness.records, set(tiredness.first_sets.rows.tolist())
    involved = [involvement_of(one) for one in records.traits]
    rows = zip(rows_of(records), tiredness.steps.mean.tolist(), tiredness.steps.log_moved.tolist(), strict=True)
    for number, (row, forecast, log_moved) in enumerate(rows):
        some, work, muscles = counted.get(number, ()), work_of(row, forecast), involved[row.exercise]
        if work is not None:
            opening = opening_of(row, log_moved) if number in place else None
            column = next((one.column for one in some if one.work is None), None)
            walk.take(row.exercise, muscles, work, opening, column)
        for one in some:
            if one.work is not None:
                walk.take(row.exercise, muscles, one.work, None, one.column)
    persons = draw_persons(tiredness.prior.fatigue, memory.known())
    return walk.evidence(persons.gains.mean(axis=0)), persons


def factors_of(evidence: ColumnEvidence, persons: Persons, *, channels: Channels, log_sd: float) -> SegmentCosts:
    """Return the factors that fit the evidence, with the persons that they go with.

    Persons and factors are drawn in turn, each given the other (Gibbs); the persons from those that fit the log if
    every factor is one. Chance is fixed beforehand.
    """
    chosen, factors, learnt = _drawn(*_sums(evidence, persons, _slow(channels)), log_sd=log_sd)
    return SegmentCosts(factors, persons.gains[chosen], learnt, evidence.came_back)


class _Walk:
    """A log walked through once more, with the doses of some segments apart."""

    def __init__(self, memory: FatigueMemory, columns: int) -> None:
        """Begin before the first segment."""
        self._memory, self._count = memory, columns
        channels = memory.channels
        self._muscular = np.zeros((columns, *memory.state.muscular.shape))
        self._neural = np.zeros((columns, len(channels) - channels.muscular))
        self._time, self._session = float("-inf"), -1
        self._today = np.zeros(memory.state.muscular.shape[0])
        self._held: dict[int, Floats] = {}
        self._done: list[list[tuple[float, int, Floats]]] = [[] for _ in range(columns)]
        self._rows: list[tuple[int, Floats, Floats, float, float, list[bool]]] = []

    def take(
        self, exercise: int, involvement: Involvement, work: Work, opening: Opening | None, column: int | None
    ) -> None:
        """Take a segment: what it tells if it opens its exercise, and what it costs if it is one of those counted."""
        memory, state = self._memory, self._memory.state
        if work.session != self._session:
            self._session = work.session
            self._today[:] = 0.0
        state.rest_until(work.time, channels=memory.channels, law=memory.prior.fatigue.doses)
        before = None if column is None else (state.muscular.copy(), state.neural.copy())
        felt = None if opening is None else self._felt(involvement, work.time)
        told = memory.take(exercise, involvement, work, opening)
        if told is not None and felt is not None:
            held = self._held.get(exercise, np.zeros_like(felt))
            innovation = memory.channels.sign * (felt - held)
            self._held[exercise] = held + told.gain * (felt - held)
            if not np.isnan(told.miss) and not float(involvement.pull @ self._today) > 0.0:
                returns = [self._returns(one, involvement, work) for one in range(self._count)]
                self._rows.append((work.session, told.felt, innovation, told.miss, told.sd, returns))
        if column is not None and before is not None:
            self._rest_until(work.time)
            self._muscular[column] += state.muscular - before[0]
            self._neural[column] += state.neural - before[1]
            self._today += involvement.shares
            self._done[column].append((work.time, work.session, involvement.shares))

    def evidence(self, gains: Floats) -> ColumnEvidence:
        """Return what was told, each session's shared day and each set's spread taken apart.

        Args:
            gains: Likely gains of the channels (channel,).
        """
        size = len(self._memory.channels)
        if not self._rows:
            nothing = tuple(CameBack(0) for _ in range(self._count))
            return ColumnEvidence(
                np.zeros((0, size)), np.zeros((0, self._count, size)), np.zeros(0), nothing
            )  # fmt: skip
        told = list(zip(*self._rows, strict=True))
        session, sd, returns = (np.array(told[at]) for at in (0, 4, 5))
        felt, columns, miss = (np.array(told[at]) for at in (1, 2, 3))
        columns = columns * _slow(self._memory.channels)
        came_back = self._came_back(gains, felt, columns, miss, sd, returns)
        table = np.concatenate([felt, columns.reshape(len(miss), -1), miss[:, None]], axis=1)
        for one in np.unique(session).tolist():
            rows = session == one
            table[rows] = _apart(table[rows], sd[rows], self._memory.day_var)
        kept = np.isin(session, session[np.abs(columns).max(axis=(1, 2), initial=0.0) > _NEGLIGIBLE])
        table = table[kept]
        parts = table[:, size:-1].reshape(len(table), self._count, size)
        return ColumnEvidence(table[:, :size], parts, table[:, -1], came_back)

    def _came_back(
        self, gains: Floats, felt: Floats, columns: Floats, miss: Floats, sd: Floats, returns: NDArray[np.bool_]
    ) -> tuple[CameBack, ...]:
        """Return how first sets came back after each kind, beside what was expected without such segments."""
        plain = miss - (felt - columns.sum(axis=1)) @ gains
        worth = 1.0 / (sd**2 + self._memory.day_var)
        found = []
        for one in range(self._count):
            rows = returns[:, one]
            count = int(rows.sum())
            if count < _LEAST_RETURNS:
                found.append(CameBack(count))
                continue
            total = float(worth[rows].sum())
            middle, wide = float(worth[rows] @ plain[rows]) / total, 1.2816 / np.sqrt(total)
            found.append(
                CameBack(count, *(float(end) / RULE_OF_THUMB for end in (middle, middle - wide, middle + wide)))
            )
        return tuple(found)

    def _felt(self, involvement: Involvement, time: float) -> Floats:
        """Return what each channel of each column takes from an exercise at unit gain (column, channel)."""
        self._rest_until(time)
        return np.concatenate([np.einsum("m,kmc->kc", involvement.pull, self._muscular), self._neural], axis=1)

    def _rest_until(self, time: float) -> None:
        """Let time pass for the columns."""
        days, channels = time - self._time, self._memory.channels
        if 0.0 < days < float("inf"):
            kept = np.exp2(-days / channels.half_life)
            self._muscular *= kept[: channels.muscular]
            self._neural *= kept[channels.muscular :]
        self._time = max(time, self._time)

    def _returns(self, column: int, involvement: Involvement, work: Work) -> bool:
        """Whether a set is of muscles that a counted segment of an earlier session worked shortly before."""
        mine = involvement.shares >= _PRIMARY
        for time, session, shares in reversed(self._done[column]):
            if work.time - time > RETURN_DAYS:
                return False
            if session != work.session and bool((shares[mine] >= _PRIMARY).any()):
                return True
        return False


def _slow(channels: Channels) -> Floats:
    """Return which channels factors act on: one or zero (channel,)."""
    return np.isin(channels.part, _SLOW).astype(np.float64)


def _apart(table: Floats, sd: Floats, day_var: float) -> Floats:
    """Return the rows of a session in combinations whose errors are independent and of spread one."""
    scaled = table / sd[:, None]
    axis = 1.0 / sd
    total = float(axis @ axis)
    axis = axis / np.sqrt(total)
    share = 1.0 - 1.0 / np.sqrt(1.0 + day_var * total)
    return np.asarray(scaled - share * axis[:, None] * (axis @ scaled))


def _sums(evidence: ColumnEvidence, persons: Persons, slow: Floats) -> tuple[Floats, Floats]:
    """Return the Gaussian likelihood of factors less one under each person: precision and pull."""
    count, gains = evidence.columns.shape[1], persons.gains
    precision, pull = np.zeros((len(gains), count, count)), np.zeros((len(gains), count))
    for begin in range(0, len(evidence.miss), _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        left = evidence.miss[rows, None] - evidence.felt[rows] @ gains.T
        parts = np.einsum("rkc,pc->prk", evidence.columns[rows], gains * slow)
        precision += np.einsum("prk,prl->pkl", parts, parts)
        pull += np.einsum("prk,rp->pk", parts, left)
    return precision, pull


def _drawn(precision: Floats, pull: Floats, *, log_sd: float) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Return persons and factors that fit, and how much is learnt of each factor.

    Args:
        precision: Of the factors less one, under each person (person, column, column).
        pull: The vector to it (person, column).
        log_sd: Spread of the logarithm of a factor before any log.
    """
    rng, columns = np.random.default_rng(31), pull.shape[1]
    person = np.arange(PERSONS)
    beyond = np.zeros((PERSONS, columns))
    grid = np.expm1(log_sd * _STEPS)
    width = float(_STEPS[1] - _STEPS[0])
    marginal = np.zeros((columns, len(_STEPS)))
    people, factors = [], []
    for sweep in range(_SWEEPS):
        for one in range(columns):
            chances = _chances(precision[person], pull[person], beyond, one, grid)
            if sweep >= _FIRST_KEPT:
                marginal[one] += chances.mean(axis=0)
            above = np.cumsum(chances, axis=1) < rng.random((PERSONS, 1)) * chances.sum(axis=1, keepdims=True)
            place = _STEPS[np.minimum(above.sum(axis=1), len(_STEPS) - 1)] + width * (rng.random(PERSONS) - 0.5)
            beyond[:, one] = np.expm1(log_sd * place)
        other = rng.integers(0, PERSONS, PERSONS)
        gained = _fit(precision, pull, other, beyond) - _fit(precision, pull, person, beyond)
        person = np.where(np.log(rng.random(PERSONS)) < gained, other, person)
        if sweep >= _FIRST_KEPT and (sweep - _FIRST_KEPT) % _EVERY == 0:
            people.append(person)
            factors.append(1.0 + beyond)
    return np.concatenate(people), np.concatenate(factors), _learnt(marginal)


def _chances(precision: Floats, pull: Floats, beyond: Floats, one: int, grid: Floats) -> Floats:
    """Return the probabilities of a factor's steps, given person and the other factors (person, step)."""
    others = np.einsum("pk,pk->p", precision[:, one], beyond) - precision[:, one, one] * beyond[:, one]
    told = (pull[:, one] - others)[:, None] * grid - 0.5 * precision[:, one, one][:, None] * grid**2
    told -= 0.5 * _STEPS**2
    chances = np.exp(told - told.max(axis=1, keepdims=True))
    return np.asarray(chances / chances.sum(axis=1, keepdims=True))


def _fit(precision: Floats, pull: Floats, person: NDArray[np.intp], beyond: Floats) -> Floats:
    """Return how much likelier the log is with factors than without, under some persons (person,)."""
    bent = np.einsum("pk,pkl,pl->p", beyond, precision[person], beyond)
    return np.asarray(np.einsum("pk,pk->p", pull[person], beyond) - 0.5 * bent)


def _learnt(marginal: Floats) -> Floats:
    """Return how much of the prior's doubt is gone (column,)."""
    usual = np.exp(-0.5 * _STEPS**2)
    spreads = []
    for chances in (usual, *marginal):
        shares = chances / chances.sum()
        mean = float(shares @ _STEPS)
        spreads.append(float(shares @ (_STEPS - mean) ** 2))
    return np.clip(1.0 - np.array(spreads[1:]) / spreads[0], 0.0, 1.0)
