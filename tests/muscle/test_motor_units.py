"""The pool of motor units is the published one, step for step."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.muscle import (
    MotorUnitPool,
    double,
    drive,
    endurance_times_s,
    fresh,
    hold,
    potvin2017,
    published_pool,
    reach,
    sustain,
)
from tests.muscle import naive

POOL = published_pool()
HOLD = jax.jit(hold)


def test_endurance_times_are_the_published_ones(shared: Path) -> None:
    with (shared / "science" / "potvin2017_et.csv").open(encoding="utf-8") as table:
        rows = [(float(row["target_MVC"]), float(row["model_ET_s"])) for row in csv.DictReader(table)]
    times = endurance_times_s(POOL, [target for target, _ in rows])
    assert times == pytest.approx([time for _, time in rows], abs=0.01)


def test_the_published_constants_are_those_of_the_table(shared: Path) -> None:
    with (shared / "science" / "potvin2017_params.csv").open(encoding="utf-8") as table:
        values = {row["symbol"]: float(row["value"]) for row in csv.DictReader(table)}
    p = potvin2017
    pairs = {
        "nu": p.UNITS, "samprate": p.SAMPLE_RATE, "res": p.EXCITATION_STEPS, "r": p.THRESHOLD_RANGE,
        "fat": p.FATIGABILITY_RANGE, "FatFac": p.FATIGUE_RATE, "tau": p.ADAPTATION_TIME, "adaptSF": p.ADAPTATION,
        "ctSF": p.SLOWING, "minfr": p.MINIMUM_RATE, "pfr1": p.PEAK_RATE_FIRST, "pfrL": p.PEAK_RATE_LAST,
        "mir": p.RATE_GAIN, "rp": p.TWITCH_RANGE, "rt": p.CONTRACTION_RANGE,
    }  # fmt: skip
    assert {name: number.value for name, number in pairs.items()} == {name: values[name] for name in pairs}
    assert values["tL"] == 1000.0 * p.CONTRACTION_TIME.value
    assert float(np.asarray(POOL.top)) == 100.0 * values["maxex"]
    twitches = 1.0 / np.asarray(POOL.twitch_share)[0]
    assert twitches == pytest.approx(values["maxP"], abs=0.01)


@pytest.mark.parametrize("intensity", [0.1, 0.15, 0.3, 0.37, 0.4, 0.6, 0.7, 0.85, 0.9, 0.99, 1.0])
def test_endurance_agrees_with_the_naive_pool_to_the_step(intensity: float) -> None:
    expected = naive.run([intensity] * 40_000, until_failure=True).endurance_s
    assert float(endurance_times_s(POOL, intensity)) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    "course",
    [
        pytest.param([1.0] * 1200, id="maximal for two minutes"),
        pytest.param(list(np.linspace(0.0, 1.0, 300)) + list(np.linspace(1.0, 0.0, 300)), id="up and down"),
        pytest.param(([0.6] * 30 + [0.0] * 15) * 12, id="repetitions"),
        pytest.param(list(np.random.default_rng(5).uniform(0.0, 1.3, 400)), id="erratic, beyond reach too"),
    ],
)
def test_any_course_agrees_with_the_naive_pool(course: list[float]) -> None:
    expected = naive.run(course)
    after, samples = sustain(POOL, course)
    assert np.asarray(samples.excitation) == pytest.approx(expected.excitation, abs=1e-12)
    assert np.asarray(samples.force) == pytest.approx(expected.force, abs=1e-11)
    assert np.asarray(samples.published_capacity) == pytest.approx(expected.capacity, abs=1e-11)
    assert 1.0 - np.asarray(after.fast_loss + after.slow_loss) == pytest.approx(expected.left, abs=1e-11)


@given(st.lists(st.floats(0.0, 1.5, allow_subnormal=False), min_size=2, max_size=12))
@settings(max_examples=25)
def test_the_excitation_found_is_the_least_that_is_enough(targets: list[float]) -> None:
    with double():
        state = fresh(POOL)
        for target in targets:
            before = state
            state, sample = HOLD(POOL, state, target, dt_s=0.1)
            steps = round(float(sample.excitation) * float(np.asarray(POOL.top)))
            assert sample.failed == (float(sample.force) < target * (1.0 - 1e-12))
            if steps > 1 and not bool(sample.failed):
                _, less = drive(POOL, before, (steps - 1) / POOL.top, dt_s=0.1)
                assert float(less.force) < target


def test_units_are_recruited_from_slow_to_fast_and_their_forces_add_up() -> None:
    _, samples = sustain(POOL, np.linspace(0.0, 1.0, 200))
    active = np.asarray(samples.active)
    assert not np.any(np.diff(active.astype(int), axis=1) > 0)
    assert active[0].sum() == 0
    assert active[-1].all()
    assert np.asarray(samples.unit_force).sum(axis=1) == pytest.approx(np.asarray(samples.force), abs=1e-12)


def test_a_rested_pool_reaches_exactly_its_maximum() -> None:
    with double():
        now = reach(POOL, fresh(POOL))
    assert float(now.reachable) == pytest.approx(1.0, abs=1e-12)
    assert float(now.capacity) == pytest.approx(1.0, abs=1e-12)
    assert float(now.ceiling) == 1.0


def test_half_the_step_gives_nearly_the_same_endurance() -> None:
    assert float(endurance_times_s(POOL, 0.5, dt_s=0.05)) == pytest.approx(95.5, rel=0.01)


def test_a_departure_from_a_published_constant_is_named_and_acts() -> None:
    slowed = potvin2017.FATIGUE_RATE.adjusted(factor=0.5, because="a test")
    pool = published_pool(fatigue_rate=slowed)
    assert slowed in pool.sources
    assert potvin2017.FATIGUE_RATE not in pool.sources
    assert float(endurance_times_s(pool, 0.5)) > 1.5 * 95.5


def _strength_after(pool: MotorUnitPool) -> jax.Array:
    state, _ = hold(pool, fresh(pool), 1.0, dt_s=0.1)
    state, _ = hold(pool, state, 1.0, dt_s=1.0)
    return reach(pool, state).strength


def test_pools_that_differ_only_in_numbers_run_side_by_side() -> None:
    rates = np.stack([np.asarray(POOL.fatigue_rate_per_s) * factor for factor in (0.8, 1.0, 1.25)])
    nowhere: MotorUnitPool = jax.tree_util.tree_map(lambda _: None, POOL)
    axes = replace(nowhere, fatigue_rate_per_s=0)
    with double():
        strengths = jax.vmap(_strength_after, in_axes=(axes,))(replace(POOL, fatigue_rate_per_s=rates))
    assert np.all(np.diff(np.asarray(strengths)) < 0.0)


def test_a_batch_gives_what_single_runs_give_however_it_is_run() -> None:
    intensities = np.array([[0.95, 0.6], [0.75, 0.85]])
    one_by_one = [[float(endurance_times_s(POOL, one)) for one in row] for row in intensities]
    assert endurance_times_s(POOL, intensities).tolist() == one_by_one
    assert endurance_times_s(POOL, intensities, together=4).tolist() == one_by_one
    assert endurance_times_s(POOL, intensities, together=3).tolist() == one_by_one


def test_what_is_never_failed_has_no_end() -> None:
    assert np.isinf(endurance_times_s(POOL, 0.0, longest_s=60.0))
    assert np.isinf(endurance_times_s(POOL, 0.2, longest_s=60.0))


@pytest.mark.parametrize("intensity", [-0.1, float("nan")])
def test_an_impossible_intensity_is_refused(intensity: float) -> None:
    with pytest.raises(ValueError, match="cannot be held"):
        endurance_times_s(POOL, [0.5, intensity])


def test_jax_keeps_its_precision_for_everybody_else() -> None:
    endurance_times_s(POOL, 0.9)
    assert jax.numpy.ones(1).dtype == np.float32


def test_without_double_precision_the_pool_still_runs() -> None:
    state, sample = HOLD(POOL, fresh(POOL), 0.5, dt_s=0.1)
    assert sample.force.dtype == np.float32
    assert float(sample.force) == pytest.approx(0.5, abs=1e-3)
    assert not bool(HOLD(POOL, state, 0.5, dt_s=0.1)[1].failed)
