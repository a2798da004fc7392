"""Bad rows, odd machines and extreme logs: wide, never broken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.inference import LevelPosterior, fit
from momentary.quantities import EndingKind, Role
from tests.inference.logs import Row, log_of, steady, warm_up


def median(posterior: LevelPosterior, load_kg: float = 80.0) -> float:
    """The mean forecast of the next session's first set."""
    return posterior.repetitions_to_failure("Bench", load_kg).mean


@pytest.mark.parametrize("wrong", [Row(40, 800.0, 9), Row(40, 8.0, 9), Row(40, 80.0, 90), Row(40, 80.0, 0)])
def test_one_typo_is_forgotten_after_the_next_session(wrong: Row) -> None:
    clean = [*steady(10), *[replace(row, day=row.day + 44.0) for row in steady(2)]]
    typed = [*steady(10), wrong, *[replace(row, day=row.day + 44.0) for row in steady(2)]]
    assert median(fit(log_of(typed))) == pytest.approx(median(fit(log_of(clean))), abs=1.0)


def test_a_typo_within_a_session_is_outvoted_by_the_other_sets() -> None:
    rows = steady(10)
    typed = [*rows[:-2], replace(rows[-2], load_kg=800.0), rows[-1]]
    assert median(fit(log_of(typed))) == pytest.approx(median(fit(log_of(rows))), abs=1.5)


def test_another_machine_is_a_new_level_and_not_months_of_error() -> None:
    rows = [*steady(10), *[replace(row, day=row.day + 40.0, load_kg=35.0) for row in steady(2)]]
    posterior = fit(log_of(rows))
    assert median(posterior, 35.0) == pytest.approx(9.0, abs=1.5)
    history = posterior.one_rm_history("Bench").column(0.5)
    # The old machine's level is not dragged towards the new one in hindsight.
    assert history[:8].min() > 0.9 * history[5]
    assert history[-1] < 0.6 * history[5]


def test_pounds_typed_as_kilograms_for_a_while_do_not_poison_the_rest() -> None:
    slip = [replace(row, day=row.day + 40.0, load_kg=176.0) for row in steady(3)]
    after = [replace(row, day=row.day + 52.0) for row in steady(3)]
    posterior = fit(log_of([*steady(10), *slip, *after]))
    assert median(posterior) == pytest.approx(median(fit(log_of(steady(16)))), abs=1.0)


rows = st.builds(
    Row,
    day=st.sampled_from([0.0, 0.5, 1.0, 3.0, 30.0, 400.0, 10950.0]),
    load_kg=st.one_of(st.none(), st.sampled_from([0.0, 1e-6, 0.5, 60.0, 80.0, 1e5, 1e12])),
    reps=st.one_of(st.none(), st.sampled_from([0, 1, 5, 8, 30, 150, 877777, 10**12])),
    ending=st.one_of(st.none(), st.sampled_from(EndingKind)),
    rir=st.one_of(st.none(), st.sampled_from([0.0, 2.5, 30.0])),
    role=st.one_of(st.none(), st.sampled_from(Role)),
    exercise=st.sampled_from(["Bench", "Pull Up"]),
)


@given(st.lists(rows, min_size=1, max_size=12), st.sampled_from([None, 80.0]))
@settings(max_examples=150)
def test_no_log_gives_an_answer_that_is_not_a_number(log_rows: list[Row], body_mass_kg: float | None) -> None:
    posterior = fit(log_of(log_rows, body_mass_kg=body_mass_kg))
    assert np.isfinite(posterior.reserve().quantiles).all()
    for exercise in posterior.exercises:
        assert np.isfinite(posterior.one_rm(exercise).values).all()
        assert np.isfinite(posterior.one_rm_history(exercise).quantiles).all()
        for load_kg in (1.0, 80.0, 1e5):
            pmf = posterior.repetitions_to_failure(exercise, load_kg).pmf
            assert np.isfinite(pmf).all()
            assert pmf.sum() == pytest.approx(1.0)
            assert np.isfinite(posterior.repetitions_at_chosen_load(exercise, load_kg).pmf).all()
        assert np.isfinite(posterior.rep_loss(exercise, load_kg=50.0).quantiles).all()
        assert np.isfinite(posterior.load_for(exercise, 8).load_kg)
        assert posterior.evidence(exercise).certainty


def test_an_empty_log_has_no_exercises_and_no_rows() -> None:
    posterior = fit(log_of([]))
    assert posterior.exercises == ()
    assert len(posterior.reserve()) == 0
    assert posterior.position.segments == 0


def test_a_log_of_one_set_is_wide() -> None:
    posterior = fit(log_of([Row(0, 80.0, 8)]))
    low, high = posterior.one_rm("Bench").interval(0.8)
    assert low < 80.0 * np.exp(0.0266 * 7.0) < high
    assert high / low > 1.15


def test_only_warm_ups_leave_a_bound_and_little_else() -> None:
    posterior = fit(log_of([warm_up(0, 40.0, 8)]))
    low, high = posterior.one_rm("Bench").interval(0.8)
    assert low > 40.0
    assert high / low > 1.5


def width(posterior: LevelPosterior, load_kg: float, exercise: str = "Bench") -> int:
    """How many repetitions the 80 % interval of a forecast spans."""
    low, high = posterior.repetitions_to_failure(exercise, load_kg).interval(0.8)
    return int(high - low)


def test_after_one_set_a_forecast_is_wide_and_wider_where_nothing_was_done() -> None:
    posterior = fit(log_of([Row(0, 80.0, 8)]))
    assert width(posterior, 80.0) >= 3
    assert width(posterior, 40.0) >= 10


def test_bodyweight_alone_without_a_body_mass_forecasts_the_body_and_leaves_the_1rm_wide() -> None:
    rows = [Row(3.0 * day, None, 10 - number, exercise="Pull Up") for day in range(10) for number in range(3)]
    posterior = fit(log_of(rows))
    assert abs(posterior.repetitions_to_failure("Pull Up", 0.0).median - 10) <= 2
    low, high = posterior.one_rm("Pull Up").interval(0.8)
    assert high - low > 10.0


def test_thirty_years_with_a_pause_of_ten_are_read_to_the_end() -> None:
    early = [Row(30.0 * month, 60.0 + 0.2 * month, 8) for month in range(120)]
    late = [Row(30.0 * month, 50.0 + 0.1 * (month - 240), 8) for month in range(240, 360)]
    posterior = fit(log_of([*early, *late]))
    assert abs(median(posterior, 62.0) - 8) <= 2
    history = posterior.one_rm_history("Bench").quantiles
    assert np.isfinite(history).all()
    assert len(history) == 240


def test_one_exercise_thousands_of_times_is_known_well_and_no_better_than_a_set_allows() -> None:
    posterior = fit(log_of([Row(2.0 * day, 80.0, 9 - day % 3) for day in range(2500)]))
    assert abs(median(posterior) - 8) <= 1
    assert 2 <= width(posterior, 80.0) <= 6


def test_a_bar_without_a_load_says_nothing_and_is_left_out() -> None:
    rows = [Row(3.0 * day, 80.0, 8) for day in range(6)]
    with_zeros = [row for day, row in enumerate(rows) for row in (row, Row(3.0 * day, 0.0, 15))]
    assert median(fit(log_of(with_zeros))) == pytest.approx(median(fit(log_of(rows))), abs=1.0)


def test_pounds_in_the_middle_of_a_log_in_kilograms_leave_the_end_as_it_was() -> None:
    slip = [Row(3.0 * day, 80.0 * (2.2046 if 10 <= day < 13 else 1.0), 8) for day in range(30)]
    plain = [Row(3.0 * day, 80.0, 8) for day in range(30)]
    assert median(fit(log_of(slip))) == pytest.approx(median(fit(log_of(plain))), abs=1.0)
    assert width(fit(log_of(slip)), 80.0) <= width(fit(log_of(plain)), 80.0) + 3
