from __future__ import annotations

import numpy as np
import pytest

from momentary.inference import fit
from momentary.inference.posterior import UnknownExerciseError
from momentary.quantities import EndingKind, Role
from tests.inference.logs import Row, log_of, steady, stopped


def test_sets_to_failure_show_the_load_and_the_repetitions_along_the_curve() -> None:
    log = log_of([Row(0, 80.0, 9), Row(4, 90.0, 5), Row(8, 80.0, 8)])
    shown = fit(log).session_strengths("Bench")
    loads, counts = np.array([80.0, 90.0, 80.0]), np.array([9, 5, 8])
    assert shown.log_one_rm == pytest.approx(np.log(loads) + shown.curve * (counts - 1), abs=1e-9)
    assert shown.log_load == pytest.approx(np.log(loads))
    assert np.diff(shown.day) == pytest.approx(4.0)
    assert (shown.variance > 0.0).all()


def test_a_session_of_more_sets_is_surer() -> None:
    one = fit(log_of(steady(6, reps=(9,)))).session_strengths("Bench")
    three = fit(log_of(steady(6, reps=(9, 9, 9)))).session_strengths("Bench")
    assert three.variance / three.curve**2 == pytest.approx(one.variance / one.curve**2 / 3.0)


def test_strength_does_not_fall_with_the_sets_of_a_session() -> None:
    rows = [Row(4.0 * at, 80.0, count) for at in range(20) for count in (10, 9, 8)]
    shown = fit(log_of(rows)).session_strengths("Bench")
    alone = fit(log_of([Row(4.0 * at, 80.0, 10) for at in range(20)])).session_strengths("Bench")
    assert shown.log_one_rm == pytest.approx(np.log(80.0) + shown.curve * 9, abs=0.02)
    assert alone.log_one_rm == pytest.approx(np.log(80.0) + alone.curve * 9, abs=1e-9)


def test_a_set_that_is_a_typo_does_not_speak_for_its_session() -> None:
    rows = steady(10)
    rows[13] = Row(rows[13].day, 800.0, rows[13].reps)
    shown, sound = (fit(log_of(one)).session_strengths("Bench") for one in (rows, steady(10)))
    assert shown.log_one_rm[4] == pytest.approx(sound.log_one_rm[4], abs=0.1)


def test_a_light_week_of_silent_stops_says_nothing_but_a_lasting_one_does() -> None:
    usual = [stopped(2.0 * at, 80.0, 8) for at in range(12)]
    light = [stopped(24.0 + 2.0 * at, 60.0, 8) for at in range(3)]
    back = [stopped(30.0 + 2.0 * at, 80.0, 8) for at in range(6)]
    shown = fit(log_of([*usual, *light, *back])).session_strengths("Bench")
    assert set(shown.session.tolist()) == set(range(1, 21)) - {12, 13, 14}
    lasting = [stopped(24.0 + 2.0 * at, 60.0, 8) for at in range(12)]
    assert fit(log_of([*usual, *lasting])).session_strengths("Bench").log_one_rm[-1] < shown.log_one_rm[-1] - 0.2


def test_silent_stops_are_not_heard_beside_a_failure() -> None:
    rows = [row for at in range(6) for row in (stopped(4.0 * at, 40.0, 8), Row(4.0 * at, 80.0, 9))]
    shown = fit(log_of(rows)).session_strengths("Bench")
    assert (shown.common[:, 3] == 0.0).all()
    assert np.ptp(shown.log_one_rm) == pytest.approx(0.0, abs=1e-9)


def test_calls_count_what_was_left_and_share_the_doubt_of_the_caller() -> None:
    called = [Row(4.0 * at, 80.0, 7, None, rir=2.0) for at in range(6)]
    shown = fit(log_of(called)).session_strengths("Bench")
    failed = fit(log_of([Row(4.0 * at, 80.0, 9) for at in range(6)])).session_strengths("Bench")
    assert (shown.log_one_rm / shown.curve > (failed.log_one_rm / failed.curve) - 20.0).all()
    assert (shown.common[:, 2] > 0.0).all()
    assert (failed.common[:, 2] == 0.0).all()
    assert shown.common_sd[2] > 0.0


def test_warm_ups_failed_attempts_and_endless_sets_are_not_heard() -> None:
    rows = [
        *steady(6), Row(30.0, 40.0, 10, None, role=Role.WARM_UP), Row(34.0, 200.0, 0), Row(38.0, 20.0, 60),
        Row(42.0, 80.0, 3, EndingKind.PAIN),
    ]  # fmt: skip
    assert len(fit(log_of(rows)).session_strengths("Bench")) == 6


def test_only_the_segments_that_may_speak_do() -> None:
    posterior = fit(log_of(steady(6)))
    chosen = np.zeros(18, dtype=np.bool_)
    chosen[:9] = True
    assert len(posterior.session_strengths("Bench", segments=chosen)) == 3
    assert len(posterior.session_strengths("Bench", segments=np.zeros(18, dtype=np.bool_))) == 0


def test_an_exercise_that_was_never_done_is_named() -> None:
    with pytest.raises(UnknownExerciseError, match="Squat"):
        fit(log_of(steady(2))).session_strengths("Squat")


def test_a_body_mass_that_is_first_known_later_is_no_jump_of_strength() -> None:
    rows = [Row(4.0 * at, None, 8, exercise="Pull Up") for at in range(8)]
    log = log_of(rows)
    later = log_of(rows[4:], body_mass_kg=90.0)
    whole = type(log).of([*log.sessions[:4], *later.sessions])
    shown = fit(whole).session_strengths("Pull Up")
    assert np.ptp(shown.log_one_rm) == pytest.approx(0.0, abs=1e-6)
