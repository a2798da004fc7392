from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentary.catalogue import Exercise, WayOut, exercises, find
from momentary.prescription.gym import usual_gym
from momentary.prescription.placement import (
    ComingSets,
    FailureVerdict,
    FailureWish,
    NotOverrulableError,
    place_failure,
    shared_muscles,
)
from momentary.quantities import LoadUnit
from tests.prescription.sessions import readiness, tired_pairs, without_evidence

ALONE = usual_gym()
GYMS = tuple(
    replace(usual_gym(unit), has_pins=pins, has_partner=partner)
    for unit in LoadUnit
    for pins in (False, True)
    for partner in (False, True)
)
STRENGTH = tuple(one for one in exercises() if one.is_strength and one.primary_muscles)
ORDER = tuple(FailureVerdict)
CURL, EXTENSION, BENCH = (find(one) for one in ("biceps-curl-machine", "leg-extension", "barbell-bench-press"))

any_exercise = st.sampled_from(STRENGTH)
coming_sets = st.lists(st.builds(ComingSets, st.just("Another"), any_exercise, st.integers(0, 5)), max_size=3).map(
    tuple
)


def wish(exercise: Exercise, **more: object) -> FailureWish:
    return replace(FailureWish(exercise.name, exercise, ALONE), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("exercise", [one for one in STRENGTH if one.way_out is WayOut.PINS], ids=lambda one: one.slug)
def test_nobody_fails_alone_under_a_bar_without_pins_whatever_they_say(exercise: Exercise) -> None:
    found = place_failure(wish(exercise))
    assert found.verdict is FailureVerdict.NOT_TODAY
    assert not found.is_allowed
    with pytest.raises(NotOverrulableError, match="cannot be overruled"):
        found.overruled(because="I feel strong")


def test_what_has_no_safe_way_out_needs_a_partner_and_pins_do_not_help() -> None:
    exercise = next(one for one in STRENGTH if one.way_out is WayOut.STOP_SHORT and one.needs_spotter)
    with_pins, with_partner = (
        place_failure(wish(exercise, gym=gym))
        for gym in (replace(ALONE, has_pins=True), replace(ALONE, has_partner=True))
    )
    assert with_pins.hindrances
    assert not with_partner.hindrances


def test_what_ends_by_speed_or_time_has_no_failure() -> None:
    snatch = next(one for one in exercises() if not one.is_strength)
    assert place_failure(wish(snatch)).hindrances


def test_the_last_set_of_a_machine_fits_when_the_lifter_is_fresh() -> None:
    found = place_failure(wish(EXTENSION, readiness=readiness()))
    assert found.verdict is FailureVerdict.FITS
    assert found.is_allowed
    assert not found.against
    assert found.overruled(because="anyway") is found


@given(any_exercise, coming_sets, st.integers(0, 4), st.sampled_from(GYMS))
def test_failure_before_another_hard_set_of_the_same_muscles_never_fits_and_says_which(
    exercise: Exercise, coming: tuple[ComingSets, ...], left: int, gym: object
) -> None:
    found = place_failure(wish(exercise, coming=coming, sets_left=left, gym=gym, readiness=readiness()))
    is_harmed = left > 0 or any(one.sets and shared_muscles(exercise, one.exercise) for one in coming)
    told = [one for one in found.doubts if one.claims == ("early-failure-harms-later-sets",)]
    assert bool(told) == is_harmed
    if is_harmed:
        assert found.verdict is not FailureVerdict.FITS


@given(any_exercise, tired_pairs, tired_pairs, coming_sets, st.sampled_from(GYMS))
def test_a_less_recovered_lifter_never_gets_a_better_verdict(
    exercise: Exercise, tired: list[float], nerves: list[float], coming: tuple[ComingSets, ...], gym: object
) -> None:
    fresh, worn = (
        place_failure(wish(exercise, readiness=readiness(muscle, neural=neural), coming=coming, gym=gym))
        for muscle, neural in zip(tired, nerves, strict=True)
    )
    assert ORDER.index(fresh.verdict) <= ORDER.index(worn.verdict)


@given(any_exercise, st.floats(0.0, 1.0), coming_sets, st.integers(0, 3))
def test_every_sentence_has_a_claim_of_the_ledger_and_every_verdict_a_reason(
    exercise: Exercise, tired: float, coming: tuple[ComingSets, ...], left: int
) -> None:
    warned = "Heavy work has been above your usual for a while."
    asked = wish(exercise, readiness=readiness(tired), coming=coming, sets_left=left, neural_warning=warned)
    found = place_failure(asked)
    assert without_evidence(found.sentences()) == []
    assert found.against if found.verdict is not FailureVerdict.FITS else found.reasons


@given(any_exercise, st.floats(0.0, 1.0), st.booleans(), st.booleans())
def test_the_unit_of_the_gym_changes_nothing(exercise: Exercise, tired: float, pins: bool, partner: bool) -> None:  # noqa: FBT001
    said = [
        place_failure(
            wish(exercise, readiness=readiness(tired), gym=replace(usual_gym(unit), has_pins=pins, has_partner=partner))
        )
        for unit in LoadUnit
    ]
    assert said[0] == said[1]


def test_an_overruling_keeps_what_spoke_against_it_and_why_it_was_done() -> None:
    at = datetime(2024, 3, 1, 18)
    found = place_failure(wish(CURL, sets_left=2)).overruled(because="testing myself", at=at)
    assert found.is_allowed
    assert found.verdict is FailureVerdict.RATHER_NOT
    assert found.overruling is not None
    assert found.overruling.against == found.doubts
    assert (found.overruling.because, found.overruling.at) == ("testing myself", at)


def test_a_heavy_free_lift_rather_not_even_with_pins_and_a_partner() -> None:
    gym = replace(ALONE, has_pins=True, has_partner=True)
    assert place_failure(wish(BENCH, gym=gym, readiness=readiness())).verdict is FailureVerdict.RATHER_NOT


def test_a_prior_that_the_log_has_not_taught_is_called_typical_lifters() -> None:
    fresh = readiness()
    unlearnt = replace(fresh, muscles=tuple(replace(one, learnt=0.0) for one in fresh.muscles))
    (said,) = [one.text for one in place_failure(wish(EXTENSION, readiness=unlearnt)).reasons if "Quad" in one.text]
    assert "typical lifters' figure" in said


def test_what_no_partner_can_take_never_goes_to_failure() -> None:
    alone = [one for one in STRENGTH if one.way_out is WayOut.STOP_SHORT and not one.needs_spotter]
    assert alone
    for exercise in alone:
        assert all(place_failure(wish(exercise, gym=gym)).hindrances for gym in GYMS)


def test_a_layoff_speaks_against_failure() -> None:
    assert place_failure(wish(CURL, age_days=7.0)).verdict is FailureVerdict.FITS
    assert place_failure(wish(CURL, age_days=60.0)).verdict is FailureVerdict.RATHER_NOT


def test_where_nobody_knows_what_comes_nothing_is_said_to_come_last() -> None:
    known, unknown = place_failure(wish(CURL)), place_failure(wish(CURL, coming=None))
    assert known.verdict is FailureVerdict.FITS
    assert unknown.verdict is FailureVerdict.RATHER_NOT
    assert not [one for one in unknown.reasons if "to come" in one.text]
