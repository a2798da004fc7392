"""What is remembered of a lifter's recent sets, against plain counting."""

from __future__ import annotations

import math

import numpy as np
import pytest

from momentary.athlete import Cue
from momentary.inference import observations
from momentary.inference.fitting import filter_all
from momentary.inference.recalling import model_steps, recall
from momentary.inference.recollection import LOADS_KEPT, MOST_BEFORE, Done, Recollection, Running
from momentary.parameters import level_prior
from momentary.quantities import EndingKind
from tests.inference.logs import Row, log_of


def done(
    session: int, repetitions: float, *, load: float = 80.0, before: int = 0, is_failure: bool = True, day: float = 0.0
) -> Done:
    """A set, by default to failure."""
    return Done(session, day or 3.0 * session, load, math.log(load), before, repetitions, is_failure)


def test_a_running_mean_forgets_as_its_memory_says() -> None:
    running = Running(5.0)
    for value in (10.0, 6.0, 8.0):
        running.add(value)
    shares = [0.8**2, 0.8, 1.0]
    assert running.mean() == pytest.approx(np.average([10.0, 6.0, 8.0], weights=shares))
    assert running.mean(worth=3.0) == pytest.approx(np.dot([10.0, 6.0, 8.0], shares) / (sum(shares) + 3.0))
    assert running.sd(worth=0.0, of=0.0) == pytest.approx(
        math.sqrt(np.average((np.array([10.0, 6.0, 8.0]) - running.mean()) ** 2, weights=shares))
    )


def test_nothing_is_known_of_an_exercise_that_was_never_done() -> None:
    value, distance, age, misses, usual = Recollection().cues(0, done(1, 0.0))
    assert all(math.isnan(one) for one in value)
    assert distance == [0.0] * len(Cue)
    assert misses == [0.0, 0.0, 0.0]
    assert usual == 1.2
    assert age == [0.0] * len(Cue)


def test_each_cue_says_what_was_done() -> None:
    memory = Recollection()
    memory.take(0, done(1, 9.0), forecast=8.0)
    memory.take(0, done(1, 7.0, before=1), forecast=8.0)
    memory.take(0, done(2, 5.0, load=90.0), forecast=5.0)
    value, distance, age, misses, _ = memory.cues(0, done(2, 0.0, before=1, day=8.0))
    assert value[Cue.HABIT] == pytest.approx(np.average([9.0, 7.0, 5.0], weights=[0.64, 0.8, 1.0]))
    assert value[Cue.SAME_LOAD] == 7.0
    assert distance[Cue.SAME_LOAD] == pytest.approx(math.log1p(5.0 / 7.0))
    assert value[Cue.LAST_SESSION] == 7.0
    assert distance[Cue.LAST_SESSION] == pytest.approx(0.0)
    # A failure after a set at the same load came two sooner; three sets of no change are thrown in.
    assert value[Cue.SET_BEFORE] == pytest.approx(5.0 - 2.0 / 4.0)
    assert distance[Cue.SET_BEFORE] == pytest.approx(math.log(90.0 / 80.0) / 0.05)
    assert misses[1] == pytest.approx(-1.0 / 4.0)
    assert age == [2.0, 5.0, 5.0, 0.0]


def test_a_failure_at_the_same_load_in_the_same_session_is_no_memory_of_that_load() -> None:
    memory = Recollection()
    memory.take(0, done(1, 9.0), forecast=8.0)
    assert math.isnan(memory.cues(0, done(1, 0.0))[0][Cue.SAME_LOAD])
    assert memory.cues(0, done(2, 0.0))[0][Cue.SAME_LOAD] == 9.0


def test_a_good_day_shows_in_the_session_s_other_exercises() -> None:
    memory = Recollection()
    memory.take(0, done(1, 9.0), forecast=6.0)
    memory.take(1, done(1, 8.0), forecast=7.0)
    assert memory.cues(2, done(1, 0.0))[3][2] == pytest.approx((3.0 + 1.0) / 4.0)
    assert memory.cues(0, done(1, 0.0))[3][2] == pytest.approx(1.0 / 3.0)
    assert memory.cues(2, done(2, 0.0))[3][2] == 0.0
    memory.take(1, done(2, 8.0), forecast=7.0)
    assert memory.cues(2, done(2, 0.0))[3][2] == pytest.approx(1.0 / 3.0)


def test_sets_that_did_not_fail_teach_no_habit_and_no_miss() -> None:
    memory = Recollection()
    memory.take(0, done(1, 9.0, is_failure=False), forecast=9.0)
    value, _, _, misses, usual = memory.cues(0, done(2, 0.0))
    assert math.isnan(value[Cue.HABIT])
    # Half of a normal about nine, of SD two, lies above nine: its mean.
    assert value[Cue.LAST_SESSION] == pytest.approx(9.0 + 2.0 * math.sqrt(2.0 / math.pi))
    assert misses == [0.0, 0.0, 0.0]
    assert usual == 1.2


def test_a_light_set_that_was_stopped_does_not_say_that_more_was_impossible() -> None:
    memory = Recollection()
    memory.take(0, done(1, 5.0, is_failure=False), forecast=16.0)
    assert memory.cues(0, done(2, 0.0))[0][Cue.LAST_SESSION] == pytest.approx(16.0, abs=0.1)
    memory.take(1, done(1, 12.0, is_failure=False), forecast=6.0)
    assert 12.0 < memory.cues(1, done(2, 0.0))[0][Cue.LAST_SESSION] < 13.5


def test_the_memory_of_an_exercise_stays_small() -> None:
    memory = Recollection()
    for session in range(500):
        memory.take(0, done(session, 8.0, load=20.0 + session), forecast=8.0)
    kept = memory.exercises[0]
    assert len(kept.by_load) == LOADS_KEPT
    assert len(kept.today) == len(kept.last) == 1


def test_an_endless_session_is_remembered_by_a_few_sets() -> None:
    memory = Recollection()
    for number in range(300):
        memory.take(0, done(1, 5.0, before=min(number, MOST_BEFORE)), forecast=5.0)
    assert len(memory.exercises[0].today) == MOST_BEFORE + 1


def test_repetitions_that_cannot_be_are_remembered_as_no_habit() -> None:
    memory = Recollection()
    memory.take(0, done(1, 800.0), forecast=8.0)
    assert memory.cues(0, done(2, 0.0))[0][Cue.HABIT] == 32.0
    memory.take(1, done(1, 100.0), forecast=70.0)
    assert memory.cues(1, done(2, 0.0))[0][Cue.HABIT] == 100.0


def test_cues_come_from_earlier_rows_alone() -> None:
    rows = [
        Row(3 * session, 80.0, 9 - before, ending=EndingKind.FAILURE) for session in range(6) for before in range(3)
    ]
    records = observations(log_of(rows))
    steps = model_steps(records, filter_all(records, prior=level_prior()))
    wanted = np.arange(len(records))
    whole, _ = recall(records, steps, wanted)
    for cut in (1, 5, 12):
        part = observations(log_of(rows[:cut]))
        found, _ = recall(part, model_steps(part, filter_all(part, prior=level_prior())), np.arange(cut))
        np.testing.assert_allclose(found.value, whole.value[:cut])
        np.testing.assert_allclose(found.model, whole.model[:cut])
        np.testing.assert_allclose(found.usual_miss, whole.usual_miss[:cut])
