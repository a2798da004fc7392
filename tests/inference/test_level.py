"""The first posterior: what it must say whatever the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.athlete import demo_log
from momentary.inference import (
    ExerciseTraits,
    LevelPosterior,
    RepetitionForecast,
    UnknownExerciseError,
    fit,
    forecast_steps,
    observations,
)
from momentary.parameters import level_prior
from momentary.quantities import Log
from tests.inference.logs import START, Row, log_of, steady, stopped, warm_up

PRIOR = level_prior()


@pytest.fixture(scope="module")
def demo() -> LevelPosterior:
    """The posterior of the demonstration lifter."""
    return fit(demo_log(1))


def survival(forecast: RepetitionForecast, upto: int = 40) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The probability of at least 1, 2, ... repetitions."""
    return np.array([forecast.probability_at_least(count) for count in range(1, upto)])


def test_a_heavier_load_gives_stochastically_fewer_repetitions(demo: LevelPosterior) -> None:
    for exercise in demo.exercises:
        base = demo.one_rm(exercise).median
        loads = [share * base for share in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)]
        chances = [survival(demo.repetitions_to_failure(exercise, load)) for load in loads]
        for lighter, heavier in pairwise(chances):
            assert (heavier <= lighter + 1e-9).all()
            assert heavier.sum() < lighter.sum()


def test_more_sets_before_give_fewer_repetitions() -> None:
    posterior = fit(log_of(steady(8, reps=(10, 8, 7, 6, 5))))
    means = [posterior.repetitions_to_failure("Bench", 80.0, after_sets=count).mean for count in range(5)]
    assert all(later < earlier for earlier, later in pairwise(means))


def test_a_forecast_is_a_probability_of_every_whole_number(demo: LevelPosterior) -> None:
    forecast = demo.repetitions_to_failure("Bench Press (Barbell)", 80.0)
    assert forecast.pmf.sum() == pytest.approx(1.0)
    assert (forecast.pmf >= 0.0).all()
    low, high = forecast.interval(0.8)
    assert low <= forecast.median <= high
    assert forecast.pmf[low : high + 1].sum() >= 0.8
    assert forecast.probability_at_least(0) == 1.0


def test_intervals_widen_the_further_ahead_a_forecast_looks(demo: LevelPosterior) -> None:
    soon = demo.one_rm("Leg Press", at=demo.last_session)
    later = demo.one_rm("Leg Press", at=demo.last_session + timedelta(days=60))
    assert later.sd > 1.1 * soon.sd
    assert later.median == pytest.approx(soon.median, rel=0.02)


@given(st.integers(1, 15), st.floats(0.05, 0.95), st.integers(0, 3))
@settings(max_examples=25)
def test_the_load_for_some_repetitions_has_the_wanted_probability(repetitions: int, chance: float, before: int) -> None:
    posterior = fit(log_of(steady(4)))
    answer = posterior.load_for("Bench", repetitions, probability=chance, after_sets=before)
    forecast = posterior.repetitions_to_failure("Bench", answer.load_kg, after_sets=before)
    assert forecast.probability_at_least(repetitions) == pytest.approx(chance, abs=1e-4)
    assert answer.forecast.pmf == pytest.approx(forecast.pmf, abs=1e-6)


def test_the_1rm_is_a_load_that_is_lifted_once_about_as_often_as_not(demo: LevelPosterior) -> None:
    for exercise in demo.exercises:
        one_rm = demo.one_rm(exercise)
        answer = demo.load_for(exercise, 1, probability=0.5)
        low, high = one_rm.interval(0.95)
        assert low <= answer.load_kg <= high


def test_failures_have_no_reserve_by_observation_and_others_have_some(demo: LevelPosterior) -> None:
    reserve = demo.reserve()
    assert len(reserve) > 2000
    assert reserve.is_observed.any()
    assert (reserve.quantiles[reserve.is_observed] == 0.0).all()
    assert (reserve.quantiles[~reserve.is_observed, -1] > 0.0).all()
    assert (np.diff(reserve.quantiles, axis=1) >= 0.0).all()
    assert (np.diff(reserve.segment) > 0).all()


def test_the_reserve_refers_to_the_segments_of_the_log(demo: LevelPosterior) -> None:
    segments = list(demo_log(1).segments())
    reserve = demo.reserve("Squat (Barbell)")
    for position, count in zip(reserve.segment.tolist(), reserve.repetitions.tolist(), strict=True):
        assert segments[position].exercise == "Squat (Barbell)"
        assert segments[position].repetitions == count


def test_a_warm_up_left_far_more_in_reserve_than_a_working_set() -> None:
    rows = [row for day in range(5) for row in (warm_up(4.0 * day, 40.0, 8), stopped(4.0 * day, 80.0, 8))]
    reserve = fit(log_of(rows)).reserve("Bench")
    median = reserve.column(0.5)
    assert median[~reserve.is_working].min() > median[reserve.is_working].max() + 5.0


def test_a_report_is_heard_in_the_reserve_of_its_own_set() -> None:
    rows = [Row(4.0 * day, 80.0, 8, None, rir=call) for day, call in enumerate([1.0, 3.0, 1.0, 3.0, 1.0, 3.0])]
    median = fit(log_of(rows)).reserve("Bench").column(0.5)
    assert median[1::2].min() > median[0::2].max()


def test_the_loss_over_sets_starts_at_none_and_grows(demo: LevelPosterior) -> None:
    loss = demo.rep_loss("Bench Press (Barbell)", sets=4)
    assert loss.sets == (1, 2, 3, 4)
    assert (loss.lost[0] == 0.0).all()
    assert (np.diff(loss.lost[:, 3]) > 0.0).all()
    assert (np.diff(loss.quantiles[:, 3]) < 0.0).all()
    assert loss.load_kg > 0.0


def test_a_lifter_who_loses_more_per_set_is_found_to() -> None:
    tired = fit(log_of(steady(10, reps=(10, 7, 4)))).rep_loss("Bench", sets=3).lost[2, 3]
    fresh = fit(log_of(steady(10, reps=(10, 10, 10)))).rep_loss("Bench", sets=3).lost[2, 3]
    assert tired > fresh + 2.0


@given(st.integers(1, 12), st.floats(20.0, 75.0))
@settings(max_examples=25)
def test_a_warm_up_never_lowers_the_level(reps: int, load_kg: float) -> None:
    # With the curve known; otherwise a long warm-up near the bound may speak for a flatter curve.
    prior = replace(PRIOR, curve_nodes=1)
    rows = steady(3)
    plain = fit(log_of([*rows, Row(12, 80.0, 9)]), prior=prior).one_rm("Bench")
    warmed = fit(log_of([*rows, warm_up(12, load_kg, reps), Row(12, 80.0, 9)]), prior=prior).one_rm("Bench")
    assert warmed.median >= plain.median * (1.0 - 1e-9)


def test_more_repetitions_at_a_load_raise_the_forecast_at_that_load() -> None:
    # Up to what is believable: a set far beyond is taken for a slip.
    for ending in (steady(1)[0].ending, None):
        means = []
        for count in range(7, 12):
            log = log_of([*steady(3), replace(Row(12, 80.0, count), ending=ending)])
            means.append(fit(log).repetitions_to_failure("Bench", 80.0).mean)
        assert means == sorted(means)


def test_a_failed_attempt_lowers_the_belief_about_that_load() -> None:
    rows = [Row(4.0 * day, 100.0, 3) for day in range(4)]
    before = fit(log_of(rows)).repetitions_to_failure("Bench", 108.0).probability_at_least(1)
    after = fit(log_of([*rows, *[Row(16, 108.0, 0, None)] * 2])).repetitions_to_failure("Bench", 108.0)
    assert after.probability_at_least(1) < before


def test_the_same_log_gives_the_same_posterior_to_the_last_digit() -> None:
    log = demo_log(2)
    one, other = fit(log), fit(log)
    assert one.position == other.position
    for exercise in one.exercises:
        assert (one.one_rm(exercise).values == other.one_rm(exercise).values).all()


def test_what_is_done_of_one_exercise_changes_nothing_of_another() -> None:
    rows = steady(4)
    others = [replace(row, exercise="Row", load_kg=60.0) for row in rows]
    alone = fit(log_of(rows)).one_rm("Bench")
    mixed = [row for pair in zip(others, rows, strict=True) for row in pair]
    together = fit(log_of(mixed)).one_rm("Bench")
    assert together.median == pytest.approx(alone.median, rel=1e-12)
    assert together.sd == pytest.approx(alone.sd, rel=1e-9)


def test_the_unit_of_load_does_not_matter() -> None:
    # The model knows ratios of loads only: twice the load everywhere is twice the 1RM.
    rows = steady(5)
    single = fit(log_of(rows)).one_rm("Bench")
    double = fit(log_of([replace(row, load_kg=2.0 * (row.load_kg or 0.0)) for row in rows])).one_rm("Bench")
    assert double.median == pytest.approx(2.0 * single.median)
    assert double.sd == pytest.approx(2.0 * single.sd)


def test_forecasts_up_to_a_set_do_not_change_when_the_log_goes_on() -> None:
    log = demo_log(3)
    whole = observations(log)
    part = observations(Log(log.sessions[:40]))
    wanted = np.arange(len(part))
    early = forecast_steps(part, wanted, prior=PRIOR)
    late = forecast_steps(whole, wanted, prior=PRIOR)
    assert early.rows.tolist() == late.rows.tolist()
    assert early.pmf == pytest.approx(late.pmf, abs=1e-9)


def test_the_last_forecast_of_a_backtest_is_the_posterior_s_own() -> None:
    rows = [row for row in steady(6) if row.reps == 9]
    log, records = log_of(rows), observations(log_of([*rows, Row(24, 82.5, 8)]))
    posterior = fit(log)
    at = START + timedelta(days=24)
    forecast = posterior.repetitions_at_chosen_load("Bench", 82.5, at=at)
    step = forecast_steps(records, np.array([len(rows)]), prior=PRIOR)
    wanted = forecast.pmf[1:40] / forecast.pmf[1:].sum()
    assert step.pmf[0, :39] == pytest.approx(wanted, abs=2e-3)


def test_names_and_keys_both_find_an_exercise() -> None:
    posterior = fit(log_of(steady(2)), traits={"Bench": ExerciseTraits("barbell-bench-press")})
    assert posterior.exercises == ("barbell-bench-press",)
    assert posterior.one_rm("Bench").median == posterior.one_rm("barbell-bench-press").median
    assert posterior.evidence("Bench").names == ("Bench",)


def test_an_unknown_exercise_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownExerciseError, match=r"'Bank'.*Bench"):
        fit(log_of(steady(1))).one_rm("Bank")


def test_the_past_and_impossible_questions_are_refused() -> None:
    posterior = fit(log_of(steady(2)))
    with pytest.raises(ValueError, match="one_rm_history"):
        posterior.one_rm("Bench", at=START - timedelta(days=1))
    with pytest.raises(ValueError, match="load is -1"):
        posterior.repetitions_to_failure("Bench", -1.0)
    with pytest.raises(ValueError, match="load is 0 kg"):
        posterior.repetitions_to_failure("Bench", 0.0)
    with pytest.raises(ValueError, match="sets before"):
        posterior.repetitions_to_failure("Bench", 80.0, after_sets=-1)
    with pytest.raises(ValueError, match="probability"):
        posterior.load_for("Bench", 5, probability=1.0)
    with pytest.raises(ValueError, match="repetitions are 0"):
        posterior.load_for("Bench", 0)
    with pytest.raises(ValueError, match="number of sets"):
        posterior.rep_loss("Bench", sets=0)
    with pytest.raises(ValueError, match="log is empty"):
        _ = fit(Log()).last_session


def test_a_date_is_as_good_as_a_time() -> None:
    posterior = fit(log_of(steady(2)))
    assert posterior.one_rm("Bench", at=date(2024, 4, 1)).median > 0.0
    assert posterior.one_rm("Bench", at=datetime(2024, 4, 1, 12)).median > 0.0


def test_the_history_has_a_row_for_every_session_and_narrows_towards_more_evidence() -> None:
    history = fit(log_of(steady(12))).one_rm_history("Bench")
    assert len(history.at) == len(history.quantiles) == 12
    width = history.column(0.9) - history.column(0.1)
    assert width[6] < width[0]
    assert (np.diff(history.quantiles, axis=1) > 0.0).all()


def test_the_level_follows_a_lifter_who_gets_stronger() -> None:
    rows = [Row(4.0 * number, 80.0 + 1.25 * number, 8) for number in range(30)]
    history = fit(log_of(rows)).one_rm_history("Bench")
    grown = history.column(0.5)[-1] / history.column(0.5)[0]
    # A gain of 1.5 % a session for four months is more than a walk expects: it is followed with a lag.
    assert grown == pytest.approx((80.0 + 1.25 * 29) / 80.0, rel=0.08)
    assert history.column(0.9)[-1] > history.column(0.5)[0] * (80.0 + 1.25 * 29) / 80.0


def test_body_mass_turns_repetitions_into_a_level_and_its_lack_widens_it() -> None:
    rows = [Row(4.0 * number, None, 10, exercise="Pull Up") for number in range(8)]
    traits = {"Pull Up": ExerciseTraits("pull-up", moved_share=1.0)}
    known = fit(log_of(rows, body_mass_kg=80.0), traits=traits)
    unknown = fit(log_of(rows), traits=traits)
    assert known.evidence("Pull Up").basis == unknown.evidence("Pull Up").basis == "added to the body"
    assert "body mass" in unknown.evidence("Pull Up").certainty
    assert known.one_rm("Pull Up").median == pytest.approx(80.0 * (np.exp(0.0266 * 9.0) - 1.0), rel=0.5)
    assert unknown.one_rm("Pull Up").sd > known.one_rm("Pull Up").sd
    for posterior in (known, unknown):
        low, high = posterior.repetitions_to_failure("Pull Up", 0.0).interval(0.8)
        assert low <= 10 <= high
    added = [one.repetitions_to_failure("Pull Up", 10.0).mean for one in (known, unknown)]
    assert added[0] < 9.0
    assert added[1] < 9.0


def test_more_help_of_a_machine_gives_more_repetitions() -> None:
    rows = [Row(4.0 * number, 30.0, 8, exercise="Assisted") for number in range(6)]
    traits = {"Assisted": ExerciseTraits("assisted", moved_share=1.0, is_assisted=True)}
    posterior = fit(log_of(rows, body_mass_kg=80.0), traits=traits)
    assert posterior.evidence("Assisted").basis == "assistance"
    means = [posterior.repetitions_to_failure("Assisted", help_kg).mean for help_kg in (20.0, 30.0, 40.0)]
    assert means == sorted(means)
    assert posterior.load_for("Assisted", 8).load_kg == pytest.approx(30.0, abs=4.0)
    assert posterior.load_for("Assisted", 12).load_kg > posterior.load_for("Assisted", 6).load_kg
    assert posterior.rep_loss("Assisted").load_kg == 30.0


def test_the_evidence_counts_what_was_seen_and_says_so_in_words() -> None:
    rows = [
        warm_up(0, 40.0, 8),
        Row(0, 80.0, 8),
        Row(0, 80.0, 8, None, rir=1.0),
        stopped(0, 80.0, 6),
        Row(0, 80.0, None),
    ]
    evidence = fit(log_of(rows)).evidence("Bench")
    assert (evidence.sets, evidence.failures, evidence.reports, evidence.not_observed) == (3, 1, 1, 1)
    assert evidence.first == evidence.last == START
    assert "1 failure logged" in evidence.certainty
    silent = fit(log_of([stopped(0, 80.0, 8)])).evidence("Bench").certainty
    assert silent.startswith("unanchored")
    assert "no failure and no reserve logged yet" in silent
    idle = fit(log_of([*steady(3), replace(steady(1)[0], day=80.0, exercise="Row")])).evidence("Bench").certainty
    assert "72 days before the end" in idle
    assert "only warm-ups" in fit(log_of([warm_up(0, 40.0, 8)])).evidence("Bench").certainty


def test_logging_failures_makes_the_forecast_surer_than_stopping_without_a_word() -> None:
    silent = [replace(row, ending=None) for row in steady(8)]
    failed, stopped = (fit(log_of(rows)).repetitions_to_failure("Bench", 80.0) for rows in (steady(8), silent))
    assert failed.interval(0.8)[1] - failed.interval(0.8)[0] < stopped.interval(0.8)[1] - stopped.interval(0.8)[0]


def test_next_session_loads_fall_over_the_sets() -> None:
    answers = fit(log_of(steady(6))).next_session_loads("Bench", [8, 8, 8], probability=0.7)
    loads = [answer.load_kg for answer in answers]
    assert loads == sorted(loads, reverse=True)
    assert loads[0] > loads[-1]
