from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.inference import fit
from momentary.inference.ramps import RAMP_SHARE, is_on_the_way_up
from momentary.quantities import Load, Log, Moment, Role, Segment, Session, Set

Sets = list[tuple[float, int]]


def session(day: int, sets: Sets, *, role: Role | None = None) -> Session:
    moment = Moment.of(date(2026, 1, 1) + timedelta(days=day))
    return Session(moment, tuple(Set((Segment("Squat (Barbell)", Load(kg), r),), role=role) for kg, r in sets))


RAMPED: Sets = [(60, 5), (75, 3), (85, 2), (95, 1), (100, 5)]


def test_a_ramped_session_leaves_the_level_above_what_was_done() -> None:
    log = Log.of(session(7 * week, RAMPED) for week in range(20))
    one_rm = fit(log).one_rm("Squat (Barbell)")
    assert one_rm.quantile(0.1) > 100


def test_a_ramp_says_as_little_as_warm_ups_that_are_marked() -> None:
    marked = [
        Session(one.start, (*session(0, RAMPED[:4], role=Role.WARM_UP).sets, *session(0, RAMPED[4:]).sets))
        for one in (session(7 * week, RAMPED) for week in range(20))
    ]
    silent = fit(Log.of(session(7 * week, RAMPED) for week in range(20))).one_rm("Squat (Barbell)")
    told = fit(Log.of(marked)).one_rm("Squat (Barbell)")
    assert silent.median == pytest.approx(told.median, rel=0.08)


def naive(sessions: list[list[float]]) -> list[list[bool]]:
    """Say of every set whether it came before its session had reached the measure, one set at a time."""
    bests: list[float] = []
    found = []
    for sets in sessions:
        flags = []
        for place, one in enumerate(sets):
            earlier = sets[:place]
            if bests:
                flags.append(max([*earlier, one]) < RAMP_SHARE * max(bests[-2:]))
            else:
                flags.append(not earlier or one > max(earlier))
        found.append(flags)
        bests.append(max(sets))
    return found


@given(st.lists(st.lists(st.floats(20, 200), min_size=1, max_size=6), min_size=1, max_size=6))
def test_only_what_came_before_decides(sessions: list[list[float]]) -> None:
    shown = np.array([one for sets in sessions for one in sets])
    number = np.array([index for index, sets in enumerate(sessions) for _ in sets])
    everything = np.ones(len(shown), dtype=np.bool_)
    found = is_on_the_way_up(
        exercise=np.zeros(len(shown), dtype=np.int64),
        session=number,
        is_working=everything,
        shown=shown,
        is_told=everything,
    )
    assert found.tolist() == [flag for flags in naive(sessions) for flag in flags]


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.floats(20, 200)), min_size=1, max_size=20), st.data())
def test_what_a_log_says_later_changes_no_ramp(rows: list[tuple[int, bool, float]], data: st.DataObject) -> None:
    gaps, is_working, shown = (np.array(column) for column in zip(*rows, strict=True))
    kept = data.draw(st.integers(0, len(rows)))

    def ramps(count: int) -> list[bool]:
        found: list[bool] = is_on_the_way_up(
            exercise=np.zeros(count, dtype=np.int64),
            session=np.cumsum(gaps)[:count],
            is_working=is_working[:count],
            shown=shown[:count],
            is_told=np.ones(count, dtype=np.bool_),
        ).tolist()
        return found

    assert ramps(kept) == ramps(len(rows))[:kept]


def test_where_warm_ups_are_marked_nothing_else_is_taken_for_one() -> None:
    found = is_on_the_way_up(
        exercise=np.zeros(3, dtype=np.int64),
        session=np.array([0, 0, 0]),
        is_working=np.array([False, True, True]),
        shown=np.array([40.0, 60.0, 100.0]),
        is_told=np.ones(3, dtype=np.bool_),
    )
    assert not found.any()


def test_a_series_to_failure_never_gets_easier_however_a_lifter_ramps() -> None:
    rising: Sets = [(90, 3), (95, 3), (100, 3), (105, 3), (110, 5)]
    posterior = fit(Log.of(session(7 * week, rising) for week in range(20)))
    medians = [
        posterior.repetitions_to_failure("Squat (Barbell)", 100.0, after_sets=before).median for before in range(5)
    ]
    assert medians == sorted(medians, reverse=True)
    assert (posterior.rep_loss("Squat (Barbell)").lost >= 0.0).all()
