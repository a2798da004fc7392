"""Rest brings a pool back, a tired drive lowers what can be reached, and neither touches the published model."""

from __future__ import annotations

import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.muscle import (
    FullDrive,
    MotorUnitPool,
    PoolState,
    TiringDrive,
    TwoPartRecovery,
    double,
    drive,
    endurance_times_s,
    fresh,
    hold,
    published_pool,
    reach,
    rest,
    sustain,
)

PUBLISHED = published_pool()
RESTING = published_pool(recovery=TwoPartRecovery.assumed())
TIRING = published_pool(recovery=TwoPartRecovery.assumed(), central=TiringDrive.assumed())
REACH, REST, DRIVE, HOLD = jax.jit(reach), jax.jit(rest), jax.jit(drive), jax.jit(hold)
DAY_S = 86_400.0
PARTS = ("fast_loss", "slow_loss")

bouts = st.lists(st.tuples(st.floats(0.05, 1.2), st.sampled_from([0, 10, 40])), min_size=1, max_size=5)
waits = st.lists(st.floats(0.1, 2.0 * DAY_S), min_size=2, max_size=8)


def tired(pool: MotorUnitPool, efforts: list[tuple[float, int]]) -> PoolState:
    """A pool after bouts of 40 steps at a force, each after a silence; all courses are of one length."""
    course = [force for effort, silence in efforts for force in [0.0] * silence + [effort] * 40]
    after, _ = sustain(pool, [0.0] * (400 - len(course)) + course)
    return after


def reached(pool: MotorUnitPool, state: PoolState) -> tuple[float, float]:
    now = REACH(pool, state)
    return float(now.capacity), float(now.reachable)


@given(bouts, waits)
@settings(max_examples=30)
def test_capacity_returns_monotonically(efforts: list[tuple[float, int]], rests: list[float]) -> None:
    for pool in (RESTING, TIRING):
        with double():
            state = tired(pool, efforts)
            seen = [reached(pool, state)]
            for seconds in rests:
                state = REST(pool, state, seconds=seconds)
                seen.append(reached(pool, state))
        assert np.all(np.diff(np.array(seen), axis=0) >= -1e-12)


@pytest.mark.parametrize("pool", [RESTING, TIRING], ids=["recovery", "recovery and drive"])
def test_capacity_returns_to_one_with_a_long_rest(pool: MotorUnitPool) -> None:
    after, samples = sustain(pool, [1.0] * 3000)
    with double():
        seen = [reached(pool, after)[1]]
        for _ in range(30):
            after = REST(pool, after, seconds=DAY_S)
            seen.append(reached(pool, after)[1])
    assert float(samples.force[-1]) < 0.4
    assert np.all(np.diff(seen) >= 0.0)
    assert seen[-1] == pytest.approx(1.0, abs=1e-9)


@given(st.floats(1.0, 5000.0), st.floats(0.01, 0.99))
@settings(max_examples=30)
def test_a_rest_in_two_parts_is_one_rest(seconds: float, share: float) -> None:
    with double():
        after, _ = sustain(TIRING, [0.9] * 300)
        whole = REST(TIRING, after, seconds=seconds)
        halves = REST(TIRING, REST(TIRING, after, seconds=share * seconds), seconds=(1.0 - share) * seconds)
    for one, other in zip(jax.tree.leaves(whole), jax.tree.leaves(halves), strict=True):
        assert np.asarray(one) == pytest.approx(np.asarray(other), abs=1e-12)


def test_a_rest_is_what_silent_steps_add_up_to() -> None:
    with double():
        after, _ = sustain(TIRING, [0.9] * 300)
        stepped, _ = sustain(TIRING, [0.0] * 600, state=after)
        rested = REST(TIRING, after, seconds=60.0)
        assert reached(TIRING, rested) == pytest.approx(reached(TIRING, stepped), abs=1e-9)


def test_minutes_bring_back_the_fast_part_and_only_hours_the_slow_one() -> None:
    law = RESTING.recovery
    assert isinstance(law, TwoPartRecovery)
    with double():
        after, _ = sustain(RESTING, [1.0] * 300)
        soon, later = (jax.device_get(REST(RESTING, after, seconds=one)) for one in (300.0, 2.0 * DAY_S))
    fast, slow = (np.array([np.sum(getattr(one, part)) for one in (after, soon, later)]) for part in PARTS)
    assert fast[0] / (fast[0] + slow[0]) == pytest.approx(float(law.fast_share), abs=0.05)
    assert fast[1] < 0.03 * fast[0]
    assert slow[1] > 0.99 * slow[0]
    assert slow[2] < 0.02 * slow[0]


def test_recovery_changes_nothing_while_every_unit_works() -> None:
    _, published = sustain(PUBLISHED, [1.0] * 600)
    _, resting = sustain(RESTING, [1.0] * 600)
    assert np.asarray(resting.force) == pytest.approx(np.asarray(published.force), abs=1e-12)


def test_without_recovery_no_rest_brings_anything_back() -> None:
    with double():
        after, _ = sustain(PUBLISHED, [0.9] * 300)
        rested = REST(PUBLISHED, after, seconds=DAY_S)
    assert np.array_equal(np.asarray(rested.slow_loss), np.asarray(after.slow_loss))


def test_sets_to_failure_grow_shorter_with_short_rests_and_less_with_long_ones() -> None:
    def second_set_s(rest_s: float) -> float:
        with double():
            state = fresh(TIRING)
            failed = False
            while not failed:
                state, sample = HOLD(TIRING, state, 0.75, dt_s=0.1)
                failed = bool(sample.failed)
            state = REST(TIRING, state, seconds=rest_s)
        return float(endurance_times_s(TIRING, 0.75, state=state))

    first = float(endurance_times_s(TIRING, 0.75))
    times = [second_set_s(rest_s) for rest_s in (15.0, 60.0, 180.0, 2.0 * DAY_S)]
    assert times == sorted(times)
    assert times[0] < 0.5 * first
    assert times[-1] == pytest.approx(first, rel=0.05)


def lowered(ceiling: float, pool: MotorUnitPool = PUBLISHED) -> PoolState:
    """A rested muscle under a drive that was tired from outside."""
    state = fresh(pool)
    return PoolState(**{**vars(state), "central_acute": state.central_acute + (1.0 - ceiling)})


@given(st.floats(0.05, 1.0), st.floats(0.1, 1.2))
@settings(max_examples=30)
def test_no_excitation_passes_the_ceiling_of_the_drive(ceiling: float, target: float) -> None:
    with double():
        state = lowered(ceiling)
        _, held = HOLD(PUBLISHED, state, target, dt_s=0.1)
        _, driven = DRIVE(PUBLISHED, state, 1.0, dt_s=0.1)
    # A ceiling within a thousandth of a step of the grid below a step is that step.
    highest = ceiling + 1e-3 / float(PUBLISHED.top)
    assert float(held.excitation) <= highest
    assert float(driven.excitation) <= highest
    assert bool(held.failed) == (float(held.reachable) < target * (1.0 - 1e-12))
    assert float(driven.force) == pytest.approx(float(held.reachable), abs=1e-12)


def test_a_lower_ceiling_fails_sooner_and_tires_no_muscle() -> None:
    with double():
        states = [lowered(ceiling) for ceiling in (1.0, 0.95, 0.9, 0.8)]
        times = [float(endurance_times_s(PUBLISHED, 0.5, state=state)) for state in states]
        capacities = [reached(PUBLISHED, state)[0] for state in states]
    assert times == sorted(times, reverse=True)
    assert times[-1] < 0.9 * times[0]
    assert capacities == pytest.approx([1.0] * 4, abs=1e-12)


def test_a_drive_without_anything_left_moves_nothing() -> None:
    with double():
        _, sample = HOLD(PUBLISHED, lowered(0.0), 0.5, dt_s=0.1)
    assert float(sample.force) == 0.0
    assert bool(sample.failed)


def test_effort_lowers_the_ceiling_and_two_minutes_bring_most_of_it_back() -> None:
    with double():
        after, _ = sustain(TIRING, [1.0] * 600)
        tired_ceiling = float(REACH(TIRING, after).ceiling)
        after = REST(TIRING, after, seconds=120.0)
        rested_ceiling = float(REACH(TIRING, after).ceiling)
    assert tired_ceiling < 0.9
    assert 1.0 - rested_ceiling < 0.15 * (1.0 - tired_ceiling)


def test_the_published_drive_never_tires() -> None:
    _, samples = sustain(published_pool(central=FullDrive()), [1.0] * 600)
    assert np.all(np.asarray(samples.ceiling) == 1.0)
