"""Which sets of a log belong to a unit of an experiment, and how far they were done as planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

import numpy as np
from numpy.typing import NDArray

from momentary.prescription.experiment.plan import Arm, Plan, Unit
from momentary.quantities import Log, Role, Segment

_NEARLY_FAILED = 0.5
_NOT_WORKING = frozenset({Role.WARM_UP, Role.COOL_DOWN})


@dataclass(frozen=True, slots=True)
class Adherence:
    """How far one arm was done as planned, counted in sessions of its units.

    Args:
        arm: The arm.
        kept: As planned: a failure, or a call of a half or less, in the arm to failure; none of them in the other.
        broken: Not as planned.
        unknown: The log says neither how a set ended nor what was left.
    """

    arm: Arm
    kept: int
    broken: int
    unknown: int


def segments_of(unit: Unit, log: Log, *, names: Sequence[str]) -> NDArray[np.bool_]:
    """Return which segments of a log are a unit's, in the order of `Log.places()`.

    Args:
        unit: The unit.
        log: The log.
        names: Names under which its exercise is typed.
    """
    wanted = {unit.typed} if unit.typed is not None else set(names)
    is_any_side = unit.side is None or unit.typed is not None
    return np.array(
        [
            place.segment.exercise in wanted and (is_any_side or place.set.side is unit.side)
            for place in log.places()
        ],
        dtype=np.bool_,
    )  # fmt: skip


def adherence_of(plan: Plan, log: Log, *, segments: Sequence[NDArray[np.bool_]]) -> tuple[Adherence, ...]:
    """Return how far each arm was done as planned.

    Args:
        plan: The plan.
        log: The log.
        segments: Which segments are each unit's (`segments_of`).
    """
    begin = datetime.combine(plan.start, time())
    places = list(log.places())
    counts = {arm: [0, 0, 0] for arm in Arm}
    for unit, mine in zip(plan.units, segments, strict=True):
        done: dict[int, list[Segment]] = {}
        for at in np.flatnonzero(mine).tolist():
            if places[at].set.role not in _NOT_WORKING:
                done.setdefault(places[at].session_index, []).append(places[at].segment)
        for session, sets in done.items():
            week = (log.sessions[session].start.wall - begin).total_seconds() / (7.0 * 86400.0)
            if 0.0 <= week < plan.weeks:
                arm = plan.arm(unit, week)
                counts[arm][_outcome(arm, sets)] += 1
    return tuple(Adherence(arm, *count) for arm, count in counts.items())


def _outcome(arm: Arm, sets: Sequence[Segment]) -> int:
    """Return 0 where a session was as planned, 1 where not, 2 where the log does not tell."""
    if any(one.is_failure or (one.effort is not None and one.effort.rir <= _NEARLY_FAILED) for one in sets):
        return 0 if arm is Arm.FAILURE else 1
    if all(one.effort is None and one.ending is None for one in sets):
        return 2
    return 1 if arm is Arm.FAILURE else 0
