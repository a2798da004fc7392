"""How often failure was done, how the muscles came back, and how often it is borne."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.athlete import MUSCLES, Part
from momentary.athlete.tired_lifter import EXERCISES, tired_lifter
from momentary.inference import ExerciseTraits, fit
from momentary.inference.log_tiredness import LogTiredness
from momentary.parameters import level_prior
from momentary.prescription.frequency import Frequency, _difference, _Opening, _returns, frequencies, neural_warning
from momentary.quantities import Ending, EndingKind, Load, Log, Moment, Muscle, Segment, Session, Set

PRIOR = level_prior()
TRAITS = {name: ExerciseTraits(name, shares=tuple(muscles.items())) for name, muscles in EXERCISES.items()}
START = datetime(2024, 1, 1, 18)


def curls(load_kg: float, repetitions: int, *, exercise: str = "curl", is_failure: bool = True) -> Set:
    """A set of one segment."""
    ending = EndingKind.FAILURE if is_failure else EndingKind.STOPPED
    return Set((Segment(exercise, Load(load_kg), repetitions, ending=Ending(ending)),))


def tiredness_of(*sessions: tuple[float, list[Set]]) -> LogTiredness:
    """The fatigue of sessions, each so many days after the first."""
    log = Log.of(Session(Moment.of(START + timedelta(days=day)), tuple(sets)) for day, sets in sessions)
    return fit(log, traits=TRAITS).tiredness


def every_days(gap: float, *, count: int = 16, sets: int = 3) -> LogTiredness:
    """Curls to failure every so many days."""
    return tiredness_of(
        *((gap * number, [curls(20.0, 12 - place) for place in range(sets)]) for number in range(count))
    )


@cache
def lifter() -> LogTiredness:
    """A lifter of sixty sessions."""
    return fit(tired_lifter(np.random.default_rng(4), prior=PRIOR.fatigue, sessions=60).log, traits=TRAITS).tiredness


def of(found: tuple[Frequency, ...], muscle: Muscle) -> Frequency:
    return next(one for one in found if one.muscle is muscle)


def test_what_is_borne_lies_in_its_interval_and_is_never_more_than_daily() -> None:
    found = frequencies(lifter())
    assert {one.muscle for one in found} >= {Muscle.CHEST, Muscle.QUADRICEPS, Muscle.BICEPS}
    assert [one.lately for one in found] == sorted((one.lately for one in found), reverse=True)
    for one in found:
        assert 0.0 < one.bears_low <= one.bears <= one.bears_high <= 7.0
        assert one.sets >= one.lately > 0.0
        assert np.isnan(one.came_back) or one.came_back_low <= one.came_back <= one.came_back_high


def test_more_sets_a_session_are_borne_less_often() -> None:
    wanted = 0.99
    few, many = (frequencies(every_days(4.0, sets=sets), wanted=wanted)[0] for sets in (2, 8))
    assert many.bears < few.bears
    assert many.bears_low <= few.bears_low
    assert many.bears_high <= few.bears_high


def test_a_higher_level_is_reached_less_often() -> None:
    tiredness = every_days(3.0, sets=4)
    often = [frequencies(tiredness, wanted=wanted)[0].bears for wanted in (0.95, 0.98, 0.995)]
    assert often == sorted(often, reverse=True)
    assert often[-1] < often[0]


def test_sessions_and_sets_a_week_are_those_that_were_done() -> None:
    one = of(frequencies(every_days(3.5, count=16, sets=3)), Muscle.BICEPS)
    # Sixteen sessions lie in 52.5 days and the day of the last, and each but the first returns to one before it.
    assert one.lately == pytest.approx(16 * 7.0 / 53.5, rel=1e-6)
    assert one.sets == pytest.approx(3.0 * one.lately)
    assert one.returns == 15


def test_only_the_last_eight_weeks_and_primary_muscles_count() -> None:
    old = [(float(day), [curls(20.0, 10)]) for day in range(5)]
    lately = [(200.0, [curls(60.0, 8, exercise="bench")])]
    found = frequencies(tiredness_of(*old, *lately))
    assert [one.muscle for one in found] == [Muscle.CHEST]


def test_sets_that_were_stopped_are_no_failures() -> None:
    assert frequencies(tiredness_of(*((2.0 * n, [curls(20.0, 8, is_failure=False)]) for n in range(8)))) == ()
    assert frequencies(fit(Log.of([]), traits=TRAITS).tiredness) == ()


def test_too_few_returns_tell_nothing_of_how_it_came_back() -> None:
    one = of(frequencies(every_days(4.0, count=4)), Muscle.BICEPS)
    assert one.returns < 4
    assert np.isnan(one.came_back)
    assert one.warning is None


def test_coming_back_weaker_after_failure_than_after_other_sessions_is_warned_of() -> None:
    # Singles to failure in the afternoon tell of the day after: five fewer after a day of many failures.
    rows: list[tuple[float, list[Set]]] = []
    for week in range(12):
        rows.append((7.0 * week, [curls(20.0, 12), *(curls(20.0, 8) for _ in range(4))]))
        rows.append((7.0 * week + 2.0, [curls(20.0, 7), curls(20.0, 3, is_failure=False)]))
        rows.append((7.0 * week + 4.0, [curls(20.0, 10, is_failure=False)]))
        rows.append((7.0 * week + 6.0, [curls(20.0, 12)]))
    one = of(frequencies(tiredness_of(*rows)), Muscle.BICEPS)
    assert one.came_back_high < 0.0
    assert one.warning is not None
    assert "may outrun" in one.warning


def test_more_often_than_is_borne_is_warned_of() -> None:
    tiredness = every_days(1.0, count=40, sets=12)
    one = of(frequencies(tiredness, wanted=0.999), Muscle.BICEPS)
    assert one.lately > one.bears_high
    assert one.warning is not None


@pytest.mark.parametrize("is_overloaded", [False, True])
def test_accumulated_neural_load_is_warned_of_only_where_it_probably_costs_something(*, is_overloaded: bool) -> None:
    overloaded = 12 if is_overloaded else 3
    rows = [
        (float(day), [curls(150.0, 3, exercise="squat") for _ in range(overloaded if day > 100 else 3)])
        for day in range(0, 130, 2 if not is_overloaded else 1)
    ]
    tiredness = tiredness_of(*rows)
    gains = tiredness.persons().gains.copy()
    if is_overloaded:
        # A lifter who bears overload badly: the warning is for them.
        gains[:, tiredness.fatigue.channels.places(Part.NEURAL_ACCUMULATED)] *= 10.0
    persons = replace(tiredness.persons(), gains=gains)
    said = neural_warning(_Known(tiredness, persons))  # type: ignore[arg-type]
    assert (said is not None) == is_overloaded
    if said is not None:
        assert "An easier week would tell" in said


class _Known:
    """The fatigue of a log with known persons."""

    def __init__(self, tiredness: LogTiredness, persons: object) -> None:
        self.fatigue, self._persons = tiredness.fatigue, persons

    def persons(self) -> object:
        return self._persons


def openings(*rows: tuple[int, Muscle, float]) -> list[_Opening]:
    return [_Opening(session, np.array([one is muscle for one in MUSCLES]), miss) for session, muscle, miss in rows]


def test_a_return_is_the_first_set_of_the_muscles_next_session() -> None:
    nan, chest = float("nan"), Muscle.CHEST
    rows = openings(
        (0, chest, 1.0), (0, chest, 9.0), (1, Muscle.CALVES, 9.0), (2, chest, -1.0), (3, chest, nan), (4, chest, -3.0),
    )  # fmt: skip
    place = MUSCLES.index(chest)
    all_failed, first_failed = np.ones(5, dtype=np.bool_), np.arange(5) == 0
    assert _returns(rows, all_failed, place) == ([-1.0, -3.0], [])
    assert _returns(rows, first_failed, place) == ([-1.0], [-3.0])
    # Session 3 did not tell how it ended, but the muscle was trained in it: what came after it is no return to 2.
    assert _returns(rows, np.arange(5) == 2, place)[0] == []


VALUES = st.lists(st.floats(-5.0, 5.0), min_size=4, max_size=12)


@given(VALUES, VALUES)
def test_the_ends_of_a_difference_lie_around_it(one: list[float], other: list[float]) -> None:
    mean, low, high = _difference(np.array(one), np.array(other))
    assert low <= mean <= high
    assert high - mean == pytest.approx(mean - low)


def test_eight_of_ten_differences_of_few_lie_in_their_interval() -> None:
    rng = np.random.default_rng(1)
    told = (_difference(rng.standard_normal(4), 2.0 * rng.standard_normal(6)) for _ in range(4000))
    assert np.mean([low <= 0.0 <= high for _, low, high in told]) == pytest.approx(0.8, abs=0.03)


def test_a_bias_of_all_forecasts_is_no_coming_back() -> None:
    biased = np.array([0.4, 0.6, 0.4, 0.6, 0.5])
    mean, low, high = _difference(biased, biased + 0.0)
    assert (mean, low < 0.0 < high) == (0.0, True)
