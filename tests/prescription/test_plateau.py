from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.inference import fit
from momentary.inference.strengths import SessionStrengths
from momentary.prescription import PlateauReading, Verdict, read_plateau
from momentary.prescription.plateau import FIRST_LIMIT, LATER_LIMIT, limit_of
from tests.prescription.lifters import LIFT, log_of_line, noisy_line, sessions


def is_ever_alarmed(strengths: SessionStrengths, *, last_weeks: float) -> bool:
    """Whether a lifter who looks after every session of the last weeks is ever told of a plateau."""
    days = strengths.day[strengths.day > strengths.day[-1] - 7.0 * last_weeks]
    return any(read_plateau(strengths.until(day)).is_alarm for day in days.tolist())


def alarmed(count: int, draw: Callable[[np.random.Generator], SessionStrengths], *, last_weeks: float = 8.0) -> float:
    """The share of lifters who are ever alarmed."""
    return float(
        np.mean([is_ever_alarmed(draw(np.random.default_rng([one, 2])), last_weeks=last_weeks) for one in range(count)])
    )


def test_few_who_gain_half_a_percent_a_week_are_ever_alarmed_and_most_who_gain_nothing() -> None:
    rising = alarmed(60, lambda rng: noisy_line(rng, weeks=32, gain=0.005))
    flat = alarmed(20, lambda rng: noisy_line(rng, weeks=32, gain=0.0))
    # Of 60 with a rate of one in twenty, more than six are alarmed in less than 4 % of such draws.
    assert rising <= 6 / 60
    assert flat >= 0.8


def test_in_a_new_exercise_false_alarms_are_as_rare_and_three_sets_of_such_noise_tell_more_than_half() -> None:
    rising = alarmed(60, lambda rng: noisy_line(rng, weeks=8, gain=0.005, noise=0.04 / np.sqrt(3.0)))
    flat = alarmed(30, lambda rng: noisy_line(rng, weeks=8, gain=0.0, noise=0.04 / np.sqrt(3.0)))
    assert rising <= 6 / 60
    assert flat >= 0.5


def spelled(rng: np.random.Generator, *, gain: float, lag_one: float) -> SessionStrengths:
    """Sessions around a line that resemble the ones before, off by 4 % as in the other tests."""
    line = noisy_line(rng, weeks=32, gain=gain, noise=0.0)
    off = rng.standard_normal(len(line))
    for at in range(1, len(off)):
        off[at] = lag_one * off[at - 1] + np.sqrt(1.0 - lag_one**2) * off[at]
    return sessions(line.day, line.log_one_rm + 0.04 * off)


def test_spells_that_last_widen_the_answer_and_chance_alone_hardly_ever_does() -> None:
    def found(lag_one: float) -> list[float]:
        read = [
            read_plateau(spelled(np.random.default_rng([one, 5]), gain=0.005, lag_one=lag_one)) for one in range(60)
        ]
        trends = [one.trend for one in read]
        return [trend.lasting for trend in trends if trend is not None]

    chance, spells = found(0.0), found(0.8)
    assert len(chance) == len(spells) == 60
    # One in 40 passes two standard errors by chance; of 60, more than six do so in a percent of draws.
    assert np.mean(np.array(chance) > 0.0) <= 6 / 60
    assert np.mean(np.array(spells) > 0.0) >= 0.95
    # A line takes a part of long spells for a trend: what is left of the 0.8 is less, never more.
    assert 0.45 <= np.median(spells) <= 0.8


def test_with_spells_most_who_gain_half_a_percent_are_still_left_alone() -> None:
    # Were spells not allowed for, it would be three in four (`benchmarks/plateau_curves.py --upset` has the rate).
    assert alarmed(40, lambda rng: spelled(rng, gain=0.005, lag_one=0.8)) <= 0.5


@pytest.mark.parametrize("called", [False, True])
def test_whole_logs_of_sets_are_told_apart_like_sessions(*, called: bool) -> None:
    def draw(gain: float) -> Callable[[np.random.Generator], SessionStrengths]:
        return lambda rng: fit(log_of_line(rng, weeks=24, gain=gain, session_sd=0.04, called=called)).session_strengths(
            LIFT
        )

    assert alarmed(12, draw(0.005)) <= 2 / 12
    assert alarmed(8, draw(0.0)) >= 0.8


def test_nobody_is_told_anything_before_half_of_the_weeks() -> None:
    reading = read_plateau(noisy_line(np.random.default_rng(1), weeks=3, gain=-0.05, noise=0.01))
    assert reading.verdict is Verdict.CANNOT_TELL
    assert reading.probability is None


def test_a_plain_fall_is_called_falling() -> None:
    reading = read_plateau(noisy_line(np.random.default_rng(2), weeks=16, gain=-0.01, noise=0.02))
    assert reading.verdict is Verdict.FALLING
    assert reading.is_alarm


def test_a_plain_rise_is_called_rising() -> None:
    reading = read_plateau(noisy_line(np.random.default_rng(2), weeks=16, gain=0.01, noise=0.02))
    assert reading.verdict is Verdict.RISING
    assert reading.probability is not None
    assert reading.probability < 0.1


def test_little_is_said_where_sessions_are_noisy_and_how_long_it_takes() -> None:
    reading = read_plateau(noisy_line(np.random.default_rng(3), weeks=8, gain=0.003, noise=0.06))
    assert reading.verdict is Verdict.CANNOT_TELL
    assert reading.weeks_more is None or reading.weeks_more > 0.0


def test_the_limit_falls_while_a_log_is_young_and_holds_then() -> None:
    limits = [limit_of(weeks) for weeks in (4.0, 5.0, 6.0, 7.0, 7.5)]
    assert limits == sorted(limits, reverse=True)
    assert limits[-1] == FIRST_LIMIT
    assert limit_of(9.0) == limit_of(99.0) == LATER_LIMIT


def test_a_recent_rise_after_a_flat_year_is_no_plateau() -> None:
    rng = np.random.default_rng(5)
    flat = noisy_line(rng, weeks=40, gain=0.0, noise=0.02)
    at = (flat.day - flat.day[0]) / 7.0
    risen = sessions(flat.day, flat.log_one_rm + 0.01 * np.maximum(at - 32.0, 0.0))
    assert read_plateau(flat).is_alarm
    assert read_plateau(risen).verdict is Verdict.RISING


@settings(deadline=None, max_examples=25)
@given(shift=st.floats(-3.0, 3.0), later=st.floats(0.0, 5000.0))
def test_neither_the_load_nor_the_date_matters(shift: float, later: float) -> None:
    plain = noisy_line(np.random.default_rng(6), weeks=20, gain=0.002)

    def seen(reading: PlateauReading) -> tuple[float, ...]:
        assert reading.mean is not None
        assert reading.probability is not None
        return reading.mean, reading.probability, reading.surprise

    moved = sessions(plain.day + round(later), plain.log_one_rm + shift)
    assert seen(read_plateau(moved)) == pytest.approx(seen(read_plateau(plain)), rel=1e-4, abs=1e-5)


def test_a_question_about_less_than_two_weeks_is_refused() -> None:
    with pytest.raises(ValueError, match="two or more"):
        read_plateau(noisy_line(np.random.default_rng(1), weeks=9, gain=0.0), weeks=1.0)
