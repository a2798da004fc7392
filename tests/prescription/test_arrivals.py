from __future__ import annotations

from datetime import timedelta
from functools import cache

import numpy as np
import pytest

from momentary.catalogue import match_log
from momentary.inference import LevelPosterior, catalogue_traits, fit
from momentary.inference.recovering import readiness_of
from momentary.prescription.deload.arrivals import FEWEST, LATELY_DAYS, arrivals
from momentary.quantities import Log, Muscle
from tests.prescription.overdone import overdone_log


@cache
def learnt(log: Log) -> LevelPosterior:
    """What is believed after a log."""
    return fit(log, traits=catalogue_traits(match_log(log), log=log))


def chance_of(log: Log, muscle: Muscle | None) -> float:
    """How recovered a muscle came to its sessions of late."""
    return next(one.chance for one in arrivals(learnt(log).tiredness) if one.muscle is muscle)


def test_it_is_what_was_said_before_each_session_averaged_over_the_last_weeks() -> None:
    log = overdone_log(days=70, every=2)
    whole = learnt(log)
    persons, last = whole.tiredness.persons(), log.sessions[-1].start.wall
    asked = []
    for number, session in enumerate(log.sessions):
        trains_chest = any(one.exercise.startswith("Bench") for one in session.sets)
        if trains_chest and last - session.start.wall <= timedelta(days=LATELY_DAYS):
            before = learnt(Log(log.sessions[:number]))
            then = readiness_of(before.fatigue, at=session.start.wall, persons=persons)
            asked += [one.chance for one in then.muscles if one.muscle is Muscle.CHEST]
    found = next(one for one in arrivals(whole.tiredness) if one.muscle is Muscle.CHEST)
    assert found.sessions == len(asked)
    assert found.chance == pytest.approx(np.mean([one for one in asked if one is not None]), abs=0.04)
    assert found.low <= found.level <= found.high


def test_the_more_often_a_muscle_fails_the_less_recovered_it_comes() -> None:
    chances = [chance_of(overdone_log(every=every, gain=0.0), Muscle.CHEST) for every in (1, 2, 4)]
    assert chances == sorted(chances)
    assert chances[0] < 0.8 < chances[-1]


def test_the_least_recovered_come_first_and_few_sessions_are_no_habit() -> None:
    found = arrivals(learnt(overdone_log()).tiredness)
    assert [one.chance for one in found] == sorted(one.chance for one in found)
    assert found[0].muscle is Muscle.CHEST
    assert all(one.sessions >= FEWEST for one in found)
    assert arrivals(learnt(overdone_log(days=2, every=1)).tiredness) == ()


@pytest.mark.parametrize(("easy", "is_found"), [(True, True), (False, False)])
def test_an_easy_week_is_seen_and_told_from_a_usual_one(*, easy: bool, is_found: bool) -> None:
    log = overdone_log(days=84, every=2)
    last = log.sessions[-1].start.wall
    since, until = last - timedelta(days=16), last - timedelta(days=7)
    kept = [one for one in log.sessions if not easy or not since < one.start.wall <= until]
    found = next(one for one in arrivals(learnt(Log.of(kept)).tiredness) if one.muscle is Muscle.CHEST)
    assert (found.eased is not None) is is_found
    if found.eased is not None:
        assert since < found.eased.replace(tzinfo=None) <= last


def test_an_empty_log_says_nothing() -> None:
    assert arrivals(learnt(Log(())).tiredness) == ()
