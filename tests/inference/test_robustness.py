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
