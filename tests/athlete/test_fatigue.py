"""What rest, work and other muscles may and may not do to fatigue."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.athlete import MUSCLES, FatigueState, Involvement, Part, Work, channels_of, effort_dose, felt_in
from momentary.parameters import level_prior
from momentary.quantities import Muscle

PRIOR = level_prior().fatigue
CHANNELS = channels_of(PRIOR)
LAW = PRIOR.doses
CHEST = Involvement.of({Muscle.CHEST: 1.0, Muscle.TRICEPS: 0.5})
SQUAT = Involvement.of({Muscle.QUADRICEPS: 1.0, Muscle.GLUTES: 1.0})

Works = list[tuple[float, int, float, float, bool, Involvement]]

WORKS = st.lists(
    st.tuples(
        st.floats(0.0, 3.0), st.integers(1, 30), st.floats(0.0, 8.0), st.floats(0.3, 1.0), st.booleans(),
        st.sampled_from([CHEST, SQUAT]),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


def state_after(works: Works) -> FatigueState:
    """The state after some segments, each so many days after the one before."""
    state, time = FatigueState.rested(CHANNELS), 20_000.0
    for number, (gap, count, left, share, lowering, muscles) in enumerate(works):
        time += gap
        work = Work(time, number, count, left, share, lowering)
        state.add(work, muscles, channels=CHANNELS, law=LAW)
    return state


def all_of(state: FatigueState) -> np.ndarray:
    """Every fatigue of a state in one row; adaptation is none."""
    kept = CHANNELS.part[: CHANNELS.muscular] != Part.ADAPTATION
    return np.concatenate([state.muscular[:, kept].ravel(), state.neural])


@given(WORKS, st.floats(0.0, 400.0))
def test_rest_never_raises_fatigue(works: Works, days: float) -> None:
    state = state_after(works)
    before = all_of(state)
    state.rest_until(state.time + days, channels=CHANNELS, law=LAW)
    assert (all_of(state) <= before + 1e-15).all()


@given(WORKS)
def test_a_year_of_absence_leaves_nothing(works: Works) -> None:
    state = state_after(works)
    state.rest_until(state.time + 365.0, channels=CHANNELS, law=LAW)
    assert all_of(state).max() < 1e-3


@given(WORKS, st.integers(1, 30), st.floats(0.0, 8.0), st.floats(0.3, 1.0))
def test_another_set_never_lowers_fatigue(works: Works, count: int, left: float, share: float) -> None:
    state = state_after(works)
    more = state.copy()
    more.add(Work(state.time, state.session, count, left, share), CHEST, channels=CHANNELS, law=LAW)
    assert (all_of(more) >= all_of(state)).all()


@given(WORKS, st.integers(1, 29), st.floats(0.0, 8.0), st.floats(0.3, 1.0))
def test_more_repetitions_or_fewer_left_never_tire_less(works: Works, count: int, left: float, share: float) -> None:
    fewer, more = state_after(works), state_after(works)
    for state, done, spare in ((fewer, count, left + 1.0), (more, count + 1, left)):
        state.add(Work(state.time, state.session, done, spare, share), SQUAT, channels=CHANNELS, law=LAW)
    assert (all_of(more) >= all_of(fewer) - 1e-12).all()


@given(WORKS)
def test_the_same_session_with_one_set_more_leaves_more(works: Works) -> None:
    together = [(0.002 * (number > 0), *one[1:]) for number, one in enumerate(works)]
    state, more = FatigueState.rested(CHANNELS), FatigueState.rested(CHANNELS)
    for one, extra in ((state, []), (more, together[:1])):
        time = 20_000.0
        for gap, count, left, share, lowering, muscles in [*together, *extra]:
            time += gap
            one.add(Work(time, 0, count, left, share, lowering), muscles, channels=CHANNELS, law=LAW)
    more.rest_until(20_002.0, channels=CHANNELS, law=LAW)
    state.rest_until(20_002.0, channels=CHANNELS, law=LAW)
    assert (all_of(more) >= all_of(state) - 1e-15).all()


def test_a_muscle_that_was_not_worked_is_touched_through_the_neural_state_alone() -> None:
    state = state_after([(0.0, 3, 0.0, 0.93, False, SQUAT)] * 5)
    chest = MUSCLES.index(Muscle.CHEST)
    assert not state.muscular[chest].any()
    felt = felt_in(state, CHEST)
    assert not felt[: CHANNELS.muscular].any()
    assert (felt[CHANNELS.muscular :] > 0.0).sum() >= 4


def test_heavy_sets_tire_the_nerves_more_than_light_ones_of_as_many_repetitions() -> None:
    heavy, light = (state_after([(0.0, 5, 0.0, share, False, SQUAT)]) for share in (0.9, 0.6))
    assert (heavy.neural[:4] > 2.0 * light.neural[:4]).all()


def test_a_full_set_of_its_own_exercise_counts_one() -> None:
    state = FatigueState.rested(CHANNELS)
    state.add(Work(20_000.0, 0, 10.0, 0.0, 0.787), CHEST, channels=CHANNELS, law=LAW)
    residual = CHANNELS.places(Part.RESIDUAL)
    assert felt_in(state, CHEST)[residual] == pytest.approx(effort_dose(10.0, 0.0, 0.787, law=LAW))
    assert effort_dose(10.0, 0.0, 0.787, law=LAW) == pytest.approx(1.0, abs=0.06)


def test_damage_is_of_unaccustomed_work_and_the_next_bout_does_less() -> None:
    places = CHANNELS.places(Part.DAMAGE)
    chest = MUSCLES.index(Muscle.CHEST)
    state = FatigueState.rested(CHANNELS)
    state.guard[:] = 0.0
    added = []
    for number in range(3):
        before = state.copy()
        before.rest_until(20_000.0 + 14.0 * number, channels=CHANNELS, law=LAW)
        for place in range(5):
            work = Work(20_000.0 + 14.0 * number + 0.003 * place, number, 10.0, 0.0, 0.787)
            state.add(work, CHEST, channels=CHANNELS, law=LAW)
        added.append(float((state.muscular[chest, places] - before.muscular[chest, places]).mean()))
    assert added[0] > 2.0 * added[1] > 0.0
    assert added[2] < added[0]
    lowered = FatigueState.rested(CHANNELS)
    lowered.add(Work(20_000.0, 0, 10.0, 0.0, 0.787, lowering=True), CHEST, channels=CHANNELS, law=LAW)
    usual = FatigueState.rested(CHANNELS)
    usual.add(Work(20_000.0, 0, 10.0, 0.0, 0.787), CHEST, channels=CHANNELS, law=LAW)
    assert (lowered.muscular[chest, places] > 3.0 * usual.muscular[chest, places]).all()


def test_fatigue_accumulates_over_weeks_only_above_the_usual() -> None:
    weeks = CHANNELS.places(Part.NEURAL_ACCUMULATED).start - CHANNELS.muscular

    def after(sets_by_day: list[int]) -> float:
        state = FatigueState.rested(CHANNELS)
        for day, sets in enumerate(sets_by_day):
            for place in range(sets):
                work = Work(20_000.0 + day + 0.003 * place, day, 5.0, 0.0, 0.9)
                state.add(work, SQUAT, channels=CHANNELS, law=LAW)
        return float(state.neural[weeks:].sum())

    steady, overloaded = after([4] * 120), after([4] * 106 + [12] * 14)
    assert overloaded > 5.0 * max(steady, 0.1)


def test_half_lives_between_channels_are_mixed_of_their_neighbours() -> None:
    places = CHANNELS.places(Part.RESIDUAL)
    nodes = CHANNELS.half_life[places]
    shares = CHANNELS.shares(Part.RESIDUAL, np.array([nodes[1], np.sqrt(nodes[1] * nodes[2]), 100.0]))
    assert shares.sum(axis=1) == pytest.approx(1.0)
    assert shares[0].tolist() == pytest.approx([0.0, 1.0, 0.0, 0.0])
    assert shares[1].tolist() == pytest.approx([0.0, 0.5, 0.5, 0.0])
    assert shares[2].tolist() == pytest.approx([0.0, 0.0, 0.0, 1.0])


@given(WORKS, st.floats(0.0, 60.0), st.floats(0.0, 1.0))
def test_looking_at_the_state_on_the_way_changes_nothing(works: Works, days: float, share: float) -> None:
    at_once, looked_at = state_after(works), state_after(works)
    later = at_once.time + days
    looked_at.rest_until(at_once.time + share * days, channels=CHANNELS, law=LAW)
    for state in (at_once, looked_at):
        state.add(Work(later, 99, 8.0, 0.0, 0.8), CHEST, channels=CHANNELS, law=LAW)
    assert all_of(looked_at) == pytest.approx(all_of(at_once), rel=1e-9, abs=1e-12)
    assert looked_at.guard == pytest.approx(at_once.guard)
