"""Forecasts are made from the past alone: what a log goes on to say changes nothing of what was forecast before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from momentary.inference import ExerciseTraits, forecast_steps, observations
from momentary.parameters import level_prior
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Role, Segment, Session, Set, Technique, rir
from tests.inference.logs import Row, log_of, stopped, warm_up

TRAITS = {
    "Pull Up": ExerciseTraits("pull-up", moved_share=0.95),
    "Assisted Dip": ExerciseTraits("dip", moved_share=0.9, is_assisted=True),
    "Bench Press": ExerciseTraits("bench", curve="bench_press"),
}
NAMES = st.sampled_from([*TRAITS, "Squat", "Push Up"])
SEGMENTS = st.builds(
    Segment,
    NAMES,
    st.one_of(st.none(), st.sampled_from([0.0, 20.0, 50.0, 60.0, 77.5, 100.0]).map(Load)),
    st.one_of(st.none(), st.integers(0, 20)),
    technique=st.sampled_from([Technique.STRAIGHT, Technique.STRAIGHT, Technique.DROP]),
    effort=st.one_of(st.none(), st.sampled_from([0.0, 1.0, 3.0]).map(rir)),
    ending=st.one_of(st.none(), st.sampled_from([EndingKind.FAILURE, EndingKind.STOPPED]).map(Ending)),
)
SETS = st.builds(
    Set,
    st.lists(SEGMENTS, min_size=1, max_size=2).map(tuple),
    role=st.sampled_from([None, Role.WORKING, Role.WORKING, Role.WARM_UP]),
)
PARTS = st.tuples(
    st.lists(SETS, min_size=1, max_size=6).map(tuple),
    st.integers(1, 40),
    st.one_of(st.none(), st.sampled_from([70.0, 80.0, 95.0]).map(Load)),
)


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """A log of some exercises, with and without body mass, warm-ups, chains and reports."""
    day, sessions = datetime(2024, 1, 1, 18), []
    for sets, gap, body_mass in draw(st.lists(PARTS, min_size=1, max_size=6)):
        day += timedelta(days=gap)
        sessions.append(Session(Moment.of(day), sets, body_mass=body_mass))
    return Log.of(sessions)


def cut(log: Log, sets: int) -> Log:
    """The log's first sets; the last session may be cut short."""
    sessions = []
    for session in log.sessions:
        kept = session.sets[: max(sets, 0)]
        sets -= len(session.sets)
        if kept:
            sessions.append(Session(session.start, kept, body_mass=session.body_mass))
    return Log.of(sessions)


def forecasts(log: Log) -> dict[int, np.ndarray]:
    """The forecast of every row that has one."""
    records = observations(log, TRAITS)
    steps = forecast_steps(records, np.arange(len(records)), prior=level_prior())
    return dict(zip(steps.rows.tolist(), steps.pmf, strict=True))


def ramp_then_marks() -> Log:
    """A lifter who ramps without a word, and marks warm-ups only later."""
    rows = [stopped(0, kg, 5) for kg in (60, 80, 100)] + [stopped(7, kg, 5) for kg in (60, 80, 100)]
    return log_of([*rows, warm_up(14, 40, 8), Row(14, 100, 6)])


def mass_comes_late() -> Log:
    """A lifter who writes down the body mass only in the last session."""
    one = Set((Segment("Pull Up", None, 8, ending=Ending(EndingKind.FAILURE)),))
    starts = [datetime(2024, 1, day) for day in (1, 4, 8)]
    return Log.of(
        Session(Moment.of(start), (one, one), body_mass=Load(92) if start is starts[-1] else None) for start in starts
    )


@given(logs(), st.integers(0, 40))
@example(ramp_then_marks(), 2)
@example(ramp_then_marks(), 6)
@example(mass_comes_late(), 2)
@example(mass_comes_late(), 4)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_cutting_a_log_after_any_set_leaves_the_forecasts_up_to_there_unchanged(log: Log, sets: int) -> None:
    whole, part = forecasts(log), forecasts(cut(log, sets))
    kept = cut(log, sets).count_segments()
    assert set(part) == {row for row in whole if row < kept}
    for row, pmf in part.items():
        np.testing.assert_allclose(pmf, whole[row], rtol=0, atol=1e-12)


@given(logs(), st.integers(0, 40), st.tuples(st.integers(1, 30), st.integers(1, 30)))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_how_many_repetitions_a_failure_gave_changes_nothing_of_its_own_forecast(
    log: Log, number: int, ends: tuple[int, int]
) -> None:
    part = cut(log, number % log.count_sets() + 1)
    last = part.sessions[-1]
    *before, final = last.sets
    row = part.count_segments() - len(final.segments)
    found = []
    for repetitions in ends:
        failed = replace(final.segments[0], repetitions=repetitions, ending=Ending(EndingKind.FAILURE))
        session = replace(last, sets=(*before, replace(final, segments=(failed,))))
        found.append(forecasts(Log.of([*part.sessions[:-1], session])).get(row))
    assert (found[0] is None) == (found[1] is None)
    if found[0] is not None and found[1] is not None:
        np.testing.assert_allclose(found[0], found[1], rtol=0, atol=1e-12)
