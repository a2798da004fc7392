from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentary.catalogue import Exercise, Kind, find, match_log
from momentary.evidence import entries
from momentary.inference import LevelPosterior, catalogue_traits, fit
from momentary.inference.readiness import Course, Readiness
from momentary.inference.recovering import HOURS, readiness_of
from momentary.prescription import PlateauReading, Verdict, read_plateau, usual_gym
from momentary.prescription.deload.arrivals import Arrival
from momentary.prescription.deload.easing import KEPT, LOADS, Ease
from momentary.prescription.deload.of_log import deload_of_log
from momentary.prescription.deload.plan import Deload, deload_of, lightened, with_deload
from momentary.prescription.frequency import Frequency
from momentary.prescription.placement import FailureVerdict, FailureWish, place_failure
from momentary.quantities import Load, LoadUnit, Muscle
from tests.prescription.lifters import LIFT, noisy_line
from tests.prescription.overdone import ROW, overdone_log
from tests.prescription.sessions import AT, readiness, state, tired_pairs

SQUAT, BENCH, CURL = find("barbell-back-squat"), find("barbell-bench-press"), find("dumbbell-curl")
TRAINED = {"squat": SQUAT, "bench": BENCH, "curl": CURL}
DAYS = tuple(AT + timedelta(hours=hours) for hours in (0, 1, 12, 40, 90, 200, 400))
Signs = frozenset[str]
FALLING, OFTEN, HEAVY = (frozenset({one}) for one in ("falling", "often", "heavy"))
signs = st.frozensets(st.sampled_from(["falling", "often", "heavy"]))
WARNING = "Heavy work has been above your usual for a while."


def arrival(muscle: Muscle | None, tired: float, *, eased: datetime | None = None) -> Arrival:
    """How somebody came to their sessions of late: recovered at 0, never at 1."""
    level = 1.0 - 0.15 * tired
    return Arrival(muscle, 8, 1.0 - tired, level, level - 0.02, min(level + 0.02, 1.0), eased)


def frequency(muscle: Muscle, *, warning: str | None) -> Frequency:
    """How often a muscle failed."""
    return Frequency(muscle, 3.0, 9.0, 5, 0.0, 0.0, 0.0, 2.0, 1.5, 2.5, warning)


@cache
def reading_of(gain: float) -> PlateauReading:
    """What the test says of a lifter with that gain."""
    return read_plateau(noisy_line(np.random.default_rng(2), weeks=16, gain=gain, noise=0.02))


def with_courses(found: Readiness) -> Readiness:
    """The same with coming days in which every state recovers by a hundredth in ten hours, and then says when."""
    courses, moved = [], []
    for one in (found.neural, *found.muscles):
        low, middle, high = (np.minimum(value + 0.001 * HOURS, 1.0) for value in (one.low, one.level, one.high))
        courses.append(Course(one.muscle, HOURS, middle, low, high))
        back = found.at + timedelta(hours=max((found.wanted - one.level) / 0.001 + 8.0, 0.0))
        moved.append(replace(one, recovered_at=found.at if (one.chance or 0.0) >= 0.8 else back))
    return replace(found, neural=moved[0], muscles=tuple(moved[1:]), courses=tuple(courses))


def asked(
    tired: float,
    *,
    neural: float = 0.0,
    of_late: float = 0.0,
    also: Signs = frozenset(),
    eased: datetime | None = None,
    muscles: Iterable[Muscle] = Muscle,
) -> Deload:
    """What is taken back of a squat, a bench press and a curl."""
    return deload_of(
        TRAINED,
        at=AT,
        readiness=with_courses(readiness(tired, neural=neural, muscles=muscles)),
        arrivals=[arrival(one, of_late, eased=eased) for one in (None, *muscles)],
        frequencies=[frequency(one, warning="more than borne" if "often" in also else None) for one in muscles],
        neural_warning=WARNING if "heavy" in also else None,
        readings=dict.fromkeys(TRAINED, reading_of(-0.01 if "falling" in also else 0.01)),
    )


def asks_no_more(less: Deload, more: Deload) -> bool:
    """Whether the first asks no more than the second of any exercise, now and on any later day."""
    return all(
        less.share_of(name, on) <= more.share_of(name, on)
        and less.load_share_of(name, on) <= more.load_share_of(name, on)
        and less.allows_failure(name, on) <= more.allows_failure(name, on)
        and less.sets_of(name, usual, on) <= more.sets_of(name, usual, on)
        for name in TRAINED
        for on in (None, *DAYS)
        for usual in range(8)
    )


@settings(deadline=None, max_examples=150)
@given(tired_pairs, tired_pairs, tired_pairs, signs, st.sampled_from([None, AT - timedelta(days=9)]))
def test_a_less_recovered_lifter_is_never_told_to_do_more_on_any_day(
    tired: list[float], neural: list[float], of_late: list[float], also: Signs, eased: datetime | None
) -> None:
    fresh, worn = (
        asked(tired[one], neural=neural[one], of_late=of_late[one], also=also, eased=eased) for one in (0, 1)
    )
    assert asks_no_more(worn, fresh)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), signs, signs)
def test_each_further_sign_only_takes_away(tired: float, of_late: float, also: Signs, more: Signs) -> None:
    assert asks_no_more(asked(tired, of_late=of_late, also=also | more), asked(tired, of_late=of_late, also=also))


def test_where_nothing_is_tired_nothing_is_deloaded_and_it_is_said() -> None:
    found = asked(0.0)
    assert not found.is_any
    assert [one.text for one in found.summary] == ["Nothing is tired: nothing is deloaded."]
    assert all(one.stays is not None and "As usual" in one.stays.text for one in found.exercises)
    assert [found.sets_of(name, 4) for name in TRAINED] == [4, 4, 4]


def test_where_nobody_knows_of_recovery_that_is_said_and_not_that_nothing_is_tired() -> None:
    (said,) = deload_of(TRAINED, at=AT).summary
    assert "Nothing is known" in said.text


def test_only_what_is_tired_is_taken_back() -> None:
    others = (one for one in readiness(0.0).muscles if one.muscle is not Muscle.CHEST)
    tired = replace(readiness(0.0), muscles=(state(Muscle.CHEST, 0.2), *others))
    found = deload_of(TRAINED, at=AT, readiness=tired)
    assert [one.name for one in found.eased] == ["bench"]
    assert found.share_of("bench") < 1.0


def test_a_muscle_that_is_plainly_tired_is_left_alone_and_comes_back_step_by_step() -> None:
    found = asked(1.0, muscles=(Muscle.CHEST,))
    eases = [found.ease_of("bench", AT + timedelta(hours=hours)) for hours in range(0, 400, 4)]
    assert eases[0] is Ease.REST
    assert found.sets_of("bench", 3) == 0
    assert eases == sorted(eases, reverse=True)
    assert set(eases) == {Ease.REST, Ease.FEWER_SETS, Ease.NO_FAILURE, Ease.AS_USUAL}


def test_the_neural_state_takes_more_of_lifts_of_several_joints_than_of_one() -> None:
    found = asked(0.0, neural=0.15)
    assert SQUAT.kind is Kind.COMPOUND
    assert CURL.kind is Kind.ISOLATION
    assert found.ease_of("squat") is Ease.FEWER_SETS
    assert found.ease_of("curl") is Ease.NO_FAILURE


def test_a_falling_strength_alone_deloads_nothing_and_says_so() -> None:
    found = asked(0.0, also=FALLING)
    assert not found.is_any
    told = found.of("bench")
    assert told is not None
    assert told.stays is not None
    assert "Strength falls, but not for want of recovery" in told.stays.text


def test_a_falling_strength_beside_failures_too_frequent_is_an_easy_week_with_a_date_to_look() -> None:
    assert reading_of(-0.01).verdict is Verdict.FALLING
    found = asked(0.0, also=FALLING | OFTEN).of("bench")
    assert found is not None
    assert found.ease is Ease.EASY_WEEK
    assert found.until == AT + timedelta(days=7)
    assert [(look.at - AT).days for look in found.looks] == [21, 28]
    assert "falls" in found.looks[0].success.text


def test_after_an_easy_week_there_is_no_second_one_at_once() -> None:
    just = AT - timedelta(days=5)
    before, after = (asked(0.0, of_late=0.7, also=HEAVY | FALLING, eased=one) for one in (None, just))
    assert before.ease_of("squat") is Ease.EASY_WEEK
    assert after.ease_of("squat") is Ease.NO_FAILURE
    assert any("easy week" in one.text for one in after.sentences())


def test_a_set_is_never_left_over_of_nothing_and_a_single_set_stays() -> None:
    week = asked(0.0, also=FALLING | OFTEN)
    assert [week.sets_of("bench", usual) for usual in range(7)] == [0, 1, 1, 2, 2, 3, 3]
    assert week.sets_of("unheard of", 5) == 5


def test_the_steps_of_easing_take_ever_more() -> None:
    eases = list(Ease)
    assert eases == sorted(eases)
    for of in (KEPT, LOADS):
        shares = [of[one] for one in eases]
        assert shares == sorted(shares, reverse=True)


@settings(deadline=None, max_examples=40)
@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0), signs)
def test_every_sentence_rests_on_an_entry_of_the_ledger(
    tired: float, neural: float, of_late: float, also: Signs
) -> None:  # fmt: skip
    found = asked(tired, neural=neural, of_late=of_late, also=also)
    known = entries()
    assert found.sentences()
    assert all(one.text and one.claims and all(key in known for key in one.claims) for one in found.sentences())
    assert all(one.reasons and one.looks for one in found.eased)


def test_the_guard_lets_no_failure_through_that_a_deload_takes_back() -> None:
    tired = asked(0.0, of_late=0.4)
    fits = place_failure(FailureWish("curl", CURL, usual_gym(), readiness=readiness(0.0)))
    assert fits.verdict is FailureVerdict.FITS
    assert with_deload(fits, tired).verdict is FailureVerdict.RATHER_NOT
    assert with_deload(fits, asked(1.0)).verdict is FailureVerdict.NOT_TODAY
    assert with_deload(fits, asked(0.0)) is fits


@pytest.mark.parametrize(("slug", "kg"), [("barbell-bench-press", 60.0), ("dumbbell-curl", 14.0)])
def test_a_lighter_load_is_there_and_no_harder(slug: str, kg: float) -> None:
    exercise, gym = find(slug), usual_gym()
    found = lightened(Load(kg), 0.9, exercise=exercise, gym=gym)
    assert found is not None
    assert found.kg <= 0.9 * kg
    assert any(abs(found.kg - one) < 1e-6 for one in gym.loads_kg(exercise))


def test_help_of_a_machine_is_never_made_less() -> None:
    exercise = find("assisted-pull-up")
    assert lightened(Load(30.0), 0.9, exercise=exercise, gym=usual_gym()) == Load(30.0)


@cache
def learnt(unit: LoadUnit, every: int) -> tuple[LevelPosterior, dict[str, Exercise], datetime]:
    """What is believed of a lifter who overdoes it, or not; the exercises; and the next morning."""
    log = overdone_log(every=every, gain=-0.012 if every == 1 else 0.0, unit=unit)
    matches = match_log(log)
    posterior = fit(log, traits=catalogue_traits(matches, log=log))
    at = log.sessions[-1].start.wall + timedelta(hours=14)
    return posterior, {name: one.exercise for name, one in matches.items()}, at


def of_log(unit: LoadUnit = LoadUnit.KG, *, every: int = 1) -> Deload:
    """The deload of that lifter."""
    posterior, exercises, at = learnt(unit, every)
    return deload_of_log(posterior, exercises, at=at, readiness=readiness_of(posterior.fatigue, at=at))


def test_who_fails_daily_and_loses_strength_is_told_to_ease_that_exercise_only() -> None:
    found = of_log()
    assert [one.name for one in found.eased] == [LIFT]
    assert found.ease_of(LIFT) is Ease.EASY_WEEK
    assert found.share_of(ROW) == 1.0


def test_who_fails_once_in_five_days_and_holds_strength_is_told_that_nothing_is_tired() -> None:
    posterior, exercises, at = learnt(LoadUnit.KG, 5)
    later = at + timedelta(days=4)
    assert not deload_of_log(
        posterior, exercises, at=later, readiness=readiness_of(posterior.fatigue, at=later)
    ).is_any  # fmt: skip


def test_kilograms_or_pounds_deload_alike() -> None:
    one, other = of_log(LoadUnit.KG), of_log(LoadUnit.LB)
    for name in (LIFT, ROW):
        assert one.ease_of(name) is other.ease_of(name)
        assert one.share_of(name) == other.share_of(name)
