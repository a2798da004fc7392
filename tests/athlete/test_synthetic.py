"""Synthetic lifters: the log and its truth belong together."""

from __future__ import annotations

import math

import numpy as np

from momentary.athlete import DEMO_LIFTER, demo_log, draw_lifter, simulate
from momentary.parameters import level_prior
from momentary.quantities import Role, Technique


def test_the_same_seed_gives_the_same_log_and_another_seed_another() -> None:
    assert demo_log(3) == demo_log(3)
    assert demo_log(3) != demo_log(4)


def test_the_demonstration_is_a_year_of_varied_training() -> None:
    log = demo_log(1)
    assert 130 <= len(log) <= 208
    assert 8 <= len(log.exercises()) <= 12
    assert any(one.role is Role.WARM_UP for _, one in log.sets())
    assert any(segment.technique is Technique.DROP for segment in log.segments())
    assert any(segment.effort is not None for segment in log.segments())
    assert any(segment.is_failure for segment in log.segments())
    gaps = np.diff([session.start.wall.toordinal() for session in log.sessions])
    assert gaps.max() >= 7
    assert (log.sessions[-1].start.wall - log.sessions[0].start.wall).days > 330


def test_every_segment_has_a_truth_and_no_stop_goes_beyond_it() -> None:
    log, truth = simulate(DEMO_LIFTER, rng=np.random.default_rng(5))
    segments = list(log.segments())
    assert len(truth.repetitions_to_failure) == len(segments)
    for segment, possible in zip(segments, truth.repetitions_to_failure, strict=True):
        assert segment.repetitions is not None
        if math.isnan(possible):
            assert segment.technique is Technique.DROP
        elif segment.is_failure:
            assert segment.repetitions == max(round(possible), 0)
        elif segment.repetitions > 1:
            assert segment.repetitions <= possible + 0.5


def test_a_drawn_lifter_follows_the_prior() -> None:
    prior = level_prior()
    drawn = [draw_lifter(prior, rng=np.random.default_rng(seed)) for seed in range(200)]
    curves = np.log([exercise.curve for lifter in drawn for exercise in lifter.exercises])
    assert abs(curves.mean() - math.log(prior.curve_median)) < 0.06
    assert abs(curves.std() - prior.curve_log_sd) < 0.05
    assert {lifter.reserve for lifter in drawn} == set(prior.habits)
