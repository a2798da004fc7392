"""What a log has taught of each method: how often it was done, what it gave, and what it cost the days after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from momentary.athlete import Work, effort_dose
from momentary.catalogue import Exercise
from momentary.inference.log_tiredness import LogTiredness
from momentary.inference.records import LogRow
from momentary.inference.segment_costs import CameBack, CountedSegment, segment_costs
from momentary.inference.tiring import rows_of, work_of
from momentary.prescription.learnt.method_costs import ENOUGH, LOG_SD, Addition, Continuation, Estimate, MethodCosts
from momentary.prescription.learnt.method_log import STRAIGHT, DoneLink, DoneMethod, continuation_of, done_methods
from momentary.prescription.learnt.method_yield import MethodYield, yield_of
from momentary.prescription.learnt.segment_reading import Ratios
from momentary.quantities import Log

LOGGED_AS = {"myo-repetitions": "rest-pause"}
"""Methods that a log does not tell from others, and as which they are counted."""

_UNTOLD_SHARE = 0.6
_UNTOLD_LEFT = 1.0


@dataclass(frozen=True, slots=True)
class MethodRecord:
    """What a log has taught of one method.

    Args:
        method: Its name.
        continuation: How it goes on; None for a straight set to failure.
        times: How often it was done.
        last: The session of the last time; None where it never was.
        gave: What it gave past the failure; None where no time told, and of straight sets.
        factor: Times what the doses say that what it adds costs over hours and days.
        learnt: How much of the prior's doubt about that the log has taken away, from 0 (nothing) to 1.
        ratio: Times a straight set to failure that it cost, as it was done; None where it never was.
        later_h: Hours that the muscles need longer, until they are as fresh as a day after a straight set; None where
            it never was, and where it works other muscles [h].
        day_after: Share of strength still gone a day after; None where it never was [1].
        came_back: How first sets came back after it.
    """

    method: str
    continuation: Continuation | None
    times: int
    last: datetime | None
    gave: MethodYield | None
    factor: Estimate
    learnt: float
    ratio: Estimate | None
    later_h: Estimate | None
    day_after: Estimate | None
    came_back: CameBack

    @property
    def is_cost_learnt(self) -> bool:
        """Whether the log tells anything of what the method costs this lifter."""
        return self.learnt >= ENOUGH


@dataclass(frozen=True, slots=True, eq=False)
class MethodRecords:
    """What a log has taught of all methods.

    Args:
        records: A record of every method that was done, straight sets to failure first, then the most frequent.
        costs: What it costs to go on, as proposals take it.
    """

    records: tuple[MethodRecord, ...]
    costs: MethodCosts

    @classmethod
    def none(cls) -> MethodRecords:
        """Return the records of a lifter without a log."""
        return cls((), MethodCosts.typical())

    def of(self, method: str) -> MethodRecord:
        """Return the record of a method by its name; one of no time where the log never had it."""
        name = LOGGED_AS.get(method, method)
        found = next((one for one in self.records if one.method == name), None)
        return _record(name, continuation_of(name), (), (), self.costs) if found is None else found


def learn_methods(
    log: Log, exercises: Mapping[str, Exercise], tiredness: LogTiredness, *, ratios: Ratios | None = None
) -> MethodRecords:
    """Return what a log has taught of each method.

    Args:
        log: The log.
        exercises: What the catalogue makes of every typed name.
        tiredness: The fatigue of the same log.
        ratios: How loads of two exercises relate; alike if not given.

    Raises:
        ValueError: The fatigue is of another log.
    """
    if tiredness.records.position.segments != log.count_segments():
        raise ValueError(
            f"The log has {log.count_segments()} segments, its fatigue {tiredness.records.position.segments}: "
            "give the fatigue of the same log."
        )
    done = list(done_methods(log, exercises, ratios=ratios, forecasts=tiredness.steps.mean))
    works = _Works(rows_of(tiredness.records), tiredness)
    costs = _costs(done, works, tiredness)
    by_name: dict[str, list[DoneMethod]] = {}
    for one in done:
        by_name.setdefault(one.method, []).append(one)
    starts = [one.start.wall for one in log.sessions]
    order = sorted(by_name, key=lambda name: (name != STRAIGHT, -len(by_name[name]), name))
    records = (
        _record(name, by_name[name][0].continuation, by_name[name], [works.doses(one) for one in by_name[name]], costs,
                last=starts[by_name[name][-1].session])
        for name in order
    )  # fmt: skip
    return MethodRecords(tuple(records), costs)


@dataclass(frozen=True, slots=True, eq=False)
class _Works:
    """The segments of a log as fatigue sees them."""

    rows: Sequence[LogRow]
    tiredness: LogTiredness

    def head(self, row: int) -> Work | None:
        """Return a set's first segment."""
        return work_of(self.rows[row], float(self.tiredness.steps.mean[row]))

    def added(self, link: DoneLink) -> Work | None:
        """Return what a method added, where the row does not count it itself: partial repetitions."""
        if not link.is_partial or not link.done:
            return None
        row = self.rows[link.row]
        left = 0.0 if row.is_failure else _UNTOLD_LEFT
        return Work(row.time, row.session, float(link.done), left, _UNTOLD_SHARE)

    def doses(self, one: DoneMethod) -> tuple[float, tuple[Addition, ...]]:
        """Return the muscular dose of the set's first segment, as if to failure, and what the method added."""
        law = self.tiredness.prior.fatigue.doses

        def dose(work: Work | None) -> float:
            return 0.0 if work is None else effort_dose(work.repetitions, work.left, work.load_share, law=law)

        added = []
        for link in one.links:
            work = self.added(link) if link.is_partial else self.head(link.row)
            if one.continuation is not None:
                added.append(Addition(one.continuation, dose(work), link.is_lowering))
        head = self.head(one.head)
        return dose(None if head is None else replace(head, left=0.0)), tuple(added)


def _costs(done: Iterable[DoneMethod], works: _Works, tiredness: LogTiredness) -> MethodCosts:
    """Return what it costs to go on, learnt from first sets."""
    kinds: list[Continuation] = []
    counted: dict[int, list[CountedSegment]] = {}
    for one in done:
        if one.continuation is None:
            continue
        if one.continuation not in kinds:
            kinds.append(one.continuation)
        for link in one.links:
            extra = CountedSegment(kinds.index(one.continuation), works.added(link))
            if not link.is_partial or extra.work is not None:
                counted.setdefault(link.row, []).append(extra)
    if not counted:
        return MethodCosts.typical(tiredness.prior)
    found = segment_costs(tiredness, counted, columns=len(kinds), log_sd=LOG_SD)
    return MethodCosts(
        {kind: found.factors[:, at] for at, kind in enumerate(kinds)},
        {kind: float(found.learnt[at]) for at, kind in enumerate(kinds)},
        {kind: found.came_back[at] for at, kind in enumerate(kinds)},
        found.gains, tiredness.fatigue.channels, tiredness.prior,
    )  # fmt: skip


def _record(
    name: str,
    continuation: Continuation | None,
    done: Sequence[DoneMethod],
    doses: Sequence[tuple[float, tuple[Addition, ...]]],
    costs: MethodCosts,
    *,
    last: datetime | None = None,
) -> MethodRecord:
    """Return the record of a method."""
    known = [(straight, added) for straight, added in doses if straight > 0.0]
    straight, added = _usual(known)
    ratio = later = day_after = None
    if known:
        is_elsewhere = continuation is Continuation.SUPERSET_OPPOSING
        ratio, day_after = costs.ratio(straight, added), costs.day_after(straight, () if is_elsewhere else added)
        later = None if is_elsewhere else costs.later_h(straight, added)
    is_straight = continuation is None
    return MethodRecord(
        name, continuation, len(done), last, None if is_straight else yield_of(done),
        Estimate(1.0, 1.0, 1.0) if continuation is None else costs.factor(continuation),
        0.0 if continuation is None else costs.learnt_of(continuation), ratio, later, day_after,
        CameBack(0) if continuation is None else costs.came_back.get(continuation, CameBack(0)),
    )  # fmt: skip


def _usual(known: Sequence[tuple[float, tuple[Addition, ...]]]) -> tuple[float, tuple[Addition, ...]]:
    """Return the mean dose of the straight sets, and the mean of what was added to one."""
    if not known:
        return 0.0, ()
    sums: dict[tuple[Continuation, bool], float] = {}
    for _, added in known:
        for one in added:
            key = (one.continuation, one.is_lowering)
            sums[key] = sums.get(key, 0.0) + one.dose
    usual = tuple(Addition(kind, total / len(known), lowering) for (kind, lowering), total in sums.items())
    return sum(straight for straight, _ in known) / len(known), usual
