from __future__ import annotations

import pytest

from momentary.inference import observations
from momentary.inference.targets import failure_targets
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Role, Segment, Session, Set, Technique
from tests.inference.logs import START, Row, log_of, stopped, warm_up


def targets(*rows: Row) -> list[int]:
    log = log_of(rows)
    found: list[int] = failure_targets(log, observations(log)).tolist()
    return found


def test_a_failure_of_an_exercise_done_before_is_a_target_and_the_first_ever_is_not() -> None:
    assert targets(Row(0, 80.0, 8), Row(0, 80.0, 7), Row(4, 80.0, 8), stopped(4, 80.0, 5)) == [2]


@pytest.mark.parametrize(("days", "is_target"), [(60, True), (60 + 1 / 1440, False), (1, True)])
def test_an_exercise_that_rested_more_than_sixty_days_is_out_of_practice(days: float, is_target: bool) -> None:  # noqa: FBT001
    assert targets(stopped(0.3, 80.0, 8), Row(0.3 + days, 80.0, 8)) == ([1] if is_target else [])


@pytest.mark.parametrize(("rir", "is_target"), [(0.0, True), (0.5, True), (1.0, False)])
def test_rpe_nine_and_a_half_counts_as_failure(rir: float, is_target: bool) -> None:  # noqa: FBT001
    assert targets(stopped(0, 80.0, 8), Row(4, 80.0, 8, None, rir=rir)) == ([1] if is_target else [])


@pytest.mark.parametrize(("reps", "is_target"), [(None, False), (0, False), (1, True), (40, True), (41, False)])
def test_targets_have_one_to_forty_repetitions(reps: int | None, is_target: bool) -> None:  # noqa: FBT001
    assert targets(stopped(0, 80.0, 8), Row(4, 80.0, reps)) == ([1] if is_target else [])


def test_an_earlier_session_counts_only_where_a_repetition_was_done() -> None:
    assert targets(Row(0, 80.0, 0), Row(4, 80.0, 8)) == []
    assert targets(warm_up(0, 40.0, 5), Row(4, 80.0, 8)) == [1]


def test_warm_ups_are_no_targets() -> None:
    assert targets(stopped(0, 80.0, 8), Row(4, 80.0, 8, role=Role.WARM_UP)) == []


def test_of_a_chain_only_the_first_link_is_a_target_and_a_drop_never() -> None:
    failed = Ending(EndingKind.FAILURE)
    links = tuple(Segment("Bench", Load(kg), 8, ending=failed) for kg in (80.0, 60.0))
    alone = Segment("Bench", Load(60.0), 8, technique=Technique.DROP, ending=failed)
    before = log_of([stopped(-4, 80.0, 8)]).sessions
    log = Log.of([*before, Session(Moment.of(START), (Set(links), Set((alone,))))])
    assert failure_targets(log, observations(log)).tolist() == [1]


def test_an_empty_log_has_no_targets() -> None:
    assert failure_targets(Log(), observations(Log())).tolist() == []
