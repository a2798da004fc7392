"""What first sets say of fatigue, against dense linear algebra and against lifters whose fatigue is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from momentary.athlete import Involvement, Part, Work, channels_of
from momentary.athlete.tired_lifter import EXERCISES, tired_lifter
from momentary.inference import ExerciseTraits, fit, forecast_steps, observations
from momentary.inference.fatigue import (
    BURN_IN_DAYS,
    LARGEST_SHIFT,
    FatigueMemory,
    Opening,
    gains_of,
    prior_gains,
    shift_of,
)
from momentary.inference.persons import draw_persons
from momentary.inference.records import RULE_OF_THUMB
from momentary.parameters import level_prior
from momentary.quantities import Log, Muscle
from tests.inference.logs import Row, log_of, stopped

PRIOR = level_prior()
FATIGUE = PRIOR.fatigue
TRAITS = {name: ExerciseTraits(name, shares=tuple(muscles.items())) for name, muscles in EXERCISES.items()}
CHEST = Involvement.of({Muscle.CHEST: 1.0})


def openings(count: int, *, seed: int = 1) -> list[tuple[Work, Opening]]:
    """First sets of one exercise at ten repetitions or so, days apart."""
    rng, time, result = np.random.default_rng(seed), 20_000.0, []
    for session in range(count):
        time += float(rng.choice([1.0, 2.0, 4.0]))
        count_done = 10.0
        opening = Opening(4.0 + 0.05 * float(rng.standard_normal()), count_done, is_known=True)
        result.append((Work(time, session, count_done, 0.0, 0.8), opening))
    return result


def test_evidence_of_an_exercise_is_that_of_generalised_least_squares() -> None:
    memory = FatigueMemory.rested(PRIOR)
    table, shown, times = [], [], []
    for work, opening in openings(60):
        table.append(memory.channels.sign * memory._felt_at(CHEST, work.time))
        shown.append(opening.log_moved + RULE_OF_THUMB * (opening.possible - 1.0))
        times.append(work.time)
        memory.take(0, CHEST, work, opening)
    x, y, at = np.array(table), np.array(shown), np.array(times)
    # A random walk from an unknown level, days of their own and shared, and the error of sets, all in one matrix.
    gaps = np.diff(at)
    steps = PRIOR.gap_variance(gaps)
    walk = np.concatenate([[0.0], np.cumsum(steps)])
    cov = np.minimum(walk[:, None], walk[None])
    error = RULE_OF_THUMB * (PRIOR.noise_rep + PRIOR.noise_growth * 9.0)
    cov += (error**2 + PRIOR.day_sd**2) * np.eye(len(at))
    known = at - at[0] > BURN_IN_DAYS
    # The first weeks give the level, not the fatigue: condition the later ones on them.
    late, early = np.flatnonzero(known), np.flatnonzero(~known)
    vague = cov + 1e6
    weight = np.linalg.solve(vague[np.ix_(early, early)], vague[np.ix_(early, late)]).T
    left = vague[np.ix_(late, late)] - weight @ vague[np.ix_(early, late)]
    residual_x, residual_y = x[late] - weight @ x[early], y[late] - weight @ y[early]
    precision = residual_x.T @ np.linalg.solve(left, residual_x)
    pull = residual_x.T @ np.linalg.solve(left, residual_y)
    told = memory.known()
    scale = np.abs(precision).max()
    assert told.precision == pytest.approx(precision, abs=1e-3 * scale)
    assert told.pull == pytest.approx(pull, abs=1e-3 * np.abs(pull).max())


def test_the_shared_day_is_taken_out_of_the_sets_of_a_session() -> None:
    memory = FatigueMemory.rested(PRIOR)
    evidence = memory.evidence.copy()
    rng = np.random.default_rng(2)
    felt, miss, sd = rng.standard_normal((5, len(memory.channels))), rng.standard_normal(5) * 0.05, np.full(5, 0.04)
    for row in range(5):
        evidence.add(felt[row], float(miss[row]), float(sd[row]), session=3, day_var=0.001)
    told = evidence.closed(day_var=0.001)
    inverse = np.linalg.inv(np.diag(sd**2) + 0.001)
    assert told.precision == pytest.approx(felt.T @ inverse @ felt)
    assert told.pull == pytest.approx(felt.T @ inverse @ miss)
    mean, before = prior_gains(FATIGUE)
    assert told.mean == pytest.approx(np.linalg.solve(before + told.precision, before @ mean + told.pull))


def test_a_stop_says_nothing_of_the_gains() -> None:
    memory, stopped = FatigueMemory.rested(PRIOR), FatigueMemory.rested(PRIOR)
    for work, opening in openings(40):
        memory.take(0, CHEST, work, opening)
        stopped.take(0, CHEST, work, replace(opening, is_known=False))
    assert memory.known().sets > 10
    assert stopped.known().sets == 0
    assert stopped.known().mean == pytest.approx(prior_gains(FATIGUE)[0])


def test_another_machine_teaches_nothing_of_fatigue() -> None:
    memory, moved = FatigueMemory.rested(PRIOR), FatigueMemory.rested(PRIOR)
    for number, (work, opening) in enumerate(openings(60)):
        memory.take(0, CHEST, work, opening)
        jump = 0.7 if number == 40 else 0.0 if number < 40 else 0.7
        moved.take(0, CHEST, work, replace(opening, log_moved=opening.log_moved + jump))
    assert moved.known().sets == memory.known().sets - 1


def test_forecasts_are_never_moved_further_than_the_bound() -> None:
    memory = FatigueMemory.rested(PRIOR)
    far = 1e3 * np.ones(len(memory.channels))
    every = replace(FATIGUE, residual=replace(FATIGUE.residual, shown=1.0))
    assert shift_of(-far, memory.evidence.mean, channels=channels_of(every)) == -LARGEST_SHIFT
    assert shift_of(far, memory.evidence.mean, channels=channels_of(every)) == LARGEST_SHIFT


def test_a_log_cut_anywhere_is_forecast_alike_up_to_there() -> None:
    log = tired_lifter(np.random.default_rng(4), prior=FATIGUE, sessions=30).log
    records = observations(log, TRAITS)
    whole = forecast_steps(records, np.arange(len(records)), prior=PRIOR)
    part = observations(Log(log.sessions[:20]), TRAITS)
    cut = forecast_steps(part, np.arange(len(part)), prior=PRIOR)
    assert len(cut.rows) > 100
    assert cut.pmf == pytest.approx(whole.pmf[: len(cut.rows)], abs=1e-12)


def test_muscles_matter_to_forecasts_of_first_sets_alone() -> None:
    log = tired_lifter(np.random.default_rng(4), prior=FATIGUE, sessions=40).log
    with_muscles = observations(log, TRAITS)
    without = observations(log)
    rows = np.arange(len(without))
    tired, blind = (forecast_steps(one, rows, prior=PRIOR) for one in (with_muscles, without))
    is_moved = np.abs(tired.pmf - blind.pmf).max(axis=1) > 1e-9
    is_first = with_muscles.sets_before[tired.rows] == 0
    assert is_moved[is_first].mean() > 0.5
    assert not is_moved[~is_first].any()


def test_persons_without_evidence_are_those_of_the_prior() -> None:
    persons = draw_persons(FATIGUE, FatigueMemory.rested(PRIOR).known())
    for part in Part:
        assert np.log(persons.gain(part)).mean() == pytest.approx(np.log(FATIGUE.of(part).gain), abs=0.15)
        assert persons.learnt(part) < 0.15


def test_persons_are_those_that_fit_sharp_evidence() -> None:
    evidence = FatigueMemory.rested(PRIOR).known()
    steps = np.zeros((1, len(Part)))
    steps[0, Part.RESIDUAL] = 1.2
    truth = gains_of(FATIGUE, steps, np.zeros((1, len(Part))))[0]
    evidence.precision = 1e6 * np.eye(len(truth))
    evidence.pull = evidence.precision @ truth
    persons = draw_persons(FATIGUE, evidence)
    gain = FATIGUE.residual.gain * np.exp(1.2 * FATIGUE.residual.gain_log_sd)
    assert np.median(persons.gain(Part.RESIDUAL)) == pytest.approx(gain, rel=0.15)
    assert persons.learnt(Part.RESIDUAL) > 0.8


@pytest.mark.slow
def test_intervals_of_gain_and_half_life_hold_the_truth_of_synthetic_lifters() -> None:
    held = []
    for seed in range(40):
        one = tired_lifter(np.random.default_rng(seed), prior=FATIGUE)
        persons = fit(one.log, traits=TRAITS).tiredness.persons()
        for values, truth in (
            (persons.gain(Part.RESIDUAL), one.gain[Part.RESIDUAL]),
            (persons.half_life(Part.RESIDUAL), one.half_life[Part.RESIDUAL]),
            (persons.gain(Part.NEURAL_RESIDUAL), one.gain[Part.NEURAL_RESIDUAL]),
        ):
            held.append(0.1 <= (values < truth).mean() <= 0.9)
    # 120 intervals of 80 %: fewer than 84 or more than 110 held would come by chance once in a thousand.
    assert 84 <= sum(held) <= 110


def test_a_long_gap_brings_the_forecast_of_rested_muscles() -> None:
    one = tired_lifter(np.random.default_rng(4), prior=FATIGUE, sessions=40)
    posterior = fit(one.log, traits=TRAITS)
    memory = posterior.fatigue
    bench = Involvement.of(EXERCISES["bench"])
    index = next(i for i, trait in enumerate(posterior.tiredness.records.traits) if trait.key == "bench")
    soon, later = (
        memory._felt_at(bench, memory.state.time + days)[memory.channels.places(Part.RESIDUAL)].sum()
        for days in (0.1, 30.0)
    )
    assert soon > 0.0
    assert later < 1e-3 * max(soon, 1e-9) + 1e-6
    # Rested muscles give more than as usual: their shift goes up with the days.
    shifts = [memory.shift(index, bench, time=memory.state.time + days) for days in (0.1, 1.0, 3.0)]
    assert shifts == sorted(shifts)
    assert shifts[0] < shifts[-1]


def test_a_full_repeat_that_was_stopped_raises_the_lower_end_and_says_nothing_of_fatigue() -> None:
    rows = [Row(7.0 * week, 80.0, count) for week in range(10) for count in (8, 7)]
    before = fit(log_of(rows))
    after = fit(log_of([*rows, stopped(70.0, 80.0, 8)]))
    at = after.last_session + timedelta(days=1)
    key = before.exercises[0]
    assert after.one_rm(key, at=at).quantile(0.1) > before.one_rm(key, at=at).quantile(0.1)
    assert after.fatigue.known().precision == pytest.approx(before.fatigue.known().precision)
    assert after.fatigue.known().pull == pytest.approx(before.fatigue.known().pull)
