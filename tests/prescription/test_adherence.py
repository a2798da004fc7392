from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from momentary.prescription import Arm, By, adherence_of, draw_plan, segments_of
from momentary.quantities import Effort, EffortScale, Load, Log, Moment, Role, Segment, Session, Set, Side
from tests.prescription.lifters import FAILED, START

PLAN = draw_plan(("Curl",), by=By.SIDE, start=START.date(), weeks=8, seed=1)


def segment(arm: Arm, *, name: str = "Curl") -> Segment:
    if arm is Arm.FAILURE:
        return Segment(name, Load(10.0), 10, ending=FAILED)
    return Segment(name, Load(10.0), 8, effort=Effort(8.0, EffortScale.RPE))


def session(day: int, *sets: tuple[Side, Segment], role: Role = Role.WORKING) -> Session:
    done = tuple(Set((one,), role=role, side=side) for side, one in sets)
    return Session(Moment.of(START + timedelta(days=day)), done)


def counts(log: Log) -> dict[Arm, tuple[int, int, int]]:
    mine = [segments_of(unit, log, names=("Curl",)) for unit in PLAN.units]
    return {one.arm: (one.kept, one.broken, one.unknown) for one in adherence_of(PLAN, log, segments=mine)}


def arm_of(side: Side) -> Arm:
    return next(unit.arms[0] for unit in PLAN.units if unit.side is side)


def test_sessions_as_planned_are_kept() -> None:
    log = Log.of(session(day, *((side, segment(arm_of(side))) for side in (Side.LEFT, Side.RIGHT))) for day in (0, 7))
    assert counts(log) == {Arm.FAILURE: (2, 0, 0), Arm.RESERVE: (2, 0, 0)}


def test_sides_that_were_swapped_are_broken() -> None:
    log = Log.of([session(0, *((side, segment(arm_of(side).other)) for side in (Side.LEFT, Side.RIGHT)))])
    assert counts(log) == {Arm.FAILURE: (0, 1, 0), Arm.RESERVE: (0, 1, 0)}


def test_silent_sets_are_not_judged() -> None:
    silent = Segment("Curl", Load(10.0), 10)
    assert counts(Log.of([session(0, (Side.LEFT, silent), (Side.RIGHT, silent))])) == {
        Arm.FAILURE: (0, 0, 1),
        Arm.RESERVE: (0, 0, 1),
    }


@pytest.mark.parametrize(("day", "role"), [(-1, Role.WORKING), (56, Role.WORKING), (0, Role.WARM_UP)])
def test_warm_ups_and_what_lies_outside_of_the_plan_do_not_count(day: int, role: Role) -> None:
    log = Log.of([session(day, (Side.LEFT, segment(Arm.FAILURE)), role=role)])
    assert counts(log) == {Arm.FAILURE: (0, 0, 0), Arm.RESERVE: (0, 0, 0)}


def test_segments_are_found_by_side_or_by_the_name_of_the_side() -> None:
    log = Log.of([session(0, (Side.LEFT, segment(Arm.FAILURE)), (Side.RIGHT, segment(Arm.RESERVE)))])
    left, right = (segments_of(unit, log, names=("Curl",)) for unit in PLAN.units)
    assert (left.tolist(), right.tolist()) == ([True, False], [False, True])
    named = draw_plan(("Curl L | Curl R",), by=By.SIDE, start=START.date(), weeks=8, seed=1)
    typed = Log.of([session(0, (Side.BOTH, segment(Arm.FAILURE, name="Curl R")))])
    assert [segments_of(unit, typed, names=("Curl R",)).tolist() for unit in named.units] == [[False], [True]]
    assert not np.any(segments_of(PLAN.units[0], typed, names=("Curl",)))
