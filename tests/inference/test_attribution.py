"""Why failed sets fell short: nerves, muscles, or it cannot be told."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from momentary.athlete.tired_lifter import tired_lifter
from momentary.inference import ExerciseTraits, fit
from momentary.inference.attribution import Attribution
from momentary.parameters import level_prior
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Muscle, Segment, Session, Set

DEADLIFT = {
    Muscle.GLUTES: 1.0, Muscle.HAMSTRINGS: 1.0, Muscle.SPINAL_ERECTORS: 1.0, Muscle.QUADRICEPS: 0.5,
    Muscle.UPPER_BACK: 0.5, Muscle.FOREARMS: 0.5,
}  # fmt: skip
TRAITS = {
    "deadlift": ExerciseTraits("deadlift", shares=tuple(DEADLIFT.items())),
    "squat": ExerciseTraits("squat", shares=((Muscle.QUADRICEPS, 1.0), (Muscle.GLUTES, 1.0))),
    "bench": ExerciseTraits("bench", shares=((Muscle.CHEST, 1.0), (Muscle.TRICEPS, 0.5))),
    "curl": ExerciseTraits("curl", shares=((Muscle.BICEPS, 1.0),)),
}
START = datetime(2024, 1, 1, 18)


def failed(exercise: str, load_kg: float, repetitions: int) -> Set:
    """A set to failure."""
    return Set((Segment(exercise, Load(load_kg), repetitions, ending=Ending(EndingKind.FAILURE)),))


def session(day: float, *sets: Set) -> Session:
    """A session so many days after the first."""
    return Session(Moment.of(START + timedelta(days=day)), sets)


def reasons_for(*sessions: Session) -> tuple[Attribution, ...]:
    """Why every failed set of a log fell short."""
    return fit(Log.of(sessions), traits=TRAITS).tiredness.attributions()


def heavy_bench_after_deadlifts() -> Attribution:
    """A triple on the bench a minute after many heavy deadlifts."""
    pulls = [failed("deadlift", 200.0, 3) for _ in range(8)]
    return reasons_for(session(0.0, failed("bench", 100.0, 3)), session(7.0, *pulls, failed("bench", 100.0, 3)))[-1]


def fourth_set_of_fifteen() -> Attribution:
    """The fourth set of about fifteen curls."""
    return reasons_for(session(0.0, *(failed("curl", 20.0, count) for count in (18, 17, 16, 15))))[-1]


def test_a_heavy_triple_after_deadlifts_leans_more_to_the_nerves_than_the_fourth_set_of_fifteen() -> None:
    heavy, many = heavy_bench_after_deadlifts(), fourth_set_of_fifteen()
    assert heavy.neural > 10.0 * many.neural
    assert heavy.neural > heavy.muscular
    assert many.muscular > 0.8
    assert many.neural < 0.05


def test_the_reasons_name_what_was_done() -> None:
    heavy, many = heavy_bench_after_deadlifts(), fourth_set_of_fifteen()
    assert "nerves" in heavy.reasons[0]
    assert many.reasons[0].startswith("the fourth set of the exercise")
    assert "15 repetitions: long sets tire the muscle more" in many.reasons
    squat = reasons_for(session(0.0, *(failed("squat", 150.0, 3) for _ in range(4))))[-1]
    assert any("may tire the nerves more" in reason for reason in squat.reasons)


def test_work_of_the_day_before_is_told_from_that_of_minutes_before() -> None:
    curls = [failed("curl", 20.0, count) for count in (12, 11, 10, 10, 9, 9)]
    today, tomorrow = reasons_for(session(0.0, *curls)), reasons_for(session(0.0, *curls), session(0.6, *curls))
    assert all("last day or two" not in reason for one in today for reason in one.reasons)
    first_again = tomorrow[len(curls)]
    assert any("the last day or two" in reason for reason in first_again.reasons)
    assert all("the first set" not in reason for reason in first_again.reasons)


def test_other_exercises_for_the_same_muscles_are_named_where_the_set_is_its_first() -> None:
    squats = [failed("squat", 120.0, 10) for _ in range(4)]
    one = reasons_for(session(0.0, *squats, failed("deadlift", 150.0, 8)))[-1]
    assert one.reasons[0] == "other exercises for these muscles minutes before"


@pytest.mark.parametrize("gap", [0.0, 200.0])
def test_where_nothing_was_done_before_it_cannot_be_told(gap: float) -> None:
    before = [session(0.0, failed("curl", 20.0, 12))] if gap else []
    one = reasons_for(*before, session(gap, failed("curl", 20.0, 10)))[-1]
    assert one.cannot_tell > 0.99
    assert one.shortfall == pytest.approx(0.0, abs=0.05)
    assert one.reasons == ("nothing that the log shows: an ordinary day, or what it does not tell",)


def test_probabilities_sum_to_one_and_the_shortfall_lies_in_its_interval() -> None:
    log = tired_lifter(np.random.default_rng(4), prior=level_prior().fatigue, sessions=20).log
    found = fit(log, traits=TRAITS).tiredness.attributions()
    assert len(found) == sum(len(one.sets) for one in log.sessions)
    for one in found:
        chances = (one.neural, one.muscular, one.cannot_tell)
        assert sum(chances) == pytest.approx(1.0)
        assert min(chances) >= 0.0
        assert 0.0 <= one.low <= one.shortfall <= one.high
        assert one.reasons


def test_the_last_ones_are_the_end_of_all() -> None:
    log = Log.of([session(2.0 * day, failed("curl", 20.0, 12), failed("curl", 20.0, 10)) for day in range(6)])
    tiredness = fit(log, traits=TRAITS).tiredness
    every, last = tiredness.attributions(), tiredness.attributions(last=3)
    assert last == every[-3:]
    assert [one.row for one in every] == sorted(one.row for one in every)
    assert tiredness.attributions(last=0) == ()


def test_sets_that_did_not_fail_are_not_explained() -> None:
    stopped = Set((Segment("curl", Load(20.0), 10, ending=Ending(EndingKind.STOPPED)),))
    assert [one.repetitions for one in reasons_for(session(0.0, stopped, failed("curl", 20.0, 9), stopped))] == [9]
